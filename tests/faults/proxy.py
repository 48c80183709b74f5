"""A TCP proxy that delays, cuts or garbles what goes through it."""

from __future__ import annotations

import asyncio
import contextlib
import random
import threading
from collections.abc import Mapping

_CHUNK = 65536


class Proxy:
    """Stands on ports of 127.0.0.1 and passes on to others, in a thread of its own.

    Args:
        ports: where to pass on to, by the port to stand on.
    """

    def __init__(self, ports: Mapping[int, int]) -> None:
        self.delay = 0.0
        self.closed = False
        self._ports = dict(ports)
        self._open: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="proxy", daemon=True)

    def start(self) -> None:
        """Begins to listen."""
        self._thread.start()
        assert self._ready.wait(10.0), "the proxy does not listen"

    def close(self) -> None:
        """Stops, and every connection with it."""
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5.0)

    def cut(self) -> None:
        """Breaks every connection."""
        self._loop.call_soon_threadsafe(self._cut)

    def garble(self, seed: int) -> None:
        """Puts bytes that nobody sent between those of every connection."""
        self._loop.call_soon_threadsafe(self._garble, random.Random(seed))

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        for near, far in self._ports.items():
            self._loop.run_until_complete(self._stand(near, far))
        self._ready.set()
        self._loop.run_forever()

    async def _stand(self, near: int, far: int) -> None:
        async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            if self.closed:
                writer.transport.abort()
                return
            try:
                there, back = await asyncio.open_connection("127.0.0.1", far)
            except OSError:
                writer.transport.abort()
                return
            self._open |= {writer, back}
            await asyncio.gather(self._pass(reader, back), self._pass(there, writer))

        await asyncio.start_server(accept, "127.0.0.1", near)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(_CHUNK):
                if self.delay:
                    await asyncio.sleep(self.delay)
                writer.write(data)
                await writer.drain()
        self._open.discard(writer)
        writer.close()

    def _cut(self) -> None:
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()

    def _garble(self, numbers: random.Random) -> None:
        for writer in self._open:
            if not writer.is_closing():
                writer.write(numbers.randbytes(64))
