"""From article to document as a whole."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.documents import Filtered, content_hash, read, source_span
from streams.errors import Rejected
from streams.messages import Article, Document

ARTICLE = Article(
    article_id="a-1",
    title="Kenya recalls its envoy",
    body=(
        "<p><b>KAMPALA, July 3 (Wire) &mdash;</b> Kenya recalled its envoy to Uganda on Tuesday."
        "</p><p>Advertisement</p><p>Uganda&rsquo;s foreign minister said that he was sorry.</p>"
    ),
    published_at="2024-07-04T06:00:00+00:00",
)


def document(article: Article) -> Document:
    made = read(article, language_floor=0.6)
    assert isinstance(made, Document)
    return made


def test_a_document_is_clean_dated_and_signed() -> None:
    made = document(ARTICLE)
    assert [p.text for p in made.passages] == [
        "Kenya recalls its envoy",
        "Kenya recalled its envoy to Uganda on Tuesday.",
        "Uganda’s foreign minister said that he was sorry.",
    ]
    assert made.anchor == "2024-07-03"
    assert made.content_hash == content_hash(ARTICLE.title, ARTICLE.body)
    assert made.language == "en"
    assert len(made.signature) == 256


def test_the_dateline_is_kept_with_its_place_in_the_body() -> None:
    filed = document(ARTICLE).dateline
    assert filed is not None
    assert (filed.place, filed.country, filed.date, filed.agency) == (
        "KAMPALA",
        None,
        "2024-07-03",
        "Wire",
    )
    assert ARTICLE.body[filed.start : filed.end] == "KAMPALA, July 3 (Wire) &mdash;"


def test_offsets_refer_to_the_body_as_received() -> None:
    first = document(ARTICLE).passages[1]
    start, end = source_span(first, 0, 5)
    assert ARTICLE.body[start:end] == "Kenya"
    last = document(ARTICLE).passages[2]
    start, end = source_span(last, 0, 8)
    assert ARTICLE.body[start:end] == "Uganda&rsquo;s"


def test_a_dateline_that_stands_alone_leaves_no_empty_passage() -> None:
    made = document(replace(ARTICLE, body="DOHA, July 3 —\n\nThe ministers of the two states met."))
    assert [p.text for p in made.passages][1:] == ["The ministers of the two states met."]
    assert made.dateline is not None


def test_the_signature_ignores_headline_and_dateline() -> None:
    other = replace(
        ARTICLE,
        title="Envoy called home from Kampala",
        body=ARTICLE.body.replace("KAMPALA, July 3 (Wire)", "NAIROBI, July 4 (Other)"),
    )
    assert document(other).signature == document(ARTICLE).signature
    assert document(other).content_hash != document(ARTICLE).content_hash


def test_another_language_is_filtered_with_hash_and_reason() -> None:
    made = read(replace(ARTICLE, language="fr"), language_floor=0.6)
    assert made == Filtered(
        content_hash(ARTICLE.title, ARTICLE.body), "other-language", "declared fr"
    )


def test_an_article_of_boilerplate_only_is_undecidable() -> None:
    made = read(replace(ARTICLE, title="", body="<p>Advertisement</p>"), language_floor=0.6)
    assert isinstance(made, Filtered)
    assert made.reason == "undecidable-language"


def test_a_time_that_is_none_is_rejected() -> None:
    with pytest.raises(Rejected) as caught:
        read(replace(ARTICLE, published_at="1246-01-01T00:00:00Z"), language_floor=0.6)
    assert caught.value.reason == "bad-date"


def test_reading_twice_gives_the_same() -> None:
    assert document(ARTICLE) == document(ARTICLE)


@given(st.text(), st.text(), st.sampled_from([None, "en", "fr", ""]))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_or_filtered(title: str, body: str, language: str | None) -> None:
    made = read(replace(ARTICLE, title=title, body=body, language=language), language_floor=0.6)
    if isinstance(made, Document):
        for passage in made.passages:
            source = title if passage.field == "title" else body
            start, end = source_span(passage, 0, len(passage.text))
            assert 0 <= start < end <= len(source)
