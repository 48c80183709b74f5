"""Codes a set as a user's articles are coded, and keeps the processor's time of parse and rest."""

from __future__ import annotations

import gc
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from rich.console import Console
from rich.progress import track

from streams import documents, entities, events
from streams.messages import Article, Document, Event, Parse
from streams.pipeline import Environment


@dataclass(slots=True)
class Clock:
    """Seconds of the processor: ``parse`` by the model, ``rest`` all that comes after it."""

    parse: float = 0.0
    rest: float = 0.0

    @property
    def ratio(self) -> float | None:
        """What the rest costs for each second of parsing; null before anything was parsed."""
        return self.rest / self.parse if self.parse else None


@dataclass(slots=True)
class Coder:
    """Codes articles, each parsed once; ``clock`` runs over all of them."""

    environment: Environment = field(default_factory=Environment)
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        # as a worker's processes do: what is known for good is not looked through for garbage
        _ = self.environment.ontology, self.environment.parser
        gc.collect()
        gc.freeze()

    def all(self, articles: Sequence[Article], what: str) -> list[tuple[Event, ...]]:
        """The events of each article, with a bar under ``what`` where somebody watches."""
        console = Console(stderr=True)
        shown = track(articles, f"{what:<10}", console=console, total=len(articles))
        return [self.code(article) for article in shown]

    def code(self, article: Article) -> tuple[Event, ...]:
        """The events of one article; none where its language is filtered.

        Raises:
            Rejected: the article cannot be processed.
        """
        environment = self.environment
        document = documents.read(article, language_floor=environment.options.language_floor)
        if isinstance(document, documents.Filtered):
            return ()
        knowledge, parser = environment.ontology, _Timed(environment.parser)
        started = time.process_time()
        # the stage asks for a parser's one method; what is timed stands in its place
        found = entities.find(document, cast(entities.Parser, parser), knowledge)
        coded = events.code(found, knowledge)
        spent = time.process_time() - started
        self.clock.parse += parser.seconds
        self.clock.rest += spent - parser.seconds
        return tuple(coded)


class _Timed:
    """A parser that counts its own seconds of the processor."""

    def __init__(self, parser: entities.Parser) -> None:
        self._parser = parser
        self.seconds = 0.0

    def parse(self, document: Document) -> Parse:
        started = time.process_time()
        made = self._parser.parse(document)
        self.seconds += time.process_time() - started
        return made
