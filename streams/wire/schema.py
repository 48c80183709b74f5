"""Schemas compiled once a process; the check that every message passes when it is read."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import fastjsonschema

from streams import contracts
from streams.errors import Rejected


def check(message: str, value: Any) -> None:
    """Refuses a value that does not keep the contract of ``message``.

    Raises:
        Rejected: wrong-schema, with the path of the field and the rule that it breaks.
    """
    try:
        _validator(message)(value)
    except fastjsonschema.JsonSchemaValueException as why:
        raise Rejected("wrong-schema", f"{message}: {_plain(why)}") from why


@cache
def _validator(message: str) -> Callable[[Any], Any]:
    # The compiler resolves references against $id, which a URN has no way to do.
    schema = {k: v for k, v in contracts.schema(message).items() if k not in ("$id", "$schema")}
    compiled: Callable[[Any], Any] = fastjsonschema.compile(schema, use_default=False)
    return compiled


def _plain(why: fastjsonschema.JsonSchemaValueException) -> str:
    path = str(why.name).removeprefix("data").lstrip(".")
    rule = str(why.message).removeprefix(str(why.name)).strip()
    return f"{path or 'the message'} {rule}"
