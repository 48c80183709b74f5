"""Reading ranges of topics outside any consumer group: for restoring, auditing, replay and tools."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError

from streams.errors import Misuse, Unavailable
from streams.pipeline import Message, Origin
from streams.runtime import security
from streams.runtime.settings import MAX_REJECT, Settings

log = logging.getLogger(__name__)

_POLL_MS = 500
_ON_SECONDS = 2.0
_SILENCE_SECONDS = 30.0


def moment(text: str | None) -> int | None:
    """Milliseconds since 1970 of an ISO day or time; without offset it is UTC.

    Raises:
        Misuse: it is neither.
    """
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Misuse(f"{text!r} is no day or time like 2024-05-01 or 2024-05-01T10:00Z") from None
    if found.tzinfo is None:
        found = datetime.fromisoformat(f"{found.isoformat()}+00:00")
    return int(found.timestamp() * 1000)


@dataclass(frozen=True, slots=True)
class Read:
    """A message and the broker's time stamp of it, in milliseconds since 1970."""

    message: Message
    timestamp_ms: int


@contextmanager
def consumer(settings: Settings) -> Iterator[Any]:
    """A consumer that belongs to no group and commits nothing.

    Raises:
        Unavailable: no broker answers.
    """
    try:
        reader = KafkaConsumer(
            **security.clients(settings),
            group_id=None,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            max_partition_fetch_bytes=MAX_REJECT,
            fetch_max_bytes=4 * MAX_REJECT,
            fetch_max_wait_ms=int(1000 * settings.fetch_wait_seconds),
        )
    except KafkaError as why:
        raise security.no_answer(settings, why) from None
    try:
        yield reader
    except KafkaError as why:
        raise Unavailable(f"Kafka at {settings.bootstrap} does not answer: {why}") from None
    finally:
        reader.close()


def partitions(reader: Any, topic: str) -> list[TopicPartition]:
    """Every partition of a physical topic.

    Raises:
        Misuse: there is no such topic.
    """
    found = reader.partitions_for_topic(topic)
    if not found:
        raise Misuse(f"there is no topic {topic}; `dragoman topics create` makes ours")
    return [TopicPartition(topic, each) for each in sorted(found)]


def read_all(
    settings: Settings, topic: str, since_ms: int | None = None, until_ms: int | None = None
) -> Iterator[Message]:
    """Every message that the topic holds now, in order within each partition."""
    return (each.message for each in read_range(settings, topic, since_ms, until_ms))


def read_range(
    settings: Settings, topic: str, since_ms: int | None = None, until_ms: int | None = None
) -> Iterator[Read]:
    """The messages that a topic holds now with a time stamp in ``[since_ms, until_ms)``.

    Raises:
        Misuse: there is no such topic.
        Unavailable: the broker does not answer.
    """
    with consumer(settings) as reader:
        assigned = partitions(reader, topic)
        ends = _ends(reader, assigned)
        reader.assign(assigned)
        _seek(reader, assigned, since_ms, ends)
        for each in _until(reader, ends):
            if until_ms is None or each.timestamp_ms < until_ms:
                yield each


def _ends(reader: Any, assigned: list[TopicPartition]) -> dict[TopicPartition, int]:
    return dict(reader.end_offsets(assigned))


def _seek(
    reader: Any,
    assigned: list[TopicPartition],
    since_ms: int | None,
    ends: dict[TopicPartition, int],
) -> None:
    if since_ms is None:
        reader.seek_to_beginning(*assigned)
        return
    found = reader.offsets_for_times(dict.fromkeys(assigned, since_ms))
    for each in assigned:
        at = found.get(each)
        reader.seek(each, at.offset if at is not None else ends[each])


def _until(reader: Any, ends: dict[TopicPartition, int]) -> Iterator[Read]:
    """Reads to the ends, and on until quiet for a moment: a broker may put an end too low."""
    heard = time.monotonic()
    reached: float | None = None
    while True:
        batches = reader.poll(timeout_ms=_POLL_MS)
        for batch in batches.values():
            for raw in batch:
                yield as_read(raw)
        now = time.monotonic()
        if all(reader.position(each) >= end for each, end in ends.items()):
            reached = reached or now
            if not batches or now - reached > _ON_SECONDS:
                return
        if batches:
            heard = now
        elif now - heard > _SILENCE_SECONDS:
            raise Unavailable("the broker stopped answering in the middle of a topic")


def as_read(raw: Any) -> Read:
    """A message of ours from one of kafka-python's."""
    headers = tuple((name, value or b"") for name, value in raw.headers or ())
    origin = Origin(raw.topic, raw.partition, raw.offset)
    return Read(Message(raw.topic, raw.key, raw.value, headers, origin), raw.timestamp)


def follow(settings: Settings, topic: str, *, from_start: bool) -> Iterator[Read]:
    """A topic's messages as they come, for ever.

    Raises:
        Misuse: there is no such topic.
        Unavailable: the broker does not answer.
    """
    return (e for e in follow_many(settings, [topic], from_start=from_start) if e is not None)


def follow_many(
    settings: Settings, topics: list[str], *, from_start: bool
) -> Iterator[Read | None]:
    """The messages of several topics as they come, for ever; None whenever nothing comes.

    Raises:
        Misuse: there is no such topic.
        Unavailable: the broker does not answer.
    """
    with consumer(settings) as reader:
        assigned = [each for topic in topics for each in partitions(reader, topic)]
        reader.assign(assigned)
        if from_start:
            reader.seek_to_beginning(*assigned)
        else:
            reader.seek_to_end(*assigned)
        while True:
            batches = reader.poll(timeout_ms=_POLL_MS)
            for batch in batches.values():
                yield from (as_read(raw) for raw in batch)
            if not batches:
                yield None
