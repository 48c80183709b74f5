"""Who is meant by "the visitor", "his guest" and "his hosts": by who came to whom in a sentence before."""

from __future__ import annotations

from typing import Final

from streams.entities.drafts import Draft, Scene
from streams.messages import Actor

_GUESTS: Final = frozenset({"guest", "visitor"})
_POINTED: Final = frozenset({"the", "this", "that"})
_TO: Final = ("to", "in", "at", "for", "with")
_REACH: Final = 6  # sentences back


def of_visit(scene: Scene, head: int) -> bool:
    """Whether a noun names a party by its part in a visit: "the visitor", "his hosts"."""
    tree = scene.tree
    if tree.pos[head] != "NOUN" or tree.lemma[head] not in (*_GUESTS, "host"):
        return False
    if any(tree.kids(p, "pobj") for p in tree.kids(head, "prep") if tree.lowered[p] == "of"):
        return False  # "the host of the summit", "a host of reasons"
    owned = tree.kid(head, "poss") is not None
    return owned or any(tree.lowered[c] in _POINTED for c in tree.kids(head, "det"))


def visitor_or_host(scene: Scene, draft: Draft) -> bool:
    """Resolve "the visitor" or "his hosts" by the visit told last; true where one is."""
    tree = scene.tree
    if not of_visit(scene, draft.head):
        return False
    here = tree.sentence_of[draft.head]
    for verb in range(draft.head - 1, -1, -1):
        if here - tree.sentence_of[verb] > _REACH:
            break
        if tree.pos[verb] != "VERB":
            continue
        guest, host = _visit(scene, verb)
        found = guest if tree.lemma[draft.head] in _GUESTS else host
        if guest is None or host is None or found is None or found.head >= draft.head:
            continue
        if {a.key for a in guest.actors} & {a.key for a in host.actors}:
            continue
        draft.actors = tuple(
            Actor(key=a.key, country=a.country, sectors=a.sectors, role=None) for a in found.actors
        )
        draft.how = "coreference"
        draft.antecedents = (scene.drafts.index(found),)
        return True
    return False


def _visit(scene: Scene, verb: int) -> tuple[Draft | None, Draft | None]:
    """Who comes and who receives by a verb: "flew to Oslo", "received the Polish minister"."""
    tree = scene.tree
    frames = {
        t.frame
        for t in scene.ontology.verbs.get(tree.lemma[verb], ())
        if t.type == "CONSULT" and not any(part.words for part in t.parts)
    }
    subject = _at(scene, tree.kid(verb, "nsubj"))
    things = tree.kids(verb, "dobj")
    if "host" in frames:
        return next((d for t in things if (d := _at(scene, t))), None), subject
    if "visit" not in frames:
        return None, None
    things = [
        *things,
        *(
            p
            for prep in tree.kids(verb, "prep")
            if tree.lowered[prep] in _TO
            for p in tree.kids(prep, "pobj")
        ),
    ]
    return subject, next((d for t in things if (d := _at(scene, t))), None)


def _at(scene: Scene, token: int | None) -> Draft | None:
    """The resolved mention that a noun heads."""
    found = scene.at.get(token) if token is not None else None
    return found if found is not None and found.actors else None
