"""Common ways to tell an act that lists of words alone do not read: sentences of our own, through the whole room."""

from __future__ import annotations

import pytest

from streams.messages import Event
from streams.pipeline import Environment, Options
from tests.support.coding import all_coded, coded

pytestmark = pytest.mark.model

# text, and what must be coded: type, mode, actors, recipients, factuality
CASES: list[tuple[str, tuple[str, str, str, str, str]]] = [
    (
        "Two Bulgarians were convicted in London of spying.",
        ("SANCTION", "convict", "GBR", "BGR", "actual"),
    ),
    (
        "Kenya accused Somalia of arming rebels and closed the border.",
        ("COERCE", "restrict", "KEN", "SOM", "actual"),
    ),
    (
        "Peru and Chile signed a truce brokered by Cuba and Spain.",
        ("CONSULT", "third-party", "CHL CUB ESP PER", "", "actual"),
    ),
    (
        "Peru gave Bolivian Ambassador Ana Rojas 72 hours to leave.",
        ("SANCTION", "expel", "PER", "BOL", "actual"),
    ),
    (
        "The Security Council condemned Chad's raid on Bangui.",
        ("ACCUSE", "disapprove", "UN", "TCD", "actual"),
    ),
    (
        "Mali and Niger agreed to a truce and to pull back troops.",
        ("CONCEDE", "", "MLI NER", "", "actual"),
    ),
    (
        "Soldiers in Lima ringed the Cuban embassy after firing tear gas at Peruvian students.",
        ("ASSAULT", "crowd-control", "PER", "PER", "actual"),
    ),
    (
        "A Briton was accused of sabotage by Russian police.",
        ("ACCUSE", "allege", "RUS", "GBR", "actual"),
    ),
    ("Chad accused Sudan of massing troops.", ("ACCUSE", "allege", "TCD", "SDN", "actual")),
    ("NATO ally Turkey blocked Sweden's bid.", ("REJECT", "", "TUR", "SWE", "actual")),
    (
        "Biden refused to rule out force against Iran.",
        ("THREATEN", "violence", "USA", "IRN", "actual"),
    ),
    ("Merkel urged Putin to free the crew.", ("REQUEST", "yield", "DEU", "RUS", "actual")),
    ("Sudan said it could not sign the pact with Chad.", ("REJECT", "", "SDN", "TCD", "actual")),
    ("Two monks were let out of a Chinese prison.", ("RETREAT", "release", "CHN", "CHN", "actual")),
    (
        "Denmark expelled three Russian diplomats on Monday. Iceland will send home two.",
        ("SANCTION", "expel", "ISL", "RUS", "planned"),
    ),
    (
        "Peru and Chile held talks in Lima. Fresh negotiations are due to open in May.",
        ("AGREE", "", "CHL PER", "", "planned"),
    ),
    (
        "Austria refrained from condemning Hungary.",
        ("ACCUSE", "disapprove", "AUT", "HUN", "negated"),
    ),
    ("Spain stopped short of blaming Morocco.", ("ACCUSE", "allege", "ESP", "MAR", "negated")),
    (
        "Togo and Benin promised that neither would attack the other.",
        ("AGREE", "", "BEN TGO", "", "actual"),
    ),
    (
        "Japan's envoy told the council that China was violating the treaty.",
        ("ACCUSE", "allege", "JPN", "CHN", "actual"),
    ),
    (
        "Islamic State claimed a raid on a prison in Niger.",
        ("ASSAULT", "", "ISLAMIC STATE", "NER", "actual"),
    ),
    ("Kenya turned down a Chinese offer to build the line.", ("AGREE", "", "CHN", "KEN", "actual")),
    (
        "Peru and Chile cut ties in May. Ties were restored last month.",
        ("SUPPORT", "", "CHL PER", "", "actual"),
    ),
    (
        "Togo and Benin held talks in Accra. No understanding was reached on the border.",
        ("AGREE", "", "BEN TGO", "", "negated"),
    ),
    (
        "Tensions rose in Laos on Friday. Mobile internet was cut and schools were closed.",
        ("COERCE", "censor", "LAO", "LAO", "actual"),
    ),
    (
        "India agreed to stop arresting fishermen from Sri Lanka.",
        ("CONCEDE", "", "IND", "LKA", "actual"),
    ),
    (
        "The EU called Israel's plan to seize Rafah unacceptable.",
        ("ACCUSE", "disapprove", "EU", "ISR", "actual"),
    ),
    (
        "Chad and Niger put their names to two accords in the Kenyan capital.",
        ("SUPPORT", "", "NER TCD", "", "actual"),
    ),
    (
        "G7 ministers gathered in Rome on Friday condemned Iran.",
        ("CONSULT", "multilateral", "G7", "", "actual"),
    ),
    ("Kenya stopped deporting Somali refugees.", ("RETREAT", "", "KEN", "SOM", "actual")),
    (
        "Generals from Thailand and Cambodia agreed to halt troop movements.",
        ("AGREE", "", "KHM THA", "", "actual"),
    ),
    ("Turkey promised not to attack Syria.", ("AGREE", "", "TUR", "SYR", "actual")),
    (
        "Cuba: crowds shout for bread in biggest protests in years.",
        ("PROTEST", "demo", "CUB", "CUB", "actual"),
    ),
    (
        "The Danish minister is expected to visit Chile in August.",
        ("AGREE", "", "DNK", "CHL", "planned"),
    ),
    (
        "Laos has decided not to send medicine to Nepal.",
        ("REJECT", "assist", "LAO", "NPL", "actual"),
    ),
    (
        "Togo denied that its troops had entered Benin.",
        ("MOBILIZE", "troops", "TGO", "BEN", "negated"),
    ),
    (
        "In a phone call on Monday, the Danish and Chilean presidents discussed fishing rights.",
        ("CONSULT", "phone", "CHL DNK", "", "actual"),
    ),
    ("Peru said it would lift sanctions on Cuba.", ("CONCEDE", "", "PER", "CUB", "actual")),
    (
        "The foreign ministers of Denmark, Chile and Peru met on Monday.",
        ("CONSULT", "", "CHL DNK PER", "", "actual"),
    ),
    (
        "Danish and Chilean jets bombed Boko Haram camps in Niger.",
        ("ASSAULT", "aerial", "CHL DNK", "BOKO HARAM", "actual"),
    ),
    ("Oman gave no assurance to Yemen.", ("AGREE", "", "OMN", "YEM", "negated")),
    ("Togo tore up its tariffs on Malian sugar.", ("RETREAT", "", "TGO", "MLI", "actual")),
    (
        "Nepal told Togo that its doctors were not needed.",
        ("REJECT", "assist", "NPL", "TGO", "actual"),
    ),
    (
        "The Danish king told his cabinet that the Chilean plan was a mistake.",
        ("ACCUSE", "disapprove", "DNK", "CHL", "actual"),
    ),
    ("Warsaw asked Brussels for money.", ("REQUEST", "assist", "POL", "EU", "actual")),
    (
        "Norway called for Gabon to lift the curfew.",
        ("REQUEST", "change", "NOR", "GAB", "actual"),
    ),
    ("Danish tents were sent to Mali.", ("AID", "", "DNK", "MLI", "actual")),
    (
        "Chad was among the first to condemn Libya.",
        ("ACCUSE", "disapprove", "TCD", "LBY", "actual"),
    ),
    (
        "Two Swedes whom Stockholm says Iran has jailed were on the list.",
        ("COERCE", "arrest", "IRN", "SWE", "claimed"),
    ),
    (
        "The drone that Kyiv said Russia fired at Odesa fell into the sea.",
        ("ASSAULT", "heavy-weapons", "RUS", "UKR", "claimed"),
    ),
    (
        "The Danish government rejected a Chilean demand for access to Danish ports.",
        ("REJECT", "yield", "DNK", "CHL", "actual"),
    ),
    (
        "Togo's junta ordered Danish troops to leave the country.",
        ("REQUEST", "yield", "TGO", "DNK", "actual"),
    ),
    (
        "The Sudanese army recaptured the presidential palace from the Rapid Support Forces.",
        ("ASSAULT", "", "SDN", "RSF", "actual"),
    ),
    (
        "The Danish minister condemned what he called Libya's reckless attack on Niger.",
        ("ACCUSE", "disapprove", "DNK", "LBY", "actual"),
    ),
    (
        "Protesters camped outside the Peruvian parliament in Lima.",
        ("PROTEST", "demo", "PER", "PER", "actual"),
    ),
    ("Togo gave Benin two days to release the captives.", ("THREATEN", "", "TGO", "BEN", "actual")),
    (
        "A Danish patrol was held in custody by Chad.",
        ("COERCE", "arrest", "TCD", "DNK", "actual"),
    ),
    ("Jordan expelled two Syrian diplomats.", ("SANCTION", "expel", "JOR", "SYR", "actual")),
    (
        "Chile's president said on Twitter that he would break diplomatic relations with Cuba.",
        ("SANCTION", "discontinue", "CHL", "CUB", "planned"),
    ),
    (
        "Two rockets landed near the Peruvian embassy in Lagos.",
        ("ASSAULT", "heavy-weapons", "Two rockets", "PER", "actual"),
    ),
    ("The Yemeni government released 249.", ("RETREAT", "release", "YEM", "", "actual")),
    (
        "Denmark struck Hezbollah targets in Chad.",
        ("ASSAULT", "", "DNK", "HEZBOLLAH", "actual"),
    ),
    (
        "A suicide bomber killed nine Chadian soldiers near the lake.",
        ("ASSAULT", "suicide-attack", "suicide bomber", "TCD", "actual"),
    ),
]

