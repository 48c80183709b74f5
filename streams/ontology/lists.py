"""Reads lists that a user brings, CSV or Wikidata JSON, into entries that are not yet checked."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson

from streams.errors import BadKnowledge
from streams.ontology import wikidata
from streams.ontology.tables import text_of

OFFICE_FIELDS: Final = ("state", "office", "name", "aliases", "from", "until")
ACTOR_FIELDS: Final = (
    "table", "key", "name", "aliases", "country", "sectors", "from", "until", "note",
)  # fmt: skip
FIELDS: Final = tuple(dict.fromkeys((*OFFICE_FIELDS, *ACTOR_FIELDS)))


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of somebody's list: ``where`` it stands, its cells by our names of columns."""

    where: str
    cells: dict[str, str]


def read(path: Path, columns: Mapping[str, str], labels: wikidata.Labels) -> Iterator[Entry]:
    """The entries of one file; what a file is, its content says.

    Args:
        columns: their name of a column or variable by ours.
        labels: what Wikidata's ids of positions and states stand for.

    Raises:
        BadKnowledge: the file is no list that we know.
    """
    text = text_of(path)
    if text.lstrip()[:1] in ("{", "["):
        try:
            content = orjson.loads(text)
        except orjson.JSONDecodeError as why:
            raise BadKnowledge(f"{path.name}:{why.lineno}: not JSON: {why.msg}") from why
        yield from _json(path, content, columns, labels)
    else:
        yield from _csv(path, text, columns)


def _json(
    path: Path, content: Any, columns: Mapping[str, str], labels: wikidata.Labels
) -> Iterator[Entry]:
    if wikidata.is_query_result(content):
        found = wikidata.bindings(content, columns, FIELDS)
    elif entities := wikidata.entities_of(content):
        found = wikidata.statements(entities, labels)
    else:
        raise BadKnowledge(
            f"{path.name}: JSON, but neither a query's result (results.bindings) nor entities (claims)"
        )
    for where, cells in found:
        yield Entry(f"{path.name}: {where}", cells)


def _csv(path: Path, text: str, columns: Mapping[str, str]) -> Iterator[Entry]:
    first = text.lstrip().partition("\n")[0]
    delimiter = max("\t;,", key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header: list[str] = []
    try:
        for cells in lines:
            where = f"{path.name}:{lines.line_num}"
            if not any(c.strip() for c in cells) or cells[0].startswith("#"):
                continue
            if not header:
                header = _header(where, [c.strip() for c in cells], columns)
                continue
            if len(cells) > len(header):
                raise BadKnowledge(f"{where}: {len(cells)} cells, header has {len(header)}")
            named = zip(header, (" ".join(c.split()) for c in cells), strict=False)
            yield Entry(where, {k: v for k, v in named if k})
    except csv.Error as why:
        raise BadKnowledge(f"{path.name}:{lines.line_num}: not CSV: {why}") from why


def _header(where: str, cells: list[str], columns: Mapping[str, str]) -> list[str]:
    """Our names of the columns, "" for one that is not asked for."""
    theirs = {their.casefold(): our for our, their in columns.items()}
    taken = set(columns)
    found = [
        theirs.get(c.casefold(), c.casefold() if c.casefold() in FIELDS and c.casefold() not in taken else "")
        for c in cells
    ]  # fmt: skip
    for our, their in columns.items():
        if our not in found:
            raise BadKnowledge(f"{where}: no column is called {their!r} (for {our})")
    if "name" not in found:
        raise BadKnowledge(f"{where}: no column is called 'name'; say which one is: name=THEIRS")
    return found
