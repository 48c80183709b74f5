"""What our consumer does where Faust's own would lose or repeat, each shown beside Faust's."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import faust
import pytest
from faust.transport.drivers import aiokafka as driver
from faust.types import TP
from faust.types.enums import ProcessingGuarantee

from streams import pipeline
from streams.runtime import agents, transport
from streams.runtime.ledger import Ledger
from streams.runtime.settings import Settings

AT = TP("t.articles", 0)


def made(kind: type[Any], generation: int = 2) -> Any:
    """A consumer of the first stage's app, connected to nothing, that has read up to offset 10."""
    app = agents.build(pipeline.stages()[0], Settings())
    app.consumer_generation_id = generation
    app.topics = SimpleNamespace(acks_enabled_for=lambda _: True)  # type: ignore[assignment]
    consumer = kind(
        transport.Transport(["kafka://127.0.0.1:1"], app),
        callback=lambda _: None,
        on_partitions_revoked=lambda _: _nothing(),
        on_partitions_assigned=lambda _: _nothing(),
    )
    consumer._committed_offset[AT] = 10
    return consumer


async def _nothing() -> None:
    """Nobody else listens."""


class Delivery:
    """As much of Faust's message as an acknowledgement looks at."""

    def __init__(self, offset: int, generation: int) -> None:
        self.tp, self.topic, self.offset = AT, AT.topic, offset
        self.generation_id, self.acked = generation, False


@pytest.fixture(autouse=True)
def loop() -> Iterator[None]:
    """Faust's services want a loop from the start."""
    asyncio.set_event_loop(asyncio.new_event_loop())
    yield
    asyncio.get_event_loop().close()


def test_this_was_written_for_the_faust_that_is_installed() -> None:
    """When this fails, read Faust's changes and the tests below before the version is renewed."""
    assert faust.__version__ == transport.VERSION


def test_fausts_own_lets_a_commit_pass_a_message_that_is_under_way() -> None:
    """Why messages are acknowledged in order: 10 is under way, 11 is done, and 12 is committed."""
    consumer = made(driver.Consumer)
    consumer.ack(Delivery(11, 2))
    assert consumer._new_offset(AT) == 12, "mended upstream? then the order could be given up"


def read(consumer: Any, *offsets: int, assignment: object | None = None) -> None:
    """As if the client had given these."""
    if assignment is not None or consumer.ledger.assignment is None:
        consumer.ledger = Ledger(assignment or object())
    consumer.ledger.enter(AT, offsets)


def test_late_acknowledgements_count_for_nothing_and_fausts_own_commits_past_them() -> None:
    theirs, ours = made(driver.Consumer), made(transport.Consumer)
    read(ours, 10, 11)
    for consumer in (theirs, ours):
        consumer.ack(Delivery(10, 1))  # read before the partition was dealt out anew
    assert theirs._new_offset(AT) == 11
    assert ours._new_offset(AT) == 10
    ours.ack(Delivery(10, 2))
    ours.ack(Delivery(11, 2))
    assert ours._new_offset(AT) == 12


def test_no_commit_goes_past_a_message_that_was_not_done_and_fausts_own_does() -> None:
    theirs, ours = made(driver.Consumer), made(transport.Consumer)
    read(ours, 0, 1)
    for consumer in (theirs, ours):
        consumer._committed_offset[AT] = None  # nothing was ever committed here
        consumer.ack(Delivery(1, 2))
    assert theirs._new_offset(AT) == 2
    assert ours._new_offset(AT) == 0
    ours.ack(Delivery(0, 2))
    assert ours._new_offset(AT) == 2


def test_behind_a_hole_in_the_offsets_nothing_counts_as_done_and_with_fausts_own_one_does() -> None:
    """11 to 13 are the markers of a transaction; 14 was read and is under way."""
    theirs, ours = made(driver.Consumer), made(transport.Consumer)
    asyncio.get_event_loop().run_until_complete(theirs._add_gap(AT, 11, 14))
    read(ours, 10, 14, 15)
    for consumer in (theirs, ours):
        consumer.ack(Delivery(10, 2))
        consumer.ack(Delivery(15, 2))
    assert theirs._new_offset(AT) == 16
    assert ours._new_offset(AT) == 14


