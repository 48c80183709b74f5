"""Wikidata's two JSON shapes as cells: a query service's result, and entities with P39 statements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

Labels = Mapping[str, tuple[str, str]]
"""Office and state by the id of a position."""
Cells = tuple[str, dict[str, str]]
"""Where something stands, and its cells."""

_VARIABLES: Final[dict[str, tuple[str, ...]]] = {
    "name": ("name", "personLabel", "itemLabel", "label"),
    "office": ("office", "officeLabel", "positionLabel"),
    "state": ("state", "iso", "countryCode", "stateLabel", "countryLabel"),
    "aliases": ("aliases", "altLabel", "itemAltLabel", "personAltLabel"),
    "from": ("from", "start"),
    "until": ("until", "end"),
}
_TIME: Final = re.compile(r"[+]?(\d{4})-(\d\d)-(\d\d)(T[0-9:.]+Z?)?")
_DAY, _MONTH, _YEAR = 11, 10, 9


def is_query_result(content: Any) -> bool:
    """Whether this is the JSON of the query service."""
    return isinstance(content, dict) and isinstance(
        (content.get("results") or {}).get("bindings"), list
    )


def bindings(content: Any, columns: Mapping[str, str], fields: tuple[str, ...]) -> Iterator[Cells]:
    """The rows of a query's result by our names, which ``columns`` may point at other variables."""
    for number, row in enumerate(content["results"]["bindings"], 1):
        cells = {}
        for field in fields:
            wanted = (columns[field],) if field in columns else _VARIABLES.get(field, (field,))
            found = next((row[v] for v in wanted if isinstance(row.get(v), dict)), None)
            if found is not None:
                value = str(found.get("value", ""))
                cells[field] = time(value) if field in ("from", "until") else value
        if "," in cells.get("aliases", "") and "|" not in cells["aliases"]:
            cells["aliases"] = "|".join(a.strip() for a in cells["aliases"].split(","))
        yield f"row {number}", cells


def entities_of(content: Any) -> dict[str, dict[str, Any]]:
    """The entities of a file by id: of ``entities``, of a list, or the one that it is."""
    if isinstance(content, dict) and isinstance(content.get("entities"), dict):
        content = list(content["entities"].values())
    if isinstance(content, dict):
        content = [content]
    return {
        str(e.get("id", number)): e
        for number, e in enumerate(content if isinstance(content, list) else [])
        if isinstance(e, dict) and isinstance(e.get("claims"), dict)
    }


def statements(entities: dict[str, dict[str, Any]], labels: Labels) -> Iterator[Cells]:
    """One row for each position held (P39) with its P580 and P582; entities without one as they are.

    A position is known by ``labels``, or by its own English label where it is among the entities.
    """
    positions = {
        str(_value(s.get("mainsnak")))
        for entity in entities.values()
        for s in entity["claims"].get("P39", ())
    }
    for key, entity in entities.items():
        held = entity["claims"].get("P39", ())
        cells = {"name": _label(entity), "aliases": "|".join(_aliases(entity))}
        for number, statement in enumerate(held, 1):
            where = f"{key}, statement {number}"
            position = str(_value(statement.get("mainsnak")))
            if statement.get("rank") == "deprecated":
                continue
            office, state = labels.get(position, ("", ""))
            if not office and position in entities:
                office = _label(entities[position])
            begin, end = (_bound(statement, p) for p in ("P580", "P582"))
            yield where, cells | {
                "office": office or position, "state": state, "from": begin, "until": end,
            }  # fmt: skip
        if not held and key not in positions and "P298" not in entity["claims"]:
            yield key, cells | {"country": _country(entity, entities)}


def time(value: str, precision: int = _DAY) -> str:
    """A time of Wikidata cut to what is known; "" where that is less than a year or before year 1.

    >>> time("+2017-05-14T00:00:00Z"), time("+2017-05-00T00:00:00Z", 10), time("2017-05-14")
    ('2017-05-14', '2017-05', '2017-05-14')
    """
    found = _TIME.fullmatch(value)
    if found is None or precision < _YEAR:
        return value if found is None and not value.startswith(("http", "-", "_")) else ""
    year, month, day, _ = found.groups()
    if precision == _YEAR or month == "00":
        return year
    return f"{year}-{month}" if precision == _MONTH or day == "00" else f"{year}-{month}-{day}"


def _bound(statement: dict[str, Any], name: str) -> str:
    for snak in (statement.get("qualifiers") or {}).get(name, ()):
        value = _value(snak)
        if isinstance(value, dict) and "time" in value:
            return time(str(value["time"]), int(value.get("precision", _DAY)))
    return ""


def _value(snak: Any) -> Any:
    """The value of a snak: an id as text, a time as it is, null for none or an unknown one."""
    value = ((snak or {}).get("datavalue") or {}).get("value")
    return value["id"] if isinstance(value, dict) and "id" in value else value


def _label(entity: dict[str, Any]) -> str:
    labels = entity.get("labels") or {}
    found = labels.get("en") or labels.get("mul") or {}
    return str(found.get("value", "")) if isinstance(found, dict) else str(found)


def _aliases(entity: dict[str, Any]) -> list[str]:
    found = (entity.get("aliases") or {}).get("en") or []
    return [str(a.get("value", "")) if isinstance(a, dict) else str(a) for a in found]


def _country(entity: dict[str, Any], entities: dict[str, dict[str, Any]]) -> str:
    for statement in entity["claims"].get("P17", ()):
        state = entities.get(str(_value(statement.get("mainsnak"))))
        for code in (state or {"claims": {}})["claims"].get("P298", ()):
            return str(_value(code.get("mainsnak")) or "")
    return ""
