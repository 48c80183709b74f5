"""The order in which changed records are told, so that a crash between two of them loses no report.

State is rebuilt from what was told. A report that moves from one record to another is told in the new
one before it is missing from the old one; where two records swap reports, one of them is told with all
of both first. Told in part and then restored, a report may stand in two records, which the next fold
puts right; it never stands in none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from streams.messages import Record
from streams.records.traits import seconds


def in_safe_order(changed: Sequence[Record], before: Mapping[str, Record]) -> list[Record]:
    """The records, and where none can be first a revision more.

    Args:
        changed: the last word on each record, each id once.
        before: by id, what was told of them until now.
    """
    waiting = {record.record_id: record for record in changed}
    after = _gains_first(waiting, before)
    told: list[Record] = []
    begun: set[str] = set()
    while waiting:
        free = [name for name in waiting if not after[name] & waiting.keys()]
        if free:
            told += [waiting.pop(name) for name in free]
            continue
        name, record = next(each for each in waiting.items() if each[0] not in begun)
        begun.add(name)
        told.append(_with_all(record, before[name]))
        waiting[name] = replace(record, revision=record.revision + 1)
        for others in after.values():
            others.discard(name)
    return told


def _gains_first(
    changed: Mapping[str, Record], before: Mapping[str, Record]
) -> dict[str, set[str]]:
    """By record, those that must be told before it because they take over reports of it."""
    holder: dict[str, set[str]] = {}
    for name, record in changed.items():
        for each in _reports(record):
            holder.setdefault(each, set()).add(name)
    found = {}
    for name, record in changed.items():
        lost = _reports(before.get(name)) - _reports(record)
        found[name] = {other for each in lost for other in holder.get(each, ())} - {name}
    return found


def _reports(record: Record | None) -> set[str]:
    if record is None or record.status == "retracted":
        return set()
    return {report.event_id for report in record.reports}


def _with_all(record: Record, before: Record) -> Record:
    """A record with what it gains and, for once more, what it is about to lose."""
    every = {report.event_id: report for report in (*before.reports, *record.reports)}
    reports = sorted(every.values(), key=lambda r: (seconds(r.published_at), r.event_id))
    status = before.status if record.status == "retracted" else record.status
    return replace(
        record, reports=tuple(reports), status=status, superseded_by=None, retracted_at=None
    )
