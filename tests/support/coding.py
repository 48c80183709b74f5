"""Codes sentences of a test's own: many of them through the model in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from streams import entities, events
from streams.documents.clean import plain
from streams.messages import Document, Entities, Event, GivenMention, Parse, Passage, Sentence
from streams.pipeline import Environment

DAY = "2024-07-04"  # a Thursday


def document(
    text: str, *, day: str = DAY, title: str = "", mentions: tuple[GivenMention, ...] = ()
) -> Document:
    """A document of one paragraph, and a title where one is given."""
    passages = [plain(text)]
    if title:
        runs = ((0, len(title), 0, len(title)),)
        passages.insert(0, Passage(field="title", text=title, runs=runs))
    return Document(
        article_id="of a test",
        content_hash="0" * 64,
        title=title,
        body=text,
        published_at=f"{day}T12:00:00+00:00",
        anchor=day,
        language="en",
        signature="00",
        mentions=mentions,
        passages=tuple(passages),
    )


def found(text: str, environment: Environment, **options: str) -> Entities:
    """Everybody in a text; options as for ``document``."""
    return entities.find(document(text, **options), environment.parser, environment.ontology)  # type: ignore[arg-type]


def coded(text: str, environment: Environment, **options: str) -> tuple[Event, ...]:
    """The events of a text; options as for ``document``."""
    return events.code(found(text, environment, **options), environment.ontology)


def all_coded(texts: Sequence[str], environment: Environment) -> list[tuple[Event, ...]]:
    """The events of each text as an article of its own, all parsed in one pass."""
    together = Document(
        **{name: getattr(document(""), name) for name in Document.__slots__ if name != "passages"},
        passages=tuple(plain(text) for text in texts),
    )
    parses = _apart(environment.parser.parse(together), len(texts))
    made = []
    for text, parse in zip(texts, parses, strict=True):
        ready = cast(entities.Parser, _Parsed(parse))
        who = entities.find(document(text), ready, environment.ontology)
        made.append(events.code(who, environment.ontology))
    return made


class _Parsed:
    """Stands where a parser is asked for and gives a parse that was made before."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse

    def parse(self, document: Document) -> Parse:
        del document
        return self._parse


def _apart(parse: Parse, count: int) -> list[Parse]:
    """One parse for each passage; offsets count within a passage already."""
    held: list[list[Sentence]] = [[] for _ in range(count)]
    for sentence in parse.sentences:
        held[sentence.passage].append(sentence)
    return [_of_passage(parse, sentences) for sentences in held]


def _of_passage(parse: Parse, sentences: list[Sentence]) -> Parse:
    first, last = (sentences[0].first, sentences[-1].last) if sentences else (0, 0)
    columns = {
        name: getattr(parse, name)[first:last]
        for name in ("text", "lemma", "tag", "pos", "dep", "ent", "start", "end")
    }
    return Parse(
        model=parse.model,
        head=tuple(h - first for h in parse.head[first:last]),
        sentences=tuple(
            Sentence(
                first=s.first - first,
                last=s.last - first,
                field=s.field,
                start=s.start,
                end=s.end,
                passage=0,
            )
            for s in sentences
        ),
        **columns,
    )
