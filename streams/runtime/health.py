"""Whether a stage lives and works: asked from a thread of its own, so that a stuck loop still answers.

``/health`` is about being alive: the event loop turns and work that waits gets done. ``/ready`` is
about being of use: models loaded, partitions assigned. A stage that is not alive any more is ended by
its watchdog, because a client that has stopped fetching does not recover by itself.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from streams.errors import Misuse

log = logging.getLogger(__name__)

_REQUEST_SECONDS = 10.0
"""After which a client that says nothing is hung up on, so that such clients cannot pile up."""
STUCK_EXIT = 70
"""Exit code of a stage whose watchdog found it stuck."""


@dataclass(frozen=True, slots=True)
class State:
    """What a stage says of itself: ``problem`` is empty while it lives, ``waits_for`` once ready."""

    stage: str
    problem: str
    waits_for: str
    page: str


class Pulse:
    """What the event loop leaves behind for others to look at: times of ``time.monotonic``.

    ``moving`` is since when partitions have been taken away and not given back, if they are.
    """

    def __init__(self, stall_seconds: float) -> None:
        self.stall_seconds = stall_seconds
        self.beat = time.monotonic()
        self.progress = time.monotonic()
        self.awake = time.monotonic()
        self.longest = 0.0
        self.work_waits = False
        self.moving: float | None = None
        self.waits_for = "models"

    def woke(self, now: float) -> None:
        """Notes that the process runs, and for how long it did not."""
        self.longest = max(self.longest, now - self.awake)
        self.awake = now

    def away(self, now: float) -> float:
        """The longest that the process did not run, the time until now included."""
        return max(self.longest, now - self.awake)

    def problem(self, now: float) -> str:
        """Why the stage is to be counted as dead, or nothing."""
        if now - self.beat > self.stall_seconds:
            return f"the event loop has not turned for {now - self.beat:.0f} s"
        if self.work_waits and now - self.progress > self.stall_seconds:
            return f"work waits and none was finished for {now - self.progress:.0f} s"
        if self.moving is not None and now - self.moving > self.stall_seconds:
            return f"partitions were taken away and none were given for {now - self.moving:.0f} s"
        return ""


def watch(
    pulse: Pulse,
    stage: str,
    leave: Callable[[int], Any] = os._exit,
    clock: Callable[[], float] = time.monotonic,
    every: float = 1.0,
) -> threading.Thread:
    """Starts the watchdog: a thread that ends the process when the stage is stuck.

    It runs however busy the event loop is, so it also knows when the process as a whole was stopped.
    """

    def look() -> None:
        while True:
            time.sleep(every)
            pulse.woke(clock())
            problem = pulse.problem(clock())
            if problem:
                log.critical("%s is stuck: %s; leaving so that it is started again", stage, problem)
                leave(STUCK_EXIT)
                return

    thread = threading.Thread(target=look, name=f"{stage}-watchdog", daemon=True)
    thread.start()
    return thread


class Server:
    """``/health``, ``/ready`` and ``/metrics``, in threads; nothing else, and nothing that writes.

    Args:
        port: 0 takes a free one; see ``self.port``.
        states: asks every stage; called for each request.
        page: makes one metrics page of the stages' pages.
        host: address to listen on; this machine only unless told otherwise.

    Raises:
        Misuse: nothing can be listened on there.
    """

    def __init__(
        self,
        port: int,
        states: Callable[[], list[State]],
        page: Callable[[list[str]], str],
        host: str = "127.0.0.1",
    ) -> None:
        class Handler(BaseHTTPRequestHandler):
            timeout = _REQUEST_SECONDS
            server_version, sys_version = "dragoman", ""

            def do_GET(self) -> None:
                status, kind, body = answer(self.path, states(), page)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                """Probes come every few seconds; they are nobody's news."""

        try:
            self._server = ThreadingHTTPServer((host, port), Handler)
        except OSError as why:
            raise Misuse(f"cannot listen on {host}:{port}: {why.strerror}") from None
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stops listening."""
        self._server.shutdown()
        self._server.server_close()


def answer(
    path: str, states: list[State], page: Callable[[list[str]], str]
) -> tuple[int, str, bytes]:
    """Status, content type and body for a request."""
    text = "text/plain; charset=utf-8"
    if path == "/metrics":
        body = page([state.page for state in states])
        return 200, "text/plain; version=0.0.4; charset=utf-8", body.encode()
    if path == "/health":
        bad = [f"{s.stage}: {s.problem}" for s in states if s.problem]
    elif path == "/ready":
        bad = [f"{s.stage}: waits for {s.waits_for}" for s in states if s.waits_for]
        bad += [f"{s.stage}: {s.problem}" for s in states if s.problem]
    else:
        return 404, text, b"there is /health, /ready and /metrics\n"
    body = "\n".join(bad) if bad else "ok"
    return (503 if bad else 200), text, f"{body}\n".encode()
