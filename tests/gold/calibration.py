"""Whether ``confidence`` means what it says: of events given with 0.7, seven in ten are told.

Counted over what was matched and what was made up; optional gold that was matched is neither.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tests.gold.score import Report

BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Events whose confidence lies in one tenth: how many, how many right, the mean given."""

    low: float
    high: float
    events: int
    right: int
    given: float

    @property
    def told(self) -> float:
        return self.right / self.events


def outcomes(reports: Iterable[Report]) -> list[tuple[float, bool]]:
    """The confidence of each event, and whether it is told."""
    return [
        pair
        for report in reports
        for article in report.articles
        for pair in (
            *((event.confidence, True) for _, event in article.found()),
            *((event.confidence, False) for event in article.spurious()),
        )
    ]


def reliability(given: Iterable[tuple[float, bool]], bins: int = BINS) -> list[Bin]:
    """The bins that hold anything, from the lowest; 1.0 belongs to the last."""
    held: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in given:
        held.setdefault(min(int(confidence * bins), bins - 1), []).append((confidence, right))
    return [
        Bin(
            number / bins,
            (number + 1) / bins,
            len(held[number]),
            sum(right for _, right in held[number]),
            sum(confidence for confidence, _ in held[number]) / len(held[number]),
        )
        for number in sorted(held)
    ]


def expected_error(table: Iterable[Bin]) -> float:
    """Mean distance between what was given and what came true, weighed by events."""
    bins = list(table)
    total = sum(each.events for each in bins)
    return sum(each.events * abs(each.told - each.given) for each in bins) / total if total else 0.0
