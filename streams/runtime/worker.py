"""The worker: one small parent, and a process of its own for each stage.

The parent starts the stages, answers probes for all of them, passes SIGTERM on, and leaves with an
error as soon as one of them does, so that whatever supervises it can start the whole again.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import FrameType

from streams.runtime import stage as stage_process
from streams.runtime.health import Server, State
from streams.runtime.metrics import merged
from streams.runtime.stage import Plan

log = logging.getLogger(__name__)

_ANSWER_SECONDS = 2.0


@dataclass
class _Child:
    """A stage's process and the line on which it is asked how it is."""

    name: str
    process: BaseProcess
    line: Connection
    turn: threading.Lock
    asked: int = 0

    def state(self) -> State:
        """What it says, or that it says nothing."""
        with self.turn:
            self.asked += 1
            deadline = time.monotonic() + _ANSWER_SECONDS
            try:
                self.line.send(self.asked)
                while self.line.poll(max(0.0, deadline - time.monotonic())):
                    number, state = self.line.recv()
                    if number == self.asked:  # others are late answers to questions given up on
                        found: State = state
                        return found
                problem = "does not answer"
            except (EOFError, OSError):
                problem = "has ended"
            return State(self.name, problem, "its process", "")


class Worker:
    """Runs stages, each in its own process, until told to stop or until one fails."""

    def __init__(self, plans: list[Plan], level: int = logging.INFO) -> None:
        self._plans, self._level = plans, level
        self._children: list[_Child] = []
        self._told = False

    def run(self) -> int:
        """The exit code: 0 when told to stop and every stage finished what it had begun.

        Else that of the stage that ended first, or 1 where a signal killed it.
        """
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)
        settings = self._plans[0].settings
        # before any stage is started: where it cannot listen, nothing is to be left running
        server = Server(settings.http_port, self._states, merged, settings.http_host)
        for plan in self._plans:
            self._start(plan)
        names = ", ".join(child.name for child in self._children)
        _say(f"worker: {names}; probes and metrics on {settings.http_host}:{server.port}")
        try:
            return self._watch(settings.drain_seconds + 20.0)
        finally:
            server.close()

    def _start(self, plan: Plan) -> None:
        spawn = multiprocessing.get_context("spawn")
        ours, theirs = spawn.Pipe()
        arguments = (plan, theirs, os.getpid(), self._level)
        process = spawn.Process(
            target=stage_process.main, args=arguments, name=f"dragoman-{plan.stage.name}"
        )
        process.start()
        theirs.close()
        self._children.append(_Child(plan.stage.name, process, ours, threading.Lock()))

    def _states(self) -> list[State]:
        states = [child.state() for child in self._children]
        unborn = self._plans[len(states) :]
        return states + [State(plan.stage.name, "", "its process", "") for plan in unborn]

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self._told = True
        for child in self._children:
            if child.process.is_alive():
                child.process.terminate()

    def _watch(self, patience: float) -> int:
        announced = False
        while not self._told and all(c.process.is_alive() for c in self._children):
            self._children[0].process.join(0.2)
            if not announced and all(not s.waits_for and not s.problem for s in self._states()):
                announced = True
                _say("worker: ready")
        dead = [c for c in self._children if not c.process.is_alive()]
        if not self._told:
            for child in dead:
                _say(f"worker: stage {child.name} ended with code {child.process.exitcode}")
            for child in self._children:
                child.process.terminate()
        deadline = time.monotonic() + patience
        for child in self._children:
            child.process.join(max(0.1, deadline - time.monotonic()))
            if child.process.is_alive():
                child.process.kill()
                child.process.join()
        if not self._told:
            return max(1, dead[0].process.exitcode or 0)
        return max(abs(child.process.exitcode or 0) for child in self._children)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
