"""Articles from a JSONL file to the ``articles`` topic, as any outside producer would send them.

A line is an article; or ``{"article_id": …, "withdraw": true}``, which sends a null value; or
``{"raw": "…", "key": "…"}``, which sends the text as it is (to show what becomes of bad input).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson
from kafka import KafkaProducer
from kafka.errors import KafkaError

from streams.errors import Misuse, Unavailable
from streams.runtime import security
from streams.runtime.settings import MAX_REJECT, Settings
from streams.wire import Mapping

UNDER_WAY = 1000
"""Messages that may wait for the broker: the producer itself sets no bound on memory."""

Outgoing = tuple[bytes | None, bytes | None]
"""Key and value."""


def read(path: Path, mapping: Mapping | None = None) -> Iterator[Outgoing]:
    """Key and value of each line.

    Raises:
        Misuse: the file cannot be read, or a line is not a JSON object; names file and line.
    """
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _outgoing(line.strip(), f"{path}:{number}", mapping)
    except OSError as why:
        raise Misuse(f"{path} cannot be read: {why.strerror}") from None


def _outgoing(line: bytes, where: str, mapping: Mapping | None) -> Outgoing:
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError as why:
        raise Misuse(f"{where} is not JSON: {why}") from None
    if not isinstance(found, dict):
        raise Misuse(f"{where} is not a JSON object")
    if "raw" in found:
        key = found.get("key")
        return (key.encode() if isinstance(key, str) else None), str(found["raw"]).encode()
    article_id = (mapping.apply(found) if mapping else found).get("article_id")
    key = article_id.encode() if isinstance(article_id, str) and article_id else None
    if found.get("withdraw") is True:
        if not isinstance(found.get("article_id"), str):
            raise Misuse(f"{where} withdraws nothing: it has no article_id")
        return found["article_id"].encode(), None
    return key, line


def producer(settings: Settings) -> Any:
    """A kafka-python producer that waits for every replica.

    Raises:
        Unavailable: no broker answers.
    """
    try:
        return KafkaProducer(
            **security.clients(settings),
            acks="all",
            linger_ms=5,
            max_request_size=MAX_REJECT,
        )
    except KafkaError as why:
        raise security.no_answer(settings, why) from None


def send(
    settings: Settings,
    outgoing: Iterable[Outgoing],
    told: Callable[[], None] = lambda: None,
) -> int:
    """Sends and waits until the broker has everything; gives how many.

    Args:
        told: called once for each message that the broker has acknowledged.

    Raises:
        Unavailable: the broker does not take a message.
    """
    sender = producer(settings)
    waiting: deque[Any] = deque()
    sent = 0

    def settle(most: int) -> None:
        while len(waiting) > most:
            waiting.popleft().get(timeout=settings.request_seconds)
            told()

    try:
        for key, value in outgoing:
            waiting.append(sender.send(settings.topic("articles"), value, key))
            sent += 1
            settle(UNDER_WAY)
        settle(0)
    except KafkaError as why:
        raise Unavailable(f"Kafka at {settings.bootstrap} did not take it: {why}") from None
    finally:
        sender.close()
    return sent