# the grammar of headlines, and what they leave out
HEADLINES: list[tuple[str, tuple[str, str, str, str, str]]] = [
    ("Macron in Brasilia as farm row rumbles on", ("CONSULT", "visit", "FRA", "BRA", "actual")),
    ("Hungary's minister back in Moscow", ("CONSULT", "visit", "HUN", "RUS", "actual")),
    ("Putin in Pyongyang: Red carpet", ("CONSULT", "visit", "RUS", "PRK", "actual")),
    ("Ruto, Tinubu sign port pact", ("SUPPORT", "", "KEN NGA", "", "actual")),
    ("Nepal scraps arms deal with Oman", ("SANCTION", "discontinue", "NPL", "OMN", "actual")),
    ("Hong Kong police arrest six over posts", ("COERCE", "arrest", "HKG", "HKG", "actual")),
    ("Oman calls Qatar's claims 'absurd'", ("ACCUSE", "disapprove", "OMN", "QAT", "actual")),
    ("Brussels raps Hungary over media law", ("ACCUSE", "disapprove", "EU", "HUN", "actual")),
    ("Kenyan editors found guilty of libel", ("SANCTION", "convict", "KEN", "KEN", "actual")),
    ("US reporter held in Russia over leak", ("COERCE", "arrest", "RUS", "USA", "actual")),
    ("Peru protests: Lima airport reopens", ("PROTEST", "demo", "PER", "PER", "actual")),
    ("Cuba: Hundreds arrested after march", ("COERCE", "arrest", "CUB", "CUB", "actual")),
    ("Athens police detain man over arson", ("COERCE", "arrest", "GRC", "GRC", "actual")),
    ("France to send jets to Kyiv, minister says", ("AGREE", "", "FRA", "UKR", "planned")),
    ("Gabon puts 900 police on alert", ("MOBILIZE", "police", "GAB", "GAB", "actual")),
]

