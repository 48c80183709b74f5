"""A worker process over topics of its own on a broker, and the recount of what went through."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any

from streams.pipeline import Message
from streams.runtime import feed, topics
from streams.runtime.processes import die_with_parent
from streams.runtime.reading import read_all
from streams.runtime.settings import Settings, variables

CHEAP = ("-m", "tests.support.cheap_worker")
REAL = ("-m", "streams.cli", "worker")
ROOT = Path(__file__).parents[2]


def settings_for(bootstrap: str, **changes: Any) -> Settings:
    """Quick settings and a prefix that nobody else has."""
    quick = Settings(
        bootstrap=bootstrap,
        prefix=f"t{uuid.uuid4().hex[:8]}.",
        replication=1,
        pool=1,
        http_port=0,
        session_seconds=3.0,
        rebalance_seconds=15.0,
        commit_seconds=0.2,
        request_seconds=10.0,
        fetch_wait_seconds=0.1,
        start_seconds=120.0,
    )
    return replace(quick, **changes)


@dataclass
class Worker:
    """A worker as a process in a session of its own, so that its descendants can be found."""

    process: subprocess.Popen[str]
    log: IO[str]
    path: Path

    def text(self) -> str:
        """What it has written so far."""
        return self.path.read_text()

    def await_text(self, wanted: str, seconds: float = 90.0) -> re.Match[str]:
        """Waits until it writes something that matches."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            found = re.search(wanted, self.text())
            if found:
                return found
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise AssertionError(f"no {wanted!r} from the worker, which wrote:\n{self.text()}")

    def port(self) -> int:
        """Of its probes."""
        return int(self.await_text(r"metrics on 127\.0\.0\.1:(\d+)").group(1))

    def get(self, path: str) -> tuple[int, str]:
        """Status and body of a probe."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port()}{path}", timeout=5) as r:
                return r.status, r.read().decode()
        except urllib.error.HTTPError as why:
            return why.code, why.read().decode()

    def stop(self, number: int = signal.SIGTERM, seconds: float = 45.0) -> int:
        """Signals the parent and waits; gives the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(seconds)
        self.log.close()
        return code

    def left_over(self, seconds: float = 3.0) -> list[str]:
        """Processes of its session that are still there after a moment."""
        deadline = time.monotonic() + seconds
        while (found := session(self.process.pid)) and time.monotonic() < deadline:
            time.sleep(0.1)
        return found


def session(leader: int) -> list[str]:
    """Command lines of the processes in a session that have not ended."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            rest = (entry / "stat").read_text().rpartition(")")[2].split()
            if int(rest[3]) == leader and rest[0] != "Z":
                found.append((entry / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue  # it has just ended
    return found


@dataclass
class Flow:
    """Topics of one test, its workers, and what came out."""

    settings: Settings
    folder: Path
    program: tuple[str, ...] = CHEAP
    workers: list[Worker] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)

    def create(self) -> Flow:
        """Creates the topics."""
        topics.create(self.settings)
        return self

    def start(self, *extra: str, program: tuple[str, ...] | None = None) -> Worker:
        """Starts a worker, or another program of ours with the same settings."""
        path = self.folder / f"worker{len(self.workers)}.log"
        log = path.open("w")
        parent = os.getpid()
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("DRAGOMAN_")}
        process = subprocess.Popen(
            [sys.executable, *(program or self.program), *extra],
            cwd=ROOT,
            env={**inherited, **variables(self.settings), **self.environment},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            text=True,
            start_new_session=True,
            preexec_fn=lambda: die_with_parent(parent),  # however a test run ends
        )
        worker = Worker(process, log, path)
        self.workers.append(worker)
        return worker

    def orders(self, orders: Iterable[tuple[str, dict[str, Any]]]) -> int:
        """Feeds articles for the cheap stages: id and what to do."""
        return feed.send(
            self.settings, [(key.encode(), json.dumps(body).encode()) for key, body in orders]
        )

    def read(self, topic: str) -> list[Message]:
        """Everything on a logical topic now."""
        return list(read_all(self.settings, self.settings.topic(topic)))

    def outcomes(self) -> Counter[str]:
        """How many outcomes each article has."""
        return Counter(json.loads(m.value or b"{}")["article_id"] for m in self.read("outcomes"))

    def await_outcomes(self, number: int, seconds: float = 60.0) -> Counter[str]:
        """Waits until so many articles have one."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            found = self.outcomes()
            if len(found) >= number:
                return found
            for worker in self.workers:
                code = worker.process.poll()
                assert code in (None, 0, -signal.SIGKILL), worker.text()
            time.sleep(0.2)
        logs = "\n".join(worker.text() for worker in self.workers)
        raise AssertionError(f"{len(found)} of {number} outcomes after {seconds} s:\n{logs}")

    def await_total(self, number: int, seconds: float = 60.0) -> None:
        """Waits until there are so many outcomes, several of an article counted each."""
        deadline = time.monotonic() + seconds
        while (found := self.outcomes().total()) < number:
            assert time.monotonic() < deadline, f"{found} of {number} outcomes"
            time.sleep(0.2)

    def await_quiet(self, topic: str, seconds: float = 1.5) -> None:
        """Waits until nothing has come on a topic for a while."""
        before = -1
        while (now := len(self.read(topic))) != before:
            before = now
            time.sleep(seconds)

    def close(self) -> None:
        """Kills what is still running."""
        for worker in self.workers:
            if worker.process.poll() is None:
                worker.stop(signal.SIGKILL)
