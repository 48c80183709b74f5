"""Sentences of our own through the whole room: types, parties, factuality, restraint, one telling."""

from __future__ import annotations

import pytest

from streams.messages import EVENT_TYPES
from streams.pipeline import Environment, Options
from tests.support.coding import coded

pytestmark = pytest.mark.model

CASES = [
    ("AGREE", "IRN QAT", "", "Iran and Qatar agreed to sign a trade pact."),
    ("CONSULT", "IRN QAT", "", "The Iranian foreign minister met his Qatari counterpart in Doha."),
    ("SUPPORT", "DEU", "KEN", "Germany praised Kenya for its peace efforts."),
    ("SUPPORT", "NOR", "PSE", "Norway recognised Palestine as a state."),
    ("CONCEDE", "ISR", "PSE", "Israel promised to release Palestinian prisoners."),
    ("COOPERATE", "IND FRA", "", "India and France held joint naval exercises."),
    ("COOPERATE", "UKR", "DEU", "Ukraine extradited a suspect to Germany."),
    ("AID", "JPN", "YEM", "Japan sent food aid to Yemen."),
    ("RETREAT", "RUS", "SYR", "Russia withdrew its troops from Syria."),
    ("RETREAT", "ARM", "AZE", "Armenia freed 12 Azerbaijani soldiers."),
    ("REQUEST", "POL", "HUN", "Poland urged Hungary to send weapons to Ukraine."),
    ("ACCUSE", "TUR", "ISR", "Turkey condemned Israel over the raid."),
    ("ACCUSE", "CHN", "JPN", "China accused Japan of spying."),
    ("REJECT", "IRN", "USA", "Iran rejected the American proposal."),
    ("REJECT", "SDN", "ETH", "Sudan refused to meet Ethiopia."),
    ("THREATEN", "PRK", "KOR", "North Korea threatened to attack South Korea."),
    ("PROTEST", "KEN", "KEN", "Students protested against the government in Nairobi, Kenya."),
    ("SANCTION", "CAN", "BLR", "Canada imposed sanctions on Belarus."),
    ("SANCTION", "RUS", "POL", "Russia expelled two Polish diplomats."),
    ("SANCTION", "GBR", "VEN", "Britain recalled its ambassador from Venezuela."),
    ("COERCE", "EGY", "SDN", "Egyptian police arrested three Sudanese journalists."),
    ("ASSAULT", "ISR", "SYR", "Israeli jets bombed a Syrian airport, killing nine soldiers."),
    ("ASSAULT", "", "FRA", "Gunmen kidnapped a French engineer in Mali."),
    ("SUPPORT", "OMN IRQ", "", "Oman and Iraq have normalised relations after a decade."),
    ("AGREE", "NPL QAT", "", "A treaty on labour is due to be signed by Nepal and Qatar."),
    ("COOPERATE", "KEN UGA", "", "Kenyan and Ugandan soldiers launched a joint operation."),
    ("CONSULT", "TALIBAN", "TKM", "A delegation of Taliban officials travelled to Ashgabat."),
    ("AGREE", "OMN", "LBY", "Oman invited Libya's prime minister to Muscat."),
    ("RETREAT", "ETH", "SOM", "The withdrawal of Ethiopian troops from Somalia was completed."),
    ("RETREAT", "RUS", "UKR", "The withdrawal of Russian troops from Kherson lasted a week."),
    (
        "CONSULT",
        "TUR EGY",
        "",
        "Turkey's leader told the Egyptian president in a phone call to wait.",
    ),
    (
        "CONCEDE",
        "CAN",
        "VEN",
        "Canada will lift sanctions on two Venezuelan ministers, Ottawa said.",
    ),
    ("RETREAT", "TCD LBY", "", "The truce between Chad and Libya took effect at noon."),
    (
        "SUPPORT",
        "GAB BEN",
        "",
        "The pact on fisheries between Gabon and Benin was signed on Friday.",
    ),
    ("CONSULT", "G7", "", "Ministers of the G7 gathered in Capri on Tuesday."),
    ("AID", "OMN", "YEM", "A convoy of relief supplies sent by Oman reached Yemen."),
    ("RETREAT", "", "IRL", "Two Irish sailors held in Libya were set free on Saturday."),
    ("COOPERATE", "ALB ITA", "", "Albanian and Italian police arrested nine smugglers together."),
    ("AGREE", "TCD SDN", "", "Talks between Chad and Sudan are to resume on Sunday."),
    ("AGREE", "CHL PER", "", "Joint drills by Chile and Peru will begin in May."),
    ("CONCEDE", "AUT", "LBY", "Austria is going to return two statues to Libya."),
    ("SUPPORT", "NOR", "CHL PER", "Norway praised the foreign ministers of Chile and Peru."),
    ("RETREAT", "GNB", "", "Guinea-Bissau's army has gone back to barracks."),
    ("COOPERATE", "BGR", "DEU", "Bulgaria handed its German partners the evidence."),
    ("AID", "IND", "LKA", "India gave Sri Lanka twenty ambulances."),
    ("ACCUSE", "TUR", "GRC", "The foreign ministry in Ankara condemned the speech in Athens."),
    (
        "PROTEST",
        "PER",
        "CHL",
        "A crowd hurled stones at the Chilean consulate in Lima and at its gates.",
    ),
    ("PROTEST", "OMN", "YEM", "Omanis poured into the streets of Muscat to denounce Yemen."),
    ("PROTEST", "KEN", "KEN", "Shops were ransacked and buses overturned in Nairobi by youths."),
    ("PROTEST", "PRY", "PRY", "A mob forced its way into Paraguay's electoral court."),
    ("COERCE", "POL", "CZE", "A Czech spy was picked up by police at Gdansk airport."),
    ("COERCE", "GIN", "GIN", "Guinea's ruler banned gatherings until May."),
    ("ASSAULT", "CIV", "CIV", "Ivorian soldiers have beaten opposition supporters."),
    (
        "ASSAULT",
        "USA",
        "SYR",
        "Two missiles, fired from American destroyers, wrecked a Syrian air base.",
    ),
    ("MOBILIZE", "FJI", "FJI", "Fijian troops ringed the parliament."),
    ("ASSAULT", "", "CUB", "Two Cuban exiles were shot dead by men in a car in Lima."),
    ("COERCE", "LBY", "TCD", "Libya arrested forty Chadians, among them two lawmakers."),
    ("ASSAULT", "NATO", "PAK", "NATO helicopters and jets killed nine Pakistani soldiers."),
    ("SANCTION", "TUR", "TUR", "A Turkish general was jailed for six years."),
]


