"""Runs a range of a topic through the stages that follow it once more, into topics of its own.

Nothing that is live is touched: the output goes to topics under another prefix, which belongs to the
version of rules or knowledge that is being tried. From ``entities`` on no model is needed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from kafka.errors import KafkaError

from streams import pipeline
from streams.errors import Misuse, Unavailable
from streams.pipeline import Environment, Message
from streams.runtime import feed, topics
from streams.runtime.reading import read_all
from streams.runtime.settings import Settings

_BATCH = 500


def source(name: str) -> str:
    """The topic to read: a topic that a stage takes, or the topic of the stage so named.

    Raises:
        Misuse: there is neither.
    """
    taken = {stage.takes for stage in pipeline.stages()}
    if name in taken:
        return name
    raise Misuse(f"nothing is made from {name!r}; --from is one of {', '.join(sorted(taken))}")


def replay(
    settings: Settings,
    topic: str,
    target: str,
    since_ms: int | None = None,
    until_ms: int | None = None,
    environment: Environment | None = None,
    told: Callable[[Message], None] | None = None,
) -> Counter[str]:
    """Reads, runs, sends; gives how many messages went to each logical topic, and ``read``.

    Args:
        topic: logical topic to read, from the live prefix.
        target: prefix of the output topics, created when missing.
        told: called with each message made, on its logical topic, once the broker has it.

    Raises:
        Misuse: ``target`` is the live prefix, or the topic is not there.
        Unavailable: the broker does not answer.
    """
    if not target or target == settings.prefix:
        raise Misuse(f"--to {target!r} is where the live output goes; choose a prefix of its own")
    into = replace(settings, prefix=target)
    topics.create(into)
    sums: Counter[str] = Counter()
    messages = _logical(read_all(settings, settings.topic(topic), since_ms, until_ms), topic, sums)
    made = pipeline.run(messages, environment or Environment(settings.options()))
    for message in _sent(into, made):
        sums[message.topic] += 1
        if told is not None:
            told(message)
    return sums


def _logical(messages: Iterable[Message], topic: str, sums: Counter[str]) -> Iterator[Message]:
    for message in messages:
        sums["read"] += 1
        yield replace(message, topic=topic)


def _sent(into: Settings, messages: Iterable[Message]) -> Iterator[Message]:
    """Sends in bounded batches, and gives each message when the broker has it."""
    sender = feed.producer(into)
    waiting = []
    try:
        for message in messages:
            sending = sender.send(
                into.topic(message.topic), message.value, message.key, list(message.headers)
            )
            waiting.append((message, sending))
            if len(waiting) >= _BATCH:
                yield from _arrived(waiting, into)
                waiting.clear()
        yield from _arrived(waiting, into)
    except KafkaError as why:
        raise Unavailable(f"Kafka at {into.bootstrap} did not take it: {why}") from None
    finally:
        sender.close()


def _arrived(waiting: list[tuple[Message, Any]], into: Settings) -> Iterator[Message]:
    for message, sending in waiting:
        sending.get(timeout=into.request_seconds)
        yield message
