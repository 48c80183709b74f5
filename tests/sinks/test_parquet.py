"""Files of an archive: whole or not at all, whatever moment a crash comes; compacted; of all versions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as arrow
import pyarrow.parquet as parquet
import pytest

from streams import wire
from streams.sinks import parquet as sink
from streams.sinks.consuming import Line
from streams.sinks.parquet import Files
from streams.sinks.rows import COLUMNS, row
from tests.support.archives import buried, folded, lines
from tests.support.events import event
from tests.support.records import record
from tests.support.stories import stream


class Killed(Exception):
    """What a crash is in these tests."""


def offsets(folder: Path, topic: str = "records") -> list[int]:
    files = list(folder.glob(f"{topic}/day=*/*.parquet"))
    return sorted(at for path in files for at in parquet.read_table(path)["offset"].to_pylist())


def test_every_message_is_a_row_under_its_day_with_all_that_it_said(tmp_path: Path) -> None:
    events = stream(40, 8)[0]
    store = Files(tmp_path)
    store.store("events", 0, lines(events))
    store.store("records", 0, [*lines(folded(events)), buried("records", "r", 999)])
    assert store.place("records", 0) == 1000
    found = duckdb.connect().execute(
        f"SELECT message FROM read_parquet('{tmp_path}/events/day=*/*.parquet') ORDER BY \"offset\""
    )
    assert [message.encode() for (message,) in found.fetchall()] == [
        wire.write(each) for each in events
    ]
    days = {path.parent.name for path in tmp_path.glob("records/day=*/*")}
    assert "day=2024-03-05" in days
    assert "day=unknown" in days, "a tombstone has no day"
    assert list(tmp_path.rglob("*.part")) == []


def test_columns_hold_what_they_are_named_for() -> None:
    made = row(lines([record("r1", publisher="P", url="https://e.example.org/1")])[0])
    assert made.keys() == COLUMNS["records"].keys()
    shown = {name: made[name] for name in ("record_id", "actors", "num_sources", "urls", "topic")}
    assert shown == {
        "record_id": "r1",
        "actors": ["IRN"],
        "num_sources": 1,
        "urls": ["https://e.example.org/1"],
        "topic": "records",
    }
    assert made["first_seen"].isoformat() == "2024-07-03T10:00:00+00:00"
    told = row(lines([event("a", 1)])[0])
    assert told.keys() == COLUMNS["events"].keys()
    assert (told["article_id"], told["evidence"]) == ("a", "IRN met QAT on Monday")
    broken = row(Line("events", 0, 1, 0, b"a", b"\xff{"))
    assert (broken["article_id"], broken["tombstone"]) == ("a", False)
    assert "{" in broken["message"], "what is no message is kept all the same"


def test_a_crash_at_any_step_neither_loses_nor_doubles_a_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dies at the first, second, third ... change to the disk, and starts again each time."""
    given = lines(folded(stream(60, 15)[0]))
    step = deaths = 0
    real = Path.replace

    def dying(budget: list[int]) -> Any:
        def act(self: Path, target: Path) -> Path:
            if budget[0] == 0:
                raise Killed
            budget[0] -= 1
            return real(self, target)

        return act

    while True:
        folder = tmp_path / str(step)
        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", dying([step]))
            try:
                _archive(folder, given)
                _compact(folder)
                finished = True
            except Killed:
                finished = False
                deaths += 1
        _archive(folder, given)
        _compact(folder)
        assert offsets(folder) == [line.offset for line in given], f"killed at step {step}"
        assert [p for p in folder.rglob("*") if p.suffix in (".part", ".ready")] == []
        if finished:
            break
        step += 1
    assert deaths > 30


def _archive(folder: Path, given: list[Line]) -> None:
    store = Files(folder)
    at = store.place("records", 0)
    while at < len(given):
        store.store("records", 0, given[at : at + 20])
        at = store.place("records", 0)


def _compact(folder: Path) -> None:
    Files(folder).compact(2)


def test_a_crash_between_removing_old_files_and_naming_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = lines([record(f"r{n}") for n in range(6)])
    store = Files(tmp_path)
    for each in given:
        store.store("records", 0, [each])
    real = Path.unlink
    gone: list[Path] = []

    def dying(self: Path, missing_ok: bool = False) -> None:
        if len(gone) == 3:
            raise Killed
        gone.append(self)
        real(self, missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", dying)
        with pytest.raises(Killed):
            store.compact()
    assert len(offsets(tmp_path)) == 3
    Files(tmp_path)
    assert offsets(tmp_path) == list(range(6))


def test_small_files_become_one_a_day_and_nothing_else_changes(tmp_path: Path) -> None:
    given = lines(folded(stream(60, 15)[0]))
    store = Files(tmp_path)
    for each in given:
        store.store("records", 0, [each])
    store.store("records", 1, [replace(given[0], partition=1)])
    before = len(list(tmp_path.glob("records/day=*/*.parquet")))
    gone = store.compact(2)
    files = list(tmp_path.glob("records/day=*/*.parquet"))
    assert len(files) == before - gone
    assert len(files) == len(list(tmp_path.glob("records/day=*"))) + 1
    assert offsets(tmp_path) == sorted([0, *(line.offset for line in given)])
    assert store.compact(2) == 0


def test_files_of_an_older_version_are_read_and_compacted_with_newer_ones(tmp_path: Path) -> None:
    store = Files(tmp_path)
    store.store("records", 0, lines([record("r1")]))
    (old,) = tmp_path.glob("records/day=*/*.parquet")
    table = parquet.read_table(old).drop_columns(["conflicts", "superseded_by"])
    parquet.write_table(table.append_column("forgotten", arrow.array(["x"])), old)
    store.store("records", 0, lines([record("r2", sources=("A", "B"))], first=1))
    found = duckdb.connect().execute(
        f"SELECT record_id, superseded_by, num_sources FROM read_parquet("
        f"'{tmp_path}/records/day=*/*.parquet', union_by_name = true) ORDER BY record_id"
    )
    assert found.fetchall() == [("r1", None, 1), ("r2", None, 2)]
    assert store.compact(2) == 1
    (one,) = tmp_path.glob("records/day=*/*.parquet")
    assert parquet.read_table(one).column_names == list(COLUMNS["records"])


def test_leavings_are_removed_before_anything_is_written(tmp_path: Path) -> None:
    given = lines([record(f"r{n}") for n in range(4)])
    Files(tmp_path).store("records", 0, given[:2])
    (tmp_path / ".places" / "records-0").write_text("0")  # as if it had died before the last step
    again = Files(tmp_path)
    assert offsets(tmp_path) == []
    again.store("records", 0, given)
    assert offsets(tmp_path) == [0, 1, 2, 3]


def test_names_sort_as_their_offsets_do() -> None:
    assert sink._name("records", 0, 5, 99) == "records-0-000000000005-000000000099.parquet"
