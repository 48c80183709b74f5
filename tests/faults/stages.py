"""The flow of the laboratory: four real stages' shape, real events and records, no language.

An article is JSON: ``version``, ``events`` (how many it tells of), and for some ``sleep`` (seconds).
What it gives is a function of it alone, so what an undisturbed run would give is known.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import orjson

from streams import wire
from streams.errors import Rejected
from streams.messages import Event, Outcome
from streams.pipeline import Message, Options, Stage, reject
from streams.runtime.metrics import Metrics
from streams.runtime.settings import Settings
from streams.runtime.slot import Job
from tests.faults import clock
from tests.support.events import event, party

clock.follow()  # each process of a worker reads this module

_FIRST: Final = datetime(2024, 7, 3, tzinfo=UTC)
_APART: Final = timedelta(minutes=5)
"""So many articles lie within the window of records that no fault makes one come too late for it, and
not so many that a fuser that starts anew has to read for minutes."""


def environment(options: Options) -> Options:
    """Nothing is loaded."""
    return options


def read(message: Message, environment: Any) -> list[Message]:
    """Refuses what is malformed, passes on the rest."""
    del environment
    if message.value is not None:
        try:
            order = orjson.loads(message.value)
        except orjson.JSONDecodeError as why:
            raise Rejected("not-json", str(why)) from None
        if not isinstance(order, dict) or not isinstance(order.get("events"), int):
            raise Rejected("wrong-schema", "no order")
        time.sleep(order.get("sleep", 0.0))
    at = message.origin
    headers = wire.placed((), at.partition, at.offset) if at is not None else ()
    return [Message("documents", message.key, message.value, headers)]


def pass_on(message: Message, environment: Any) -> list[Message]:
    """Hands on as it is."""
    del environment
    return [Message("entities", message.key, message.value, message.headers)]


def conclude(message: Message, environment: Any) -> list[Message]:
    """The article's events and its outcome."""
    del environment
    article = (message.key or b"").decode()
    if message.value is None:
        outcome = Outcome(
            article_id=article, content_hash=None, stage="events", outcome="withdrawn", reason=None
        )
        gone = Message("events", message.key, None, message.headers)
        return [gone, _sent("outcomes", message, outcome)]
    order = orjson.loads(message.value)
    made = events_of(article, order["version"], order["events"])
    outcome = Outcome(
        article_id=article,
        content_hash=content_hash(article, order["version"]),
        stage="events",
        outcome="coded" if made else "empty",
        reason=None,
        event_ids=tuple(each.event_id for each in made),
    )
    return [_sent("events", message, each) for each in made] + [_sent("outcomes", message, outcome)]


def events_of(article: str, version: int, number: int) -> list[Event]:
    """The events of one version of an article; no other article tells of the like."""
    actors, recipients = (
        (replace(party("NOR"), key=f"{side} {article.upper()}", country=None),)
        for side in ("WHO", "WHOM")
    )
    published = (_FIRST + int(article[1:]) * _APART).isoformat()
    return [
        event(
            article,
            n,
            f"v{version}",
            actors=actors,
            recipients=recipients,
            published_at=published,
        )
        for n in range(number)
    ]


def content_hash(article: str, version: int) -> str:
    """As the events of that version carry it."""
    return events_of(article, version, 1)[0].content_hash


def _sent(topic: str, cause: Message, body: Event | Outcome) -> Message:
    return Message(topic, cause.key, wire.write(body), wire.headers(body, cause.headers))


def stages() -> tuple[Stage, ...]:
    """Named and wired as the real ones."""
    return (
        Stage("documents", "articles", ("documents", "outcomes", "rejects"), read, pooled=False),
        Stage("entities", "documents", ("entities", "rejects"), pass_on, pooled=False),
        Stage("events", "entities", ("events", "outcomes", "rejects"), conclude, pooled=False),
        Stage("records", "events", ("records", "outcomes", "rejects"), None, pooled=False),
    )


def step(stage: Stage, message: Message, environment: Any) -> list[Message]:
    """As ``pipeline.step``, for stages whose messages are orders."""
    assert stage.work is not None
    try:
        return stage.work(message, environment)
    except Rejected as why:
        return reject(stage.name, message, why)


class InPlace:
    """Does the work where it stands: what breaks here are brokers and workers, not a model."""

    def __init__(self, job: Job, settings: Settings, metrics: Metrics) -> None:
        del settings, metrics
        self._job = job

    async def start(self) -> None:
        """Nothing to load."""

    async def work(self, message: Message) -> list[Message]:
        """What the stage makes of it."""
        return self._job.step(self._job.stage, message, None)

    def close(self) -> None:
        """Nothing to end."""
