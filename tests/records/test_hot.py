"""Many like acts of the same parties within days, and one act told very often."""

from __future__ import annotations

from collections.abc import Iterable

from streams.messages import Event, Record
from streams.records import Known, fold, withdraw
from streams.records.blocks import CROWD
from streams.records.known import report_of
from streams.records.neighbours import Neighbours
from streams.records.traits import traits
from tests.support.hot import hot, loud
from tests.support.stories import disordered, pairwise, standing


def said(events: Iterable[Event], known: Known) -> list[Record]:
    found = list[Record]()
    for each in events:
        known, some = fold(known, each)
        found += some
    return found


def test_like_strikes_of_one_week_are_told_apart_by_town_toll_and_words() -> None:
    events, truth = hot(number=80, days=3.0)
    precision, recall, pairs = pairwise(standing(said(events, Known())), truth)
    print(f"\n{pairs} pairs: precision {precision:.2f}, recall {recall:.2f}")
    assert precision >= 0.65, "by parties, type and day alone it would be 0.1"
    assert recall >= 0.75


def test_what_is_told_very_often_stays_one_record() -> None:
    events, truth = loud(120)
    precision, recall, _ = pairwise(standing(said(events, Known())), truth)
    assert precision == 1.0
    assert recall >= 0.9


def test_a_crowd_gives_the_same_records_in_whatever_order_it_gathers() -> None:
    events, _ = hot(number=20, days=1.0)
    assert standing(said(disordered(events, seed=5), Known())) == standing(said(events, Known()))


def test_a_crowd_that_disperses_leaves_no_trace() -> None:
    events, _ = hot(number=20, days=1.0)
    stay, go = events[: CROWD - 2], events[CROWD - 2 :]
    known = Known()
    found = said(events, known)
    for each in go:
        known, some = withdraw(known, each.article_id)
        found += some
    assert standing(found) == standing(said(stay, Known()))


def test_neighbours_in_a_crowd_are_a_function_of_the_set() -> None:
    told = [traits(report_of(each)) for each in hot(number=20, days=1.0)[0]]
    forth, back = Neighbours(), Neighbours()
    for one in told:
        forth.add(one)
    for one in reversed(told):
        back.add(one)
    assert any(forth.crowded(name) for name in forth.reports), "else this shows nothing"
    names = [one.report.event_id for one in told]
    assert forth.pairs(names) == back.pairs(names)
    forth.remove(names[CROWD // 2 :])
    few = Neighbours()
    for one in told[: CROWD // 2]:
        few.add(one)
    assert not any(forth.crowded(name) for name in forth.reports)
    assert forth.pairs(forth.reports) == few.pairs(few.reports)