@pytest.fixture(scope="module")
def environment() -> Environment:
    return Environment(Options())


@pytest.mark.parametrize(("kind", "actors", "recipients", "text"), CASES)
def test_who_does_what_to_whom(
    kind: str, actors: str, recipients: str, text: str, environment: Environment
) -> None:
    told = [
        (e.type, {p.key for p in e.actors} - {None}, {p.key for p in e.recipients} - {None})
        for e in coded(text, environment)
    ]
    assert (kind, set(actors.split()), set(recipients.split())) in told


def test_who_is_not_identified_is_a_party_by_the_words(environment: Environment) -> None:
    (event,) = coded("Gunmen kidnapped a French engineer in Mali.", environment)
    assert [(p.key, p.mention) for p in event.actors] == [(None, "Gunmen")]


PARTNERS = [
    (
        "ACCUSE", "NOR", "RUS",
        "Russia expelled three Norwegian diplomats. Norway condemned the decision.",
    ),
    (
        "SANCTION", "PER", "CHL",
        "Peru is in a quarrel with Chile. Peru said Chile was spying on it. "
        "The Chilean consul was expelled.",
    ),
    ("ACCUSE", "KEN", "UGA", "Uganda bought new jets. Kenya accused its neighbour of provocation."),
    ("REQUEST", "POL", "MAR", "Poland wrote to Morocco. Warsaw urged the kingdom to free the crew."),
    ("PROTEST", "IDN", "AUS", "Protesters burned an Australian flag in Jakarta."),
    ("PROTEST", "NAM", "DEU", "A crowd marched through Windhoek to the German embassy."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "actor", "recipient", "text"), PARTNERS)
def test_the_other_side_is_who_the_article_is_about(
    kind: str, actor: str, recipient: str, text: str, environment: Environment
) -> None:
    told = [
        (e.type, [p.key for p in e.actors], [p.key for p in e.recipients])
        for e in coded(text, environment)
    ]
    assert (kind, [actor], [recipient]) in told


def test_an_inferred_side_says_so(environment: Environment) -> None:
    text = "Russia expelled three Norwegian diplomats. Norway condemned the decision."
    event = next(e for e in coded(text, environment) if e.type == "ACCUSE")
    assert [p.how for p in event.recipients] == ["coreference"]
    assert [p.how for p in event.actors] == ["stated"]


def test_those_arrested_where_a_march_was_are_its_land_s(environment: Environment) -> None:
    text = "Marchers clashed with police outside Kenya's parliament. Dozens were arrested."
    event = next(e for e in coded(text, environment) if e.type == "COERCE")
    assert [p.key for p in (*event.actors, *event.recipients)] == ["KEN", "KEN"]


