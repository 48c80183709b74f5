"""Messages as flat rows: what an analyst asks for in columns, and the whole message beside it.

A row is a dictionary by column. Nothing is refused: a field that this build does not know stays in
``message``, one that an older message lacks is null.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, Final

import orjson

from streams.sinks.consuming import Line

Row = dict[str, Any]

TOPICS: Final = ("events", "records")
_PLACE: Final = {
    "topic": "text",
    "partition": "whole",
    "offset": "whole",
    "timestamp": "moment",
    "tombstone": "truth",
}
_SLOTS: Final = {
    "type": "text",
    "mode": "text",
    "contexts": "texts",
    "actors": "texts",
    "recipients": "texts",
    "actor_countries": "texts",
    "recipient_countries": "texts",
    "actor_sectors": "texts",
    "recipient_sectors": "texts",
    "reciprocal": "truth",
    "factuality": "text",
    "date_start": "day",
    "date_end": "day",
    "date_precision": "text",
    "place": "text",
    "country": "text",
    "lat": "number",
    "lon": "number",
    "magnitude": "numbers",
    "confidence": "number",
    "cameo": "text",
    "quad_class": "text",
    "intensity": "number",
    "goldstein": "number",
    "ontology": "text",
    "coder": "text",
    "message": "text",
}
COLUMNS: Final[dict[str, dict[str, str]]] = {
    "records": {
        "record_id": "text",
        "revision": "whole",
        "status": "text",
        "num_sources": "whole",
        "num_reports": "whole",
        "sources": "texts",
        "urls": "texts",
        "articles": "texts",
        "first_seen": "moment",
        "last_seen": "moment",
        "supersedes": "texts",
        "superseded_by": "text",
        "conflicts": "texts",
        "evidence": "text",
        **_SLOTS,
        **_PLACE,
    },
    "events": {
        "event_id": "text",
        "article_id": "text",
        "content_hash": "text",
        "published_at": "moment",
        "publisher": "text",
        "url": "text",
        "rule": "text",
        "attribution": "text",
        "evidence": "text",
        **_SLOTS,
        **_PLACE,
    },
}
"""Columns of each topic, and what kind of value they hold."""


def row(line: Line) -> Row:
    """The row of a message on ``events`` or ``records``; its columns are ``COLUMNS[line.topic]``."""
    found: Row = dict.fromkeys(COLUMNS[line.topic])
    found |= {
        "topic": line.topic,
        "partition": line.partition,
        "offset": line.offset,
        "timestamp": datetime.fromtimestamp(line.timestamp / 1000, UTC),
        "tombstone": line.value is None,
    }
    key = (line.key or b"").decode(errors="replace")
    found["record_id" if line.topic == "records" else "article_id"] = key
    if line.value is None:
        return found
    found["message"] = line.value.decode(errors="replace")
    try:
        body = orjson.loads(line.value)
    except orjson.JSONDecodeError:
        return found
    if isinstance(body, dict):
        found |= flat(line.topic, body)
    return found


def flat(topic: str, body: dict[str, Any]) -> Row:
    """The columns that a message fills."""
    own = {name: body[name] for name in COLUMNS[topic] if name in body and name not in _MADE}
    when, where = body.get("date") or {}, body.get("location") or {}
    stated = when.get("how") != "default"
    own |= {
        "actors": named(body.get("actors")),
        "recipients": named(body.get("recipients")),
        "actor_countries": _of(body.get("actors"), "country"),
        "recipient_countries": _of(body.get("recipients"), "country"),
        "actor_sectors": _sectors(body.get("actors")),
        "recipient_sectors": _sectors(body.get("recipients")),
        "date_start": _day(when.get("start")) if stated else None,
        "date_end": _day(when.get("end")) if stated else None,
        "date_precision": when.get("precision") if stated else None,
        "place": where.get("name"),
        "country": where.get("country"),
        "lat": where.get("lat"),
        "lon": where.get("lon"),
        "magnitude": _numbers(body.get("magnitude")),
    }
    if topic == "records":
        reports = body.get("reports") or []
        own |= {
            "num_sources": len(body.get("sources") or ()),
            "num_reports": len(reports),
            "urls": _of(reports, "url"),
            "articles": _of(reports, "article_id"),
            "first_seen": _moment(body.get("first_seen")),
            "last_seen": _moment(body.get("last_seen")),
            "conflicts": [each["slot"] for each in body.get("conflicts") or ()],
            "evidence": reports[0]["evidence"]["text"] if reports else None,
        }
    else:
        said = body.get("attribution") or {}
        own |= {
            "published_at": _moment(body.get("published_at")),
            "attribution": said.get("key") or said.get("name"),
            "evidence": (body.get("evidence") or {}).get("text"),
        }
    return own


_MADE: Final = {*_PLACE, "message", "conflicts", "attribution", "evidence"}


def day_of(row: Row) -> str:
    """The day under which a row is filed: of the event where stated, else of the first report."""
    if row["date_start"] is not None:
        return str(row["date_start"].isoformat())
    seen = row.get("first_seen") or row.get("published_at")
    return str(seen.date().isoformat()) if seen is not None else "unknown"


def named(parties: Iterable[dict[str, Any]] | None) -> list[str]:
    """Parties by key, else by name."""
    return [p.get("key") or p.get("name") or p.get("mention") or "?" for p in parties or ()]


def _of(parts: Iterable[dict[str, Any]] | None, name: str) -> list[str]:
    return list(dict.fromkeys(p[name] for p in parts or () if p.get(name)))


def _sectors(parties: Iterable[dict[str, Any]] | None) -> list[str]:
    return list(dict.fromkeys(s for p in parties or () for s in p.get("sectors") or ()))


def _numbers(magnitude: dict[str, Any] | None) -> dict[str, float]:
    """The greater bound of each number."""
    found = {}
    for name, quantity in (magnitude or {}).items():
        bounds = [n for n in (quantity.get("min"), quantity.get("max")) if n is not None]
        if bounds:
            found[name] = float(max(bounds))
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(UTC) if text else None
