"""The quick check: says yes to what is sound, and never to what the full validator refuses."""

from __future__ import annotations

import copy
from typing import Any

import fastjsonschema
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams import contracts
from streams.wire.acceptor import Unknown, acceptor
from streams.wire.schema import _acceptor, _validator

QUICK = ("entities", "event", "record", "alert")
FOLDER = contracts.folder() / "examples"
SOUND = [(m, p) for m in QUICK for p in sorted((FOLDER / f"{m}.v1").glob("*.json"))]
BAD = [(m, p) for m in QUICK for p in sorted((FOLDER / f"{m}.v1" / "invalid").glob("*.json"))]
STRANGE: list[Any] = [None, True, 0, -1, 1e300, 0.5, "", "x", "2024-01-01\n", [], [1], {}, {"x": 1}]


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Paths to all that stands within a value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for key, each in inside:
        found.append((*path, key))
        if isinstance(each, dict | list):
            found += places(each, (*path, key))
    return found


@pytest.mark.parametrize(("message", "path"), SOUND, ids=[p.stem for _, p in SOUND])
def test_what_is_sound_is_seen_quickly(message: str, path: Any) -> None:
    accepts = _acceptor(message)
    assert accepts is not None
    assert accepts(orjson.loads(path.read_bytes()))


@pytest.mark.parametrize(("message", "path"), BAD, ids=[f"{m}-{p.stem}" for m, p in BAD])
def test_what_is_not_sound_is_left_to_the_validator(message: str, path: Any) -> None:
    accepts = _acceptor(message)
    assert accepts is not None
    assert not accepts(orjson.loads(path.read_bytes()))


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(SOUND), st.integers(0, 10**6), st.sampled_from(STRANGE), st.integers(0, 2))
def test_never_yes_where_the_validator_says_no(
    given_: tuple[str, Any], place: int, strange: Any, how: int
) -> None:
    message, path = given_
    value = copy.deepcopy(orjson.loads(path.read_bytes()))
    spots = places(value)
    *way, last = spots[place % len(spots)]
    at = value
    for key in way:
        at = at[key]
    if how == 0:
        at[last] = strange
    elif how == 1:
        del at[last]
    elif isinstance(at, dict):
        at[f"{last}x"] = strange
    accepts = _acceptor(message)
    assert accepts is not None
    if accepts(value):
        _validator(message)(value)


@pytest.mark.parametrize(
    "asks",
    [
        {"type": "array", "items": {"type": "string"}, "maxItems": 1},
        {"type": "object", "properties": {}, "additionalProperties": True},
        {"type": "string", "format": "date"},
        {"oneOf": [{"type": "string"}]},
        {"enum": [1]},
        {},
    ],
)
def test_what_the_schema_asks_and_is_not_known_is_left_to_the_validator(
    asks: dict[str, Any],
) -> None:
    with pytest.raises(Unknown):
        acceptor(asks)
    fastjsonschema.compile(asks)
