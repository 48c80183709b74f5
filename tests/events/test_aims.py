"""Whom a call for calm and a promise of two are aimed at: sentences of our own."""

from __future__ import annotations

import pytest

from streams.messages import Event
from streams.pipeline import Environment, Options
from tests.support.coding import all_coded

pytestmark = pytest.mark.model

# text, and the last event in it as type, actors and recipients
CASES = [
    ("Togo and Benin exchanged fire on Friday. Cuba called for restraint.", "REQUEST CUB>BEN,TGO"),
    ("Troops of Peru and Chile clashed. Norway offered to mediate.", "AGREE NOR>CHL,PER"),
    # who struck is asked where only one did
    ("Chad bombed a town in Niger. Ghana called for restraint.", "REQUEST GHA>TCD"),
    # two promise it to each other, whoever welcomed it
    (
        "Togo and Benin met on Friday. Ghana hailed the talks. Both countries promised to share data.",
        "AGREE BEN,TGO>",
    ),
    # whose troops they are that two pull back
    (
        "Togo and Benin met in Accra. Ghana hailed the meeting. The two sides agreed to withdraw troops.",
        "AGREE BEN,TGO>",
    ),
]


@pytest.fixture(scope="module")
def coded() -> list[tuple[Event, ...]]:
    return all_coded([text for text, _ in CASES], Environment(Options()))


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case[0] for case in CASES])
def test_whom_it_is_aimed_at(number: int, coded: list[tuple[Event, ...]]) -> None:
    def keys(parties: tuple[object, ...]) -> str:
        return ",".join(sorted(str(getattr(p, "key", None)) for p in parties))

    told = [f"{e.type} {keys(e.actors)}>{keys(e.recipients)}" for e in coded[number]]
    assert told[-1] == CASES[number][1]
