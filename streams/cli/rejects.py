"""``dragoman rejects``: what could not be processed, why, and the way back."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from streams.errors import REASONS, WHAT_REASONS_MEAN, Misuse
from streams.runtime import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streams.runtime.rejects import Reject


def register(subparsers: Any) -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser("rejects", help="list, show and send again what was rejected")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="one line each")
    _filters(listing)
    listing.set_defaults(run=run_list)
    show = actions.add_parser("show", help="everything about one, the original bytes last")
    show.add_argument("name", metavar="PARTITION/OFFSET", help="as `rejects list` names it")
    show.add_argument("--raw", action="store_true", help="the original bytes and nothing else")
    show.set_defaults(run=run_show)
    redrive = actions.add_parser(
        "redrive", help="send the originals to where they came from; without --go only says what"
    )
    _filters(redrive)
    redrive.add_argument("--name", metavar="PARTITION/OFFSET", help="only this one")
    redrive.add_argument(
        "--rate", type=_rate, default=50.0, metavar="N", help="so many a second at most (50)"
    )
    redrive.add_argument("--go", action="store_true", help="really send")
    redrive.set_defaults(run=run_redrive)


def _filters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--stage", metavar="STAGE", help="only those of this stage")
    parser.add_argument("--reason", metavar="REASON", help="only those for this reason")
    parser.add_argument("--since", metavar="TIME", help="only those rejected from this day or time")
    parser.add_argument("--until", metavar="TIME", help="only those rejected before this one")


def _rate(text: str) -> float:
    rate = float(text)
    if not 0 < rate < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} is no rate: above 0 a second")
    return rate


def _chosen(arguments: argparse.Namespace) -> Iterator[Reject]:
    from streams.runtime import reading, rejects

    if arguments.reason and arguments.reason not in REASONS:
        raise Misuse(f"no reason {arguments.reason!r}; there are {', '.join(REASONS)}")
    since, until = reading.moment(arguments.since), reading.moment(arguments.until)
    return rejects.read(settings.read(), arguments.stage, arguments.reason, since, until)


def run_list(arguments: argparse.Namespace) -> int:
    """Prints one line a reject."""
    number = 0
    for each in _chosen(arguments):
        number += 1
        print(_line(each))
    print(f"{number} rejects", file=sys.stderr)
    return 0


def run_show(arguments: argparse.Namespace) -> int:
    """Prints a reject's story, or its bytes."""
    from streams.runtime import rejects

    found = rejects.one(settings.read(), arguments.name)
    value = found.message.value
    if arguments.raw:
        sys.stdout.buffer.write(value or b"")
        return 0
    note = found.note
    meaning = WHAT_REASONS_MEAN.get(note.reason, "")  # type: ignore[call-overload]
    for name, text in (
        ("reject", found.name),
        ("stage", note.stage),
        ("reason", f"{note.reason}: {meaning}"),
        ("detail", note.detail),
        ("origin", note.origin),
        ("key", (found.message.key or b"").decode(errors="backslashreplace")),
        ("headers", ", ".join(name for name, _ in note.headers)),
        ("bytes", "null" if value is None else str(len(value))),
    ):
        print(f"{name:<9}{text}")
    if note.trace:
        print(f"\n{note.trace.rstrip()}")
    if value is not None:
        print(f"\n{value[:2000].decode(errors='backslashreplace')}")
    return 0


def run_redrive(arguments: argparse.Namespace) -> int:
    """Sends again, or says what would be sent."""
    from streams.runtime import rejects

    chosen = [e for e in _chosen(arguments) if arguments.name in (None, e.name)]
    for each in chosen:
        where = each.origin.topic if each.origin else "nowhere: it came from no topic"
        print(f"{_line(each)} → {where}")
    if not arguments.go:
        print(f"{len(chosen)} would be sent again; add --go to do it", file=sys.stderr)
        return 0
    sent = rejects.redrive(settings.read(), chosen, arguments.rate)
    print(f"{sent} sent again", file=sys.stderr)
    return 0


def _line(each: Reject) -> str:
    at = datetime.fromtimestamp(each.timestamp_ms / 1000, UTC).isoformat(timespec="seconds")
    size = "null" if each.message.value is None else f"{len(each.message.value)} bytes"
    note = each.note
    return f"{each.name:<8} {at}  {note.stage:<10} {note.reason:<16} {size:>14}  {note.detail}"
