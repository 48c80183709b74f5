"""Who is meant by "the visitor" and "his hosts": sentences of our own."""

from __future__ import annotations

import pytest

from streams.pipeline import Environment, Options
from tests.support.coding import found

pytestmark = pytest.mark.model

# the text, how a mention of it ends, and whom it means; None: nobody
CASES = [
    ("Emmanuel Macron visited Algiers. His host, the president, praised him.", "host", "DZA"),
    ("Qatar's premier flew to Tehran. His hosts promised to free two men.", "hosts", "IRN"),
    ("Xi Jinping received Vladimir Putin in Beijing. The guest smiled.", "guest", "RUS"),
    ("The Polish president travelled to Oslo. The visitor laid a wreath.", "visitor", "POL"),
    # a host of a thing is no host of a guest
    ("Vladimir Putin visited Beijing. The host of the show laughed.", "host", None),
]


@pytest.fixture(scope="module")
def environment() -> Environment:
    return Environment(Options())


@pytest.mark.parametrize(("text", "mention", "key"), CASES)
def test_who_came_to_whom(text: str, mention: str, key: str, environment: Environment) -> None:
    who = found(text, environment)
    meant = [m for m in who.mentions if m.text.endswith(mention)]
    assert {a.key for m in meant for a in m.actors} == ({key} if key else set())
