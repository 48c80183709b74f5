"""Apache Kafka for tests: one KRaft node on this machine's JVM, or whatever better is at hand."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from streams.runtime.settings import MAX_REJECT
from tests.support.cluster import Cluster, NotStarted

PROJECT = Path(__file__).parents[2] / "deploy" / "kafka"
JARS = PROJECT / "target" / "dependency"
IMAGE = "apache/kafka:4.1.1"


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
    with cluster(heap=heap) as alone:
        yield alone.bootstrap()


@contextmanager
def cluster(size: int = 1, **options: Any) -> Iterator[Cluster]:
    """A cluster of our own; options as for ``Cluster``.

    Raises:
        Missing: there is no JVM or no jars, or the nodes do not start.
    """
    try:
        with Cluster(jars(), size, **options) as made:
            yield made
    except NotStarted as why:
        raise Missing(str(why)) from None
