"""Faust's Kafka transport with the behaviour that the runner relies on, by subclassing alone.

What differs from Faust 0.15.3, and ``VERSION`` says for which one that was read:

* how long the broker may hold an empty fetch is a setting (Faust fixes it at 1.5 s);
* while every partition is paused the fetch loop looks again after 20 ms, not after a second, so a
  small buffer does not starve a fast stage;
* when partitions are revoked, what is under way is finished and committed first. Faust forgets
  acknowledged but uncommitted offsets before it commits, which repeats them after every rebalance;
* an acknowledgement that comes after its partition was dealt out anew counts for nothing. Faust
  enters it among those of the new assignment, where it may stand behind a message that is being
  done again;
* a commit goes up to the first message that was read and is not done (``ledger``). Faust's lets a
  single one be passed, and any number as long as a partition has no commit; and where offsets have a
  hole, it takes the message behind the hole for done;
* nothing that was read is left out. Faust skips what lies before the last message that it handed on,
  and writes that mark down late, so that it may be one from before a rebalance: everything between
  the commit and that mark is then skipped in silence. And what it fetches while partitions are dealt
  out it drops, to read it again from the last commit, which does nothing where there is none.

``tests/runtime/test_transport.py`` shows each of them against Faust's default.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any, ClassVar, Final, cast

from faust.transport.drivers import aiokafka as driver

from streams.runtime import eager
from streams.runtime.ledger import Ledger

log = logging.getLogger(__name__)

VERSION: Final = "0.15.3"
"""The version of Faust that this was written against; a test says when another is installed."""

BeforeRevoked = Callable[[], Awaitable[None]]

_PAUSED_SECONDS = 0.02


class Batch(dict[Any, list[Any]]):
    """Records by partition, and the client's assignment that they were read for."""

    assignment: object | None = None


class _Thread(driver.AIOKafkaConsumerThread):
    """The thread that owns the Kafka client."""

    def _create_worker_consumer(self, transport: Any) -> Any:
        consumer = super()._create_worker_consumer(transport)
        consumer._fetch_max_wait_ms = int(1000 * cast(Any, self.app).fetch_wait_seconds)
        return consumer

    async def _fetch_records(self, consumer: Any, *args: Any, **options: Any) -> Batch:
        batch = Batch(await super()._fetch_records(consumer, *args, **options))
        # nothing was awaited since the client gave them: they belong to what it has now
        batch.assignment = assignment_of(consumer)
        return batch

    async def go_back(self, assignment: object | None, offsets: Mapping[Any, int]) -> None:
        """Reads on from these offsets, if that assignment is still the one that counts."""
        await self.call_thread(self._go_back, assignment, offsets)

    async def _go_back(self, assignment: object | None, offsets: Mapping[Any, int]) -> None:
        consumer = cast(Any, self._ensure_consumer())
        if assignment is None or assignment_of(consumer) is not assignment:
            return  # whoever has the partitions now begins at the last commit
        for partition, offset in offsets.items():
            consumer._fetcher.seek_to(partition, offset)


def assignment_of(consumer: Any) -> object | None:
    """What a client of aiokafka reads now: an object of its own for each dealing out."""
    held = consumer._subscription.subscription if consumer is not None else None
    return held.assignment if held is not None else None


class _NoMark(dict[Any, Any]):
    """Stands where Faust keeps the offset that it handed on last: there is none, nothing is skipped."""

    def __getitem__(self, partition: Any) -> None:
        return None

    def __setitem__(self, partition: Any, offset: Any) -> None:
        """Not kept."""

    def update(self, *args: Any, **marks: Any) -> None:
        """Not kept."""


class Consumer(driver.Consumer):
    """Reads a stage's topic."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._read_offset = _NoMark()
        self.ledger = Ledger()

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
        self._unacked_messages.discard(message)
        if message.acked or message.generation_id != cast(Any, self.app).consumer_generation_id:
            return False
        message.acked = True
        self.ledger.cross_out(message.tp, message.offset)
        return True

    def _filter_tps_with_pending_acks(self, topics: Any = None) -> Any:
        del topics  # a stage has one, and commits all of it
        return list(self.ledger.partitions())

    def _new_offset(self, tp: Any) -> int | None:
        return self.ledger.safe(tp)

    async def getmany(self, timeout: float) -> AsyncIterator[tuple[Any, Any]]:
        """Hands on what was read; what it cannot hand on is read again."""
        batch, _ = await self._wait_next_records(timeout)
        if not batch or self.should_stop:
            return
        left = {partition: records[0].offset for partition, records in batch.items()}
        if self._is_ours(batch):
            if self.ledger.assignment is not batch.assignment:
                self.ledger = Ledger(batch.assignment)
            for partition, records in batch.items():
                self.ledger.enter(partition, [each.offset for each in records])
            for partition, record in self.scheduler.iterate(batch):
                if not self._is_ours(batch):
                    break
                cast(Any, self.app.monitor).track_tp_end_offset(
                    partition, self.highwater(partition)
                )
                yield partition, self._to_message(partition, record)
                if not self._is_ours(batch):
                    break  # it may have been let go before it was taken
                left[partition] = record.offset + 1
        left = {at: offset for at, offset in left.items() if offset <= batch[at][-1].offset}
        if left:
            await self._go_back(batch, left)

    def _is_ours(self, batch: Batch) -> bool:
        """Whether what was read is to be worked on here: flow stops before partitions go.

        So where it flows and the client still has that assignment, Faust knows of it.
        """
        held = assignment_of(cast(Any, self._thread)._consumer)
        return self.flow_active and batch.assignment is not None and held is batch.assignment

    async def _go_back(self, batch: Batch, offsets: Mapping[Any, int]) -> None:
        try:
            await cast(Any, self._thread).go_back(batch.assignment, offsets)
        except Exception as why:
            # no commit passes them: at the latest the next start reads them again
            log.warning("cannot go back to what was not handed on: %s", why)

    async def wait_first(self, *awaitables: Any, **options: Any) -> Any:
        """As Faust's; makes no task where there is nothing to wait for."""
        return await eager.first(super().wait_first, awaitables, **options)

    async def on_partitions_revoked(self, revoked: Any) -> None:
        """Finishes and commits what is under way before the partitions go."""
        if revoked and not self.should_stop:
            await cast(Any, self.app).before_revoked()
            if not await self.commit():
                await self.commit()  # the first may only have waited for one that was under way
        self.ledger = Ledger()
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
