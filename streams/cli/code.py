"""``dragoman code``: articles as JSON Lines in, events or records as JSON Lines out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from streams import pipeline, wire
from streams.errors import Misuse
from streams.messages import Record


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "code",
        help="code articles from files or standard input",
        description="Reads articles as JSON Lines and writes events or records as JSON Lines, in "
        "article order. An article that is rejected gives one line on standard error.",
    )
    parser.add_argument("files", nargs="*", help="JSON Lines files; standard input when none")
    parser.add_argument("--emit", choices=["events", "records"], default="events")
    parser.add_argument(
        "--rejects", metavar="FILE", help="write rejects here, not to standard error"
    )
    add_options(parser)
    parser.set_defaults(run=run)


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options on coding that several commands share."""
    parser.add_argument("--model", default=pipeline.DEFAULT_MODEL, help="spaCy pipeline package")
    parser.add_argument("--mapping", metavar="TOML", help="field paths of your own article shape")
    parser.add_argument(
        "--ontology", metavar="DIR", help="names of your own, see `ontology import`"
    )
    parser.add_argument(
        "--confidence-floor", type=float, default=0.0, metavar="0..1", help="drop events below"
    )


def options_of(args: argparse.Namespace) -> pipeline.Options:
    """The coding options that the arguments say.

    Raises:
        Misuse: the floor is no probability.
    """
    if not 0.0 <= args.confidence_floor <= 1.0:
        raise Misuse(f"--confidence-floor {args.confidence_floor} is not within 0..1")
    return pipeline.Options(
        model=args.model,
        mapping=args.mapping,
        ontology=args.ontology,
        confidence_floor=args.confidence_floor,
    )


def lines(files: list[str]) -> Iterator[bytes]:
    """Non-blank lines of the files, or of standard input when there are none.

    Raises:
        Misuse: a file cannot be read.
    """
    for source in _sources(files):
        with source:
            for line in source:
                if line.strip():
                    yield line


def _sources(files: list[str]) -> Iterator[BinaryIO]:
    if not files:
        yield sys.stdin.buffer
    for name in files:
        try:
            yield Path(name).open("rb")  # noqa: SIM115  # closed by lines()
        except OSError as why:
            raise Misuse(f"cannot read {name}: {why.strerror}") from why


def run(args: argparse.Namespace) -> int:
    """Code every line; the exit status is 0 even where articles were rejected."""
    environment = pipeline.Environment(options_of(args))
    out = sys.stdout.buffer
    messages = pipeline.run(_messages(lines(args.files)), environment)
    records: dict[str, bytes] = {}
    rejects = Path(args.rejects).open("wb") if args.rejects else sys.stderr.buffer  # noqa: SIM115
    try:
        for message in messages:
            if message.topic == "events" and args.emit == "events" and message.value is not None:
                out.write(message.value + b"\n")
                out.flush()
            elif message.topic == "records" and args.emit == "records":
                _keep(records, message)
            elif message.topic == "rejects":
                rejects.write(_complaint(message))
    finally:
        if args.rejects:
            rejects.close()
    for value in records.values():
        out.write(value + b"\n")
    out.flush()
    return 0


def _messages(values: Iterable[bytes]) -> Iterator[pipeline.Message]:
    for number, value in enumerate(values):
        yield pipeline.Message("articles", None, value, origin=pipeline.Origin("input", 0, number))


def _keep(records: dict[str, bytes], message: pipeline.Message) -> None:
    key = (message.key or b"").decode()
    if message.value is None or wire.read(Record, message.value).status == "retracted":
        records.pop(key, None)
    else:
        records[key] = message.value


def _complaint(message: pipeline.Message) -> bytes:
    headers = {k: v.decode("utf-8", "replace") for k, v in message.headers}
    reason = headers.get("reject_reason", "?")
    detail = headers.get("reject_detail", "")
    origin = headers.get("reject_origin", "")
    return f"dragoman: {origin} rejected by {headers.get('reject_stage', '?')}: {reason}: {detail}\n".encode()
