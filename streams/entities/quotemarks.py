"""Pairs quotation marks over the tokens of an article; tells apostrophes and inches from marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from streams.messages import Parse

_DOUBLE: Final = {"“": "”", "«": "»", "„": "“", "``": "''", '"': '"'}
_SINGLE: Final = {"‘": "’", "'": "'", "`": "'"}
_ENDS: Final = frozenset('.,!?;:…—–-)]”"')
LONGEST: Final = 400  # tokens: a mark left open by mistake must not swallow the article


@dataclass(frozen=True, slots=True)
class Marked:
    """Tokens ``[first, last)`` between marks; ``goes_on`` if the next paragraph opens them again."""

    first: int
    last: int
    goes_on: bool = False


def marked(parse: Parse) -> Iterator[Marked]:
    """What stands between quotation marks, outermost only, left to right.

    A double mark left open counts to the end of its paragraph: writers open every paragraph of a
    long quotation and close only the last. A single mark needs its partner, or it is an apostrophe.
    """
    bounds = list(_passages(parse))
    for number, (first, last) in enumerate(bounds):
        following = bounds[number + 1][0] if number + 1 < len(bounds) else None
        reopens = following is not None and parse.text[following] in _DOUBLE
        yield from _in_passage(parse, first, last, reopens)


def _passages(parse: Parse) -> Iterator[tuple[int, int]]:
    for _, sentences in groupby(parse.sentences, key=lambda s: s.passage):
        held = list(sentences)
        yield held[0].first, held[-1].last


def _in_passage(parse: Parse, first: int, last: int, reopens: bool) -> Iterator[Marked]:
    at = first
    while at < last:
        mark = parse.text[at]
        if mark in _DOUBLE and (mark != '"' or _may_open(parse, at, first)):
            end = _double_end(parse, at, last)
            if end is None:
                stop = min(last, at + LONGEST)
                if stop > at + 1:
                    yield Marked(at + 1, stop, reopens and stop == last)
                return
        elif mark in _SINGLE and _may_open(parse, at, first):
            end = _single_end(parse, at, last)
        else:
            end = None
        if end is None:
            at += 1
            continue
        if end > at + 1:
            yield Marked(at + 1, end)
        at = end + 1


def _double_end(parse: Parse, at: int, last: int) -> int | None:
    close = _DOUBLE[parse.text[at]]
    return next((t for t in range(at + 1, min(last, at + LONGEST)) if parse.text[t] == close), None)


def _single_end(parse: Parse, at: int, last: int) -> int | None:
    """The closing mark: the first that follows a stop, or else the last that is no possessive."""
    close = _SINGLE[parse.text[at]]
    found: int | None = None
    for token in range(at + 2, min(last, at + LONGEST)):
        if parse.text[token] == parse.text[at] == "‘":
            break  # another quotation opens
        if parse.text[token] != close or not _may_close(parse, token, last):
            continue
        if parse.text[token - 1] in _ENDS:
            return token
        possessive = parse.tag[token] == "POS" or parse.text[token - 1].endswith("s")
        if not possessive:
            return token
        if token + 1 == last or parse.text[token + 1] in _ENDS:
            found = found or token
    return found


def _may_open(parse: Parse, token: int, first: int) -> bool:
    """A gap (or the paragraph's start, or another mark) before it, and none behind it."""
    if token + 1 >= len(parse.text) or parse.start[token + 1] != parse.end[token]:
        return False
    if token == first or parse.start[token] > parse.end[token - 1]:
        return True
    return parse.text[token - 1] in ("(", "[", "—", "–", "“", "‘", '"')


def _may_close(parse: Parse, token: int, last: int) -> bool:
    """No gap before it, and behind it a gap, a stop or the end."""
    if parse.start[token] != parse.end[token - 1]:
        return False
    following = token + 1
    return (
        following >= last
        or parse.start[following] > parse.end[token]
        or parse.text[following] in _ENDS
    )