class Source:
    """A client of which one batch is read, and which is dealt partitions."""

    def __init__(self, *offsets: int) -> None:
        self._subscription = SimpleNamespace(subscription=SimpleNamespace(assignment=None))
        self._fetcher = SimpleNamespace(seek_to=lambda at, offset: self.sought.append((at, offset)))
        self.sought: list[tuple[Any, int]] = []
        self.batch = transport.Batch({AT: [SimpleNamespace(offset=each) for each in offsets]})
        self.deal()
        self.batch.assignment = self.assignment

    @property
    def assignment(self) -> object:
        return self._subscription.subscription.assignment

    def deal(self) -> None:
        """Deals partitions out anew, be they the same."""
        self._subscription.subscription.assignment = SimpleNamespace(tps=[AT])


def handed_on(
    kind: type[Any], source: Source, between: Any = None, flows: bool = True
) -> list[int]:
    """The offsets that a consumer hands on of a batch; ``between`` runs after the first."""
    consumer, found = made(kind), list[int]()
    consumer.flow_active = flows
    consumer.app.monitor = SimpleNamespace(track_tp_end_offset=lambda *_: None)
    consumer.highwater = lambda _: 99
    consumer._to_message = lambda _, record: record
    consumer._thread._consumer = source

    async def batch(_: float) -> Any:
        return source.batch, {AT}

    async def called(method: Any, *given: Any) -> Any:
        return await method(*given)

    async def sought() -> dict[Any, int | None]:
        return {AT: None}  # as aiokafka does where nothing was committed: it stays where it is

    async def scene() -> None:
        async for _, record in consumer.getmany(1.0):
            found.append(record.offset)
            if between is not None and len(found) == 1:
                between(consumer)

    consumer._wait_next_records, consumer._thread.call_thread = batch, called
    consumer.seek_to_committed = sought
    asyncio.get_event_loop().run_until_complete(scene())
    return found


def test_what_was_read_too_early_is_read_again_and_fausts_own_loses_it() -> None:
    """Partitions were just dealt out, Faust is not ready yet, and nothing was ever committed."""
    theirs, ours = Source(0, 1, 2), Source(0, 1, 2)
    assert handed_on(driver.Consumer, theirs, flows=False) == []
    assert handed_on(transport.Consumer, ours, flows=False) == []
    assert theirs.sought == [], "the client goes on at 3"
    assert ours.sought == [(AT, 0)]


def test_what_is_left_of_a_batch_is_read_again() -> None:
    def stop(consumer: Any) -> None:
        consumer.flow_active = False

    source = Source(5, 6, 7)
    assert handed_on(transport.Consumer, source, between=stop) == [5]
    assert source.sought == [(AT, 5)], "the first may have been let go before it was taken"
    assert handed_on(transport.Consumer, whole := Source(5, 6, 7)) == [5, 6, 7]
    assert whole.sought == []


def test_what_was_read_before_partitions_were_dealt_out_anew_is_nobodys() -> None:
    source = Source(5, 6)
    source.deal()
    assert handed_on(transport.Consumer, source) == []
    assert source.sought == [], "its new owner begins at the last commit"
    source = Source(5, 6)
    assert handed_on(transport.Consumer, source, between=lambda _: source.deal()) == [5]
    assert source.sought == []


