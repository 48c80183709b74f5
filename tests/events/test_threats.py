"""Harm announced under a condition, refusals in the future, deadlines: sentences of our own."""

from __future__ import annotations

import pytest

from streams.messages import Event
from streams.pipeline import Environment, Options
from tests.support.coding import all_coded

pytestmark = pytest.mark.model

# text, type, actor and recipient keys, factuality; None where no event of the type is to be coded
CASES = [
    # who announces harm under a condition threatens, whoever else speaks of it only thinks so
    ("Sudan said it would bomb Libya if it crossed the river.", "THREATEN", "SDN LBY", "actual"),
    ("Kenya will expel the Ugandan envoy unless Uganda yields, Kenya said.", "THREATEN", "KEN UGA",
     "actual"),
    ("Sudan would bomb Libya if it crossed the river, France said.", "THREATEN", None, None),
    ("Should Peru attack, Chile will shell its ports, Chile said.", "THREATEN", "CHL PER",
     "actual"),
    # who tells of it may be told by a verb of two words, between the clauses, or as "its" envoy
    ("Unless Uganda yields, Kenya will cut off its aid to Uganda, its envoy made plain.",
     "THREATEN", "KEN UGA", "actual"),
    ("If Chad arms the rebels, Sudan said, Chad may lose its aid.", "THREATEN", "SDN TCD",
     "actual"),
    ("Mali let it be known that any attack by Niger would be treated as a declaration of war.",
     "THREATEN", "MLI NER", "actual"),
    # a bare possibility is a threat only from who would do it
    ("The Omani sultan said that he could close the border with Yemen.", "THREATEN", "OMN YEM",
     "actual"),
    ("Oman could close its border with Yemen, officials said.", "THREATEN", None, None),
    ("Kenya's president told his soldiers to shoot looters.", "THREATEN", "KEN KEN", "actual"),
    # what comes of not doing as one is told
    ("Oman told Yemen to withdraw or face strikes.", "THREATEN", "OMN YEM", "actual"),
    ("Oman and Yemen promised not to threaten or attack Qatar.", "THREATEN", None, None),
    ("Iraq gave Kuwait until Monday to leave the island.", "THREATEN", "IRQ KWT", "actual"),
    ("Kuwaiti troops were given a week to withdraw, the Iraqi government said.", "THREATEN",
     "IRQ KWT", "actual"),
    # what one will not do is refused now
    ("Mali will not allow France to land.", "REJECT", "MLI FRA", "actual"),
    ("Spain told Morocco that it would not leave the islet.", "REJECT", "ESP MAR", "actual"),
    ("Gabon has no intention of ceding the island to Cameroon.", "REJECT", "GAB CMR", "actual"),
    ("The United States will not hesitate to strike Iran.", "THREATEN", "USA IRN", "actual"),
    ("Spain will leave the islet.", "REJECT", None, None),
    # what is turned down was said all the same, what it was about did not happen
    ("Syria rejected a call by Qatar for the release of a pilot.", "REQUEST", "QAT SYR", "actual"),
    ("Syria rejected a call by Qatar for the release of a pilot.", "RETREAT", None, None),
]  # fmt: skip


@pytest.fixture(scope="module")
def coded() -> list[tuple[Event, ...]]:
    return all_coded([text for text, *_ in CASES], Environment(Options()))


@pytest.mark.parametrize("number", range(len(CASES)), ids=[text for text, *_ in CASES])
def test_who_threatens_or_refuses(number: int, coded: list[tuple[Event, ...]]) -> None:
    _, kind, parties, factuality = CASES[number]
    told = [
        (" ".join(p.key or "?" for p in (*e.actors, *e.recipients)), e.factuality)
        for e in coded[number]
        if e.type == kind
    ]
    assert told == ([(parties, factuality)] if parties else [])
