"""``dragoman resolve``: one mention at a time, for people and for tests."""

from __future__ import annotations

import argparse
import sys
from typing import Any

import orjson

from streams import documents, entities, pipeline
from streams.cli.code import add_options, lines, options_of
from streams.documents.clean import plain
from streams.errors import Rejected
from streams.messages import Article, Document, GivenMention, Mention


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "resolve",
        help="say whom a mention stands for",
        description='Reads {"id", "mention", "context", "date"} as JSON Lines and writes the actor '
        "it stands for, with how it was reached. The context is a text that holds the mention.",
    )
    parser.add_argument("files", nargs="*", help="JSON Lines files; standard input when none")
    add_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Resolve every line; a line that cannot be read gives one line on standard error."""
    environment = pipeline.Environment(options_of(args))
    for number, line in enumerate(lines(args.files), 1):
        try:
            asked = _read(line)
        except Rejected as why:
            print(f"dragoman: line {number}: {why}", file=sys.stderr)
            continue
        answer = resolve(asked, environment)
        sys.stdout.buffer.write(orjson.dumps(answer) + b"\n")
        sys.stdout.buffer.flush()
    return 0


def _read(line: bytes) -> dict[str, Any]:
    try:
        asked = orjson.loads(line)
    except orjson.JSONDecodeError as why:
        raise Rejected("not-json", str(why)) from why
    if not isinstance(asked, dict) or not str(asked.get("mention") or "").strip():
        raise Rejected("wrong-schema", 'a line needs a "mention"')
    return asked


def resolve(asked: dict[str, Any], environment: pipeline.Environment) -> dict[str, Any]:
    """The actor object of one mention, with its ``id``, ``how`` and open ``candidates``."""
    mention = str(asked["mention"])
    context = str(asked.get("context") or "")
    if mention not in context:
        context = f"{mention}. {context}".strip() if context else mention
    start = context.index(mention)
    day = str(asked.get("date") or "2025-01-01")[:10]
    found = entities.find(
        _document(context, start, len(mention), day), environment.parser, environment.ontology
    )
    best = _at(found.mentions, start, start + len(mention))
    actor = best.actors[0] if best is not None and best.actors else None
    known = actor is not None and (actor.key is not None or actor.country is not None)
    return {
        "id": asked.get("id"),
        "key": actor.key if actor else None,
        "country": actor.country if actor else None,
        "sectors": list(actor.sectors) if actor else [],
        "name": actor.name if actor and known else None,
        "role": actor.role if actor else None,
        "mention": mention,
        "field": "body",
        "start": start,
        "end": start + len(mention),
        "how": best.how if best is not None and known else None,
        "candidates": list(best.candidates) if best is not None else [],
    }


def _document(context: str, start: int, length: int, day: str) -> Document:
    article = Article(article_id="resolve", title="", body=context, published_at=f"{day}T00:00:00Z")
    return Document(
        article_id=article.article_id,
        content_hash=documents.content_hash("", context),
        title="",
        body=context,
        published_at=article.published_at,
        anchor=day,
        language="en",
        signature="",
        mentions=(GivenMention(field="body", start=start, end=start + length),),
        passages=(plain(context),),
    )


def _at(mentions: tuple[Mention, ...], start: int, end: int) -> Mention | None:
    """The mention that says most about the span: one with a how of its own before the given one."""
    inside = [
        m for m in mentions if m.start < end and m.end > start and m.how != "given" and m.actors
    ]
    same = [m for m in inside if abs(m.start - start) + abs(m.end - end) <= 4]
    given = next((m for m in mentions if m.how == "given"), None)
    if given is not None and given.actors and given.actors[0].key is not None:
        matching = [m for m in inside if m.actors == given.actors]
        return matching[0] if matching else given
    return next(iter(same or inside), given)
