"""Where it was said: the place that the clause of an act of words, or of who tells of it, names itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from streams.events.doubts import place_of_mention, unlikely
from streams.events.draft import Draft
from streams.events.places import located
from streams.events.scene import Scene
from streams.messages import Location

_WHERE: Final = frozenset({"in", "at"})
_CITIES: Final = frozenset({"city", "site"})
_SEATS: Final = ("body", "place")


def said_at(scene: Scene, draft: Draft) -> Location | None:
    """The city where somebody spoke: "in Lima he demanded", "told reporters in Lima"."""
    act = draft.match.token
    if scene.tree.pos[act] not in ("VERB", "AUX"):
        return None
    for preposition in _behind(scene, act, by=draft.mode == "investigate"):
        for noun in scene.tree.kids(preposition, "pobj"):
            found = _city(scene, noun)
            if found is not None:
                return found
    return None


def _behind(scene: Scene, act: int, *, by: bool) -> Iterator[int]:
    """The prepositions of place that belong to the saying and not to what is said; with ``by`` to who acts."""
    tree = scene.tree
    for preposition in tree.kids(act, "prep"):
        if preposition < act and tree.lowered[preposition] in _WHERE:
            yield preposition  # "In Canberra the minister called for …"
    for way in tree.kids(act, "advcl", "acl"):
        if tree.lemma[way] in ("meet", "speak", "talk") and tree.tag[way] == "VBG":
            yield from _placing(scene, way)
    saying = scene.ontology.cues["saying"]["verbs"]
    doer = scene.subject_of(act)
    if by and doer is not None:
        yield from _placing(scene, doer)  # "prosecutors in Lima are looking into"
    node = act
    while tree.dep[node] in ("ccomp", "xcomp"):
        node = tree.head[node]
    for verb in (node, *tree.kids(act, "ccomp", "parataxis")):
        if verb != act and tree.lemma[verb] in saying:
            yield from _placing(scene, verb)
            for heard in tree.kids(verb, "dobj", "dative"):
                yield from _placing(scene, heard)


def _placing(scene: Scene, word: int) -> Iterator[int]:
    tree = scene.tree
    return (p for p in tree.kids(word, "prep") if tree.lowered[p] in _WHERE)


def _city(scene: Scene, noun: int) -> Location | None:
    """The town that a noun names, or the seat of government that it is."""
    found = scene.at.get(noun)
    if found is None or found[1].kind not in _SEATS or unlikely(scene, found[1]):
        return None
    place = place_of_mention(scene, found[1])
    if place is None or (found[1].kind == "place" and place.kind not in _CITIES):
        return None
    return located(place, found[1])
