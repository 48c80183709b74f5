"""An event in the making, and why it is kept or dropped."""

from __future__ import annotations

from dataclasses import dataclass, field

from streams.events.classifier import Likely
from streams.events.modality import Verdict
from streams.events.roles import Parties
from streams.events.triggers import Match
from streams.messages import EventType


@dataclass(slots=True)
class Draft:
    """An event in the making, with what ``explain`` shows of how it came about."""

    match: Match
    type: EventType
    mode: str | None
    parties: Parties
    verdict: Verdict
    why: list[str] = field(default_factory=list)
    dropped: str = ""
    inferred: set[int] = field(default_factory=set)
    by_default: bool = False
    people_of: int | None = None
    """The mention whose people the actors are, where their own words do not say."""
    spared: tuple[int, ...] = ()
    """Mentions at whom the act is not aimed, whoever else is under discussion."""
    likely: Likely | None = None
