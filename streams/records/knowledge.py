"""The room's own data: types and modes that are confused, words that tell nothing apart."""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, Final, get_args

from streams.messages import EventType

_DATA: Final = Path(__file__).parent / "data"


@cache
def _confusable() -> dict[str, Any]:
    return tomllib.loads((_DATA / "confusable.toml").read_text(encoding="utf-8"))


@cache
def confused_with(type_: str) -> tuple[str, ...]:
    """The other types that an act of this type may be given.

    Raises:
        ValueError: the data names a type that there is not.
    """
    found = []
    for pair in _confusable()["pairs"]:
        if strange := set(pair) - set(get_args(EventType)):
            raise ValueError(f"confusable.toml: no event type {', '.join(sorted(strange))}")
        if type_ in pair:
            found += [each for each in pair if each != type_]
    return tuple(sorted(found))


@cache
def modes_alike() -> frozenset[tuple[str, str, str]]:
    """Type and two different modes of it that may describe one act, in both orders."""
    found = set()
    for type_, groups in _confusable()["modes"].items():
        for group in groups:
            for one, other in combinations(group, 2):
                found |= {(type_, one, other), (type_, other, one)}
    return frozenset(found)


@cache
def common_words() -> frozenset[str]:
    """Words that say nothing about which act a sentence tells."""
    lines = (_DATA / "common_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
