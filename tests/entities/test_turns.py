"""Who is meant by a pronoun that answers, and by one whose verb acts on a state it may mean."""

from __future__ import annotations

import pytest

from streams.pipeline import Environment, Options
from tests.support.coding import found

pytestmark = pytest.mark.model

# the text, and whom the pronoun means that begins its second sentence
CASES = [
    ("Chad accused Sudan of theft. It denied the charge.", "SDN"),
    ("Spain asked Italy for boats. It refused.", "ITA"),
    ("Oman invited Cuba to a fair. It accepted the invitation.", "CUB"),
    ("India struck a Pakistani base. It hit back within hours.", "PAK"),
    ("Peru shut its ports to Chilean ships. It barred Peruvian boats in return.", "CHL"),
    ("Canada imposed tariffs on China. It condemned the move.", "CHN"),
    # who goes on is the one who began
    ("Chad accused Sudan of theft. It also recalled its envoy.", "TCD"),
    ("Spain asked Italy for boats. It pledged to return them.", "ESP"),
    # nobody acts on himself
    ("Vladimir Putin met Volodymyr Zelensky. He accused Russia of theft.", "UKR"),
    ("Vladimir Putin met Volodymyr Zelensky. He accused Ukraine of theft.", "RUS"),
    # who is only reported on is less spoken of than who says so
    ("Peru called on Chile to act. It accused Bolivia of theft.", "PER"),
    ("Taiwan said China had sent ships. It scrambled jets.", "TWN"),
]


@pytest.fixture(scope="module")
def environment() -> Environment:
    return Environment(Options())


@pytest.mark.parametrize(("text", "key"), CASES)
def test_whose_turn_it_is(text: str, key: str, environment: Environment) -> None:
    first = text.index(". ") + 2
    who = found(text, environment)
    (meant,) = [m for m in who.mentions if m.start == first and m.kind == "pronoun"]
    assert {a.key for a in meant.actors} == {key}
