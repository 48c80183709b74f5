"""Our own messages: bytes to dataclasses and back, exactly.

``write`` is orjson of the dataclass, fields in their declared order and dictionaries sorted, so
equal messages have equal bytes; ``read(type(m), write(m)) == m``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar, get_args, get_origin

import orjson
from cattrs import Converter

from streams.messages import Alert, Document, Entities, Event, Outcome, Record
from streams.wire.json import parse
from streams.wire.schema import check

Written = Document | Entities | Event | Record | Alert | Outcome
_M = TypeVar("_M", Document, Entities, Event, Record, Alert, Outcome)


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
    return orjson.dumps(message, option=orjson.OPT_SORT_KEYS)


def _converter() -> Converter:
    converter = Converter(detailed_validation=False)
    converter.register_structure_hook(str, lambda value, _: value)
    converter.register_structure_hook_func(_is_literal, lambda value, _: value)
    converter.register_structure_hook_factory(_is_flat, _flat)
    return converter


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
