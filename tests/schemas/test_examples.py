"""Every example keeps its contract, every invalid one breaks exactly the rule it is named for."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from streams import contracts
from streams.errors import Rejected
from streams.wire.schema import check

EXAMPLES = contracts.folder() / "examples"
VALID = sorted(EXAMPLES.glob("*/*.json"))
INVALID = sorted(EXAMPLES.glob("*/invalid/*.json"))


def _message(path: Path) -> str:
    return path.relative_to(EXAMPLES).parts[0].split(".")[0]


def _load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _name(path: Path) -> str:
    return f"{_message(path)}/{path.stem}"


def _broken_rule(message: str, value: Any) -> str:
    """``field.keyword`` of the one error, through the branch of "or null" that was meant."""
    errors = list(Draft202012Validator(contracts.schema(message)).iter_errors(value))
    assert len(errors) == 1, [error.message for error in errors]
    error = errors[0]
    while error.context:
        error = next(e for e in error.context if e.validator != "type" or len(e.path) > 0)
    named = [part for part in error.absolute_path if isinstance(part, str)]
    field = named[-1] if named else ""
    if error.validator == "required":
        field = next(name for name in error.validator_value if name not in error.instance)
    if error.validator == "additionalProperties":
        field = next(name for name in error.instance if not _is_known(name, error.schema))
    return f"{field}.{error.validator}"


def _is_known(name: str, schema: dict[str, Any]) -> bool:
    patterns = schema.get("patternProperties", {})
    return name in schema["properties"] or any(re.search(each, name) for each in patterns)


@pytest.mark.parametrize("message", contracts.MESSAGES)
def test_schema_is_json_schema_2020_12(message: str) -> None:
    schema = contracts.schema(message)
    assert schema["$schema"].endswith("draft/2020-12/schema")
    assert schema["$id"] == contracts.dataschema(message)
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("path", VALID, ids=_name)
def test_example_keeps_its_contract(path: Path) -> None:
    value = _load(path)
    Draft202012Validator(contracts.schema(_message(path))).validate(value)
    check(_message(path), value)


@pytest.mark.parametrize("path", INVALID, ids=_name)
def test_invalid_example_breaks_the_rule_it_is_named_for(path: Path) -> None:
    value = _load(path)
    assert _broken_rule(_message(path), value) == path.stem
    with pytest.raises(Rejected) as refused:
        check(_message(path), value)
    assert refused.value.reason == "wrong-schema"


@pytest.mark.parametrize("message", contracts.MESSAGES)
def test_every_contract_has_examples_of_both_kinds(message: str) -> None:
    assert [path for path in VALID if _message(path) == message]
    assert len([path for path in INVALID if _message(path) == message]) >= 3


def _nodes(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, list):
        return [found for each in node for found in _nodes(each)]
    if not isinstance(node, dict):
        return []
    return [node, *(found for each in node.values() for found in _nodes(each))]


@pytest.mark.parametrize("message", contracts.MESSAGES)
def test_every_field_is_described(message: str) -> None:
    fields = [
        (name, schema)
        for node in _nodes(contracts.schema(message))
        if node.get("type") == "object"
        for name, schema in node.get("properties", {}).items()
    ]
    assert fields
    assert [name for name, schema in fields if len(schema.get("description", "")) < 10] == []


WITH_TEXT = [path for path in VALID if "body" in _load(path)]


@pytest.mark.parametrize("path", WITH_TEXT, ids=_name)
def test_words_in_examples_are_what_their_offsets_cut_out(path: Path) -> None:
    value = _load(path)
    for node in _nodes(value):
        if {"field", "start", "end", "text"} <= node.keys():
            assert value[node["field"]][node["start"] : node["end"]] == node["text"]


def test_triggers_in_examples_are_what_their_offsets_cut_out() -> None:
    told = [node for path in VALID for node in _nodes(_load(path)) if "trigger" in node]
    assert told
    for node in told:
        begin, end = (node[name] - node["start"] for name in ("trigger_start", "trigger_end"))
        assert node["text"][begin:end] == node["trigger"]
