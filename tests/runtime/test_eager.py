"""Waiting for what need not be waited for: the same results as Faust's own way, without its tasks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from mode import Service

from streams.runtime import eager

Scene = Callable[[Service], Awaitable[Any]]


def play(scene: Scene) -> Any:
    async def whole() -> Any:
        return await scene(Service())

    return asyncio.run(whole())


async def at_once(value: object) -> object:
    return value


async def later(value: object, event: asyncio.Event, log: list[str]) -> object:
    """Ends when told to, and says what it went through."""
    try:
        await asyncio.sleep(0)
        log.append("began")
        await event.wait()
    except asyncio.CancelledError:
        log.append("cancelled")
        raise
    return value


async def never(log: list[str]) -> None:
    log.append("begun for nothing")


def test_what_ends_at_once_makes_no_task_and_the_others_never_begin() -> None:
    log: list[str] = []

    async def scene(service: Service) -> Any:
        before = asyncio.all_tasks()
        found = await eager.first(service.wait_first, (at_once("given"), never(log)))
        assert asyncio.all_tasks() == before
        return found

    found = play(scene)
    assert (found.results, found.stopped, log) == (["given"], False, [])


def test_what_has_to_wait_is_waited_for_and_gives_its_result() -> None:
    log: list[str] = []

    async def scene(service: Service) -> Any:
        event = asyncio.Event()
        asyncio.get_running_loop().call_later(0.05, event.set)
        idle = asyncio.Event()
        return await eager.first(service.wait_first, (later("given", event, log), idle.wait()))

    assert play(scene).results == ["given"]
    assert log == ["began"]


def test_what_is_overtaken_is_cancelled() -> None:
    log: list[str] = []

    async def scene(service: Service) -> Any:
        told = asyncio.Event()
        asyncio.get_running_loop().call_later(0.05, told.set)
        waiting = later("never", asyncio.Event(), log)
        found = await eager.first(service.wait_first, (waiting, told.wait()))
        await asyncio.sleep(0)
        return found

    assert play(scene).results == [True]
    assert log == ["began", "cancelled"]


def test_what_goes_wrong_at_once_is_raised() -> None:
    async def wrong() -> None:
        raise ValueError("wrong")

    async def scene(service: Service) -> Any:
        await eager.first(service.wait_first, (wrong(), never([])))

    with pytest.raises(ValueError, match="wrong"):
        play(scene)


def test_what_has_begun_is_done_already_or_goes_on_as_a_task() -> None:
    log: list[str] = []

    async def wrong() -> None:
        raise ValueError("wrong")

    async def scene(service: Service) -> Any:  # noqa: ARG001
        done, failed, event = eager.begin(at_once(1)), eager.begin(wrong()), asyncio.Event()
        assert done.done()
        going = eager.begin(later(2, event, log))
        assert not going.done()
        event.set()
        with pytest.raises(ValueError, match="wrong"):
            await failed
        return [await done, await going]

    assert play(scene) == [1, 2]
