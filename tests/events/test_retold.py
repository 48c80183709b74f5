"""Whom a judgement of "the decision" or "the deal" is aimed at: sentences of our own."""

from __future__ import annotations

import pytest

from streams.messages import Event
from streams.pipeline import Environment, Options
from tests.support.coding import all_coded

pytestmark = pytest.mark.model

# text, and the last judgement in it as type, actors and recipients
CASES = [
    ("Hungary vetoed aid for Ukraine. Poland criticised the decision.", "ACCUSE POL>HUN"),
    ("Nepal and Bhutan signed an accord. India hailed the deal.", "SUPPORT IND>BTN,NPL"),
    ("Peru recognised Kosovo. Albania welcomed the move.", "SUPPORT ALB>PER"),
    # who did it also where the act itself has no type
    ("Turkey made the church a mosque. Greece condemned the decision.", "ACCUSE GRC>TUR"),
    # not who condemned it before
    ("Chad bombed a Sudanese town. Fiji condemned the raid. Oman denounced it.", "ACCUSE OMN>TCD"),
    # one that is judged by a party to it is of the others
    ("Togo and Benin agreed to share power lines. Togo praised the deal.", "SUPPORT TGO>BEN"),
    # who turns something down is whom it was put to
    ("Fiji demanded that Tonga leave a reef. Tonga rejected the demand.", "REJECT TON>FJI"),
    # what goes on about a thing is aimed at the same
    ("Iraq and Iran signed a truce. Oman hailed it, calling it historic.", "SUPPORT OMN>IRN,IRQ"),
    # its own words say whose it is
    ("Kenya expelled an envoy of Eritrea. Cuba praised Norway's decision.", "SUPPORT CUB>NOR"),
]


@pytest.fixture(scope="module")
def coded() -> list[tuple[Event, ...]]:
    return all_coded([text for text, _ in CASES], Environment(Options()))


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case[0] for case in CASES])
def test_whose_it_was(number: int, coded: list[tuple[Event, ...]]) -> None:
    def keys(parties: tuple[object, ...]) -> str:
        return ",".join(sorted(str(getattr(p, "key", None)) for p in parties))

    told = [f"{e.type} {keys(e.actors)}>{keys(e.recipients)}" for e in coded[number]]
    assert told[-1] == CASES[number][1]
