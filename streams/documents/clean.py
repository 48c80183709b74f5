"""An article's title and body become clean passages that know where every character came from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from streams.alignment import Aligned, Edit, source_span
from streams.documents import boilerplate, characters, markup
from streams.messages import Field, Passage

__all__ = ["paragraphs", "passages", "plain", "source_span", "title_of"]

_BLANK_LINE: Final = re.compile(r"\n[^\S\n]*\n\s*")
_WIDE_SPACE: Final = re.compile(r"\s{2,}|[^\S ]")
_LINE: Final = re.compile(r"[^\n]+")
_FULL_STOP: Final = re.compile(r"[.!?:…][\"'”’)\]]*\s*$")
_WRAPPED_AT: Final = 100  # characters: no line of a text broken by an old terminal is longer


def passages(title: str, body: str, publisher: str | None = None) -> tuple[Passage, ...]:
    """The title, if any, and the paragraphs of the body, without markup and boilerplate."""
    found: list[Passage] = []
    heading = title_of(title, publisher)
    if heading.text:
        found.append(heading.passage("title"))
    found.extend(p.passage("body") for p in paragraphs(body))
    return tuple(found)


def plain(text: str, field: Field = "body") -> Passage:
    """One stretch of text with only characters, markup and spaces put right: no line is dropped."""
    return _spaced(_legible(text)).passage(field)


def title_of(title: str, publisher: str | None = None) -> Aligned:
    """The title on one line, without the name of the site that many put at its end."""
    heading = _spaced(_legible(title))
    end = boilerplate.title_end(heading.text, publisher)
    return heading.cut(0, end)


def paragraphs(body: str) -> Iterator[Aligned]:
    """The paragraphs of a body in order, none of them empty."""
    text = _legible(body)
    for start, end in _paragraph_spans(text.text):
        paragraph = text.cut(start, end)
        paragraph = paragraph.edited(boilerplate.edits(paragraph.text))
        paragraph = _spaced(paragraph)
        if paragraph.text:
            yield paragraph


def _legible(text: str) -> Aligned:
    return characters.repaired(markup.stripped(characters.reread(Aligned.of(text))))


def _spaced(text: Aligned) -> Aligned:
    """One space between words, none at the ends."""
    words = text.text
    start = len(words) - len(words.lstrip())
    end = len(words.rstrip())
    text = text.cut(start, max(end, start))
    edits: list[Edit] = [(m.start(), m.end(), " ") for m in _WIDE_SPACE.finditer(text.text)]
    return text.edited(edits) if edits else text


def _paragraph_spans(text: str) -> Iterator[tuple[int, int]]:
    breaks = [m.span() for m in _BLANK_LINE.finditer(text)]
    if not breaks and "\n" in text:
        breaks = _line_breaks(text)
    at = 0
    for start, end in breaks:
        if start > at:
            yield at, start
        at = end
    if at < len(text):
        yield at, len(text)


def _line_breaks(text: str) -> list[tuple[int, int]]:
    """Where paragraphs end in a text without blank lines.

    Each line is one, unless the lines are short and mostly break off in the middle of a sentence:
    then a paragraph ends at a short line that ends a sentence.
    """
    lines = list(_LINE.finditer(text))
    longest = max((len(m[0]) for m in lines), default=0)
    stops = [bool(_FULL_STOP.search(m[0][-8:])) for m in lines]
    wrapped = longest <= _WRAPPED_AT and len(lines) > 2 and sum(stops) * 2 < len(lines)
    return [
        (m.end(), m.end() + 1)
        for m, stop in zip(lines, stops, strict=True)
        if not wrapped or (stop and len(m[0]) < 0.75 * longest)
    ]
