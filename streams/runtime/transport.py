"""Faust's Kafka transport with the behaviour that the runner relies on, by subclassing alone.

Three things differ from Faust 0.15.3:

* how long the broker may hold an empty fetch is a setting (Faust fixes it at 1.5 s);
* while every partition is paused the fetch loop looks again after 20 ms, not after a second, so a
  small buffer does not starve a fast stage;
* when partitions are revoked, what is under way is finished and committed first. Faust forgets
  acknowledged but uncommitted offsets before it commits, which repeats them after every rebalance.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, ClassVar, cast

from faust.transport.drivers import aiokafka as driver

BeforeRevoked = Callable[[], Awaitable[None]]

_PAUSED_SECONDS = 0.02


class _Thread(driver.AIOKafkaConsumerThread):
    """The thread that owns the Kafka client."""

    def _create_worker_consumer(self, transport: Any) -> Any:
        consumer = super()._create_worker_consumer(transport)
        consumer._fetch_max_wait_ms = int(1000 * cast(Any, self.app).fetch_wait_seconds)
        return consumer


class Consumer(driver.Consumer):
    """Reads a stage's topic."""

    def _new_consumer_thread(self) -> Any:
        return _Thread(self, loop=self.loop, beacon=self.beacon)

    def lag(self) -> int:
        """Messages after the last commit, over all partitions; before a first commit not counted."""
        total = 0
        for each in self.assignment() if self.started else ():
            end, at = self.highwater(each), self._committed_offset.get(each)
            total += max(0, end - at) if end is not None and at is not None else 0
        return total

    async def on_partitions_revoked(self, revoked: Any) -> None:
        """Finishes and commits what is under way before the partitions go."""
        if revoked and not self.should_stop:
            await cast(Any, self.app).before_revoked()
            await self.commit()
        await super().on_partitions_revoked(revoked)

    async def _wait_next_records(self, timeout: float) -> Any:
        if self.flow_active and not self._get_active_partitions():
            await asyncio.sleep(_PAUSED_SECONDS)
            if not self._get_active_partitions():
                return {}, set()
        return await super()._wait_next_records(timeout)


class Transport(driver.Transport):
    """Kafka through aiokafka, with the consumer above."""

    Consumer: ClassVar[Any] = Consumer
