"""From article to document: clean, dated, in a known language, with its hash and signature.

Nothing else happens here, and no copy is dropped: a syndicated article is a document like any.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from streams.alignment import Aligned
from streams.documents import clean, dateline, language
from streams.documents.clean import source_span
from streams.documents.dates import anchor, published
from streams.documents.signature import content_hash, signature, similarity
from streams.errors import FilterReason
from streams.messages import Article, Dateline, Document, Passage

__all__ = ["Filtered", "content_hash", "read", "signature", "similarity", "source_span"]


@dataclass(frozen=True, slots=True)
class Filtered:
    """An article that is not for us; ``reason`` is one of ``FILTER_REASONS``."""

    content_hash: str
    reason: FilterReason
    detail: str


def read(article: Article, *, language_floor: float) -> Document | Filtered:
    """The document an article holds.

    Args:
        article: as received.
        language_floor: the least probability, 0 to 1, at which a guessed language counts.

    Raises:
        Rejected: ``bad-date`` if ``published_at`` is not a time with offset between 1900 and 2200.
    """
    day = published(article.published_at).date()
    digest = content_hash(article.title, article.body)
    passages = clean.passages(article.title, article.body, article.publisher)
    text = _reading_order(passages)
    judged = language.verdict(text, article.language, language_floor)
    if judged.reason is not None:
        return Filtered(digest, judged.reason, judged.detail)
    filed, passages = _without_dateline(passages, day)
    return Document(
        article_id=article.article_id,
        content_hash=digest,
        title=article.title,
        body=article.body,
        published_at=article.published_at,
        anchor=anchor(day, filed.date if filed else None).isoformat(),
        language=language.ENGLISH,
        signature=signature(_reading_order(passages)),
        url=article.url,
        publisher=article.publisher,
        mentions=article.mentions,
        passages=passages,
        dateline=filed,
    )


def _reading_order(passages: tuple[Passage, ...]) -> str:
    """The body, or the title where there is no body: headlines are changed by every outlet."""
    body = [p.text for p in passages if p.field == "body"]
    title = [p.text for p in passages if p.field == "title"]
    return "\n".join(body if sum(map(len, body)) >= 60 else body + title)


def _without_dateline(
    passages: tuple[Passage, ...], day: date
) -> tuple[Dateline | None, tuple[Passage, ...]]:
    at = next((i for i, p in enumerate(passages) if p.field == "body"), None)
    found = dateline.find(passages[at].text, day) if at is not None else None
    if at is None or found is None:
        return None, passages
    first = passages[at]
    start, end = source_span(first, 0, len(first.text[: found.end].rstrip()))
    filed = Dateline(start=start, end=end, place=found.place, date=found.day, agency=found.agency)
    rest = Aligned(first.text, first.runs).cut(found.end, len(first.text))
    kept = (replace(first, text=rest.text, runs=rest.runs),) if rest.text else ()
    return filed, (*passages[:at], *kept, *passages[at + 1 :])
