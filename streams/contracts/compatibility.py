"""What a change to a published contract breaks, and for whom.

Messages of ours are kept for weeks and read by services that we do not know, so both must hold:
what was written under the published contract can be read under the new one, and whoever was built
on the published one can read what is written under the new one. An article is only read by us:
there the contract may ask for less, never for more. A vocabulary may grow; readers are told to
expect it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

Schema = dict[str, Any]

_LEAST: Final = ("minimum", "minLength", "minItems")
_MOST: Final = ("maximum", "maxLength", "maxItems")
_NAMES: Final = {
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    type(None): "null",
}


def breaks(message: str, published: Schema, proposed: Schema) -> list[str]:
    """One line for every breaking difference between two versions of a message's schema.

    Args:
        message: name of the message; ``article`` is read by us alone, all others by strangers.
        published: the schema that others rely on.
        proposed: the schema that would replace it.

    Returns:
        Lines such as ``event.date: removed``; empty where the change is compatible.
    """
    found = _Comparison(published, proposed, strict=message != "article")
    lines = [f"{path}: {what}" for path, what in found.compare(published, proposed, message)]
    if published.get("$id") != proposed.get("$id"):
        lines.insert(0, f"{message}: is now called {proposed.get('$id')}")
    return lines


class _Comparison:
    """Walks two schemas together; ``strict`` where strangers read the message."""

    def __init__(self, published: Schema, proposed: Schema, *, strict: bool) -> None:
        self.published, self.proposed, self.strict = published, proposed, strict

    def compare(self, old: Schema, new: Schema, path: str) -> Iterator[tuple[str, str]]:
        old, new = _plain(old, self.published), _plain(new, self.proposed)
        for rule in (self._kinds, self._words, self._bounds, self._fields, self._needed):
            yield from ((path, what) for what in rule(old, new))
        yield from self._below(old, new, path)

    def _kinds(self, old: Schema, new: Schema) -> Iterator[str]:
        before, after = _kinds(old), _kinds(new)
        if after and (lost := _without(before or {"any value"}, after)):
            yield f"may no longer be {_listed(lost)}"
        if self.strict and before and (gained := _without(after or {"any value"}, before)):
            yield f"may now be {_listed(gained)}, which no reader expects"

    def _words(self, old: Schema, new: Schema) -> Iterator[str]:
        before, after = old.get("enum"), new.get("enum")
        if before is None and after is not None:
            yield "is now limited to a list of words"
        elif before is not None and after is None:
            if self.strict:
                yield "is no longer limited to its list of words"
        elif before is not None and after is not None:
            lost = [word for word in before if word not in after and word is not None]
            if lost:
                yield f"no longer allows {_listed(lost)}"

    def _bounds(self, old: Schema, new: Schema) -> Iterator[str]:
        for name in (*_LEAST, *_MOST, "pattern"):
            before, after = old.get(name), new.get(name)
            if before != after and (self.strict or _narrower(name, before, after)):
                yield f"{name} was {_said(before)}, is now {_said(after)}"

    def _fields(self, old: Schema, new: Schema) -> Iterator[str]:
        for kind in ("properties", "patternProperties"):
            before, after = old.get(kind, {}), new.get(kind, {})
            added = [name for name in after if name not in before]
            for name in before:
                if name not in after:
                    hint = f" (renamed to {' or '.join(added)}?)" if added else ""
                    yield f"{name} is removed{hint}"
        if old.get("additionalProperties", True) is True and (
            new.get("additionalProperties", True) is not True
        ):
            yield "no longer allows fields of the producer's own"

    def _needed(self, old: Schema, new: Schema) -> Iterator[str]:
        before, after = old.get("required", []), new.get("required", [])
        for name in after:
            if name not in before:
                yield f"{name} is now required"
        for name in before:
            if self.strict and name not in after and name in new.get("properties", {}):
                yield f"{name} is no longer always there"

    def _below(self, old: Schema, new: Schema, path: str) -> Iterator[tuple[str, str]]:
        for kind in ("properties", "patternProperties"):
            after = new.get(kind, {})
            for name, schema in old.get(kind, {}).items():
                if name in after:
                    yield from self.compare(schema, after[name], f"{path}.{name}")
        for kind, mark in (("items", "[]"), ("additionalProperties", ".*")):
            before, after = old.get(kind), new.get(kind)
            if isinstance(before, dict) and isinstance(after, dict):
                yield from self.compare(before, after, path + mark)
            elif isinstance(after, dict) and before is not False:
                yield path + mark, "is now limited to a shape"


def _plain(node: Schema, root: Schema) -> Schema:
    """The node with its reference followed and "or null" written as a kind."""
    while "$ref" in node:
        node = root["$defs"][node["$ref"].removeprefix("#/$defs/")]
    if "anyOf" in node:
        kinds = {kind for each in node["anyOf"] for kind in _kinds(_plain(each, root))}
        shapes = [each for each in node["anyOf"] if each.get("type") != "null"]
        return {**_plain(shapes[0], root), "type": sorted(kinds)}
    return node


def _kinds(node: Schema) -> set[str]:
    """JSON types that the node allows; empty where it does not say."""
    if "type" in node:
        kinds = node["type"]
        return set(kinds) if isinstance(kinds, list) else {kinds}
    return {_NAMES[type(word)] for word in node.get("enum", ())}


def _without(some: set[str], others: set[str]) -> set[str]:
    left = some - others
    return left - {"integer"} if "number" in others else left


def _narrower(name: str, before: Any, after: Any) -> bool:
    if after is None:
        return False
    if before is None or name == "pattern":
        return True
    return bool(after > before) if name in _LEAST else bool(after < before)


def _listed(words: Any) -> str:
    return ", ".join(sorted(str(word) for word in words))


def _said(bound: Any) -> str:
    return "none" if bound is None else str(bound)
