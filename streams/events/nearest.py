"""Which day of a sentence is nearest to an act, by the clause each of them stands in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from streams.events.clauses import adjunct, beside, beyond, clause_of, holder_of, within
from streams.events.scene import Scene
from streams.messages import Sentence, Time

_LONGEST: Final = 31  # days: what is vaguer dates no event
_VAGUE: Final = frozenset({"year", "quarter", "season"})
_OF_NOUNS: Final = ("dobj", "pobj", "attr", "nsubj", "nsubjpass")


def nearest(
    scene: Scene, act: int, sentence: Sentence, *, speech: bool, planned: bool, told: int | None
) -> Time | None:
    """The time that is the act's, or None: what stands in other clauses tells of other acts.

    Args:
        scene: the article.
        act: the trigger's token, in ``sentence``.
        speech, planned, told: as in ``when.date_of``.
    """
    times = list(_times(scene, sentence, speech=speech))
    if not times:
        return None
    if adjunct(scene, act):
        return None
    near = within(scene, act)
    far = {**beside(scene, near), **beyond(scene, act)}
    best: tuple[tuple[int, bool, int], Time] | None = None
    for time, top in times:
        holder = _of_day(scene, holder_of(scene, top))
        distance = near.get(holder, far.get(holder))
        if distance is None:
            distance = _through(scene, near, holder, told)
        elif speech and not planned and not _said_then(scene, act, holder, distance):
            distance = None
        if distance is None and (not speech or planned):
            distance = _argument(scene, {**far, **near}, holder)
        if distance is None and speech:
            distance = _occasion(scene, near, holder, act)
        if distance is None:
            continue
        rank = (distance, time.how != "stated", abs(top - act))
        if best is None or rank < best[0]:
            best = rank, time
    return best[1] if best else None


def _times(scene: Scene, sentence: Sentence, *, speech: bool) -> Iterator[tuple[Time, int]]:
    """The times of a sentence that can date an act, each with its head."""
    tree = scene.tree
    bounds = scene.ontology.cues["setting"]["bounds"]
    for time in scene.entities.times:
        if not sentence.first <= time.first < sentence.last or time.precision in _VAGUE:
            continue
        if (date.fromisoformat(time.to_day) - date.fromisoformat(time.from_day)).days > _LONGEST:
            continue
        top = _top(scene, time)
        above = tree.head[top]
        if tree.lowered[above] in bounds and (speech or tree.lowered[above] != "since"):
            continue  # "have been killed since May" is dated by its beginning
        yield time, top


def _of_day(scene: Scene, holder: int) -> int:
    """Whose day it is that a clause tells of: "spoke on the day that the ground shook, March 6"."""
    tree = scene.tree
    day = tree.head[holder]
    if tree.dep[holder] in ("relcl", "acl") and tree.lemma[day] in ("day", "night", "evening"):
        return holder_of(scene, day)
    return holder


def _said_then(scene: Scene, act: int, holder: int, distance: int) -> bool:
    """Whether a day in an act of words is its own: not that of what is asked, promised or blamed."""
    if distance <= 1 or holder < act:
        return True
    tree = scene.tree
    node = holder
    while tree.head[node] != node and node != act:
        if tree.dep[node] in ("xcomp", "ccomp", "pcomp", "acl", "dobj", "pobj"):
            return False
        node = tree.head[node]
    return True


def _through(scene: Scene, near: dict[int, int], holder: int, told: int | None) -> int | None:
    """The distance of a day that stands with the verb by which a party tells of its own act."""
    if told is None or told in near:
        return None
    if holder == told or clause_of(scene, holder) == told:
        return 6
    return None


def _argument(scene: Scene, near: dict[int, int], holder: int) -> int | None:
    """The distance of a day that hangs on a noun of the act's clause: "killed 12 in Monday's raid"."""
    tree = scene.tree
    if tree.pos[holder] not in ("NOUN", "PROPN"):
        clause = clause_of(scene, holder)
        node = holder
        while node != clause:
            node = tree.head[node]
        if tree.dep[node] in ("xcomp", "pcomp") and tree.head[node] != node:
            above = clause_of(scene, tree.head[node])
            return near[above] + 4 if above in near else None
        return None
    node = holder
    for _ in range(4):
        if tree.dep[node] not in (*_OF_NOUNS, "prep", "conj", "poss", "compound", "nmod"):
            return None
        if tree.lowered[node] in scene.ontology.cues["setting"]["apart"]:
            return None  # "resigned after Monday's vote" need not have been on Monday
        node = tree.head[node]
        if node in near:
            return near[node] + 4
    return None


def _occasion(scene: Scene, near: dict[int, int], holder: int, act: int) -> int | None:
    """The distance of the day of where it was said: "at a summit on Monday it pledged"."""
    tree = scene.tree
    preposition = tree.head[holder]
    verb = clause_of(scene, preposition)
    if tree.dep[holder] != "pobj" or verb not in near:
        return None
    at = tree.lowered[preposition] in scene.ontology.cues["setting"]["occasions"]
    if tree.head[preposition] == verb and (at or verb != act):
        return near[verb] + 2
    return None


def _top(scene: Scene, time: Time) -> int:
    tree = scene.tree
    inside = range(time.first, time.last)
    for token in inside:
        if tree.head[token] not in inside or tree.head[token] == token:
            return token
    return time.first
