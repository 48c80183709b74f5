"""Reads the words that name a day, a month or a weekday."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from streams import calendar
from streams.calendar import WEEKDAYS, Stretch
from streams.entities.timewords import (
    FEASTS,
    FROM_NOW,
    ORDINALS,
    Clock,
    Match,
    day_number,
    month_number,
    year_named,
)

_DAY: Final = timedelta(days=1)
_FAR: Final = 300  # days: what is that far ahead gets its year named
_PARTS: Final = {
    "beginning": "early",
    "start": "early",
    "early": "early",
    "end": "late",
    "late": "late",
}


def day_named(number: int, month: int, year: int | None, clock: Clock) -> date | None:
    """The day of that month; without a year the one that the words around it look to."""
    if year is not None:
        return calendar.day_in(number, month, year)
    past = calendar.nearest(number, month, clock.anchor, later=False)
    future = calendar.nearest(number, month, clock.anchor, later=True)
    if past is None or future is None or past == future:
        return past
    looking = clock.direction()
    if looking == "past":
        return past
    ahead, back = (future - clock.anchor).days, (clock.anchor - past).days
    if looking == "open":  # nothing tells: the nearer one, unless it is far ahead
        return future if ahead < min(back, 60) else past
    return past if ahead > _FAR and back < 60 else future


def month_day(m: Match, clock: Clock) -> Stretch | None:
    """As in "May 31", "31 May 2024"."""
    year = year_named(m["y"], clock)
    found = day_named(day_number(m["d"]), month_number(m["m"]), year, clock)
    return calendar.day(found) if found else None


def days_of_month(m: Match, clock: Clock) -> Stretch | None:
    """As in "between 3 and 5 July"."""
    month = month_number(m["m"])
    end = day_named(day_number(m["d2"]), month, year_named(m["y"], clock), clock)
    start = calendar.day_in(day_number(m["d"]), month, end.year) if end else None
    return calendar.between(start, end) if start and end else None


def day_to_day(m: Match, clock: Clock) -> Stretch | None:
    """As in "from July 28 to August 3"."""
    year = year_named(m["y"], clock)
    end = day_named(day_number(m["d2"]), month_number(m["m2"]), year, clock)
    if end is None:
        return None
    start = calendar.nearest(day_number(m["d"]), month_number(m["m"]), end, later=False)
    return calendar.between(start, end) if start else None


def iso(m: Match, clock: Clock) -> Stretch | None:
    """As in "2024-05-31"."""
    del clock
    found = calendar.day_in(int(m["d"]), int(m["m"]), int(m["y"]))
    return calendar.day(found) if found else None


def feast(m: Match, clock: Clock) -> Stretch | None:
    """As in "Christmas Eve"."""
    number, month = FEASTS[m["feast"]]
    found = day_named(number, month, year_named(m["y"], clock), clock)
    return calendar.day(found) if found else None


def month_words(m: Match, clock: Clock) -> Stretch:
    """As in "May", "last May", "February 2019"."""
    number = month_number(m["m"])
    if m["near"] and not m["y"]:
        return _near_month(number, m["near"], clock.anchor)
    year = year_named(m["y"], clock)
    return calendar.month(year, number) if year else _month(number, clock)


def _month(number: int, clock: Clock) -> Stretch:
    here = clock.anchor
    ahead = (number - here.month) % 12
    if ahead and ahead * 30 < _FAR and clock.later():
        return calendar.month(here.year, here.month + ahead)
    return calendar.month(here.year, here.month + ahead - (12 if ahead else 0))


def _near_month(number: int, near: str, here: date) -> Stretch:
    if near in ("last", "past"):
        return calendar.month(here.year - (number >= here.month), number)
    if near == "this":
        return calendar.month(here.year, number)
    return calendar.month(here.year + (number <= here.month), number)


def part_of_month(m: Match, clock: Clock) -> Stretch | None:
    """As in "early November", "the end of last May"."""
    named = next((_PARTS[w] for w in m["part"].split() if w in _PARTS), "mid")
    return calendar.part_of_month(month_words(m, clock), named)


def week_of_month(m: Match, clock: Clock) -> Stretch | None:
    """As in "the first week of August"."""
    whole = month_words(m, clock)
    count = ORDINALS[m["ordinal"]]
    if count == 0:
        return Stretch(whole.end - 6 * _DAY, whole.end, "week")
    first = whole.start + timedelta(days=7 * (count - 1))
    return Stretch(first, min(first + 6 * _DAY, whole.end), "week")


def weekday(m: Match, clock: Clock) -> Stretch | None:
    """As in "Monday", "last Monday", "Tuesday next"."""
    number = WEEKDAYS[m["w"].rstrip(".")]
    near = (m["near"] or m["after"] or "").removeprefix("this ").removeprefix("the ")
    here = clock.anchor
    if near in ("last", "past", "previous"):
        return calendar.day(calendar.weekday(number, here - _DAY, later=False))
    if near in ("next", "coming", "following"):
        return calendar.day(calendar.weekday(number, here + _DAY, later=True))
    later = clock.direction() != "past" if near == "this" else clock.later()
    return calendar.day(calendar.weekday(number, here, later=later))


def weekday_to_weekday(m: Match, clock: Clock) -> Stretch | None:
    """As in "from Sunday to Monday"."""
    first, last = WEEKDAYS[m["w"].rstrip(".")], WEEKDAYS[m["w2"].rstrip(".")]
    if clock.later():
        start = calendar.weekday(first, clock.anchor, later=True)
        return calendar.between(start, calendar.weekday(last, start, later=True))
    end = calendar.weekday(last, clock.anchor, later=False)
    return calendar.between(calendar.weekday(first, end, later=False), end)


def from_now(m: Match, clock: Clock) -> Stretch | None:
    """As in "yesterday", "last night", "this morning", "the day before yesterday"."""
    words = m[0].split()
    shift = next((FROM_NOW[w] for w in words if w in FROM_NOW), -1 if words[0] == "last" else 0)
    if words[:2] == ["the", "day"]:
        shift *= 2
    return calendar.day(clock.anchor + shift * _DAY)
