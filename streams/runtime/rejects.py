"""What could not be processed: looked at, and sent again once the cause is mended."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from kafka.errors import KafkaError

from streams import wire
from streams.errors import Misuse, Unavailable
from streams.pipeline import Message, Origin
from streams.runtime import feed
from streams.runtime.reading import read_range
from streams.runtime.settings import Settings
from streams.wire import RejectNote


@dataclass(frozen=True, slots=True)
class Reject:
    """A reject as it stands on its topic; ``name`` (``partition/offset``) is how to ask for it."""

    name: str
    timestamp_ms: int
    message: Message
    note: RejectNote

    @property
    def origin(self) -> Origin | None:
        """Where the original was read, if it was read from a topic."""
        topic, _, rest = self.note.origin.rpartition("/")[0].rpartition("/")
        offset = self.note.origin.rpartition("/")[2]
        if not topic or not rest.isdigit() or not offset.isdigit():
            return None
        return Origin(topic, int(rest), int(offset))


def read(
    settings: Settings,
    stage: str | None = None,
    reason: str | None = None,
    since_ms: int | None = None,
    until_ms: int | None = None,
) -> Iterator[Reject]:
    """The rejects on the topic, of one stage, for one reason or rejected in a time if wanted.

    Raises:
        Misuse: there is no topic of rejects.
        Unavailable: the broker does not answer.
    """
    for each in read_range(settings, settings.topic("rejects"), since_ms, until_ms):
        note = wire.read_reject(each.message.headers)
        assert each.message.origin is not None
        name = f"{each.message.origin.partition}/{each.message.origin.offset}"
        if (stage is None or note.stage == stage) and (reason is None or note.reason == reason):
            yield Reject(name, each.timestamp_ms, each.message, note)


def one(settings: Settings, name: str) -> Reject:
    """The reject of that name.

    Raises:
        Misuse: there is none.
    """
    for each in read(settings):
        if each.name == name:
            return each
    raise Misuse(f"there is no reject {name}; `dragoman rejects list` names them")


def redrive(
    settings: Settings,
    chosen: Iterable[Reject],
    rate: float | None = None,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> int:
    """Sends the original bytes, key and headers to the topic that they came from; gives how many.

    Args:
        rate: messages a second at most, so that what is live is not starved.

    Raises:
        Unavailable: the broker does not take them.
    """
    sender = feed.producer(settings)
    waiting: deque[Any] = deque()
    sent, started = 0, clock()
    try:
        for each in chosen:
            if each.origin is None:
                continue
            if rate:
                sleep(max(0.0, started + sent / rate - clock()))
            headers = list(each.note.headers)
            waiting.append(
                sender.send(each.origin.topic, each.message.value, each.message.key, headers)
            )
            sent += 1
            while len(waiting) > feed.UNDER_WAY:
                waiting.popleft().get(timeout=settings.request_seconds)
        for sending in waiting:
            sending.get(timeout=settings.request_seconds)
    except KafkaError as why:
        raise Unavailable(f"Kafka at {settings.bootstrap} did not take it: {why}") from None
    finally:
        sender.close()
    return sent
