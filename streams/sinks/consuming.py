"""Reads topics from places of one's own choosing, in batches, for as long as wanted.

No consumer group holds the places: a sink keeps them together with what it has written, so that the
two can never disagree.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError

from streams.errors import Misuse, Unavailable

log = logging.getLogger(__name__)

_LARGEST: Final = 17 * 1024 * 1024
_POLL_MS: Final = 300


@dataclass(frozen=True, slots=True)
class Broker:
    """Where the topics are: brokers as ``host:port`` with commas, and the prefix of all names."""

    bootstrap: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Line:
    """A message as it stands on a logical topic; ``timestamp`` in milliseconds since 1970."""

    topic: str
    partition: int
    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...] = ()


Place = Callable[[str, int], int]
"""The offset to go on from, by logical topic and partition."""


@contextmanager
def _consumer(broker: Broker) -> Iterator[Any]:
    try:
        reader = KafkaConsumer(
            bootstrap_servers=broker.bootstrap.split(","),
            group_id=None,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            max_partition_fetch_bytes=_LARGEST,
            fetch_max_bytes=4 * _LARGEST,
            fetch_max_wait_ms=_POLL_MS,
        )
    except KafkaError as why:
        raise Unavailable(f"no Kafka at {broker.bootstrap}: {why}") from None
    try:
        yield reader
    except KafkaError as why:
        raise Unavailable(f"Kafka at {broker.bootstrap} does not answer: {why}") from None
    finally:
        reader.close()


def batches(
    broker: Broker, topics: list[str], place: Place, *, to_end: bool = False
) -> Iterator[dict[tuple[str, int], list[Line]]]:
    """What comes, by logical topic and partition, in order; empty whenever nothing comes.

    Args:
        to_end: leave when everything that was there at the start has come.

    Raises:
        Misuse: there is no such topic.
        Unavailable: the broker does not answer.
    """
    with _consumer(broker) as reader:
        assigned = [each for topic in topics for each in _partitions(reader, broker, topic)]
        reader.assign(assigned)
        begins = reader.beginning_offsets(assigned)
        ends = reader.end_offsets(assigned)
        for each in assigned:
            at = place(each.topic.removeprefix(broker.prefix), each.partition)
            if at < begins[each]:
                gone = begins[each] - at
                if at:
                    log.warning("%s/%d: %d messages were deleted unread", *each[:2], gone)
                at = begins[each]
            reader.seek(each, at)
        quiet_since = time.monotonic()
        while True:
            polled = reader.poll(timeout_ms=_POLL_MS)
            if polled:
                quiet_since = time.monotonic()
            yield {
                (each.topic.removeprefix(broker.prefix), each.partition): [
                    _line(broker, raw) for raw in raws
                ]
                for each, raws in polled.items()
            }
            if to_end and not polled:
                if all(reader.position(each) >= ends[each] for each in assigned):
                    return
                if time.monotonic() - quiet_since > 30.0:
                    raise Unavailable("the broker stopped answering in the middle of a topic")


def _partitions(reader: Any, broker: Broker, topic: str) -> list[TopicPartition]:
    name = broker.prefix + topic
    found = reader.partitions_for_topic(name)
    if not found:
        raise Misuse(f"there is no topic {name}; `dragoman topics create` makes ours")
    return [TopicPartition(name, each) for each in sorted(found)]


def _line(broker: Broker, raw: Any) -> Line:
    return Line(
        raw.topic.removeprefix(broker.prefix),
        raw.partition,
        raw.offset,
        raw.timestamp,
        raw.key,
        raw.value,
        tuple((name, value or b"") for name, value in raw.headers or ()),
    )
