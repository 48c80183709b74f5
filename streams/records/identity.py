"""What identifies a record: the same event gives the same record, on every machine and every day."""

from __future__ import annotations

import hashlib

from streams.messages import Event


def record_id(event: Event) -> str:
    """The id of the record that an event belongs to: 32 hex digits, a function of the event's id."""
    return hashlib.sha256(f"record\n{event.event_id}".encode()).hexdigest()[:32]
