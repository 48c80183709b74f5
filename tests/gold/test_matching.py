"""What may match, and which of several that may does: shown on events made by hand."""

from __future__ import annotations

import pytest

from streams.messages import EVENT_TYPES, EventDate, EventType, Location
from tests.gold import matching
from tests.gold.matching import MUTUAL, QUAD_CLASSES, match, same_date, same_quad_class
from tests.support.gold import coded, cut, told

KENYA = Location(name="Kisumu", country="KEN", lat=None, lon=None)


@pytest.mark.parametrize(
    ("gold", "made", "matched"),
    [
        (("AID", "NOR", "MDA"), ("AID", "NOR", "MDA"), True),
        (("AID", "NOR", "MDA"), ("AID", "MDA", "NOR"), False),
        (("AID", "NOR", "MDA"), ("AID", "NOR", ""), False),
        (("AID", "NOR", ""), ("AID", "NOR", "MDA"), True),
        (("AID", "", "MDA"), ("AID", "NOR", "MDA"), True),
        (("AID", "NOR SWE", "MDA"), ("AID", "NOR", "MDA"), True),
        (("AID", "NOR SWE FIN", "MDA"), ("AID", "NOR", "MDA"), False),
        (("AGREE", "NOR", "MDA"), ("AGREE", "MDA", "NOR"), True),
        (("AGREE", "", ""), ("AGREE", "MDA", "NOR"), True),
        (("AID", "NOR", "MDA"), ("SUPPORT", "NOR", "MDA"), False),
    ],
)
def test_may_match(
    gold: tuple[str, str, str], made: tuple[EventType, str, str], matched: bool
) -> None:
    assert match([told(*gold)], [coded(*made)]) == ({0: 0} if matched else {})


def test_reciprocal_gold_has_its_parties_on_either_side() -> None:
    gold = told("RETREAT", "NOR MDA", reciprocal=True)
    assert match([gold], [coded("RETREAT", "MDA", "NOR")]) == {0: 0}
    assert match([told("RETREAT", "NOR MDA")], [coded("RETREAT", "MDA", "NOR")]) == {0: 0}
    assert not matching.exactly_same_parties(
        told("RETREAT", "NOR MDA"), coded("RETREAT", "MDA", "NOR")
    )
    assert matching.exactly_same_parties(gold, coded("RETREAT", "MDA", "NOR"))


def test_a_party_without_a_key_counts_for_nothing() -> None:
    assert matching.keys(coded("AID", "NOR").actors) == {"NOR"}
    assert matching.keys(coded("AID").actors) == frozenset()


def test_loosely_the_quad_class_is_enough() -> None:
    gold, made = [told("AID", "NOR", "MDA")], [coded("COOPERATE", "NOR", "MDA")]
    assert match(gold, made) == {}
    assert match(gold, made, same_quad_class) == {0: 0}
    assert set(QUAD_CLASSES) == set(EVENT_TYPES) > MUTUAL


def test_the_best_agreeing_is_taken() -> None:
    far = coded("ASSAULT", "NOR", "MDA", mode="drone", evidence=cut(30, 40))
    near = coded("ASSAULT", "NOR", "MDA", mode="aerial")
    assert match([told("ASSAULT", "NOR", "MDA", mode="drone")], [far, near]) == {0: 1}
    assert match([told("ASSAULT", "NOR", "MDA", mode="drone", span=None)], [near, far]) == {0: 1}


def test_as_many_as_can_be_are_matched() -> None:
    """The first agrees best with the one event that the second can have."""
    both = coded("AID", "NOR SWE", "MDA")
    only = coded("AID", "NOR SWE DNK", "MDA", evidence=cut(50, 60))
    gold = [told("AID", "NOR SWE", "MDA"), told("AID", "NOR", "MDA", factuality="planned")]
    assert match(gold, [both, only]) == {0: 1, 1: 0}


def test_optional_gold_never_takes_the_place_of_what_counts() -> None:
    gold = [
        told("AID", "NOR", "MDA", optional=True),
        told("AID", "NOR", "MDA", factuality="claimed", span=None),
    ]
    assert match(gold, [coded("AID", "NOR", "MDA")]) == {1: 0}


def _on(start: str, end: str, how: str = "stated") -> EventDate:
    return EventDate(start=start, end=end, precision="day", text=None, how=how)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("gold", "made", "same"),
    [
        (None, None, True),
        ("2024-05-03", None, False),
        (None, _on("2024-05-03", "2024-05-03"), False),
        (None, _on("2024-05-03", "2024-05-03", "default"), True),
        ("2024-05-03", _on("2024-05-03", "2024-05-03", "default"), False),
        ("2024-05-03", _on("2024-05-01", "2024-05-07"), True),
        ("2024-05-03", _on("2024-05-01", "2024-05-31"), False),
        ("2024-05", _on("2024-05-31", "2024-06-06"), True),
        ("2024-02", _on("2024-03-01", "2024-03-01"), False),
        ("2024-02", _on("2024-01-01", "2024-12-31"), False),
        ("2024-02", _on("2024-02", "2024-02"), True),
    ],
)
def test_dates(gold: str | None, made: EventDate | None, same: bool) -> None:
    assert same_date(told("AID", date=gold), coded("AID", date=made)) is same


def test_countries_and_words() -> None:
    assert matching.same_country(told("AID", country="KEN"), coded("AID", location=KENYA))
    assert matching.same_country(told("AID"), coded("AID"))
    assert not matching.same_country(told("AID"), coded("AID", location=KENYA))
    assert matching.same_words(told("AID"), coded("AID", evidence=cut(19, 40)))
    assert not matching.same_words(told("AID"), coded("AID", evidence=cut(20, 40)))
    assert not matching.same_words(told("AID", span=("title", 0, 20)), coded("AID"))