def test_nobody_mobilises_against_his_own_ground(environment: Environment) -> None:
    text = "Turkey sent tanks to the Turkish border."
    assert all(p.key != "TUR" for e in coded(text, environment) for p in e.recipients)


def test_troops_are_raised_by_their_own_side(environment: Environment) -> None:
    (event,) = coded("Greece deployed troops along the Turkish border.", environment)
    assert (event.type, event.mode) == ("MOBILIZE", "troops")
    assert [p.key for p in event.actors] == ["GRC"]


def test_the_sentences_above_are_of_all_types() -> None:
    assert {case[0] for case in CASES} | {"MOBILIZE"} == set(EVENT_TYPES)


@pytest.mark.parametrize(
    ("factuality", "text"),
    [
        ("actual", "Russia attacked Ukraine."),
        ("negated", "Russia did not attack Ukraine."),
        ("planned", "Russia will attack Ukraine."),
        ("claimed", "Iran allegedly shelled an Iraqi village."),
        ("claimed", "Kyiv said Russian drones struck Odesa."),
    ],
)
def test_an_act_is_told_from_its_denial_plan_and_claim(
    factuality: str, text: str, environment: Environment
) -> None:
    (event,) = coded(text, environment)
    assert (event.type, event.factuality) == ("ASSAULT", factuality)


def test_what_only_may_happen_is_hypothetical(environment: Environment) -> None:
    (event,) = coded("Russia may attack Ukraine.", environment)
    assert (event.type, event.factuality) == ("ASSAULT", "hypothetical")
    assert coded("Russia may attack.", environment) == (), "nobody is said to be its aim"
    assert coded("Russia wants to attack Ukraine.", environment) == (), "only wished for"


def test_a_visit_to_come_is_an_agreement(environment: Environment) -> None:
    (event,) = coded("The French president will visit Egypt on Monday.", environment)
    assert (event.type, event.factuality) == ("AGREE", "planned")


def test_the_act_is_the_doer_s_and_the_claim_the_speaker_s(environment: Environment) -> None:
    (event,) = coded("Kyiv said Russian drones struck Odesa.", environment)
    assert [p.key for p in event.actors] == ["RUS"]
    assert event.attribution is not None
    assert (event.attribution.key, event.attribution.cue) == ("UKR", "said")


@pytest.mark.parametrize(
    "text",
    [
        "Turkey beat Georgia 3-1 on Saturday.",
        "Jordan said his coach had helped him.",
        "China Airlines opened a new lounge.",
        "The weather was fine in Paris.",
        "The boys attacked the cake with forks.",
    ],
)
def test_what_is_no_politics_gives_nothing(text: str, environment: Environment) -> None:
    assert coded(text, environment) == ()


def test_one_event_is_coded_once_at_its_fullest_telling(environment: Environment) -> None:
    text = "Russia shelled Ukraine. On Tuesday Russia shelled Ukraine near Kharkiv."
    (event,) = coded(text, environment, title="Russia shells Ukraine")
    assert event.evidence.field == "body"
    assert event.date is not None and event.date.start == "2024-07-02"
    others = {(t.field, t.start) for t in event.tellings}
    assert ("title", 0) in others
    assert (event.evidence.field, event.evidence.start) not in others


def test_every_offset_cuts_its_words(environment: Environment) -> None:
    text = "  Kyiv said on Monday Russian drones killed nine soldiers in Odesa, Ukraine."
    (event, *_) = coded(text, environment)
    words = [(p.start, p.end, p.mention) for p in (*event.actors, *event.recipients)]
    words += [(q.start, q.end, q.text) for q in event.magnitude.values()]
    words.append((event.evidence.start, event.evidence.end, event.evidence.text))
    words.append((event.evidence.trigger_start, event.evidence.trigger_end, event.evidence.trigger))
    assert all(text[start:end] == told for start, end, told in words)


def test_coding_twice_gives_the_same(environment: Environment) -> None:
    for *_, text in CASES[:5]:
        assert coded(text, environment) == coded(text, environment)


def test_a_name_stated_makes_surer_than_a_pronoun(environment: Environment) -> None:
    (stated,) = coded("Turkey condemned Israel.", environment)
    meant = coded("Turkey was angry. It condemned Israel.", environment)
    (later,) = [e for e in meant if e.evidence.trigger == "condemned"]
    assert later.actors[0].how == "coreference"
    assert 0 < later.confidence < stated.confidence <= 1


def test_a_comma_joins_names_in_a_headline(environment: Environment) -> None:
    for title in ("Turkey, Egypt agree to share water", "Gabon, Benin, Togo hold joint drills"):
        (event,) = coded("The news came late.", environment, title=title)
        assert len({p.key for p in event.actors}) == title.count(",") + 1
