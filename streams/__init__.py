"""dragoman: diplomatic events from news, with the words that say so.

The front door for use as a library::

    from streams import Article, code
    events = code(Article(article_id="1", title="", body="…", published_at="2024-07-04T06:00:00Z"))
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from streams.messages import Article, Event

if TYPE_CHECKING:
    from streams.pipeline import Environment

__all__ = ["Article", "Event", "code"]


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from streams.pipeline import Environment  # loads the model's libraries: only when coding

    return Environment()


def code(article: Article) -> list[Event]:
    """The events that one article tells; empty also where its language is not English.

    Raises:
        Rejected: the article cannot be processed; ``reason`` says why.
    """
    from streams import documents, entities, events

    environment = _environment()
    document = documents.read(article, language_floor=environment.options.language_floor)
    if isinstance(document, documents.Filtered):
        return []
    found = entities.find(document, environment.parser, environment.ontology)
    return list(events.code(found, environment.ontology))
