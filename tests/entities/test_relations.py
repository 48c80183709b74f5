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
    ("counterpart", "KEN", "Kenya waits. The Ugandan minister met his counterpart on Monday."),
    ("kingdom", "MAR", "Algeria broke with Morocco in August, and accused the kingdom of spying."),
    ("kingdom", "JOR", "Iraq wrote to Jordan. The kingdom did not answer."),
    ("north", "PRK", "South Korea warned North Korea. The North did not answer."),
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
