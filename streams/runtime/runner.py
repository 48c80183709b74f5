"""The runner of a stage: a bounded window of work, outputs sent and acknowledged in order.

Knows neither Faust nor Kafka: it is given deliveries, somebody who works and a carrier that sends
and acknowledges, so its promises can be tested with all three in memory. The promises:

* a message is acknowledged after the broker has acknowledged everything made from it;
* messages are acknowledged in the order in which they came, so that no commit can pass one that
  is still under way, and outputs are sent in that order too;
* what goes wrong beyond one message ends the runner: nothing is skipped.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from streams.errors import Rejected, Unavailable
from streams.pipeline import Message, Stage, reject
from streams.runtime import eager
from streams.runtime.metrics import Metrics
from streams.runtime.settings import MAX_MESSAGE, MAX_REJECT, Settings

log = logging.getLogger(__name__)

RATIO_OVER = 1000
"""Messages over which the share of rejects is counted."""
_OVERHEAD = 4096
"""Bytes a record batch may add to a message."""

_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
"""Seconds to wait before the second attempt, and before any."""

Work = Callable[[Message], Awaitable[list[Message]]]


class Carrier(Protocol):
    """Who carries bytes to the broker and tells it how far we are."""

    async def send(self, message: Message) -> Awaitable[Any]:
        """Hands a message over; the result is done when the broker has it, or fails."""

    def acknowledge(self, delivery: Any) -> None:
        """Marks a delivery as done with; called in order of arrival."""


class TooManyRejects(Unavailable):
    """So much is rejected that the fault is hardly the messages'; nothing more is taken."""


@dataclass
class _Flight:
    """One message from arrival to acknowledgement."""

    delivery: Any
    message: Message
    arrived: float
    work: asyncio.Future[list[Message]]
    sent: list[Awaitable[Any]] = field(default_factory=list)


class Runner:
    """Runs one stage; ``take`` from one task, ``run`` as another.

    Args:
        stage: whose work it is; named in rejects and metrics.
        work: makes output of one message, in a pool or in place.
        carrier: sends and acknowledges.
        window: messages under way at most.
    """

    def __init__(
        self,
        stage: Stage,
        work: Work,
        carrier: Carrier,
        settings: Settings,
        metrics: Metrics,
        *,
        window: int,
    ) -> None:
        self.last_progress = time.monotonic()
        self._stage, self._work, self._carrier = stage, work, carrier
        self._settings, self._metrics = settings, metrics
        self._room = asyncio.Semaphore(window)
        self._working: asyncio.Queue[_Flight] = asyncio.Queue()
        self._sent: asyncio.Queue[_Flight] = asyncio.Queue()
        self._under_way = 0
        self._empty = asyncio.Event()
        self._empty.set()
        self._run_of_rejects = 0
        self._recent: deque[bool] = deque(maxlen=RATIO_OVER)

    @property
    def under_way(self) -> int:
        """Messages taken and not yet acknowledged."""
        return self._under_way

    async def take(self, delivery: Any, message: Message) -> None:
        """Starts work on a message; waits while the window is full."""
        # under way from here on: whoever waits until nothing is must not overlook one that waits for room
        self._under_way += 1
        self._empty.clear()
        try:
            await self._room.acquire()
        except asyncio.CancelledError:
            self._one_less()
            raise
        self._metrics.count("taken")
        work = eager.begin(self._handle(message))  # where a stage computes in place: done by then
        self._working.put_nowait(_Flight(delivery, message, time.monotonic(), work))

    async def run(self) -> None:
        """Sends and acknowledges until cancelled, or until something fails that must not be skipped.

        Raises:
            Exception: whatever failed; the caller ends the process without acknowledging.
        """
        async with asyncio.TaskGroup() as group:
            group.create_task(self._send_in_order())
            group.create_task(self._acknowledge_in_order())

    async def drained(self, limit: float) -> bool:
        """Waits until nothing is under way, at most ``limit`` seconds; says whether it got there."""
        try:
            await asyncio.wait_for(self._empty.wait(), limit)
        except TimeoutError:
            return False
        return True

    async def _handle(self, message: Message) -> list[Message]:
        try:
            made = await self._patiently(message)
        except Rejected as why:
            made = reject(self._stage.name, message, why)
        return self._fitting(message, made)

    async def _patiently(self, message: Message) -> list[Message]:
        pause = _FIRST_PAUSE
        for attempt in range(1, self._settings.retries + 1):
            try:
                return await self._work(message)
            except Unavailable as why:
                if attempt == self._settings.retries:
                    raise
                log.warning("%s: %s; again in %.1f s at most", self._stage.name, why, pause)
                self._metrics.count("retries")
            # not to one beat with every other worker that waits for the same thing
            await asyncio.sleep(pause * random.uniform(0.5, 1.0))
            pause = min(2 * pause, _LONGEST_PAUSE)
        raise AssertionError("unreachable")

    def _fitting(self, message: Message, made: list[Message]) -> list[Message]:
        for each in made:
            limit = MAX_REJECT if each.topic == "rejects" else MAX_MESSAGE
            if size_of(each) > limit - _OVERHEAD and each.topic != "rejects":
                detail = f"{size_of(each)} bytes for {each.topic}"
                return reject(self._stage.name, message, Rejected("output-too-large", detail))
        return made

    async def _send_in_order(self) -> None:
        while True:
            flight = await self._working.get()
            made = await flight.work
            self._metrics.observe("work_seconds", time.monotonic() - flight.arrived)
            self._judge(made)
            for each in made:
                flight.sent.append(await self._carrier.send(each))
            self._sent.put_nowait(flight)

    async def _acknowledge_in_order(self) -> None:
        while True:
            flight = await self._sent.get()
            for each in flight.sent:
                await each
            self._carrier.acknowledge(flight.delivery)
            self._metrics.made(await flight.work)
            self._metrics.count("acknowledged")
            self._metrics.observe("stage_seconds", time.monotonic() - flight.arrived)
            self.last_progress = time.monotonic()
            self._room.release()
            self._one_less()

    def _one_less(self) -> None:
        self._under_way -= 1
        if not self._under_way:
            self._empty.set()

    def _judge(self, made: list[Message]) -> None:
        """Stops a worker that would otherwise empty a topic into ``rejects``."""
        rejected = any(each.topic == "rejects" for each in made)
        self._run_of_rejects = self._run_of_rejects + 1 if rejected else 0
        self._recent.append(rejected)
        run, ratio = self._settings.reject_run, self._settings.reject_ratio
        if run and self._run_of_rejects > run:
            raise TooManyRejects(
                f"{self._stage.name}: more than {run} rejects in a row; see `dragoman rejects list`"
            )
        share = sum(self._recent) / RATIO_OVER
        if len(self._recent) == RATIO_OVER and share > ratio:
            raise TooManyRejects(
                f"{self._stage.name}: {share:.0%} of the last {RATIO_OVER} messages were rejected, "
                f"more than {ratio:.0%}; see `dragoman rejects list`"
            )


def size_of(message: Message) -> int:
    """Bytes of key, value and headers."""
    headers = sum(len(name) + len(value) for name, value in message.headers)
    return len(message.key or b"") + len(message.value or b"") + headers
