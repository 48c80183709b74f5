"""Finds the words that name a time, sentence by sentence, and the days they name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Final

from streams.calendar import MONTHS, WEEKDAYS, Stretch
from streams.entities.direction import direction
from streams.entities.timegrammar import PATTERNS
from streams.entities.timewords import SIGNS, Clock, Match, Reading
from streams.messages import DateHow, Parse, Sentence, Time
from streams.syntax import Tree

# names of months and days that are also verbs, adverbs or short for something else
_ORDINARY: Final = frozenset(
    {"may", "march", "mar", "sat", "sun", "mon", "wed", "fri", "dec", "jan", "tue", "thu"}
)
_NAMED_DAYS: Final = frozenset(
    {"black", "good", "bloody", "ash", "holy", "super", "palm", "easter", "maundy", "cyber"}
)
_PAPERS: Final = frozenset(
    {"times", "mail", "telegraph", "express", "mirror", "herald", "post", "agreement", "world"}
)
_BEFORE_MONTHS: Final = (
    "in since until till by last next this of early late - on to for from before after and or"
    " through"
)
_BEFORE_YEARS: Final = (
    "in since until till by from of before after during for early late mid circa through to the - ("
    " and or between"
)
_MONTH_FOLLOWS: Final = frozenset(_BEFORE_MONTHS.split())
_YEAR_FOLLOWS: Final = frozenset(_BEFORE_YEARS.split())
_YEAR_OR_QUARTER: Final = re.compile(r"(?:19|20|21)\d\d|q[1-4]")
_STATED: Final = re.compile(r"\b(?:19|20|21)\d\d")


def find_times(parse: Parse, anchor: str) -> tuple[Time, ...]:
    """All time expressions of an article, in order, none overlapping another.

    Args:
        parse: the parsed article.
        anchor: ISO day from which relative words count.

    Returns:
        Times with the days they name; "since", "until" and "by" are not part of one, so the time of
        "since June" is June.
    """
    return _Reader(Tree(parse), date.fromisoformat(anchor)).read()


class _Reader:
    """Goes through the sentences; what it read last is what "the same day" points to."""

    def __init__(self, tree: Tree, anchor: date) -> None:
        self.tree = tree
        self.anchor = anchor
        # the last day, month and year that were named and have come
        self.ref = self.ref_month = self.ref_year = anchor
        self.found: list[Time] = []

    def read(self) -> tuple[Time, ...]:
        for sentence in self.tree.parse.sentences:
            words = self.tree.lowered[sentence.first : sentence.last]
            if any(w in SIGNS or _YEAR_OR_QUARTER.match(w) for w in words):
                self._read_sentence(sentence, words)
        return tuple(self.found)

    def _read_sentence(self, sentence: Sentence, words: tuple[str, ...]) -> None:
        for first, last, match, reading in _matches(self.tree, sentence, words):
            head = _head(self.tree, first, last)
            clock = Clock(
                self.anchor,
                self.ref,
                self.ref_month,
                self.ref_year,
                partial(direction, self.tree, head),
            )
            try:
                stretch = reading(match, clock)
            except (OverflowError, ValueError):  # a day before year 1 or after 9999
                continue
            if stretch is None:
                continue
            self.found.append(_time(self.tree, sentence, first, last, stretch, match))
            if stretch.start <= self.anchor:
                self._point_to(stretch)

    def _point_to(self, stretch: Stretch) -> None:
        self.ref_year = stretch.start
        if stretch.precision in ("day", "week", "month"):
            self.ref_month = stretch.start
        if stretch.precision == "day":
            self.ref = stretch.start


def _matches(
    tree: Tree, sentence: Sentence, words: tuple[str, ...]
) -> list[tuple[int, int, Match, Reading]]:
    """Token ranges with their match and reader, left to right."""
    line = " ".join(words).replace("’", "'")
    starts = list(_starts(words))
    taken: set[int] = set()
    kept: list[tuple[int, int, Match, Reading]] = []
    for pattern, reading in PATTERNS:
        for match in pattern.finditer(line):
            first = sentence.first + bisect_right(starts, match.start()) - 1
            last = sentence.first + bisect_right(starts, match.end() - 1)
            if taken.isdisjoint(range(first, last)) and _is_time(tree, first, last):
                taken.update(range(first, last))
                kept.append((first, last, match, reading))
    return sorted(kept, key=lambda k: k[0])


def _starts(words: tuple[str, ...]) -> Iterator[int]:
    at = 0
    for word in words:
        yield at
        at += len(word) + 1


def _is_time(tree: Tree, first: int, last: int) -> bool:
    """Not the verb "may", the Sunday Times, Good Friday, a person called June or 2000 soldiers."""
    if last - first == 1 and tree.text[first].isdigit():
        return _is_year(tree, first)
    return all(_may_be_named(tree, token, first, last) for token in range(first, last))


def _may_be_named(tree: Tree, token: int, first: int, last: int) -> bool:
    word = tree.lowered[token].rstrip(".")
    if word not in MONTHS and word not in WEEKDAYS:
        return True
    if not tree.text[token][0].isupper() and (len(word) < 6 or word == "august"):
        return False  # careless writers leave "sunday" small, but "may" is a verb then
    before = tree.lowered[token - 1] if token > tree.sentence(token).first else ""
    if word in _ORDINARY and not any(tree.text[t][0].isdigit() for t in range(first, last)):
        return tree.tag[token] in ("NNP", "NNPS") and before in _MONTH_FOLLOWS
    after = tree.text[token + 1] if token + 1 < len(tree) else ""
    paper = after[:1].isupper() and after.lower() in _PAPERS
    person = tree.parse.ent[token].endswith("PERSON")
    return not (paper or person or before in _NAMED_DAYS)


def _is_year(tree: Tree, token: int) -> bool:
    before = tree.lowered[token - 1] if token > tree.sentence(token).first else "("
    if tree.dep[token] == "nummod" and tree.tag[tree.head[token]] in ("NNS", "NNPS"):
        return before in ("the", "in")
    return tree.tag[token] == "CD" and before in _YEAR_FOLLOWS


def _head(tree: Tree, first: int, last: int) -> int:
    """The token of the words whose governor is outside; the last if there are several."""
    tops = [t for t in range(first, last) if not first <= tree.head[t] < last or tree.head[t] == t]
    return tops[-1] if tops else last - 1


def _time(
    tree: Tree, sentence: Sentence, first: int, last: int, stretch: Stretch, match: Match
) -> Time:
    parse = tree.parse
    how: DateHow = "stated" if _STATED.search(match[0]) else "inferred"
    return Time(
        first=first,
        last=last,
        field=sentence.field,
        start=parse.start[first],
        end=parse.end[last - 1],
        text=_text(parse, first, last),
        from_day=stretch.start.isoformat(),
        to_day=stretch.end.isoformat(),
        precision=stretch.precision,
        how=how,
    )


def _text(parse: Parse, first: int, last: int) -> str:
    """The words as they stand: tokens that touch are not parted."""
    words = parse.text[first]
    for token in range(first + 1, last):
        gap = "" if parse.start[token] == parse.end[token - 1] else " "
        words += gap + parse.text[token]
    return words
