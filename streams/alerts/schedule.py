"""When an alert is to be delivered: at once, after quiet hours, or with others in a digest."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from streams.alerts.rules import Quiet, Rule

HOUR = 3600.0


def due(rule: Rule, raised_at: str) -> tuple[str | None, str | None]:
    """The earliest time of delivery, null at once, and the digest it belongs to, null none.

    Digests end at whole multiples of their length since 1970; one that ends in quiet hours waits for
    their end. Critical alerts wait for nothing.
    """
    if rule.severity == "critical":
        return None, None
    at = datetime.fromisoformat(raised_at).timestamp()
    digest = None
    if rule.digest_hours:
        length = rule.digest_hours * HOUR
        at = (math.floor(at / length) + 1) * length
        digest = f"{rule.name}/{_moment(at)}"
    waits = _after(rule.quiet, at) if rule.quiet else at
    if digest is None and waits == at:
        return None, None
    return _moment(waits), digest


def _after(quiet: Quiet, at: float) -> float:
    """The time itself, or the end of the quiet hours that it falls into."""
    local = datetime.fromtimestamp(at, ZoneInfo(quiet.zone))
    minute = 60 * local.hour + local.minute
    if quiet.start < quiet.end:
        inside = quiet.start <= minute < quiet.end
    else:
        inside = minute >= quiet.start or minute < quiet.end
    if not inside:
        return at
    end = local.replace(hour=quiet.end // 60, minute=quiet.end % 60, second=0, microsecond=0)
    if minute >= quiet.end:
        end += timedelta(days=1)  # by the clock on the wall, also when the clocks change
    return end.timestamp()


def _moment(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")
