"""Deaths that nobody dealt are no attacks; those that somebody dealt are, whatever burned or fell."""

from __future__ import annotations

import pytest

from streams.messages import Event
from streams.pipeline import Environment, Options
from tests.support.coding import all_coded

pytestmark = pytest.mark.model

CASES = [
    ("A French soldier was killed in a helicopter crash in Chad.", set()),
    ("Nine people were killed in a landslide in Nepal.", set()),
    ("Three officers were killed when a train hit a truck in Turkey.", set()),
    ("Two Danish soldiers killed in Kosovo road accident", set()),
    ("Six Malian soldiers were killed in a fire that rebels lit, by M23 fighters.", {"M23>MLI"}),
    ("Nine Turkish soldiers were killed in an ambush near Hakkari.", {">TUR"}),
    ("Ten Malian soldiers killed in Gao ambush", {">MLI"}),
]


@pytest.fixture(scope="module")
def coded() -> list[tuple[Event, ...]]:
    return all_coded([text for text, _ in CASES], Environment(Options()))


@pytest.mark.parametrize("number", range(len(CASES)), ids=[text for text, _ in CASES])
def test_mishaps_are_nobodys(number: int, coded: list[tuple[Event, ...]]) -> None:
    def keys(parties: tuple[object, ...]) -> str:
        return ",".join(sorted(str(getattr(p, "key", None)) for p in parties))

    told = {f"{keys(e.actors)}>{keys(e.recipients)}" for e in coded[number] if e.type == "ASSAULT"}
    assert told == CASES[number][1]
