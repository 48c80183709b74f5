"""A short draw for every target; ``make fuzz`` looks for longer."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS, WITH_MODEL

FOUND: dict[str, list[Any]] = {
    "rules": [
        {"type": "ACCUSE", "group": None},
        {"type": {}, "group": []},
        {"type": "ACCUSE", "group": [{"id": "a", "verbs": "condemn"}]},
        {"type": "ACCUSE", "group": [{"id": "a", "verbs": [""]}]},
        {"type": "ACCUSE", "group": [{"id": "a", "weight": "much"}]},
        {"type": "ACCUSE", "group": [{"id": "\n"}]},
    ]
}
"""What a long run found, by target: kept here so that it is tried for ever."""


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=120)
@given(data=st.data())
def test_whatever_comes_in(name: str, data: st.DataObject) -> None:
    holds, strategy = TARGETS[name]
    holds(data.draw(strategy))


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize("name", WITH_MODEL)
@settings(max_examples=25)
@given(data=st.data())
def test_whatever_comes_in_goes_the_whole_way(name: str, data: st.DataObject) -> None:
    holds, strategy = WITH_MODEL[name]
    holds(data.draw(strategy))


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in FOUND.items() for value in values]
)
def test_what_was_found_stays_mended(name: str, value: Any) -> None:
    {**TARGETS, **WITH_MODEL}[name][0](value)
