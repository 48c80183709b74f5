"""Numbers in words and figures, and the words that bound them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.events.numbers import numbers
from streams.syntax import Tree
from tests.support.parses import flat

DATA = Path(__file__).parents[2] / "streams" / "ontology" / "data" / "cues" / "magnitude.toml"
CUES = {k: frozenset(v) for k, v in tomllib.loads(DATA.read_text(encoding="utf-8")).items()}


def bounds(text: str) -> list[tuple[float | None, float | None]]:
    parse = flat(text)
    return [(n.low, n.high) for n in numbers(Tree(parse), parse.sentences[0], CUES)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("37,945 people", 37945, 37945),
        ("12 people", 12, 12),
        ("two people", 2, 2),
        ("twenty - four people", 24, 24),
        ("forty-five people", 45, 45),
        ("three hundred and eighteen people", 318, 318),
        ("two thousand five hundred people", 2500, 2500),
        ("a dozen people", 12, 12),
        ("two dozen people", 24, 24),
        ("a hundred people", 100, 100),
        ("1.2 million people", 1_200_000, 1_200_000),
        ("half a million people", 500_000, 500_000),
        ("$ 5 billion", 5e9, 5e9),
        ("5bn", 5e9, 5e9),
        ("dozens of people", 24, None),
        ("scores of people", 40, None),
        ("hundreds of people", 200, None),
        ("tens of thousands of people", 20_000, None),
        ("several hundred people", 300, None),
        ("a few dozen people", 24, None),
        ("many thousands of people", 2000, None),
        ("several people", 3, None),
        ("at least 12 people", 12, None),
        ("more than 12 people", 12, None),
        ("over 12 people", 12, None),
        ("12 or more people", 12, None),
        ("up to 12 people", None, 12),
        ("as many as 12 people", None, 12),
        ("no more than 12 people", None, 12),
        ("more than $ 12", 12, None),
        ("nearly 100 people", 90, 100),
        ("some 300 people", 270, 330),
        ("about 300 people", 270, 330),
        ("30 to 40 people", 30, 40),
        ("between 30 and 40 people", 30, 40),
        ("30 - 40 people", 30, 40),
    ],
)
def test_values(text: str, low: float | None, high: float | None) -> None:
    assert bounds(text) == [(low, high)]


@pytest.mark.parametrize(
    "text", ["a man and a woman", "few people", "the score was even", "no one"]
)
def test_words_that_give_no_number(text: str) -> None:
    assert bounds(text) == []


def test_two_numbers_stay_two() -> None:
    assert bounds("two and three people") == [(2, 2), (3, 3)]
    assert bounds("killed 12 and wounded 30") == [(12, 12), (30, 30)]


words = st.sampled_from(
    [
        "a",
        "few",
        "dozen",
        "dozens",
        "of",
        "hundred",
        "and",
        "two",
        "-",
        "to",
        "12",
        "1.5",
        "million",
    ]
)


@given(st.lists(words, min_size=1, max_size=12).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_any_words_give_numbers_in_order(text: str) -> None:
    parse = flat(text)
    last = 0
    for number in numbers(Tree(parse), parse.sentences[0], CUES):
        assert last <= number.first <= number.head < number.last <= len(parse.text)
        assert number.low is None or number.high is None or number.low <= number.high
        last = number.last
