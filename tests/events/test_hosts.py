"""Passives that leave the doer out: sentences of our own through the whole room."""

from __future__ import annotations

import pytest

from streams.messages import Event
from streams.pipeline import Environment, Options
from tests.support.coding import all_coded

pytestmark = pytest.mark.model

# text, and all that is coded: type, actors, recipients
CASES: list[tuple[str, list[tuple[str, str, str]]]] = [
    # who is sent out of a land is sent by it
    ("Two Danish diplomats were expelled from Belarus.", [("SANCTION", "BLR", "DNK")]),
    ("Danish envoy expelled from Belarus.", [("SANCTION", "BLR", "DNK")]),
    ("Cuba was expelled from the Organization of American States.", [("SANCTION", "OAS", "CUB")]),
    ("A Turkish clerk was deported to Ankara from Greece.", [("COERCE", "GRC", "TUR")]),
    ("The Belarusian ambassador was summoned in Warsaw.", [("ACCUSE", "POL", "BLR")]),
    # who is named as the doer is the doer
    ("The Danish envoy was expelled by Belarus.", [("SANCTION", "BLR", "DNK")]),
    ("Poland summoned the Belarusian ambassador in Warsaw.", [("ACCUSE", "POL", "BLR")]),
    # a headline's passive without its auxiliary is no active
    ("Iran accused of arming rebels.", []),
    ("Peruvian mayor arrested in Lima.", [("COERCE", "PER", "PER")]),
    # the object may be behind the second verb
    (
        "Peru condemned and expelled the Cuban envoy.",
        [("ACCUSE", "PER", "CUB"), ("SANCTION", "PER", "CUB")],
    ),
    # what rampages here is nobody
    ("Ten Peruvian villages were lost in rampaging floodwaters.", []),
]


@pytest.fixture(scope="module")
def coded() -> list[tuple[Event, ...]]:
    return all_coded([text for text, _ in CASES], Environment(Options()))


@pytest.mark.parametrize("number", range(len(CASES)), ids=[text for text, _ in CASES])
def test_who_does_what_is_told_in_the_passive(number: int, coded: list[tuple[Event, ...]]) -> None:
    told = [
        (
            e.type,
            " ".join(p.key or p.mention for p in e.actors),
            " ".join(p.key or p.mention for p in e.recipients),
        )
        for e in coded[number]
    ]
    assert told == CASES[number][1]
