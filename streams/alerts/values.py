"""Values of a rule's keys, checked: each reader gives the value or says what is wrong with it.

What is raised is a ``ValueError`` whose text goes on after the key's name.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from streams import contracts
from streams.alerts.rules import Quiet, Spike, Turn
from streams.messages import COUNTED

_KEY: Final = re.compile(r"[A-Z0-9][A-Z0-9 .&'/-]*")
_COUNTRY: Final = re.compile(r"[A-Z]{3}")
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_CLOCK: Final = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")


def name(value: Any) -> str:
    """A rule's name."""
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise ValueError(f"is small letters, digits and dashes, not {value!r}")
    return value


def one_of(known: Sequence[str]) -> Callable[[Any], str]:
    """One word of a list."""

    def read(value: Any) -> str:
        if value not in known:
            raise ValueError(_unknown(value, known))
        return str(value)

    return read


def several_of(known: Sequence[str]) -> Callable[[Any], tuple[str, ...]]:
    """Some words of a list."""

    def read(value: Any) -> tuple[str, ...]:
        for each in _list(value):
            if each not in known:
                raise ValueError(_unknown(each, known))
        return tuple(value)

    return read


def words(slot: str) -> Callable[[Any], tuple[str, ...]]:
    """Some words that the event's contract allows in a slot."""
    return lambda value: several_of(_vocabulary(slot))(value)


def keys(value: Any) -> tuple[str, ...]:
    """Keys of political actors."""
    for each in _list(value):
        if not isinstance(each, str) or not _KEY.fullmatch(each):
            raise ValueError(f'are keys in capitals such as "IRN" or "HAMAS", not {each!r}')
    return tuple(value)


def countries(value: Any) -> tuple[str, ...]:
    """ISO 3166-1 alpha-3 codes."""
    for each in _list(value):
        if not isinstance(each, str) or not _COUNTRY.fullmatch(each):
            raise ValueError(f'are three capitals such as "QAT", not {each!r}')
        if each not in _countries():
            raise ValueError(f"are codes of ISO 3166-1; {each!r} is none")
    return tuple(value)


def dyads(value: Any) -> tuple[tuple[str, str], ...]:
    """Pairs of keys."""
    found = []
    for each in _list(value):
        if not isinstance(each, list) or len(each) != 2 or each[0] == each[1]:
            raise ValueError(f"are pairs of two different keys, not {each!r}")
        one, other = keys(each)
        found.append((one, other))
    return tuple(found)


def number(least: float, most: float) -> Callable[[Any], float]:
    """A number within bounds."""

    def read(value: Any) -> float:
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not least <= value <= most
        ):
            raise ValueError(f"is a number from {least:g} to {most:g}, not {value!r}")
        return float(value)

    return read


def whole(least: int) -> Callable[[Any], int]:
    """A whole number from a least on."""

    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise ValueError(f"is a whole number from {least}, not {value!r}")
        return value

    return read


def numbers(value: Any) -> tuple[tuple[str, float], ...]:
    """Least numbers by what they count."""
    if not isinstance(value, dict) or not value:
        raise ValueError(f"is a table such as {{ killed = 10 }}, not {value!r}")
    for key in value:
        if key not in COUNTED:
            raise ValueError(_unknown(key, COUNTED))
    return tuple((key, number(0.0, 1e15)(each)) for key, each in value.items())


def spike(value: Any) -> Spike:
    """The table of a spike."""
    found = _table(
        value,
        {
            "days": number(0.01, 365.0),
            "over_days": number(0.01, 3650.0),
            "times": number(1.0, 1000.0),
            "least": whole(1),
        },
    )
    return Spike(**found)


def turn(value: Any) -> Turn:
    """The table of a turn."""
    return Turn(**_table(value, {"records": whole(1), "days": number(0.01, 3650.0)}))


def quiet(value: Any) -> Quiet:
    """The table of quiet hours."""
    found = _table(value, {"from": _clock, "to": _clock, "zone": _zone})
    if found["from"] == found["to"]:
        raise ValueError("begins and ends at the same time")
    return Quiet(start=found["from"], end=found["to"], zone=found["zone"])


def _table(value: Any, fields: dict[str, Callable[[Any], Any]]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"is a table of {', '.join(fields)}, not {value!r}")
    for key in value:
        if key not in fields:
            raise ValueError(_unknown(key, list(fields)))
    found = {}
    for key, read in fields.items():
        if key not in value:
            raise ValueError(f"lacks {key}")
        try:
            found[key] = read(value[key])
        except ValueError as why:
            raise ValueError(f"{key} {why}") from None
    return found


def _clock(value: Any) -> int:
    found = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError(f'is a time such as "22:30", not {value!r}')
    return 60 * int(found.group(1)) + int(found.group(2))


def _zone(value: Any) -> str:
    try:
        ZoneInfo(value)
    except Exception:  # of several kinds, for a text that is no name, a path, or of no file
        raise ValueError(f'is a time zone such as "Asia/Qatar", not {value!r}') from None
    return str(value)


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise ValueError(f"is a list of at least one, not {value!r}")
    return value


def _unknown(value: Any, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(str(value), known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
    return f"has unknown {value!r}; {hint}"


@cache
def _countries() -> frozenset[str]:
    # a moment to load, and only where a rule names one
    from streams.ontology.geography import countries

    return frozenset(countries())


@cache
def _vocabulary(slot: str) -> tuple[str, ...]:
    schema = contracts.schema("event")
    place = schema["$defs"]["party"]["properties"] if slot == "sectors" else schema["properties"]
    found = place[slot].get("enum") or place[slot]["items"]["enum"]
    return tuple(word for word in found if word is not None)
