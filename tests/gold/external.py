"""Sets that are kept beside the project and belong to nobody here: read, measured, never copied.

The folder is ``EVAL_DIR``, or ``shared/eval`` beside the project. Sets in the form of our own are
scored by us; labelled pairs and news leads are scored by the programs that lie with them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from streams import wire
from streams.messages import Article, Event
from tests.gold.sets import HERE, article, lines

DEFAULT: Final = HERE.parents[2] / "shared" / "eval"
OWN_FORM: Final = ("seed", "dev", "dev2")
PROGRAMS: Final = {
    "pairs": ("pairs.py", "pairs.dev.jsonl"),
    "leads": ("triplets.py", "leads.dev.jsonl"),
}
"""Sets that a program of the folder turns into articles and scores."""


def folder() -> Path | None:
    """Where the sets lie; null where they do not.

    Raises:
        FileNotFoundError: ``EVAL_DIR`` names no folder.
    """
    named = os.environ.get("EVAL_DIR")
    if named and not Path(named).is_dir():
        raise FileNotFoundError(f"EVAL_DIR names no folder: {named}")
    where = Path(named) if named else DEFAULT
    return where.resolve() if where.is_dir() else None


def in_own_form(where: Path) -> list[str]:
    """Names of the sets that have articles and gold as ours do."""
    return [name for name in OWN_FORM if (where / f"{name}.gold.jsonl").exists()]


def programs(where: Path) -> list[str]:
    """Names of the sets that come with a program."""
    there = {name: [where / each for each in files] for name, files in PROGRAMS.items()}
    return [name for name, files in there.items() if all(each.exists() for each in files)]


def judged(
    where: Path,
    name: str,
    code: Callable[[Sequence[Article], str], Sequence[Sequence[Event]]],
) -> dict[str, float]:
    """What the folder's own program says of the coder; figures within figures are named by both.

    Raises:
        subprocess.CalledProcessError: the program failed; its words are on standard error.
    """
    program, cases = PROGRAMS[name]
    with tempfile.TemporaryDirectory() as made:
        texts, coded = Path(made, "articles.jsonl"), Path(made, "events.jsonl")
        texts.write_text(_run(where, program, "articles", cases), encoding="utf-8")
        articles = [article(line) for line in lines(texts)]
        with coded.open("wb") as file:
            for events in code(articles, name):
                file.writelines(wire.write(event) + b"\n" for event in events)
        return flat(json.loads(_run(where, program, "score", cases, str(coded), "--json")))


def flat(found: dict[str, Any], before: str = "") -> dict[str, float]:
    """Numbers by name; a share that is written "45/61" becomes a number."""
    made: dict[str, float] = {}
    for name, value in found.items():
        if isinstance(value, dict):
            made |= flat(value, f"{before}{name} ")
        elif isinstance(value, str):
            right, _, total = value.partition("/")
            made[before + name] = round(int(right) / max(1, int(total)), 3)
        else:
            made[before + name] = value
    return made


def _run(where: Path, program: str, *arguments: str) -> str:
    """What a program of the folder prints; it leaves no compiled files there."""
    done = subprocess.run(
        [sys.executable, program, *arguments],
        cwd=where,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout
