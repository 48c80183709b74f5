"""``dragoman topics``: create them, compare them with what is declared, audit what went through."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from streams.runtime import settings


def register(subparsers: Any) -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser("topics", help="create, check and audit the topics")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    create = actions.add_parser("create", help="create those that are missing")
    create.add_argument(
        "--partitions", type=int, metavar="N", help="instead of the declared number"
    )
    create.set_defaults(run=run_create)
    check = actions.add_parser("check", help="compare with what is declared; exit 1 if different")
    check.set_defaults(run=run_check)
    audit = actions.add_parser(
        "audit", help="prove that every article has exactly one outcome; exit 1 if not"
    )
    audit.set_defaults(run=run_audit)
    find = actions.add_parser(
        "find",
        help="list every message that holds text of an article; exit 1 if there is none",
        description="For taking an article out of every topic: see deploy/runbook.md.",
    )
    find.add_argument("article", metavar="ARTICLE_ID")
    find.add_argument(
        "--offsets", action="store_true", help="as JSON for kafka-delete-records --offset-json-file"
    )
    find.add_argument(
        "--erase",
        action="store_true",
        help="send a null for each message of a compacted topic that is the article's alone",
    )
    find.set_defaults(run=run_find)


def run_create(arguments: argparse.Namespace) -> int:
    """Creates and says what."""
    from streams.runtime import topics

    chosen = settings.read()
    made = topics.create(chosen, arguments.partitions)
    for name in made:
        print(f"created {name}")
    if not made:
        print("every topic is there")
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    """Prints the differences."""
    del arguments
    from streams.runtime import topics

    differences = topics.check(settings.read())
    for each in differences:
        print(each)
    print("topics differ" if differences else "topics are as declared")
    return 1 if differences else 0


def run_audit(arguments: argparse.Namespace) -> int:
    """Prints the sums and what is missing."""
    del arguments
    chosen = settings.read()
    from streams import wire
    from streams.runtime.audit import audit
    from streams.runtime.reading import read_all

    found = audit(
        read_all(chosen, chosen.topic("articles")),
        read_all(chosen, chosen.topic("outcomes")),
        wire.Mapping.read(chosen.mapping) if chosen.mapping else None,
        limit=chosen.article_limit,
    )
    print("\n".join(found.lines()))
    return 0 if found.holds else 1


def run_find(arguments: argparse.Namespace) -> int:
    """Prints where an article stands, and erases it where told to and possible."""
    chosen = settings.read()
    import orjson

    from streams.runtime import erasure

    places = list(erasure.find(chosen, arguments.article))
    if arguments.offsets:
        print(orjson.dumps(erasure.offsets(places)).decode())
    else:
        for each in places:
            print(each)
    if arguments.erase:
        print(f"{erasure.erase(chosen, places)} keys erased", file=sys.stderr)
    return 0 if places else 1
