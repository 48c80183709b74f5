"""The calendar: names of months and weekdays in English, and stretches of days by their names."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from streams.messages import Precision

_MONTHS: Final = (
    "january jan",
    "february feb",
    "march mar",
    "april apr",
    "may",
    "june jun",
    "july jul",
    "august aug",
    "september sept sep",
    "october oct",
    "november nov",
    "december dec",
)
_WEEKDAYS: Final = (
    "monday mon",
    "tuesday tues tue",
    "wednesday wed",
    "thursday thurs thu",
    "friday fri",
    "saturday sat",
    "sunday sun",
)
MONTHS: Final = {name: i for i, names in enumerate(_MONTHS, 1) for name in names.split()}
WEEKDAYS: Final = {name: i for i, names in enumerate(_WEEKDAYS) for name in names.split()}
SEASONS: Final = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # first months


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days ``start`` to ``end`` inclusive, and how finely the words name them."""

    start: date
    end: date
    precision: Precision


def day(of: date) -> Stretch:
    """One day."""
    return Stretch(of, of, "day")


def week(of: date) -> Stretch:
    """The week, Monday to Sunday, that holds a day."""
    monday = of - timedelta(days=of.weekday())
    return Stretch(monday, monday + timedelta(days=6), "week")


def weekend(of: date) -> Stretch:
    """The Saturday and Sunday of the week that holds a day."""
    saturday = of + timedelta(days=5 - of.weekday())
    return Stretch(saturday, saturday + timedelta(days=1), "week")


def month(year: int, number: int) -> Stretch:
    """A month; numbers beyond 1 to 12 run into the years before and after."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return Stretch(date(year, number, 1), date(year, number, monthrange(year, number)[1]), "month")


def part_of_month(whole: Stretch, part: str) -> Stretch:
    """The first ten days, the next ten, or the rest of a month: ``early``, ``mid``, ``late``."""
    first, last = {"early": (1, 10), "mid": (11, 20), "late": (21, whole.end.day)}[part]
    return Stretch(whole.start.replace(day=first), whole.start.replace(day=last), "week")


def quarter(year: int, number: int) -> Stretch:
    """A quarter of a year, 1 to 4."""
    return Stretch(month(year, 3 * number - 2).start, month(year, 3 * number).end, "quarter")


def season(year: int, name: str) -> Stretch:
    """A season of the north, by the year in which it begins."""
    first = SEASONS[name]
    return Stretch(month(year, first).start, month(year, first + 2).end, "season")


def year(number: int) -> Stretch:
    """A whole year."""
    return Stretch(date(number, 1, 1), date(number, 12, 31), "year")


def between(start: date, end: date) -> Stretch:
    """Some stretch of days, in either order."""
    return Stretch(min(start, end), max(start, end), "range")


def day_in(number: int, month_number: int, year_number: int) -> date | None:
    """That day of that year, or null: February has no 30th."""
    try:
        return date(year_number, month_number, number)
    except ValueError:
        return None


def nearest(number: int, month_number: int, around: date, *, later: bool) -> date | None:
    """The next such day from ``around`` on, or the last such up to it; null if no year has it."""
    step = 1 if later else -1
    for year_number in range(around.year, around.year + 9 * step, step):
        found = day_in(number, month_number, year_number)
        if found is not None and (found >= around if later else found <= around):
            return found
    return None


def weekday(number: int, around: date, *, later: bool) -> date:
    """The last such weekday (Monday is 0) up to ``around``, or the next from it on."""
    back = (around.weekday() - number) % 7
    return around + timedelta(days=(7 - back) % 7) if later else around - timedelta(days=back)


def months_away(of: date, count: int) -> date:
    """The same day ``count`` months on (or back, below zero), or the last of that month."""
    whole = month(of.year, of.month + count)
    return whole.start.replace(day=min(of.day, whole.end.day))
