"""Proof that nothing was lost: one final outcome for every version of every article.

Reads the whole ``articles`` and ``outcomes`` topics and recounts. An article version is its id and
content hash; an unreadable message is known by its key, or else its origin, and the hash of its
bytes, as ``pipeline.reject`` names it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import orjson

from streams import documents, wire
from streams.errors import Rejected
from streams.messages import OUTCOMES
from streams.pipeline import Message

Version = tuple[str, str | None]
"""Article id and content hash; null stands for a withdrawal."""


@dataclass
class Audit:
    """What a recount found. ``sums`` counts versions by outcome."""

    messages: int = 0
    versions: int = 0
    sums: Counter[str] = field(default_factory=Counter)
    missing: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether every version has exactly one outcome."""
        return not self.missing and not self.doubled

    def lines(self, most: int = 20) -> list[str]:
        """The recount as a table, and what is missing or doubled."""
        width = max(len(kind) for kind in OUTCOMES)
        table = [f"{'messages on articles':<24}{self.messages:>8}"]
        table += [f"{'article versions':<24}{self.versions:>8}"]
        table += [f"{'  ' + kind:<{24}}{self.sums[kind]:>8}" for kind in OUTCOMES]
        total = sum(self.sums.values())
        sign = "=" if self.holds else "is not"
        table.append(f"{self.versions} articles {sign} {total} outcomes")
        for name, found in (("without outcome", self.missing), ("with several", self.doubled)):
            table += [f"{name + ':':<{width + 12}}{each}" for each in found[:most]]
            if len(found) > most:
                table.append(f"... and {len(found) - most} more {name}")
        return table


def audit(
    articles: Iterable[Message],
    outcomes: Iterable[Message],
    mapping: wire.Mapping | None,
    *,
    limit: int,
) -> Audit:
    """Recounts.

    Args:
        articles: everything on the ``articles`` topic.
        outcomes: everything on the ``outcomes`` topic.
        mapping: how articles are to be read, as the worker reads them.
        limit: most bytes of an article, as the worker has it.
    """
    said, late = _outcomes(outcomes)
    found = Audit()
    seen: set[Version] = set()
    for message in articles:
        found.messages += 1
        names = _names(message, mapping, limit)
        if seen & set(names):
            continue  # a redelivery by its producer
        seen.update(names)
        found.versions += 1
        _settle(found, names, said, late, message)
    return found


def _outcomes(outcomes: Iterable[Message]) -> tuple[dict[Version, set[str]], Counter[str]]:
    """Outcomes by version; and, by article, the versions rejected after the first stage.

    Those are known by the hash of the bytes that the later stage was given, which tells the article
    but not which version of it.
    """
    said: dict[Version, set[str]] = {}
    late: dict[str, set[str]] = {}
    for message in outcomes:
        if message.value is None:
            continue
        body = orjson.loads(message.value)
        if body["outcome"] == "rejected" and body["stage"] != "documents":
            late.setdefault(body["article_id"], set()).add(body["content_hash"])
        else:
            version = (body["article_id"], body["content_hash"])
            said.setdefault(version, set()).add(body["outcome"])
    return said, Counter({article: len(hashes) for article, hashes in late.items()})


def _names(message: Message, mapping: wire.Mapping | None, limit: int) -> list[Version]:
    """Under which versions a message may have been accounted for."""
    digest = hashlib.sha256(message.value or b"").hexdigest()
    unreadable = (_name(message, digest), digest)
    if message.value is None:
        return [(_name(message, digest), None), unreadable]
    try:
        article = wire.read_article(message.value, mapping, limit=limit)
    except Rejected:
        return [unreadable]
    return [
        (article.article_id, documents.content_hash(article.title, article.body)),
        unreadable,
    ]


def _name(message: Message, digest: str) -> str:
    try:
        key = (message.key or b"").decode()
    except UnicodeDecodeError:
        key = ""
    return key or (str(message.origin) if message.origin else digest)


def _settle(
    found: Audit,
    names: list[Version],
    said: dict[Version, set[str]],
    late: Counter[str],
    message: Message,
) -> None:
    kinds = set().union(*(said.get(name, set()) for name in names))
    where = f"{names[0][0]} at {message.origin}"
    if not kinds and late[names[0][0]] > 0:
        late[names[0][0]] -= 1
        kinds = {"rejected"}
    if not kinds:
        found.missing.append(where)
    elif len(kinds) > 1:
        found.doubled.append(f"{where}: {', '.join(sorted(kinds))}")
    else:
        found.sums[kinds.pop()] += 1
