"""Which reports count as one source: a publisher's own, and copies of one text wherever printed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations
from typing import Final
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from streams.messages import Report

COPY: Final = 0.7
"""Texts that overlap by this much are one text: an agency's report and who printed it."""

_DIGITS: Final = 256
_CHANCE: Final = 1 / 256
_ALIKE: Final = math.ceil(_DIGITS / 2 * (COPY * (1 - _CHANCE) + _CHANCE))
"""Bytes that agree in two signatures of one text."""

_SMALL: Final = 24  # reports: up to here pairs are looked up, most of them compared before
_AT_ONCE: Final = 64  # rows compared with all others: bounds the memory of a large record


def sources(reports: Sequence[Report]) -> list[list[Report]]:
    """Reports by independent source, in the order of their first reports.

    A report without a publisher is told by the host of its address; all that have neither are one.
    """
    parent = list(range(len(reports)))

    def root(at: int) -> int:
        while parent[at] != at:
            at = parent[at]
        return at

    named: dict[str, int] = {}
    for at, report in enumerate(reports):
        parent[root(at)] = root(named.setdefault(publisher(report).casefold(), at))
    for one, other in _copies(reports):
        high, low = sorted((root(one), root(other)), reverse=True)
        parent[high] = low
    found: dict[int, list[Report]] = {}
    for at, report in enumerate(reports):
        found.setdefault(root(at), []).append(report)
    return list(found.values())


def publisher(report: Report) -> str:
    """Who published it, as well as it can be known; empty where it cannot."""
    if report.publisher:
        return report.publisher
    return urlsplit(report.url).hostname or "" if report.url else ""


def _copies(reports: Sequence[Report]) -> list[tuple[int, int]]:
    """Pairs of reports whose texts overlap enough, by their places in the list."""
    signed = [(at, own) for at, r in enumerate(reports) if (own := _bytes(r.signature)) is not None]
    if len(signed) < 2:
        return []
    if len(signed) <= _SMALL:
        return [
            (one, other)
            for (one, _), (other, _) in combinations(signed, 2)
            if _one_text(reports[one].signature, reports[other].signature)
        ]
    table = np.stack([own for _, own in signed])
    found: list[tuple[int, int]] = []
    for first in range(0, len(signed), _AT_ONCE):
        rows = table[first : first + _AT_ONCE]
        same = np.count_nonzero(rows[:, None, :] == table[None, :, :], axis=2)
        for one, other in np.argwhere(same >= _ALIKE):
            if first + one < other:
                found.append((signed[first + one][0], signed[other][0]))
    return found


@lru_cache(maxsize=2**16)
def _one_text(a: str, b: str) -> bool:
    one, other = _bytes(a), _bytes(b)
    if one is None or other is None:
        return False
    return int(np.count_nonzero(one == other)) >= _ALIKE


@lru_cache(maxsize=4096)
def _bytes(signature: str) -> NDArray[np.uint8] | None:
    """The signature as bytes; None for a text without words and for what is no signature."""
    if len(signature) != _DIGITS or not signature.strip("0"):
        return None
    return np.frombuffer(bytes.fromhex(signature), dtype=np.uint8)
