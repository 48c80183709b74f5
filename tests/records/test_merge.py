"""Folding events into records: idempotent, corrected, withdrawn, restored, bounded."""

from __future__ import annotations

import random
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from streams.messages import Event, Record
from streams.records import Known, fold, withdraw
from streams.records.identity import record_id
from tests.support.events import event


def folded(events: Iterable[Event], known: Known | None = None) -> tuple[Known, list[Record]]:
    known = known or Known()
    changed: list[Record] = []
    for each in events:
        known, some = fold(known, each)
        changed.extend(some)
    return known, changed


def latest(changed: list[Record]) -> dict[str, Record]:
    return {each.record_id: each for each in changed}


def test_an_event_becomes_a_record_with_its_report() -> None:
    one = event("a", 1)
    _, (record,) = folded([one])
    assert (record.record_id, record.revision, record.status) == (record_id(one), 1, "reported")
    assert record.reports[0].article_id == "a"
    assert record.reports[0].evidence == one.evidence
    assert record.sources == ("The Example Times",)
    assert (record.type, record.actors, record.factuality) == ("CONSULT", one.actors, "actual")


def test_record_ids_are_pinned() -> None:
    assert record_id(event("a", 1)) == "8c32ac1c1c82c67cac952d21b168c2d5"


def test_the_same_event_again_changes_nothing() -> None:
    known, _ = folded([event("a", 1), event("a", 2)])
    assert folded([event("a", 1), event("a", 2)], known)[1] == []


def test_a_correction_retracts_what_it_no_longer_says() -> None:
    known, before = folded([event("a", 1), event("a", 2), event("b", 1)])
    _, after = folded([event("a", 1, "v2"), event("a", 3, "v2")], known)
    now = latest(before + after)
    states = {r.record_id: (r.status, r.revision) for r in now.values()}
    assert states == {
        record_id(event("a", 1)): ("reported", 2),
        record_id(event("a", 2)): ("retracted", 2),
        record_id(event("a", 3)): ("reported", 1),
        record_id(event("b", 1)): ("reported", 1),
    }


def test_a_withdrawal_retracts_everything_once() -> None:
    known, _ = folded([event("a", 1), event("a", 2), event("b", 1)])
    known, changed = withdraw(known, "a")
    assert {r.status for r in changed} == {"retracted"}
    assert {r.revision for r in changed} == {2}
    assert len(changed) == 2
    assert withdraw(known, "a")[1] == ()
    assert withdraw(known, "unheard of")[1] == ()


def test_what_comes_back_is_a_further_revision() -> None:
    known, _ = folded([event("a", 1)])
    known, _ = withdraw(known, "a")
    _, (record,) = folded([event("a", 1)], known)
    assert (record.status, record.revision) == ("reported", 3)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), max_size=30), st.randoms())
def test_order_and_repetition_do_not_matter_within_a_version(
    names: list[tuple[str, int]], shuffle: random.Random
) -> None:
    events = [event(article, number) for article, number in names]
    again = events + events
    shuffle.shuffle(again)
    assert latest(folded(events)[1]) == latest(folded(again)[1])


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3), st.booleans()), max_size=20))
def test_restored_state_goes_on_as_if_nothing_had_happened(
    steps: list[tuple[str, int, bool]],
) -> None:
    known, said = Known(), list[Record]()
    for article, number, gone in steps:
        restored = Known.restore(said)
        if gone:
            known, changed = withdraw(known, article)
            _, same = withdraw(restored, article)
        else:
            known, changed = fold(known, event(article, number))
            _, same = fold(restored, event(article, number))
        assert changed == same
        said.extend(changed)


def test_articles_out_of_the_window_are_forgotten_but_one_wrong_date_closes_nothing() -> None:
    old = [event(f"old{i}", 1, published_at="2024-01-01T00:00:00+00:00") for i in range(60)]
    known, _ = folded(old)
    known, _ = folded([event("wrong", 1, published_at="2199-01-01T00:00:00+00:00")], known)
    assert len(known) == 61
    new = [event(f"new{i}", 1, published_at="2024-02-01T00:00:00+00:00") for i in range(200)]
    known, _ = folded(new, known)
    assert known.of("old1") == {}
    assert len(known.of("new1")) == 1
    assert len(known) == 201
