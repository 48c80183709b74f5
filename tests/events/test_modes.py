"""Which mode an act is, by the words around its trigger: sentences of our own through the whole room."""

from __future__ import annotations

import pytest

from streams.messages import Event
from streams.pipeline import Environment, Options
from tests.support.coding import all_coded

pytestmark = pytest.mark.model

CASES = [
    # by what is asked, refused, threatened
    ("Cuba urged Mexico to apologise.", "REQUEST", "yield"),
    ("Cuba urged the Mexican president to resign.", "REQUEST", "change"),
    ("Cuba demanded that Mexico hand over the suspect.", "REQUEST", "yield"),
    ("Cuba called on Mexico to put off the visit.", "REQUEST", "change"),
    ("Cuba asked Mexico for money.", "REQUEST", "assist"),
    ("Cuba called on Mexico to attend the summit.", "REQUEST", "meet"),
    ("Japan refused to apologise to China.", "REJECT", "yield"),
    ("Japan refused to meet the Chinese minister.", "REJECT", "meet"),
    ("Iran threatened to bomb the Iraqi port.", "THREATEN", "violence"),
    ("Fiji asked Australia for troops.", "REQUEST", "assist"),
    ("The Security Council met at the request of Fiji.", "REQUEST", "meet"),
    ("Fiji urged Tonga to see the good in it.", "REQUEST", None),
    ("The African Union threatened to use force against Fiji.", "THREATEN", "violence"),
    # by what it is done with
    ("Rebels attacked a Kenyan post with rockets.", "ASSAULT", "heavy-weapons"),
    ("Rebels attacked a Kenyan post with knives.", "ASSAULT", "primitive"),
    ("Rebels attacked a Kenyan post.", "ASSAULT", None),
    ("Drones attacked a Kenyan post, killing two Kenyan soldiers.", "ASSAULT", "drone"),
    ("A suicide bomber from the Taliban killed nine Indian soldiers.", "ASSAULT", "suicide-attack"),
    ("Russian bombers struck a Syrian village.", "ASSAULT", "aerial"),
    ("Kenyan police fired water cannon at Kenyan students.", "ASSAULT", "crowd-control"),
    # by what is moved
    ("Brazil moved tanks to the border with Guyana.", "MOBILIZE", "weapons"),
    ("Brazil deployed soldiers along the border with Guyana.", "MOBILIZE", "troops"),
    # a host of several is a mediator, of one the one visited
    (
        "Qatar hosted the Israeli president and the Lebanese premier in Doha.",
        "CONSULT",
        "third-party",
    ),
    ("Qatar hosted the Lebanese president in Doha.", "CONSULT", "visit"),
]


@pytest.fixture(scope="module")
def coded() -> list[tuple[Event, ...]]:
    return all_coded([text for text, _, _ in CASES], Environment(Options()))


@pytest.mark.parametrize("number", range(len(CASES)), ids=[text for text, _, _ in CASES])
def test_the_mode_of_an_act(number: int, coded: list[tuple[Event, ...]]) -> None:
    text, kind, mode = CASES[number]
    modes = [e.mode for e in coded[number] if e.type == kind]
    assert modes, f"no {kind} in {text}"
    assert modes[0] == mode
