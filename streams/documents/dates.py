"""Days: when an article came out, and what day its words count from."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Final

from streams.errors import Rejected

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
