"""Where to look for reports of the same event: never through all that is known.

A report stands under every pair of its parties' keys, or under its one key, for its type and its day
of publication; reports that name nobody we know stand under the words that name the parties. Two
reports that could tell one event always meet under some heading.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from streams.records.knowledge import confused_with
from streams.records.likeness import DAYS_APART
from streams.records.traits import Traits

_MOST_KEYS: Final = 6
CROWD: Final = 16
"""So many reports of one day under a heading, and it must be asked what tells them apart."""

_REACH: Final = DAYS_APART + 3
_Heading = tuple[str, str, str]


class Blocks:
    """An index of traits; ``near`` gives what a report must be compared with."""

    __slots__ = ("_days",)

    def __init__(self) -> None:
        self._days: dict[_Heading, dict[int, dict[str, Traits]]] = {}

    def add(self, one: Traits) -> None:
        """Files a report under its headings."""
        for heading in _filed(one, one.type):
            days = self._days.setdefault(heading, {})
            days.setdefault(one.day, {})[one.report.event_id] = one

    def remove(self, one: Traits) -> None:
        """Takes a report out again."""
        for heading in _filed(one, one.type):
            days = self._days.get(heading, {})
            found = days.get(one.day, {})
            found.pop(one.report.event_id, None)
            if not found:
                days.pop(one.day, None)
            if not days:
                self._days.pop(heading, None)

    def beside(self, one: Traits, least: int = 0) -> list[Traits]:
        """Reports of the same day that have the same first heading, if there are so many."""
        heading = next(_filed(one, one.type), None)
        found = self._days.get(heading, {}).get(one.day, {}) if heading else {}
        if len(found) < least:
            return []
        return [each for each in found.values() if next(_filed(each, each.type)) == heading]

    def near(self, one: Traits) -> dict[str, Traits]:
        """Reports under the same headings, of the same or a confusable type, by event id."""
        found: dict[str, Traits] = {}
        first, last = one.day - _REACH, one.day + _REACH
        for type_ in (one.type, *confused_with(one.type)):
            for heading in _sought(one, type_):
                days = self._days.get(heading)
                if days is None:
                    continue
                for day, reports in days.items():
                    if first <= day <= last:
                        found.update(reports)
        found.pop(one.report.event_id, None)
        return found


def _filed(one: Traits, type_: str) -> Iterator[_Heading]:
    keys = sorted(one.keys)[:_MOST_KEYS]
    yield from ((type_, a, b) for a, b in combinations(keys, 2))
    if len(keys) == 1:
        yield (type_, keys[0], "alone")
    if len(keys) == 2:
        yield from ((type_, key, "of two") for key in keys)
    if not keys:
        yield from ((type_, name, "by name") for name in one.names)


def _sought(one: Traits, type_: str) -> Iterator[_Heading]:
    keys = sorted(one.keys)[:_MOST_KEYS]
    yield from ((type_, a, b) for a, b in combinations(keys, 2))
    if len(keys) == 1:
        yield from ((type_, keys[0], where) for where in ("alone", "of two"))
    if len(keys) == 2:
        yield from ((type_, key, "alone") for key in keys)
    if not keys:
        yield from ((type_, name, "by name") for name in one.names)
