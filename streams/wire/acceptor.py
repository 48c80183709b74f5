"""A quick yes to messages that keep their contract: the check that nearly all of them pass.

From a schema it writes a function that says whether a value certainly keeps it. Where that says no, or
where the schema asks for something that is not known here, the full validator decides and finds the words;
so this may be too strict, and is never too lenient.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

Accepts = Callable[[Any], bool]

_SILENT: Final = {"title", "description", "$defs", "$id", "$schema", "$comment", "examples"}
_TYPES: Final = {
    "string": "type({v}) is str",
    "integer": "type({v}) is int",
    "number": "(type({v}) is float or type({v}) is int)",
    "boolean": "type({v}) is bool",
    "null": "{v} is None",
}


class Unknown(Exception):
    """The schema asks for something that is not known here."""


def acceptor(schema: dict[str, Any]) -> Accepts:
    """A function that says of a value whether it certainly keeps the schema.

    Raises:
        Unknown: there is no saying.
    """
    made = _Source(schema.get("$defs", {}))
    whole = made.function(schema)
    space: dict[str, Any] = made.constants
    exec("\n".join(made.lines), space)  # its text is ours: names are numbered, values are constants
    found: Accepts = space[whole]
    return found


class _Source:
    """Functions written so far, one for each object and array, and the values that they use."""

    def __init__(self, defs: dict[str, Any]) -> None:
        self._defs = defs
        self._named: dict[str, str] = {}
        self.lines: list[str] = []
        self.constants: dict[str, Any] = {}

    def function(self, schema: dict[str, Any]) -> str:
        """Writes a function for a schema; gives its name."""
        name = f"f{len(self.constants)}"
        self.constants[name] = None
        body = self._object(schema) if "properties" in schema else [f"return {self._test(schema)}"]
        self.lines += [f"def {name}(v):", *(f"    {line}" for line in body)]
        return name

    def _object(self, schema: dict[str, Any]) -> list[str]:
        _only(schema, {"type", "properties", "required", "additionalProperties"})
        if schema.get("additionalProperties", True) is not False or schema["type"] != "object":
            raise Unknown
        required = schema.get("required", [])
        if not set(required) <= schema["properties"].keys():
            raise Unknown
        lines = ["if type(v) is not dict: return False", f"n = {len(required)}", "try:"]
        for key in required:
            lines.append(f"    x = v[{key!r}]")
            lines.append(f"    if not ({self._test(schema['properties'][key], 'x')}): return False")
        lines += ["    pass", "except KeyError: return False"]
        for key in schema["properties"].keys() - set(required):
            lines.append(f"if {key!r} in v:")
            lines.append(f"    n += 1; x = v[{key!r}]")
            lines.append(f"    if not ({self._test(schema['properties'][key], 'x')}): return False")
        return [*lines, "return n == len(v)"]  # else there is a key that is none

    def _test(self, schema: dict[str, Any], v: str = "v") -> str:
        """An expression that says whether the variable keeps the schema."""
        if "$ref" in schema:
            _only(schema, {"$ref"})
            return f"{self._reference(schema['$ref'])}({v})"
        if "anyOf" in schema:
            _only(schema, {"anyOf"})
            # null is quickly seen
            choices = sorted(schema["anyOf"], key=lambda each: each.get("type") != "null")
            return " or ".join(f"({self._test(each, v)})" for each in choices)
        if "enum" in schema:
            _only(schema, {"enum"})
            if not all(each is None or type(each) is str for each in schema["enum"]):
                raise Unknown
            known = self._constant(frozenset(schema["enum"]))
            return f"(type({v}) is str or {v} is None) and {v} in {known}"
        if "properties" in schema:
            return f"{self.function(schema)}({v})"
        kinds = schema.get("type")
        each = [kinds] if isinstance(kinds, str) else kinds or []
        if not each:
            raise Unknown
        return " or ".join(f"({self._typed(kind, schema, v)})" for kind in each)

    def _typed(self, kind: str, schema: dict[str, Any], v: str) -> str:
        _only(schema, {"type", *_BOUNDS, "pattern", "items", "minItems", "additionalProperties"})
        if kind == "array":
            inner = self.function(schema["items"]) if "items" in schema else "bool"
            if inner == "bool":
                raise Unknown
            least = schema.get("minItems", 0)
            return f"type({v}) is list and len({v}) >= {least} and all(map({inner}, {v}))"
        if kind == "object":
            each = schema.get("additionalProperties")
            if not isinstance(each, dict):
                raise Unknown
            return f"type({v}) is dict and all(map({self.function(each)}, {v}.values()))"
        parts = [_TYPES[kind].format(v=v)]
        if kind == "string":
            parts += [_BOUNDS[key].format(v=v, n=schema[key]) for key in _LENGTHS & schema.keys()]
            if "pattern" in schema:
                # an end is the end, not before a last line break
                found = re.compile(re.sub(r"\$$", r"\\Z", schema["pattern"])).search
                parts.append(f"{self._constant(found)}({v}) is not None")
        elif kind in ("integer", "number"):
            parts += [_BOUNDS[key].format(v=v, n=schema[key]) for key in _LIMITS & schema.keys()]
        return " and ".join(parts)

    def _reference(self, ref: str) -> str:
        if ref not in self._named:
            self._named[ref] = self.function(self._defs[ref.removeprefix("#/$defs/")])
        return self._named[ref]

    def _constant(self, value: Any) -> str:
        name = f"c{len(self.constants)}"
        self.constants[name] = value
        return name


_LENGTHS: Final = {"minLength", "maxLength"}
_LIMITS: Final = {"minimum", "maximum"}
_BOUNDS: Final = {
    "minLength": "len({v}) >= {n}",
    "maxLength": "len({v}) <= {n}",
    "minimum": "{v} >= {n}",
    "maximum": "{v} <= {n}",
}


def _only(schema: dict[str, Any], known: set[str]) -> None:
    if schema.keys() - known - _SILENT:
        raise Unknown