def drained(kind: type[Any]) -> list[int]:
    """What reaches the callback of 10 to 13 when 13 was under way while partitions were dealt anew."""
    consumer, taken = made(kind), list[int]()
    turns = iter([[13], [10, 11, 12, 13]])

    async def take(message: Any) -> None:
        taken.append(message.offset)
        if len(taken) == 1:  # held up by a full buffer, until flow stops and the commit is sought
            consumer._read_offset.update({AT: 10})
            consumer.suspend_flow.set()

    async def getmany(timeout: float) -> Any:
        assert timeout
        consumer.suspend_flow.clear()
        offsets = next(turns, None)
        if offsets is None:
            consumer._stopped.set()
        for offset in offsets or ():
            yield AT, SimpleNamespace(offset=offset, topic=AT.topic, key=b"", value=b"")

    async def scene() -> None:
        await consumer._drain_messages(SimpleNamespace(_stopped=asyncio.Event()))

    consumer.callback, consumer.getmany = take, getmany
    asyncio.get_event_loop().run_until_complete(asyncio.wait_for(scene(), 5.0))
    return taken


def test_no_late_mark_makes_messages_be_skipped_and_with_fausts_own_it_does() -> None:
    assert drained(driver.Consumer) == [13, 13], "10, 11 and 12 are lost, if mended read the module"
    assert drained(transport.Consumer) == [13, 10, 11, 12, 13]


def test_what_was_acknowledged_is_committed_before_partitions_go_and_fausts_own_forgets_it() -> (
    None
):
    committed: dict[str, list[int | None]] = {"theirs": [], "ours": []}

    async def revoke(name: str, consumer: Any) -> None:
        async def commit(*_: Any, **__: Any) -> bool:
            given = list(consumer._filter_tps_with_pending_acks())
            committed[name] += [consumer._new_offset(each) for each in given] or [None]
            return True

        async def handed_over(_: Any) -> None:
            await consumer.commit()  # what Faust does next

        consumer.commit = commit
        consumer._on_partitions_revoked = handed_over
        if isinstance(consumer, transport.Consumer):
            read(consumer, 10)
        consumer.ack(Delivery(10, 2))
        await consumer.on_partitions_revoked({AT})

    async def both() -> None:
        await revoke("theirs", made(driver.Consumer))
        await revoke("ours", made(transport.Consumer))

    asyncio.get_event_loop().run_until_complete(both())
    assert committed["theirs"] == [None], "acknowledged, and repeated by whoever reads it next"
    assert committed["ours"] == [11, None]


def test_work_under_way_is_finished_before_partitions_go() -> None:
    order: list[str] = []

    async def scene() -> None:
        consumer = made(transport.Consumer)

        async def finish() -> None:
            order.append("finished")

        async def commit(*_: Any, **__: Any) -> bool:
            order.append("committed")
            return True

        async def gone(_: Any) -> None:
            order.append("gone")

        consumer.app.before_revoked = finish
        consumer.commit, consumer._on_partitions_revoked = commit, gone
        await consumer.on_partitions_revoked({AT})

    asyncio.get_event_loop().run_until_complete(scene())
    assert order == ["finished", "committed", "gone"]


def state(position: int | None, highwater: int | None) -> Any:
    return SimpleNamespace(
        position=position, highwater=highwater, has_valid_position=position is not None
    )


@pytest.mark.parametrize(
    ("position", "highwater", "waiting"),
    [(5, 9, True), (9, 9, False), (None, 9, False), (5, None, False)],
)
def test_what_waits_is_told_by_what_was_fetched(
    position: int | None, highwater: int | None, waiting: bool
) -> None:
    consumer = made(transport.Consumer)
    assert consumer.waiting() is False, "before it has begun"
    held = SimpleNamespace(tps=[AT], state_value=lambda _: state(position, highwater))
    subscription = SimpleNamespace(subscription=SimpleNamespace(assignment=held))
    consumer._thread._consumer = SimpleNamespace(_subscription=subscription)
    assert consumer.waiting() is waiting


def test_a_pause_of_any_length_expels_nobody() -> None:
    """Faust never comes back once a client was expelled for asking late; its default is 1000 s."""
    app = agents.build(pipeline.stages()[0], Settings())
    assert app.conf.broker_max_poll_interval >= 86_400
    assert app.conf.broker_max_poll_records == app.conf.stream_buffer_maxsize
    assert str(app.conf.processing_guarantee) == str(ProcessingGuarantee.AT_LEAST_ONCE)
    assert app.conf.stream_wait_empty is False
