"""An archive in PostgreSQL: rows and the place in the topic change in one transaction.

Records are upserted by id and revision, events by id and content hash; ``records_current`` is a view
of the last revisions, ``records_standing`` and ``events_standing`` of what was not taken back. Tables
are made, and columns added, when they are missing.
"""

from __future__ import annotations

import json
from typing import Any, Final

from streams.errors import Unavailable
from streams.sinks.consuming import Line
from streams.sinks.needs import need
from streams.sinks.rows import COLUMNS, Row, row

_TYPES: Final = {
    "text": "text",
    "whole": "bigint",
    "number": "double precision",
    "truth": "boolean",
    "day": "date",
    "moment": "timestamptz",
    "texts": "text[]",
    "numbers": "jsonb",
}
_KEYS: Final = {
    "records": ("record_id", "revision"),
    "events": ("article_id", "event_id", "content_hash"),
}
_NOTHING: Final = {"revision": 0, "event_id": "", "content_hash": ""}
"""What stands in a key where a tombstone has no value."""

_VIEWS: Final = """
CREATE OR REPLACE VIEW records_current AS
  SELECT DISTINCT ON (record_id) * FROM records
  ORDER BY record_id, "offset" DESC;
CREATE OR REPLACE VIEW records_standing AS
  SELECT * FROM records_current WHERE NOT tombstone AND status <> 'retracted';
CREATE OR REPLACE VIEW events_standing AS
  SELECT e.* FROM events e JOIN (
    SELECT DISTINCT ON (article_id) article_id, content_hash, tombstone FROM events
    ORDER BY article_id, "offset" DESC
  ) last USING (article_id, content_hash)
  WHERE NOT last.tombstone;
"""


class Database:
    """The archive in a database; one process writes to it.

    Args:
        address: as libpq takes it, ``postgresql://…`` or ``host=… dbname=…``.

    Raises:
        Unavailable: the server does not answer or refuses.
    """

    def __init__(self, address: str) -> None:
        self._psycopg = need("psycopg", "archive")
        try:
            self._connection = self._psycopg.connect(address)
            self._prepare()
        except self._psycopg.Error as why:
            raise Unavailable(f"PostgreSQL does not answer: {why}") from None

    def place(self, topic: str, partition: int) -> int:
        """The offset to go on from."""
        found = self._connection.execute(
            'SELECT next FROM archive_places WHERE topic = %s AND "partition" = %s',
            (topic, partition),
        ).fetchone()
        self._connection.commit()
        return int(found[0]) if found else 0

    def store(self, topic: str, partition: int, lines: list[Line]) -> None:
        """Writes a batch of one partition, whole or not at all."""
        rows = [_values(topic, row(line)) for line in lines]
        try:
            with self._connection.transaction(), self._connection.cursor() as cursor:
                cursor.executemany(_upsert(topic), rows)
                cursor.execute(
                    "INSERT INTO archive_places VALUES (%s, %s, %s) "
                    'ON CONFLICT (topic, "partition") DO UPDATE SET next = excluded.next',
                    (topic, partition, lines[-1].offset + 1),
                )
        except self._psycopg.Error as why:
            raise Unavailable(f"PostgreSQL did not take a batch: {why}") from None

    def close(self) -> None:
        """Closes the connection."""
        self._connection.close()

    def compact(self, least: int = 0) -> int:
        """Nothing to do: the server does that itself."""
        del least
        return 0

    def _prepare(self) -> None:
        run = self._connection.execute
        run(
            'CREATE TABLE IF NOT EXISTS archive_places (topic text, "partition" int, '
            'next bigint NOT NULL, PRIMARY KEY (topic, "partition"))'
        )
        for topic, columns in COLUMNS.items():
            keys = ", ".join(_KEYS[topic])
            listed = ", ".join(f'"{name}" {_TYPES[kind]}' for name, kind in columns.items())
            run(f"CREATE TABLE IF NOT EXISTS {topic} ({listed}, PRIMARY KEY ({keys}))")
            for name, kind in columns.items():
                run(f'ALTER TABLE {topic} ADD COLUMN IF NOT EXISTS "{name}" {_TYPES[kind]}')
        run(_VIEWS)
        self._connection.commit()


def _upsert(topic: str) -> str:
    names = ", ".join(f'"{name}"' for name in COLUMNS[topic])
    marks = ", ".join(["%s"] * len(COLUMNS[topic]))
    others = [name for name in COLUMNS[topic] if name not in _KEYS[topic]]
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in others)
    keys = ", ".join(_KEYS[topic])
    return f"INSERT INTO {topic} ({names}) VALUES ({marks}) ON CONFLICT ({keys}) DO UPDATE SET {changes}"


def _values(topic: str, found: Row) -> tuple[Any, ...]:
    """In the order of the columns; NUL, which PostgreSQL has no way to hold, is left out of texts."""
    made = []
    for name, kind in COLUMNS[topic].items():
        value = found[name]
        if value is None and name in _KEYS[topic]:
            value = _NOTHING.get(name, "")
        elif value is not None and kind == "numbers":
            value = json.dumps(value)
        elif isinstance(value, str):
            value = value.replace("\x00", "")
        made.append(value)
    return tuple(made)
