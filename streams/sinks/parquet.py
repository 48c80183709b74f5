"""An archive of Parquet files: a crash at any moment neither loses nor doubles a row.

    <folder>/<topic>/day=2024-05-06/<topic>-<partition>-<first>-<last>.parquet
    <folder>/.places/<topic>-<partition>             the next offset to be written

A batch of messages becomes a file a day, each named by the batch's offsets. The place is moved on last,
in one rename; files from beyond it are leavings of a crash and are removed at the next start, before
anything is written again.
"""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from streams.sinks.consuming import Line
from streams.sinks.needs import need
from streams.sinks.rows import COLUMNS, Row, day_of, row

log = logging.getLogger(__name__)

_NAME: Final = re.compile(r"([a-z]+)-(\d+)-(\d{12,})-(\d{12,})\.parquet")
_PLACES: Final = ".places"
_JOURNAL: Final = ".journal"


class Files:
    """The archive in a folder; one process writes to it.

    Args:
        folder: made if it is not there.
    """

    def __init__(self, folder: Path) -> None:
        self._arrow = need("pyarrow", "archive")
        self._parquet = need("pyarrow.parquet", "archive")
        self._folder = folder
        for name in (_PLACES, _JOURNAL):
            (folder / name).mkdir(parents=True, exist_ok=True)
        self._recover()

    def place(self, topic: str, partition: int) -> int:
        """The offset to go on from."""
        path = self._folder / _PLACES / f"{topic}-{partition}"
        return int(path.read_text()) if path.exists() else 0

    def store(self, topic: str, partition: int, lines: list[Line]) -> None:
        """Writes a batch of one partition, whole or not at all."""
        days: dict[str, list[Row]] = {}
        for line in lines:
            made = row(line)
            days.setdefault(day_of(made), []).append(made)
        first, last = lines[0].offset, lines[-1].offset
        for day, rows in days.items():
            folder = self._folder / topic / f"day={day}"
            folder.mkdir(parents=True, exist_ok=True)
            self._write(folder / _name(topic, partition, first, last), self._table(topic, rows))
        self._move_on(topic, partition, last + 1)

    def close(self) -> None:
        """Nothing is held open."""

    def compact(self, least: int = 4) -> int:
        """Makes one file of each day and partition that has at least so many; gives how many went.

        What is to happen is written down first, so that a crash in the middle is finished by the next
        start. For a moment a reader may miss rows, but never sees one twice.
        """
        gone = 0
        for folder in sorted(self._folder.glob("*/day=*")):
            groups: dict[tuple[str, int], list[Path]] = {}
            for path in sorted(folder.glob("*.parquet")):
                if found := _NAME.fullmatch(path.name):
                    groups.setdefault((found[1], int(found[2])), []).append(path)
            for (topic, partition), paths in groups.items():
                if len(paths) >= least:
                    self._merge(topic, partition, folder, paths)
                    gone += len(paths) - 1
        return gone

    def _merge(self, topic: str, partition: int, folder: Path, paths: list[Path]) -> None:
        tables = [self._fitting(topic, self._parquet.read_table(path)) for path in paths]
        ranges = [_NAME.fullmatch(path.name) for path in paths]
        first = min(int(found[3]) for found in ranges if found)
        last = max(int(found[4]) for found in ranges if found)
        target = folder / _name(topic, partition, first, last)
        ready = target.with_suffix(".ready")
        self._write(ready, self._arrow.concat_tables(tables))
        plan = {
            "ready": str(ready.relative_to(self._folder)),
            "target": str(target.relative_to(self._folder)),
            "old": [str(path.relative_to(self._folder)) for path in paths],
        }
        journal = self._folder / _JOURNAL / f"{topic}-{partition}-{folder.name}.json"
        _put(journal, json.dumps(plan).encode())
        self._finish(journal)

    def _finish(self, journal: Path) -> None:
        """Does what a journal says, from wherever it was left."""
        plan = json.loads(journal.read_text())
        ready, target = self._folder / plan["ready"], self._folder / plan["target"]
        if ready.exists():
            for old in plan["old"]:
                (self._folder / old).unlink(missing_ok=True)
            ready.replace(target)
            _sync(target.parent)
        journal.unlink()

    def _recover(self) -> None:
        for journal in sorted((self._folder / _JOURNAL).glob("*.json")):
            self._finish(journal)
        for half in (*self._folder.glob("*/day=*/*.ready"), *self._folder.glob("**/*.part")):
            half.unlink()
        for path in self._folder.glob("*/day=*/*.parquet"):
            found = _NAME.fullmatch(path.name)
            if found and int(found[3]) >= self.place(found[1], int(found[2])):
                log.warning("%s: left half done by a crash; removed and read again", path.name)
                path.unlink()

    def _table(self, topic: str, rows: Iterable[Row]) -> Any:
        return self._arrow.Table.from_pylist(list(rows), schema=self._schema(topic))

    def _schema(self, topic: str) -> Any:
        return schema_of(self._arrow, topic)

    def _fitting(self, topic: str, table: Any) -> Any:
        """A table written by another version: columns it lacks are null, strange ones are kept out.

        What a strange column held is in ``message`` still.
        """
        schema = self._schema(topic)
        columns = [
            table.column(field.name).cast(field.type)
            if field.name in table.column_names
            else self._arrow.nulls(len(table), field.type)
            for field in schema
        ]
        return self._arrow.table(columns, schema=schema)

    def _write(self, path: Path, table: Any) -> None:
        part = path.with_suffix(".part")
        self._parquet.write_table(table, part, compression="zstd")
        _fsync(part)
        part.replace(path)
        _sync(path.parent)

    def _move_on(self, topic: str, partition: int, place: int) -> None:
        _put(self._folder / _PLACES / f"{topic}-{partition}", str(place).encode())


def schema_of(arrow: Any, topic: str) -> Any:
    """The columns of a topic's rows as an Arrow schema."""
    kinds = {
        "text": arrow.string(),
        "whole": arrow.int64(),
        "number": arrow.float64(),
        "truth": arrow.bool_(),
        "day": arrow.date32(),
        "moment": arrow.timestamp("ms", tz="UTC"),
        "texts": arrow.list_(arrow.string()),
        "numbers": arrow.map_(arrow.string(), arrow.float64()),
    }
    return arrow.schema([(name, kinds[kind]) for name, kind in COLUMNS[topic].items()])


def _name(topic: str, partition: int, first: int, last: int) -> str:
    return f"{topic}-{partition}-{first:012}-{last:012}.parquet"


def _put(path: Path, value: bytes) -> None:
    """Writes a small file in one step."""
    part = path.with_suffix(".part")
    part.write_bytes(value)
    _fsync(part)
    part.replace(path)
    _sync(path.parent)


def _fsync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Makes renames in a folder last."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
