"""``dragoman feed``: sends a file of articles to the ``articles`` topic."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from streams.runtime import settings


def register(subparsers: Any) -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser(
        "feed",
        help="send a JSONL file to the articles topic",
        description='Sends articles, one JSON object a line. {"article_id": "…", "withdraw": true} '
        "takes an article back.",
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Sends with a progress bar on standard error."""
    chosen = settings.read()
    from rich.console import Console
    from rich.progress import Progress

    from streams import wire
    from streams.runtime import feed

    mapping = wire.Mapping.read(chosen.mapping) if chosen.mapping else None
    outgoing = list(feed.read(arguments.file, mapping))
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("articles", total=len(outgoing))
        sent = feed.send(chosen, outgoing, lambda: progress.advance(task))
    print(f"{sent} messages sent to {chosen.topic('articles')}")
    return 0
