"""A local HTTP server that takes webhooks: well, badly, slowly, or with lies."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Receiver:
    """What it is to do with each request in turn, the last for ever, and what it got.

    ``plan`` holds statuses, or ``hang``, ``trickle``, ``close``, ``garbage``, ``short`` (promises more
    than it sends), ``redirect``. What holds a word of ``refused`` gets that status whenever it comes.
    ``did`` is what it did with each of ``got``.
    """

    plan: list[int | str]
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    port: int = 0
    refused: dict[bytes, int] = field(default_factory=dict)
    did: list[int | str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}/hook?x=1"


@contextmanager
def receiver(*plan: int | str) -> Iterator[Receiver]:
    """Runs one on 127.0.0.1."""
    made = Receiver(list(plan))
    ended = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            made.got.append((dict(self.headers), body))
            never = [status for word, status in made.refused.items() if word in body]
            if never:
                do: int | str = never[0]
            else:
                do = made.plan.pop(0) if len(made.plan) > 1 else made.plan[0]
            made.did.append(do)
            with suppress(OSError):
                self._answer(do)

        def _answer(self, do: int | str) -> None:
            if do == "hang":
                ended.wait(30)
            elif do == "trickle":
                for letter in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"y" * 1000:
                    if ended.wait(0.05):
                        return
                    self.wfile.write(bytes([letter]))
            elif do == "garbage":
                self.wfile.write(b"\x00\xffthis is no answer\r\n\r\n")
            elif do == "close":
                self.close_connection = True
            elif do == "short":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nx")
                self.close_connection = True
            elif do == "redirect":
                self.send_response(302)
                self.send_header("Location", f"http://127.0.0.1:{made.port}/elsewhere")
                self.end_headers()
            else:
                self.send_response(int(do))
                self.send_header("Content-Length", "0")
                self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield made
    finally:
        ended.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
        time.sleep(0)
