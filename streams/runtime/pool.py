"""Processes that do a stage's work, each alone in its slot, so that the event loop never computes.

A slot is a pool of one process: when a process dies or runs out of time, it is known which message
did it, and nobody else's work is lost. The message gets a second process; if that goes the same
way it is a reject.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, Protocol

from streams.errors import Reason, Rejected, Unavailable
from streams.pipeline import Message, Options, Stage
from streams.runtime.metrics import Metrics
from streams.runtime.processes import die_with_parent
from streams.runtime.settings import Settings

log = logging.getLogger(__name__)

Factory = Callable[[Options], Any]
"""Builds what the stages touch (``pipeline.Environment``); named at module level, for pickling."""
Step = Callable[[Stage, Message, Any], list[Message]]


@dataclass(frozen=True, slots=True)
class Job:
    """What a pool process needs to know to work: picklable."""

    stage: Stage
    options: Options
    environment: Factory
    step: Step


class Workers(Protocol):
    """Who does the work of one stage."""

    async def start(self) -> None:
        """Loads whatever loading takes, so that the first message does not wait for it."""

    async def work(self, message: Message) -> list[Message]:
        """What the stage makes of the message; ``Rejected`` where no process survives it."""

    def close(self) -> None:
        """Ends every process at once."""


class Pool:
    """``size`` processes; at most that many messages are worked on at a time."""

    def __init__(
        self, job: Job, size: int, limit: float, start_limit: float, metrics: Metrics
    ) -> None:
        self._limit, self._metrics = limit, metrics
        self._slots = [_Slot(job, start_limit) for _ in range(size)]
        self._free: asyncio.Queue[_Slot] = asyncio.Queue()

    async def start(self) -> None:
        """Starts every process and waits until each has loaded what its stage needs."""
        await asyncio.gather(*(slot.ready() for slot in self._slots))
        for slot in self._slots:
            self._free.put_nowait(slot)

    async def work(self, message: Message) -> list[Message]:
        """What the stage makes of the message.

        Raises:
            Rejected: ``poison`` or ``timeout``, after a second try in a fresh process.
            Unavailable: the world's fault, or no process can be started.
        """
        slot = await self._free.get()
        try:
            return await self._attempt(slot, message)
        finally:
            self._free.put_nowait(slot)

    async def _attempt(self, slot: _Slot, message: Message) -> list[Message]:
        why: Reason = "poison"
        for attempt in (1, 2):
            await slot.ready()
            try:
                return await slot.run(message, self._limit)
            except BrokenProcessPool:
                why = "poison"
            except TimeoutError:
                why = "timeout"
            log.warning("%s: attempt %d at %s ended in %s", slot, attempt, message.origin, why)
            self._metrics.count("pool_restarts")
            slot.kill()
        detail = {"poison": "two processes died of it", "timeout": f"over {self._limit:g} s, twice"}
        raise Rejected(why, detail[why])

    def close(self) -> None:
        """Ends every process at once, whatever it is doing."""
        for slot in self._slots:
            slot.kill()


def pooled(job: Job, settings: Settings, metrics: Metrics) -> Workers:
    """The processes that settings ask for; one where a stage computes next to nothing."""
    size = settings.processes() if job.stage.pooled else 1
    return Pool(job, size, settings.article_seconds, settings.start_seconds, metrics)


class _Slot:
    """A pool of one process that is started when asked for, and can be killed."""

    def __init__(self, job: Job, start_limit: float) -> None:
        self._job = job
        self._start_limit = start_limit
        self._executor: ProcessPoolExecutor | None = None
        self._pid = 0

    def __str__(self) -> str:
        return f"{self._job.stage.name} process {self._pid}"

    async def ready(self) -> None:
        """Starts the process if there is none and waits until it has loaded."""
        if self._executor is not None:
            return
        # started from the event loop's own thread: the kernel kills a child with the thread
        self._executor = ProcessPoolExecutor(
            max_workers=1,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_initialize,
            initargs=(self._job, os.getpid()),
        )
        try:
            self._pid = await self._call(_loaded, self._start_limit)
        except (BrokenProcessPool, TimeoutError):
            self.kill()
            raise Unavailable(
                f"a process for {self._job.stage.name} did not get ready in {self._start_limit:g} s"
            ) from None

    async def run(self, message: Message, limit: float) -> list[Message]:
        made: list[Message] = await self._call(_work, limit, message)
        return made

    async def _call(self, what: Callable[..., Any], limit: float, *arguments: Any) -> Any:
        assert self._executor is not None
        return await asyncio.wait_for(
            asyncio.wrap_future(self._executor.submit(what, *arguments)), limit
        )

    def kill(self) -> None:
        executor, self._executor = self._executor, None
        if executor is None:
            return
        if self._pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
        self._pid = 0
        executor.shutdown(wait=False, cancel_futures=True)


class _Process:
    """What a pool process holds between messages."""

    job: Job
    environment: Any = None
    failure: BaseException | None = None


def _initialize(job: Job, parent: int) -> None:
    die_with_parent(parent)
    # the stage process decides when to stop; a signal to the whole group is not for us
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    _Process.job = job
    try:
        _Process.environment = job.environment(job.options)
        for part in job.stage.needs:
            getattr(_Process.environment, part)
        # what is loaded stays: looking through it for garbage is 6 % of the work on an article
        gc.collect()
        gc.freeze()
    except Exception as why:  # told to the parent by _loaded, which can say it in one line
        _Process.failure = why


def _loaded() -> int:
    if _Process.failure is not None:
        raise _Process.failure
    return os.getpid()


def _work(message: Message) -> list[Message]:
    job = _Process.job
    return job.step(job.stage, message, _Process.environment)


def one_thread_each() -> None:
    """Keeps numeric libraries from starting threads in each of many processes; call before start."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
        os.environ[name] = "1"
