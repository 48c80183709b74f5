"""The worker as a process on Apache Kafka, with stages that obey: nothing lost, nothing skipped."""

from __future__ import annotations

import json
import signal
import time
from collections import defaultdict
from collections.abc import Callable

import pytest

from streams.runtime import metrics, stage
from streams.runtime.settings import MAX_MESSAGE
from streams.wire import read_reject
from tests.support.flow import Flow

pytestmark = [pytest.mark.kafka, pytest.mark.slow]

Make = Callable[..., Flow]


def numbered(number: int, **body: object) -> list[tuple[str, dict[str, object]]]:
    return [(f"a{i}", {"n": i, **body}) for i in range(number)]


def test_flow_from_articles_to_records(make_flow: Make) -> None:
    flow = make_flow()
    worker = flow.start()
    flow.orders([(f"a{i % 50}", {"n": i}) for i in range(200)])
    worker.await_text("worker: ready")
    assert worker.get("/health") == (200, "ok\n")
    assert worker.get("/ready") == (200, "ok\n")
    flow.await_outcomes(50)

    by_key = defaultdict(list)
    for message in flow.read("events"):
        by_key[message.key].append(json.loads(message.value or b"")["n"])
    assert len(by_key) == 50
    assert all(numbers == sorted(numbers) for numbers in by_key.values()), "order within a key"
    assert flow.outcomes().total() == 200
    page = worker.get("/metrics")[1]
    assert 'dragoman_outcomes_total{outcome="coded",stage="events"} 200.0' in page
    shown = {line.split()[2] for line in page.splitlines() if line.startswith("# TYPE")}
    assert shown <= set(metrics.names()), "nothing beyond the closed list"

    assert worker.stop() == 0
    assert worker.left_over() == []


def test_sigkill_in_the_middle_loses_nothing_and_leaves_no_process(make_flow: Make) -> None:
    flow = make_flow()
    flow.orders(numbered(500, do="sleep", seconds=0.04))  # twenty seconds of work, however quick
    worker = flow.start()
    flow.await_outcomes(60)
    worker.stop(signal.SIGKILL)
    assert worker.left_over() == [], "no orphan outlives the parent"
    before = len(flow.outcomes())
    assert before < 500, "the kill was to come in the middle"

    again = flow.start()
    flow.await_outcomes(500)
    assert set(flow.outcomes()) == {f"a{i}" for i in range(500)}
    assert flow.read("rejects") == []
    time.sleep(1.0)
    assert again.stop() == 0
    recorded = [message.key for message in flow.read("records")]
    assert len(recorded) == len(set(recorded)) == 500, "each recorded once, over the kill"


def test_sigterm_finishes_what_is_under_way_and_nothing_is_done_twice(make_flow: Make) -> None:
    flow = make_flow()
    flow.orders(numbered(300, do="sleep", seconds=0.06))
    worker = flow.start()
    flow.await_outcomes(60)
    started = time.monotonic()
    assert worker.stop() == 0
    assert time.monotonic() - started < flow.settings.drain_seconds
    assert worker.left_over() == []
    assert len(flow.outcomes()) < 300, "the signal was to come in the middle"

    flow.start()
    assert set(flow.await_outcomes(300).values()) == {1}


def test_poison_costs_one_reject_each_and_the_stream_goes_on(make_flow: Make) -> None:
    flow = make_flow(article_seconds=1.0)
    bad = {"a10": "exit", "a20": "hang", "a30": "raise", "a40": "big"}
    flow.orders(
        [(key, {"do": bad.get(key, "pass"), "n": n}) for n, (key, _) in enumerate(numbered(60))]
    )
    flow.start()
    flow.await_outcomes(60)

    rejects = flow.read("rejects")
    reasons = {(m.key or b"").decode(): read_reject(m.headers).reason for m in rejects}
    assert reasons == {"a10": "poison", "a20": "timeout", "a30": "bug", "a40": "output-too-large"}
    assert len(rejects) == 4
    sent = {(m.key or b""): m for m in flow.read("articles")}
    for reject in rejects:
        original = sent[reject.key or b""]
        assert reject.value == original.value
        assert read_reject(reject.headers).origin == str(original.origin)
    assert set(flow.outcomes().values()) == {1}
    assert len(flow.read("events")) == 56


def test_a_reject_carries_what_it_rejects_up_to_the_limit(make_flow: Make) -> None:
    flow = make_flow()
    body: dict[str, object] = {"do": "raise", "pad": ""}
    body["pad"] = "x" * (MAX_MESSAGE - len(json.dumps(body)) - 512)
    flow.orders([("huge", body), ("next", {})])
    flow.start()
    flow.await_outcomes(2)
    (reject,) = flow.read("rejects")
    assert reject.value == json.dumps(body).encode()
    assert len(reject.value) > MAX_MESSAGE - 1024


def test_a_second_worker_joins_and_leaves_and_nothing_is_lost_or_done_twice(
    make_flow: Make,
) -> None:
    flow = make_flow()
    first = flow.start()
    first.await_text("worker: ready")
    second = flow.start()
    fed = 0
    while "worker: ready" not in second.text():  # so that it joins in the middle of work
        fed += flow.orders((f"a{fed + n}", {"do": "sleep", "seconds": 0.02}) for n in range(30))
        assert fed < 20_000, second.text()
        time.sleep(0.5)  # no faster than one worker can follow
    fed += flow.orders((f"a{fed + n}", {"do": "sleep", "seconds": 0.02}) for n in range(800))
    seen = len(flow.outcomes())
    assert seen < fed - 50
    flow.await_outcomes(seen + 20)
    assert second.stop() == 0
    assert set(flow.await_outcomes(fed, seconds=120.0).values()) == {1}
    page = first.get("/metrics")[1]
    assert 'dragoman_rebalances_total{stage="documents"} 2.0' in page
    assert 'dragoman_partitions{stage="documents"} 4.0' in page


def test_rejects_without_end_stop_the_worker(make_flow: Make) -> None:
    flow = make_flow(reject_run=5)
    flow.orders(numbered(200, do="raise"))
    worker = flow.start()
    assert worker.process.wait(90) == stage.REJECTS_EXIT
    assert "more than 5 rejects in a row" in worker.text()
    assert "Traceback" not in worker.text()
    assert len(flow.read("rejects")) <= 5
    assert worker.left_over() == []
