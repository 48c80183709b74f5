"""For each report those that are most like it: a graph in which one event's reports hang together.

A report keeps a few neighbours, the best it has and those nearly as good. So the graph stays small where
the same parties do the same thing every day and all reports are somewhat alike; and it is a function of
the set of reports, whatever the order in which they came.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from typing import Final

from streams.records.blocks import Blocks
from streams.records.likeness import LEAST, likeness
from streams.records.traits import Traits

MOST: Final = 8
NEARLY: Final = 0.12
"""Neighbours less alike than the best by more than this are none."""

Best = dict[str, float]


class Neighbours:
    """Reports by event id, each with its neighbours."""

    __slots__ = ("_blocks", "_kept", "_kept_by", "_seen", "reports")

    def __init__(self) -> None:
        self.reports: dict[str, Traits] = {}
        self._blocks = Blocks()
        self._kept: dict[str, Best] = {}
        self._kept_by: dict[str, set[str]] = {}
        self._seen: dict[str, Best] = {}

    def add(self, one: Traits) -> set[str]:
        """Takes a report in; gives the reports that have other neighbours because of it."""
        name = one.report.event_id
        self.reports[name] = one
        self._kept_by[name] = set()
        self._kept[name] = {}
        scored = self._scored(one)
        changed = {name} | self._keep(name, _best(scored))
        for other, found in scored.items():
            kept = self._kept[other]
            if len(kept) == MOST and found < min(kept.values()):
                continue
            if kept and found < max(kept.values()) - NEARLY:
                continue
            changed |= self._keep(other, _best({**kept, name: found}))
        self._blocks.add(one)
        return changed

    def remove(self, name: str) -> set[str]:
        """Forgets a report; gives the reports that have other neighbours because of it."""
        one = self.reports.pop(name)
        self._blocks.remove(one)
        changed = self._keep(name, {})
        holders = self._kept_by.pop(name)
        del self._kept[name]
        for other in self._seen.pop(name, ()):
            theirs = self._seen[other]
            del theirs[name]
            if not theirs:
                del self._seen[other]
        for other in holders:
            del self._kept[other][name]
            changed |= {other} | self._keep(other, _best(self._scored(self.reports[other])))
        return (changed | holders) - {name}

    def around(self, name: str) -> Iterable[str]:
        """Those that the report keeps, and those that keep it."""
        return self._kept[name].keys() | self._kept_by[name]

    def pairs(self, names: Iterable[str]) -> list[tuple[float, str, str]]:
        """Neighbours among some reports, the most alike first: minus likeness, and their ids in order."""
        found = {
            (-score, *sorted((name, other)))
            for name in names
            for other, score in self._kept[name].items()
        }
        return sorted(found)  # type: ignore[arg-type]

    def like(self, one: str, other: str) -> float:
        """How alike two reports are; 0 below what counts."""
        found = self._kept[one].get(other)
        if found is not None:
            return found
        seen = self._seen.setdefault(one, {})
        found = seen.get(other)
        if found is None:
            score = likeness(self.reports[one], self.reports[other])
            found = seen[other] = score if score >= LEAST else 0.0
            self._seen.setdefault(other, {})[one] = found
        return found

    def _scored(self, one: Traits) -> Best:
        return {
            other: found
            for other, theirs in self._blocks.near(one).items()
            if (found := likeness(one, theirs)) >= LEAST
        }

    def _keep(self, name: str, best: Best) -> set[str]:
        """Gives a report these neighbours; says which reports that concerns."""
        before = self._kept[name]
        if before == best:
            return set()
        lost, gained = before.keys() - best.keys(), best.keys() - before.keys()
        for other in lost:
            self._kept_by[other].discard(name)
        for other in gained:
            self._kept_by[other].add(name)
        self._kept[name] = best
        return {name, *lost, *gained}


def _best(scored: Best) -> Best:
    """The best and those nearly as good, at most so many."""
    if not scored:
        return {}
    least = max(scored.values()) - NEARLY
    near = ((-score, name) for name, score in scored.items() if score >= least)
    return {name: -score for score, name in heapq.nsmallest(MOST, near)}
