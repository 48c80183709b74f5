"""Articles in other people's JSON, by a TOML of field paths."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from streams.errors import BadSetting, Rejected
from streams.messages import Article
from streams.wire import Mapping, read_article

# A newspaper's content system: headline in a part of its own, blocks, several dates.
PAPER_MAPPING = """
article_id = "id"
title = "headline.main"
body = ["standfirst", "blocks.*.text"]
published_at = "dates.0.value"
url = "links.canonical"

[constants]
publisher = "The Example Times"
language = "en"
"""
PAPER: dict[str, Any] = {
    "id": 40817,
    "headline": {"main": "Peru recalls envoy", "kicker": "World"},
    "standfirst": "Lima calls its ambassador home.",
    "blocks": [
        {"type": "p", "text": "Peru recalled its ambassador on Friday."},
        {"type": "image", "source": "x.jpg"},
        {"type": "p", "text": "  "},
        {"type": "p", "text": "No reason was given."},
    ],
    "dates": [{"kind": "published", "value": "2024-03-01T09:00:00-05:00"}, {"kind": "updated"}],
    "links": {"canonical": "https://example.org/40817"},
}

# An agency's feed: flat, the text in one piece, the outlet in the item.
AGENCY_MAPPING = """
article_id = "guid"
title = "ttl"
body = "txt"
published_at = "sent"
publisher = "src.name"
"""
AGENCY: dict[str, Any] = {
    "guid": "urn:agency:77",
    "ttl": "Laos, Thailand sign accord",
    "txt": "Laos and Thailand signed an accord.\n\nIt covers fishing.",
    "sent": "2024-03-01T03:12:00Z",
    "src": {"name": "Mekong Desk"},
}


def _mapping(tmp_path: Path, text: str) -> Mapping:
    path = tmp_path / "mapping.toml"
    path.write_text(text, encoding="utf-8")
    return Mapping.read(str(path))


def _read(tmp_path: Path, mapping: str, value: dict[str, Any]) -> Article:
    return read_article(orjson.dumps(value), _mapping(tmp_path, mapping), limit=1_000_000)


def test_a_newspaper(tmp_path: Path) -> None:
    assert _read(tmp_path, PAPER_MAPPING, PAPER) == Article(
        article_id="40817",
        title="Peru recalls envoy",
        body="Lima calls its ambassador home.\n\n"
        "Peru recalled its ambassador on Friday.\n\nNo reason was given.",
        published_at="2024-03-01T09:00:00-05:00",
        url="https://example.org/40817",
        publisher="The Example Times",
        language="en",
    )


def test_an_agency(tmp_path: Path) -> None:
    assert _read(tmp_path, AGENCY_MAPPING, AGENCY) == Article(
        article_id="urn:agency:77",
        title="Laos, Thailand sign accord",
        body=AGENCY["txt"],
        published_at="2024-03-01T03:12:00+00:00",
        publisher="Mekong Desk",
    )


def test_a_path_that_leads_nowhere_leaves_the_field_out(tmp_path: Path) -> None:
    article = _read(tmp_path, PAPER_MAPPING, {**PAPER, "headline": "text, not an object"})
    assert article.title == ""
    with pytest.raises(Rejected, match=r"wrong-schema: article: .*published_at"):
        _read(tmp_path, PAPER_MAPPING, {**PAPER, "dates": []})


def test_a_value_of_another_kind_is_refused_by_the_contract(tmp_path: Path) -> None:
    with pytest.raises(Rejected, match="wrong-schema: article: body must be string"):
        _read(tmp_path, AGENCY_MAPPING, {**AGENCY, "txt": {"html": "<p>"}})
    with pytest.raises(Rejected, match="wrong-schema: article: article_id must be string"):
        _read(tmp_path, AGENCY_MAPPING, {**AGENCY, "guid": True})


def test_a_path_wins_over_what_has_our_name_by_chance(tmp_path: Path) -> None:
    article = _read(tmp_path, AGENCY_MAPPING, {**AGENCY, "title": "not this one"})
    assert article.title == AGENCY["ttl"]


LINE = 'article_id = "a"\nbody = "b"\npublished_at = "c"\n'


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("body = ", "is not TOML"),
        ('article_id = "a"\nbody = "b"', "published_at is missing"),
        (LINE + 'headline = "d"', "headline is no field of an article; those are article_id"),
        (LINE + "title = 3", 'title is to be a path like "a.b.0"'),
        (LINE + "title = []", 'title is to be a path like "a.b.0"'),
        (LINE + 'title = "a..b"', 'title is to be a path like "a.b.0"'),
        (LINE + 'url = ["a", "b"]', "url takes one path"),
        (LINE + 'constants = "en"', "constants is to be a table"),
        (LINE + "[constants]\nlanguage = 3", "the constant language is to be text"),
        (LINE + '[constants]\nbody = "x"', "body has both a path and a constant"),
        (LINE + '[constants]\nsection = "x"', "section is no field of an article"),
    ],
)
def test_a_mistake_is_one_clear_line(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(BadSetting) as refused:
        _mapping(tmp_path, text)
    said = str(refused.value)
    assert complaint in said
    assert "mapping.toml" in said
    assert "\n" not in said


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"gone\.toml cannot be read: No such file"):
        Mapping.read(str(tmp_path / "gone.toml"))
