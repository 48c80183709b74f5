"""The archive in PostgreSQL: upserts by id and revision, the place moved on in the same transaction."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import psycopg
import pytest

from streams.errors import Unavailable
from streams.sinks.postgres import Database
from streams.sinks.rows import COLUMNS
from tests.support.archives import buried, folded, lines
from tests.support.records import record, toll
from tests.support.stories import stream


@pytest.fixture
def address(postgres: str) -> Iterator[str]:
    """A database of the test's own."""
    name = f"t{uuid.uuid4().hex[:8]}"
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    yield f"{postgres.rpartition('/')[0]}/{name}"


def ask(address: str, text: str) -> list[Any]:
    with psycopg.connect(address) as connection:
        return connection.execute(text).fetchall()


def test_every_message_is_a_row_and_again_changes_nothing(address: str) -> None:
    events = stream(40, 8)[0]
    records = lines(folded(events))
    store = Database(address)
    for _ in range(2):
        store.store("events", 0, lines(events))
        store.store("records", 0, records)
    assert store.place("records", 0) == len(records)
    assert store.place("records", 1) == 0
    store.close()
    assert ask(address, "SELECT count(*) FROM events") == [(len(events),)]
    got = ask(address, 'SELECT message FROM records ORDER BY "offset"')
    assert [text.encode() for (text,) in got] == [line.value for line in records]


def test_what_stands_is_the_last_revision_of_what_was_not_taken_back(address: str) -> None:
    store = Database(address)
    said = [
        record("grown"),
        replace(record("grown", magnitude=toll(killed=4)), revision=2, status="disputed"),
        record("gone"),
        replace(record("gone"), revision=2, status="retracted"),
        record("buried"),
    ]
    store.store("records", 0, [*lines(said), buried("records", "buried", 9)])
    found = ask(address, "SELECT record_id, revision, magnitude->>'killed' FROM records_standing")
    assert found == [("grown", 2, "4.0")]
    assert len(ask(address, "SELECT * FROM records")) == 6
    events = stream(10, 4)[0]
    corrected = replace(events[0], content_hash="f" * 64)
    last = len(events) + 1
    store.store(
        "events",
        0,
        [*lines([*events, corrected]), buried("events", events[1].article_id, last)],
    )
    standing = {a for (a,) in ask(address, "SELECT content_hash FROM events_standing")}
    gone = {e.content_hash for e in events if e.article_id == events[1].article_id}
    assert standing == {e.content_hash for e in [*events, corrected]} - gone - {
        events[0].content_hash
    }
    store.close()


def test_a_batch_is_whole_or_not_at_all(address: str) -> None:
    store = Database(address)
    good = lines([record("a"), record("b")])
    assert good[1].value is not None
    bad = [
        good[0],
        replace(good[1], value=good[1].value.replace(b'"revision":1', b'"revision":[]')),
    ]
    with pytest.raises(Unavailable, match="did not take a batch"):
        store.store("records", 0, bad)
    assert store.place("records", 0) == 0
    assert ask(address, "SELECT count(*) FROM records") == [(0,)]
    store.store("records", 0, good)
    assert ask(address, "SELECT count(*) FROM records") == [(2,)]
    store.close()


def test_columns_that_an_older_version_lacked_are_added(address: str) -> None:
    Database(address).close()
    with psycopg.connect(address) as connection:
        connection.execute("DROP VIEW records_standing; DROP VIEW records_current")
        connection.execute("ALTER TABLE records DROP COLUMN conflicts")
    store = Database(address)
    store.store("records", 0, lines([record("a")]))
    store.close()
    names = ask(
        address, "SELECT column_name FROM information_schema.columns WHERE table_name = 'records'"
    )
    assert {name for (name,) in names} == set(COLUMNS["records"])


def test_no_server_is_told() -> None:
    with pytest.raises(Unavailable, match="PostgreSQL does not answer"):
        Database("postgresql://nobody@127.0.0.1:9/none?connect_timeout=2")
