"""What a stream library may get wrong between a message's arrival and its commit, on Apache Kafka."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiokafka
import pytest
from kafka import KafkaConsumer, TopicPartition
from kafka.admin import ConfigResource

from streams.runtime import topics
from tests.support.flow import ROOT, Flow

pytestmark = [pytest.mark.kafka, pytest.mark.slow]

Make = Callable[..., Flow]


def committed(flow: Flow, group: str, topic: str) -> int:
    """Up to where a group has committed, over all partitions of a physical topic."""
    reader = KafkaConsumer(
        bootstrap_servers=flow.settings.bootstrap, group_id=group, enable_auto_commit=False
    )
    try:
        parts = reader.partitions_for_topic(topic) or ()
        return sum(reader.committed(TopicPartition(topic, each)) or 0 for each in parts)
    finally:
        reader.close()


def configure(flow: Flow, topic: str, **values: str) -> None:
    """Sets a topic's configuration anew."""
    name = flow.settings.topic(topic)
    with topics.admin(flow.settings) as client:
        client.alter_configs([ConfigResource("TOPIC", name, configs=values)])


@pytest.mark.parametrize(
    ("does", "left_out"), [("raise", "3"), ("stay", "0")], ids=["an exception", "work at once"]
)
def test_fausts_default_commits_past_what_was_not_done(
    make_flow: Make, tmp_path: Path, does: str, left_out: str
) -> None:
    """The reason for everything in ``runtime``: ten messages, one not done, ten committed."""
    flow = make_flow()
    topic = flow.settings.topic("records")  # one partition
    values = [str(n).encode() for n in range(10)]
    asyncio.run(aiokafka_send(flow.settings.bootstrap, topic, values))
    with (tmp_path / "log").open("w") as log:
        app = subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.integration.faust_default"),
                *(flow.settings.bootstrap, f"{flow.settings.prefix}plain", topic, does),
                str(tmp_path / "data"),
            ],
            cwd=ROOT,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        deadline = time.monotonic() + 90.0
        while committed(flow, f"{flow.settings.prefix}plain", topic) < 10:
            assert time.monotonic() < deadline, (tmp_path / "log").read_text()
            time.sleep(0.5)
    finally:
        app.kill()
        app.wait()
    lines = (tmp_path / "log").read_text().splitlines()
    done = {line.split()[1] for line in lines if line.startswith("done")}
    assert done == {str(n) for n in range(10)} - {left_out}


async def aiokafka_send(
    bootstrap: str, topic: str, values: list[bytes], transaction: str | None = None
) -> None:
    """Sends values in order, in a transaction if it is named."""
    producer = aiokafka.AIOKafkaProducer(bootstrap_servers=bootstrap, transactional_id=transaction)
    await producer.start()
    try:
        if transaction:
            await producer.begin_transaction()
        for value in values:
            await producer.send_and_wait(topic, value, key=b"k")
        if transaction:
            await producer.commit_transaction()
    finally:
        await producer.stop()


def test_a_send_that_fails_later_ends_the_worker_and_is_done_again(make_flow: Make) -> None:
    """The broker refuses one message of many after it was handed over: nothing may pass it."""
    flow = make_flow()
    configure(flow, "documents", **{"max.message.bytes": "3000"})
    orders: list[tuple[str, dict[str, Any]]] = [(f"a{n}", {"n": n}) for n in range(40)]
    orders[20] = ("a20", {"pad": "x" * 5000})
    flow.orders(orders)
    worker = flow.start()
    assert worker.process.wait(90) == 1
    assert "MessageSizeTooLarge" in worker.text()
    assert flow.read("rejects") == []

    configure(flow, "documents", **{"max.message.bytes": "1000000"})
    flow.workers.remove(worker)
    flow.start()
    assert set(flow.await_outcomes(40)) == {key for key, _ in orders}


def test_what_is_under_way_when_killed_was_not_committed(make_flow: Make) -> None:
    """The first message of a partition hangs, later ones are done: the commit waits for the first."""
    flow = make_flow(article_seconds=60.0)
    flow.orders([("k", {"do": "sleep", "seconds": 30.0}), *(("k", {"n": n}) for n in range(3))])
    worker = flow.start()
    worker.await_text("worker: ready")
    page = ""
    deadline = time.monotonic() + 60.0
    while 'dragoman_window{stage="documents"} 4.0' not in page and time.monotonic() < deadline:
        time.sleep(0.5)
        page = worker.get("/metrics")[1]
    assert 'dragoman_window{stage="documents"} 4.0' in page
    time.sleep(2.0)  # ten times the commit interval
    group, topic = f"{flow.settings.prefix}documents", flow.settings.topic("articles")
    assert committed(flow, group, topic) == 0
    worker.stop(9)


def test_a_producers_transactions_neither_stop_us_nor_look_like_work(make_flow: Make) -> None:
    """Their markers lie behind the last commit for ever; a watchdog must not take them for lag."""
    flow = make_flow(stall_seconds=4.0)
    values = [json.dumps({"n": n}).encode() for n in range(20)]
    topic = flow.settings.topic("articles")
    for number in range(2):
        asyncio.run(
            aiokafka_send(flow.settings.bootstrap, topic, values, f"{flow.settings.prefix}{number}")
        )
    worker = flow.start()
    flow.await_total(40)
    time.sleep(9.0)  # twice as long as a stuck stage is left alive
    assert worker.process.poll() is None, worker.text()
    assert worker.get("/health") == (200, "ok\n")
    assert 'dragoman_lag{stage="documents"} 0.0' in worker.get("/metrics")[1]
    assert flow.outcomes().total() == 40
    assert worker.stop() == 0
