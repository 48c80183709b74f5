"""What identifies a record: given once, by the report that it began with, and never changed."""

from __future__ import annotations

import hashlib


def record_id(event_id: str, turn: int = 0) -> str:
    """The id of the record that began with a report: 32 hex digits, the same on every machine.

    Args:
        turn: counts on where the id is another record's already, as after a record was split.
    """
    again = f"\n{turn}" if turn else ""
    return hashlib.sha256(f"record\n{event_id}{again}".encode()).hexdigest()[:32]
