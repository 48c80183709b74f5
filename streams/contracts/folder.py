"""Reads ``schemas/``: one JSON Schema a message, one YAML file a topic."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Final

import orjson
import yaml

MESSAGES: Final = (
    "article",
    "document",
    "entities",
    "event",
    "record",
    "alert",
    "outcome",
    "reject",
)
"""Every message that has a contract, in the order of the flow."""

VERSION: Final = 1
URN: Final = "urn:dragoman:schema"
_PACKAGE: Final = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a topic holds and how it is to be created.

    ``name`` is logical: a deployment's prefix comes before it. ``retention_hours`` is null for a
    compacted topic, which keeps the last message of every key; ``max_message_bytes`` bounds one
    message, headers and key included. ``compression`` is Kafka's ``compression.type``: where
    strangers write it is ``uncompressed``, so that the bound holds for what a message unfolds to.
    """

    name: str
    purpose: str
    key: str
    message: str
    producer: tuple[str, ...]
    consumers: tuple[str, ...]
    retention_hours: int | None
    compacted: bool
    partitions: int
    compression: str
    max_message_bytes: int


def folder() -> Path:
    """The folder of contracts, in a wheel or in a checkout."""
    packed = _PACKAGE / "schemas"
    return packed if packed.is_dir() else _PACKAGE.parent / "schemas"


def dataschema(message: str) -> str:
    """The name of a message's contract, as ``ce_dataschema`` and ``$id`` give it."""
    return f"{URN}:{message}.v{VERSION}"


@cache
def schema(message: str) -> dict[str, Any]:
    """The JSON Schema of a message; not to be changed by the caller.

    Raises:
        KeyError: no such message has a contract.
    """
    if message not in MESSAGES:
        raise KeyError(message)
    path = folder() / "messages" / f"{message}.v{VERSION}.json"
    read: dict[str, Any] = orjson.loads(path.read_bytes())
    return read


@cache
def topics() -> tuple[Topic, ...]:
    """Every declared topic, in the order of the flow.

    Raises:
        ValueError: a declaration names a field that no topic has, or lacks one; the message names
            file and field.
    """
    return read_topics(folder() / "topics")


def read_topics(within: Path) -> tuple[Topic, ...]:
    """The topics declared by the files in ``within``; errors as ``topics``."""
    declared = [_topic(path) for path in within.glob("*.yaml")]
    return tuple(sorted(declared, key=lambda topic: (MESSAGES.index(topic.message), topic.name)))


def _topic(path: Path) -> Topic:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    wanted = {f.name for f in fields(Topic)}
    for problem, names in (
        ("lacks", wanted - found.keys()),
        ("has unknown", found.keys() - wanted),
    ):
        if names:
            raise ValueError(f"{path.name} {problem} {', '.join(sorted(names))}")
    lists = {name: tuple(found[name]) for name in ("producer", "consumers")}
    return Topic(**{**found, **lists})
