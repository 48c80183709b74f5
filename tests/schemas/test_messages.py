"""The schemas and ``streams.messages`` say the same: fields, needs, types, vocabularies."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Iterator
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

from streams import contracts, messages
from streams.errors import REASONS

PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean"}
CLASSES = {message: getattr(messages, message.title()) for message in contracts.MESSAGES[:-1]}
Pair = tuple[type, dict[str, Any], dict[str, Any]]


def _pairs(cls: type, node: dict[str, Any], root: dict[str, Any]) -> Iterator[Pair]:
    """Every dataclass within a message, with the part of its schema that describes it."""
    yield cls, node, root
    for name, schema in node["properties"].items():
        for part in _classes(get_type_hints(cls)[name]):
            yield from _pairs(part, _object(schema, root), root)


def _classes(kind: Any) -> list[type]:
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return [kind]
    return [found for each in get_args(kind) for found in _classes(each)]


def _object(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    """The object that a property holds, within "or null", a list or a dictionary."""
    if "$ref" in schema:
        found: dict[str, Any] = root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
        return found
    if "anyOf" in schema:
        return _object(schema["anyOf"][0], root)
    return _object(schema.get("items") or schema["additionalProperties"], root)


def _expected(kind: Any) -> set[str]:
    """JSON types of an annotation."""
    if get_origin(kind) in (Union, types.UnionType):
        return set().union(*(_expected(each) for each in get_args(kind)))
    if kind is type(None):
        return {"null"}
    if get_origin(kind) is Literal:
        return {"string"}
    if get_origin(kind) is tuple:
        return {"array"}
    return {PLAIN.get(kind, "object")}


def _stated(schema: dict[str, Any]) -> set[str]:
    if "anyOf" in schema:
        return set().union(*(_stated(each) for each in schema["anyOf"]))
    if "enum" in schema:
        return {"null" if word is None else "string" for word in schema["enum"]}
    if "$ref" in schema:
        return {"object"}
    kind = schema["type"]
    return set(kind) if isinstance(kind, list) else {kind}


ALL = {
    f"{message}.{cls.__name__}": (cls, node, root)
    for message in CLASSES
    for cls, node, root in _pairs(
        CLASSES[message], contracts.schema(message), contracts.schema(message)
    )
}


@pytest.mark.parametrize("pair", ALL.values(), ids=ALL)
def test_same_fields(pair: Pair) -> None:
    cls, node, _ = pair
    assert [field.name for field in dataclasses.fields(cls)] == list(node["properties"])


@pytest.mark.parametrize("pair", ALL.values(), ids=ALL)
def test_fields_without_default_are_required(pair: Pair) -> None:
    cls, node, _ = pair
    needed = [
        field.name
        for field in dataclasses.fields(cls)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    ]
    assert node["required"] == needed


@pytest.mark.parametrize("pair", ALL.values(), ids=ALL)
def test_same_types(pair: Pair) -> None:
    cls, node, root = pair
    for name, kind in get_type_hints(cls).items():
        expected = _expected(kind)
        if root["title"] == "Article" and name == "mentions":
            expected.add("null")  # producers may send null for "none"
        assert _stated(node["properties"][name]) == expected, name


@pytest.mark.parametrize("pair", ALL.values(), ids=ALL)
def test_same_vocabularies(pair: Pair) -> None:
    cls, node, _ = pair
    for name, kind in get_type_hints(cls).items():
        if get_origin(kind) is Literal:
            assert tuple(node["properties"][name]["enum"]) == get_args(kind), name


@pytest.mark.parametrize("pair", ALL.values(), ids=ALL)
def test_ours_are_closed_and_articles_open(pair: Pair) -> None:
    _, node, root = pair
    assert node.get("additionalProperties", True) is (root["title"] == "Article")


def test_every_part_of_a_message_is_compared() -> None:
    compared = {cls for cls, _, _ in ALL.values()}
    written = {
        found
        for found in vars(messages).values()
        if isinstance(found, type) and dataclasses.is_dataclass(found)
    }
    assert compared == written


def test_reasons_of_rejects_are_those_of_the_errors() -> None:
    reject = contracts.schema("reject")
    assert tuple(reject["properties"]["reject_reason"]["enum"]) == REASONS
