"""``python -m tests.faults.transactions``: what Faust's transactions are worth on Apache Kafka.

A Faust app as its manual has it sends each message on with ``exactly_once``, and is killed four times.
Readers of committed messages only should then see each once. Why they do not is shown without a broker
in ``tests/runtime/test_transactions.py``.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from kafka import KafkaConsumer, TopicPartition

from tests.integration.test_delivery import aiokafka_send, committed
from tests.support.flow import ROOT, Flow, settings_for
from tests.support.kraft import apache_kafka

_MESSAGES, _KILLS = 2000, 4


def main() -> int:
    """Prints how many were lost and how many came twice; exit code 0 if it was none."""
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder, apache_kafka() as (at, _):
        flow = Flow(settings_for(at), Path(folder)).create()
        source, target = flow.settings.topic("records"), flow.settings.topic("documents")
        values = [str(n).encode() for n in range(_MESSAGES)]
        asyncio.run(aiokafka_send(at, source, values))
        _killed_often(flow, source, target)
        came = Counter(_committed_values(at, target))
    twice = sum(number > 1 for number in came.values())
    print(f"{_MESSAGES} messages, {_KILLS} kills: lost {_MESSAGES - len(came)}, twice {twice}")
    return 0 if len(came) == _MESSAGES and not twice else 1


def _killed_often(flow: Flow, source: str, target: str) -> None:
    group, path = f"{flow.settings.prefix}plain", flow.folder / "log"

    def start() -> subprocess.Popen[bytes]:
        program = (sys.executable, "-m", "tests.integration.faust_default")
        with path.open("ab") as log:
            return subprocess.Popen(
                [
                    *program,
                    flow.settings.bootstrap,
                    group,
                    source,
                    f"forward:{target}",
                    flow.folder,
                ],
                cwd=ROOT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    app, kills, deadline = start(), 0, time.monotonic() + 300.0
    while committed(flow, group, source) < _MESSAGES and time.monotonic() < deadline:
        done = path.read_text().count("done ")
        if kills < _KILLS and done > (kills + 1) * _MESSAGES // (_KILLS + 2):
            app.kill()
            app.wait()
            kills += 1
            app = start()
        time.sleep(0.3)
    time.sleep(3.0)  # the last transaction ends
    app.kill()
    app.wait()


def _committed_values(bootstrap: str, topic: str) -> list[bytes]:
    reader = KafkaConsumer(
        bootstrap_servers=bootstrap,
        isolation_level="read_committed",
        auto_offset_reset="earliest",
        enable_auto_commit=False,
    )
    reader.assign([TopicPartition(topic, at) for at in reader.partitions_for_topic(topic) or ()])
    found: list[bytes] = []
    heard = time.monotonic()
    while time.monotonic() - heard < 5.0:
        for batch in reader.poll(300).values():
            found += [each.value for each in batch]
            heard = time.monotonic()
    reader.close()
    return found


if __name__ == "__main__":
    sys.exit(main())
