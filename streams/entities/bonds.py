"""Who is bound to whom in a text: named together, met or at odds; and who only stands between two others."""

from __future__ import annotations

from collections import Counter

from streams.entities.drafts import Draft, Scene
from streams.ontology.model import Trigger


def bound(scene: Scene, token: int) -> Counter[frozenset[str]]:
    """How often two parties were bound together before ``token``: "Peru and Chile", "Lima met Quito"."""
    tree = scene.tree
    count: Counter[frozenset[str]] = Counter()
    for draft in scene.drafts:
        if draft.head >= token or tree.dep[draft.head] == "conj" or draft.kind == "place":
            continue
        members = [scene.at[m] for m in tree.conjuncts(draft.head) if m in scene.at]
        if len(draft.actors) == 1 and len(members) < 2:
            members = [draft, *_dealt_with(scene, draft)]
        keys = {a.key for m in members for a in m.actors} - {None}
        if len(keys) == 2 and (len(members) == 2 or len(draft.actors) == 2):
            count[frozenset(k for k in keys if k)] += 1
    return count


def stands_between(scene: Scene, draft: Draft) -> bool:
    """Whether a party hosts, brings together, urges or speaks of others: it is none of the two."""
    tree, verb = scene.tree, scene.tree.head[draft.head]
    if tree.dep[draft.head] != "nsubj" or tree.pos[verb] != "VERB":
        return False
    content = tree.kid(verb, "ccomp")
    if content is None and tree.dep[verb] == "parataxis":
        content = tree.head[verb]  # "…, the Iraqi minister said"
    told = _parties(scene, content, draft) if content is not None else set()
    if len(told) > 1 and tree.lemma[verb] in scene.ontology.cues["saying"]["verbs"]:
        return True
    known = scene.ontology.verbs.get(tree.lemma[verb], ())
    hosting = [t for t in known if t.frame in ("host", "mediate")]
    urging = [t for t in known if t.frame != "mutual" and t.type in ("REQUEST", "SUPPORT")]
    if not (hosting or urging):
        return False
    around = {tree.lemma[t] for t in tree.subtree(verb)}
    if any(_said(around, t) for t in hosting):
        return True
    # "Lima asked Quito" is of the two
    return len(_parties(scene, verb, draft)) != 1 and any(_said(around, t) for t in urging)


def _said(around: set[str], trigger: Trigger) -> bool:
    """Whether the words that a verb's pattern asks for are in its clause: "hosted talks between"."""
    return all(
        (part.words is None or bool(around & part.words))
        and (part.preposition is None or bool(around & set(part.preposition.split("|"))))
        for part in trigger.parts
    )


def _dealt_with(scene: Scene, draft: Draft) -> list[Draft]:
    """Whom a subject acts on or deals with: the object of its verb, or who is behind "with" or "against"."""
    tree, verb = scene.tree, scene.tree.head[draft.head]
    if tree.dep[draft.head] != "nsubj" or tree.pos[verb] != "VERB" or stands_between(scene, draft):
        return []
    things = tree.kids(verb, "dobj")
    for holder in (verb, *things):
        for prep in tree.kids(holder, "prep"):
            if tree.lowered[prep] in ("with", "against"):
                things = [*things, *tree.kids(prep, "pobj")]
    return [scene.at[t] for t in things if t in scene.at and len(scene.at[t].actors) == 1][:1]


def _parties(scene: Scene, token: int, but: Draft) -> set[str]:
    """The keys of the parties named below a token, one of them left out."""
    own = {a.key for a in but.actors}
    inside = (scene.at[t] for t in scene.tree.subtree(token) if t in scene.at)
    return {a.key for d in inside for a in d.actors if a.key is not None} - own
