"""Cheap stages that obey their input: the flow's shape without its linguistics.

An article is JSON with ``do``: ``pass`` (default), ``exit`` (the process dies), ``hang``, ``raise``,
``big`` (output over the limit), ``sleep`` (``seconds``). Stages after the first pass it on; the last
stateless one gives an event and the outcome. All are named at module level, so that they pickle.
"""

from __future__ import annotations

import os
import time
from typing import Any

import orjson

from streams.errors import Rejected
from streams.pipeline import Message, Options, Stage, reject
from streams.runtime.reading import read_all
from streams.runtime.settings import MAX_MESSAGE, Settings


def environment(options: Options) -> Options:
    """The cheap stages' environment: only the options."""
    return options


def obey(message: Message, environment: Any) -> list[Message]:
    """Does what the article says."""
    del environment
    order = orjson.loads(message.value or b"null")
    if order is None:
        return [Message("documents", message.key, None), outcome(message, "withdrawn")]
    do = order.get("do", "pass")
    if do == "exit":
        os._exit(9)
    if do == "hang":
        time.sleep(3600)
    if do == "raise":
        raise ValueError("told to")
    if do == "sleep":
        time.sleep(order["seconds"])
    if do == "big":
        return [Message("documents", message.key, b" " * MAX_MESSAGE)]
    return [Message("documents", message.key, message.value)]


def pass_on(message: Message, environment: Any) -> list[Message]:
    """Hands a message to the next stage as it is."""
    del environment
    return [Message("entities", message.key, message.value)]


def conclude(message: Message, environment: Any) -> list[Message]:
    """One event and the outcome."""
    del environment
    if message.value is None:
        return [Message("events", message.key, None)]
    return [Message("events", message.key, message.value), outcome(message, "coded")]


def outcome(message: Message, kind: str) -> Message:
    """An outcome in the contract's fields that audits read."""
    body = {
        "article_id": (message.key or b"").decode(),
        "content_hash": None,
        "stage": "cheap",
        "outcome": kind,
        "reason": None,
    }
    return Message("outcomes", message.key, orjson.dumps(body))


def cheap_stages() -> tuple[Stage, ...]:
    """The four stages, cheap."""
    return (
        Stage("documents", "articles", ("documents", "outcomes", "rejects"), obey, pooled=True),
        Stage("entities", "documents", ("entities", "rejects"), pass_on, pooled=True),
        Stage("events", "entities", ("events", "outcomes", "rejects"), conclude, pooled=True),
        Stage("records", "events", ("records", "rejects"), None, pooled=False),
    )


def step(stage: Stage, message: Message, environment: Any) -> list[Message]:
    """As ``pipeline.step``, for stages whose output keeps no contract."""
    assert stage.work is not None
    try:
        return stage.work(message, environment)
    except Exception as why:
        return reject(stage.name, message, Rejected("bug", str(why)))


def count(message: Message, known: Any, environment: Any) -> tuple[Any, list[Message]]:
    """A cheap fold: how many different articles were seen, each recorded once."""
    del environment
    if message.key in known:
        return known, []
    return {*known, message.key}, [Message("records", message.key, str(len(known)).encode())]


def recorded(stage: Stage, settings: Settings) -> set[bytes | None]:
    """The cheap fold's state, from its own output."""
    return {message.key for message in read_all(settings, settings.topic(stage.gives[0]))}
