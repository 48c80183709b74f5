"""``dragoman explain``: why an article got the codes it got, and what else was considered."""

from __future__ import annotations

import argparse
import sys

from streams import documents, entities, pipeline, wire
from streams.cli.code import add_options, lines, options_of
from streams.errors import Rejected
from streams.events.coder import drafts
from streams.events.draft import Draft
from streams.events.scene import Scene
from streams.messages import Article


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "explain",
        help="say why an article was coded as it was",
        description="Reads articles as JSON Lines, or with --text plain text, and writes for every "
        "candidate event the words, the rule, the parties, and what else was considered.",
    )
    parser.add_argument("files", nargs="*", help="files; standard input when none")
    parser.add_argument(
        "--text", action="store_true", help="the input is plain text of one article"
    )
    parser.add_argument("--date", default="2025-01-01", help="publication day of plain text")
    add_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Explain every article; one that cannot be read gives one line on standard error."""
    environment = pipeline.Environment(options_of(args))
    for article in _articles(args, environment):
        if isinstance(article, str):
            print(f"dragoman: {article}", file=sys.stderr)
            continue
        for line in explain(article, environment):
            print(line)
    return 0


def _articles(args: argparse.Namespace, environment: pipeline.Environment) -> list[Article | str]:
    found: list[Article | str] = []
    if args.text:
        body = b"".join(lines(args.files)).decode("utf-8", "replace")
        return [
            Article(
                article_id="text",
                title="",
                body=body,
                published_at=f"{args.date}T00:00:00Z",
                language="en",
            )
        ]
    for number, line in enumerate(lines(args.files), 1):
        try:
            found.append(
                wire.read_article(
                    line, environment.mapping, limit=environment.options.article_limit
                )
            )
        except Rejected as why:
            found.append(f"line {number}: {why}")
    return found


def explain(article: Article, environment: pipeline.Environment) -> list[str]:
    """Lines for a person to read: sentence by sentence, mention by mention, candidate by candidate."""
    try:
        document = documents.read(article, language_floor=environment.options.language_floor)
    except Rejected as why:
        return [f"{article.article_id}: rejected: {why}"]
    if isinstance(document, documents.Filtered):
        return [f"{article.article_id}: filtered: {document.reason} {document.detail}"]
    found = entities.find(document, environment.parser, environment.ontology)
    scene = Scene(found, environment.ontology)
    shown = [
        f"{article.article_id}: {len(found.parse.sentences)} sentences, {len(found.mentions)} mentions"
    ]
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts(scene):
        by_sentence.setdefault(scene.tree.sentence_of[draft.match.token], []).append(draft)
    for number, sentence in enumerate(found.parse.sentences):
        text = found.title if sentence.field == "title" else found.body
        shown.append(
            f"\n{sentence.field} {sentence.start}-{sentence.end}: {text[sentence.start : sentence.end]}"
        )
        shown.extend(
            f"    {m.text!r} is {', '.join(a.key or a.name or '?' for a in m.actors) or 'unresolved'} ({m.how})"
            for m in found.mentions
            if scene.tree.sentence_of[m.head] == number
        )
        for draft in by_sentence.get(number, []):
            shown.extend(_candidate(scene, draft))
    return shown


def _candidate(scene: Scene, draft: Draft) -> list[str]:
    mentions = scene.entities.mentions

    def who(indices: list[int]) -> str:
        return ", ".join(
            "+".join(a.key or a.name or "?" for a in mentions[i].actors) for i in indices
        )

    what = f"{draft.type}{'/' + draft.mode if draft.mode else ''} {draft.verdict.factuality}"
    parties = f"{who(draft.parties.actors) or '-'} → {who(draft.parties.recipients) or '-'}"
    state = f"dropped: {draft.dropped}" if draft.dropped else "coded"
    shown = [f"  * {what}: {parties} [{state}]", f"      because {'; '.join(draft.why)}"]
    if draft.verdict.cue is not None:
        shown.append(f"      factuality by “{scene.tree.text[draft.verdict.cue]}”")
    others = list(dict.fromkeys(t.rule for t in draft.match.considered))
    if others:
        shown.append(f"      also considered: {', '.join(others)}")
    return shown
