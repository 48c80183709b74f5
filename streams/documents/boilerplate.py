"""Knows the lines of a news page that are no news: adverts, share buttons, credits, addresses.

The words are in ``data/boilerplate.toml``; here is only how a line is held against them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from streams.alignment import Edit
from streams.documents.knowledge import lists

_LONGEST: Final = 200  # characters: a longer line is a paragraph of news, whatever it begins with
_TAIL: Final = 300
_AROUND: Final = " \t.:|*-–—•·[]()<>»«_=#~!?"
_LINE: Final = re.compile(r"[^\n]+")
_ADDRESS_AT_END: Final = re.compile(
    r"(?:(?:^|\s)[(\[]?(?:https?://|www\.|pic\.twitter\.com/|t\.co/)[^\s]{3,}){1,5}\s*$"
)
_BRACKET_AT_END: Final = re.compile(r"\s*[(\[](?P<inside>[^()\[\]\n]{3,200})[)\]]\s*\.?\s*$")
_BYLINE: Final = re.compile(r"by\s+(?P<who>[^\n]{3,80})", re.IGNORECASE)
_PICTURE: Final = re.compile(
    r"(?:ap |afp |file |getty |reuters )?(?:photo|picture|image)(?:graph)?s?\s*"
    r"(?:[:/|]|by\b|credit)"
    r"|[^.]{0,60}[/|](?:[^.]{0,20} )?(?:ap|afp|epa|getty images|reuters|via ap|xinhua|file)$",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"[^\s;,&|/]+")


@dataclass(frozen=True, slots=True)
class _Words:
    lines: frozenset[str]
    starts: tuple[str, ...]
    holds: tuple[str, ...]
    credits: re.Pattern[str]
    between: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    known = lists("boilerplate")
    credits = "|".join(re.escape(c) for c in sorted(known["credits"], key=len, reverse=True))
    return _Words(
        lines=frozenset(known["lines"]),
        starts=known["starts"],
        holds=known["holds"],
        credits=re.compile(rf"\W*(?:{credits}) by\s+(?P<who>[^\n]{{3,200}})", re.IGNORECASE),
        between=frozenset(known["between"]),
    )


def edits(paragraph: str) -> list[Edit]:
    """What to cut out of a paragraph: lines that are no news, credits and addresses at ends."""
    found: list[Edit] = []
    for line in _LINE.finditer(paragraph):
        start, end = line.span()
        if is_boilerplate(line[0]):
            found.append((start, end, ""))
            continue
        cut = _news_end(line[0])
        if cut < end - start:
            found.append((start + cut, end, ""))
    return found


def is_boilerplate(line: str) -> bool:
    """Whether a whole line is none of the news."""
    if len(line) > _LONGEST:
        return False
    words = _words()
    bare = line.strip().lower()
    inner = bare.strip(_AROUND)
    if not inner:
        return bool(bare) and bare not in ("...", "…")
    if inner in words.lines or any(h in bare for h in words.holds):
        return True
    parts = [p.strip(_AROUND) for p in re.split(r"[|•·]", bare)]
    if len(parts) > 1 and all(p in words.lines for p in parts if p):
        return True
    return (
        _begins(bare.lstrip(" *-–—•·[(<>»_#~|"), words.starts)
        or _is_credit(line)
        or _is_byline(line)
        or _ADDRESS_AT_END.fullmatch(bare) is not None
    )


def title_end(title: str, publisher: str | None) -> int:
    """Where a headline ends and the name of the site begins ("… | The Daily Example")."""
    end = len(title)
    for mark in (" | ", " - ", " – ", " — "):
        at = title.rfind(mark, 0, end)
        if at < 0 or len(title[:at].split()) < 3:
            continue
        rest = title[at + len(mark) : end]
        named = publisher is not None and _folded(rest) == _folded(publisher)
        if named or (mark == " | " and len(rest.split()) <= 4):
            return title_end(title[:at], publisher)
    return end


def _begins(bare: str, starts: tuple[str, ...]) -> bool:
    if not bare.startswith(starts):
        return False
    # "photo by" must not take "photo bylines", nor "map:" need a space
    return any(
        bare.startswith(s) and not (s[-1].isalpha() and bare[len(s) : len(s) + 1].isalpha())
        for s in starts
    )


def _news_end(line: str) -> int:
    """Where the news of a line ends: before bracketed credits and bare addresses."""
    end = len(line)
    while True:
        base = max(0, end - _TAIL)
        tail = line[base:end]
        found = _ADDRESS_AT_END.search(tail)
        if found is None:
            found = _BRACKET_AT_END.search(tail) if tail.rstrip(" .")[-1:] in (")", "]") else None
            if found is not None and not _is_credit_inside(found["inside"]):
                found = None
        if found is None or base + found.start() == end:
            return end
        end = base + found.start()


def _is_credit_inside(words: str) -> bool:
    return _is_credit(words) or _PICTURE.match(words.strip()) is not None


def _is_credit(line: str) -> bool:
    found = _words().credits.match(line)
    return found is not None and _all_names(found["who"])


def _is_byline(line: str) -> bool:
    found = _BYLINE.fullmatch(line.strip())
    return found is not None and found["who"][-1] not in ".!?:" and _all_names(found["who"])


def _all_names(words: str) -> bool:
    """Whether nothing but names and what links them is left: "Jane Doe in Rome; editing by …"."""
    between = _words().between
    names = [w.strip(".()[]\"'“”") for w in _NAME.findall(words)]
    return all(not n or n[0].isupper() or n.lower() in between for n in names)


def _folded(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum()).removeprefix("the")
