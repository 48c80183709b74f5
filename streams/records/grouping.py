"""Reports into groups, one an event: the same groups for the same reports, whatever their order.

Pairs that are alike are joined best first. What would chain is refused: two reports of one article
are never one event, days and countries that are stated must agree over the whole group, and two
groups are only joined where most of their reports are alike, not just two of them, and about as much
alike across as within.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from streams.records.neighbours import Neighbours
from streams.records.traits import Traits

_MOST_DAYS: Final = 1
_SHARE: Final = 0.5
_GAP: Final = 0.09
_FEW: Final = 8
_GROWN: Final = 1.5  # how far tolls of one event in a crowd of like ones lie apart


class _Group:
    """Reports that tell one event, and what they together state."""

    __slots__ = (
        "articles",
        "countries",
        "first",
        "last",
        "members",
        "numbers",
        "pairs",
        "towns",
        "within",
    )

    def __init__(self, one: Traits, crowded: bool) -> None:
        self.members = [one.report.event_id]
        self.within, self.pairs = 0.0, 0
        self.articles = {one.report.article_id}
        self.countries = {one.country} - {None}
        # only where many like acts are told do they have to be the same
        self.towns = {one.town} - {None} if crowded else set()
        self.numbers = dict(one.numbers) if crowded else {}
        self.first: int | None = one.days[0] if one.days else None
        self.last: int | None = one.days[1] if one.days else None


def partition(names: Iterable[str], known: Neighbours) -> list[list[str]]:
    """Event ids in groups; groups and members sorted by ``Traits.order``.

    Args:
        names: all the reports that hang together with any of them.
    """
    reports = {name: known.reports[name] for name in names}
    group_of = {name: _Group(each, known.crowded(name)) for name, each in reports.items()}
    refused = set()
    for _, one, other in known.pairs(reports):
        a, b = group_of[one], group_of[other]
        if a is b or not _agree(a, b):
            continue
        if (len(a.members), a.members[0]) < (len(b.members), b.members[0]):
            a, b = b, a
        # two groups meet by many of their pairs, and nothing is new until one of them has grown
        meeting = (a.members[0], len(a.members), b.members[0], len(b.members))
        if meeting in refused:
            continue
        # one from each, for the first few of both: bounded, however many there are
        across = known.likes(a.members[:_FEW], b.members[:_FEW])
        if not _alike(a, b, across):
            refused.add(meeting)
            continue
        _join(a, b, across)
        for name in b.members:
            group_of[name] = a
    found = {id(group): group for group in group_of.values()}.values()
    ordered = (sorted(g.members, key=lambda name: reports[name].order) for g in found)
    return sorted(ordered, key=lambda members: reports[members[0]].order)


def component(start: Iterable[str], known: Neighbours) -> set[str]:
    """Everything that hangs together with ``start`` by neighbours."""
    found = set(start)
    waiting = list(found)
    while waiting:
        for other in known.around(waiting.pop()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def _agree(a: _Group, b: _Group) -> bool:
    """Whether what the two state can be one event's."""
    if not a.articles.isdisjoint(b.articles):
        return False
    if a.countries and b.countries and a.countries != b.countries:
        return False
    if a.first is not None and b.first is not None:
        assert a.last is not None and b.last is not None
        if max(a.first, b.first) - min(a.last, b.last) > _MOST_DAYS:
            return False
    if a.towns and b.towns and a.towns.isdisjoint(b.towns):
        return False
    for name in a.numbers.keys() & b.numbers.keys():
        (low, high), (least, most) = a.numbers[name], b.numbers[name]
        if low > _GROWN * most + 1 or least > _GROWN * high + 1:
            return False
    return True


def _alike(a: _Group, b: _Group, across: list[float]) -> bool:
    """Whether they are alike enough across, which is how each of one is like each of the other."""
    if len(across) - across.count(0.0) < _SHARE * len(across):
        return False
    if a.pairs and b.pairs:
        within = min(a.within / a.pairs, b.within / b.pairs)
        return sum(across) / len(across) >= within - _GAP
    return True


def _join(a: _Group, b: _Group, across: list[float]) -> None:
    a.within += b.within + sum(across)
    a.pairs += b.pairs + len(across)
    a.members += b.members
    a.articles |= b.articles
    a.countries |= b.countries
    a.towns |= b.towns
    for name, (low, high) in b.numbers.items():
        least, most = a.numbers.get(name, (low, high))
        a.numbers[name] = (min(low, least), max(high, most))
    if b.first is not None and b.last is not None:
        # what all of them state: the latest beginning, the earliest end
        if a.first is None or a.last is None:
            a.first, a.last = b.first, b.last
        else:
            a.first, a.last = max(a.first, b.first), min(a.last, b.last)
