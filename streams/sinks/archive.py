"""The archiver: events and records from their topics into files or a database, each once.

Where a store goes on from is part of what it holds, so killing the archiver at any moment costs nothing
but the work on the batch under way.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from streams.errors import Misuse
from streams.sinks.consuming import Broker, Line, batches
from streams.sinks.parquet import Files
from streams.sinks.postgres import Database
from streams.sinks.rows import TOPICS

_COMPACT_SECONDS: Final = 300.0


class Store(Protocol):
    """Where rows are kept together with the places up to which they came."""

    def place(self, topic: str, partition: int) -> int:
        """The offset to go on from."""

    def store(self, topic: str, partition: int, lines: list[Line]) -> None:
        """Writes a batch of one partition, whole or not at all."""

    def compact(self, least: int = 4) -> int:
        """Makes small files into large ones; gives how many went."""

    def close(self) -> None:
        """Lets go of what is held open."""


def store_at(target: str) -> Store:
    """The store that an address names: of PostgreSQL, or else a folder."""
    if target.startswith(("postgresql://", "postgres://")):
        return Database(target)
    if "://" in target:
        raise Misuse(f"{target!r} is neither a folder nor postgresql://…")
    return Files(Path(target))


def run(
    broker: Broker,
    store: Store,
    *,
    topics: tuple[str, ...] = TOPICS,
    rows: int = 5_000,
    seconds: float = 10.0,
    to_end: bool = False,
    stop: Callable[[], bool] = lambda: False,
) -> int:
    """Archives until told to stop, or to the end of what is there; gives how many rows it wrote.

    Args:
        rows: a batch is written when it has so many,
        seconds: or when its first message has waited so long.

    Raises:
        Misuse: a topic is not there.
        Unavailable: broker or store does not answer; what was written is whole.
    """
    for topic in topics:
        if topic not in TOPICS:
            raise Misuse(f"{topic!r} is not archived; there are {', '.join(TOPICS)}")
    waiting: dict[tuple[str, int], list[Line]] = {}
    since: dict[tuple[str, int], float] = {}
    written = 0
    compacted = time.monotonic()

    def settle(most: int, oldest: float) -> int:
        count = 0
        now = time.monotonic()
        for of, lines in list(waiting.items()):
            if len(lines) >= most or now - since[of] >= oldest:
                for at in range(0, len(lines), rows):
                    store.store(*of, lines[at : at + rows])
                count += len(lines)
                del waiting[of], since[of]
        return count

    for came in batches(broker, list(topics), store.place, to_end=to_end):
        for of, lines in came.items():
            waiting.setdefault(of, []).extend(lines)
            since.setdefault(of, time.monotonic())
        written += settle(rows, seconds)
        if stop():
            break
        if time.monotonic() - compacted > _COMPACT_SECONDS:
            store.compact()
            compacted = time.monotonic()
    return written + settle(1, 0.0)
