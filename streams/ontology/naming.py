"""Builds the tree of all names out of states, offices, actors and places, and refuses double claims.

Several folders lie over one another: the built-in data first, then a user's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from streams.errors import BadKnowledge
from streams.ontology import geography, periods
from streams.ontology.actors import names_of_state, names_of_table, offices_of
from streams.ontology.model import Name, NameTree, fold
from streams.ontology.tables import Row, rows, toml

OFFICE_COLUMNS: Final = ("office", "name", "aliases", "from", "until")
ACTOR_COLUMNS: Final = ("key", "name", "aliases", "country", "sectors", "from", "until", "note")
ONE_HOLDER: Final = frozenset(
    {
        "head of state",
        "head of government",
        "foreign minister",
        "defence minister",
        "interior minister",
        "ambassador to UN",
    }
)
"""Offices that one person holds at a time, but for the states that a test names."""
Holders = dict[tuple[str, str], tuple[Name, ...]]
"""Who held which office of which state, by state key and office."""


class Naming:
    """The names of some folders: ``tree``, ``states`` as their files say, ``holders`` of offices."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Read and check everything that gives a name.

        Raises:
            BadKnowledge: a file is wrong, refers to a state that is not there, or claims a name
                that another actor has.
        """
        self.tree = NameTree()
        self.states: dict[str, dict[str, Any]] = {}
        self.holders: Holders = {}
        self._claims: dict[tuple[str, ...], tuple[str, str]] = {}
        for folder in folders:
            for path in sorted((folder / "states").glob("*.toml")):
                self._state(path)
        known = {code: code for code in geography.countries()}
        known |= {key: state["country"] for key, state in self.states.items()}
        self._references(known)
        for key, lines in office_rows(folders).items():
            if key not in self.states:
                raise BadKnowledge(f"offices/{key}.tsv: no state has the key {key}")
            self._hold(self.states[key], lines)
        for folder in folders:
            for path in sorted((folder / "actors").glob("*.tsv")):
                self._table(path.stem, rows(path, ACTOR_COLUMNS[:2]), known)
            for path in sorted((folder / "actors" / "own").glob("*.toml")):
                kind, row = own_actor(path)
                self._table(kind, [row], known)
        for words, toponym in geography.places():
            self.tree.add(words, toponym)

    def _state(self, path: Path) -> None:
        state = toml(path)
        where = f"states/{path.name}"
        if not state.get("key"):
            raise BadKnowledge(f"{where}: key is missing")
        names = names_of_state(state)
        first = next(names)
        if first.key in self.states:
            raise BadKnowledge(f"states/{first.key}.toml: the key is claimed twice")
        self.states[first.key or ""] = state
        self._plant([first, *names], where)

    def _references(self, known: Collection[str]) -> None:
        for key, state in self.states.items():
            for field in ("country", "parent", "claims"):
                value = state.get(field) or []
                for other in [value] if isinstance(value, str) else value:
                    if other not in known:
                        raise BadKnowledge(f"states/{key}.toml: {field} {other!r} is no state")

    def _hold(self, state: dict[str, Any], table: list[Row]) -> None:
        key = state["key"]
        found: defaultdict[str, list[Name]] = defaultdict(list)
        for name in offices_of(state, table):
            self.tree.add(fold(name.form), name)
            if name.form == name.name:
                found[name.role or ""].append(name)
        self.holders |= {(key, office): tuple(names) for office, names in found.items()}

    def _table(self, table: str, entries: list[Row], known: Mapping[str, str]) -> None:
        for row in entries:
            self._plant(names_of_table(table, [row], known), row["line"])

    def _plant(self, names: Iterable[Name], where: str) -> None:
        for name in names:
            words = fold(name.form)
            if not words:
                continue
            self.tree.add(words, name)
            if name.doubtful or name.kind == "person":
                continue
            whose = name.key or name.name or ""
            other = self._claims.setdefault(words, (whose, where))
            if other[0] != whose:
                raise BadKnowledge(
                    f"{where}: {name.form!r} already names {other[0]} ({other[1]}); "
                    "mark it as shared with ? or shared = true"
                )


def office_rows(folders: Sequence[Path]) -> dict[str, list[Row]]:
    """The lines of all office-holders by state key; a later folder's successors end open tenures.

    Raises:
        BadKnowledge: a file cannot be read.
    """
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for folder in folders:
        for path in sorted((folder / "offices").glob("*.tsv")):
            later = rows(path, OFFICE_COLUMNS[:2])
            found[path.stem] = [_closed(row, later) for row in found[path.stem]] + later
    return found


def own_actor(path: Path) -> tuple[str, Row]:
    """The table and the row of one actor in a file of its own; ``shared`` makes its names doubtful.

    Raises:
        BadKnowledge: the file is no TOML, lacks a field or has one that is none.
    """
    own = toml(path)
    where = f"own/{path.name}"
    for field in ("key", "name"):
        if not own.get(field):
            raise BadKnowledge(f"{where}: {field} is missing")
    for field in own:
        if field not in (*ACTOR_COLUMNS, "table", "shared", "examples"):
            raise BadKnowledge(f"{where}: unknown field {field!r}")
    mark = "?" if own.get("shared") else ""
    row = {field: str(own.get(field, "")) for field in ACTOR_COLUMNS}
    row["name"] = mark + own["name"]
    row["aliases"] = "|".join(mark + alias for alias in own.get("aliases", []))
    row["sectors"] = "|".join(own.get("sectors", []))
    return own.get("table", "organisations"), row | {"line": where}


def _closed(row: Row, later: list[Row]) -> Row:
    """A built-in holder with an open end ends where a user's own list has a successor begin."""
    if row.get("until") or row["office"] not in ONE_HOLDER:
        return row
    begins = [
        other["from"]
        for other in later
        if other["office"] == row["office"]
        and other.get("from")
        and other["name"] != row["name"]
        and periods.first_day(other["from"]) > periods.last_day(row.get("from") or "0001-01-01")
    ]
    return row | {"until": min(begins)} if begins else row
