"""What a rule can ask for, as data: one dataclass, filled from a TOML file by ``reading``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

from streams.messages import Severity

Repeat = Literal["never", "status", "revision"]
REPEATS: Final[tuple[Repeat, ...]] = get_args(Repeat)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spike:
    """More than usual: ``times`` the dyad's own average, and ``least`` records at least.

    Records of the last ``days`` are compared with those of the ``over_days`` before them.
    """

    days: float
    over_days: float
    times: float
    least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """From cooperation to conflict: of the dyad's last ``records`` within ``days``, most were
    cooperative, and this one is not."""

    records: int
    days: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """Hours in which nothing is delivered: minutes after midnight in ``zone``; may pass midnight."""

    start: int
    end: int
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Conditions, all of which must hold, and how often and when to speak of it.

    A list holds where the record has any of its entries; an empty one asks for nothing. ``actors``,
    ``recipients`` and ``parties`` are keys, ``dyads`` pairs of keys in either direction, ``countries``
    where it took place. ``magnitude`` gives least numbers by what they count.
    """

    name: str
    where: str
    severity: Severity = "medium"
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    dyads: tuple[tuple[str, str], ...] = ()
    sectors: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    quad_classes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    factuality: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    min_confidence: float | None = None
    min_sources: int | None = None
    magnitude: tuple[tuple[str, float], ...] = ()
    silence_days: float | None = None
    spike: Spike | None = None
    turn: Turn | None = None
    quiet: Quiet | None = None
    cooldown_hours: float = 0.0
    digest_hours: float = 0.0
    repeat: Repeat = "never"

    @property
    def lookback_days(self) -> float:
        """Days of a dyad's past that the rule asks about."""
        return max(
            self.silence_days or 0.0,
            self.spike.days + self.spike.over_days if self.spike else 0.0,
            self.turn.days if self.turn else 0.0,
        )
