"""Articles without end: new ones, corrections, withdrawals, re-deliveries and malformed ones."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import orjson
from kafka.errors import KafkaError

from streams.runtime import feed
from streams.runtime.settings import Settings

MALFORMED = (b"{", b"[1, 2]", b"null and void", b'{"events": "three"}', b"\xff\xfe\x00")
"""Values that the first stage must refuse, each with a key of its own."""


class Load:
    """A producer as others write them: sends at a rate, and notes what the broker has taken.

    ``rate`` (messages a second) and ``slow`` (share of articles that take 0.2 s to read) may be
    changed while it runs.
    """

    def __init__(self, settings: Settings, seed: int, rate: float) -> None:
        self.rate, self.slow = rate, 0.0
        self.taken: dict[str, float] = {}
        self.partition: dict[str, int] = {}
        self.accepted = 0
        self._numbers = random.Random(seed)
        self._settings, self._versions = settings, dict[str, int]()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="load", daemon=True)

    def start(self) -> None:
        """Begins to send."""
        self._thread.start()

    def stop(self) -> None:
        """Sends no more, and waits for what was sent."""
        self._stop.set()
        self._thread.join(120.0)
        assert not self._thread.is_alive(), "the producer does not end"

    def _run(self) -> None:
        # straight to the brokers: what is tested is what comes after the articles
        sender = feed.producer(self._settings)
        due = time.monotonic()
        for key, value in self._messages():
            if self._stop.is_set():
                break
            try:
                sent = sender.send(self._settings.topic("articles"), value, key)
            except KafkaError:  # brokers are away; what was not taken does not count
                time.sleep(0.5)
                continue
            sent.add_callback(self._accepted, key.decode(), time.monotonic())
            due += 1.0 / self.rate
            time.sleep(max(0.0, due - time.monotonic()))
            due = max(
                due, time.monotonic() - 1.0
            )  # what was missed while brokers were away is past
        with suppress(KafkaError):
            sender.flush(60.0)
        sender.close()

    def _accepted(self, key: str, at: float, metadata: Any) -> None:
        self.accepted += 1
        self.partition[key] = metadata.partition
        self.taken.setdefault(key, at)

    def _messages(self) -> Iterator[tuple[bytes, bytes | None]]:
        number = 0
        while True:
            number += 1
            drawn = self._numbers.random()
            if drawn < 0.02:
                yield f"bad{number}".encode(), self._numbers.choice(MALFORMED)
            elif drawn < 0.10 and self._versions:
                yield self._again(*self._numbers.choice(list(self._versions.items())[-500:]))
            else:
                self._versions[f"a{number}"] = 1
                yield self._order(f"a{number}", 1)

    def _again(self, key: str, version: int) -> tuple[bytes, bytes | None]:
        drawn = self._numbers.random()
        if drawn < 0.5:
            return self._order(key, version)
        if drawn < 0.9:
            self._versions[key] = version + 1
            return self._order(key, version + 1)
        return key.encode(), None

    def _order(self, key: str, version: int) -> tuple[bytes, bytes]:
        # a function of article and version: the same article is the same bytes
        events = (int(key[1:]) * 7 + version) % 4
        order: dict[str, Any] = {"version": version, "events": events}
        if self.slow and (int(key[1:]) * 13 % 100) < 100 * self.slow:
            order["sleep"] = 0.2
        return key.encode(), orjson.dumps(order)


class Watch:
    """Follows the outcomes and notes when an article's first one came."""

    def __init__(self, settings: Settings) -> None:
        self.came: dict[str, float] = {}
        self._settings = settings
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        """Begins to follow."""
        self._thread.start()

    def stop(self) -> None:
        """Follows no more."""
        self._stop.set()
        self._thread.join(30.0)

    def _run(self) -> None:
        from streams.errors import Unavailable
        from streams.runtime.reading import follow_many

        topic = self._settings.topic("outcomes")
        while not self._stop.is_set():
            try:
                for read in follow_many(self._settings, [topic], from_start=True):
                    if self._stop.is_set():
                        return
                    if read is not None:
                        key = (read.message.key or b"").decode(errors="replace")
                        self.came.setdefault(key, time.monotonic())
            except Unavailable:
                time.sleep(0.5)  # brokers are being killed: that is what this is about
