"""Takes HTML out of text that should have been plain: tags, comments, entities, side pieces."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from streams.alignment import Aligned, Edit
from streams.documents.knowledge import lists

# possessive quantifiers: a page of unclosed brackets must cost no more than its length
_TAG: Final = re.compile(
    r"<(?P<shut>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]*+)"
    r"(?:(?:[\s/](?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*+)?+>|[\s/][^<>]*+>)"
)
_ENTITY: Final = re.compile(
    r"&(?:amp;)?(?:#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};"
    r"|(?:nbsp|quot|amp|rsquo|lsquo|rdquo|ldquo|ndash|mdash)(?![A-Za-z0-9=;]))"
)
_RAW: Final = frozenset(lists("markup")["raw"])
_ASIDE: Final = frozenset(lists("markup")["aside"])
_BLOCK: Final = frozenset(lists("markup")["block"])
_LINE: Final = {"br": "\n", "td": " ", "th": " "}


def stripped(text: Aligned) -> Aligned:
    """The words without the markup; the ends of block elements become blank lines."""
    if "<" in text.text:
        text = text.edited(_tags(text.text))
    if "&" in text.text:
        text = text.edited(_entities(text.text))
        if "<" in text.text:  # markup that came escaped, as in many feeds
            text = text.edited(_tags(text.text))
    return text


def _entities(text: str) -> Iterator[Edit]:
    for found in _ENTITY.finditer(text):
        words = html.unescape(found[0])
        if "&" in words and words != "&":
            words = html.unescape(words)
        if words != found[0]:
            yield found.start(), found.end(), words


def _tags(text: str) -> list[Edit]:
    """Edits that take out comments, tags, and side pieces with all they hold."""
    edits: list[Edit] = []
    dropped: list[tuple[int, int]] = []
    open_asides: dict[str, list[int]] = {}
    at = 0
    closers = _Closers(text)
    while (at := text.find("<", at)) >= 0:
        end = _comment_end(text, at, closers)
        if end:
            edits.append((at, end, ""))
            at = end
            continue
        tag = _TAG.match(text, at)
        if tag is None or not _is_markup(tag):
            at += 1
            continue
        name, end = tag["name"].lower(), tag.end()
        if name in _RAW and not tag["shut"]:
            end = closers.after(f"</{name}", end) or end
        elif name in _ASIDE and not tag[0].endswith("/>"):
            _note_aside(name, tag, open_asides, dropped)
        edits.append((at, end, _instead(name)))
        at = end
    return _without(edits, dropped) if dropped else edits


def _is_markup(tag: re.Match[str]) -> bool:
    """Not "a <b and c> d": an element that we do not know needs an attribute or nothing at all."""
    inside = tag[0].strip("</ >")
    name = tag["name"].lower()
    known = name in _BLOCK or name in _ASIDE or name in _RAW or name in _LINE
    return known or "=" in inside or len(inside) == len(name)


def _note_aside(
    name: str, tag: re.Match[str], opened: dict[str, list[int]], dropped: list[tuple[int, int]]
) -> None:
    waiting = opened.setdefault(name, [])
    if not tag["shut"]:
        waiting.append(tag.start())
    elif waiting:
        start = waiting.pop()
        if not waiting:
            dropped.append((start, tag.end()))


def _instead(name: str) -> str:
    return "\n\n" if name in _BLOCK or name in _ASIDE else _LINE.get(name, "")


def _comment_end(text: str, at: int, closers: _Closers) -> int:
    """Where the comment, declaration or CDATA mark that begins at ``at`` ends; 0 if none does."""
    if text.startswith("<!--", at):
        return closers.after("-->", at + 4) or at + 4
    if text.startswith("<![CDATA[", at):
        return at + 9
    if text.startswith(("<!", "<?"), at) and text[at + 2 : at + 3].isalpha():
        end = text.find(">", at, at + 2_000)
        return end + 1
    return 0


class _Closers:
    """Finds closing marks; knows when there is none left, so that no text is searched twice."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lowered = text.lower()
        self.same_length = len(self.lowered) == len(text)  # "İ" grows when lowered
        self.last: dict[str, int] = {}

    def after(self, mark: str, at: int) -> int:
        """One past the next ``mark`` (and the ``>`` that completes it) from ``at``, or 0."""
        where = self.lowered if self.same_length else self.text
        if mark not in self.last:
            self.last[mark] = where.rfind(mark)
        if self.last[mark] < at:
            return 0
        found = where.index(mark, at) + len(mark)
        if mark.endswith(">"):
            return found
        return self.text.find(">", found, found + 80) + 1 or found


def _without(edits: list[Edit], dropped: list[tuple[int, int]]) -> list[Edit]:
    """The edits, with those inside a dropped piece replaced by one that drops it whole."""
    outer: list[Edit] = []
    for start, end in sorted(dropped, key=lambda d: (d[0], -d[1])):
        if outer and start < outer[-1][1]:
            if end > outer[-1][1]:
                outer[-1] = (outer[-1][0], end, "\n\n")
            continue
        outer.append((start, end, "\n\n"))
    kept: list[Edit] = []
    piece = 0
    for edit in edits:
        while piece < len(outer) and outer[piece][1] <= edit[0]:
            piece += 1
        if piece == len(outer) or edit[1] <= outer[piece][0]:
            kept.append(edit)
    return sorted(kept + outer)
