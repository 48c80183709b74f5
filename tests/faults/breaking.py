"""Every kind of fault: what is done to workers, brokers, connections, disks and clocks."""

from __future__ import annotations

import os
import random
import resource
import signal
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from streams.runtime import topics
from streams.runtime.settings import Settings
from tests.faults.clock import Clock
from tests.faults.load import Load
from tests.faults.proxy import Proxy
from tests.support.cluster import Cluster
from tests.support.flow import Flow, Worker


class Faults(ABC):
    """What can be done to a laboratory; drawn by name from ``faults``."""

    cluster: Cluster
    proxy: Proxy
    direct: Settings
    flow: Flow
    load: Load
    _numbers: random.Random
    _clock: Clock
    _archive: Path | None
    _archiver: Worker | None
    _members: list[Worker]
    _rate: float

    @abstractmethod
    def _mend(self) -> None:
        """Starts again what has ended."""

    def faults(self) -> dict[str, Callable[[], None]]:
        """Every kind of fault by name."""
        more: dict[str, Callable[[], None]] = {}
        if self._archive is not None:
            more["archiver killed"] = self.archiver_killed
        return {
            **more,
            "clock jumps": self.clock_jumps,
            "worker killed": self.worker_killed,
            "worker told to stop": self.worker_told_to_stop,
            "worker frozen": self.worker_frozen,
            "worker naps": self.worker_naps,
            "broker killed": self.broker_killed,
            "leader killed": self.leader_killed,
            "all brokers killed": self.all_brokers_killed,
            "broker frozen": self.broker_frozen,
            "connections cut": self.connections_cut,
            "connections slow": self.connections_slow,
            "connections garbled": self.connections_garbled,
            "disk full": self.disk_full,
            "workers come and go": self.workers_come_and_go,
            "burst of articles": self.burst,
            "slow articles": self.slow_articles,
        }

    def worker_killed(self) -> None:
        """As the kernel does it; started again after a while."""
        victim = self._one()
        victim.stop(signal.SIGKILL)
        time.sleep(2.0)

    def worker_told_to_stop(self) -> None:
        """As a deployment does it."""
        self._one().process.terminate()

    def worker_frozen(self) -> None:
        """For longer than its session: others take over, then it wakes and may write late."""
        self._frozen(1.6 * self.direct.session_seconds)

    def worker_naps(self) -> None:
        """For shorter than its session: nobody may notice."""
        self._frozen(0.4 * self.direct.session_seconds)

    def _frozen(self, seconds: float) -> None:
        victim = self._one()
        family = _family(victim)
        for pid in family:
            _signal(pid, signal.SIGSTOP)
        time.sleep(seconds)
        for pid in family:
            _signal(pid, signal.SIGCONT)

    def broker_killed(self) -> None:
        """One of them, started again."""
        self._broker(self._numbers.choice(self.cluster.nodes).number)

    def leader_killed(self) -> None:
        """The one that leads a partition of a busy topic."""
        with topics.admin(self.direct) as client:
            (about,) = client.describe_topics([self.direct.topic("events")])
        leader = about["partitions"][0]["leader_id"]
        self._broker(leader)

    def _broker(self, number: int) -> None:
        node = self.cluster.nodes[max(1, number) - 1]
        node.kill()
        time.sleep(self._numbers.uniform(1.0, 6.0))
        node.start()
        node.await_start(180.0)

    def all_brokers_killed(self) -> None:
        """A power cut."""
        for node in self.cluster.nodes:
            node.kill()
        time.sleep(1.0)
        for node in self.cluster.nodes:
            node.start()
        for node in self.cluster.nodes:
            node.await_start(180.0)

    def broker_frozen(self) -> None:
        """Neither dead nor alive for a while."""
        node = self._numbers.choice(self.cluster.nodes)
        node.signal(signal.SIGSTOP)
        time.sleep(8.0)
        node.signal(signal.SIGCONT)

    def connections_cut(self) -> None:
        """And none let in for three seconds."""
        self.proxy.closed = True
        self.proxy.cut()
        time.sleep(3.0)
        self.proxy.closed = False

    def connections_slow(self) -> None:
        """A third of a second each way, for ten seconds."""
        self.proxy.delay = 0.33
        time.sleep(10.0)
        self.proxy.delay = 0.0

    def connections_garbled(self) -> None:
        """Bytes that nobody sent, in the middle of every connection."""
        self.proxy.garble(self._numbers.randrange(2**32))

    def disk_full(self) -> None:
        """A broker that cannot let its files grow any more; it leaves, and comes back with room."""
        node = self._numbers.choice(self.cluster.nodes)
        if node.process is not None:
            _limit_files(node.process.pid, 4096)
        deadline = time.monotonic() + 15.0
        while node.alive() and time.monotonic() < deadline:
            time.sleep(0.2)
        node.kill()
        node.start()
        node.await_start(180.0)

    def workers_come_and_go(self) -> None:
        """Two more join and leave again, one politely, one not."""
        guests = [self.flow.start() for _ in range(2)]
        for each in guests:
            with suppress(AssertionError):
                each.await_text("worker: ready", 120.0)
            time.sleep(2.0)
        guests[0].stop(signal.SIGTERM, 90.0)
        guests[1].stop(signal.SIGKILL)

    def burst(self) -> None:
        """Five times the load for eight seconds."""
        self.load.rate = 5 * self._rate
        time.sleep(8.0)
        self.load.rate = self._rate

    def slow_articles(self) -> None:
        """A tenth of the articles takes its time for a while."""
        self.load.slow = 0.1
        time.sleep(8.0)
        self.load.slow = 0.0

    def archiver_killed(self) -> None:
        """In the middle of whatever it writes."""
        if self._archiver is not None:
            self._archiver.stop(signal.SIGKILL)

    def clock_jumps(self) -> None:
        """The workers' clocks go an hour and a half forward, an hour back, and right again."""
        for seconds in (5400, -3600, 0):
            self._clock.set(seconds)
            time.sleep(4.0)

    def _one(self) -> Worker:
        self._mend()
        return self._numbers.choice(self._members)


def _family(worker: Worker) -> list[int]:
    """A worker's process and its children."""
    children = Path(f"/proc/{(pid := worker.process.pid)}/task/{pid}/children")
    return [pid, *map(int, children.read_text().split())] if children.exists() else []


def _signal(pid: int, number: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)


def _limit_files(pid: int, size: int) -> None:
    with suppress(ProcessLookupError):
        _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, most))
