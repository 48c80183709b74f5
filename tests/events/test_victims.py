"""The dead of an attack, coordinated lands, words cut at their hyphen: sentences of our own."""

from __future__ import annotations

import pytest

from streams.messages import Event
from streams.pipeline import Environment, Options
from tests.support.coding import all_coded

pytestmark = pytest.mark.model

# text, and every event of it as type, actors and recipients
CASES = [
    ("Russian missiles killed nine people in Kryvyi Rih.", {"ASSAULT RUS>UKR"}),
    (
        "Kenya protested to Uganda over the killing of two fishermen.",
        {"ACCUSE KEN>UGA", "ASSAULT UGA>KEN"},
    ),
    (
        "Canada imposed sanctions on Russia over the poisoning of a Russian activist.",
        {"SANCTION CAN>RUS", "ASSAULT RUS>RUS"},
    ),
    ("A French tourist was executed in Jakarta.", {"ASSAULT IDN>FRA"}),
    ("Togo turned down an offer by Chad of talks with Benin.", {"REJECT TGO>TCD"}),
    ("Nine Turkish soldiers were killed when PKK fighters attacked.", {"ASSAULT PKK>TUR"}),
    ("Three Malian soldiers were killed in an ambush by Boko Haram.", {"ASSAULT BOKO HARAM>MLI"}),
    ("Russian missiles hit Ukraine, killing 12 people.", {"ASSAULT RUS>UKR"}),
    ("Kenyan and Ugandan soldiers clashed near Busia.", {"ASSAULT KEN,UGA>"}),
    ("The arrest in Lima of a Chilean mayor drew a crowd.", {"COERCE PER>CHL"}),
    ("Prosecutors in Rome charged a Libyan officer.", {"ACCUSE ITA>LBY"}),
    ("Students in Dhaka held a sit-in.", {"PROTEST BGD>BGD"}),
    (
        "Boko Haram staged an ambush in which 12 Nigerian soldiers died.",
        {"ASSAULT BOKO HARAM>NGA"},
    ),
    ("Pakistan condemned the Kabul bombing.", {"ACCUSE PAK>", "ASSAULT >AFG"}),
    ("The sanctions were denounced by Russia as illegal.", {"ACCUSE RUS>"}),
    (
        "Russia's Mariupol bombardment drew condemnation from Kyiv.",
        {"ASSAULT RUS>UKR", "ACCUSE UKR>RUS"},
    ),
    ("Qatar condemned the killing of two medics in Chad.", {"ACCUSE QAT>TCD", "ASSAULT >TCD"}),
    ("Togo condemned the murder of Togolese monks in Mali.", {"ACCUSE TGO>MLI", "ASSAULT >TGO"}),
]


@pytest.fixture(scope="module")
def coded() -> list[tuple[Event, ...]]:
    return all_coded([text for text, _ in CASES], Environment(Options()))


@pytest.mark.parametrize("number", range(len(CASES)), ids=[text for text, _ in CASES])
def test_whose_doing_it_was(number: int, coded: list[tuple[Event, ...]]) -> None:
    def keys(parties: tuple[object, ...]) -> str:
        return ",".join(sorted(str(getattr(p, "key", None)) for p in parties))

    told = {f"{e.type} {keys(e.actors)}>{keys(e.recipients)}" for e in coded[number]}
    assert told == CASES[number][1]
