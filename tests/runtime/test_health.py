"""Alive, ready, and the watchdog, with a clock in hand."""

from __future__ import annotations

import threading
import time
import urllib.error
import urllib.request

import pytest

from streams.errors import Misuse
from streams.runtime import health, metrics
from streams.runtime.health import Pulse, Server, State


def pulse(
    beat: float = 1000.0,
    progress: float = 1000.0,
    *,
    work_waits: bool = False,
    moving: float | None = None,
) -> Pulse:
    made = Pulse(stall_seconds=30.0)
    made.beat, made.progress, made.work_waits, made.moving = beat, progress, work_waits, moving
    return made


@pytest.mark.parametrize(
    ("of", "now", "problem"),
    [
        (pulse(), 1029.0, ""),
        (pulse(), 1031.0, "the event loop has not turned for 31 s"),
        (pulse(beat=1100.0), 1101.0, ""),
        (pulse(beat=1100.0, work_waits=True), 1101.0, "work waits and none was finished for 101 s"),
        (pulse(beat=1100.0, progress=1099.0, work_waits=True), 1101.0, ""),
        (pulse(beat=1100.0, moving=1080.0), 1101.0, ""),
        (
            pulse(beat=1100.0, moving=1060.0),
            1101.0,
            "partitions were taken away and none were given for 41 s",
        ),
    ],
)
def test_a_stage_is_dead_when_it_does_not_turn_or_does_not_get_on(
    of: Pulse, now: float, problem: str
) -> None:
    assert of.problem(now) == problem


def test_a_pause_of_the_process_is_remembered_after_it_goes_on() -> None:
    made = pulse()
    made.awake = 1000.0
    made.woke(1001.0)
    assert made.away(1012.5) == 11.5, "before its watchdog has run"
    made.woke(1012.5)
    made.woke(1013.5)
    assert made.away(1013.6) == 11.5, "and after"


def test_the_watchdog_notes_that_it_runs() -> None:
    made = pulse(beat=2000.0)
    made.awake = 1990.0
    health.watch(made, "well", lambda _: None, clock=lambda: 2001.0, every=0.01)
    until = time.monotonic() + 5.0
    while made.awake < 2001.0 and time.monotonic() < until:
        time.sleep(0.01)
    assert made.away(2001.0) == 11.0


def test_the_watchdog_ends_a_stuck_process_and_only_that() -> None:
    left: list[int] = []
    well = health.watch(pulse(), "well", left.append, clock=lambda: 1001.0, every=0.01)
    stuck = health.watch(pulse(), "stuck", left.append, clock=lambda: 2000.0, every=0.01)
    stuck.join(5.0)
    assert left == [health.STUCK_EXIT]
    assert well.is_alive()


def state(stage: str, problem: str = "", waits_for: str = "") -> State:
    return State(stage, problem, waits_for, "")


@pytest.mark.parametrize(
    ("path", "states", "status", "body"),
    [
        ("/health", [state("a"), state("b", waits_for="models")], 200, "ok\n"),
        ("/health", [state("a"), state("b", "does not answer")], 503, "b: does not answer\n"),
        ("/ready", [state("a"), state("b")], 200, "ok\n"),
        ("/ready", [state("a"), state("b", waits_for="models")], 503, "b: waits for models\n"),
        ("/ready", [state("a", "is stuck")], 503, "a: is stuck\n"),
        ("/else", [state("a")], 404, "there is /health, /ready and /metrics\n"),
    ],
)
def test_answers(path: str, states: list[State], status: int, body: str) -> None:
    got, _, text = health.answer(path, states, metrics.merged)
    assert (got, text.decode()) == (status, body)


def test_the_server_answers_while_the_main_thread_is_busy() -> None:
    server = Server(0, lambda: [state("a", "is stuck")], metrics.merged)
    answers: list[int] = []

    def ask() -> None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{server.port}/health", timeout=5)
        except urllib.error.HTTPError as why:
            answers.append(why.code)

    asking = threading.Thread(target=ask)
    asking.start()
    until = time.monotonic() + 5.0
    while asking.is_alive() and time.monotonic() < until:
        pass  # a loop that never gives way by itself
    server.close()
    assert answers == [503]


def listening(host: str = "127.0.0.1") -> Server:
    return Server(0, lambda: [state("a")], metrics.merged, host)


def test_it_listens_on_this_machine_only_unless_told_otherwise() -> None:
    server, wide = Server(0, list, metrics.merged), listening("0.0.0.0")
    try:
        assert server._server.server_address[0] == "127.0.0.1"
        assert wide._server.server_address[0] == "0.0.0.0"
    finally:
        server.close()
        wide.close()


def test_an_address_that_cannot_be_had_is_one_clear_line() -> None:
    with pytest.raises(Misuse, match=r"cannot listen on 192\.0\.2\.1:0"):
        listening("192.0.2.1")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_can_be_written_through_it(method: str) -> None:
    server = listening()
    asked = urllib.request.Request(
        f"http://127.0.0.1:{server.port}/metrics", data=b"x", method=method
    )
    try:
        with pytest.raises(urllib.error.HTTPError) as why:
            urllib.request.urlopen(asked, timeout=5)
        assert why.value.code == 501
    finally:
        server.close()


@pytest.mark.parametrize(
    "path",
    ["/../../etc/passwd", "/metrics/../../etc/passwd", "//etc/passwd", "/%2e%2e/", "/x?y={0}"],
)
def test_no_path_leads_anywhere_else(path: str) -> None:
    status, _, body = health.answer(path, [state("a")], metrics.merged)
    assert (status, body) == (404, b"there is /health, /ready and /metrics\n")
