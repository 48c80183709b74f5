"""``dragoman archive``: keeps events and records in Parquet files or in PostgreSQL."""

from __future__ import annotations

import argparse
import signal
import sys
from typing import Any

from streams.runtime import settings


def register(subparsers: Any) -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser(
        "archive",
        help="keep events and records in Parquet files or PostgreSQL",
        description="Follows the topics until SIGTERM. A crash neither loses nor doubles a row: how "
        "far it has come is kept with the rows.",
    )
    parser.add_argument("target", metavar="TARGET", help="a folder, or postgresql://…")
    parser.add_argument("--topics", default="events,records", metavar="A,B")
    parser.add_argument("--rows", type=int, default=5_000, help="rows of a batch at most")
    parser.add_argument("--seconds", type=float, default=10.0, help="how long a row may wait")
    parser.add_argument("--to-end", action="store_true", help="leave at the end of what is there")
    parser.add_argument("--compact", action="store_true", help="only make small files into large")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Archives until told to stop."""
    chosen = settings.read()
    from streams.sinks import archive
    from streams.sinks.consuming import Broker

    store = archive.store_at(arguments.target)
    told: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda given, _: told.append(given))
    try:
        if arguments.compact:
            print(f"{store.compact(2)} files fewer", file=sys.stderr)
            return 0
        written = archive.run(
            Broker(chosen.bootstrap, chosen.prefix),
            store,
            topics=tuple(name.strip() for name in arguments.topics.split(",")),
            rows=max(1, arguments.rows),
            seconds=arguments.seconds,
            to_end=arguments.to_end,
            stop=lambda: bool(told),
        )
        print(f"{written} rows archived", file=sys.stderr)
    finally:
        store.close()
    return 0
