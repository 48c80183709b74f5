"""A folder of a user's own knowledge: lines are added to it, and it is loaded before it is kept."""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from streams.ontology.load import load
from streams.ontology.naming import ACTOR_COLUMNS, OFFICE_COLUMNS
from streams.ontology.settling import Line
from streams.ontology.tables import rows


def add(folder: Path, lines: Iterable[Line], builtin: Path) -> None:
    """Write lines into the folder, or nothing at all where the whole does not load.

    Raises:
        BadKnowledge: the folder with the lines does not load over ``builtin``.
        OSError: it cannot be written.
    """
    files: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        files[line.file].append(line)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        draft = shutil.copytree(folder, Path(scratch) / "draft")
        for name, added in files.items():
            path = draft / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_text(path, added), encoding="utf-8")
        load.__wrapped__(builtin, draft)
        for name in files:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            beside = target.with_name(f".{target.name}.new")
            shutil.copyfile(draft / name, beside)
            beside.replace(target)


def _text(path: Path, added: list[Line]) -> str:
    """The file with the lines at its end; a header of its own stays."""
    columns: tuple[str, ...] = OFFICE_COLUMNS if path.parent.name == "offices" else ACTOR_COLUMNS
    if path.exists() and rows(path):
        old = path.read_text(encoding="utf-8-sig")
        header = next(x for x in old.splitlines() if x.strip() and not x.startswith("#"))
        columns = tuple(c.strip() for c in header.split("\t"))
    else:
        old = "\t".join(columns) + "\n"
    new = ["\t".join(" ".join(line.row.get(c, "").split()) for c in columns) for line in added]
    return old.rstrip("\n") + "\n" + "\n".join(new) + "\n"
