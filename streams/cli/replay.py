"""``dragoman replay``: tries today's rules on what already went through, beside the live topics."""

from __future__ import annotations

import argparse
from typing import Any

from streams.errors import Misuse
from streams.runtime import settings


def register(subparsers: Any) -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser(
        "replay",
        help="run a range of a topic through today's stages, into topics of its own",
        description="Reads what a topic holds, runs the stages that follow it and sends their output "
        "to topics under another prefix. From `entities` on no language model is needed.",
    )
    parser.add_argument("--from", dest="source", required=True, metavar="TOPIC")
    parser.add_argument(
        "--to", dest="target", required=True, metavar="PREFIX", help="for example v2."
    )
    parser.add_argument("--since", metavar="TIME", help="only messages from this day or time on")
    parser.add_argument("--until", metavar="TIME", help="only messages before this day or time")
    parser.add_argument(
        "--diff", action="store_true", help="compare the events made with those on the live topic"
    )
    parser.add_argument(
        "--most", type=int, default=20, metavar="N", help="examples of each kind of difference (20)"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Replays and prints what was made."""
    chosen = settings.read()
    from streams.cli import show
    from streams.runtime import difference, replay
    from streams.runtime.reading import moment, read_all

    if arguments.diff and arguments.source == "events":
        raise Misuse("--diff compares events, and from `events` on none are made")
    replayed = difference.Replayed()
    sums = replay.replay(
        chosen,
        replay.source(arguments.source),
        arguments.target,
        moment(arguments.since),
        moment(arguments.until),
        told=replayed.take if arguments.diff else None,
    )
    print(f"{sums.pop('read', 0)} messages read from {chosen.topic(arguments.source)}")
    for topic, number in sums.items():
        print(f"{number:>8} to {arguments.target}{topic}")
    if arguments.diff:
        found = difference.compare(read_all(chosen, chosen.topic("events")), replayed)
        print("\n".join(difference.lines(found, show.event, arguments.most)))
    return 0
