"""The notifier on Apache Kafka: killed while a receiver fails and hangs, and every alert arrives."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable

import pytest
from kafka import KafkaProducer

from streams import wire
from streams.alerts import Rule, Watch, watch
from streams.messages import Alert
from streams.runtime.settings import variables
from tests.support.flow import ROOT, Flow
from tests.support.receivers import Receiver, receiver
from tests.support.records import record

pytestmark = pytest.mark.kafka

Make = Callable[..., Flow]
NUMBER = 12


def raised() -> list[Alert]:
    """An alert each of so many records."""
    known, found = Watch([Rule(name="meetings", where="", types=("CONSULT",))]), list[Alert]()
    for number in range(NUMBER):
        known, some = watch(known, record(f"r{number}"))
        found += some
    return found


def send(flow: Flow, alerts: list[Alert]) -> None:
    sender = KafkaProducer(bootstrap_servers=flow.settings.bootstrap, acks="all")
    for each in alerts:
        sender.send(flow.settings.topic("alerts"), wire.write(each), each.record_id.encode())
    sender.flush()
    sender.close()


def notifier(flow: Flow, there: Receiver, *more: str) -> subprocess.Popen[bytes]:
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("DRAGOMAN_")}
    command = [sys.executable, "-m", "streams.cli", "notify", "--webhook", there.url]
    patience = ["--attempts", "3", "--pause", "0.1", "--timeout", "20"]
    with (flow.folder / "notifier.log").open("ab") as log:
        return subprocess.Popen(
            [*command, "--allow-private", *patience, "--folder", str(flow.folder / "far"), *more],
            cwd=ROOT,
            env={**inherited, **variables(flow.settings), "WEBHOOK_SECRET": "known to both of us"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )


def await_hanging(there: Receiver, times: int, running: subprocess.Popen[bytes]) -> None:
    """Waits until so many requests hang, so that a kill always cuts one off, however fast the machine."""
    deadline = time.monotonic() + 90
    while there.did.count("hang") < times:
        assert running.poll() is None, "the notifier left by itself"
        assert time.monotonic() < deadline, f"{there.did} until now"
        time.sleep(0.02)


def test_killed_in_the_middle_every_alert_arrives_and_what_stays_refused_is_kept(
    make_flow: Make,
) -> None:
    flow = make_flow()
    alerts = raised()
    assert len(alerts) == NUMBER
    send(flow, alerts)
    gone, down = alerts[5].alert_id, alerts[8].alert_id
    with receiver(503, 200, 200, "hang", 200, 200, "hang", 200) as there:
        there.refused = {gone.encode(): 410, down.encode(): 503}
        for times in (1, 2):
            running = notifier(flow, there)
            await_hanging(there, times, running)
            running.send_signal(signal.SIGKILL)
            running.wait()
        assert notifier(flow, there, "--to-end").wait(90) == 0, (
            flow.folder / "notifier.log"
        ).read_text()[-3000:]
        ids = [headers["Dragoman-Delivery"] for headers, _ in there.got]
        assert [json.loads(body)["id"] for _, body in there.got] == ids

    did = list(zip(ids, there.did, strict=True))
    failed = {each for each, answer in did if answer == 503 and each != down}
    cut_off = {each for each, answer in did if answer == "hang"}
    assert len(failed) == 1 and len(cut_off) == 2
    delivered = Counter(each for each, answer in did if answer == 200)
    wanted = {each.alert_id for each in alerts} - {gone, down}
    assert delivered == dict.fromkeys(wanted, 1), "every alert once, and nothing else"
    for each in failed | cut_off:
        assert ids.count(each) == 2, "failed or cut off by the kill, and sent again as the same"
    letters = [json.loads(li) for li in (flow.folder / "far" / "dead-letters.jsonl").open()]
    assert {(each["alert"]["alert_id"], each["why"]) for each in letters} == {
        (gone, "127.0.0.1 answered 410"),
        (down, "after 3 attempts: 127.0.0.1 answered 503"),
    }
    assert (ids.count(gone), ids.count(down)) == (1, 3), "refused for good once, failing thrice"
