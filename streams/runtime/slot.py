"""A process that works for a stage, from both sides: started, asked and killed here, working there.

Each is an executor of one process, so that it is known what it was doing when it died.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any

from streams.errors import Unavailable
from streams.pipeline import Message, Options, Stage
from streams.runtime.processes import collect_rarely, die_with_parent

Factory = Callable[[Options], Any]
"""Builds what the stages touch (``pipeline.Environment``); named at module level, for pickling."""
Step = Callable[[Stage, Message, Any], list[Message]]
Made = list[Message] | Exception
"""What became of one message; an exception is the world's fault, not the message's."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a pool process needs to know to work: picklable."""

    stage: Stage
    options: Options
    environment: Factory
    step: Step


class Slot:
    """One process, started when asked for, that can be killed."""

    def __init__(self, job: Job, start_limit: float) -> None:
        self._job = job
        self._start_limit = start_limit
        self._executor: ProcessPoolExecutor | None = None
        self._pid = 0

    def __str__(self) -> str:
        return f"{self._job.stage.name} process {self._pid}"

    async def ready(self) -> None:
        """Starts the process if there is none and waits until it has loaded.

        Raises:
            Unavailable: it does not get ready.
        """
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

    async def run(self, messages: Sequence[Message], limit: float) -> list[Made]:
        """What becomes of each message, all of them within ``limit`` seconds.

        Raises:
            BrokenProcessPool: the process died.
            TimeoutError: it took longer.
        """
        made: list[Made] = await self._call(_work, limit, messages)
        return made

    async def _call(self, what: Callable[..., Any], limit: float, *arguments: Any) -> Any:
        assert self._executor is not None
        return await asyncio.wait_for(
            asyncio.wrap_future(self._executor.submit(what, *arguments)), limit
        )

    def kill(self, *, wait: bool = False) -> None:
        """Ends the process at once; ``ready`` starts another.

        Args:
            wait: until the executor's own thread has seen it, which is a moment. An interpreter that ends
                while that thread closes its pipe writes to the closed pipe and exits with 1 (CPython 3.11).
        """
        executor, self._executor = self._executor, None
        if executor is None:
            return
        loaded, self._pid = self._pid, 0
        if loaded:
            with contextlib.suppress(ProcessLookupError):
                os.kill(loaded, signal.SIGKILL)
        # one that is still loading is not waited for: it ends with its parent
        executor.shutdown(wait=wait and bool(loaded), cancel_futures=True)


# --- on the other side ---------------------------------------------------------------------------


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
        collect_rarely()
    except Exception as why:  # told to the parent by _loaded, which can say it in one line
        _Process.failure = why


def _loaded() -> int:
    if _Process.failure is not None:
        raise _Process.failure
    return os.getpid()


def _work(messages: Sequence[Message]) -> list[Made]:
    job = _Process.job
    if job.stage.ahead is not None and len(messages) > 1:
        job.stage.ahead(messages, _Process.environment)
    return [_one(job, message) for message in messages]


def _one(job: Job, message: Message) -> Made:
    try:
        return job.step(job.stage, message, _Process.environment)
    except Exception as why:  # the others are not to suffer for it; raised again for this one
        return why