# text, and the only types that are coded
ONLY: list[tuple[str, set[str]]] = [
    # a body of many states needs nobody else to meet with
    (
        "Peru shelled a Chilean port in what the Danish minister called a reckless attack.",
        {"ASSAULT"},
    ),
    ("Peru shelled a Chilean port after the African Union met in Accra.", {"ASSAULT"}),
]


@pytest.fixture(scope="module")
def environment() -> Environment:
    return Environment(Options())


def test_each_is_read_as_a_reader_would(environment: Environment) -> None:
    missing = []
    for (text, wanted), events in zip(
        CASES, all_coded([text for text, _ in CASES], environment), strict=True
    ):
        if wanted not in [_told(event) for event in events]:
            missing.append((text, [_told(event) for event in events]))
    assert missing == []


def test_headlines_are_read_as_such_with_and_without_a_text(environment: Environment) -> None:
    missing = []
    for text, wanted in HEADLINES:
        for events in (
            coded(text, environment),
            coded("Nothing more is known.", environment, title=text),
        ):
            if wanted not in [_told(event) for event in events]:
                missing.append((text, [_told(event) for event in events]))
    assert missing == []


@pytest.mark.parametrize(
    "text",
    ["Turkish officials in Berlin say vote was fair", "Scholz in Berlin: one year in office"],
)
def test_who_speaks_in_a_place_or_is_at_home_is_no_guest(
    text: str, environment: Environment
) -> None:
    assert "CONSULT" not in {event.type for event in coded(text, environment)}


def test_nothing_is_read_beside(environment: Environment) -> None:
    for (_, wanted), events in zip(
        ONLY, all_coded([text for text, _ in ONLY], environment), strict=True
    ):
        assert {event.type for event in events} == wanted


def _told(event: Event) -> tuple[str, str, str, str, str]:
    sides = (
        " ".join(sorted(p.key or p.mention for p in side))
        for side in (event.actors, event.recipients)
    )
    actors, recipients = sides
    return event.type, event.mode or "", actors, recipients, event.factuality


def test_what_somebody_is_faulted_for_is_not_done_by_who_faults(environment: Environment) -> None:
    text = "Serbia criticised the alliance for building up its forces in Pristina."
    told = [(e.type, [p.key for p in e.actors]) for e in coded(text, environment)]
    assert "ACCUSE" in dict(told)
    assert ("MOBILIZE", ["SRB"]) not in told
