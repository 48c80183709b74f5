"""From when until when: dates cut to what is known, and whether two periods overlap."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from streams.errors import BadKnowledge

_SHAPE: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def check(where: str, since: str, until: str) -> None:
    """Whether two cells are a period.

    Raises:
        BadKnowledge: a date is malformed or impossible, or the end lies before the beginning.
    """
    for name, cell in (("from", since), ("until", until)):
        if cell and not _exists(cell):
            raise BadKnowledge(f"{where}: {name} {cell!r} is no YYYY, YYYY-MM or YYYY-MM-DD")
    if since and until and first_day(since) > last_day(until):
        raise BadKnowledge(f"{where}: from {since} lies after until {until}")


def _exists(cell: str) -> bool:
    if not _SHAPE.fullmatch(cell):
        return False
    try:
        first_day(cell)
    except ValueError:
        return False
    return True


def first_day(cell: str) -> date:
    """The first day that a cut date may mean; an unknown one may be any day."""
    return (
        date.fromisoformat(f"{cell}-01-01"[:10] if len(cell) < 10 else cell) if cell else date.min
    )


def last_day(cell: str) -> date:
    """The last day that a cut date may mean."""
    if not cell:
        return date.max
    if len(cell) == 4:
        return date(int(cell), 12, 31)
    if len(cell) == 7:
        return (first_day(cell) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return date.fromisoformat(cell)


def surely_shared(a: tuple[str, str], b: tuple[str, str]) -> int:
    """Days that two periods share however their cut dates are meant; 0 where a beginning is open."""
    if not a[0] or not b[0]:
        return 0
    begin = max(last_day(a[0]), last_day(b[0]))
    end = min(first_day(a[1]) if a[1] else date.max, first_day(b[1]) if b[1] else date.max)
    return max(0, (end - begin).days)
