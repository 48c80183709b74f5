"""What two parties have done to each other so far: the past that a rule compares a record with.

A record stands in the history once, however often it was revised. Questions are asked relative to the
record's own time, so that the answer does not depend on when it is asked.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import product
from typing import Final

from streams.messages import Record

DAY: Final = 86_400.0
Dyad = tuple[str, str]
Past = tuple[float, str, str, str]
"""When, record id, quad class, type."""


def seconds(moment: str) -> float:
    """Seconds since 1970 of an RFC 3339 time."""
    return datetime.fromisoformat(moment).timestamp()


def dyads(record: Record) -> tuple[Dyad, ...]:
    """Pairs of keys between which it took place, each in alphabetical order."""
    actors = sorted({p.key for p in record.actors if p.key})
    recipients = sorted({p.key for p in record.recipients if p.key})
    others = recipients if recipients else actors
    pairs = {tuple(sorted(pair)) for pair in product(actors, others) if pair[0] != pair[1]}
    return tuple(sorted((one, other) for one, other in pairs))


class History:
    """Records by dyad, as far back as any rule asks.

    Args:
        days: how far back; nothing is kept where no rule asks.
    """

    def __init__(self, days: float) -> None:
        self._days = days
        self._since = float("inf")
        self._of: dict[Dyad, list[Past]] = {}
        self._known: dict[str, tuple[tuple[Dyad, ...], Past]] = {}

    def __len__(self) -> int:
        """Records held."""
        return len(self._known)

    def put(self, record: Record) -> None:
        """Takes a revision in, in place of an earlier one; a retracted record is taken out."""
        self.drop(record.record_id)
        if record.status == "retracted" or not self._days:
            return
        past = (seconds(record.first_seen), record.record_id, record.quad_class, record.type)
        self._since = min(self._since, past[0])
        pairs = dyads(record)
        for pair in pairs:
            insort(self._of.setdefault(pair, []), past)
        self._known[record.record_id] = (pairs, past)

    def drop(self, record_id: str) -> None:
        """Takes a record out."""
        pairs, past = self._known.pop(record_id, ((), None))
        for pair in pairs:
            of = self._of[pair]
            assert past is not None
            del of[bisect_left(of, past)]
            if not of:
                del self._of[pair]

    def reaches(self, record: Record, days: float) -> bool:
        """Whether so long before a record something was seen at all: else silence means nothing."""
        return self._since <= seconds(record.first_seen) - days * DAY

    def forget(self, now: float) -> None:
        """Drops what is longer ago than any rule asks."""
        edge = now - 2 * self._days * DAY
        for name in [n for n, (_, past) in self._known.items() if past[0] < edge]:
            self.drop(name)

    def before(
        self, pair: Dyad, record: Record, days: float, types: Iterable[str] = ()
    ) -> Iterator[Past]:
        """The dyad's other records of the ``days`` before this one, oldest first."""
        at = seconds(record.first_seen)
        of, only = self._of.get(pair, []), set(types)
        for past in of[bisect_left(of, (at - days * DAY, "", "", "")) :]:
            if past[0] > at:
                return
            if past[1] != record.record_id and (not only or past[3] in only):
                yield past
