"""Articles as strangers send them: every way to be unusable has its own reason."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Final

from streams.errors import Rejected
from streams.messages import Article, GivenMention
from streams.wire.json import check_depth, parse
from streams.wire.mapping import Mapping
from streams.wire.schema import check

_RFC3339: Final = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)", re.ASCII
)
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2200
_EXAMPLE: Final = "2024-05-01T10:00:00+02:00"
_TEXTS: Final = ("article_id", "title", "body", "publisher", "url", "language")


def read_article(value: bytes, mapping: Mapping | None, *, limit: int) -> Article:
    """The article in ``value``, in our shape or in the one that ``mapping`` describes.

    Args:
        value: JSON in UTF-8.
        mapping: where the fields of an article stand in the user's own JSON; None for our shape.
        limit: most bytes that an article may have.

    Returns:
        The article, its time of publication in one spelling: ``2024-05-01T10:00:00+00:00``.

    Raises:
        Rejected: too-large, too-deep, not-json, lone-surrogate, wrong-schema, null-bytes, bad-date
            or empty-text.
    """
    if len(value) > limit:
        raise Rejected("too-large", f"{len(value)} bytes, the limit is {limit}")
    check_depth(value)
    found = parse(value)
    if not isinstance(found, dict):
        raise Rejected("not-json", "the value is JSON but not an object")
    if mapping is not None:
        found = mapping.apply(found)
    check("article", found)
    _check_nulls(found)
    published_at = _time(found["published_at"])
    if not (found["title"].strip() or found["body"].strip()):
        raise Rejected("empty-text", "neither title nor body holds a word")
    return Article(
        article_id=found["article_id"],
        title=found["title"],
        body=found["body"],
        published_at=published_at,
        url=found.get("url"),
        publisher=found.get("publisher"),
        language=found.get("language"),
        mentions=tuple(_mention(each, found) for each in found.get("mentions") or ()),
    )


def _check_nulls(found: dict[str, Any]) -> None:
    for name in _TEXTS:
        if "\x00" in (found.get(name) or ""):
            raise Rejected("null-bytes", f"{name} holds a null character")


def _time(text: str) -> str:
    if not _RFC3339.fullmatch(text):
        raise Rejected("bad-date", f"published_at is to be like {_EXAMPLE}, not {text[:60]!r}")
    try:
        time = datetime.fromisoformat(text.upper())
    except ValueError as why:
        raise Rejected("bad-date", f"published_at {text[:60]!r}: {why}") from why
    if not _FIRST_YEAR <= time.year <= _LAST_YEAR:
        raise Rejected("bad-date", f"published_at {text[:60]!r} is not in our time")
    return time.isoformat()


def _mention(given: dict[str, Any], article: dict[str, Any]) -> GivenMention:
    start, end = int(given["start"]), int(given["end"])
    if not start < end <= len(article[given["field"]]):
        raise Rejected("wrong-schema", f"mention {start}..{end} is no span of {given['field']}")
    return GivenMention(field=given["field"], start=start, end=end)
