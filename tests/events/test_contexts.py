"""What an event is about: sentences of our own through the whole room."""

from __future__ import annotations

import pytest

from streams.messages import Event
from streams.ontology.load import load
from streams.pipeline import Environment, Options
from tests.support.coding import all_coded

pytestmark = pytest.mark.model

CONTEXTS = frozenset(
    "military intelligence executive legislative election political-institutions pro-democracy pro-autocracy"
    " economic legal reparations human-rights rights-freedoms repression human-security gender lgbt"
    " religion-ethnicity inequality diplomatic territory peacekeeping health asylum migration disasters"
    " natural-resources environment technology terrorism cbrn cyber misinformation crime corruption"
    " illegal-drugs trafficking".split()
)
CASES = [
    (
        "Peru condemned Chile over the chemical weapon test.",
        {"cbrn", "diplomatic", "military"},
        set(),
    ),
    ("Sudan urged Egypt to share its vaccine.", {"health", "diplomatic"}, {"military"}),
    ("Iranian artillery shelled an Iraqi village.", {"military"}, {"diplomatic", "economic"}),
    ("Kenyan police fired tear gas at Kenyan students.", {"repression"}, {"military"}),
    ("Norway and Japan signed a fishing agreement.", {"natural-resources"}, {"crime", "military"}),
    ("Cuba criticised Mexico for human rights abuses.", {"human-rights"}, {"migration"}),
    ("Cuba criticised the human cost of Mexican rights sales.", set(), {"human-rights"}),
]


@pytest.fixture(scope="module")
def coded() -> list[tuple[Event, ...]]:
    return all_coded([text for text, _, _ in CASES], Environment(Options()))


@pytest.mark.parametrize("number", range(len(CASES)), ids=[text for text, _, _ in CASES])
def test_what_an_event_is_about(number: int, coded: list[tuple[Event, ...]]) -> None:
    _, wanted, unwanted = CASES[number]
    for event in coded[number][:1]:
        assert wanted <= set(event.contexts)
        assert not unwanted & set(event.contexts)
    assert coded[number] or not wanted


def test_every_list_is_of_a_context_of_the_ontology() -> None:
    cues = load().cues["contexts"]
    named = {name.replace("_", "-") for name in cues if name != "of_modes"}
    assert named == CONTEXTS
    assert {line.partition("= ")[2] for line in cues["of_modes"]} <= CONTEXTS
