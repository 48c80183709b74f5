"""Where an article's text still stands on the topics, so that it can be taken out of them.

Topics that keep everything until its time are emptied by deleting records up to an offset, which is
the broker's business and an operator's decision; compacted ones forget a key after a null under it,
which is sent here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson
from kafka.errors import KafkaError

from streams import contracts
from streams.errors import Unavailable
from streams.pipeline import Message
from streams.runtime import feed
from streams.runtime.reading import read_all
from streams.runtime.settings import Settings


@dataclass(frozen=True, slots=True)
class Place:
    """A message that holds text of an article; ``shared`` if text of other articles too."""

    message: Message
    compacted: bool
    shared: bool

    def __str__(self) -> str:
        how = " (with other articles)" if self.shared else ""
        return f"{self.message.origin}  {len(self.message.value or b'')} bytes{how}"


def find(settings: Settings, article_id: str) -> Iterator[Place]:
    """Every message of the declared topics that holds something of the article; nulls hold nothing.

    Raises:
        Misuse: topics are missing.
        Unavailable: the broker does not answer.
    """
    for topic in contracts.topics():
        for message in read_all(settings, settings.topic(topic.name)):
            named = _articles(message)
            if message.value is not None and article_id in named:
                yield Place(message, topic.compacted, named != {article_id})


def _articles(message: Message) -> set[str]:
    """Ids of the articles that a message is about; its key alone where it cannot be read."""
    key = (message.key or b"").decode(errors="backslashreplace")
    try:
        body = orjson.loads(message.value or b"null")
    except orjson.JSONDecodeError:
        body = None
    if not isinstance(body, dict):
        return {key}
    if isinstance(body.get("reports"), list):
        return {str(each.get("article_id")) for each in body["reports"]}
    return {key, str(body["article_id"])} if "article_id" in body else {key}


def erase(settings: Settings, places: Iterable[Place]) -> int:
    """Sends a null under the key of every compacted message that is the article's alone.

    Raises:
        Unavailable: the broker does not take them.
    """
    keys = {
        (each.message.topic, each.message.key)
        for each in places
        if each.compacted and not each.shared
    }
    sender = feed.producer(settings)
    try:
        sent = [sender.send(topic, None, key) for topic, key in sorted(keys, key=str)]
        for each in sent:
            each.get(timeout=settings.request_seconds)
    except KafkaError as why:
        raise Unavailable(f"Kafka at {settings.bootstrap} did not take it: {why}") from None
    finally:
        sender.close()
    return len(keys)


def offsets(places: Iterable[Place]) -> dict[str, Any]:
    """Up to where to delete, as ``kafka-delete-records`` wants it; compacted topics left out."""
    last: dict[tuple[str, int], int] = {}
    for each in places:
        origin = each.message.origin
        if origin is not None and not each.compacted:
            at = (origin.topic, origin.partition)
            last[at] = max(last.get(at, 0), origin.offset + 1)
    listed = [{"topic": t, "partition": p, "offset": o} for (t, p), o in sorted(last.items())]
    return {"partitions": listed, "version": 1}
