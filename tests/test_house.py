"""The plan of the house holds: nothing is missing, too large, misnamed or not to be said.

Every check is run on this checkout, and on small trees that are wrong on purpose, so that none can
pass by being blind.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from streams import contracts, pipeline
from tests.support import house
from tests.support.house import CHECKS, LONGEST, Check

ROOT = Path(__file__).resolve().parents[1]
HASH = " \\\n    --hash=sha256:00\n"

SOUND = {
    "pyproject.toml": '[project]\nversion = "1.0"\ndependencies = ["rich>=1"]\n'
    '[project.optional-dependencies]\ndemo = []\ndev = ["pytest"]\n',
    "CHANGELOG.md": "## 1.0\n",
    "Makefile": "test:\n\tpytest\n",
    "deploy/locks/runtime.txt": "rich==1.0" + HASH,
    "deploy/locks/demo.txt": "rich==1.0 ; sys_platform == 'linux'" + HASH,
    "deploy/locks/dev.txt": "pytest==8" + HASH + "rich==1.0" + HASH,
    "streams/kitchen/__init__.py": '"""Cooks."""\nimport rich\n',
    "tests/kitchen/test_kitchen.py": '"""Tastes."""\n',
}

WRONG: dict[str, tuple[Check, str, str]] = {
    "room": (house.rooms_without_tests, "streams/cellar/__init__.py", '"""Stores."""\n'),
    "name": (house.misnamed, "streams/kitchen/helpers.py", '"""Helps."""\n'),
    "name of a room": (house.misnamed, "streams/utils/knife.py", '"""Cuts."""\n'),
    "length": (house.too_long, "streams/kitchen/stove.py", '"""Burns."""\n' + "x = 1\n" * LONGEST),
    "docstring": (house.undocumented, "streams/kitchen/stove.py", "x = 1\n"),
    "registry": (house.registries_by_address, "README.md", "https://" + "pypi.org/simple\n"),
    "machine": (house.paths_of_a_machine, "docs/run.md", "cd /" + "home/me\n"),
    "promise": (house.promises, "streams/kitchen/stove.py", "# TO" + "DO: light it\n"),
    "not locked": (house.unlocked, "deploy/locks/runtime.txt", "rich==1.0\n"),
    "no lock": (house.unlocked, "deploy/locks/demo.txt", ""),
    "address in a lock": (
        house.unlocked,
        "deploy/locks/runtime.txt",
        "--index-url https://example.org\nrich==1.0" + HASH,
    ),
    "unused": (house.unused_dependencies, "streams/kitchen/__init__.py", '"""Cooks."""\n'),
    "unused by tests": (house.unused_dependencies, "Makefile", "test:\n\ttrue\n"),
    "version": (house.untold, "CHANGELOG.md", "## 0.9\n"),
}


def _build(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_house(check: Check) -> None:
    assert check(ROOT) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_sound_house_passes(tmp_path: Path, check: Check) -> None:
    assert check(_build(tmp_path, SOUND)) == []


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_a_wrong_house_is_told_what_is_wrong(tmp_path: Path, case: tuple[Check, str, str]) -> None:
    check, name, text = case
    assert len(check(_build(tmp_path, {**SOUND, name: text}))) == 1


def test_every_check_is_shown_to_close() -> None:
    assert {check for check, _, _ in WRONG.values()} == set(CHECKS)


def test_every_stage_has_its_contracts_and_every_contract_its_stage() -> None:
    """Stage, topic, message, schema and examples: none without the others."""
    used = {name for stage in pipeline.stages() for name in (stage.takes, *stage.gives)}
    declared = {topic.name: topic for topic in contracts.topics()}
    missing = [f"{name}: no schemas/topics/{name}.yaml" for name in sorted(used - declared.keys())]
    missing += [f"{name}: no stage takes or gives it" for name in sorted(declared.keys() - used)]
    for topic in declared.values():
        stem = f"{topic.message}.v{contracts.VERSION}"
        wanted = (f"messages/{stem}.json", f"examples/{stem}/*.json")
        missing += [
            f"{topic.name}: no schemas/{pattern}"
            for pattern in (*wanted, f"examples/{stem}/invalid/*.json")
            if not list(contracts.folder().glob(pattern))
        ]
    assert missing == []


def test_readme_names_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make demo" in readme
    assert "make test" in readme
