"""What a change gained and lost, event by event, against the run that was committed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from tests.gold.figures import Labels, Scored
from tests.gold.score import Report
from tests.gold.sets import Gold

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Change:
    """An event that the committed run and this one differ about.

    ``sign`` is "+" for the better: gold newly found, or something no longer made up.
    """

    sign: str
    what: str
    article: str
    event: str


def changes(before: Scored, now: Scored, report: Report) -> list[Change]:
    """All of one set, in the order of its articles; ``report`` says what gold events are."""
    known = {each.name: each.gold for each in report.articles}
    made: list[Change] = []
    for name in now.labels:
        old, new = before.labels.get(name, Labels()), now.labels[name]
        gold = known[name]
        found = _apart(old.matched, new.matched)
        extra = _apart(old.spurious, new.spurious)
        made += [Change("+", "found", name, _told(i, gold)) for i in found[1]]
        made += [Change("-", "lost", name, _told(i, gold)) for i in found[0]]
        made += [Change("+", "no longer made up", name, label) for label in extra[0]]
        made += [Change("-", "made up", name, label) for label in extra[1]]
    return made


def moved(before: Scored | None, now: Scored) -> Iterator[tuple[str, float, float | None]]:
    """Each figure with what it was; null where it was not known."""
    old = before.figures if before else {}
    for name, value in now.figures.items():
        yield name, value, old.get(name)


def _apart(old: Iterable[T], new: Iterable[T]) -> tuple[list[T], list[T]]:
    """What only the old has, and what only the new has, in their order."""
    ours, theirs = set(new), set(old)
    return [each for each in old if each not in ours], [each for each in new if each not in theirs]


def _told(position: int, gold: tuple[Gold, ...]) -> str:
    if position >= len(gold):
        return f"{position} (gone from gold)"
    event = gold[position]
    sides = [",".join(sorted(side)) for side in (event.actors, event.recipients)]
    return f"{position} {event.type} {sides[0]}>{sides[1]}"
