"""Which words make a time expression, and who reads them.

A sentence is matched as one line of its tokens in lower case, a space between each two, with plain
apostrophes. Order counts: earlier patterns take their tokens first.
"""

from __future__ import annotations

import re
from typing import Final

from streams.calendar import SEASONS
from streams.entities import timedays, timespans
from streams.entities.timewords import (
    DASH,
    DAY,
    FEASTS,
    MONTH,
    NEAR,
    NUMBER,
    OF_YEAR,
    ORDINALS,
    PART,
    UNITS,
    WEEKDAY,
    YEAR,
    Reading,
    either,
)

_N: Final = rf"(?P<n>{NUMBER})"
_TO: Final = r"(?:and|to|until|till|through)"
_D: Final = rf"(?P<d>{DAY})"
_D2: Final = rf"(?P<d2>{DAY})"
_M: Final = rf"(?P<m>{MONTH})"
_M2: Final = rf"(?P<m2>{MONTH})"
_YEAR_WORDS: Final = rf"(?P<y>{YEAR}|(?:last|this|next) year)"
_AFTER_IT: Final = r"(?= [,.;:)”—–]| (?:and|or|when|in|on|at|was|were)\b|$)"  # no clause follows
_NO_CLAUSE: Final = (
    r"(?! (?:the|a|an|his|her|its|their|this|that|it|he|she|they|we|yesterday|tomorrow)\b)"
)

_DAYS: Final[tuple[tuple[str, Reading], ...]] = (
    (r"(?P<y>(?:19|20|21)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)", timedays.iso),
    (rf"(?:between |from ){_M} {_D} {_TO} {_M2} {_D2}{OF_YEAR}", timedays.day_to_day),
    (
        rf"(?:between |from )(?:the )?{_D} {_M} {_TO} (?:the )?{_D2} {_M2}{OF_YEAR}",
        timedays.day_to_day,
    ),
    (
        rf"(?:between |from )?(?:the )?{_D}(?: {_TO} |{DASH})(?:the )?{_D2} (?:of )?{_M}{OF_YEAR}",
        timedays.days_of_month,
    ),
    (rf"between {_M} {_D} and {_D2}{OF_YEAR}", timedays.days_of_month),
    (
        rf"(?:from )?{_M} {_D}(?: (?:to|until|till|through) |{DASH}){_D2}{OF_YEAR}",
        timedays.days_of_month,
    ),
    (rf"(?:{WEEKDAY} ,? ?(?:the )?)?{_D} (?:of )?{_M}{OF_YEAR}", timedays.month_day),
    (rf"(?:{WEEKDAY} ,? ?)?{_M} (?:the )?{_D}{OF_YEAR}", timedays.month_day),
    (
        rf"(?:the )?(?P<ordinal>{either(ORDINALS)}) week (?:of|in) {NEAR}{_M}{OF_YEAR}",
        timedays.week_of_month,
    ),
    (
        r"(?P<part>early|late|mid ?-?|the (?:very )?(?:beginning|start|middle|end) of) ?(?:in )?"
        rf"{NEAR}{_M}{OF_YEAR}",
        timedays.part_of_month,
    ),
    (rf"{NEAR}{_M}{OF_YEAR}", timedays.month_words),
    (
        rf"(?:from|between) (?P<w>{WEEKDAY}) {_TO} (?P<w2>{WEEKDAY})",
        timedays.weekday_to_weekday,
    ),
    (
        r"(?:(?P<near>last|next|this coming|this past|this|coming|past|the same|the previous"
        rf"|the following|the coming) )?(?P<w>{WEEKDAY})(?: (?P<after>next|last))?{PART}",
        timedays.weekday,
    ),
    (
        r"the day before yesterday|the day after tomorrow"
        rf"|(?:(?:early|late|earlier|later) )?(?:yesterday|today|tomorrow){PART}|tonight|tonite"
        r"|last night|this (?:very )?(?:morning|afternoon|evening)",
        timedays.from_now,
    ),
)

_SPANS: Final[tuple[tuple[str, Reading], ...]] = (
    (
        r"(?:the (?:very )?same|that(?: same| very)?) (?:day|evening|night|morning|afternoon)"
        r"|(?:earlier|later|late|early) (?:in|on) the day",
        timespans.same_day,
    ),
    (
        r"the (?:previous|following|next) "
        r"(?P<unit>day|night|evening|morning|week|weekend|month|year)",
        timespans.next_to_ref,
    ),
    (
        rf"the (?P<unit>day|night|evening|week|weekend|month|year) (?:before|after){_NO_CLAUSE}",
        timespans.next_to_ref,
    ),
    (rf"{_N} {UNITS} ago", timespans.ago),
    (
        rf"{_N} {UNITS} (?P<way>earlier|previously|later|afterwards|(?:before|after){_AFTER_IT})",
        timespans.from_ref,
    ),
    (rf"{_N} {UNITS} (?P<way>before|after)", timespans.of_clause),
    (
        r"(?:(?:just|only|a few|some|several) )?(?:hours|minutes|moments)"
        rf" (?:earlier|later|afterwards|(?:before|after){_AFTER_IT})",
        timespans.same_day,
    ),
    (rf"(?<!time )in {_N} {UNITS}(?P<time> ?'s? time)?(?! of\b)", timespans.in_time),
    (
        r"(?:the )?(?P<near>coming|next|past|last|recent) (?:few |several |couple of )?"
        rf"(?:{_N} )?(?P<unit>day|week|month|year)s",
        timespans.span_of_units,
    ),
    (
        r"(?P<part>early|earlier|late|later|mid) in (?P<near>the) (?P<unit>week|month|year)",
        timespans.near_unit,
    ),
    (
        r"(?:(?P<part>early|late|mid|earlier|later) (?:in )?)?"
        r"(?P<near>the (?:past|last|coming|current|same)|last|past|this(?: coming)?|next|coming)"
        rf" (?P<unit>weekend|week|fortnight|month|year|quarter|{either(SEASONS)})",
        timespans.near_unit,
    ),
    (r"(?:the|a) weekend", timespans.the_weekend),
)

_YEARS: Final[tuple[tuple[str, Reading], ...]] = (
    (
        r"(?:the )?(?:(?P<ordinal>first|second|third|fourth|last) quarter|(?P<q>q[1-4]))"
        rf"(?: of)? {_YEAR_WORDS}",
        timespans.quarter_of_year,
    ),
    (rf"(?P<season>{either(SEASONS)})(?: of)? {_YEAR_WORDS}", timespans.season_of_year),
    (rf"(?P<feast>{either(FEASTS)})(?: (?:of )?{_YEAR_WORDS})?", timedays.feast),
    (rf"(?P<y>{YEAR})(?: (?:to|and|until) |{DASH})(?P<y2>{YEAR}|\d\d)", timespans.years),
    (r"(?P<y>(?:19|20)\d0)(?: ?'?s)", timespans.decade),
    (rf"(?P<y>{YEAR})", timespans.the_year),
)

PATTERNS: Final[tuple[tuple[re.Pattern[str], Reading], ...]] = tuple(
    (re.compile(rf"(?<!\S)(?:{pattern})(?!\S)"), reading)
    for pattern, reading in (*_DAYS, *_SPANS, *_YEARS)
)
