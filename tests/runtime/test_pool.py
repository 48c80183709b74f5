"""The pool: real processes, cheap work; a death or a hang costs its own message and nobody else's."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from streams.errors import BadSetting, Rejected, Unavailable
from streams.pipeline import Message, Options, Stage
from streams.runtime.metrics import Metrics
from streams.runtime.pool import TOGETHER, Pool
from streams.runtime.slot import Job
from tests.support import stages

STAGE = stages.cheap_stages()[0]
Scene = Callable[[Pool], Awaitable[Any]]


def order(**body: Any) -> Message:
    return Message("articles", b"a", orjson.dumps(body))


def play(scene: Scene, size: int = 2, limit: float = 20.0, job: Job | None = None) -> Any:
    made = job or Job(STAGE, Options(), stages.environment, stages.step)

    async def whole() -> Any:
        pool = Pool(made, size, limit, 60.0, Metrics("documents"))
        try:
            await pool.start()
            return await scene(pool)
        finally:
            pool.close()

    return asyncio.run(whole())


def test_nothing_of_a_closed_pool_runs_on() -> None:
    """What still runs when the interpreter ends can make a worker that was told to stop exit with 1."""

    async def scene(pool: Pool) -> Any:
        return await pool.work(order())

    play(scene)
    left = [t for t in threading.enumerate() if type(t).__name__ == "_ExecutorManagerThread"]
    assert left == []


def who(message: Message, environment: Any) -> list[Message]:  # noqa: ARG001
    """Tells which process did it, and how that process takes signals."""
    ignored = [signal.getsignal(n) == signal.SIG_IGN for n in (signal.SIGINT, signal.SIGTERM)]
    return [Message("documents", message.key, orjson.dumps([os.getpid(), ignored]))]


def test_work_is_done_elsewhere_by_as_many_processes_as_asked_for() -> None:
    async def scene(pool: Pool) -> list[list[Message]]:
        return await asyncio.gather(*(pool.work(order()) for _ in range(12)))

    job = Job(replace(STAGE, work=who), Options(), stages.environment, stages.step)
    made = [orjson.loads(out[0].value or b"") for out in play(scene, 2, job=job)]
    assert len({pid for pid, _ in made}) == 2
    assert os.getpid() not in {pid for pid, _ in made}
    assert all(ignored == [True, True] for _, ignored in made), "the parent decides when to stop"


@pytest.mark.parametrize(("do", "reason"), [("exit", "poison"), ("hang", "timeout")])
def test_bad_messages_are_rejected_and_their_neighbours_are_not(do: str, reason: str) -> None:
    async def scene(pool: Pool) -> list[Any]:
        orders = [order(do=do), *(order(do="sleep", seconds=0.05) for _ in range(10))]
        return await asyncio.gather(*(pool.work(o) for o in orders), return_exceptions=True)

    bad, *good = play(scene, limit=1.0)
    assert isinstance(bad, Rejected)
    assert bad.reason == reason
    assert all(isinstance(each, list) and each[0].topic == "documents" for each in good)


async def behind(first: Message, rest: list[Message], pool: Pool) -> list[Any]:
    """What becomes of messages that pile up while the only process is at the first."""
    tasks = [asyncio.create_task(pool.work(each)) for each in (first, *rest)]
    return await asyncio.gather(*tasks, return_exceptions=True)


@pytest.mark.parametrize(("do", "reason"), [("exit", "poison"), ("hang", "timeout")])
def test_a_bad_message_among_several_costs_its_own_reject_alone(do: str, reason: str) -> None:
    good = [order(n=n) for n in range(5)]

    async def scene(pool: Pool) -> list[Any]:
        return await behind(
            order(do="sleep", seconds=0.3), [*good[:2], order(do=do), *good[2:]], pool
        )

    _, *made = play(scene, 1, limit=1.0)
    bad = made.pop(2)
    assert isinstance(bad, Rejected)
    assert bad.reason == reason
    assert [out[0].value for out in made] == [each.value for each in good], "each its own"


def tell(messages: Sequence[Message], environment: Any) -> None:  # noqa: ARG001
    """Notes how many come together."""
    _TOLD.append(len(messages))


_TOLD: list[int] = []


def told(message: Message, environment: Any) -> list[Message]:  # noqa: ARG001
    """How many came together, or what is not to be had."""
    what = orjson.loads(message.value or b"")
    time.sleep(what.get("seconds", 0.0))
    if what.get("do") == "raise":
        raise Unavailable("not to be had")
    return [Message("documents", message.key, orjson.dumps(_TOLD))]


def obedient(stage: Stage, message: Message, environment: Any) -> list[Message]:
    """A step that turns nothing into a reject."""
    assert stage.work is not None
    return stage.work(message, environment)


def test_what_waits_is_done_together_and_what_fails_there_fails_alone() -> None:
    async def scene(pool: Pool) -> list[Any]:
        rest = [order(do="raise"), *(order() for _ in range(TOGETHER + 2))]
        return await behind(order(seconds=0.3), rest, pool)

    stage = replace(STAGE, work=told, ahead=tell)
    first, bad, *made = play(scene, 1, job=Job(stage, Options(), stages.environment, obedient))
    assert isinstance(bad, Unavailable)
    assert orjson.loads(first[0].value or b"") == [], "nobody waits for company"
    assert orjson.loads(made[0][0].value or b"") == [TOGETHER], "no more than that"
    assert orjson.loads(made[-1][0].value or b"") == [TOGETHER, 3]


def dies_once(message: Message, environment: Any) -> list[Message]:  # noqa: ARG001
    """Kills its process the first time only, as the system does when memory is short."""
    flag = Path(orjson.loads(message.value or b"")["flag"])
    if not flag.exists():
        flag.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return [Message("documents", message.key, b"second time")]


def test_a_process_killed_from_outside_costs_no_reject(tmp_path: Path) -> None:
    async def scene(pool: Pool) -> list[Message]:
        return await pool.work(order(flag=str(tmp_path / "flag")))

    job = Job(replace(STAGE, work=dies_once), Options(), stages.environment, stages.step)
    assert play(scene, 1, job=job)[0].value == b"second time"


def no_environment(options: Options) -> Any:  # noqa: ARG001
    """An environment that cannot be had."""
    raise BadSetting("the model is not installed")


def no_process(options: Options) -> Any:  # noqa: ARG001
    """An environment that kills whoever builds it."""
    os._exit(3)


def test_what_is_wrong_with_the_environment_is_said_as_it_is() -> None:
    async def scene(pool: Pool) -> None:  # noqa: ARG001
        raise AssertionError("it started")

    with pytest.raises(BadSetting, match="the model is not installed"):
        play(scene, 1, job=Job(STAGE, Options(), no_environment, stages.step))
    with pytest.raises(Unavailable, match="did not get ready"):
        play(scene, 1, job=Job(STAGE, Options(), no_process, stages.step))


def test_closing_ends_processes_that_are_busy() -> None:
    async def scene(pool: Pool) -> int:
        pid = orjson.loads((await pool.work(order()))[0].value or b"")[0]
        busy = asyncio.create_task(pool.work(order(pause=60)))
        await asyncio.sleep(0.2)
        busy.cancel()
        return int(pid)

    job = Job(replace(STAGE, work=who_then_sleep), Options(), stages.environment, stages.step)
    pid = play(scene, 1, job=job)
    deadline = time.monotonic() + 5.0
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{pid}").exists()


def who_then_sleep(message: Message, environment: Any) -> list[Message]:
    """As ``who``, and takes its time."""
    time.sleep(orjson.loads(message.value or b"").get("pause", 0))
    return who(message, environment)
