"""``dragoman notify``: delivers alerts through Apprise and by signed webhook."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path
from typing import Any

from streams.errors import Misuse
from streams.runtime import settings

SECRET = "WEBHOOK_SECRET"


def register(subparsers: Any) -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser(
        "notify",
        help="deliver alerts to people and services",
        description="Follows the topic of alerts until SIGTERM. Webhooks are signed with the secret "
        f"in the environment variable {SECRET} and tried again with growing pauses; what cannot be "
        "delivered goes to the file of dead letters.",
    )
    parser.add_argument("--apprise", metavar="URL", action="append", default=[])
    parser.add_argument("--webhook", metavar="URL", action="append", default=[])
    parser.add_argument(
        "--allow-private", action="store_true", help="webhooks may go to private addresses"
    )
    parser.add_argument("--severity", default="low", choices=["low", "medium", "high", "critical"])
    parser.add_argument("--attempts", type=int, default=6)
    parser.add_argument(
        "--pause", type=float, default=1.0, help="seconds before the second attempt"
    )
    parser.add_argument("--timeout", type=float, default=10.0, help="seconds for one attempt")
    parser.add_argument(
        "--folder", type=Path, default=Path("notify"), help="how far it came, and dead letters"
    )
    parser.add_argument("--to-end", action="store_true", help="leave at the end of what is there")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Delivers until told to stop."""
    chosen = settings.read()
    from streams.sinks import consuming, notify

    channels = _channels(arguments)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    notifier = notify.Notifier(
        channels,
        notify.Journal.read(arguments.folder / "place.json"),
        arguments.folder / "dead-letters.jsonl",
        notify.Policy(
            attempts=max(1, arguments.attempts),
            pause=arguments.pause,
            least_severity=arguments.severity,
        ),
    )
    told: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda given, _: told.append(given))
    broker = consuming.Broker(chosen.bootstrap, chosen.prefix)
    for came in consuming.batches(broker, ["alerts"], notifier.place, to_end=arguments.to_end):
        for lines in came.values():
            notifier.take(lines)
        notifier.settle()
        if told:
            break
    print(f"{notifier.delivered} delivered, {notifier.failed} not", file=sys.stderr)
    return 0


def _channels(arguments: argparse.Namespace) -> list[tuple[str, Any]]:
    from streams.sinks import notify
    from streams.sinks.webhook import Webhook

    if not arguments.apprise and not arguments.webhook:
        raise Misuse("nobody to notify: give --apprise URL or --webhook URL")
    found: list[tuple[str, Any]] = []
    if arguments.apprise:
        found.append(("apprise", notify.Apprise(arguments.apprise)))
    secret = os.environ.get(SECRET, "")
    if arguments.webhook and len(secret) < 16:
        raise Misuse(f"{SECRET} must hold a secret of at least 16 characters")
    for url in arguments.webhook:
        hook = Webhook(
            url=url,
            secret=secret.encode(),
            seconds=arguments.timeout,
            allow_private=arguments.allow_private,
        )
        hook.check()
        found.append((url, hook))
    return found
