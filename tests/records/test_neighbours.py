"""The graph of reports is a function of the set: whatever came and went on the way leaves no trace."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from streams.records.known import report_of
from streams.records.neighbours import MOST, Neighbours
from streams.records.traits import Traits, traits
from tests.support.stories import happenings, telling

CHANCE = random.Random(2)
HOT = happenings(3, seed=4, days=1.0)
TOLD: list[Traits] = [traits(report_of(telling(HOT[n % 3], f"a{n}", CHANCE))) for n in range(40)]


def graph(reports: list[Traits]) -> Neighbours:
    made = Neighbours()
    for each in reports:
        made.add(each)
    return made


def shape(of: Neighbours) -> dict[str, frozenset[str]]:
    return {name: frozenset(of.around(name)) for name in of.reports}


@settings(max_examples=60)
@given(st.permutations(range(40)), st.sets(st.integers(0, 39), max_size=20))
def test_order_and_what_was_removed_leave_no_trace(order: list[int], gone: set[int]) -> None:
    through = graph([TOLD[n] for n in order])
    for n in sorted(gone):
        through.remove([TOLD[n].report.event_id])
    left = [TOLD[n] for n in range(40) if n not in gone]
    assert shape(through) == shape(graph(left))
    assert through.pairs(through.reports) == graph(left).pairs(through.reports)


def test_what_changed_is_told() -> None:
    known = graph(TOLD[:30])
    before = shape(known)
    changed = known.add(TOLD[30])
    after = shape(known)
    assert {n for n in after if after[n] != before.get(n)} <= changed
    changed = known.remove([TOLD[3].report.event_id])
    last = shape(known)
    assert {n for n in last if last[n] != after[n]} <= changed


def test_a_report_keeps_a_few_however_many_are_alike() -> None:
    known = graph(TOLD)
    assert all(len(kept) <= MOST for kept in known._kept.values())
    for name in list(known.reports):
        known.remove([name])
    assert (known._kept, known._kept_by, known._seen) == ({}, {}, {})
