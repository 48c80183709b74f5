"""Turns the tables of states, office-holders and other actors into names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from streams.errors import BadKnowledge
from streams.messages import Place
from streams.ontology import periods
from streams.ontology.model import Name, NameKind
from streams.ontology.tables import Row, several

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
OFFICES: Final[tuple[str, ...]] = (
    "head of state", "head of government", "foreign minister", "defence minister", "leader",
    "interior minister", "ambassador to UN", "speaker", "army chief", "spokesperson", "other",
)  # fmt: skip
_STATE_KINDS: Final = ("state", "partial", "territory")
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
    if state["kind"] not in _STATE_KINDS:
        raise BadKnowledge(f"{where}: kind {state['kind']!r} is none of {', '.join(_STATE_KINDS)}")
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


def offices_of(state: dict[str, Any], table: list[Row]) -> Iterator[Name]:
    """The holders of one state's offices, by full name and by other forms.

    Raises:
        BadKnowledge: an office is unknown, a name is missing or a date is none.
    """
    partial = ("PRE",) if state["kind"] == "partial" else ()
    for row in table:
        if row["office"] not in OFFICES:
            raise BadKnowledge(f"{row['line']}: unknown office {row['office']!r}")
        sectors = {"army chief": ("MIL",), "speaker": ("LEG",)}.get(row["office"], ("GOV",))
        yield from _forms(
            row, "person", state["key"], state["country"], (*sectors, *partial), row["office"]
        )


def names_of_table(table: str, entries: list[Row], countries: Mapping[str, str]) -> Iterator[Name]:
    """The names of one ``actors`` table; ``countries`` has the ISO code of every state's key.

    Raises:
        BadKnowledge: the table, a sector or a country is unknown, a name is missing or a date is none.
    """
    kind = KINDS.get(table)
    if kind is None:
        raise BadKnowledge(f"actors/{table}.tsv: unknown table; there are {', '.join(KINDS)}")
    for row in entries:
        sectors = several(row.get("sectors", ""))
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
    row: Row,
    kind: NameKind,
    key: str | None,
    country: str | None,
    sectors: tuple[str, ...],
    role: str | None,
) -> Iterator[Name]:
    canonical = row["name"].lstrip("?")
    if not canonical:
        raise BadKnowledge(f"{row['line']}: name is missing")
    since, until = row.get("from", ""), row.get("until", "")
    if since or until:
        periods.check(row["line"], since, until)
    for number, form in enumerate((row["name"], *several(row.get("aliases", "")))):
        bare = form.lstrip("?")
        yield Name(
            form=bare,
            kind=kind,
            key=key,
            country=country,
            sectors=sectors,
            name=canonical,
            role=role if kind == "person" else None,
            doubtful=form.startswith("?"),
            full=number == 0 or " " in bare,
            since=since,
            until=until,
        )
