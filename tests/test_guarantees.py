"""Every line of the guarantees names a test, and every test named is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs" / "guarantees.md").read_text(encoding="utf-8")
HEADS = re.compile(r"^\| (promise|default|---)")
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?` \|$")
LINES = [line for line in TEXT.splitlines() if line.startswith("|") and not HEADS.match(line)]


def wrong_with(line: str, root: Path = ROOT) -> str:
    """What is wrong with a line's test, or nothing."""
    found = NAMED.search(line)
    if not found:
        return "names no test"
    path, name = root / found[1], found[2]
    if not path.is_file():
        return f"{found[1]} is not there"
    tests = [
        each.name
        for each in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(each, ast.FunctionDef) and each.name.startswith("test_")
    ]
    if not tests or (name and name not in tests):
        return f"{found[1]} holds no {name or 'test'}"
    return ""


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.split("|")[1].strip()[:60])
def test_the_test_of_every_promise_is_there(line: str) -> None:
    assert wrong_with(line) == ""


def test_there_are_promises() -> None:
    assert len(LINES) > 30


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("| a promise | any | any | somebody said so |", "names no test"),
        ("| a | `tests/nowhere.py::test_a` |", "tests/nowhere.py is not there"),
        ("| a | `tests/test_guarantees.py::test_a` |", "tests/test_guarantees.py holds no test_a"),
        ("| a | `tests/conftest.py` |", "tests/conftest.py holds no test"),
    ],
)
def test_a_promise_without_its_test_is_found_out(line: str, wrong: str) -> None:
    assert wrong_with(line) == wrong
