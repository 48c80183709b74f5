"""Which reports tell one event: parties, kind, time, place, facts, numbers, words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from streams import contracts
from streams.messages import EVENT_TYPES, Event, EventDate, Location, Quantity
from streams.records.blocks import Blocks
from streams.records.knowledge import confused_with, modes_alike
from streams.records.known import report_of
from streams.records.likeness import LEAST, likeness
from streams.records.traits import Traits, traits
from tests.support.events import event, party


def like(one: Event, other: Event) -> float:
    a, b = traits(report_of(one)), traits(report_of(other))
    found = likeness(a, b)
    assert found == likeness(b, a), "symmetrical"
    if found >= LEAST:
        blocks = Blocks()
        blocks.add(a)
        assert a.report.event_id in blocks.near(b), "what is alike is found"
    return found


def day(text: str) -> EventDate:
    return EventDate(start=text, end=text, precision="day", text=None, how="stated")


def at(country: str, name: str = "") -> Location:
    return Location(name=name or country, country=country, lat=None, lon=None)


def toll(number: float) -> dict[str, Quantity]:
    return {"killed": Quantity(min=number, max=number, text="", field="body", start=0, end=1)}


def words(text: str) -> Any:
    old = event("a", 1).evidence
    return type(old)(
        field="body",
        start=0,
        end=len(text),
        trigger_start=0,
        trigger_end=3,
        text=text,
        trigger=text[:3],
    )


STRIKE: dict[str, Any] = {
    "type": "ASSAULT",
    "mode": "aerial",
    "actors": (party("THA"),),
    "recipients": (party("KHM"),),
    "evidence": words("warplanes hit the depot near the temple"),
}
ONE = {
    "day and parties": ({"date": day("2024-07-02")}, {"date": day("2024-07-02")}),
    "a toll that grew": ({"magnitude": toll(12)}, {"magnitude": toll(19)}),
    "no recipient named": ({}, {"recipients": ()}),
    "a mode that is close": ({}, {"mode": "drone"}),
    "a claim and the act": ({}, {"factuality": "claimed"}),
    "a denial and the act": ({}, {"factuality": "negated"}),
    "a day and none": ({"date": day("2024-07-03")}, {}),
    "midnight": ({"date": day("2024-07-02")}, {"date": day("2024-07-03")}),
    "a confusable type and the same words": ({}, {"type": "MOBILIZE", "mode": None}),
}
TWO = {
    "other parties": ({}, {"recipients": (party("LAO"),)}),
    "roles turned round": ({}, {"actors": (party("KHM"),), "recipients": (party("THA"),)}),
    "days apart": ({"date": day("2024-07-01")}, {"date": day("2024-07-03")}),
    "weeks apart": ({}, {"published_at": "2024-07-14T10:00:00+00:00"}),
    "before its day": ({"date": day("2024-07-09")}, {}),
    "other countries": ({"location": at("THA")}, {"location": at("KHM")}),
    "tolls far apart": ({"magnitude": toll(3)}, {"magnitude": toll(80)}),
    "another mode": ({}, {"mode": "firearms"}),
    "another type": ({}, {"type": "CONSULT", "mode": None}),
    "a confusable type in other words": (
        {},
        {"type": "MOBILIZE", "mode": None, "evidence": words("reservists called up")},
    ),
    "a threat and the act": ({}, {"factuality": "hypothetical"}),
    "days later in other words": (
        {},
        {
            "published_at": "2024-07-06T10:00:00+00:00",
            "evidence": words("barracks shelled overnight"),
        },
    ),
}


@pytest.mark.parametrize("case", ONE.values(), ids=ONE)
def test_one_event(case: tuple[dict[str, Any], dict[str, Any]]) -> None:
    one, other = ({**STRIKE, **changes} for changes in case)
    assert like(event("a", 1, **one), event("b", 1, **other)) >= LEAST


@pytest.mark.parametrize("case", TWO.values(), ids=TWO)
def test_two_events(case: tuple[dict[str, Any], dict[str, Any]]) -> None:
    one, other = ({**STRIKE, **changes} for changes in case)
    assert like(event("a", 1, **one), event("b", 1, **other)) < LEAST


def test_the_same_article_never_tells_one_event_twice() -> None:
    assert like(event("a", 1), event("a", 2)) == 0.0


def test_roles_do_not_tell_meetings_apart() -> None:
    host = event("a", 1, actors=(party("IRN"),), recipients=(party("QAT"),))
    both = event("b", 1, actors=(party("QAT"), party("IRN")), recipients=())
    assert like(host, both) >= LEAST


def test_what_is_said_again_and_again_is_told_apart_by_words() -> None:
    blame: dict[str, Any] = {"type": "ACCUSE", "mode": "disapprove", "actors": (party("USA"),)}
    one = event("a", 1, **blame, evidence=words("blamed over the pipeline blast"))
    same = event("b", 1, **blame, evidence=words("pipeline blast blamed by Washington"))
    other = event("c", 1, **blame, evidence=words("criticised for jailing the blogger"))
    assert like(one, same) >= LEAST
    assert like(one, other) < LEAST


def test_unknown_parties_meet_by_how_they_are_named() -> None:
    nobody = replace(party("NGA"), key=None, country=None, mention="masked gunmen")
    attack = {**STRIKE, "actors": (nobody,), "recipients": (), "location": at("NGA", "Jos")}
    assert like(event("a", 1, **attack), event("b", 1, **attack)) >= LEAST
    other = replace(nobody, mention="herders")
    assert like(event("a", 1, **attack), event("b", 1, **{**attack, "actors": (other,)})) == 0.0


def test_a_report_that_is_removed_is_not_found_any_more() -> None:
    blocks = Blocks()
    one: Traits = traits(report_of(event("a", 1)))
    two = traits(report_of(event("b", 1)))
    blocks.add(one)
    assert set(blocks.near(two)) == {one.report.event_id}
    blocks.remove(one)
    assert blocks.near(two) == {}
    assert blocks._days == {}, "nothing is left behind"


def test_the_rooms_data_names_types_and_modes_that_there_are() -> None:
    assert {other for each in EVENT_TYPES for other in confused_with(each)} <= set(EVENT_TYPES)
    modes = set(contracts.schema("event")["properties"]["mode"]["enum"])
    assert [m for m in modes_alike() if m[0] not in EVENT_TYPES or not {m[1], m[2]} <= modes] == []
