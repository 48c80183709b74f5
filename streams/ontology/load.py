"""Reads and checks the knowledge files; refuses what is not in docs/knowledge.md, with file and line."""

from __future__ import annotations

import gc
import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from streams.errors import BadKnowledge
from streams.messages import Place
from streams.ontology import cameo
from streams.ontology.actors import OFFICES, SECTORS
from streams.ontology.model import Kind, Ontology, Role, Trigger, fold
from streams.ontology.naming import Naming
from streams.ontology.patterns import triggers_of
from streams.ontology.tables import rows, several, toml

DATA: Final = Path(__file__).parent / "data"
OWN: Final = ("states/*.toml", "offices/*.tsv", "actors/*.tsv", "actors/own/*.toml", "roles.tsv",
              "titles.tsv")  # fmt: skip
"""What a folder of a user's own may hold."""


@lru_cache(maxsize=4)
def load(data: Path = DATA, overlay: Path | None = None) -> Ontology:
    """All knowledge under ``data``, and over it what a user has under ``overlay``, checked.

    Raises:
        BadKnowledge: a file is wrong; the message names it and the line or entry.
    """
    folders = [data] if overlay is None else [data, _checked(overlay)]
    with _without_collection():
        naming = Naming(folders)
        sets = {k: frozenset(v) for k, v in toml(data / "sets.toml").items()}
        kinds, triggers = _event_types(data, sets)
        codes = cameo.crosswalk(rows(data / "cameo.tsv"))
        cameo.check(codes, kinds.values(), triggers)
        return Ontology(
            version=version_of(folders),
            names=naming.tree,
            roles=_roles(folders, _office_nouns(data / "office_nouns.toml")),
            titles={
                fold(r["title"]): _sectors(r)
                for folder in folders
                for r in rows(folder / "titles.tsv", ("title", "sectors"))
            },
            states={key: _point(s) for key, s in naming.states.items()},
            holders=naming.holders,
            kinds=kinds,
            verbs=_index(triggers, "verb"),
            nouns=_index(triggers, "noun"),
            adjectives=_index(triggers, "adjective"),
            phrases=_index(triggers, "phrase"),
            sets=sets,
            cameo=codes,
            cues={p.stem: _cues(p) for p in sorted((data / "cues").glob("*.toml"))},
        )


def version_of(folders: Sequence[Path]) -> str:
    """A digest of every knowledge file of the folders."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in _files(folder):
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.suffix in {".toml", ".tsv"})


def _checked(overlay: Path) -> Path:
    if not overlay.is_dir():
        raise BadKnowledge(f"{overlay}: there is no such folder of knowledge")
    for path in _files(overlay):
        inside = path.relative_to(overlay)
        if not any(inside.match(p) and len(inside.parts) == p.count("/") + 1 for p in OWN):
            raise BadKnowledge(f"{path}: a folder of your own may hold only {', '.join(OWN)}")
    return overlay


@contextmanager
def _without_collection() -> Iterator[None]:
    """Nothing that is built here is garbage: looking for it takes as long as the rest."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _point(state: dict[str, Any]) -> Place:
    return Place(
        name=state["name"],
        kind="country",
        country=state["country"],
        lat=state.get("lat"),
        lon=state.get("lon"),
    )


def _sectors(row: dict[str, str]) -> tuple[str, ...]:
    found = several(row["sectors"])
    for sector in found:
        if sector not in SECTORS:
            raise BadKnowledge(f"{row['line']}: unknown sector {sector!r}")
    return found


def _office_nouns(path: Path) -> dict[tuple[str, ...], dict[str, str]]:
    """For each noun of an office the office by state key, "" for all other states."""
    found: defaultdict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for office, states in (toml(path) if path.exists() else {}).items():
        if office not in OFFICES:
            raise BadKnowledge(f"{path.name}: unknown office {office!r}")
        for key, nouns in states.items():
            for noun in nouns:
                found[fold(noun)]["" if key == "all" else key] = office
    return found


def _roles(
    folders: Sequence[Path], offices: dict[tuple[str, ...], dict[str, str]]
) -> dict[tuple[str, ...], Role]:
    return {
        fold(r["noun"]): Role(r["noun"], _sectors(r), r["kind"], offices.get(fold(r["noun"])))
        for folder in folders
        for r in rows(folder / "roles.tsv", ("noun", "sectors", "kind"))
    }


def _event_types(
    data: Path, sets: dict[str, frozenset[str]]
) -> tuple[dict[str, Kind], list[Trigger]]:
    kinds: dict[str, Kind] = {}
    triggers: list[Trigger] = []
    for path in sorted((data / "event_types").glob("*.toml")):
        table = toml(path)
        triggers.extend(triggers_of(path.name, table, sets))
        _require(path, table, "quad_class", "intensity", "cameo", "goldstein")
        kinds[table["type"]] = Kind(
            type=table["type"],
            quad_class=table["quad_class"],
            intensity=_number(path, table, "intensity"),
            cameo=table["cameo"],
            goldstein=_number(path, table, "goldstein"),
        )
    return kinds, triggers


def _require(path: Path, table: dict[str, Any], *keys: str) -> None:
    """Refuse a file that lacks a key without which nothing can be made of it."""
    for key in keys:
        if table.get(key) in (None, ""):
            raise BadKnowledge(f"{path.parent.name}/{path.name}: {key} is missing")


def _number(path: Path, table: dict[str, Any], key: str) -> float:
    try:
        return float(table[key])
    except (TypeError, ValueError):
        raise BadKnowledge(
            f"{path.parent.name}/{path.name}: {key} {table[key]!r} is no number"
        ) from None


def _index(triggers: list[Trigger], word_class: str) -> dict[str, tuple[Trigger, ...]]:
    found: defaultdict[str, list[Trigger]] = defaultdict(list)
    for trigger in triggers:
        if trigger.word_class == word_class:
            found[trigger.head].append(trigger)
    return {k: tuple(sorted(v, key=lambda t: -t.specificity)) for k, v in found.items()}


def _cues(path: Path) -> dict[str, frozenset[str]]:
    return {k: frozenset(v) for k, v in toml(path).items() if isinstance(v, list)}
