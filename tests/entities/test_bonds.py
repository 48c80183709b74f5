"""Which two are meant by "the two leaders" and the like: sentences of our own."""

from __future__ import annotations

import pytest

from streams.pipeline import Environment, Options
from tests.support.coding import found

pytestmark = pytest.mark.model

# the text, the head of the mention, and whom it means
CASES = [
    # who hosts or brings together is neither
    ("Egypt hosted talks between Togo and Benin in Cairo. The rivals agreed.", "rivals", "BEN TGO"),
    ("Leaders of Peru and Chile met. Cuba hosted the talks. Both men left.", "men", "CHL PER"),
    # nor who only speaks of them
    ("Iran and Oman met, the Iraqi minister said. Both states agreed.", "states", "IRN OMN"),
    # who meets or blames whom is bound to him
    ("Kenya accused Uganda of theft. France urged both sides to talk.", "sides", "KEN UGA"),
    ("Togo and Benin fought. Cuba urged the warring parties to stop.", "parties", "BEN TGO"),
    ("Togo and Benin agreed. Each side blamed the other.", "side", "BEN TGO"),
    ("Togo and Benin differ. Cuba made a deal with neither country.", "country", "BEN TGO"),
    ("Greek and Turkish jets met. The two navies left.", "navies", "GRC TUR"),
]


@pytest.fixture(scope="module")
def environment() -> Environment:
    return Environment(Options())


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_which_two(case: tuple[str, ...], environment: Environment) -> None:
    text, head, keys = case
    who = found(text, environment)
    meant = [m for m in who.mentions if who.parse.text[m.head] == head][-1]
    assert sorted(a.key or "" for a in meant.actors) == keys.split()
