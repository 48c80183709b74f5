"""Faust's Kafka transport with the behaviour that the runner relies on, by subclassing alone.

Four things differ from Faust 0.15.3, and ``VERSION`` says for which one that was read:

* how long the broker may hold an empty fetch is a setting (Faust fixes it at 1.5 s);
* while every partition is paused the fetch loop looks again after 20 ms, not after a second, so a
  small buffer does not starve a fast stage;
* when partitions are revoked, what is under way is finished and committed first. Faust forgets
  acknowledged but uncommitted offsets before it commits, which repeats them after every rebalance;
* an acknowledgement that comes after its partition was dealt out anew counts for nothing. Faust
  enters it among those of the new assignment, where it may stand behind a message that is being
  done again, and Faust lets a commit pass a single missing one.

``tests/runtime/test_transport.py`` shows each of them against Faust's default.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, ClassVar, Final, cast

from faust.transport.drivers import aiokafka as driver

VERSION: Final = "0.15.3"
"""The version of Faust that this was written against; a test says when another is installed."""

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

    def waiting(self) -> bool:
        """Whether the broker holds messages that were not fetched yet.

        Told by what was fetched, not by what was committed: the markers of a producer's
        transactions lie behind the last commit for ever.
        """
        fetched = cast(Any, self._thread)._consumer
        held = fetched._subscription.subscription if fetched is not None else None
        if held is None or held.assignment is None:
            return False
        states = [held.assignment.state_value(each) for each in held.assignment.tps]
        return any(
            state.has_valid_position
            and state.highwater is not None
            and state.position < state.highwater
            for state in states
        )

    def ack(self, message: Any) -> bool:
        """Marks a message as done, unless its partition was dealt out anew since."""
        if message.generation_id != cast(Any, self.app).consumer_generation_id:
            self._unacked_messages.discard(message)
            return False
        return bool(super().ack(message))

    def pass_over(self, message: Any) -> None:
        """Notes a message that was not taken: no commit goes past it until it was read and done.

        Faust's own guard is off as long as a partition has no commit at all.
        """
        self._passed_over().setdefault(message.tp, set()).add(message.offset)

    def _passed_over(self) -> dict[Any, set[int]]:
        found: dict[Any, set[int]] = self.__dict__.setdefault("passed_over", {})
        return found

    def _new_offset(self, tp: Any) -> int | None:
        waiting = self._passed_over().get(tp)
        if waiting:
            waiting -= set(self._acked[tp])
            if waiting and self._acked[tp] and max(self._acked[tp]) > min(waiting):
                return None
        found: int | None = super()._new_offset(tp)
        return found

    async def on_partitions_revoked(self, revoked: Any) -> None:
        """Finishes and commits what is under way before the partitions go."""
        if revoked and not self.should_stop:
            await cast(Any, self.app).before_revoked()
            await self.commit()
        for each in revoked:
            self._passed_over().pop(each, None)
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
