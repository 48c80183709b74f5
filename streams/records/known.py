"""What is known within the window: reports, which of them are alike, and the records made of them.

To be treated as a value: ``fold``, ``withdraw`` and ``bury`` take one and give the next, and the one
that was given must not be used again (they share their memory, so that a fold costs the same however
much is known).
"""

from __future__ import annotations

import heapq
import sys
from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any, Final

from streams.messages import Event, Record, Report, Said
from streams.records.neighbours import Neighbours
from streams.records.order import Order
from streams.records.traits import DAY, Traits, moment, seconds, traits

WINDOW_DAYS: Final = 14
RETRACTED_DAYS: Final = 7
_RECENT: Final = 101
_SAID: Final = tuple(f.name for f in fields(Said))
_REPORTED: Final = tuple(f.name for f in fields(Report) if f.name != "said")


class Known:
    """Reports and records that may still change.

    Args:
        window_days: a record whose last report was published longer ago than this is closed: it
            stands as it is and is forgotten here. Time is the median of the last hundred times of
            publication, so that one wrong date closes nothing.
        retracted_days: days of the same time that a retracted record is kept before its tombstone.
    """

    __slots__ = (
        "_by_age",
        "_claims",
        "_graves",
        "_recent",
        "_retained",
        "_times",
        "_window",
        "articles",
        "graph",
        "order",
        "records",
    )

    def __init__(
        self, window_days: int = WINDOW_DAYS, retracted_days: int = RETRACTED_DAYS
    ) -> None:
        self._window, self._retained = window_days * DAY, retracted_days * DAY
        self.graph = Neighbours()
        self.order = Order()
        self.articles: dict[str, tuple[str, ...]] = {}
        self.records: dict[str, Record] = {}
        self._claims: dict[str, tuple[str, ...]] = {}
        self._recent: deque[float] = deque()
        self._times: list[float] = []
        self._by_age: list[tuple[float, str]] = []
        self._graves: list[tuple[float, str]] = []

    @classmethod
    def restore(
        cls,
        records: Iterable[Record],
        window_days: int = WINDOW_DAYS,
        retracted_days: int = RETRACTED_DAYS,
    ) -> Known:
        """What was known when these records, oldest first, were the last that had been given.

        Whatever a crash left half said is put right when a report concerned is folded again.
        """
        known = cls(window_days, retracted_days)
        last = {each.record_id: each for each in records}
        for each in sorted(last.values(), key=lambda r: (seconds(r.last_seen), r.record_id)):
            known._pass(seconds(each.last_seen))
            known.put(each)
            if each.status != "retracted":
                for report in each.reports:
                    if report.event_id not in known.reports:
                        known.add(traits(_complete(report, each)))
        known.forget()
        return known

    @property
    def reports(self) -> dict[str, Traits]:
        """Reports held, by event id."""
        return self.graph.reports

    def __len__(self) -> int:
        """Reports held."""
        return len(self.reports)

    def now(self) -> float:
        """The stream's own time: seconds since 1970, or minus infinity before the first report."""
        return self._times[len(self._times) // 2] if self._times else float("-inf")

    def hear(self, published_at: str) -> bool:
        """Moves time on by a report; says whether the report is still within the window."""
        at = seconds(published_at)
        self._pass(at)
        return at >= self.now() - self._window

    def _pass(self, at: float) -> None:
        self._recent.append(at)
        insort(self._times, at)
        if len(self._recent) > _RECENT:
            del self._times[bisect_left(self._times, self._recent.popleft())]

    def add(self, one: Traits) -> set[str]:
        """Takes a report in; gives the reports that have other neighbours because of it."""
        article, name = one.article, one.report.event_id
        self.articles[article] = (*self.articles.get(article, ()), name)
        return self.graph.add(one)

    def remove(self, names: Iterable[str]) -> set[str]:
        """Forgets reports; gives the others that have other neighbours because of it."""
        names = tuple(names)
        for name in names:
            article = self.reports[name].article
            left = tuple(other for other in self.articles[article] if other != name)
            if left:
                self.articles[article] = left
            else:
                del self.articles[article]
        return self.graph.remove(names)

    def claims(self, names: Iterable[str]) -> set[str]:
        """Ids of the standing records that hold any of these reports."""
        return {record for name in names for record in self._claims.get(name, ())}

    def put(self, record: Record) -> None:
        """Keeps a record as the last that was said of it."""
        old = self.records.get(record.record_id)
        if old is not None:
            self._disclaim(old)
        self.records[record.record_id] = record
        if record.status == "retracted":
            due = seconds(record.retracted_at or record.last_seen) + self._retained
            heapq.heappush(self._graves, (due, record.record_id))
            return
        alone = (record.record_id,)
        for report in record.reports:
            others = self._claims.get(report.event_id)
            self._claims[report.event_id] = (*others, *alone) if others else alone
        if old is None or old.last_seen != record.last_seen or old.status == "retracted":
            heapq.heappush(self._by_age, (seconds(record.last_seen), record.record_id))

    def _disclaim(self, record: Record) -> list[str]:
        """Takes a record's claims back; gives the reports that no record holds any more."""
        free = []
        for report in record.reports:
            name = report.event_id
            others = tuple(o for o in self._claims.get(name, ()) if o != record.record_id)
            if others:
                self._claims[name] = others
            else:
                self._claims.pop(name, None)
                free.append(name)
        return free

    def forget(self) -> None:
        """Closes the records that have had no report within the window."""
        edge = self.now() - self._window
        while self._by_age and self._by_age[0][0] < edge:
            at, name = heapq.heappop(self._by_age)
            record = self.records.get(name)
            if record is None or record.status == "retracted" or seconds(record.last_seen) != at:
                continue  # it has been heard of since
            del self.records[name]
            self.remove(each for each in self._disclaim(record) if each in self.reports)

    def due(self) -> list[str]:
        """Ids of the retracted records whose time is over; they are forgotten by this."""
        found = []
        while self._graves and self._graves[0][0] < self.now():
            at, name = heapq.heappop(self._graves)
            record = self.records.get(name)
            if record is None or record.status != "retracted":
                continue  # it has been revived, and may have been retracted once more
            if seconds(record.retracted_at or record.last_seen) + self._retained > at:
                continue
            del self.records[name]
            found.append(name)
        return found

    def stamp(self) -> str:
        """The stream's own time, as it is written into a retraction."""
        return moment(self.now())


def report_of(event: Event) -> Report:
    """What an event says, as a report; short texts that many reports share are held once."""
    said: dict[str, Any] = {name: getattr(event, name) for name in _SAID}
    reported: dict[str, Any] = {name: getattr(event, name) for name in _REPORTED}
    for name in ("article_id", "publisher", "content_hash"):
        if reported[name] is not None:
            reported[name] = sys.intern(reported[name])
    return Report(**reported, said=Said(**said))


def _complete(report: Report, record: Record) -> Report:
    """A report of a record from before reports said what they said: there it had only that one."""
    if report.said is not None:
        return report
    own = {name: getattr(record, name) for name in _SAID if name != "attribution"}
    return replace(report, said=Said(**own, attribution=None))
