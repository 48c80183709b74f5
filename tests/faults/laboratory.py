"""A cluster, workers and a load; faults drawn from a seed; and the proof at the end."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb
from kafka.errors import KafkaError

from streams import contracts
from streams.errors import Misuse, Unavailable
from streams.runtime import topics
from streams.runtime.agents import group
from streams.runtime.reading import consumer, partitions
from tests.faults import clock, stages
from tests.faults.breaking import Faults
from tests.faults.checker import archive, check
from tests.faults.load import Load, Watch
from tests.faults.proxy import Proxy
from tests.faults.report import Report
from tests.support import kraft
from tests.support.cluster import Cluster
from tests.support.flow import Flow, Worker, settings_for

PROGRAM = ("-m", "tests.faults.worker")
ARCHIVER = ("-m", "streams.cli", "archive")
PARTITIONS = 6
RECOVERY_LIMIT = 150.0


class Laboratory(Faults):
    """Runs and disturbs.

    Args:
        workers: processes that run all four stages each.
        rate: articles a second.
        patience: seconds in which every partition has to get on after a fault.
        archiving: whether an archiver keeps events and records in Parquet meanwhile.
    """

    def __init__(
        self,
        cluster: Cluster,
        proxy: Proxy,
        folder: Path,
        seed: int,
        *,
        workers: int = 3,
        rate: float = 40.0,
        patience: float = RECOVERY_LIMIT,
        archiving: bool = False,
        told: Callable[[str], None] = print,
        **changes: object,
    ) -> None:
        self.cluster, self.proxy = cluster, proxy
        self.report = Report(seed)
        self._numbers, self._told = random.Random(seed), told
        self.direct = settings_for(
            cluster.bootstrap("BROKER"),
            replication=len(cluster.nodes),
            session_seconds=10.0,
            rebalance_seconds=20.0,
            request_seconds=15.0,
            commit_seconds=0.5,
            reject_run=0,
            **changes,
        )
        through = replace(self.direct, bootstrap=cluster.bootstrap("CLIENTS"))
        self.flow = Flow(through, folder, PROGRAM)
        self._clock = clock.Clock(folder / "clock")
        self.flow.environment.update(self._clock.environment())
        self._archive = folder / "archive" if archiving else None
        self._archiver: Worker | None = None
        self.load = Load(self.direct, seed, rate)
        self.watch = Watch(self.direct)
        self._rate, self._size, self._patience = rate, workers, patience
        self._members: list[Worker] = []

    def begin(self) -> None:
        """Creates topics, starts workers, waits until they work, then starts the load."""
        topics.create(self.direct, PARTITIONS)
        self._members = [self.flow.start() for _ in range(self._size)]
        for each in self._members:
            each.await_text("worker: ready", 240.0)
        self._keep_archiving()
        self.watch.start()
        self.load.start()
        self._until_recovered(time.monotonic())

    def disturb(self, kinds: list[str]) -> None:
        """One fault of each kind named, in that order, each waited for."""
        for kind in kinds:
            began = time.monotonic()
            self.faults()[kind]()
            took = self._until_recovered(began)
            self.report.faults.append((kind, took))
            self._told(f"{len(self.report.faults):>4} {kind:<22} recovered after {took:5.1f} s")
            time.sleep(self._numbers.uniform(0.2, 1.5))

    def drawn(self, until: float) -> None:
        """Faults of all kinds in rounds of random order until that moment (``time.monotonic``)."""
        while time.monotonic() < until:
            kinds = list(self.faults())
            self._numbers.shuffle(kinds)
            for kind in kinds:
                if time.monotonic() < until:
                    self.disturb([kind])

    def end(self) -> Report:
        """Stops the load, waits until everything has come out, stops workers, and proves."""
        self.load.rate, self.load.slow = self._rate, 0.0
        self.load.stop()
        self.report.accepted = self.load.accepted
        self._supervised(self._drained, 600.0)
        self.watch.stop()
        for each in self._members:
            if each.process.poll() is None:
                each.stop(seconds=90.0)
        calm = Flow(self.direct, self.flow.folder)
        rows = self._archived(calm)
        given = {topic.name: calm.read(topic.name) for topic in contracts.topics()}
        self.report.verdict = check(given)
        if rows is not None:
            archive(rows, given, self.report.verdict)
        return self.report

    def _archived(self, calm: Flow) -> list[tuple[str, int, int]] | None:
        """Topic, partition and offset of every row in the archive once it has come to the end."""
        if self._archive is None or self._archiver is None:
            return None
        self._archiver.stop(signal.SIGKILL)
        last = calm.start(str(self._archive), "--to-end", program=ARCHIVER)
        assert last.process.wait(300.0) == 0, last.text()[-1500:]
        prefix = len(self.direct.prefix)
        files = f"read_parquet('{self._archive}/*/*/*.parquet', union_by_name = true)"
        question = f'SELECT topic, partition, "offset" FROM {files}'
        found = duckdb.connect().execute(question).fetchall()
        return [
            (topic[prefix:] if topic.startswith(self.direct.prefix) else topic, at, offset)
            for topic, at, offset in found
        ]

    # what surrounds them

    def _mend(self) -> None:
        """Starts again what has ended, as a supervisor does."""
        for place, each in enumerate(self._members):
            code = each.process.poll()
            if code is not None:
                self.report.exits[code] += 1
                self._members[place] = self.flow.start()
        if self._archiver is not None and self._archiver.process.poll() is not None:
            self._keep_archiving()

    def _keep_archiving(self) -> None:
        if self._archive is not None:
            target = (str(self._archive), "--rows", "300", "--seconds", "1")
            self._archiver = self.flow.start(*target, program=ARCHIVER)

    def _until_recovered(self, began: float) -> float:
        """Waits until articles sent since then have come out of every partition; says how long."""
        self._supervised(lambda: self._through_all(began), self._patience)
        return time.monotonic() - began

    def _supervised(self, done: Callable[[], bool], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not done():
            self._mend()
            if time.monotonic() > deadline:
                logs = "\n".join(each.text()[-1500:] for each in self._members)
                raise AssertionError(f"not recovered after {seconds:.0f} s:\n{logs}")
            time.sleep(0.25)

    def _through_all(self, began: float) -> bool:
        came, taken, partition = dict(self.watch.came), dict(self.load.taken), self.load.partition
        through = {partition[key] for key in came if taken.get(key, 0.0) > began}
        return len(through) == PARTITIONS

    def _drained(self) -> bool:
        """Whether every article has come out and every stage has committed all that it takes."""
        if any(key not in self.watch.came for key in dict(self.load.taken)):
            return False
        if not self._all_committed():
            return False
        time.sleep(2.0)  # a stage may have given something since the one behind it was looked at
        return self._all_committed()

    def _all_committed(self) -> bool:
        try:
            return all(
                self._committed(group(stage, self.direct), self.direct.topic(stage.takes))
                for stage in stages.stages()
            )
        except (Unavailable, Misuse, KafkaError):
            return False

    def _committed(self, name: str, topic: str) -> bool:
        with consumer(self.direct) as reader, topics.admin(self.direct) as client:
            ends = reader.end_offsets(partitions(reader, topic))
            done = client.list_group_offsets([name])[name]
            return all(at in done and done[at].offset >= end for at, end in ends.items() if end)


@contextmanager
def laboratory(
    folder: Path, seed: int, *, nodes: int = 3, heap: str = "256m", **options: object
) -> Iterator[Laboratory]:
    """A laboratory ready to begin; everything in it is ended afterwards."""
    with kraft.cluster(
        nodes, heap=heap, listeners={"CLIENTS": "PLAINTEXT"}, proxied={"CLIENTS"}
    ) as cluster:
        ports = {node.speaks["CLIENTS"]: node.ports["CLIENTS"] for node in cluster.nodes}
        proxy = Proxy(ports)
        proxy.start()
        made = Laboratory(cluster, proxy, folder, seed, **options)  # type: ignore[arg-type]
        try:
            yield made
        finally:
            made.flow.close()
            proxy.close()
