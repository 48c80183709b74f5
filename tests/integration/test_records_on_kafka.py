"""Records on Apache Kafka: three workers, the one at work killed, the final records as undisturbed."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from kafka import KafkaConsumer, KafkaProducer, TopicPartition

from streams import wire
from streams.messages import Alert, Event, Record
from streams.records import Known, fold, withdraw
from tests.support.flow import REAL, Flow, Worker
from tests.support.stories import disordered, standing, stream

pytestmark = [pytest.mark.kafka, pytest.mark.slow]

Make = Callable[..., Flow]
STAGES = ("--stages", "records,alerts")


def feed(flow: Flow, given: list[tuple[str, Event | None]]) -> None:
    """Sends events, and withdrawals where there is none, as the events stage does."""
    sender = KafkaProducer(bootstrap_servers=flow.settings.bootstrap, acks="all", linger_ms=5)
    for article_id, event in given:
        value = wire.write(event) if event else None
        sender.send(flow.settings.topic("events"), value, article_id.encode())
    sender.flush()
    sender.close()


def end(flow: Flow, topic: str) -> int:
    """Messages ever sent to a topic of one partition."""
    reader = KafkaConsumer(bootstrap_servers=flow.settings.bootstrap)
    try:
        at = TopicPartition(flow.settings.topic(topic), 0)
        return int(reader.end_offsets([at])[at])
    finally:
        reader.close()


def at_work(flow: Flow) -> Worker | None:
    """The worker that has the partition of events."""
    for worker in flow.workers:
        if worker.process.poll() is None and "metrics on" in worker.text():
            page = worker.get("/metrics")[1]
            if 'dragoman_partitions{stage="records"} 1.0' in page:
                return worker
    return None


def await_progress(flow: Flow, least: int, seconds: float = 120.0) -> Worker:
    """Waits for so many records, then gives the worker that makes them."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if end(flow, "records") >= least and (found := at_work(flow)):
            return found
        time.sleep(0.1)
    raise AssertionError("\n".join(worker.text()[-2000:] for worker in flow.workers))


def caught_up(flow: Flow, seconds: float = 180.0) -> None:
    """Waits until the worker that is at work has folded everything."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        worker = at_work(flow)
        page = worker.get("/metrics")[1] if worker else ""
        if 'dragoman_lag{stage="records"} 0.0' in page and 'window{stage="records"} 0.0' in page:
            return
        time.sleep(0.5)
    raise AssertionError("\n".join(worker.text()[-2000:] for worker in flow.workers))


def test_three_workers_one_killed_in_mid_stream_and_the_records_are_the_same(
    make_flow: Make, tmp_path: Path
) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text('[[rule]]\nname = "corroborated"\nmin_sources = 2\n')
    flow = make_flow(program=REAL, rules=str(rules), start_seconds=300.0)
    events = disordered(stream(2000, 400)[0], seed=3)
    given: list[tuple[str, Event | None]] = [(each.article_id, each) for each in events]
    gone = sorted({each.article_id for each in events})[::40]
    given += [(article_id, None) for article_id in gone]
    for _ in range(3):
        flow.start(*STAGES)

    feed(flow, given[:1500])
    first = await_progress(flow, 400)
    killed_at = end(flow, "records")
    first.stop(signal.SIGKILL)
    feed(flow, given[1500:])
    second = await_progress(flow, killed_at + 300)
    assert second is not first
    second.stop(signal.SIGKILL)
    await_progress(flow, end(flow, "records") + 1)
    caught_up(flow)

    known, undisturbed = Known(), list[Record]()
    for article_id, event in given:
        known, some = fold(known, event) if event else withdraw(known, article_id)
        undisturbed += some
    told = [wire.read(Record, m.value) for m in flow.read("records") if m.value]
    assert standing(told) == standing(undisturbed)
    print(f"\n{len(given)} messages, killed after {killed_at} of {len(told)} records")
    assert flow.read("rejects") == []

    time.sleep(3.0)
    alerts = [wire.read(Alert, m.value) for m in flow.read("alerts") if m.value]
    ids = {a.alert_id for a in alerts}
    supported = {r.record_id for r in told if len(r.sources) > 1 and r.status != "retracted"}
    assert {a.record_id for a in alerts} == supported
    assert len(ids) == len(supported)
