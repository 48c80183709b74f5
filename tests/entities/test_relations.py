"""Neighbours, counterparts and kingdoms, on sentences through the model."""

from __future__ import annotations

import pytest

from streams import documents, entities
from streams.messages import Article
from streams.pipeline import Environment

pytestmark = pytest.mark.model

CASES = [
    ("neighbour", "GRC", "Greece mourned. Turkey sent its neighbour a message."),
    ("neighbour", "GRC", "Turkey thanked our neighbour Greece."),
    ("ally", "PHL", "China and the Philippines differ. Cuba praised its ally and left China."),
    ("north", "PRK", "North and South Korea exchanged letters."),
    ("counterpart", "KEN", "Kenya waits. The Ugandan minister met his counterpart on Monday."),
    ("kingdom", "MAR", "Algeria broke with Morocco in August, and accused the kingdom of spying."),
    ("kingdom", "JOR", "Iraq wrote to Jordan. The kingdom did not answer."),
    ("north", "PRK", "South Korea warned North Korea. The North did not answer."),
    ("mbeki", "AU", "The African Union's Thabo Mbeki flew to Juba."),
    ("its", "KEN", "Days after Ethiopian troops shot two of its fishermen, Kenya shut the lake."),
    ("its", "PER", "After Peru withdrew its envoy, Chile called it childish."),
    ("country", "ERI", "Eritrea has jailed two Swedes. Sweden urged the country to free them."),
    ("country", "CHN", "Australia and China are at odds. Canberra shunned wine from the country."),
    ("him", "ISR", "Benjamin Netanyahu spoke. Joe Biden, who telephoned him on Sunday, was calm."),
]


@pytest.fixture(scope="module")
def environment() -> Environment:
    return Environment()


def found(text: str, environment: Environment) -> dict[str, set[str | None]]:
    article = Article(
        article_id="1", title="", body=text, published_at="2024-05-06T10:00:00Z", language="en"
    )
    document = documents.read(article, language_floor=0.6)
    assert not isinstance(document, documents.Filtered)
    made = entities.find(document, environment.parser, environment.ontology)
    words = made.parse.text
    return {words[m.head].lower(): {a.key for a in m.actors} for m in made.mentions}


@pytest.mark.parametrize(("word", "key", "text"), CASES)
def test_who_is_meant(word: str, key: str, text: str, environment: Environment) -> None:
    assert found(text, environment)[word] == {key}


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("kingdom", "Iraq wrote to Brazil about the kingdom."),  # neither is one
        ("neighbour", "A neighbour of Mr Smith saw it."),  # nobody's possessor
        ("north", "Rain fell in the north of France."),
        ("american", "South American presidents met in the hills."),
    ],
)
def test_who_is_not_meant(word: str, text: str, environment: Environment) -> None:
    assert found(text, environment).get(word, set()) <= {None, "FRA"}


def test_both_sides_are_those_whom_the_article_is_about(environment: Environment) -> None:
    text = (
        "Armenia and Azerbaijan traded fire on Monday. Armenia blamed Azerbaijan. "
        "Azerbaijan blamed Armenia. France offered help. Both sides agreed to a truce."
    )
    assert found(text, environment)["sides"] == {"ARM", "AZE"}


@pytest.mark.parametrize(
    ("word", "keys", "text"),
    [
        # who acts on both sides is neither
        (
            "sides",
            {"CHL", "PER"},
            "Chile and Peru quarrel. Brazil called Chile. On Monday Brazil urged both sides to talk.",
        ),
        # those who were named together are the two
        (
            "pair",
            {"GUY", "VEN"},
            "Guyana and Venezuela met. Kenya was glad. The pair will meet again.",
        ),
        # a number points back to a list of as many, and means nobody without one
        (
            "governments",
            {"ARG", "BOL", "COL", "MEX"},
            "Peru wrote to Argentina, Bolivia, Colombia and Mexico. The four governments replied.",
        ),
        ("allies", set(), "Peru wrote to Chile. Brazil and three allies replied."),
        # a plural is whoever is named after it
        (
            "presidents",
            {"KGZ", "TJK"},
            "The two presidents, Sadyr Japarov and Emomali Rahmon, met on Monday.",
        ),
        # rebels without a name are the one armed group that is named
        ("rebels", {"M23"}, "Rebels freed a driver in Goma. M23 said that he was well."),
        ("rebels", set(), "Rebels freed a driver in Goma. Neither M23 nor the ELN spoke."),
        # a spokesman is of the body that he speaks for
        ("spokesman", {"CHN"}, "A spokesman for the China Coast Guard answered Japan."),
        # who does something is not the bloc that it is done to
        (
            "bloc",
            {"ECOWAS"},
            "ECOWAS met in Accra. The UN Security Council praised the bloc's efforts.",
        ),
    ],
)
def test_whom_a_description_means(
    word: str, keys: set[str], text: str, environment: Environment
) -> None:
    assert found(text, environment).get(word, set()) == keys


def test_a_creature_that_bears_a_land_s_name_is_none(environment: Environment) -> None:
    for text in ("Chad, a 38-year-old cow, ran away.", "Her son, Israel, came home."):
        assert not any(found(text, environment).values()), text
    assert found("France, an old ally, came.", environment)["france"] == {"FRA"}


def test_a_part_of_a_town_is_no_town_of_that_name(environment: Environment) -> None:
    text = "Shops burned in the capital's Chinatown."
    assert found(text, environment).get("chinatown", set()) <= {None}
