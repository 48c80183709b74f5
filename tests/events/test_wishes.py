"""Who is asked for something is asked, however the parser takes the word "for"."""

from __future__ import annotations

import pytest

from streams.pipeline import Environment, Options
from tests.support.coding import coded

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def environment() -> Environment:
    return Environment(Options())


@pytest.mark.parametrize(
    ("text", "who", "whom"),
    [
        ("Chile called for Peru to open its border.", "CHL", "PER"),
        ("Finland calls for EU to drop sanctions", "FIN", "EU"),
        ("Beirut seeks UN action over Israeli strikes", "LBN", "UN"),
    ],
)
def test_who_is_asked_is_the_recipient(
    text: str, who: str, whom: str, environment: Environment
) -> None:
    told = [
        ({p.key for p in e.actors}, {p.key for p in e.recipients})
        for e in coded(text, environment)
        if e.type == "REQUEST"
    ]
    assert told == [({who}, {whom})]


def test_what_is_waited_for_is_asked_of_nobody(environment: Environment) -> None:
    text = "Chile waited for Peru to open its border."
    assert "REQUEST" not in {event.type for event in coded(text, environment)}
