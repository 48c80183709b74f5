"""``dragoman replay``: tries today's rules on what already went through, beside the live topics."""

from __future__ import annotations

import argparse
from typing import Any

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
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Replays and prints what was made."""
    chosen = settings.read()
    from streams.runtime import replay

    sums = replay.replay(
        chosen,
        replay.source(arguments.source),
        arguments.target,
        replay.moment(arguments.since),
        replay.moment(arguments.until),
    )
    print(f"{sums.pop('read', 0)} messages read from {chosen.topic(arguments.source)}")
    for topic, number in sums.items():
        print(f"{number:>8} to {arguments.target}{topic}")
    return 0
