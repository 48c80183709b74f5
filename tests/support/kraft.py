"""Apache Kafka for tests: one KRaft node on this machine's JVM, or whatever better is at hand."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from streams.runtime.processes import die_with_parent, end, free_port, listening
from streams.runtime.settings import MAX_REJECT

PROJECT = Path(__file__).parents[2] / "deploy" / "kafka"
JARS = PROJECT / "target" / "dependency"
IMAGE = "apache/kafka:4.1.1"
START_SECONDS = 60.0

PROPERTIES = """
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller}
listeners=BROKER://127.0.0.1:{broker},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=BROKER://127.0.0.1:{broker}
listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=BROKER
controller.listener.names=CONTROLLER
log.dirs={data}
log.cleaner.dedupe.buffer.size=8388608
offsets.topic.num.partitions=4
offsets.topic.replication.factor=1
transaction.state.log.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
auto.create.topics.enable=false
message.max.bytes={largest}
num.network.threads=2
num.io.threads=4
"""


class Missing(Exception):
    """No Apache Kafka can be had here; the message says what was tried."""


@contextmanager
def apache_kafka() -> Iterator[tuple[str, str]]:
    """Gives bootstrap address and a word on where the broker comes from.

    Raises:
        Missing: none of ``KAFKA_BOOTSTRAP``, a container engine, a JVM with Maven is there.
    """
    given = os.environ.get("KAFKA_BOOTSTRAP")
    if given:
        yield given, "KAFKA_BOOTSTRAP"
    elif _container_engine():
        with _container() as bootstrap:
            yield bootstrap, f"container {IMAGE}"
    else:
        with node() as bootstrap:
            yield bootstrap, "a KRaft node on this machine's JVM"


def _container_engine() -> bool:
    try:
        import docker

        docker.from_env(timeout=3).ping()
    except Exception:  # whatever is wrong with the engine, the JVM is next
        return False
    return True


@contextmanager
def _container() -> Iterator[str]:
    from testcontainers.kafka import KafkaContainer

    container = KafkaContainer(IMAGE).with_kraft()
    container.with_env("KAFKA_MESSAGE_MAX_BYTES", str(MAX_REJECT + 65536))
    container.with_env("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
    container.with_env("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "1000")
    with container:
        yield container.get_bootstrap_server()


def jars() -> Path:
    """The folder of the broker's jars, brought by Maven the first time.

    Raises:
        Missing: no JVM, no Maven, or Maven cannot bring them.
    """
    if shutil.which("java") is None:
        raise Missing("neither KAFKA_BOOTSTRAP, a container engine nor a JVM (JDK 17)")
    stamp = JARS / "pom.copied"
    wanted = (PROJECT / "pom.xml").read_bytes()
    if stamp.is_file() and stamp.read_bytes() == wanted:
        return JARS
    if shutil.which("mvn") is None:
        raise Missing("a JVM but no Maven (mvn) to bring Apache Kafka's jars")
    print("bringing Apache Kafka's jars with Maven (43 MB, once) ...", file=sys.stderr, flush=True)
    shutil.rmtree(JARS, ignore_errors=True)
    command = ["mvn", "-q", "-B", "-f", str(PROJECT / "pom.xml"), "dependency:copy-dependencies"]
    made = subprocess.run(command, capture_output=True, text=True, timeout=600)
    if made.returncode != 0:
        raise Missing(f"Maven could not bring Apache Kafka: {made.stdout.strip()[-500:]}")
    stamp.write_bytes(wanted)
    return JARS


@contextmanager
def node(heap: str = "512m") -> Iterator[str]:
    """One Apache Kafka node, broker and controller in one, on free ports of 127.0.0.1."""
    classpath = f"{jars()}/*"
    folder = Path(tempfile.mkdtemp(prefix="dragoman-kafka-"))
    port = free_port()
    properties = folder / "server.properties"
    properties.write_text(
        PROPERTIES.format(
            broker=port,
            controller=free_port(),
            data=folder / "data",
            largest=MAX_REJECT + 65536,
        )
    )
    java = ["java", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", classpath]
    # an id that began with "-" would be read as an option
    cluster = "k" + base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")[1:]
    config = str(properties)
    subprocess.run(
        [*java, "-Xmx128m", "kafka.tools.StorageTool", "format", "-t", cluster, "-c", config],
        check=True,
        capture_output=True,
        timeout=60,
    )
    parent, main = os.getpid(), ("kafka.Kafka", config)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            # the quick compiler only: a node that lives for minutes never earns back the thorough one
            [*java, f"-Xmx{heap}", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", *main],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=lambda: die_with_parent(parent),
        )
    try:
        _await_start(process, port, folder / "log")
        yield f"127.0.0.1:{port}"
    finally:
        end(process, grace=1.0)
        shutil.rmtree(folder, ignore_errors=True)


def _await_start(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not listening(port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise Missing(f"Apache Kafka did not start: {log.read_text()[-800:]}")
        time.sleep(0.1)
