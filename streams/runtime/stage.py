"""The process of one stage: pool, Faust app and runner put together, and an orderly end."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from aiokafka.errors import KafkaError

from streams.errors import DragomanError, Unavailable
from streams.pipeline import Message, Stage, step
from streams.runtime import agents, folding, security
from streams.runtime.health import Pulse, State, watch
from streams.runtime.metrics import Metrics
from streams.runtime.pool import Workers, one_thread_each, pooled
from streams.runtime.processes import collect_rarely, die_with_parent
from streams.runtime.runner import Runner, TooManyRejects
from streams.runtime.settings import Settings
from streams.runtime.slot import Factory, Job, Step

log = logging.getLogger(__name__)

FAILED_EXIT = 1
"""Exit code when something failed that must not be skipped."""
UNFINISHED_EXIT = 4
"""Exit code when the time to finish ran out: what was left is done again by the next start."""
REJECTS_EXIT = 5
"""Exit code when so much was rejected that going on would only empty a topic into ``rejects``."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a stage's process is to run: picklable.

    ``environment``, ``step`` and ``hire`` are the real ones outside tests, where ``fold`` and
    ``restore`` are given too; null is the stage's own.
    """

    stage: Stage
    settings: Settings
    environment: Factory
    step: Step = step
    fold: folding.Fold | None = None
    restore: Callable[[Stage, Settings], Any] | None = None
    hire: Callable[[Job, Settings, Metrics], Workers] = pooled


def main(plan: Plan, asked: Connection, parent: int, level: int) -> None:
    """Runs a stage until told to stop; the target of a spawned process.

    Exit codes: 0 told to stop and finished; 1 failed, nothing skipped; 4 told to stop and ran out of
    time; 5 too many rejects; 70 stuck.
    """
    die_with_parent(parent)
    one_thread_each()
    collect_rarely()
    _speak(plan.stage.name, level)
    process = _Process(plan)
    threading.Thread(target=process.answer, args=(asked,), daemon=True).start()
    try:
        code = asyncio.run(process.run())
    except DragomanError as why:
        log.error("%s", why)
        code = FAILED_EXIT
    raise SystemExit(code)


def _speak(stage: str, level: int) -> None:
    """Our own lines from ``level`` on; the libraries speak only when something is wrong."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(f"%(asctime)s %(levelname)s {stage}: %(message)s"))
    handler.addFilter(_ours_or_wrong)
    logging.basicConfig(level=level, handlers=[handler])


def _ours_or_wrong(record: logging.LogRecord) -> bool:
    if record.name.startswith("streams"):
        return True
    if record.exc_info and isinstance(record.exc_info[1], KafkaError):
        record.exc_info = (
            None  # what the broker said is in the line; where it was heard helps nobody
        )
    return record.levelno >= logging.ERROR


