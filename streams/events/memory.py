"""Answers each question about an article once: every trigger of a word asks the same ones."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar


class Remembering(Protocol):
    """Who has a memory, by question and what was asked."""

    memory: dict[tuple[object, ...], Any]


_Self = TypeVar("_Self", bound=Remembering)
_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")


def remembered(
    question: Callable[Concatenate[_Self, _Asked], _Answer],
) -> Callable[Concatenate[_Self, _Asked], _Answer]:
    """A method that computes each answer once; what it gives is shared, so nobody may change it."""

    @wraps(question)
    def answer(self: _Self, /, *asked: _Asked.args, **named: _Asked.kwargs) -> _Answer:
        key = (question, *asked, *named.values())
        try:
            found: _Answer = self.memory[key]
        except KeyError:
            found = self.memory[key] = question(self, *asked, **named)
        return found

    return answer
