"""An analyst's questions to the archive, as filters: no server, no SQL.

DuckDB reads the Parquet files, or records as JSON Lines. What is asked is the standing: the last revision
of each record, unless it was retracted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import orjson

from streams.errors import Misuse
from streams.messages import EVENT_TYPES, FACTUALITIES, STATUSES
from streams.sinks.needs import need
from streams.sinks.rows import COLUMNS, Row, flat

STANDING: Final = """
SELECT * EXCLUDE (turn) FROM (
  SELECT *, row_number() OVER (PARTITION BY record_id ORDER BY "offset" DESC) AS turn FROM archive
) WHERE turn = 1 AND NOT tombstone AND (status <> 'retracted' OR $retracted)
"""
_DAY: Final = "coalesce(date_start, CAST(first_seen AS DATE))"
_WHEN: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Filters, all of which must hold; empty ones ask for nothing.

    ``actor`` and ``with_`` are parties on either side, ``by`` and ``to`` on the one named; days are
    inclusive and count by the event's own date, or where it has none by its first report.
    """

    actor: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    factuality: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    min_sources: int = 0
    limit: int = 0


def day(text: str, *, last: bool = False) -> date:
    """The first day that ``2024``, ``2024-05`` or ``2024-05-06`` names, or the ``last``.

    Raises:
        Misuse: it names none.
    """
    found = _WHEN.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        year, month, number = int(found[1]), int(found[2] or 1), int(found[3] or 1)
        if last and not found[3]:
            year, month = (year, month + 1) if found[2] else (year + 1, 1)
            year, month = (year + 1, 1) if month > 12 else (year, month)
            return date.fromordinal(date(year, month, 1).toordinal() - 1)
        return date(year, month, number)
    except ValueError:
        raise Misuse(f"{text!r} is no day, month or year like 2024-05-06 or 2024-05") from None


def ask(source: Path, question: Question) -> Iterator[Row]:
    """The standing records that fit, by day.

    Args:
        source: an archive's folder, or a file of records as JSON Lines.

    Raises:
        Misuse: there is nothing there, or a filter asks for what there cannot be.
    """
    _check(question)
    database = need("duckdb", "archive").connect()
    _open(database, source)
    where, values = _where(question)
    text = f"WITH standing AS ({STANDING}) SELECT * FROM standing WHERE {where} ORDER BY {_DAY}, record_id"
    if question.limit:
        text += f" LIMIT {int(question.limit)}"
    values["retracted"] = "retracted" in question.status
    found = database.execute(text, values)
    names = [each[0] for each in found.description]
    while rows := found.fetchmany(1000):
        for values_ in rows:
            yield dict(zip(names, values_, strict=True))


def _open(database: Any, source: Path) -> None:
    if source.is_dir():
        files = source / "records" / "day=*" / "*.parquet"
        if not list(source.glob("records/day=*/*.parquet")):
            raise Misuse(f"{source}: no archive of records there")
        database.execute(
            "CREATE VIEW archive AS SELECT * FROM read_parquet("
            f"'{_quoted(files)}', union_by_name = true, hive_partitioning = false)"
        )
        return
    arrow = need("pyarrow", "archive")
    from streams.sinks.parquet import schema_of

    table = arrow.Table.from_pylist(list(_lines(source)), schema=schema_of(arrow, "records"))
    database.register("archive", table)


def _lines(source: Path) -> Iterator[Row]:
    try:
        with source.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    body = orjson.loads(line)
                    fitting = flat("records", body)
                except (ValueError, TypeError, KeyError, AttributeError):
                    raise Misuse(f"{source}:{number} is no record") from None
                row = dict.fromkeys(COLUMNS["records"]) | fitting
                yield row | {"offset": number, "tombstone": False, "message": line.decode().strip()}
    except OSError as why:
        raise Misuse(f"{source} cannot be read: {why.strerror}") from None


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _check(question: Question) -> None:
    for what, given, known in (
        ("type", question.types, EVENT_TYPES),
        ("factuality", question.factuality, FACTUALITIES),
        ("status", question.status, STATUSES),
    ):
        for word in given:
            if word not in known:
                raise Misuse(f"no {what} {word!r}; there are {', '.join(known)}")


def _where(question: Question) -> tuple[str, dict[str, Any]]:
    parts, values = ["true"], dict[str, Any]()

    def add(text: str, value: Any) -> None:
        name = f"v{len(values)}"
        values[name] = value
        parts.append(text.replace("?", f"${name}"))

    either = "list_concat(actors, recipients)"
    for key in (*question.actor, *question.with_):
        add(f"list_contains({either}, ?)", key)
    for key in question.by:
        add("list_contains(actors, ?)", key)
    for key in question.to:
        add("list_contains(recipients, ?)", key)
    for column, given in (
        ("type", question.types),
        ("mode", question.modes),
        ("country", question.countries),
        ("factuality", question.factuality),
        ("status", question.status),
    ):
        if given:
            add(f"list_contains(?, {column})", list(given))
    for context in question.contexts:
        add("list_contains(contexts, ?)", context)
    if question.since:
        add(f"{_DAY} >= ?", question.since)
    if question.until:
        add(f"{_DAY} <= ?", question.until)
    if question.min_sources:
        add("num_sources >= ?", question.min_sources)
    return " AND ".join(parts), values
