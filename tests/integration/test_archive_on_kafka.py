"""The archiver on Apache Kafka, killed twenty times at random: every row once, in files and database."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pytest
from kafka import KafkaProducer

from streams import wire
from streams.runtime.settings import variables
from tests.support.flow import ROOT, Flow
from tests.support.records import record

pytestmark = [pytest.mark.kafka, pytest.mark.slow]

Make = Callable[..., Flow]
RECORDS = 10_000
KILLS = 20


def messages() -> Iterator[tuple[bytes, bytes]]:
    """Keys and values: two thousand records with five revisions each, over a month of days."""
    made = [
        record(f"r{n}", published_at=f"2024-06-{1 + n % 30:02}T10:00:00+00:00") for n in range(2000)
    ]
    for revision in range(1, 6):
        for each in made:
            yield each.record_id.encode(), wire.write(replace(each, revision=revision))


def send(flow: Flow, seconds: float) -> None:
    """All of them, spread over the time."""
    sender = KafkaProducer(bootstrap_servers=flow.settings.bootstrap, acks="all", linger_ms=5)
    for number, (key, value) in enumerate(messages()):
        sender.send(flow.settings.topic("records"), value, key)
        if number % 100 == 99:
            time.sleep(seconds * 100 / RECORDS)
    sender.flush()
    sender.close()


def archiver(flow: Flow, target: str, *more: str) -> subprocess.Popen[bytes]:
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("DRAGOMAN_")}
    command = [sys.executable, "-m", "streams.cli", "archive", target, "--rows", "150"]
    with (flow.folder / "archiver.log").open("ab") as log:
        return subprocess.Popen(
            [*command, "--seconds", "0.2", *more],
            cwd=ROOT,
            env={**inherited, **variables(flow.settings)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )


def killed_often(flow: Flow, targets: dict[str, Callable[[], int]], chance: random.Random) -> int:
    """Starts and kills archivers; gives how many kills came in the middle of work."""
    in_the_middle = 0
    for _ in range(KILLS):
        running = {target: archiver(flow, target) for target in targets}
        before = {target: rows() for target, rows in targets.items()}
        deadline = time.monotonic() + 60
        # let each of them write something, then kill it at some moment of its work
        while time.monotonic() < deadline and any(
            rows() == before[target] < RECORDS for target, rows in targets.items()
        ):
            time.sleep(0.05)
        for target, process in running.items():
            time.sleep(chance.uniform(0.0, 0.4))
            in_the_middle += targets[target]() < RECORDS
            process.send_signal(signal.SIGKILL)
            process.wait()
    return in_the_middle


def test_killed_twenty_times_no_row_is_lost_and_none_is_there_twice(
    make_flow: Make, postgres: str, tmp_path: Path
) -> None:
    flow = make_flow()
    folder = tmp_path / "archive"
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute("DROP DATABASE IF EXISTS killed")
        server.execute("CREATE DATABASE killed")
    address = f"{postgres.rpartition('/')[0]}/killed"

    def place() -> int:
        path = folder / ".places" / "records-0"
        return int(path.read_text()) if path.exists() else 0

    def rows() -> int:
        try:
            with psycopg.connect(address) as connection:
                found = connection.execute("SELECT count(*) FROM records").fetchone()
                return int(found[0]) if found else 0
        except psycopg.Error:
            return 0  # the table is not there yet

    sending = threading.Thread(target=send, args=(flow, 60.0), daemon=True)
    sending.start()
    targets = {str(folder): place, address: rows}
    in_the_middle = killed_often(flow, targets, random.Random(11))
    sending.join(300)
    for target in targets:
        last = archiver(flow, target, "--to-end")
        assert last.wait(180) == 0, (flow.folder / "archiver.log").read_text()[-3000:]
    assert archiver(flow, str(folder), "--compact").wait(120) == 0

    wanted = sorted(value for _, value in messages())
    files = f"read_parquet('{folder}/records/day=*/*.parquet')"
    found: list[Any] = duckdb.connect().execute(f"SELECT message FROM {files}").fetchall()
    assert sorted(text.encode() for (text,) in found) == wanted
    with psycopg.connect(address) as connection:
        stored = connection.execute("SELECT message FROM records").fetchall()
    assert sorted(text.encode() for (text,) in stored) == wanted
    print(f"\n{in_the_middle} of {2 * KILLS} kills in the middle of work; {len(wanted)} rows each")
    assert in_the_middle > KILLS
