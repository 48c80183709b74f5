"""Messages as lines for a person to read; used by ``tail``, ``rejects`` and ``demo``."""

from __future__ import annotations

from typing import Any

import orjson

from streams.pipeline import Message

_WIDTH = 96


def line(topic: str, message: Message) -> str:
    """One line about a message of a logical topic."""
    key = (message.key or b"-").decode(errors="backslashreplace")
    if message.value is None:
        return f"{key}  withdrawn"
    try:
        body = orjson.loads(message.value)
    except orjson.JSONDecodeError:
        return f"{key}  {cut(message.value[:200].decode(errors='backslashreplace'))}"
    if not isinstance(body, dict):
        return f"{key}  {cut(str(body))}"
    if topic == "events" and "evidence" in body:
        return event(body)
    if topic == "records" and "reports" in body:
        return record(body)
    if topic == "outcomes":
        reason = f" ({body['reason']})" if body.get("reason") else ""
        events = f", {len(body['event_ids'])} events" if body.get("event_ids") else ""
        return f"{body['article_id']}  {body['outcome']}{reason}{events} at {body['stage']}"
    return f"{key}  {cut(body.get('title') or str(message.value[:200], errors='replace'))}"


def event(body: dict[str, Any]) -> str:
    """An event: day, type and mode, who to whom, where, factuality, the words."""
    words = body["evidence"]["text"]
    return f"{_head(body)}  “{cut(words, 72)}”"


def record(body: dict[str, Any]) -> str:
    """A record: as an event, with status, revision and number of reports."""
    state = f"{body['status']} r{body['revision']}, {len(body['reports'])} report(s)"
    return f"{_head(body)}  {state}"


def _head(body: dict[str, Any]) -> str:
    day = body["date"]["start"] if body.get("date") else "undated   "
    kind = body["type"] + (f"/{body['mode']}" if body.get("mode") else "")
    who = names(body["actors"])
    if body["recipients"]:
        who += f" → {names(body['recipients'])}"
    place = f" @ {body['location']['name']}" if body.get("location") else ""
    return f"{day}  {kind:<20} {who}{place}  [{body['factuality']}]"


def names(parties: list[dict[str, Any]]) -> str:
    """Parties by key, or by the words that name them."""
    return " & ".join(p.get("key") or p.get("name") or p["mention"] for p in parties) or "?"


def cut(text: str, width: int = _WIDTH) -> str:
    """A text on one line, at most ``width`` characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"
