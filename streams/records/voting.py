"""What several reports say of a slot, weighed: each independent source has one voice.

A source's voice weighs as much as it is confident at its best; a newer report breaks a tie, because
counts are corrected upwards and names are filled in.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from streams.messages import Report, Said, Version
from streams.records.sources import publisher

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Voice:
    """A report with what it says, the number of its source and its place in time among the others."""

    report: Report
    said: Said
    source: int
    turn: int


@dataclass(slots=True)
class Choice(Generic[T]):
    """One thing that is said, and by whom."""

    value: T
    voices: list[Voice] = field(default_factory=list)

    def weight(self) -> float:
        """The sum over sources of their greatest confidence."""
        best: dict[int, float] = {}
        for voice in self.voices:
            best[voice.source] = max(best.get(voice.source, 0.0), voice.said.confidence)
        return round(sum(best.values()), 6)

    @property
    def reports(self) -> tuple[str, ...]:
        """Event ids of those who say so."""
        return tuple(voice.report.event_id for voice in self.voices)

    @property
    def lead(self) -> Voice:
        """Who says so with the greatest confidence, the latest of several."""
        return max(self.voices, key=lambda voice: (voice.said.confidence, voice.turn))

    def version(self, text: str) -> Version:
        """It as it is told to readers."""
        names = sorted({name for v in self.voices if (name := publisher(v.report))})
        return Version(text=text, reports=self.reports, sources=tuple(names))


def vote(voices: Sequence[Voice], of: Callable[[Voice], T | None]) -> list[Choice[T]]:
    """The values that ``of`` finds, the best first; voices for which it finds None are silent."""
    found: dict[T, Choice[T]] = {}
    for voice in voices:
        value = of(voice)
        if value is None:
            continue
        choice = found.get(value)
        if choice is None:
            choice = found[value] = Choice(value)
        choice.voices.append(voice)
    if len(found) < 2:
        return list(found.values())
    return sorted(found.values(), key=lambda c: (-c.weight(), -c.lead.turn, c.lead.report.event_id))
