"""Records as known so far, and how an event or a withdrawal changes them.

An article's newest version replaces what its older versions reported: a record that the new version
no longer supports is retracted, never deleted, and comes back as a further revision when it is
reported again. Folding the same event twice changes nothing, so redelivery is harmless.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from streams.messages import Event, Record, Report
from streams.records.identity import record_id

WINDOW_DAYS: Final = 14
_RECENT: Final = 101
_DAY: Final = 86_400.0


class Known:
    """Records that may still change, by the article that reports them.

    To be treated as a value: ``fold`` and ``withdraw`` take one and give the next, and the one that
    was given must not be used again (they share their memory, so that a fold costs the same however
    much is known).

    Args:
        window_days: articles published longer ago than this, counted back from the median of the
            last hundred (so that one wrong date closes nothing), are forgotten: their records stand
            as they are.
    """

    __slots__ = ("_articles", "_by_age", "_recent", "_window")

    def __init__(self, window_days: int = WINDOW_DAYS) -> None:
        self._window = window_days * _DAY
        self._articles: dict[str, dict[str, Record]] = {}
        self._by_age: list[tuple[float, str]] = []
        self._recent: deque[float] = deque(maxlen=_RECENT)

    @classmethod
    def restore(cls, records: Iterable[Record], window_days: int = WINDOW_DAYS) -> Known:
        """What was known when these records, oldest first, were the last that had been given."""
        known = cls(window_days)
        for each in records:
            for report in each.reports:
                known._seen(report.article_id, report.published_at)
                known._articles.setdefault(report.article_id, {})[each.record_id] = each
        known._forget()
        return known

    def __len__(self) -> int:
        """Articles held."""
        return len(self._articles)

    def of(self, article_id: str) -> dict[str, Record]:
        """The records that an article reports or reported, by id."""
        return self._articles.get(article_id, {})

    def _put(self, article_id: str, record: Record) -> None:
        self._articles.setdefault(article_id, {})[record.record_id] = record

    def _seen(self, article_id: str, published_at: str) -> None:
        published = datetime.fromisoformat(published_at).timestamp()
        if article_id not in self._articles:
            heapq.heappush(self._by_age, (published, article_id))
        self._recent.append(published)

    def _forget(self) -> None:
        if not self._recent:
            return
        edge = sorted(self._recent)[len(self._recent) // 2] - self._window
        while self._by_age and self._by_age[0][0] < edge:
            _, article_id = heapq.heappop(self._by_age)
            self._articles.pop(article_id, None)


def fold(known: Known, event: Event) -> tuple[Known, tuple[Record, ...]]:
    """What is known once ``event`` is, and the records that changed, in the order of change."""
    # an article long gone is not forgotten again before its own event is folded
    known._forget()
    known._seen(event.article_id, event.published_at)
    identity = record_id(event)
    changed = []
    for other in list(known.of(event.article_id).values()):
        outdated = other.reports[0].content_hash != event.content_hash
        if outdated and other.record_id != identity and other.status != "retracted":
            changed.append(_retracted(other))
    old = known.of(event.article_id).get(identity)
    new = _record(event, identity, old.revision if old else 0)
    if new != old:
        changed.append(replace(new, revision=new.revision + 1))
    for each in changed:
        known._put(event.article_id, each)
    return known, tuple(changed)


def withdraw(known: Known, article_id: str) -> tuple[Known, tuple[Record, ...]]:
    """What is known once the article says nothing any more, and the records retracted by that."""
    standing = [r for r in known.of(article_id).values() if r.status != "retracted"]
    changed = tuple(_retracted(each) for each in standing)
    for each in changed:
        known._put(article_id, each)
    return known, changed


def _retracted(record: Record) -> Record:
    return replace(record, status="retracted", revision=record.revision + 1)


def _record(event: Event, identity: str, revision: int) -> Record:
    report = Report(
        event_id=event.event_id,
        article_id=event.article_id,
        content_hash=event.content_hash,
        published_at=event.published_at,
        publisher=event.publisher,
        url=event.url,
        signature=event.signature,
        evidence=event.evidence,
    )
    return Record(
        record_id=identity,
        revision=revision,
        status="reported",
        type=event.type,
        mode=event.mode,
        contexts=event.contexts,
        actors=event.actors,
        recipients=event.recipients,
        reciprocal=event.reciprocal,
        factuality=event.factuality,
        date=event.date,
        location=event.location,
        magnitude=event.magnitude,
        confidence=event.confidence,
        reports=(report,),
        sources=(event.publisher,) if event.publisher else (),
        first_seen=event.published_at,
        last_seen=event.published_at,
        supersedes=(),
        cameo=event.cameo,
        quad_class=event.quad_class,
        intensity=event.intensity,
        goldstein=event.goldstein,
        ontology=event.ontology,
        coder=event.coder,
    )
