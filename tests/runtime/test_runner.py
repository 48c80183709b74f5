"""The runner's promises, with work, carrier and deliveries in memory."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from streams.errors import Rejected, Unavailable
from streams.pipeline import Message, Origin, Stage, reject
from streams.runtime.metrics import Metrics
from streams.runtime.runner import Runner, TooManyRejects, size_of
from streams.runtime.settings import MAX_MESSAGE, Settings
from streams.wire import read_reject

STAGE = Stage("documents", "articles", ("documents", "outcomes", "rejects"), None, pooled=False)


@dataclass
class Recorder:
    """A carrier that notes every effect in order; ``broken`` makes the broker refuse a value."""

    effects: list[tuple[str, Any]] = field(default_factory=list)
    broken: bytes | None = None
    delays: dict[bytes, float] = field(default_factory=dict)

    async def send(self, message: Message) -> Awaitable[Any]:
        self.effects.append(("send", message.value))
        return asyncio.ensure_future(self._arrive(message))

    async def _arrive(self, message: Message) -> None:
        await asyncio.sleep(self.delays.get(message.value or b"", 0.0))
        if message.value == self.broken:
            raise ConnectionError("the broker refused")
        self.effects.append(("arrived", message.value))

    def acknowledge(self, delivery: Any) -> None:
        self.effects.append(("ack", delivery))

    def of(self, kind: str) -> list[Any]:
        return [what for effect, what in self.effects if effect == kind]


def message(number: int) -> Message:
    return Message("articles", b"k", str(number).encode(), (), Origin("t.articles", 0, number))


async def passing(given: Message) -> list[Message]:
    return [Message("documents", given.key, given.value)]


def runner(
    work: Callable[[Message], Awaitable[list[Message]]],
    carrier: Recorder,
    window: int = 8,
    **settings: Any,
) -> Runner:
    return Runner(STAGE, work, carrier, Settings(**settings), Metrics("documents"), window=window)


async def through(made: Runner, number: int, seconds: float = 5.0) -> None:
    """Takes messages 0..number and runs until all are acknowledged or the runner fails."""
    running = asyncio.create_task(made.run())

    async def feed() -> None:
        for n in range(number):
            await made.take(n, message(n))
        await made.drained(seconds)

    feeding = asyncio.create_task(feed())
    await asyncio.wait({running, feeding}, return_when=asyncio.FIRST_COMPLETED)
    for task in (feeding, running):
        if not task.done():
            task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running


def test_work_that_ends_out_of_order_is_sent_and_acknowledged_in_order() -> None:
    async def later_ones_first(given: Message) -> list[Message]:
        await asyncio.sleep(0.05 - 0.005 * int(given.value or b"0"))
        return await passing(given)

    carrier = Recorder()
    asyncio.run(through(runner(later_ones_first, carrier), 8))
    assert carrier.of("send") == [str(n).encode() for n in range(8)]
    assert carrier.of("ack") == list(range(8))


def test_nothing_is_acknowledged_before_the_broker_has_it() -> None:
    carrier = Recorder(delays={b"0": 0.1, b"1": 0.0, b"2": 0.05})
    asyncio.run(through(runner(passing, carrier), 3))
    assert carrier.of("arrived") == [b"1", b"2", b"0"]
    first_ack = carrier.effects.index(("ack", 0))
    assert first_ack > carrier.effects.index(("arrived", b"0"))
    assert carrier.of("ack") == [0, 1, 2]


def test_a_send_that_fails_ends_the_runner_and_nothing_after_it_is_acknowledged() -> None:
    carrier = Recorder(broken=b"3")
    with pytest.raises(ExceptionGroup) as why:
        asyncio.run(through(runner(passing, carrier), 8))
    assert why.group_contains(ConnectionError, match="the broker refused")
    assert carrier.of("ack") == [0, 1, 2]


def test_no_more_than_the_window_is_under_way() -> None:
    most = now = 0

    async def counting(given: Message) -> list[Message]:
        nonlocal most, now
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.002)
        now -= 1
        return await passing(given)

    carrier = Recorder()
    asyncio.run(through(runner(counting, carrier, window=3), 20))
    assert most == 3
    assert len(carrier.of("ack")) == 20


def test_one_that_waits_for_room_is_under_way_when_partitions_go() -> None:
    """Else it would be begun after the last commit, and be done again by whoever has it then."""
    ready = asyncio.Event()

    async def at_once(given: Message) -> list[Message]:
        await ready.wait()  # all that have room end in the same moment
        return await passing(given)

    carrier = Recorder()
    made = runner(at_once, carrier, window=2)

    async def scene() -> list[Any]:
        running = asyncio.create_task(made.run())
        for n in range(2):
            await made.take(n, message(n))
        third = asyncio.create_task(made.take(2, message(2)))
        await asyncio.sleep(0)
        assert made.under_way == 3
        ready.set()
        assert await made.drained(5.0)
        found = carrier.of("ack")
        await third
        running.cancel()
        return found

    assert asyncio.run(scene()) == [0, 1, 2]


def test_one_that_is_not_taken_any_more_is_not_under_way() -> None:
    made = runner(passing, Recorder(), window=1)

    async def scene() -> int:
        await made.take(0, message(0))
        second = asyncio.create_task(made.take(1, message(1)))
        await asyncio.sleep(0)
        second.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await second
        return made.under_way

    assert asyncio.run(scene()) == 1


def test_what_no_process_survives_is_a_reject_with_the_original_bytes() -> None:
    async def poisonous(given: Message) -> list[Message]:
        if given.value == b"1":
            raise Rejected("poison", "two processes died of it")
        return await passing(given)

    sent: list[Message] = []
    carrier = Recorder()
    keep = carrier.send

    async def send(each: Message) -> Awaitable[Any]:
        sent.append(each)
        return await keep(each)

    carrier.send = send  # type: ignore[assignment, method-assign]
    asyncio.run(through(runner(poisonous, carrier), 3))
    assert [each.topic for each in sent] == ["documents", "rejects", "outcomes", "documents"]
    note = read_reject(sent[1].headers)
    assert (sent[1].value, note.reason, note.origin) == (b"1", "poison", "t.articles/0/1")
    assert carrier.of("ack") == [0, 1, 2]


def test_output_over_the_limit_is_a_reject() -> None:
    async def inflating(given: Message) -> list[Message]:
        return [Message("documents", given.key, b" " * MAX_MESSAGE)]

    sent: list[Message] = []

    class Keeper(Recorder):
        async def send(self, message: Message) -> Awaitable[Any]:
            sent.append(message)
            return await super().send(message)

    asyncio.run(through(runner(inflating, Keeper()), 1))
    assert [each.topic for each in sent] == ["rejects", "outcomes"]
    assert read_reject(sent[0].headers).reason == "output-too-large"
    assert sent[0].value == b"0"


def test_what_is_unavailable_is_asked_again_and_then_ends_the_runner() -> None:
    asked = 0

    async def absent(given: Message) -> list[Message]:
        nonlocal asked
        asked += 1
        if asked < 2:
            raise Unavailable("away")
        return await passing(given)

    carrier = Recorder()
    asyncio.run(through(runner(absent, carrier, retries=2), 1))
    assert (asked, carrier.of("ack")) == (2, [0])

    async def gone(given: Message) -> list[Message]:  # noqa: ARG001
        raise Unavailable("away for good")

    carrier = Recorder()
    with pytest.raises(ExceptionGroup) as why:
        asyncio.run(through(runner(gone, carrier, retries=1), 1))
    assert why.group_contains(Unavailable, match="away for good")
    assert carrier.effects == []


async def refusing(given: Message) -> list[Message]:
    return reject("documents", given, Rejected("not-json"))


def test_a_run_of_rejects_ends_the_runner_before_the_next_is_sent() -> None:
    carrier = Recorder()
    with pytest.raises(ExceptionGroup) as why:
        asyncio.run(through(runner(refusing, carrier, reject_run=4, window=1), 20))
    assert why.group_contains(TooManyRejects, match="more than 4 rejects in a row")
    assert carrier.of("ack") == [0, 1, 2, 3]


def test_a_good_message_breaks_the_run_but_the_ratio_still_counts() -> None:
    async def half(given: Message) -> list[Message]:
        even = int(given.value or b"0") % 3
        return await (passing(given) if even == 0 else refusing(given))

    carrier = Recorder()
    with pytest.raises(ExceptionGroup) as why:
        asyncio.run(through(runner(half, carrier, reject_run=4, reject_ratio=0.6), 1500, 30))
    assert why.group_contains(TooManyRejects, match="of the last 1000 messages were rejected")
    assert len(carrier.of("ack")) < 1000

    carrier = Recorder()
    asyncio.run(through(runner(half, carrier, reject_run=0, reject_ratio=0.7), 1500, 30))
    assert len(carrier.of("ack")) == 1500


def test_drained_says_whether_it_got_there() -> None:
    async def slow(given: Message) -> list[Message]:
        await asyncio.sleep(0.2)
        return await passing(given)

    async def scene() -> tuple[bool, bool]:
        made = runner(slow, Recorder())
        running = asyncio.create_task(made.run())
        await made.take(0, message(0))
        early = await made.drained(0.01)
        late = await made.drained(5.0)
        running.cancel()
        return early, late

    assert asyncio.run(scene()) == (False, True)


def test_size_counts_key_value_and_headers() -> None:
    assert size_of(Message("t", b"12", b"345", (("h", b"xyz"),))) == 9
    assert size_of(Message("t", None, None)) == 0


def test_waiting_for_the_world_doubles_up_to_a_limit_and_keeps_no_beat(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pauses: list[float] = []
    real = asyncio.sleep

    async def note(seconds: float) -> None:
        pauses.append(seconds)
        await real(0)

    async def gone(given: Message) -> list[Message]:  # noqa: ARG001
        raise Unavailable("away for good")

    monkeypatch.setattr("streams.runtime.runner.asyncio.sleep", note)
    made = [runner(gone, Recorder(), retries=12) for _ in range(2)]
    for each in made:
        with pytest.raises(ExceptionGroup):
            asyncio.run(through(each, 1))
    first, second = pauses[:11], pauses[11:]
    for number, pause in enumerate(first):
        most = min(0.5 * 2**number, 30.0)
        assert most / 2 <= pause <= most
    assert first != second, "two that wait for the same thing do not ask at the same time"
