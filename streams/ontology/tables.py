"""Reads the tables of the knowledge files, TSV and TOML, with file and line of all that is wrong."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from streams.errors import BadKnowledge

Row = dict[str, str]
"""Cells by the names of the header, and ``line``: file and line."""


def rows(path: Path, needs: tuple[str, ...] = ()) -> list[Row]:
    """The lines of a TSV file by the names in its header; blank lines and ``#`` lines are skipped.

    Raises:
        BadKnowledge: a line has more cells than the header, or the header lacks what it ``needs``.
    """
    if not path.exists():
        return []
    found: list[Row] = []
    header: list[str] = []
    for number, line in enumerate(text_of(path).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [c.strip() for c in line.split("\t")]
        if not header:
            header = cells
            for name in needs:
                if name not in header:
                    raise BadKnowledge(f"{path.name}:{number}: the header has no {name!r}")
            continue
        if len(cells) > len(header):
            raise BadKnowledge(
                f"{path.name}:{number}: {len(cells)} cells, header has {len(header)}"
            )
        cells += [""] * (len(header) - len(cells))
        found.append(dict(zip(header, cells, strict=True)) | {"line": f"{path.name}:{number}"})
    return found


def toml(path: Path) -> dict[str, Any]:
    """A TOML file.

    Raises:
        BadKnowledge: it is none.
    """
    try:
        return tomllib.loads(text_of(path))
    except tomllib.TOMLDecodeError as why:
        raise BadKnowledge(f"{path.name}: {why}") from why


def text_of(path: Path) -> str:
    """The text of a knowledge file.

    Raises:
        BadKnowledge: it cannot be read or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as why:
        raise BadKnowledge(f"{path.name}: not UTF-8 at byte {why.start}") from why
    except OSError as why:
        raise BadKnowledge(f"{path}: {why.strerror}") from why


def several(cell: str) -> tuple[str, ...]:
    """The parts of a cell that ``|`` separates."""
    return tuple(s for s in (c.strip() for c in cell.split("|")) if s)
