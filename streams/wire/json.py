"""JSON from strangers: read within bounds, and every failure told apart.

Of an article, nesting is bounded by a scan of the bytes before anything parses them, so that
nothing recurses deeper than we chose. Our own messages, thousands of brackets each, do without the
scan: the parser has a bound of its own and their contracts nest no further than they say.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

import orjson

from streams.errors import Rejected

MAX_DEPTH: Final = 64
"""How deep arrays and objects may nest; articles need three."""

# Strings are skipped whole, an unfinished one to the end; possessive, so that no input backtracks.
_TOKEN: Final = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\Z|\\\Z)|[\[{]|[\]}]', re.DOTALL)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def parse(value: bytes) -> Any:
    """The JSON value in ``value``.

    Raises:
        Rejected: too-deep, lone-surrogate or not-json.
    """
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError as why:
        if "depth limit" in str(why):
            raise Rejected("too-deep", str(why)) from why
        if _has_lone_surrogate(value):
            raise Rejected(
                "lone-surrogate", "an escape such as \\ud800 stands without its other half"
            ) from why
        raise Rejected("not-json", "not UTF-8" if _not_utf8(value) else str(why)) from why


def check_depth(value: bytes, limit: int = MAX_DEPTH) -> None:
    """Refuses bytes that nest deeper than ``limit``, JSON or not.

    Raises:
        Rejected: too-deep.
    """
    if value.count(b"[") + value.count(b"{") <= limit:
        return
    depth = 0
    for token in _TOKEN.finditer(value):
        mark = value[token.start()]
        if mark in b"[{":
            depth += 1
            if depth > limit:
                raise Rejected(
                    "too-deep", f"more than {limit} objects and arrays within each other"
                )
        elif mark in b"]}":
            depth -= 1


def _not_utf8(value: bytes) -> bool:
    try:
        value.decode()
    except UnicodeDecodeError:
        return True
    return False


def _has_lone_surrogate(value: bytes) -> bool:
    """Whether what orjson refused is sound but for half a surrogate pair."""
    try:
        text = value.decode()
        return _holds_surrogate(json.loads(text))
    except (ValueError, RecursionError):
        return False


def _holds_surrogate(found: Any) -> bool:
    if isinstance(found, str):
        return _SURROGATE.search(found) is not None
    if isinstance(found, dict):
        return any(_holds_surrogate(k) or _holds_surrogate(v) for k, v in found.items())
    return isinstance(found, list) and any(_holds_surrogate(v) for v in found)
