"""The stages with state: fold in the order of arrival, state rebuilt from their own output.

Their output topics are the only copy that counts. Whenever partitions are dealt out anew the
memory is dropped and read again from there, so that a kill loses nothing and a moved partition is
known to its new owner.
"""

from __future__ import annotations

import asyncio
import logging
import math
import re
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from streams import alerts, records, wire
from streams.errors import Rejected
from streams.messages import Alert, Record
from streams.pipeline import Environment, Message, Stage, alert_step, fold_step
from streams.runtime.metrics import Metrics
from streams.runtime.reading import read_all
from streams.runtime.settings import Settings

log = logging.getLogger(__name__)

_PRUNE_EVERY: Final = 20_000  # messages
_LAST_SEEN: Final = re.compile(rb'"last_seen":"([0-9T:.+\-]+)"')

Fold = Callable[[Message, Any, Any], tuple[Any, list[Message]]]
Restore = Callable[[], Any]
_M = TypeVar("_M", Record, Alert)


class Folder:
    """Does the work of a stage with state, one message at a time.

    Args:
        restore: reads the state that our own output amounts to; runs in a thread.
        fold: ``pipeline.fold_step`` or ``alert_step``, or a cheap one of the same shape in tests.
    """

    def __init__(self, restore: Restore, metrics: Metrics, fold: Fold) -> None:
        self._restore, self._fold, self._metrics = restore, fold, metrics
        self._turn = asyncio.Lock()
        self._known: Any = None

    async def start(self) -> None:
        """Nothing yet: what is known has to be read after partitions were dealt, once."""

    async def work(self, message: Message) -> list[Message]:
        """Folds a message in, after all that came before it."""
        async with self._turn:
            await self._know()
            self._known, made = self._fold(message, self._known, None)
            self._metrics.gauge("records_known", len(self._known))
            return made

    def forget(self) -> None:
        """Drops the state; the next message reads it anew."""
        self._known = None

    def close(self) -> None:
        """Nothing to close: the state is in the topic."""

    async def _know(self) -> None:
        if self._known is None:
            self._known = await asyncio.to_thread(self._restore)


def folder(stage: Stage) -> tuple[Fold, Callable[[Stage, Settings], Any]]:
    """How a stage with state folds, and how its state is restored."""
    if stage.name == "alerts":
        return alert_step, restore_alerts
    return fold_step, restore_records


def restore_records(stage: Stage, settings: Settings) -> records.Known:
    """What the ``records`` topic says is known.

    Raises:
        Unavailable: the broker does not answer.
    """
    started = time.monotonic()
    last = _last(read_all(settings, settings.topic(stage.gives[0])), settings.record_days)
    known = records.Known.restore(
        (record for record, _ in last), settings.record_days, settings.retracted_days
    )
    for record, message in last:
        articles = {report.article_id for report in record.reports}
        if len(articles) == 1:  # else it is not said which of them the record was told for
            known.order.late(articles.pop(), wire.place(message.headers))
    took = time.monotonic() - started
    log.info("%s: %d reports read in %.1f s", stage.name, len(known), took)
    return known


def restore_alerts(stage: Stage, settings: Settings) -> alerts.Watch:
    """What the rules ask about, and what was raised: from the ``records`` and ``alerts`` topics.

    Raises:
        BadRule: a rule is wrong.
        Unavailable: the broker does not answer.
    """
    rules = Environment(settings.options()).rules
    past = max((rule.lookback_days for rule in rules), default=0.0)
    standing: list[Record] = []
    if rules:
        messages = read_all(settings, settings.topic(stage.takes))
        days = max(settings.record_days, math.ceil(past))
        standing = [record for record, _ in _last(messages, days)]
    raised = _read(Alert, read_all(settings, settings.topic(stage.gives[0])))
    known = alerts.Watch.restore(rules, standing, (alert for _, alert in raised if alert))
    log.info("%s: %d rules, %d records of the past", stage.name, len(rules), len(known))
    return known


def _read(kind: type[_M], messages: Iterable[Message]) -> Iterator[tuple[bytes | None, _M | None]]:
    """Key and message; what is none of ours is left out."""
    for message in messages:
        if message.value is None:
            yield message.key, None
            continue
        try:
            yield message.key, wire.read(kind, message.value)
        except Rejected as why:
            log.warning("%s: not ours, left out: %s", message.origin, why)


def _last(messages: Iterable[Message], window_days: int) -> list[tuple[Record, Message]]:
    """The last revision of each record that can still change, oldest first, and its message.

    What is long closed is dropped on the way, and unread: the topic keeps every record there ever was.
    """
    last: dict[bytes | None, Message] = {}
    for number, message in enumerate(messages, 1):
        last.pop(message.key, None)
        if message.value is not None:  # else a retracted record whose time is over
            last[message.key] = message
        if number % _PRUNE_EVERY == 0:
            last = _open(last, window_days)
    standing = list(_open(last, window_days).values())
    read = {key: record for key, record in _read(Record, standing) if record is not None}
    return [(read[each.key], each) for each in standing if each.key in read]


def _open(last: dict[bytes | None, Message], window_days: int) -> dict[bytes | None, Message]:
    seen = {key: _last_seen(message) for key, message in last.items()}
    known = sorted(at for at in seen.values() if at is not None)
    if not known:
        return last
    # a tenth of the records is newer than this: so many are not all dated wrongly
    edge = known[int(0.9 * (len(known) - 1))] - 2 * timedelta(days=window_days)
    return {key: each for key, each in last.items() if (seen[key] or edge) >= edge}


def _last_seen(message: Message) -> datetime | None:
    """When a record was last heard of, found without reading the rest of it."""
    found = _LAST_SEEN.search(message.value or b"")
    return datetime.fromisoformat(found.group(1).decode()) if found else None
