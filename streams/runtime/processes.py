"""Processes that never outlive the one that started them, and free ports to listen on."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import socket
import subprocess

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True)


def die_with_parent(parent: int | None = None) -> None:
    """Asks the kernel to kill this process when its parent dies, however the parent dies.

    The request is tied to the parent's *thread* that started us, so start processes from a thread
    that lives as long as they should.

    Args:
        parent: the parent's process id, to notice that it is gone already.
    """
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if parent is not None and os.getppid() != parent:
        os._exit(1)


def collect_rarely() -> None:
    """Keeps the search for garbage from taking a tenth of the time; call when all is loaded.

    What is loaded by now stays and is never looked through again. A message makes ten thousand objects
    and no garbage to speak of that only a search would find.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def listening(port: int) -> bool:
    """Whether somebody accepts connections on that port of 127.0.0.1."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1.0):
            return True
    except OSError:
        return False


def end(process: subprocess.Popen[bytes], grace: float = 5.0) -> int:
    """Terminates a process, kills it after ``grace`` seconds, and gives its exit code."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(grace)
        except subprocess.TimeoutExpired:
            process.kill()
    return process.wait()
