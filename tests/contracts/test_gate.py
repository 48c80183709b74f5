"""The commands behind ``make schema-check`` and ``make contracts``."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from streams import contracts
from streams.contracts import __main__ as gate
from streams.contracts.asyncapi import generate


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of contracts with all that is written today published."""
    copy = tmp_path / "schemas"
    shutil.copytree(contracts.folder(), copy)
    gate.release(copy)
    monkeypatch.setattr(gate, "folder", lambda: copy)
    return copy


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_what_is_published_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    assert gate.main(["check"]) == 0, capsys.readouterr().out
    published = {path.stem for path in (contracts.folder() / "published").glob("*.json")}
    assert published == {f"{message}.v{contracts.VERSION}" for message in contracts.MESSAGES}


def test_check_refuses_a_breaking_change(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _edit(root / "messages" / "event.v1.json", '"rule"', '"reason"')
    assert gate.main(["check"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert "event: rule is removed (renamed to reason?)" in said
    assert "breaking" in said[-1]


def test_check_refuses_a_removed_contract(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "messages" / "outcome.v1.json").unlink()
    assert gate.main(["check"]) == 1
    assert "outcome: outcome.v1.json is removed" in capsys.readouterr().out


def test_release_publishes_a_compatible_change(root: Path) -> None:
    _edit(root / "messages" / "event.v1.json", "What one article says happened", "What is told")
    assert gate.main(["release"]) == 0
    published = json.loads((root / "published" / "event.v1.json").read_text(encoding="utf-8"))
    assert published["description"].startswith("What is told")


def test_release_publishes_no_breaking_change(root: Path) -> None:
    before = (root / "published" / "event.v1.json").read_bytes()
    _edit(root / "messages" / "event.v1.json", '"rule"', '"reason"')
    assert gate.main(["release"]) == 1
    assert (root / "published" / "event.v1.json").read_bytes() == before


def test_generate_writes_the_document(root: Path) -> None:
    (root / "asyncapi.yaml").unlink()
    assert gate.main(["generate"]) == 0
    assert (root / "asyncapi.yaml").read_text(encoding="utf-8") == generate()


@pytest.mark.parametrize("arguments", [[], ["publish"], ["check", "now"]])
def test_wrong_use_says_how(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert gate.main(arguments) == 2
    assert "check|generate|release" in capsys.readouterr().err
