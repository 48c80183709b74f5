"""What an act is about where that is another act: the clause or event noun that it takes."""

from __future__ import annotations

from streams.events.scene import Scene


def content_of(scene: Scene, token: int, thing: int | None, toward: int | None) -> int | None:
    """The head of what is said, asked, refused or threatened: a clause's verb or an event noun."""
    tree = scene.tree
    for holder in (token, thing):
        if holder is None:
            continue
        for child in tree.children[holder]:
            if tree.dep[child] in ("xcomp", "ccomp") and child != thing:
                if (
                    tree.dep[child] == "ccomp"
                    and child < token
                    and (tree.lowered[child] in ("said", "says") or ";" in tree.text[child:token])
                ):
                    continue
                return child
            if tree.dep[child] == "acl" and tree.kid(child, "mark") is not None:
                return child  # "a report that troops had fired"
            if _infinitive(scene, child) and (
                tree.dep[child] == "acl"
                or (tree.dep[child] == "advcl" and holder == token)
                or (tree.dep[child] == "relcl" and thing is not None)  # "a week to leave"
                or (tree.dep[child] in ("relcl", "advcl") and tree.kid(child, "mark") is not None)
                # "a call for Peru to leave"
            ):
                return child
        for prep in tree.kids(holder, "prep"):
            inner = tree.kid(prep, "pcomp")
            if inner is not None:
                return inner
    if toward is not None and tree.lowered[toward] in ("until", "till"):
        for inner in tree.subtree(toward):  # "until the end of May to leave"
            if tree.pos[inner] == "VERB" and _infinitive(scene, inner):
                return inner
    for prep in tree.kids(token, "prep"):
        if tree.lowered[prep] in ("for", "of", "against", "about", "over", "on", "with"):
            noun = tree.kid(prep, "pobj")
            if noun is not None and scene.mention(noun) is None:
                return scene.through(noun)
    if toward is not None:
        noun = tree.kid(toward, "pobj")
        if noun is not None and scene.mention(noun) is None:
            return scene.through(noun)
    if thing is not None and scene.mention(thing) is None:
        return scene.through(thing)
    return None


def _infinitive(scene: Scene, verb: int) -> bool:
    return any(scene.tree.tag[c] == "TO" for c in scene.tree.kids(verb, "aux"))
