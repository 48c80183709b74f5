"""Gold as it stands in files: what an article tells, and the sets that the score is made of.

Own sets are the whole articles in ``articles/`` and the sentences in ``fresh/``. Sets of others, in
the same form as ``articles/``, are read from a folder that is named for the run.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from streams.messages import Article
from streams.wire import read_article

HERE: Final = Path(__file__).parent
ARTICLES: Final = HERE / "articles"
FRESH: Final = HERE / "fresh"
LIMIT: Final = 1 << 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One event that an article tells.

    ``date`` is an ISO day or month, ``country`` ISO alpha-3; ``slots`` is false where the set says
    nothing about date and country at all. ``span`` is field, start and end of the sentence, null
    where the set has none.
    """

    type: str
    mode: str | None
    actors: frozenset[str]
    recipients: frozenset[str]
    factuality: str
    reciprocal: bool = False
    optional: bool = False
    date: str | None = None
    country: str | None = None
    slots: bool = True
    span: tuple[str, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """An article, and the events that it tells."""

    article: Article
    events: tuple[Gold, ...]


def articles(folder: Path = ARTICLES, prefix: str = "") -> list[Case]:
    """Whole articles: ``<prefix>articles.jsonl`` and ``<prefix>gold.jsonl`` in ``folder``.

    Raises:
        KeyError: there is no gold for an article.
    """
    known = {line["article_id"]: line["events"] for line in lines(folder / f"{prefix}gold.jsonl")}
    return [
        Case(article(line), tuple(map(gold, known[line["article_id"]])))
        for line in lines(folder / f"{prefix}articles.jsonl")
    ]


def sentences(folder: Path = FRESH) -> list[Case]:
    """Every sentence in ``folder`` as an article of its own, files in the order of their names."""
    return [
        Case(
            article({**line, "article_id": line["id"], "title": "", "body": line["text"]}),
            tuple(map(gold, line["events"])),
        )
        for path in sorted(folder.glob("*.jsonl"))
        for line in lines(path)
    ]


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON Lines."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def gold(event: dict[str, Any]) -> Gold:
    """A gold event as its line has it."""
    where = event.get("evidence")
    return Gold(
        type=event["type"],
        mode=event["mode"],
        actors=frozenset(event["actors"]) - {None},
        recipients=frozenset(event["recipients"]) - {None},
        factuality=event["factuality"],
        reciprocal=event.get("reciprocal", False),
        optional=event.get("optional", False),
        date=event.get("date"),
        country=event.get("country"),
        slots="date" in event,
        span=(where["field"], where["start"], where["end"]) if where else None,
    )


def article(line: dict[str, Any]) -> Article:
    """An article line of a set, read as the coder's users' are.

    Raises:
        Rejected: it is none.
    """
    return read_article(json.dumps(line).encode(), None, limit=LIMIT)
