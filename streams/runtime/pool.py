"""Processes that do a stage's work, so that the event loop never computes.

A process that becomes free takes its share of what is waiting, up to ``TOGETHER`` messages: parsing
several articles at once costs less than one after the other, and nobody waits for company. When a
process dies or runs out of time over several, each of them is done again alone, so that it is known
which message did it, and nobody else's work is lost. Alone, a message has a second process; if that
goes the same way it is a reject.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections import deque
from concurrent.futures.process import BrokenProcessPool
from typing import Final, Protocol

from streams.errors import Reason, Rejected
from streams.pipeline import Message
from streams.runtime.metrics import Metrics
from streams.runtime.settings import Settings
from streams.runtime.slot import Job, Made, Slot

log = logging.getLogger(__name__)

TOGETHER: Final = 16
"""Messages that a process is given at a time, at most."""


class Workers(Protocol):
    """Who does the work of one stage."""

    async def start(self) -> None:
        """Loads whatever loading takes, so that the first message does not wait for it."""

    async def work(self, message: Message) -> list[Message]:
        """What the stage makes of the message; ``Rejected`` where no process survives it."""

    def close(self) -> None:
        """Ends every process at once."""


class _Wish:
    """A message that somebody waits for."""

    def __init__(self, message: Message) -> None:
        self.message = message
        self.made: asyncio.Future[list[Message]] = asyncio.get_running_loop().create_future()

    def grant(self, made: Made) -> None:
        """Tells whoever still waits."""
        if self.made.done():
            return
        if isinstance(made, Exception):
            self.made.set_exception(made)
        else:
            self.made.set_result(made)


class Pool:
    """``size`` processes, each with at most ``TOGETHER`` messages at a time."""

    def __init__(
        self, job: Job, size: int, limit: float, start_limit: float, metrics: Metrics
    ) -> None:
        self._limit, self._metrics = limit, metrics
        self._slots = [Slot(job, start_limit) for _ in range(size)]
        self._free: list[Slot] = []
        self._waiting: deque[_Wish] = deque()
        self._busy: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Starts every process and waits until each has loaded what its stage needs."""
        await asyncio.gather(*(slot.ready() for slot in self._slots))
        self._free.extend(self._slots)
        self._deal()

    async def work(self, message: Message) -> list[Message]:
        """What the stage makes of the message.

        Raises:
            Rejected: ``poison`` or ``timeout``, after a second try in a fresh process.
            Unavailable: the world's fault, or no process can be started.
        """
        wish = _Wish(message)
        self._waiting.append(wish)
        self._deal()
        return await wish.made

    def _deal(self) -> None:
        """Gives every free process its share of what is waiting, in the order of arrival."""
        while self._free and self._waiting:
            share = -(-len(self._waiting) // len(self._slots))  # the others will be free soon
            wishes = [self._waiting.popleft() for _ in range(min(share, TOGETHER))]
            task = asyncio.create_task(self._occupy(self._free.pop(0), wishes))
            self._busy.add(task)
            task.add_done_callback(self._busy.discard)

    async def _occupy(self, slot: Slot, wishes: list[_Wish]) -> None:
        try:
            if len(wishes) == 1 or not await self._together(slot, wishes):
                for wish in wishes:
                    wish.grant(await self._alone(slot, wish.message))
        except Exception as why:  # no process can be started: nobody's own fault
            for wish in wishes:
                wish.grant(why)
        finally:
            self._free.append(slot)
            self._deal()

    async def _together(self, slot: Slot, wishes: list[_Wish]) -> bool:
        """Does all at once, in the time that one may take; says whether the process came through."""
        made = await self._attempt(slot, [wish.message for wish in wishes])
        if isinstance(made, str):
            return False
        for wish, one in zip(wishes, made, strict=True):
            wish.grant(one)
        return True

    async def _alone(self, slot: Slot, message: Message) -> Made:
        why: Reason = "poison"
        for _ in (1, 2):
            made = await self._attempt(slot, [message])
            if not isinstance(made, str):
                return made[0]
            why = made
        detail = {"poison": "two processes died of it", "timeout": f"over {self._limit:g} s, twice"}
        return Rejected(why, detail[why])

    async def _attempt(self, slot: Slot, messages: list[Message]) -> list[Made] | Reason:
        """What became of each, or how the process ended over them."""
        await slot.ready()
        try:
            return await slot.run(messages, self._limit)
        except BrokenProcessPool:
            why: Reason = "poison"
        except TimeoutError:
            why = "timeout"
        origins = ", ".join(str(message.origin) for message in messages)
        log.warning("%s: ended in %s over %s", slot, why, origins)
        self._metrics.count("pool_restarts")
        slot.kill()
        return why

    def close(self) -> None:
        """Ends every process at once, whatever it is doing."""
        self._waiting.clear()
        for task in self._busy:
            task.cancel()
        for slot in self._slots:
            slot.kill(wait=True)


def pooled(job: Job, settings: Settings, metrics: Metrics) -> Workers:
    """The processes that settings ask for; one where a stage computes next to nothing."""
    size = settings.processes() if job.stage.pooled else 1
    return Pool(job, size, settings.article_seconds, settings.start_seconds, metrics)


def one_thread_each() -> None:
    """Keeps numeric libraries from starting threads in each of many processes; call before start."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
        os.environ[name] = "1"
