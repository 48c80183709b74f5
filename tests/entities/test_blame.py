"""Whose ministry it is that says so, where the text does not name it: sentences of our own."""

from __future__ import annotations

import pytest

from streams.pipeline import Environment, Options
from tests.support.coding import found

pytestmark = pytest.mark.model

# the text, how a mention of it ends, and whose that is
CASES = [
    (
        'Lima called in the envoy of Chad. "Chad has lied to us," the ministry said.',
        "ministry",
        "PER",
    ),
    ('Iran and Oman differ. "Iran must stop this," the spokesman said.', "spokesman", "OMN"),
    ('Iran and Oman differ. "Oman must stop this," the spokesman said.', "spokesman", "IRN"),
    ('Togo wrote to Benin. "We will not bow to acts by Benin," the army said.', "army", "TGO"),
    ('Togo wrote to Benin. "We blame Benin," the foreign ministry said.', "ministry", "TGO"),
    ('Togo wrote to Benin. "Benin is bombing our people," the president said.', "people", "TGO"),
    ("Chad blamed Togo. The ministry said it would recall its envoy from Lome.", "ministry", "TCD"),
    # who is attacked fends it off, and speaks of himself
    ("Chad fired rockets at Togo. The army said it had shot down nine.", "army", "TGO"),
    ("Chad fired rockets at Togo. The army said it had shot down nine.", "it", "TGO"),
    # who does it tells of it
    ("Spain recalled its envoy to Peru, the foreign ministry said.", "foreign ministry", "ESP"),
    ('Kenya shut its port. "Kenya will pay its debts," the ministry said.', "ministry", "KEN"),
]


@pytest.fixture(scope="module")
def environment() -> Environment:
    return Environment(Options())


@pytest.mark.parametrize(("text", "mention", "key"), CASES)
def test_who_says_so(text: str, mention: str, key: str, environment: Environment) -> None:
    who = found(text, environment)
    meant = next(m for m in who.mentions if m.text.endswith(mention))
    assert {a.key for a in meant.actors} == {key}
