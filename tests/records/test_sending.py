"""A report that moves is told in its new record before it is missing from the old one."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from streams.messages import Record
from streams.records.known import report_of
from streams.records.sending import in_safe_order
from tests.support.events import event
from tests.support.records import record

REPORTS = [report_of(event(f"a{n}", n)) for n in range(6)]
Held = dict[str, frozenset[int]]


def records(held: Held, revision: int) -> dict[str, Record]:
    """Records by id with the reports they hold; one that holds none is retracted."""
    return {
        name: replace(
            record(name),
            revision=revision,
            status="reported" if numbers else "retracted",
            reports=tuple(REPORTS[n] for n in sorted(numbers)),
        )
        for name, numbers in held.items()
    }


def numbers(each: Record) -> set[str]:
    return {r.event_id for r in each.reports} if each.status != "retracted" else set()


def check(before: Held, after: Held) -> list[Record]:
    old = records(before, 1)
    told = in_safe_order(list(records(after, 2).values()), old)
    now = dict(old)
    kept = set().union(*map(numbers, old.values())) & set().union(
        *map(numbers, records(after, 2).values())
    )
    for each in told:
        assert each.revision > now[each.record_id].revision if each.record_id in now else True
        now[each.record_id] = each
        assert kept <= set().union(*map(numbers, now.values())), "a crash here would lose one"
    assert {n: numbers(r) for n, r in now.items()} == {
        n: numbers(r) for n, r in {**old, **records(after, 2)}.items()
    }
    return told


def test_a_merge_tells_the_survivor_first_and_a_split_the_new_one() -> None:
    merged = check(
        {"a": frozenset({0}), "b": frozenset({1})}, {"b": frozenset(), "a": frozenset({0, 1})}
    )
    assert [(r.record_id, r.status) for r in merged] == [("a", "reported"), ("b", "retracted")]
    split = check({"a": frozenset({0, 1})}, {"a": frozenset({0}), "new": frozenset({1})})
    assert [r.record_id for r in split] == ["new", "a"]


def test_records_that_swap_reports_take_a_revision_more() -> None:
    told = check(
        {"a": frozenset({0, 1}), "b": frozenset({2, 3})},
        {"a": frozenset({0, 2}), "b": frozenset({1, 3})},
    )
    assert [(r.record_id, r.revision, len(r.reports)) for r in told] == [
        ("a", 2, 3),
        ("b", 2, 2),
        ("a", 3, 2),
    ]


PARTITION = st.lists(st.sampled_from("abcd"), min_size=6, max_size=6)


@given(PARTITION, PARTITION)
def test_no_report_is_ever_in_no_record(one: list[str], other: list[str]) -> None:
    before = {x: frozenset(n for n in range(6) if one[n] == x) for x in "abcd"}
    after = {x: frozenset(n for n in range(6) if other[n] == x) for x in "abcd"}
    check({x: held for x, held in before.items() if held}, after)
