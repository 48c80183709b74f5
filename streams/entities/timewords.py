"""The vocabulary of time expressions, and what reading one needs besides its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from streams.calendar import MONTHS, SEASONS, WEEKDAYS, Stretch
from streams.entities.direction import Direction

Match = re.Match[str]

_ONES: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_TENS: Final = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
_NUMBERS: Final = {
    **{word: i for i, word in enumerate(_ONES.split())},
    **_TENS,
    "a": 1,
    "an": 1,
    "a couple of": 2,
}
ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 0}
FROM_NOW: Final = {"yesterday": -1, "today": 0, "tomorrow": 1, "tonight": 0, "tonite": 0}
FEASTS: Final = {
    "christmas": (25, 12),
    "christmas day": (25, 12),
    "christmas eve": (24, 12),
    "new year 's day": (1, 1),
    "new year 's eve": (31, 12),
}
_SPANS: Final = ("day", "night", "week", "fortnight", "month", "year", "decade")
# a sentence without one of these, and without a year or quarter in digits, holds no time
SIGNS: Final = frozenset(
    {
        *MONTHS,
        *WEEKDAYS,
        *(f"{w}." for w in (*MONTHS, *WEEKDAYS)),
        *SEASONS,
        *FROM_NOW,
        "christmas",
        "weekend",
    }
    | {*_SPANS, *(f"{s}s" for s in _SPANS), "quarter", "hours", "minutes", "moments"}
    | {"morning", "afternoon", "evening"}
)


def either(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


MONTH: Final = rf"(?:{either(MONTHS)})\.?"
WEEKDAY: Final = rf"(?:{either(WEEKDAYS)})\.?"
DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])(?: ?(?:st|nd|rd|th))?"
YEAR: Final = r"(?:19|20|21)\d\d"
NUMBER: Final = rf"(?:\d{{1,3}}|{either(_NUMBERS)})"
DASH: Final = r" ?[-–—/] ?"
PART: Final = r"(?: (?:early |late )?(?:morning|afternoon|evening|night|noon|midday|dawn))?"
UNITS: Final = rf"(?P<unit>{either(_SPANS)})s?"
NEAR: Final = r"(?:(?P<near>last|past|this|next|coming) )?"
OF_YEAR: Final = rf"(?: ?,?(?: of)? ?(?P<y>{YEAR}|(?:last|this|next) year))?"


@dataclass(slots=True)
class Clock:
    """What counts as now, the day, month and year last named (``ref…``), and where to look."""

    anchor: date
    ref: date
    ref_month: date
    ref_year: date
    direction: Callable[[], Direction]

    def base(self, unit: str) -> date:
        """What "the same", "earlier" and "later" count from."""
        if unit in ("year", "decade"):
            return self.ref_year
        return self.ref_month if unit in ("month", "quarter") else self.ref

    def later(self) -> bool:
        """Whether the words look to what is to come."""
        return self.direction() == "future"


Reading = Callable[[Match, Clock], Stretch | None]


def month_number(name: str) -> int:
    """1 to 12 for "feb."."""
    return MONTHS[name.rstrip(".")]


def number(words: str) -> int:
    """The count that "3", "three" or "a couple of" gives."""
    return int(words) if words.isdigit() else _NUMBERS[words]


def day_number(words: str) -> int:
    """The day of the month that "3" or "3rd" gives."""
    return int("".join(c for c in words if c.isdigit()))


def year_named(words: str | None, clock: Clock) -> int | None:
    """The year that "2019", "last year" or "next year" names; null without words."""
    if not words:
        return None
    if words.isdigit():
        return int(words)
    return clock.anchor.year + {"last": -1, "this": 0, "next": 1}[words.split()[0]]
