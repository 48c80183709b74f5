"""The AsyncAPI document is what the contracts say, and AsyncAPI's own parser accepts it.

The parser is a Node package, installed once under ``build/`` from its locked versions; without Node
or without a registry the tests that need it are skipped and say so.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from streams import contracts
from streams.contracts.asyncapi import generate

HERE = Path(__file__).parent / "asyncapi"
BUILD = Path(__file__).parents[2] / "build"


@pytest.fixture(scope="session")
def parser() -> Path:
    """The folder in which ``validate.mjs`` runs, with the parser installed."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        pytest.skip("NOT CHECKED: AsyncAPI's parser needs node and npm, which are not installed")
    lock = (HERE / "package-lock.json").read_bytes()
    place = BUILD / f"asyncapi-{hashlib.sha256(lock).hexdigest()[:12]}"
    if not (place / "done").exists():
        place.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, place)
        command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        made = subprocess.run(command, cwd=place, capture_output=True, text=True, timeout=300)
        if made.returncode != 0:
            last = (made.stderr.strip().splitlines() or ["no message"])[-1]
            pytest.skip(f"NOT CHECKED: AsyncAPI's parser could not be installed: {last}")
        (place / "done").touch()
    shutil.copy(HERE / "validate.mjs", place)
    return place


def _validate(parser: Path, document: Path) -> subprocess.CompletedProcess[str]:
    command = ["node", "validate.mjs", str(document)]
    return subprocess.run(command, cwd=parser, capture_output=True, text=True, timeout=120)


def test_document_is_generated_from_the_contracts() -> None:
    written = (contracts.folder() / "asyncapi.yaml").read_text(encoding="utf-8")
    assert written == generate(), "schemas/asyncapi.yaml has drifted: run `make contracts`"


@pytest.mark.slow
def test_parser_accepts_the_document_and_sees_every_field(parser: Path) -> None:
    done = _validate(parser, contracts.folder() / "asyncapi.yaml")
    assert done.returncode == 0, done.stdout + done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    assert seen["version"].startswith("3.")
    assert seen["channels"] == [topic.name for topic in contracts.topics()]
    for message in contracts.MESSAGES[:-1]:
        assert seen["fields"][message] == list(contracts.schema(message)["properties"])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("./messages/event.v1.json", "./messages/happening.v1.json"),
        ("action: send", "action: shout"),
        ("'#/channels/events'", "'#/channels/happenings'"),
    ],
)
def test_parser_refuses_a_broken_document(parser: Path, tmp_path: Path, old: str, new: str) -> None:
    shutil.copytree(contracts.folder(), tmp_path / "schemas")
    document = tmp_path / "schemas" / "asyncapi.yaml"
    assert old in generate()
    document.write_text(generate().replace(old, new), encoding="utf-8")
    assert _validate(parser, document).returncode == 1
