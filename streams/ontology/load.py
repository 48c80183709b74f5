"""Reads and checks the knowledge files; refuses what is not in docs/knowledge.md, with file and line."""

from __future__ import annotations

import hashlib
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from streams.errors import BadKnowledge
from streams.messages import Place
from streams.ontology import geography
from streams.ontology.actors import names_of_state, names_of_table, offices_of
from streams.ontology.model import Kind, Name, NameTree, Ontology, Role, Trigger, fold
from streams.ontology.patterns import triggers_of

DATA: Final = Path(__file__).parent / "data"


@lru_cache(maxsize=4)
def load(data: Path = DATA) -> Ontology:
    """All knowledge under ``data``, checked.

    Raises:
        BadKnowledge: a file is wrong; the message names it and the line or entry.
    """
    files = sorted(p for p in data.rglob("*") if p.suffix in {".toml", ".tsv"})
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(data).as_posix().encode())
        digest.update(path.read_bytes())
    states = [_toml(p) for p in sorted((data / "states").glob("*.toml"))]
    sets = {k: frozenset(v) for k, v in _toml(data / "sets.toml").items()}
    kinds, triggers = _event_types(data, sets)
    return Ontology(
        version=digest.hexdigest()[:12],
        names=_names(data, states),
        roles=_roles(data / "roles.tsv"),
        titles={fold(r["title"]): _several(r["sectors"]) for r in rows(data / "titles.tsv")},
        states={s["key"]: _point(s) for s in states},
        kinds=kinds,
        verbs=_index(triggers, "verb"),
        nouns=_index(triggers, "noun"),
        adjectives=_index(triggers, "adjective"),
        phrases=_index(triggers, "phrase"),
        sets=sets,
        cues={p.stem: _cues(p) for p in sorted((data / "cues").glob("*.toml"))},
    )


def rows(path: Path) -> list[dict[str, str]]:
    """The lines of a TSV file by the names in its header; blank lines and ``#`` lines are skipped.

    Raises:
        BadKnowledge: a line has more cells than the header.
    """
    if not path.exists():
        return []
    found: list[dict[str, str]] = []
    header: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [c.strip() for c in line.split("\t")]
        if not header:
            header = cells
            continue
        if len(cells) > len(header):
            raise BadKnowledge(
                f"{path.name}:{number}: {len(cells)} cells, header has {len(header)}"
            )
        cells += [""] * (len(header) - len(cells))
        found.append(dict(zip(header, cells, strict=True)) | {"line": f"{path.name}:{number}"})
    return found


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as why:
        raise BadKnowledge(f"{path.name}: {why}") from why


def _several(cell: str) -> tuple[str, ...]:
    return tuple(s for s in (c.strip() for c in cell.split("|")) if s)


def _point(state: dict[str, Any]) -> Place:
    return Place(
        name=state["name"],
        kind="country",
        country=state["country"],
        lat=state.get("lat"),
        lon=state.get("lon"),
    )


def _names(data: Path, states: list[dict[str, Any]]) -> NameTree:
    tree = NameTree()
    known: set[str] = set()
    for state in states:
        if state["key"] in known:
            raise BadKnowledge(f"states/{state['key']}.toml: the key is claimed twice")
        known.add(state["key"])
        _plant(tree, names_of_state(state))
    for path in sorted((data / "offices").glob("*.tsv")):
        if path.stem not in known:
            raise BadKnowledge(f"offices/{path.name}: no state has the key {path.stem}")
        _plant(tree, offices_of(path.stem, rows(path)))
    known |= geography.countries()
    for path in sorted((data / "actors").glob("*.tsv")):
        _plant(tree, names_of_table(path.stem, rows(path), known))
    for path in sorted((data / "actors" / "own").glob("*.toml")):
        own = _toml(path)
        own["line"] = f"own/{path.name}"
        own["aliases"] = "|".join(own.get("aliases", []))
        own["sectors"] = "|".join(own.get("sectors", []))
        _plant(tree, names_of_table(own.pop("table", "organisations"), [own], known))
    for words, toponym in geography.places():
        tree.add(words, toponym)
    return tree


def _plant(tree: NameTree, names: Iterable[Name]) -> None:
    for name in names:
        words = fold(name.form)
        if words:
            tree.add(words, name)


def _roles(path: Path) -> dict[tuple[str, ...], Role]:
    return {fold(r["noun"]): Role(r["noun"], _several(r["sectors"]), r["kind"]) for r in rows(path)}


def _event_types(
    data: Path, sets: dict[str, frozenset[str]]
) -> tuple[dict[str, Kind], list[Trigger]]:
    kinds: dict[str, Kind] = {}
    triggers: list[Trigger] = []
    for path in sorted((data / "event_types").glob("*.toml")):
        table = _toml(path)
        triggers.extend(triggers_of(path.name, table, sets))
        kinds[table["type"]] = Kind(
            type=table["type"],
            quad_class=table["quad_class"],
            intensity=float(table["intensity"]),
            cameo=table["cameo"],
            goldstein=float(table["goldstein"]),
        )
    return kinds, triggers


def _index(triggers: list[Trigger], word_class: str) -> dict[str, tuple[Trigger, ...]]:
    found: defaultdict[str, list[Trigger]] = defaultdict(list)
    for trigger in triggers:
        if trigger.word_class == word_class:
            found[trigger.head].append(trigger)
    return {k: tuple(sorted(v, key=lambda t: -t.specificity)) for k, v in found.items()}


def _cues(path: Path) -> dict[str, frozenset[str]]:
    return {k: frozenset(v) for k, v in _toml(path).items() if isinstance(v, list)}
