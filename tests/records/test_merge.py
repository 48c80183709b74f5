"""Folding events into records: corrected, withdrawn, merged, split, restored, buried, bounded."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from streams.messages import Event, Evidence, Record
from streams.records import Known, bury, fold, withdraw
from streams.records.identity import record_id
from tests.support.events import event, party
from tests.support.stories import disordered, standing, stream


def folded(events: Iterable[Event], known: Known | None = None) -> tuple[Known, list[Record]]:
    known = Known() if known is None else known
    changed: list[Record] = []
    for each in events:
        known, some = fold(known, each)
        changed.extend(some)
    return known, changed


def latest(changed: list[Record]) -> dict[str, Record]:
    return {each.record_id: each for each in changed}


def own(article_id: str, number: int = 1, **changes: Any) -> Event:
    """An event between parties that no other number has, so that it joins only its like."""
    parties = {"actors": (party(f"K{number:02}"),), "recipients": (party(f"L{number:02}"),)}
    return event(article_id, number, **{**parties, "type": "AID", "mode": None, **changes})


def ids(record: Record) -> set[str]:
    return {report.event_id for report in record.reports}


def test_an_event_becomes_a_record_with_its_report() -> None:
    one = event("a", 1)
    _, (record,) = folded([one])
    assert record.record_id == record_id(one.event_id)
    assert (record.revision, record.status) == (1, "reported")
    assert record.reports[0].article_id == "a"
    assert record.reports[0].evidence == one.evidence
    assert record.reports[0].said is not None
    assert record.reports[0].said.actors == one.actors
    assert record.sources == ("The Example Times",)
    assert (record.type, record.actors, record.factuality) == ("CONSULT", one.actors, "actual")


def test_record_ids_are_pinned() -> None:
    assert record_id(event("a", 1).event_id) == "8c32ac1c1c82c67cac952d21b168c2d5"


def test_a_second_report_grows_the_record_under_its_id() -> None:
    known, (first,) = folded([event("a", 1)])
    later = event("b", 1, publisher="Another", published_at="2024-07-03T12:00:00+00:00")
    _, (second,) = folded([later], known)
    assert second.record_id == first.record_id
    assert second.revision == 2
    assert second.status == "corroborated"
    assert (second.first_seen, second.last_seen) == (first.first_seen, later.published_at)


def test_the_same_event_again_changes_nothing() -> None:
    known, _ = folded([event("a", 1), own("a", 2), event("b", 1)])
    assert folded([event("b", 1), event("a", 1), own("a", 2)], known)[1] == []


def test_two_events_of_one_article_are_never_one_record() -> None:
    _, changed = folded([event("a", 1), event("a", 2)])
    assert len(latest(changed)) == 2


def test_a_correction_retracts_what_it_no_longer_says() -> None:
    known, before = folded([own("a", 1), own("a", 2), own("b", 3)])
    _, after = folded([own("a", 1, version="v2"), own("a", 4, version="v2")], known)
    states = {e: (r.status, r.revision) for r in latest(before + after).values() for e in ids(r)}
    assert states == {
        own("a", 1).event_id: ("reported", 2),
        own("a", 2).event_id: ("retracted", 2),
        own("a", 4).event_id: ("reported", 1),
        own("b", 3).event_id: ("reported", 1),
    }


def test_a_withdrawal_takes_one_report_of_several_or_retracts_the_record() -> None:
    known, _ = folded([event("a", 1), event("b", 1), own("a", 2)])
    known, changed = withdraw(known, "a")
    assert {r.status: ids(r) for r in changed} == {
        "reported": {event("b", 1).event_id},
        "retracted": {own("a", 2).event_id},
    }
    assert withdraw(known, "a")[1] == ()
    assert withdraw(known, "unheard of")[1] == ()
    (last,) = withdraw(known, "b")[1]
    assert last.status == "retracted"
    assert last.superseded_by is None
    assert last.retracted_at is not None


def test_what_comes_back_is_a_further_revision_of_the_same_record() -> None:
    known, _ = folded([event("a", 1)])
    known, _ = withdraw(known, "a")
    _, (record,) = folded([event("a", 1)], known)
    assert (record.status, record.revision, record.retracted_at) == ("reported", 3, None)


def bridged() -> tuple[list[Event], Event]:
    """Two reports that have too little in common, and one that has enough with both."""

    def said(article: str, words: str, hour: int, **changes: Any) -> Event:
        evidence = replace(event("a", 1).evidence, text=words, end=len(words))
        at = f"2024-07-03T{hour:02}:00:00+00:00"
        parties = {"actors": (party("SEN"),), "recipients": (party("GMB"),)}
        return event(article, 1, **{**parties, "evidence": evidence, "published_at": at, **changes})

    one = said("one", "river patrol boats handed over", 8, type="AID", mode=None)
    two = said("two", "training frigate crews harbour", 9, type="COOPERATE", mode=None)
    both = said("both", "river patrol boats training frigate crews", 10, type="AID", mode=None)
    return [one, two], both


def test_a_bridge_merges_two_records_and_the_older_survives() -> None:
    apart, bridge = bridged()
    known, before = folded(apart)
    old, young = (r.record_id for r in before)
    assert old != young
    known, changed = folded([bridge], known)
    survivor, gone = changed
    assert (survivor.record_id, survivor.status, survivor.supersedes) == (old, "reported", (young,))
    assert ids(survivor) == {e.event_id for e in [*apart, bridge]}
    assert (gone.record_id, gone.status, gone.superseded_by) == (young, "retracted", old)

    _, after = withdraw(known, bridge.article_id)
    assert {r.record_id: (r.status, r.supersedes) for r in after} == {
        old: ("reported", ()),
        young: ("reported", ()),
    }, "without the bridge they are two again, under their own ids"


Steps = st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 3), st.booleans()), max_size=20)


@given(Steps)
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


@settings(max_examples=60)
@example(358)
@given(st.integers(0, 2**20))
def test_a_crash_in_the_middle_of_what_is_sent_is_put_right_by_the_redelivery(seed: int) -> None:
    chance = random.Random(seed)
    events = disordered(stream(40, 8, seed % 50)[0], seed, again=0.0)
    undisturbed = standing(folded(events)[1])
    known, sent = Known(), list[Record]()
    at = 0
    while at < len(events):
        known, changed = fold(known, events[at])
        if chance.random() < 0.1:  # killed after some of it was sent, before it was acknowledged
            sent += changed[: chance.randint(0, len(changed))]
            known = Known.restore(sent)
            at = max(0, at - chance.randint(0, 2))
            continue
        sent += changed
        at += 1
    assert standing(sent) == undisturbed


def test_records_out_of_the_window_are_closed_but_one_wrong_date_closes_nothing() -> None:
    old = [own(f"old{i}", i, published_at="2024-01-01T00:00:00+00:00") for i in range(60)]
    known, _ = folded(old)
    known, _ = folded([own("wrong", 61, published_at="2199-01-01T00:00:00+00:00")], known)
    assert len(known) == 61
    new = [own(f"new{i}", 100 + i, published_at="2024-02-01T00:00:00+00:00") for i in range(200)]
    known, _ = folded(new, known)
    assert len(known) == 201
    assert "old1" not in known.articles
    assert len(known.records) == 201


def test_a_record_that_is_still_told_stays_whole() -> None:
    days = [f"2024-03-{day:02}T00:00:00+00:00" for day in (1, 3, 5, 7)]
    known, changed = folded(
        [own(f"a{i}", 1, published_at=at) for i, at in enumerate(days) for _ in range(40)],
        Known(window_days=3),
    )
    (record,) = latest(changed).values()
    assert len(record.reports) == 4
    assert len(known) == 4


def test_an_event_from_before_the_window_is_told_alone_and_once() -> None:
    known, _ = folded([own(f"n{i}", i) for i in range(101)])
    late = own("late", 3, published_at="2024-01-01T00:00:00+00:00")
    known, (record,) = folded([late], known)
    assert (record.revision, record.status, ids(record)) == (1, "reported", {late.event_id})
    assert record.record_id != record_id(late.event_id), "a closed record keeps its id for itself"
    assert folded([late], known)[1] == [record], "the same again, should it be repeated"
    assert len(known) == 101


def test_a_retraction_is_followed_by_a_tombstone_when_its_time_is_over() -> None:
    known, (record,) = folded([own("a", 1)])
    known, _ = withdraw(known, "a")
    known, gone = bury(known)
    assert gone == ()
    later = [own(f"n{i}", 2 + i, published_at="2024-07-09T00:00:00+00:00") for i in range(40)]
    known, _ = folded(later, known)
    assert bury(known)[1] == ()
    after = [own(f"m{i}", 50 + i, published_at="2024-07-11T10:00:00+00:00") for i in range(200)]
    known, _ = folded(after, known)
    known, gone = bury(known)
    assert gone == (record.record_id,)
    assert record.record_id not in known.records
    assert bury(known)[1] == ()


def test_a_record_revived_is_not_buried() -> None:
    known, _ = folded([own("a", 1)])
    known, _ = withdraw(known, "a")
    known, _ = folded([own("a", 1)], known)
    after = [own(f"m{i}", 50 + i, published_at="2024-07-12T10:00:00+00:00") for i in range(200)]
    known, _ = folded(after, known)
    assert bury(known)[1] == ()


def test_a_record_written_before_reports_said_what_they_said_is_gone_on_with() -> None:
    _, (record,) = folded([event("a", 1)])
    old = replace(record, reports=(replace(record.reports[0], said=None),), support={})
    _, (grown,) = folded([event("b", 1)], Known.restore([old]))
    assert grown.record_id == record.record_id
    assert {r.article_id for r in grown.reports} == {"a", "b"}
    assert all(isinstance(r.evidence, Evidence) and r.said for r in grown.reports)
