"""Text of articles reaches no shell, no interpreter, no format string and no unsafe loader."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

STREAMS = Path(__file__).resolve().parents[1] / "streams"
NEVER = {"eval", "exec", "compile", "os.system", "os.popen", "pickle.loads", "pickle.load"}
NEVER |= {"marshal.loads", "yaml.load", "yaml.unsafe_load", "subprocess.getoutput", "__import__"}
PROCESSES = {"streams/runtime/broker.py", "streams/cli/demo.py"}
"""Who starts programs: a broker and a worker, by lists of words of our own."""
LEVELS = {"debug", "info", "warning", "error", "critical", "exception"}


def found_in(tree: ast.AST, name: str) -> Iterator[str]:
    """What is wrong in a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            where = f"{name}:{node.lineno}: {called}"
            if called in NEVER:
                yield where
            if any(k.arg == "shell" for k in node.keywords):
                yield f"{where} through a shell"
            if called.startswith("subprocess.") and name not in PROCESSES:
                yield f"{where} starts a program"
            if called.startswith("log.") and called.removeprefix("log.") in LEVELS:
                given = node.args[0] if node.args else None
                if not (isinstance(given, ast.Constant) and isinstance(given.value, str)):
                    yield f"{where} with a format that is not fixed"
            if isinstance(node.func, ast.Attribute) and node.func.attr == "format":
                template = node.func.value
                if not (isinstance(template, ast.Constant) or ast.unparse(template).isupper()):
                    yield f"{where} with a template that is not fixed"


def test_nothing_of_the_kind_is_called() -> None:
    wrong = [
        each
        for path in sorted(STREAMS.rglob("*.py"))
        for each in found_in(
            ast.parse(path.read_text(encoding="utf-8")), str(path.relative_to(STREAMS.parent))
        )
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "code",
    [
        "eval(text)",
        "os.system(text)",
        "subprocess.run(text, shell=True)",
        "subprocess.run([text])",
        "log.info(text)",
        "log.error(f'{text}')",
        "text.format(1)",
        "yaml.load(text)",
    ],
)
def test_what_would_be_wrong_is_found(code: str) -> None:
    assert list(found_in(ast.parse(code), "streams/x.py"))


@pytest.mark.parametrize("code", ["log.info('%s', text)", "'{}'.format(text)", "LINE.format(text)"])
def test_what_is_sound_is_let_be(code: str) -> None:
    assert list(found_in(ast.parse(code), "streams/x.py")) == []
