"""Reports into groups, one an event: the same groups for the same reports, whatever their order.

Pairs that are alike are joined best first. What would chain is refused: two reports of one article
are never one event, days and countries that are stated must agree over the whole group, and two
groups are only joined where most of their reports are alike, not just two of them, and about as much
alike across as within.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from streams.records.traits import Traits

_MOST_DAYS: Final = 1
_SHARE: Final = 0.5
_GAP: Final = 0.14

Links = Mapping[str, Mapping[str, float]]
"""Likeness by event id and event id, both ways round; pairs that are not alike are left out."""


class _Group:
    """Reports that tell one event, and what they together state."""

    __slots__ = ("articles", "countries", "first", "last", "members", "pairs", "within")

    def __init__(self, one: Traits) -> None:
        self.members = [one.report.event_id]
        self.within, self.pairs = 0.0, 0
        self.articles = {one.report.article_id}
        self.countries = {one.country} - {None}
        self.first: int | None = one.days[0] if one.days else None
        self.last: int | None = one.days[1] if one.days else None


def partition(reports: Mapping[str, Traits], links: Links) -> list[list[str]]:
    """Event ids in groups; groups and members sorted by ``Traits.order``.

    Args:
        reports: whole components of the graph that ``links`` makes, by event id.
    """
    pairs = sorted(
        (-likeness, one, other)
        for one in reports
        for other, likeness in links.get(one, {}).items()
        if one < other and other in reports
    )
    group_of = {name: _Group(each) for name, each in reports.items()}
    for _, one, other in pairs:
        a, b = group_of[one], group_of[other]
        if a is b or not _may_join(a, b, links):
            continue
        if len(a.members) < len(b.members):
            a, b = b, a
        _join(a, b, links)
        for name in b.members:
            group_of[name] = a
    found = {id(group): group for group in group_of.values()}.values()
    ordered = (sorted(g.members, key=lambda name: reports[name].order) for g in found)
    return sorted(ordered, key=lambda members: reports[members[0]].order)


def component(start: Iterable[str], links: Links) -> set[str]:
    """Everything that hangs together with ``start`` by links."""
    found = set(start)
    waiting = list(found)
    while waiting:
        for other in links.get(waiting.pop(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def _may_join(a: _Group, b: _Group, links: Links) -> bool:
    if not a.articles.isdisjoint(b.articles):
        return False
    if a.countries and b.countries and a.countries != b.countries:
        return False
    if a.first is not None and b.first is not None:
        assert a.last is not None and b.last is not None
        if max(a.first, b.first) - min(a.last, b.last) > _MOST_DAYS:
            return False
    across = _across(a, b, links)
    pairs = len(a.members) * len(b.members)
    if len(across) < _SHARE * pairs:
        return False
    if a.pairs and b.pairs:
        within = min(a.within / a.pairs, b.within / b.pairs)
        return sum(across) / pairs >= within - _GAP
    return True


def _across(a: _Group, b: _Group, links: Links) -> list[float]:
    """Likeness of every pair of one from each that is alike."""
    small, large = (a, b) if len(a.members) <= len(b.members) else (b, a)
    return [
        found
        for one in small.members
        if (own := links.get(one))
        for other in large.members
        if (found := own.get(other)) is not None
    ]


def _join(a: _Group, b: _Group, links: Links) -> None:
    a.within += b.within + sum(_across(a, b, links))
    a.pairs += b.pairs + len(a.members) * len(b.members)
    a.members += b.members
    a.articles |= b.articles
    a.countries |= b.countries
    if b.first is not None and b.last is not None:
        # what all of them state: the latest beginning, the earliest end
        if a.first is None or a.last is None:
            a.first, a.last = b.first, b.last
        else:
            a.first, a.last = max(a.first, b.first), min(a.last, b.last)
