"""Our own messages: bytes to dataclasses and back, exactly.

``write`` is orjson of the dataclass, fields in their declared order and dictionaries sorted, so
equal messages have equal bytes; ``read(type(m), write(m)) == m``. What is read is kept for weeks by
who folds it, so texts that come in message after message are held once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final, Literal, TypeVar, get_args, get_origin

import orjson
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override

from streams.messages import (
    Alert,
    Document,
    Entities,
    Event,
    EventDate,
    Location,
    Outcome,
    Party,
    Record,
    Report,
    Said,
)
from streams.wire.json import parse
from streams.wire.schema import check

Written = Document | Entities | Event | Record | Alert | Outcome
_M = TypeVar("_M", Document, Entities, Event, Record, Alert, Outcome)

_AGAIN: Final = {
    Party: ("key", "country", "name", "role", "mention"),
    EventDate: ("start", "end", "text"),
    Location: ("name", "country"),
    Event: ("mode", "cameo", "rule", "ontology", "coder", "publisher"),
    Said: ("mode", "cameo", "ontology", "coder"),
    Report: ("publisher",),
}
"""Fields whose texts come again and again."""

_AGAIN_LISTED: Final = {Party: ("sectors",), Event: ("contexts",), Said: ("contexts",)}
_MOST_ENCODED: Final = 4096
"""Reports whose bytes are kept: those of a day or two, in which a record grows."""


def read(cls: type[_M], value: bytes) -> _M:
    """The message of type ``cls`` in ``value``.

    Raises:
        Rejected: not-json, lone-surrogate, too-deep, or wrong-schema where the contract is broken.
    """
    found = parse(value)
    check(cls.__name__.lower(), found)
    return _CONVERTER.structure(found, cls)


def write(message: Written) -> bytes:
    """The bytes of a message; the same for equal messages."""
    if isinstance(message, Record):
        # each revision of a record carries all its reports, of which one is new
        message = replace(message, reports=tuple(map(_encoded, message.reports)))  # type: ignore[arg-type]
    return orjson.dumps(message, option=orjson.OPT_SORT_KEYS)


def _encoded(report: Report) -> orjson.Fragment:
    """The bytes of a report, made once; it is frozen, and kept beside them so that its id is its own."""
    known = _ENCODED.get(id(report))
    if known is not None and known[0] is report:
        return known[1]
    made = orjson.Fragment(orjson.dumps(report, option=orjson.OPT_SORT_KEYS))
    if len(_ENCODED) >= _MOST_ENCODED:
        del _ENCODED[next(iter(_ENCODED))]
    _ENCODED[id(report)] = (report, made)
    return made


_ENCODED: Final[dict[int, tuple[Report, orjson.Fragment]]] = {}


def _converter() -> Converter:
    converter = Converter(detailed_validation=False)
    converter.register_structure_hook_func(_is_text, lambda value, _: value)
    converter.register_structure_hook_func(_is_literal, lambda value, _: sys.intern(value))
    converter.register_structure_hook_factory(_is_flat, _flat)
    for kind, names in _AGAIN.items():
        once = {name: override(struct_hook=_once) for name in names}
        once |= {name: override(struct_hook=_once_listed) for name in _AGAIN_LISTED.get(kind, ())}
        converter.register_structure_hook(kind, make_dict_structure_fn(kind, converter, **once))  # type: ignore[arg-type]
    return converter


def _once(value: str | None, _: Any) -> str | None:
    return None if value is None else sys.intern(value)


def _once_listed(value: list[str], _: Any) -> tuple[str, ...]:
    return _listed(tuple(value))


@lru_cache(maxsize=4096)
def _listed(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(sys.intern, words))


def _is_text(kind: Any) -> bool:
    return kind is str or kind == str | None


def _is_literal(kind: Any) -> bool:
    return get_origin(kind) is Literal


def _is_flat(kind: Any) -> bool:
    """A tuple of plain values; a parse has thousands, so they are not visited one by one."""
    return get_origin(kind) is tuple and get_args(kind)[0] in (str, int)


def _flat(kind: Any) -> Callable[[Any, Any], tuple[Any, ...]]:
    if get_args(kind)[0] is int:
        # JSON Schema takes 3.0 for an integer, slices do not
        return lambda value, _: tuple(map(int, value))
    return lambda value, _: tuple(value)


_CONVERTER = _converter()
