"""Lines on topics made up for tests, as the archive reads them."""

from __future__ import annotations

from collections.abc import Iterable

from streams import wire
from streams.messages import Event, Record
from streams.records import Known, fold
from streams.sinks.consuming import Line


def lines(messages: Iterable[Event | Record], first: int = 0) -> list[Line]:
    """Messages of one topic as they stand on its partition 0, from an offset on."""
    made = []
    for offset, each in enumerate(messages, first):
        of_record = isinstance(each, Record)
        key = each.record_id if isinstance(each, Record) else each.article_id
        topic = "records" if of_record else "events"
        made.append(Line(topic, 0, offset, 1_720_000_000_000, key.encode(), wire.write(each)))
    return made


def buried(topic: str, key: str, offset: int) -> Line:
    """A tombstone."""
    return Line(topic, 0, offset, 1_720_000_000_000, key.encode(), None)


def folded(events: Iterable[Event]) -> list[Record]:
    """Every revision that the events give."""
    known, changed = Known(), list[Record]()
    for each in events:
        known, some = fold(known, each)
        changed += some
    return changed
