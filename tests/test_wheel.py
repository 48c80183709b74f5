"""The package as strangers get it: built into a wheel, installed from the lock into a clean
environment outside the checkout, it codes as the checkout does."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from streams import contracts

ROOT = Path(__file__).resolve().parents[1]
NO_NETWORK = re.compile(r"NewConnectionError|NameResolution|Network is unreachable|Max retries")
ARTICLE = (
    b'{"article_id": "w-1", "title": "", "published_at": "2025-03-04T12:00:00Z",'
    b' "body": "Norway recalled its ambassador from Chad on Monday."}\n'
)

pytestmark = pytest.mark.slow


def _pip(python: Path | str, *arguments: str) -> None:
    command = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900)
    if done.returncode and NO_NETWORK.search(done.stderr):
        pytest.skip("NOT CHECKED: the wheel's environment needs a package registry")
    assert done.returncode == 0, done.stderr


def _code(python: Path | str, within: Path) -> subprocess.CompletedProcess[bytes]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    command = [str(Path(python).parent / "dragoman"), "code"]
    return subprocess.run(
        command, input=ARTICLE, cwd=within, env=plain, capture_output=True, timeout=300
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("wheel")
    _pip(sys.executable, "wheel", "--no-deps", "--no-build-isolation", "-w", str(place), str(ROOT))
    (built,) = place.glob("dragoman-*.whl")
    return built


def test_wheel_holds_contracts_knowledge_and_sample_and_no_tests(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    for path in sorted(contracts.folder().rglob("*.json")):
        assert f"streams/schemas/{path.relative_to(contracts.folder()).as_posix()}" in held
    for folder in ("ontology/data", "documents/data", "sample"):
        for path in (ROOT / "streams" / folder).rglob("*.*"):
            assert path.relative_to(ROOT).as_posix() in held
    assert not [name for name in held if name.startswith("tests/")]


def test_wheel_codes_in_a_clean_environment_outside_the_checkout(
    wheel: Path, tmp_path: Path
) -> None:
    venv.create(tmp_path / "clean", with_pip=True)
    python = tmp_path / "clean" / "bin" / "python"
    _pip(python, "install", "--require-hashes", "-r", str(ROOT / "deploy/locks/runtime.txt"))
    _pip(python, "install", "--no-deps", str(wheel))
    outside = _code(python, tmp_path)
    assert outside.returncode == 0, outside.stderr.decode()
    assert b'"type":"SANCTION"' in outside.stdout, outside.stderr.decode()
    assert outside.stdout == _code(sys.executable, ROOT).stdout
