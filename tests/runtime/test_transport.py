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


def test_late_acknowledgements_count_for_nothing_and_fausts_own_commits_past_them() -> None:
    theirs, ours = made(driver.Consumer), made(transport.Consumer)
    for consumer in (theirs, ours):
        consumer.ack(Delivery(11, 1))  # read before the partition was dealt out anew
    assert theirs._new_offset(AT) == 12
    assert ours._new_offset(AT) is None
    ours.ack(Delivery(10, 2))
    ours.ack(Delivery(11, 2))
    assert ours._new_offset(AT) == 12


def test_no_commit_goes_past_a_message_that_was_not_taken_and_fausts_own_does() -> None:
    theirs, ours = made(driver.Consumer), made(transport.Consumer)
    for consumer in (theirs, ours):
        consumer._committed_offset[AT] = None  # nothing was ever committed here
    ours.pass_over(Delivery(0, 1))
    for consumer in (theirs, ours):
        consumer.ack(Delivery(1, 2))
    assert theirs._new_offset(AT) == 2
    assert ours._new_offset(AT) is None
    ours.ack(Delivery(0, 2))
    assert ours._new_offset(AT) == 2


def test_what_was_acknowledged_is_committed_before_partitions_go_and_fausts_own_forgets_it() -> (
    None
):
    committed: dict[str, list[int | None]] = {"theirs": [], "ours": []}

    async def revoke(name: str, consumer: Any) -> None:
        async def commit(*_: Any, **__: Any) -> bool:
            committed[name].append(consumer._new_offset(AT) if consumer._acked[AT] else None)
            return True

        async def handed_on(_: Any) -> None:
            await consumer.commit()  # what Faust does next

        consumer.commit = commit
        consumer._on_partitions_revoked = handed_on
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
