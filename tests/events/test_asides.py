"""Words of acts that tell of none, acts at home and refusals: sentences of our own, with and without."""

from __future__ import annotations

import pytest

from streams.messages import Party
from streams.pipeline import Environment, Options
from tests.support.coding import coded

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def environment() -> Environment:
    return Environment(Options())


def told(text: str, environment: Environment) -> set[tuple[str, str, str]]:
    """Type, actors and recipients of each event."""
    return {(e.type, keys(e.actors), keys(e.recipients)) for e in coded(text, environment)}


def keys(parties: tuple[Party, ...]) -> str:
    return " ".join(sorted(p.key or "-" for p in parties))


@pytest.mark.parametrize(
    ("kind", "aside", "act"),
    [
        (
            "PROTEST",
            "Chad recalled its envoy from Mali in protest at the raid.",
            "Students staged a protest in Chad against Mali.",
        ),
        (
            "REQUEST",
            "Asked about Kenya's dam, the Ugandan minister spoke of rain.",
            "Uganda was asked by Kenya to stop the dam.",
        ),
        ("THREATEN", "Will Iran retaliate against Iraq?", "Iran will retaliate against Iraq."),
        (
            "CONSULT",
            "A Chinese captain landed in China on Monday.",
            "A Chinese minister landed in Kenya on Monday.",
        ),
        (
            "SUPPORT",
            "Kenya quarrels with Uganda. Kenya defended the measure as fair.",
            "Kenya defended Uganda.",
        ),
        (
            "COOPERATE",
            "Women in Peru made jam. The women sold it to Japan.",
            "Peru sold wheat to Japan.",
        ),
        (
            "REQUEST",
            "Kenya has a zoo. Its owner demanded compensation from Uganda.",
            "Kenya has a grievance. It demanded compensation from Uganda.",
        ),
    ],
)
def test_what_is_said_by_the_way_is_no_act(
    kind: str, aside: str, act: str, environment: Environment
) -> None:
    assert kind not in {each[0] for each in told(aside, environment)}
    assert kind in {each[0] for each in told(act, environment)}


@pytest.mark.parametrize(
    ("event", "text"),
    [
        # acts at home
        (("ASSAULT", "BGD", "BGD"), "Police clashed with protesters in Dhaka, Bangladesh."),
        (("ASSAULT", "NPL", "NPL"), "India watched. Police opened fire in Birgunj, Nepal."),
        (("REJECT", "GMB", "GMB"), "Senegal called. The Gambian president refused to resign."),
        (("COERCE", "IRN", "-"), "The Iranian police chief said that a gunman had been arrested."),
        # whose forces they are, sends them or takes them back
        (("MOBILIZE", "THA", ""), "Thai soldiers were posted outside the mosque."),
        (("MOBILIZE", "THA", ""), "Thailand sent tanks to the Thai town of Surin."),
        (("AID", "THA", "LAO"), "Thailand sent tanks to Laos."),
        # what somebody will not give, he refuses
        (("REJECT", "ISR", "SYR"), "Israel will not return the land to Syria."),
        (
            ("REJECT", "VEN", "ICJ"),
            "Venezuela does not recognise the International Court of Justice.",
        ),
        # who alone agrees to give way concedes, who agree to it together agree
        (("CONCEDE", "SAU", "QAT"), "Saudi Arabia agreed to open its border to Qatar."),
        (("AGREE", "IND PAK", ""), "India and Pakistan agreed to withdraw their troops."),
        # whom a promise is made to stands in what is promised
        (
            ("AGREE", "COL", "INTERPOL"),
            "Ecuador waits. Colombia offered to share files with Interpol.",
        ),
        # where a sentence begins is no aim of it
        (("SUPPORT", "UKR", "ICC"), "The ICC ruled. In Kyiv Ukraine's president hailed the ICC."),
        # a headline leaves the copula out
        (("ASSAULT", "SOM", "KEN"), "Kenyan officer shot dead by Somali soldiers near the border."),
        # by telephone with somebody
        (("CONSULT", "BRB CAN", ""), "Canada discussed the crisis by telephone with Barbados."),
        # who is asked for something goes before what he is asked for
        (("REQUEST", "FJI", "AUS"), "Fiji asked Canberra for troops."),
        # an envoy that nobody is said to summon
        (
            ("ACCUSE", "PHL", "CHN"),
            "The Philippines quarrels with China over a reef. The Chinese ambassador was summoned.",
        ),
        # one's own people can be asked for something
        (
            ("REQUEST", "GRC", "GRC"),
            "Germany sued the Greek government. The Greek premier asked Greeks to vote no.",
        ),
        # a party that stays out of a government stays out of its own
        (
            ("REJECT", "LKA", "LKA"),
            "India has lent Sri Lanka money. The Sri Lankan opposition refused to join the government.",
        ),
        # a day is no band's name
        (("PROTEST", "KEN", "KEN"), "Kenyan students marched through Nairobi on November 17."),
        # who did harm is blamed, not who suffered it
        (
            ("ACCUSE", "NATO", "SYR"),
            "Syria shot down a Turkish jet and shelled Turkey. NATO condemned the attacks.",
        ),
    ],
)
def test_who_does_it_to_whom(
    event: tuple[str, str, str], text: str, environment: Environment
) -> None:
    assert event in told(text, environment)


