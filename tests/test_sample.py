"""The sample that the demo sends shows what the README says it shows."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import streams
from streams.errors import Rejected
from streams.wire import read_article

SAMPLE = Path(streams.__file__).parent / "sample" / "articles.jsonl"
LINES: list[dict[str, Any]] = [
    json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()
]
ARTICLES = [line for line in LINES if "body" in line]
LIMIT = 4 * 1024 * 1024


def _bytes(line: dict[str, Any]) -> bytes:
    return json.dumps(line).encode()


@pytest.mark.parametrize("line", ARTICLES, ids=lambda line: line["article_id"])
def test_every_article_keeps_the_contract(line: dict[str, Any]) -> None:
    article = read_article(_bytes(line), None, limit=LIMIT)
    assert "example.org" in (article.url or "")
    assert article.publisher


def test_enough_articles_from_enough_outlets() -> None:
    assert len({line["article_id"] for line in ARTICLES}) >= 24
    assert len({line["publisher"] for line in ARTICLES}) >= 12


def test_one_article_is_corrected_after_it_was_sent() -> None:
    twice = [name for name, n in Counter(a["article_id"] for a in ARTICLES).items() if n > 1]
    assert len(twice) == 1
    first, second = (a for a in ARTICLES if a["article_id"] == twice[0])
    assert first["body"] != second["body"]


def test_one_article_is_withdrawn_after_it_was_sent() -> None:
    (withdrawal,) = (line for line in LINES if line.get("withdraw"))
    before = LINES[: LINES.index(withdrawal)]
    assert withdrawal["article_id"] in {line.get("article_id") for line in before}


def test_one_message_is_malformed() -> None:
    (malformed,) = (line for line in LINES if "raw" in line)
    with pytest.raises(Rejected, match="not-json"):
        read_article(malformed["raw"].encode(), None, limit=LIMIT)


def test_one_story_is_told_by_three_outlets() -> None:
    told = [a for a in ARTICLES if "Mandera" in a["body"]]
    assert len(told) == 3
    assert len({a["publisher"] for a in told}) == 3


def test_a_page_with_markup_is_left_as_it_came() -> None:
    assert any("<p>" in a["body"] and "&rsquo;" in a["body"] for a in ARTICLES)
