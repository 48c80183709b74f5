"""For each report those that are most like it: a graph in which one event's reports hang together.

A report keeps a few neighbours, the best it has and those nearly as good. So the graph stays small where
the same parties do the same thing every day and all reports are somewhat alike; and it is a function of
the set of reports, whatever the order in which they came.

Where so many reports of one day share parties and type that these say nothing any more, a crowd, two are
only alike if they share details too. Whether there is a crowd depends on what came later as well, so when
one forms or dissolves the neighbours of all in it are looked up anew, once.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from typing import Final

from streams.records.blocks import CROWD, Blocks
from streams.records.likeness import LEAST, likeness, likeness_in_crowd
from streams.records.traits import Traits

MOST: Final = 8
NEARLY: Final = 0.12
"""Neighbours less alike than the best by more than this are none."""

Best = dict[str, float]
_NONE: Final[Best] = {}


class Neighbours:
    """Reports by event id, each with its neighbours."""

    __slots__ = ("_blocks", "_crowded", "_kept", "_kept_by", "_seen", "reports")

    def __init__(self) -> None:
        self.reports: dict[str, Traits] = {}
        self._blocks = Blocks()
        self._kept: dict[str, Best] = {}
        self._kept_by: dict[str, set[str]] = {}
        self._seen: dict[str, Best] = {}
        self._crowded: set[str] = set()

    def add(self, one: Traits) -> set[str]:
        """Takes a report in; gives the reports that have other neighbours because of it."""
        name = one.report.event_id
        self.reports[name] = one
        self._kept[name] = {}
        self._blocks.add(one)
        changed = {name} | self._crowd(one)
        scored = self._scored(one)
        changed |= self._keep(name, _best(scored))
        for other, found in scored.items():
            kept = self._kept[other]
            if len(kept) == MOST and found < min(kept.values()):
                continue
            if kept and found < max(kept.values()) - NEARLY:
                continue
            changed |= self._keep(other, _best({**kept, name: found}))
        return changed

    def remove(self, names: Iterable[str]) -> set[str]:
        """Forgets reports; gives the others that have other neighbours because of it."""
        gone = set(names)
        changed: set[str] = set()
        bereft: dict[str, Best] = {}
        left_behind: dict[str, Traits] = {}
        for name in gone:
            one = self.reports.pop(name)
            self._blocks.remove(one)
            if name in self._crowded:
                self._crowded.discard(name)
                left_behind |= {o.report.event_id: o for o in self._blocks.beside(one)}
            self._forget_seen(name)
            for other in self._kept_by.get(name, ()):
                if other not in gone:
                    bereft.setdefault(other, self._kept[other])
            changed |= self._keep(name, {})
        for other, before in bereft.items():
            left = {name: score for name, score in before.items() if name not in gone}
            if len(before) == MOST or not left or max(left.values()) < max(before.values()):
                left = _best(self._scored(self.reports[other]))  # there was no room for others
            changed |= {other} | self._keep(other, left)
        for name in gone:
            del self._kept[name]
        changed |= self._disperse(o for name, o in left_behind.items() if name not in gone)
        return changed - gone

    def around(self, name: str) -> Iterable[str]:
        """Those that the report keeps, and those that keep it."""
        return self._kept[name].keys() | self._kept_by.get(name, ())

    def crowded(self, name: str) -> bool:
        """Whether a report is one of many of its kind and day."""
        return name in self._crowded

    def pairs(self, names: Iterable[str]) -> list[tuple[float, str, str]]:
        """Neighbours among some reports, the most alike first: minus likeness, and their ids in order."""
        found = {
            (-score, min(name, other), max(name, other))
            for name in names
            for other, score in self._kept[name].items()
        }
        return sorted(found)

    def likes(self, ones: list[str], others: list[str]) -> list[float]:
        """How alike each of some is to each of others; 0 below what counts."""
        found = []
        for one in ones:
            kept, seen = self._kept[one], self._seen.get(one, _NONE)
            for other in others:
                score = kept.get(other)
                if score is None:
                    score = seen.get(other)
                    if score is None:
                        score = self._see(one, other)
                        seen = self._seen[one]
                found.append(score)
        return found

    def _see(self, one: str, other: str) -> float:
        a, b = self.reports[one], self.reports[other]
        crowd = one in self._crowded or other in self._crowded
        score = (likeness_in_crowd if crowd else likeness)(a, b)
        found = score if score >= LEAST else 0.0
        self._seen.setdefault(one, {})[other] = found
        self._seen.setdefault(other, {})[one] = found
        return found

    def _crowd(self, one: Traits) -> set[str]:
        """Notes the crowd that a report makes or joins; gives those whose neighbours change by it."""
        beside = self._blocks.beside(one, CROWD)
        if len(beside) < CROWD:
            return set()
        joined = {o.report.event_id for o in beside} - self._crowded
        self._crowded |= joined
        if joined == {one.report.event_id}:
            return set()
        affected = joined | {other for name in joined for other in self.around(name)}
        return self._look_up(affected, joined)

    def _disperse(self, some: Iterable[Traits]) -> set[str]:
        """Notes that these may be no crowd any more; gives those whose neighbours change by it."""
        freed = {one.report.event_id: one for one in some if len(self._blocks.beside(one)) < CROWD}
        self._crowded -= freed.keys()
        affected = {other for one in freed.values() for other in self._blocks.near(one)}
        return self._look_up(affected | freed.keys(), freed)

    def _look_up(self, names: Iterable[str], other_than_before: Iterable[str]) -> set[str]:
        for name in other_than_before:
            self._forget_seen(name)
        changed: set[str] = set()
        for name in names:
            changed |= self._keep(name, _best(self._scored(self.reports[name])))
        return changed

    def _scored(self, one: Traits) -> Best:
        crowded = self._crowded
        in_crowd = one.report.event_id in self._crowded
        return {
            other: found
            for other, theirs in self._blocks.near(one).items()
            if (
                found := (likeness_in_crowd if in_crowd or other in crowded else likeness)(
                    one, theirs
                )
            )
            >= LEAST
        }

    def _forget_seen(self, name: str) -> None:
        for other in self._seen.pop(name, ()):
            theirs = self._seen[other]
            del theirs[name]
            if not theirs:
                del self._seen[other]

    def _keep(self, name: str, best: Best) -> set[str]:
        """Gives a report these neighbours; says which reports that concerns."""
        before = self._kept[name]
        if before == best:
            return set()
        lost, gained = before.keys() - best.keys(), best.keys() - before.keys()
        for other in lost:
            keepers = self._kept_by[other]
            keepers.discard(name)
            if not keepers:
                del self._kept_by[other]
        for other in gained:
            self._kept_by.setdefault(other, set()).add(name)
        self._kept[name] = best
        return {name, *lost, *gained}


def _best(scored: Best) -> Best:
    """The best and those nearly as good, at most so many."""
    if not scored:
        return {}
    least = max(scored.values()) - NEARLY
    if len(scored) <= MOST:
        return {name: score for name, score in scored.items() if score >= least}
    near = ((-score, name) for name, score in scored.items() if score >= least)
    return {name: scored[name] for _, name in heapq.nsmallest(MOST, near)}
