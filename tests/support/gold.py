"""Gold and coded events made by hand, for the tests of the score."""

from __future__ import annotations

from typing import Any

from streams.messages import Event, EventType, Evidence
from tests.gold.sets import Case, Gold, article
from tests.support import events

SPAN = ("body", 0, 20)


def told(kind: str, actors: str = "", recipients: str = "", **changes: Any) -> Gold:
    """A gold event; parties as keys with spaces between."""
    fields: dict[str, Any] = {
        "type": kind,
        "mode": None,
        "actors": frozenset(actors.split()),
        "recipients": frozenset(recipients.split()),
        "factuality": "actual",
        "span": SPAN,
    }
    return Gold(**{**fields, **changes})


def coded(kind: EventType, actors: str = "", recipients: str = "", **changes: Any) -> Event:
    """A coded event that agrees with ``told`` of the same arguments in every slot."""
    fields: dict[str, Any] = {
        "type": kind,
        "mode": None,
        "actors": tuple(map(events.party, actors.split())),
        "recipients": tuple(map(events.party, recipients.split())),
        "factuality": "actual",
        "date": None,
        "location": None,
    }
    return events.event(**{"article_id": "1", "number": 1, **fields, **changes})


def cut(start: int, end: int, trigger: int = 0) -> Evidence:
    """Words of the body."""
    return Evidence(
        field="body",
        start=start,
        end=end,
        trigger_start=trigger,
        trigger_end=trigger + 1,
        text="x" * (end - start),
        trigger="x",
    )


def case(*gold: Gold, name: str = "1") -> Case:
    """An article that tells ``gold``."""
    line = {
        "article_id": name,
        "title": "",
        "body": "x",
        "published_at": "2024-05-06T16:30:00Z",
    }
    return Case(article(line), gold)
