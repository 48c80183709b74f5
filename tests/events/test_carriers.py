"""A text speaks for who issues it: sentences of our own through the whole room."""

from __future__ import annotations

import pytest

from streams.messages import Event
from streams.pipeline import Environment, Options
from tests.support.coding import all_coded

pytestmark = pytest.mark.model

# text, and all that is coded: type, actors, recipients, factuality
CASES: list[tuple[str, list[tuple[str, str, str, str]]]] = [
    (
        "The Danish parliament adopted a resolution condemning Belarus.",
        [("ACCUSE", "DNK", "BLR", "actual")],
    ),
    (
        "A UN resolution condemning Eritrea was adopted on Monday.",
        [("ACCUSE", "UN", "ERI", "actual")],
    ),
    (
        "The resolution, which condemned Eritrea, was adopted by the African Union.",
        [("ACCUSE", "AU", "ERI", "actual")],
    ),
    (
        "Ghana sent a letter to Togo demanding the release of four fishermen.",
        [("REQUEST", "GHA", "TGO", "actual")],
    ),
    (
        "A statement issued by Norway accused Cuba of torture.",
        [("ACCUSE", "NOR", "CUB", "actual")],
    ),
    # what is only tabled says nothing yet
    ("Chile drafted a resolution condemning Belarus.", []),
    # several lands that nobody names are none of those that are named
    (
        "Nine countries signed a declaration urging Laos to free a monk.",
        [("REQUEST", "Nine countries", "LAO", "actual")],
    ),
    # with its particle the verb means another thing
    ("The African Union kicked off a training mission for Malian soldiers on Monday.", []),
    ("Peruvian troops set off for the Chilean border fair.", []),
]


@pytest.fixture(scope="module")
def coded() -> list[tuple[Event, ...]]:
    return all_coded([text for text, _ in CASES], Environment(Options()))


@pytest.mark.parametrize("number", range(len(CASES)), ids=[text for text, _ in CASES])
def test_who_issues_a_text_says_it(number: int, coded: list[tuple[Event, ...]]) -> None:
    told = [
        (
            e.type,
            " ".join(p.key or p.mention for p in e.actors),
            " ".join(p.key or p.mention for p in e.recipients),
            e.factuality,
        )
        for e in coded[number]
    ]
    assert told == CASES[number][1]
