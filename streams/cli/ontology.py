"""``dragoman ontology``: brings a list of one's own into a folder of knowledge, and looks it over."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from streams.errors import BadKnowledge, Misuse
from streams.ontology import overlay, tables, wikidata
from streams.ontology.actors import KINDS, OFFICES
from streams.ontology.lists import FIELDS, Entry, read
from streams.ontology.load import DATA, load
from streams.ontology.settling import LeftOut, Line, Settling
from streams.ontology.survey import survey
from streams.runtime.settings import variable

FOLDER: Final = variable("ontology")


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("ontology", help="bring in names of your own, check the knowledge")
    verbs = parser.add_subparsers(metavar="VERB", required=True, parser_class=type(parser))
    bring = verbs.add_parser(
        "import",
        help="bring a list of office-holders, people or organisations",
        description="Reads CSV (columns as in docs/knowledge.md, others named with --column) or "
        "Wikidata's JSON (a query's result, or entities with P39 statements), and writes checked "
        "lines into a folder that is read over the built-in data. Every line that is left out is "
        "told with its reason.",
    )
    bring.add_argument("files", nargs="+", help="CSV or JSON files")
    _folder(bring, f"the folder; {FOLDER} when not given")
    bring.add_argument(
        "--column", action="append", default=[], metavar="OURS=THEIRS",
        help=f"their name of a column or variable; ours are {', '.join(FIELDS)}",
    )  # fmt: skip
    bring.add_argument(
        "--office", action="append", default=[], metavar="THEIRS=OURS",
        help=f"what an office of theirs is; ours are {', '.join(OFFICES)}",
    )  # fmt: skip
    bring.add_argument("--table", choices=list(KINDS), help="what lines without an office are")
    bring.add_argument(
        "--positions", metavar="CSV", help="columns id, office, state for Wikidata's position ids"
    )
    bring.add_argument("--shared", action="store_true", help="take names that others have, marked")
    bring.add_argument(
        "--dry-run", action="store_true", help="say what would be done, write nothing"
    )
    bring.set_defaults(run=bring_in)
    look = verbs.add_parser("check", help="load the knowledge and say what it holds")
    look.add_argument("folder", nargs="?", help=f"a folder of your own; {FOLDER} when not given")
    look.set_defaults(run=check)


def _folder(parser: argparse.ArgumentParser, said: str) -> None:
    parser.add_argument("--ontology", metavar="DIR", help=said)


def bring_in(args: argparse.Namespace) -> int:
    """Import files; the exit status is 1 where not one line was taken."""
    folder = _chosen(args.ontology)
    if folder is None:
        raise Misuse(f"say which folder the lines go to: --ontology DIR, or set {FOLDER}")
    columns = _pairs(args.column, "--column", FIELDS)
    offices = {v.casefold(): k for k, v in _pairs(args.office, "--office", OFFICES, last=True)}
    settling = Settling(
        ontology=load(DATA, folder if folder.is_dir() else None),
        offices=offices,
        table=args.table,
        shared=args.shared,
        words=tables.toml(DATA / "imports.toml"),
    )
    labels = _positions(args.positions)
    taken: list[Line] = []
    left = 0
    for entry in _entries(args.files, dict(columns), labels):
        try:
            line = settling.line(entry)
        except LeftOut as why:
            left += 1
            print(f"{entry.where}: left out: {why}", file=sys.stderr)
            continue
        taken.append(line)
        for note in line.notes:
            print(f"{entry.where}: {note}; it counts only with support", file=sys.stderr)
    if taken and not args.dry_run:
        try:
            overlay.add(folder, taken, DATA)
        except OSError as why:
            raise Misuse(f"cannot write {folder}: {why.strerror}") from why
    verb = "would be imported" if args.dry_run else "imported"
    files = Counter(line.file for line in taken)
    print(f"{len(taken)} lines {verb}, {left} left out")
    for name, count in sorted(files.items()):
        print(f"  {folder / name}: {count}")
    return 0 if taken else 1


def _chosen(given: str | None) -> Path | None:
    chosen = given or os.environ.get(FOLDER, "").strip()
    return Path(chosen) if chosen else None


def _pairs(
    given: list[str], option: str, allowed: tuple[str, ...], *, last: bool = False
) -> list[tuple[str, str]]:
    """Ours and theirs of each ``a=b``; ours stands first, or last where ``last``."""
    found = []
    for each in given:
        one, equals, other = each.rpartition("=") if last else each.partition("=")
        ours, theirs = (other, one) if last else (one, other)
        if not equals or not theirs.strip() or ours.strip() not in allowed:
            raise Misuse(f"{option} {each!r}: ours is one of {', '.join(allowed)}")
        found.append((ours.strip(), theirs.strip()))
    return found


def _positions(name: str | None) -> wikidata.Labels:
    if name is None:
        return {}
    found = {}
    for entry in read(Path(name), {"name": "id"}, {}):
        cells = entry.cells
        if not cells.get("office") or not cells.get("state"):
            raise BadKnowledge(f"{entry.where}: a position needs id, office and state")
        found[cells["name"]] = cells["office"], cells["state"]
    return found


def _entries(files: list[str], columns: dict[str, str], labels: wikidata.Labels) -> Iterator[Entry]:
    for name in files:
        yield from read(Path(name), columns, labels)


def check(args: argparse.Namespace) -> int:
    """Load everything and say counts, unknown dates and contradictions."""
    own = _chosen(args.folder)
    ontology = load(DATA, own)
    found = survey([DATA] if own is None else [DATA, own])
    print(f"ontology {ontology.version}")
    for what, count in sorted(found.counts.items()):
        print(f"  {what}: {count}")
    print("office lines by dates known:")
    for what, count in sorted(found.bounds.items()):
        print(f"  {what}: {count}")
    print(f"offices held by two at once: {len(found.overlaps)}")
    for overlap in found.overlaps:
        print(f"  {overlap}")
    return 0