@pytest.mark.parametrize(
    "text",
    [
        "The chef baked the dough with butter. An army of cooks attacked the kitchen of a French king.",
        "The burglar fled. Police raided a pub after the robbery and the heist in a Turkish nightclub.",
        "The zoo lost a lion and its cub. The keeper of the elephant fought a Kenyan tiger.",
    ],
)
def test_other_worlds_hold_no_event(text: str, environment: Environment) -> None:
    assert coded(text, environment) == ()


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("In 1956 France bombed Egypt.", "In May 2019 France bombed Egypt."),
        (
            "A hundred years ago today Serbia invaded Albania.",
            "Two years ago Serbia invaded Albania.",
        ),
        (
            "Forty years ago Chile expelled the Cuban ambassador.",
            "Chile expelled the Cuban ambassador.",
        ),
        ("Usually Chad meets Niger first.", "Chad met Niger first."),
        (
            "Israel has neither confirmed nor denied that it shelled Syria.",
            "Israel has confirmed that it shelled Syria.",
        ),
    ],
)
def test_what_is_history_or_custom_is_no_news(
    then: str, now: str, environment: Environment
) -> None:
    assert coded(then, environment) == ()
    assert len(coded(now, environment)) == 1


def test_a_tale_of_long_ago_goes_on(environment: Environment) -> None:
    tale = "Austria sent Serbia an ultimatum. On 4 August Germany invaded Belgium."
    assert coded("In July 1914 Austria declared war on Serbia. " + tale, environment) == ()
    assert len(coded("On Monday Austria declared war on Serbia. " + tale, environment)) == 3
    news = "On Monday Russia expelled the British ambassador."
    mixed = coded(f"In July 1914 Austria declared war on Serbia. {tale} {news}", environment)
    assert [e.type for e in mixed] == ["SANCTION"]


def test_a_plot_is_no_news(environment: Environment) -> None:
    plot = "When gunmen storm the French embassy, the French president threatens Libya with war."
    review = "The film opens with a fine scene. The director and his cast earn their applause."
    assert len(coded(plot, environment)) >= 2
    assert coded(f"{review} {plot}", environment) == ()
    news = "On Monday Libya banned the film."
    assert [e.type for e in coded(f"{review} {plot} {news}", environment)] == ["COERCE"]


@pytest.mark.parametrize(
    "text",
    [
        "Chadian traders shut their stalls in protest at Mali's tolls.",
        "Chadian nurses stayed indoors for a second day in protest at Mali's tolls.",
        "Chadian students walked to the border to protest against Mali.",
        "Chadian students blocked the road to protest against Mali.",
    ],
)
def test_what_people_do_in_protest_is_one_protest(text: str, environment: Environment) -> None:
    found = [e for e in told(text, environment) if e[0] == "PROTEST"]
    assert found == [("PROTEST", "TCD", "MLI")]


def test_who_will_not_go_does_not_protest(environment: Environment) -> None:
    text = "Chadian students did not travel to Bamako to protest against Mali."
    events = [e for e in coded(text, environment) if e.type == "PROTEST"]
    assert all(e.factuality == "negated" for e in events)
