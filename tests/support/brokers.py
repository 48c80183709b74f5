"""The brokers of a test run, each started once and only when a test asks for it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

from streams.errors import Unavailable
from streams.runtime import broker
from tests.support import kraft


@pytest.fixture(scope="session")
def kafka() -> Iterator[str]:
    """Bootstrap address of Apache Kafka; skips loudly where none can be had, fails in CI."""
    node = kraft.apache_kafka()
    try:
        bootstrap, origin = node.__enter__()
    except kraft.Missing as why:
        message = f"NO APACHE KAFKA, guarantees are not tested: {why}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        print(f"\n*** {message} ***", file=sys.__stderr__, flush=True)
        pytest.skip(message)
    print(f"\nApache Kafka: {bootstrap} ({origin})", file=sys.__stderr__, flush=True)
    try:
        yield bootstrap
    finally:
        node.__exit__(None, None, None)


@pytest.fixture(scope="session")
def embedded_broker() -> Iterator[str]:
    """Bootstrap address of the embedded broker."""
    try:
        with broker.embedded() as bootstrap:
            yield bootstrap
    except Unavailable as why:
        pytest.skip(str(why))
