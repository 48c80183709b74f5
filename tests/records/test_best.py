"""What a record says: the best value of each slot, who is behind it, what is in conflict, its status."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from streams.documents.signature import signature
from streams.messages import Event, EventDate, Location, Quantity, Record
from streams.records.best import record
from streams.records.known import report_of
from streams.records.sources import publisher, sources
from tests.support.events import event, party

PRINT = random.Random(5)


def told(article_id: str, outlet: str | None, **changes: Any) -> Event:
    """A report with a text of its own."""
    own = {"publisher": outlet, "signature": PRINT.randbytes(128).hex()}
    return event(article_id, 1, **{**own, **changes})


def amount(*events: Event) -> Record:
    return record("r", 1, [report_of(each) for each in events], ())


def toll(number: float, most: float | None = None) -> dict[str, Quantity]:
    high = number if most is None else most
    return {"killed": Quantity(min=number, max=high, text="", field="body", start=0, end=1)}


def day(text: str) -> EventDate:
    return EventDate(start=text, end=text, precision="day", text=None, how="stated")


def test_two_publishers_corroborate_and_copies_of_one_text_do_not() -> None:
    text = " ".join(f"word{n} of the agency report" for n in range(80))
    wire = told("a", "Agency", signature=signature(text))
    printed = told("b", "Daily", signature=signature(f"{text} and one more line"))
    own = told("c", "Weekly")
    assert amount(wire).status == "reported"
    assert amount(wire, printed).status == "reported"
    assert amount(wire, printed).sources == ("Agency",)
    assert amount(wire, printed, own).status == "corroborated"
    assert amount(wire, printed, own).sources == ("Agency", "Weekly")


def test_one_publisher_is_one_source_however_often_it_reports() -> None:
    assert amount(told("a", "Daily"), told("b", "DAILY")).status == "reported"


def test_who_published_is_told_by_the_address_where_nobody_is_named() -> None:
    there = told("a", None, url="https://news.example.org/1")
    other = told("b", None, url="https://daily.example.org/1")
    nobody = [told(name, None) for name in "cd"]
    assert amount(there, other).sources == ("news.example.org", "daily.example.org")
    assert amount(*nobody).sources == ()
    assert amount(*nobody).status == "reported", "two of whom nothing is known may be one"
    assert publisher(report_of(nobody[0])) == ""


def test_many_reports_are_compared_in_bounded_pieces() -> None:
    many = [report_of(told(f"a{n}", f"P{n}")) for n in range(150)]
    copies = [replace(many[3], event_id="x", publisher="X"), replace(many[140], publisher="Y")]
    found = sources([*many, *copies])
    assert len(found) == 150
    assert sorted(len(group) for group in found)[-2:] == [2, 2]


def test_the_best_supported_value_stands_with_the_reports_behind_it() -> None:
    days = ("2024-07-02", "2024-07-02", "2024-07-03")
    events = [told(n, f"P{n}", date=day(d)) for n, d in zip("abc", days, strict=True)]
    found = amount(*events)
    assert found.date == day("2024-07-02")
    assert found.support["date"] == (events[0].event_id, events[1].event_id)
    (conflict,) = found.conflicts
    assert conflict.slot == "date"
    assert [(v.text, v.sources) for v in conflict.versions] == [
        ("2024-07-02, 2024-07-02", ("Pa", "Pb")),
        ("2024-07-03, 2024-07-03", ("Pc",)),
    ]


def test_a_source_has_one_voice_however_often_it_speaks() -> None:
    loud = [told(f"a{n}", "Loud", mode="phone") for n in range(4)]
    others = [told("b", "One", mode="visit"), told("c", "Two", mode="visit")]
    assert amount(*loud, *others).mode == "visit"


def test_a_report_that_leaves_a_slot_open_says_nothing_against_it() -> None:
    place = Location(name="Doha", country="QAT", lat=None, lon=None)
    open_ = [told(n, f"P{n}", location=None, recipients=(), mode=None) for n in "ab"]
    found = amount(*open_, told("c", "Pc", location=place, date=day("2024-07-02")))
    assert found.location == place
    assert found.recipients == (party("QAT"),)
    assert (found.mode, found.date) == ("visit", day("2024-07-02"))
    assert found.conflicts == ()


def test_three_outlets_three_tolls_are_a_range_with_who_says_what() -> None:
    found = amount(
        told("a", "One", magnitude=toll(12)),
        told("b", "Two", magnitude=toll(14)),
        told("c", "Three", magnitude=toll(15, 20)),
    )
    (conflict,) = found.conflicts
    assert (conflict.slot, conflict.min, conflict.max) == ("magnitude.killed", 12, 20)
    assert {v.text: v.sources for v in conflict.versions} == {
        "12": ("One",),
        "14": ("Two",),
        "15 to 20": ("Three",),
    }
    assert found.magnitude == toll(15, 20), "of equals the latest"
    assert found.status == "corroborated", "tolls grow; that alone is no dispute"


@pytest.mark.parametrize(
    ("events", "status"),
    [
        ((told("a", "One", magnitude=toll(3)), told("b", "Two", magnitude=toll(9))), "disputed"),
        ((told("a", "One", magnitude=toll(3)), told("b", "One", magnitude=toll(9))), "reported"),
        ((told("a", "One"), told("b", "Two", factuality="negated")), "disputed"),
        ((told("a", "One"), told("b", "One", factuality="negated")), "disputed"),
        ((told("a", "One", factuality="negated"),), "reported"),
        ((told("a", "One"), told("b", "Two", factuality="claimed")), "corroborated"),
    ],
)
def test_status(events: tuple[Event, ...], status: str) -> None:
    assert amount(*events).status == status


def test_confidence_grows_with_sources_not_with_copies_of_one() -> None:
    one = amount(told("a", "One", confidence=0.5))
    again = amount(told("a", "One", confidence=0.5), told("b", "One", confidence=0.5))
    two = amount(told("a", "One", confidence=0.5), told("b", "Two", confidence=0.6))
    assert (one.confidence, again.confidence, two.confidence) == (0.5, 0.5, 0.8)


def test_contexts_are_those_of_half_the_sources() -> None:
    found = amount(
        told("a", "One", contexts=("diplomatic", "economic")),
        told("b", "Two", contexts=("diplomatic",)),
        told("c", "Three", contexts=("legal",)),
    )
    assert found.contexts == ("diplomatic",)


def test_codes_are_those_of_the_type_that_stands() -> None:
    odd = {"type": "AGREE", "mode": None, "cameo": "05", "intensity": 2.5}
    found = amount(told("a", "One"), told("b", "Two"), told("c", "Three", **odd))
    assert (found.type, found.mode, found.cameo, found.intensity) == ("CONSULT", "visit", "04", 1.0)
    assert {c.slot for c in found.conflicts} == {"type"}


def test_seen_first_and_last_by_publication() -> None:
    found = amount(told("a", "One"), told("b", "Two", published_at="2024-07-04T10:00:00+00:00"))
    assert (found.first_seen, found.last_seen) == (
        "2024-07-03T10:00:00+00:00",
        "2024-07-04T10:00:00+00:00",
    )
