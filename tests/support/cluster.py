"""Apache Kafka as one or several KRaft nodes on this machine's JVM, which can be killed and frozen."""

from __future__ import annotations

import base64
import os
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from streams.runtime.processes import die_with_parent, end, free_port, listening
from streams.runtime.settings import MAX_REJECT

START_SECONDS = 90.0

PROPERTIES = """
process.roles=broker,controller
node.id={number}
controller.quorum.voters={voters}
listeners={listeners},CONTROLLER://127.0.0.1:{controller}
advertised.listeners={advertised}
listener.security.protocol.map={protocols},CONTROLLER:PLAINTEXT
inter.broker.listener.name=BROKER
controller.listener.names=CONTROLLER
log.dirs={data}
log.cleaner.dedupe.buffer.size=8388608
offsets.topic.num.partitions=4
offsets.topic.replication.factor={copies}
transaction.state.log.num.partitions=4
transaction.state.log.replication.factor={copies}
transaction.state.log.min.isr={least}
min.insync.replicas={least}
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
auto.create.topics.enable=false
message.max.bytes={largest}
replica.fetch.max.bytes={largest}
num.network.threads=2
num.io.threads=4
"""


class NotStarted(Exception):
    """The broker did not come up; the message has the end of its log."""


@dataclass
class Node:
    """One broker and controller; ``ports`` are those of its listeners by name.

    ``speaks`` is the port that clients are told, where a proxy stands before it.
    """

    number: int
    java: list[str]
    folder: Path
    controller: int
    ports: dict[str, int]
    speaks: dict[str, int] = field(default_factory=dict)
    heap: str = "256m"
    process: subprocess.Popen[bytes] | None = None

    @property
    def config(self) -> Path:
        """Its properties file."""
        return self.folder / "server.properties"

    @property
    def log(self) -> Path:
        """What it writes."""
        return self.folder / "log"

    def start(self) -> None:
        """Starts the process; ``await_start`` waits for it."""
        parent = os.getpid()
        options = [f"-Xmx{self.heap}", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                # the quick compiler only: a node that lives for minutes never earns back the thorough
                [*self.java, *options, "kafka.Kafka", str(self.config)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=lambda: die_with_parent(parent),
            )

    def await_start(self, seconds: float = START_SECONDS) -> None:
        """Waits until it listens.

        Raises:
            NotStarted: it does not.
        """
        assert self.process is not None
        deadline = time.monotonic() + seconds
        while not all(listening(port) for port in self.ports.values()):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise NotStarted(f"Apache Kafka did not start: {self.log.read_text()[-800:]}")
            time.sleep(0.1)

    def signal(self, number: int) -> None:
        """Sends it a signal, if it is there."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)

    def kill(self) -> None:
        """As a power cut would."""
        self.signal(signal.SIGKILL)
        if self.process is not None:
            self.process.wait()

    def alive(self) -> bool:
        """Whether the process is there."""
        return self.process is not None and self.process.poll() is None


class Cluster:
    """Nodes on free ports of 127.0.0.1.

    Args:
        jars: the folder of the broker's jars.
        size: nodes; topics of the broker's own have as many copies, and need all but one.
        listeners: security protocol of each listener by name; BROKER is always there.
        properties: added to each node's, last word.
        scram: passwords by user, for logins from the first start on.
        proxied: listeners whose clients are told other ports (``speaks``), for a proxy to stand on.
    """

    def __init__(
        self,
        jars: Path,
        size: int = 1,
        *,
        heap: str = "256m",
        listeners: Mapping[str, str] | None = None,
        properties: Mapping[str, str] | None = None,
        scram: Mapping[str, str] | None = None,
        proxied: Collection[str] = (),
    ) -> None:
        self._java = java(jars)
        self.folder = Path(tempfile.mkdtemp(prefix="dragoman-kafka-"))
        self.listeners = {"BROKER": "PLAINTEXT", **(listeners or {})}
        self._properties, self._scram = dict(properties or {}), dict(scram or {})
        self.nodes = [self._node(number, heap, proxied) for number in range(1, size + 1)]
        self._id = "k" + base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")[1:]

    def _node(self, number: int, heap: str, proxied: Collection[str]) -> Node:
        folder = self.folder / str(number)
        folder.mkdir()
        ports = {name: free_port() for name in self.listeners}
        speaks = {name: free_port() if name in proxied else port for name, port in ports.items()}
        return Node(number, self._java, folder, free_port(), ports, speaks, heap)

    def bootstrap(self, listener: str = "BROKER") -> str:
        """Where clients begin, on a listener."""
        return ",".join(f"127.0.0.1:{node.speaks[listener]}" for node in self.nodes)

    def start(self) -> None:
        """Formats and starts every node, and waits for all.

        Raises:
            NotStarted: one does not come up.
        """
        for node in self.nodes:
            self._configure(node)
            self._format(node)
        for node in self.nodes:
            node.start()
        for node in self.nodes:
            node.await_start()

    def close(self) -> None:
        """Ends every node and removes what they kept."""
        for node in self.nodes:
            node.signal(signal.SIGCONT)
            if node.process is not None:
                end(node.process, grace=1.0)
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, why: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def _configure(self, node: Node) -> None:
        def urls(ports: Mapping[str, int]) -> str:
            return ",".join(f"{name}://127.0.0.1:{port}" for name, port in ports.items())

        voters = ",".join(f"{each.number}@127.0.0.1:{each.controller}" for each in self.nodes)
        text = PROPERTIES.format(
            number=node.number,
            voters=voters,
            listeners=urls(node.ports),
            advertised=urls(node.speaks),
            controller=node.controller,
            protocols=",".join(f"{name}:{kind}" for name, kind in self.listeners.items()),
            data=node.folder / "data",
            copies=len(self.nodes),
            least=max(1, len(self.nodes) - 1),
            largest=MAX_REJECT + 65536,
        )
        text += "".join(f"{name}={value}\n" for name, value in self._properties.items())
        node.config.write_text(text)

    def _format(self, node: Node) -> None:
        command = [*self._java, "-Xmx128m", "kafka.tools.StorageTool", "format", "-t", self._id]
        for user, password in self._scram.items():
            command += ["--add-scram", f"SCRAM-SHA-512=[name={user},password={password}]"]
        subprocess.run(
            [*command, "-c", str(node.config)], check=True, capture_output=True, timeout=90
        )


def java(jars: Path) -> list[str]:
    """The JVM with the broker's jars."""
    return ["java", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", f"{jars}/*"]
