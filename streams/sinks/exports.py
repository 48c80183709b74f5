"""Records in the shapes that other tools read: a table, JSON Lines, CSV, GeoJSON, GDELT's columns.

Each takes rows as ``query.ask`` gives them and gives lines of text without their ends.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

import orjson

from streams.sinks.gdelt import COLUMNS, fields
from streams.sinks.rows import Row

_TABLE: Final = ("day", "type", "actors", "recipients", "country", "status", "sources", "evidence")
_WIDTHS: Final = (11, 20, 22, 18, 7, 12, 7, 60)
_CSV: Final = (
    "record_id revision status type mode quad_class cameo intensity goldstein factuality "
    "actors actor_countries actor_sectors recipients recipient_countries recipient_sectors "
    "reciprocal date_start date_end date_precision place country lat lon contexts magnitude "
    "confidence num_sources num_reports sources urls first_seen last_seen superseded_by evidence"
).split()


def table(rows: Iterable[Row]) -> Iterator[str]:
    """For people: a line a record, as wide as it must be and no wider."""
    yield _line(_TABLE)
    found = 0
    for row in rows:
        found += 1
        kind = row["type"] + (f"/{row['mode']}" if row["mode"] else "")
        yield _line(
            (
                day_of(row),
                kind,
                " & ".join(row["actors"] or ["?"]),
                " & ".join(row["recipients"] or ()),
                row["country"] or "",
                row["status"],
                str(row["num_sources"]),
                row["evidence"] or "",
            )
        )
    yield f"{found} records"


def day_of(row: Row) -> str:
    """The day of a record: its own, or with a tilde that of its first report."""
    if row["date_start"] is not None:
        return str(row["date_start"].isoformat())
    return f"~{row['first_seen'].date().isoformat()}"


def jsonl(rows: Iterable[Row]) -> Iterator[str]:
    """The records as they stood on the topic."""
    return (str(row["message"]) for row in rows)


def comma_separated(rows: Iterable[Row]) -> Iterator[str]:
    """A header and a line a record; lists are joined by semicolons."""
    yield _csv(_CSV, ",")
    for row in rows:
        yield _csv([_cell(row[name]) for name in _CSV], ",")


def geojson(rows: Iterable[Row]) -> Iterator[str]:
    """One FeatureCollection (RFC 7946); a record without a place on the map has a null geometry."""
    yield '{"type": "FeatureCollection", "features": ['
    before = ""
    for row in rows:
        yield before + orjson.dumps(_feature(row)).decode()
        before = ","
    yield "]}"


def gdelt(rows: Iterable[Row]) -> Iterator[str]:
    """GDELT 2.0's 61 event columns, tab-separated, without a header as GDELT has none."""
    for row in rows:
        yield _csv([str(each) for each in fields(row)], "\t")


def gdelt_with_header(rows: Iterable[Row]) -> Iterator[str]:
    """The same with the names of the columns."""
    yield "\t".join(COLUMNS)
    yield from gdelt(rows)


FORMATS: Final[dict[str, Callable[[Iterable[Row]], Iterator[str]]]] = {
    "table": table,
    "jsonl": jsonl,
    "csv": comma_separated,
    "geojson": geojson,
    "gdelt": gdelt,
    "gdelt-header": gdelt_with_header,
}


def _feature(row: Row) -> dict[str, Any]:
    placed = row["lat"] is not None and row["lon"] is not None
    shown = {name: row[name] for name in _CSV if name not in ("lat", "lon", "record_id")}
    return {
        "type": "Feature",
        "id": row["record_id"],
        "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]} if placed else None,
        "properties": {**shown, "magnitude": dict(row["magnitude"] or {})},
    }


def _line(cells: Iterable[str]) -> str:
    cut = (
        cell if len(cell) <= width else cell[: width - 1] + "…"
        for cell, width in zip((" ".join(c.split()) for c in cells), _WIDTHS, strict=True)
    )
    return "  ".join(f"{c:<{w}}" for c, w in zip(cut, _WIDTHS, strict=True)).rstrip()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ";".join(str(each) for each in value)
    if isinstance(value, dict):
        return ";".join(f"{name}={number:g}" for name, number in value.items())
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _csv(cells: Iterable[str], separator: str) -> str:
    out = io.StringIO()
    if separator == "\t":
        # GDELT quotes nothing: a tab or an end of line within a cell becomes a space
        return "\t".join(" ".join(cell.split()) for cell in cells)
    csv.writer(out, delimiter=separator, lineterminator="").writerow(list(cells))
    return out.getvalue()
