"""In which country an act is done: sentences of our own through the whole room."""

from __future__ import annotations

import pytest

from streams.messages import Event
from streams.pipeline import Environment, Options
from tests.support.coding import all_coded

pytestmark = pytest.mark.model

# text, type of the act, country (None: the text gives none)
CASES = [
    # behind a preposition, of the clause or of the thing
    ("Egypt and Sudan held talks in Nairobi.", "CONSULT", "KEN"),
    ("Peru and Chile signed a treaty in Bogota.", "SUPPORT", "COL"),
    ("Libya blamed Malta for the fire in Tripoli.", "ACCUSE", None),
    # where it was said counts for what is said, where a court sits for what it rules
    ("In Canberra the Fijian president accused Tonga of spying.", "ACCUSE", "AUS"),
    ("Fiji accused Tonga of spying in Canberra.", "ACCUSE", None),
    ("Egypt convicted two Libyan smugglers.", "SANCTION", "EGY"),
    # a site of a land
    ("Syrian and Iraqi ministers met in the Jordanian capital.", "CONSULT", "JOR"),
    ("Rebels killed nine soldiers on Ugandan soil.", "ASSAULT", "UGA"),
    ("The Ugandan army praised the Kenyan president.", "SUPPORT", None),
    # whom a visitor visits, who receives
    ("The Greek prime minister visited Cyprus.", "CONSULT", "CYP"),
    ("The Cuban leader will travel to Hanoi on Monday.", "AGREE", "VNM"),
    ("Qatar hosted talks between Israel and Egypt.", "CONSULT", "QAT"),
    ("The Greek prime minister telephoned the president of Cyprus.", "CONSULT", None),
    # a seat of government is a place too
    ("Fiji and Tonga held talks in Washington.", "CONSULT", "USA"),
    ("Fiji and Tonga met at the Kremlin.", "CONSULT", "RUS"),
    ("Washington and Fiji praised Tonga.", "SUPPORT", None),
    (
        "NATO ambassadors and the Fijian president met in Brussels. The EU watched.",
        "CONSULT",
        "BEL",
    ),
    # on the open sea it is nowhere; a place may stand with what is struck
    ("Iran seized a British tanker in the Strait of Hormuz.", "COERCE", None),
    ("Iran seized British assets.", "COERCE", "IRN"),
    ("Iran shelled a base housing American troops in Iraq.", "ASSAULT", "IRQ"),
    # a band lets its captives go where it fights
    ("Boko Haram freed nine Nigerian soldiers.", "RETREAT", "NGA"),
    ("Japan freed a Chinese captain.", "RETREAT", None),
    # where a name is only part of another's
    ("The mayor of Lima met the Bolivian president.", "CONSULT", None),
    ("Kenyan farmers marched through Nairobi against the government.", "PROTEST", "KEN"),
    # of several towns of a name the largest by far; a small one whose land is not spoken of is doubtful
    ("The Chilean and Peruvian ministers met in Cordoba.", "CONSULT", "ARG"),
    ("Houthi fighters freed nine Saudi soldiers in the town of Elko.", "RETREAT", None),
    ("The Chilean and Peruvian ministers met in Hyderabad.", "CONSULT", "IND"),
    ("The Chilean and Peruvian ministers met in Valencia.", "CONSULT", None),
    # who crosses over is there; a raid that is answered was elsewhere
    ("Ethiopian soldiers crossed into Somalia.", "MOBILIZE", "SOM"),
    (
        "Israeli troops killed two Syrian soldiers in revenge for a raid on Haifa.",
        "ASSAULT",
        "SYR",
    ),
    # at home: one's own police and crowds; in the land that is shelled, but not at sea
    ("Kenyan police arrested a Somali teacher.", "COERCE", "KEN"),
    ("Georgian students protested against the government.", "PROTEST", "GEO"),
    ("Russian artillery shelled Ukrainian positions.", "ASSAULT", "UKR"),
    ("Iranian gunboats attacked a Norwegian tanker.", "ASSAULT", None),
    # an envoy recalled from a land is not recalled there
    ("Poland recalled its ambassador from Minsk.", "SANCTION", None),
    # several lands are no place
    ("The Danish premier will leave for Peru and Chile on Monday.", "AGREE", None),
    # "there" is the place before
    (
        "The Omani minister flew to Rabat and held talks there with his Indian peer.",
        "CONSULT",
        "MAR",
    ),
]


@pytest.fixture(scope="module")
def coded() -> list[tuple[Event, ...]]:
    return all_coded([text for text, _, _ in CASES], Environment(Options()))


@pytest.mark.parametrize("number", range(len(CASES)), ids=[text for text, _, _ in CASES])
def test_the_country_of_an_act(number: int, coded: list[tuple[Event, ...]]) -> None:
    text, kind, country = CASES[number]
    countries = [
        e.location.country if e.location else None for e in coded[number] if e.type == kind
    ]
    assert countries, f"no {kind} in {text}"
    assert countries[0] == country
