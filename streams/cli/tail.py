"""``dragoman tail``: follows a topic."""

from __future__ import annotations

import argparse
import base64
import sys
from typing import TYPE_CHECKING, Any

from streams.runtime import settings

if TYPE_CHECKING:
    from streams.pipeline import Message


def register(subparsers: Any) -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser("tail", help="follow a topic")
    parser.add_argument("topic", metavar="TOPIC", help="events, records, outcomes, ...")
    parser.add_argument(
        "--from-start", action="store_true", help="begin with what is there already"
    )
    parser.add_argument("--count", type=int, metavar="N", help="leave after N messages")
    parser.add_argument(
        "--json", action="store_true", help="key, value and headers, one JSON a line"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints until interrupted."""
    chosen = settings.read()
    from streams.cli import show
    from streams.runtime.reading import follow

    topic = arguments.topic.removeprefix(chosen.prefix)
    follower = follow(chosen, chosen.topic(topic), from_start=arguments.from_start)
    for number, each in enumerate(follower, 1):
        print(as_json(each.message) if arguments.json else show.line(topic, each.message))
        sys.stdout.flush()
        if arguments.count and number >= arguments.count:
            break
    return 0


def as_json(message: Message) -> str:
    """A message as one JSON line; bytes that are not JSON in UTF-8 as base64."""
    import orjson

    value: Any = None
    if message.value is not None:
        try:
            value = (
                orjson.Fragment(message.value) if orjson.loads(message.value) is not None else None
            )
        except orjson.JSONDecodeError:
            value = {"base64": base64.b64encode(message.value).decode()}
    body = {
        "origin": str(message.origin),
        "key": message.key.decode(errors="backslashreplace") if message.key is not None else None,
        "headers": {n: v.decode(errors="backslashreplace") for n, v in message.headers},
        "value": value,
    }
    return orjson.dumps(body).decode()
