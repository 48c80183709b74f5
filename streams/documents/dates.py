"""Days: when an article came out, and what day its words count from."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Final

from streams.errors import Rejected

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
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
        ),
        1,
    )
    for name in names.split()
}
WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tues tue",
            "wednesday wed",
            "thursday thurs thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2200
_DATELINE_DAYS: Final = 7
_TIME: Final = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:\d\d)"
)


def published(text: str) -> datetime:
    """The time of publication.

    Args:
        text: RFC 3339 with offset.

    Raises:
        Rejected: ``bad-date`` if it is not such a time, or not between the years 1900 and 2200.
    """
    shape = _TIME.fullmatch(text)
    try:
        time = datetime.fromisoformat(text.upper()) if shape else None
    except ValueError:
        time = None
    if time is None:
        raise Rejected(
            "bad-date", f"published_at {text[:60]!r} is not an RFC 3339 time with offset"
        )
    if not _FIRST_YEAR <= time.year <= _LAST_YEAR:
        raise Rejected("bad-date", f"published_at {text[:60]!r} is not between 1900 and 2200")
    return time


def anchor(day: date, dateline_day: str | None) -> date:
    """The day from which relative dates count: the dateline's if it is fresh, else ``day``.

    Fresh is up to seven days before publication, or one day after: the newsroom's clock may be
    hours behind the place that the report was filed from.
    """
    if dateline_day is None:
        return day
    filed = date.fromisoformat(dateline_day)
    fresh = timedelta(days=-1) <= day - filed <= timedelta(days=_DATELINE_DAYS)
    return filed if fresh else day


def nearest_year(day: int, month: int, before: date) -> date | None:
    """The last such day that is not after the day following ``before``; null if there is none.

    >>> nearest_year(31, 12, date(2024, 1, 2))
    datetime.date(2023, 12, 31)
    """
    latest = before + timedelta(days=1)
    for year in range(latest.year, latest.year - 9, -1):
        try:
            found = date(year, month, day)
        except ValueError:  # the 29th of February is not in every year
            continue
        if found <= latest:
            return found
    return None


def last_weekday(weekday: int, before: date) -> date:
    """The last such weekday (Monday is 0) up to and including ``before``."""
    return before - timedelta(days=(before.weekday() - weekday) % 7)
