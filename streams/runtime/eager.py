"""Waiting for what mostly need not be waited for: no task where a coroutine ends without waiting.

Faust makes four tasks for every message, to notice should it have to stop while it hands the message
on; nearly always it has been handed on by then. That was a quarter of what a message cost beside its
work.
"""

from __future__ import annotations

import asyncio
import types
from collections.abc import Awaitable, Callable, Coroutine, Generator
from inspect import iscoroutine
from typing import Any, TypeVar

from mode.services import WaitResults

First = Callable[..., Awaitable[WaitResults]]
_T = TypeVar("_T")


async def first(waited: First, awaitables: tuple[Any, ...], **options: Any) -> WaitResults:
    """What is done first of ``awaitables``: the first of them, where it ends without waiting.

    Args:
        waited: Faust's way, ``wait_first`` of a service, for when something has to be waited for.
    """
    begun, *others = awaitables
    if not iscoroutine(begun):
        return await waited(*awaitables, **options)
    try:
        held_by = begun.send(None)
    except StopIteration as end:
        _close(others)
        return WaitResults([begun], [end.value], False)
    except BaseException:
        _close(others)
        raise
    return await waited(_rest(begun, held_by), *others, **options)


def begin(coroutine: Coroutine[Any, Any, _T]) -> asyncio.Future[_T]:
    """What the coroutine will give; it has begun when this returns, and may be done."""
    try:
        held_by = coroutine.send(None)
    except StopIteration as end:
        done: asyncio.Future[_T] = asyncio.get_running_loop().create_future()
        done.set_result(end.value)
        return done
    except Exception as why:
        failed: asyncio.Future[_T] = asyncio.get_running_loop().create_future()
        failed.set_exception(why)
        return failed
    return asyncio.create_task(_rest(coroutine, held_by))


async def _rest(begun: Coroutine[Any, Any, Any], held_by: Any) -> Any:
    return await _resumed(begun, held_by)


@types.coroutine
def _resumed(begun: Coroutine[Any, Any, Any], held_by: Any) -> Generator[Any, Any, Any]:
    """Goes on with a coroutine that has begun and is held up."""
    try:
        while True:
            try:
                answer = yield held_by
            except BaseException as why:  # a cancellation, for one, is the coroutine's to take
                held_by = begun.throw(why)
            else:
                held_by = begun.send(answer)
    except StopIteration as end:
        return end.value


def _close(others: list[Any]) -> None:
    for each in others:
        if iscoroutine(each):
            each.close()
