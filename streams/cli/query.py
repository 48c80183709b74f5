"""``dragoman query``: an analyst's questions to the archive, and exports from it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

_SEVERAL = {
    "actor": ("actor", "KEY", "a party on either side; several must all be there"),
    "with": ("with_", "KEY", "another party, on either side"),
    "by": ("by", "KEY", "who did it"),
    "to": ("to", "KEY", "to whom it was done"),
    "type": ("types", "TYPE", "any of these PLOVER types"),
    "mode": ("modes", "MODE", "any of these modes"),
    "country": ("countries", "ISO3", "where it took place"),
    "context": ("contexts", "CONTEXT", "what it was about; several must all be there"),
    "factuality": ("factuality", "WORD", "any of actual, claimed, planned, hypothetical, negated"),
    "status": ("status", "WORD", "any of reported, corroborated, disputed, retracted"),
}


def register(subparsers: Any) -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser(
        "query",
        help="ask the archive: who, with whom, what, where, when",
        description="The last revision of every record that fits. Meetings between Iran and Qatar "
        "since May: `dragoman query archive --actor IRN --with QAT --type CONSULT --since 2024-05`.",
    )
    parser.add_argument("source", type=Path, help="an archive's folder, or records as JSON Lines")
    for name, (into, kind, what) in _SEVERAL.items():
        parser.add_argument(
            f"--{name}", dest=into, metavar=kind, action="append", default=[], help=what
        )
    parser.add_argument("--since", metavar="DAY", help="2024-05-06, 2024-05 or 2024")
    parser.add_argument("--until", metavar="DAY", help="the same; inclusive")
    parser.add_argument("--min-sources", type=int, default=0, metavar="N", help="independent ones")
    parser.add_argument("--limit", type=int, default=0, metavar="N")
    parser.add_argument(
        "--format",
        default="table",
        choices=["table", "jsonl", "csv", "geojson", "gdelt", "gdelt-header"],
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints what fits."""
    from streams.sinks import exports, query

    given = {into: tuple(getattr(arguments, into)) for into, *_ in _SEVERAL.values()}
    question = query.Question(
        **given,
        since=query.day(arguments.since) if arguments.since else None,
        until=query.day(arguments.until, last=True) if arguments.until else None,
        min_sources=arguments.min_sources,
        limit=arguments.limit,
    )
    for line in exports.FORMATS[arguments.format](query.ask(arguments.source, question)):
        print(line)
    return 0