class _Process:
    def __init__(self, plan: Plan) -> None:
        self._plan, self._stage, self._settings = plan, plan.stage, plan.settings
        self._metrics = Metrics(plan.stage.name)
        self._pulse = Pulse(plan.settings.stall_seconds)
        self._stop = asyncio.Event()
        self._gate = asyncio.Event()
        self._gate.set()

    def answer(self, asked: Connection) -> None:
        """Tells the parent how it is whenever asked, from a thread of its own."""
        with contextlib.suppress(EOFError, OSError):
            while True:
                number = asked.recv()
                problem = self._pulse.problem(time.monotonic())
                page = self._metrics.page()
                state = State(self._stage.name, problem, self._pulse.waits_for, page)
                asked.send((number, state))

    async def run(self) -> int:
        """Loads, joins, works, and leaves; the exit code."""
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self._stop.set)
        self._workers = self._hire()
        try:
            watch(self._pulse, self._stage.name)
            beating = asyncio.create_task(self._beat())
            if await self._unless_stopped(self._workers.start()):
                return 0
            self._app = agents.build(self._stage, self._settings)
            self._carrier = agents.Carrier(
                self._app, self._settings, self._metrics, self._still_ours
            )
            self._runner = self._new_runner()
            self._app.before_revoked = self._before_revoked
            agents.attach(self._app, self._stage, self._settings, self._take)
            self._app.on_partitions_assigned.connect(self._on_assigned)
            return await self._work()
        finally:
            beating.cancel()
            self._workers.close()

    def _hire(self) -> Workers:
        plan, settings = self._plan, self._settings
        if self._stage.work is None:
            fold, restore = folding.folder(self._stage)
            fold, restore = plan.fold or fold, plan.restore or restore
            self._folder = folding.Folder(
                lambda: restore(self._stage, settings), self._metrics, fold
            )
            return self._folder
        job = Job(self._stage, settings.options(), plan.environment, plan.step)
        return plan.hire(job, settings, self._metrics)

    def _still_ours(self) -> None:
        """Refuses to write what was made before this process was stopped and woken.

        Whoever took over may be further by now: an older version of an article, or an older
        revision of a record, would then come after the newer one.
        """
        away = self._pulse.away(time.monotonic())
        if away > self._settings.session_seconds:
            raise Unavailable(
                f"{self._stage.name}: was stopped for {away:.0f} s, longer than its session; "
                "somebody else may have taken over"
            )

    def _new_runner(self) -> Runner:
        window = self._settings.window * self._settings.processes()
        return Runner(
            self._stage,
            self._workers.work,
            self._carrier,
            self._settings,
            self._metrics,
            # folding costs next to nothing: what bounds it is waiting for the broker
            window=window if self._stage.work is not None else max(window, self._settings.buffer),
        )

    async def _unless_stopped(self, work: Awaitable[None]) -> bool:
        """Awaits ``work`` unless told to stop meanwhile; says whether it was."""
        task, stopped = asyncio.ensure_future(work), asyncio.create_task(self._stop.wait())
        await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if not task.done():
            task.cancel()
            return True
        await task
        return False

    async def _work(self) -> int:
        self._pulse.waits_for = "partitions"
        running = asyncio.create_task(self._runner.run())
        try:
            try:
                if await self._unless_stopped(self._app.start()):
                    return 0
            except KafkaError as why:
                raise security.no_answer(self._settings, why) from None
            told = asyncio.create_task(self._stop.wait())
            crashed = asyncio.create_task(self._crashed())
            ends = {running, told, crashed}
            done, _ = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            if told in done:
                return await self._leave()
            return self._failed(running if running in done else crashed)
        finally:
            running.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await asyncio.wait_for(self._app.stop(), 10.0)

    async def _leave(self) -> int:
        """Takes nothing more, finishes what is under way, commits."""
        self._gate.clear()
        self._pulse.waits_for = "nothing: it is leaving"
        finished = await self._runner.drained(self._settings.drain_seconds)
        if not finished:
            left = self._runner.under_way
            log.error("%d messages were not finished in time; the next start repeats them", left)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._app.consumer.commit(), 5.0)
        return 0 if finished else UNFINISHED_EXIT

    def _failed(self, task: asyncio.Task[None]) -> int:
        causes = _causes(task.exception())
        for why in causes:
            # Faust wraps what the broker said
            known = any(isinstance(w, (DragomanError, KafkaError)) for w in (why, why.__cause__))
            log.error("%s", why or type(why).__name__, exc_info=None if known else why)
        rejected = any(isinstance(why, TooManyRejects) for why in causes)
        return REJECTS_EXIT if rejected else FAILED_EXIT

    async def _crashed(self) -> None:
        while not self._app.crashed:
            await asyncio.sleep(0.2)
        reason = self._app.crash_reason
        raise reason if isinstance(reason, Exception) else Unavailable("Faust gave up")

    async def _take(self, delivery: Any, message: Message) -> None:
        await self._gate.wait()
        if delivery.message.generation_id != self._app.consumer_generation_id:
            return  # its partition moved on while the gate was closed; it is read again
        await self._runner.take(delivery, message)

    async def _before_revoked(self) -> None:
        self._gate.clear()
        self._pulse.moving = time.monotonic()
        self._metrics.count("rebalances")
        await self._runner.drained(0.8 * self._settings.rebalance_seconds)

    async def _on_assigned(self, *_: Any, **__: Any) -> None:
        if self._stage.work is None:
            self._folder.forget()
        self._pulse.longest = 0.0  # whatever was before, these are ours now and read anew
        self._pulse.waits_for = ""
        self._pulse.moving = None
        if not self._stop.is_set():
            self._gate.set()

    async def _beat(self) -> None:
        """Every half second: how late the loop is, how much waits, whether anything was done."""
        while True:
            due = time.monotonic() + 0.5
            await asyncio.sleep(0.5)
            self._pulse.beat = time.monotonic()
            self._metrics.gauge("loop_lag_seconds", max(0.0, self._pulse.beat - due))
            self._metrics.gauge("ready", 0 if self._pulse.waits_for else 1)
            if hasattr(self, "_runner"):
                # partitions may go while they are looked at; the beat must not stop for that
                with contextlib.suppress(Exception):
                    self._look()

    def _look(self) -> None:
        consumer: Any = self._app.consumer
        assigned = consumer.assignment() if consumer.started else ()
        waits = self._runner.under_way > 0 or consumer.waiting()
        self._metrics.gauge("lag", consumer.lag() if waits else 0)
        self._metrics.gauge("window", self._runner.under_way)
        self._metrics.gauge("partitions", len(assigned))
        now, overtaken = time.monotonic(), consumer.ledger.overtaken_since()
        if overtaken is not None and now - overtaken > self._settings.stall_seconds:
            return  # a message was let fall: only a new start reads it again, so no more is progress
        if not waits or not self._pulse.work_waits:
            self._pulse.progress = now
        self._pulse.progress = max(self._pulse.progress, self._runner.last_progress)
        self._pulse.work_waits = waits


def _causes(why: BaseException | None) -> list[BaseException]:
    """What really happened, without the groups that tasks wrap it in."""
    if isinstance(why, BaseExceptionGroup):
        return [cause for each in why.exceptions for cause in _causes(each)]
    return [why] if why is not None else []
