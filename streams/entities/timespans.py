"""Reads the words that count in days, weeks, months and years: "last week", "two days earlier"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from streams import calendar
from streams.calendar import SEASONS, Stretch
from streams.entities.timewords import ORDINALS, Clock, Match, number, year_named

_UNIT_DAYS: Final = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}
_VAGUE: Final = {"day": 7, "week": 4, "month": 3, "year": 3}  # how far "the coming days" reach
_NEAR: Final = {"last": -1, "past": -1, "this": 0, "current": 0, "same": 0, "the": 0}
_WAY: Final = {
    "earlier": -1,
    "before": -1,
    "previously": -1,
    "later": 1,
    "after": 1,
    "afterwards": 1,
}


def shifted(of: date, count: int, unit: str) -> Stretch | None:
    """The day, week, month or year that lies ``count`` units from a day."""
    if unit in ("day", "night", "evening", "morning", "afternoon"):
        return calendar.day(of + timedelta(days=count))
    if unit in ("week", "fortnight"):
        return calendar.week(of + timedelta(days=count * _UNIT_DAYS[unit]))
    if unit == "weekend":
        return calendar.weekend(of + timedelta(days=7 * count))
    if unit == "month":
        return calendar.month(of.year, of.month + count)
    if unit == "quarter":
        now = (of.month - 1) // 3 + count
        return calendar.quarter(of.year + now // 4, now % 4 + 1)
    return calendar.year(of.year + count * (10 if unit == "decade" else 1))


def same_day(m: Match, clock: Clock) -> Stretch | None:
    """As in "on the same day", "that evening", "hours earlier"."""
    del m
    return calendar.day(clock.ref)


def next_to_ref(m: Match, clock: Clock) -> Stretch | None:
    """As in "the previous day", "the week before", "the following year"."""
    back = "previous" in m[0] or "before" in m[0]
    return shifted(clock.base(m["unit"]), -1 if back else 1, m["unit"])


def ago(m: Match, clock: Clock) -> Stretch | None:
    """As in "three weeks ago"."""
    return shifted(clock.anchor, -number(m["n"]), m["unit"])


def from_ref(m: Match, clock: Clock) -> Stretch | None:
    """As in "two days earlier", "three weeks later"."""
    return shifted(clock.base(m["unit"]), _WAY[m["way"]] * number(m["n"]), m["unit"])


def of_clause(m: Match, clock: Clock) -> Stretch | None:
    """As in "three days after the court ruled": the day the court ruled, so it counts back."""
    return shifted(clock.base(m["unit"]), -_WAY[m["way"]] * number(m["n"]), m["unit"])


def in_time(m: Match, clock: Clock) -> Stretch | None:
    """As in "in two days' time"; "in two days" may be how long it took."""
    if not m["time"] and not clock.later():
        return None
    return shifted(clock.anchor, number(m["n"]), m["unit"])


def near_unit(m: Match, clock: Clock) -> Stretch | None:
    """As in "last week", "this year", "late last month", "the past year", "next summer"."""
    near, unit = m["near"].split()[-1], m["unit"]
    here = clock.anchor
    if m["near"] in ("the last", "the past", "past") and unit in _UNIT_DAYS:
        return calendar.between(here - timedelta(days=_UNIT_DAYS[unit]), here)
    count = _NEAR.get(near, 1)
    if unit in SEASONS:
        return _near_season(unit, count, here)
    found = shifted(clock.base(unit) if near == "same" else here, count, unit)
    if found and m["part"] in ("early", "mid", "late") and unit == "month":
        return calendar.part_of_month(found, m["part"])
    return found


def _near_season(name: str, count: int, here: date) -> Stretch:
    now = calendar.season(here.year, name)
    if count == 0 and name == "winter" and here.month < 3:
        return calendar.season(here.year - 1, name)
    if count == -1:
        return now if now.end < here else calendar.season(here.year - 1, name)
    if count == 1:
        return now if now.start > here else calendar.season(here.year + 1, name)
    return now


def the_weekend(m: Match, clock: Clock) -> Stretch | None:
    """As in "at the weekend": the last one, the one that runs, or the next."""
    del m
    found = calendar.weekend(clock.anchor)
    if clock.later() or found.start <= clock.anchor:
        return found
    return calendar.weekend(clock.anchor - timedelta(days=7))


def span_of_units(m: Match, clock: Clock) -> Stretch | None:
    """As in "the past two years", "the coming days"."""
    unit = m["unit"]
    way = 1 if m["near"] in ("coming", "next") else -1
    count = way * (number(m["n"]) if m["n"] else _VAGUE[unit])
    if unit in ("day", "week"):
        other = clock.anchor + timedelta(days=count * _UNIT_DAYS[unit])
    else:
        other = calendar.months_away(clock.anchor, count * (12 if unit == "year" else 1))
    return calendar.between(clock.anchor, other)


def the_year(m: Match, clock: Clock) -> Stretch | None:
    """As in "2014"."""
    del clock
    return calendar.year(int(m["y"]))


def years(m: Match, clock: Clock) -> Stretch | None:
    """As in "2014 to 2017", "2015-16"."""
    del clock
    first = int(m["y"])
    last = int(m["y2"]) if len(m["y2"]) == 4 else first // 100 * 100 + int(m["y2"])
    return calendar.between(date(first, 1, 1), date(last, 12, 31)) if last >= first else None


def decade(m: Match, clock: Clock) -> Stretch | None:
    """As in "the 1990s"."""
    del clock
    return calendar.between(date(int(m["y"]), 1, 1), date(int(m["y"]) + 9, 12, 31))


def season_of_year(m: Match, clock: Clock) -> Stretch | None:
    """As in "the summer of 2021"."""
    found = year_named(m["y"], clock)
    return calendar.season(found, m["season"]) if found else None


def quarter_of_year(m: Match, clock: Clock) -> Stretch | None:
    """As in "the first quarter of 2021", "Q1 2021"."""
    count = ORDINALS[m["ordinal"]] or 4 if m["ordinal"] else int(m["q"][1:])
    found = year_named(m["y"], clock)
    return calendar.quarter(found, count) if found else None
