"""Turns the tables of states, office-holders and other actors into names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from streams.errors import BadKnowledge
from streams.messages import Place
from streams.ontology.model import Name, NameKind

KINDS: Final[dict[str, NameKind]] = {
    "organisations": "organisation",
    "armed_groups": "group",
    "parties": "party",
    "people": "person",
    "companies": "company",
    "ngos": "ngo",
    "media": "media",
}
SECTORS: Final[frozenset[str]] = frozenset(
    "GOV MIL LEG JUD COP SPY PTY OPP PRM REB UAF CRM CVL REF LAB AGR BUS MNC EDU REL JRN MED ELI "
    "SOC NGO IGO PRE".split()
)
_REQUIRED: Final = ("key", "name", "kind", "country")


def names_of_state(state: dict[str, Any]) -> Iterator[Name]:
    """Every name, adjective, people noun and seat of one state file.

    Raises:
        BadKnowledge: a required field is missing.
    """
    where = f"states/{state.get('key', '?')}.toml"
    for required in _REQUIRED:
        if not state.get(required):
            raise BadKnowledge(f"{where}: {required} is missing")
    doubtful = set(state.get("ambiguous", ()))
    shared = set(state.get("ambiguous_standing", ()))
    sectors = ("PRE",) if state["kind"] == "partial" else ()
    place = Place(
        name=state["name"],
        kind="country",
        country=state["country"],
        lat=state.get("lat"),
        lon=state.get("lon"),
    )

    def name(form: str, kind: NameKind, *extra: str, at: Place | None = None) -> Name:
        return Name(
            form=form,
            kind=kind,
            key=state["key"],
            country=state["country"],
            sectors=(*extra, *sectors),
            name=state["name"],
            doubtful=form in doubtful or form in shared,
            place=at,
        )

    for form in dict.fromkeys((state["name"], *state.get("names", ()))):
        yield name(form, "state", at=place)
    for form in state.get("adjectives", ()):
        yield name(form, "adjective")
    for form in state.get("people", ()):
        yield name(form, "people")
    for sector, forms in state.get("standing", {}).items():
        if sector not in SECTORS:
            raise BadKnowledge(f"{where}: standing has the unknown sector {sector!r}")
        for form in forms:
            yield name(form, "standing", sector)


def offices_of(state: dict[str, Any], table: list[dict[str, str]]) -> Iterator[Name]:
    """The holders of one state's offices, by full name and by other forms."""
    partial = ("PRE",) if state["kind"] == "partial" else ()
    for row in table:
        sectors = {"army chief": ("MIL",), "speaker": ("LEG",)}.get(row["office"], ("GOV",))
        yield from _forms(
            row, "person", state["key"], state["country"], (*sectors, *partial), row["office"]
        )


def names_of_table(
    table: str, entries: list[dict[str, str]], countries: Mapping[str, str]
) -> Iterator[Name]:
    """The names of one ``actors`` table; ``countries`` has the ISO code of every state's key.

    Raises:
        BadKnowledge: the table, a sector or a country is unknown.
    """
    kind = KINDS.get(table)
    if kind is None:
        raise BadKnowledge(f"actors/{table}.tsv: unknown table; there are {', '.join(KINDS)}")
    for row in entries:
        sectors = tuple(s for s in row.get("sectors", "").split("|") if s)
        for sector in sectors:
            if sector not in SECTORS:
                raise BadKnowledge(f"{row['line']}: unknown sector {sector!r}")
        country = row.get("country") or None
        if country and countries:
            if country not in countries:
                raise BadKnowledge(f"{row['line']}: no state has the key {country!r}")
            country = countries[country]
        yield from _forms(row, kind, row["key"] or None, country, sectors, row.get("note") or None)


def _forms(
    row: dict[str, str],
    kind: NameKind,
    key: str | None,
    country: str | None,
    sectors: tuple[str, ...],
    role: str | None,
) -> Iterator[Name]:
    aliases = [a for a in (a.strip() for a in row.get("aliases", "").split("|")) if a]
    for number, form in enumerate((row["name"], *aliases)):
        bare = form.lstrip("?")
        yield Name(
            form=bare,
            kind=kind,
            key=key,
            country=country,
            sectors=sectors,
            name=row["name"],
            role=role if kind == "person" else None,
            doubtful=form.startswith("?"),
            full=number == 0 or " " in bare,
            since=row.get("from", ""),
            until=row.get("until", ""),
        )
