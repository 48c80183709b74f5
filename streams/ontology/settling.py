"""Settles what an imported entry means: its state, its office, its names, or why it is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from streams.errors import BadKnowledge
from streams.ontology import periods
from streams.ontology.actors import KINDS, OFFICES, names_of_table, offices_of
from streams.ontology.lists import Entry
from streams.ontology.model import Name, Ontology, fold
from streams.ontology.naming import ACTOR_COLUMNS, OFFICE_COLUMNS
from streams.ontology.tables import Row, several

_OF: Final = frozenset({"of", "for", "the"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line for one file of a folder of knowledge; ``notes`` says what was changed about it."""

    file: str
    row: Row
    notes: tuple[str, ...] = ()


class LeftOut(Exception):
    """An entry that is not taken over, and why."""


@dataclass
class Settling:
    """What there is already, and what the user says about the list.

    ``offices`` are our names of offices by theirs; ``table`` is where actors go that name none;
    ``shared`` marks names that others have, which are otherwise refused; ``words`` are those
    of ``imports.toml``.
    """

    ontology: Ontology
    offices: Mapping[str, str]
    table: str | None
    shared: bool
    words: Mapping[str, list[str]]
    taken: set[tuple[str, ...]] = field(default_factory=set)

    def line(self, entry: Entry) -> Line:
        """The line that an entry becomes.

        Raises:
            LeftOut: it is known already, claims a name of another, or lacks something.
        """
        cells = entry.cells
        name = cells.get("name", "")
        if not name:
            raise LeftOut("no name")
        if (name[0] == "Q" and name[1:].isdigit()) or name.startswith("http"):
            raise LeftOut(f"{name} has no English label")
        try:
            for column in ("from", "until"):
                if cells.get(column):
                    cells[column] = cells[column].removesuffix("T00:00:00Z")
            line = self._office(cells) if cells.get("office") else self._actor(cells)
            row = line.row | {"line": "it"}
            if line.file.startswith("offices/"):
                list(offices_of({"key": "", "country": "", "kind": "state"}, [row]))
            else:
                countries = {key: at.country or key for key, at in self.ontology.states.items()}
                list(names_of_table(line.file[7:-4], [row], countries))
        except BadKnowledge as why:
            raise LeftOut(str(why).removeprefix("it: ")) from why
        mark = (line.file, row.get("office", ""), *fold(name), cells.get("from", "")[:7])
        if mark in self.taken:
            raise LeftOut(f"{name} stands twice")
        self.taken.add(mark)
        return line

    def _office(self, cells: dict[str, str]) -> Line:
        office, inside = self._which(cells["office"])
        state = self._state(cells["state"]) if cells.get("state") else inside
        if state is None:
            raise LeftOut(f"no state for {cells['office']!r}; a column state=KEY says it")
        name = cells["name"]
        since, until = cells.get("from", ""), cells.get("until", "")
        for other in self.ontology.holders.get((state, office), ()):
            if fold(other.name or "") == fold(name) and _may_be_one(other, since, until):
                raise LeftOut(f"{name}, {office} of {state}, is known already")
        self._unclaimed(name, state)
        given = (*several(cells.get("aliases", "")), *self._surname(name, state))
        aliases, notes = self._marked(given, state)
        row = dict(
            zip(OFFICE_COLUMNS, (office, name, "|".join(aliases), since, until), strict=True)
        )
        return Line(f"offices/{state}.tsv", row, notes)

    def _actor(self, cells: dict[str, str]) -> Line:
        table = cells.get("table") or self.table
        if table not in KINDS:
            raise LeftOut(f"no office and no table; --table is one of {', '.join(KINDS)}")
        row = {c: cells.get(c, "") for c in ACTOR_COLUMNS}
        if row["country"]:
            row["country"] = self._state(row["country"])
        person = KINDS[table] == "person"
        name = row["name"]
        if person and not row["key"]:
            row["key"] = row["country"]
        row["key"] = row["key"] or name.upper()
        known = [n for n in self.ontology.names.find(fold(name)) if n.key == row["key"]]
        if any(_may_be_one(n, row["from"], row["until"]) for n in known):
            raise LeftOut(f"{name} is known already")
        notes: tuple[str, ...] = ()
        if not person and self.shared and self._claimed(name, row["key"]):
            row["name"] = f"?{name}"
            notes = (f"{name!r} is shared",)
        elif not person:
            self._unclaimed(name, row["key"])
        given = (
            *several(row["aliases"]),
            *(self._surname(name, row["country"]) if person else ()),
        )
        aliases, more = self._marked(given, row["key"])
        row["aliases"] = "|".join(aliases)
        return Line(f"actors/{table}.tsv", row, (*notes, *more))

    def _state(self, text: str) -> str:
        if text in self.ontology.states:
            return text
        found = {n.key for n in self.ontology.names.find(fold(text)) if n.kind == "state"}
        if len(found) != 1:
            raise LeftOut(f"{text!r} is no state that we know")
        return found.pop() or ""

    def _which(self, text: str) -> tuple[str, str | None]:
        """Office and state that a label means: "Minister of Foreign Affairs of Chile"."""
        mapped = self.offices.get(text.casefold())
        if mapped or text.casefold() in OFFICES:
            return mapped or text.casefold(), None
        words = fold(text)
        for first, last, state in self._adjectives(words):
            for end in range(len(words), last - 1, -1):
                role = self.ontology.roles.get(words[last:end]) if first == 0 else None
                if role is None:
                    continue
                rest = words[end:]
                where = self._named_state(rest) if rest else state
                office = role.office(where or "")
                if office is not None and (where or not rest):
                    return office, where
                break
        raise LeftOut(f"{text!r} is no office that we know; --office {text!r}=OURS says which")

    def _adjectives(self, words: tuple[str, ...]) -> Iterator[tuple[int, int, str | None]]:
        """Where the role may begin: at once, or after a state's name or adjective."""
        yield 0, 0, None
        for end in (1, 2):
            names = self.ontology.names.find(words[:end])
            keys = {n.key for n in names if n.kind in ("adjective", "state")}
            if len(keys) == 1:
                yield 0, end, keys.pop()

    def _named_state(self, words: tuple[str, ...]) -> str | None:
        """The state that words name, but for "of the Republic of" and the like before it."""
        for begin, word in enumerate(words):
            keys = {n.key for n in self.ontology.names.find(words[begin:]) if n.kind == "state"}
            if len(keys) == 1:
                return keys.pop()
            if word not in _OF and word not in self.words["forms_of_state"]:
                break
        return None

    def _claimed(self, form: str, key: str) -> Name | None:
        return next(
            (
                n
                for n in self.ontology.names.find(fold(form))
                if n.kind not in ("person", "city", "region") and n.key != key
            ),
            None,
        )

    def _unclaimed(self, form: str, key: str) -> None:
        other = self._claimed(form, key)
        if other is not None:
            raise LeftOut(f"{form!r} already names {other.key or other.name}; --shared takes both")

    def _marked(self, forms: tuple[str, ...], key: str) -> tuple[list[str], tuple[str, ...]]:
        """Forms with ``?`` before those that mean something else too."""
        marked, notes = [], []
        for form in dict.fromkeys(forms):
            others = self.ontology.names.find(fold(form))
            common = fold(form) in self.ontology.roles or any(
                n.key != key and n.kind != "person" for n in others
            )
            if common and not form.startswith("?"):
                notes.append(f"{form!r} is shared")
                form = f"?{form}"
            marked.append(form)
        return marked, tuple(notes)

    def _surname(self, name: str, state: str) -> Iterator[str]:
        words = name.split()
        if len(words) < 2:
            return
        if state in self.words["family_first"]:
            yield f"?{words[0]}"  # many share it: only after the full name
            return
        begin = len(words) - 1
        while begin > 1 and words[begin - 1].casefold() in self.words["particles"]:
            begin -= 1
        yield " ".join(words[begin:])


def _may_be_one(known: Name, since: str, until: str) -> bool:
    """Whether a known tenure and an imported one can be the same: they share a day, or lack dates."""
    if not (known.since or known.until) or not (since or until):
        return True
    begin = max(periods.first_day(known.since), periods.first_day(since))
    return begin <= min(periods.last_day(known.until), periods.last_day(until))
