"""The recount: what it accepts, and that it finds what is lost or doubled."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import orjson

from streams import documents
from streams.errors import Rejected
from streams.pipeline import Message, Origin, reject
from streams.runtime.audit import Audit, audit

LIMIT = 1_000_000


def article(article_id: str, body: str, offset: int = 0) -> Message:
    fields = {
        "article_id": article_id,
        "title": "A title",
        "body": body,
        "published_at": "2024-07-03T10:00:00Z",
    }
    origin = Origin("t.articles", 0, offset)
    return Message("articles", article_id.encode(), orjson.dumps(fields), (), origin)


def outcome(
    article_id: str, content_hash: str | None, kind: str = "coded", stage: str = "events"
) -> Message:
    body: dict[str, Any] = {
        "article_id": article_id,
        "content_hash": content_hash,
        "stage": stage,
        "outcome": kind,
        "reason": None,
        "event_ids": [],
    }
    return Message("outcomes", article_id.encode(), orjson.dumps(body))


def digest(body: str) -> str:
    return documents.content_hash("A title", body)


def recount(articles: list[Message], outcomes: list[Message]) -> Audit:
    return audit(articles, outcomes, None, limit=LIMIT)


def test_one_outcome_a_version_holds_and_repeats_do_not_count() -> None:
    articles = [article("a", "one"), article("a", "two"), article("b", "one"), article("a", "one")]
    outcomes = [
        outcome("a", digest("one")),
        outcome("a", digest("two"), "empty"),
        outcome("b", digest("one"), "filtered", "documents"),
        outcome("a", digest("one")),
    ]
    found = recount(articles, outcomes)
    assert found.holds
    assert (found.messages, found.versions) == (4, 3)
    assert found.sums == {"coded": 1, "empty": 1, "filtered": 1}
    assert "3 articles = 3 outcomes" in found.lines()


def test_a_lost_version_is_named() -> None:
    found = recount([article("a", "one"), article("a", "two", 7)], [outcome("a", digest("one"))])
    assert not found.holds
    assert found.missing == ["a at t.articles/0/7"]
    assert any("a at t.articles/0/7" in line for line in found.lines())


def test_two_different_outcomes_are_named() -> None:
    both = [outcome("a", digest("one")), outcome("a", digest("one"), "empty")]
    found = recount([article("a", "one")], both)
    assert found.doubled == ["a at t.articles/0/0: coded, empty"]
    assert not found.holds


def test_unreadable_messages_are_known_by_key_or_origin() -> None:
    keyed = Message("articles", b"k", b"{not json", (), Origin("t.articles", 1, 5))
    bare = Message("articles", None, b"\xff", (), Origin("t.articles", 1, 6))
    odd = Message("articles", b"\xff\xfe", b"[]", (), Origin("t.articles", 1, 7))
    articles = [keyed, bare, odd]
    outcomes = [reject("documents", m, Rejected("not-json"))[1] for m in articles]
    found = recount(articles, outcomes)
    assert found.holds
    assert found.sums == {"rejected": 3}
    assert not recount(articles, outcomes[:2]).holds


def test_a_withdrawal_is_a_version_of_its_own() -> None:
    gone = replace(article("a", ""), value=None)
    both = [outcome("a", digest("one")), outcome("a", None, "withdrawn", "documents")]
    found = recount([article("a", "one"), gone], both)
    assert found.holds
    assert found.sums == {"coded": 1, "withdrawn": 1}
    assert recount([article("a", "one"), gone], both[:1]).missing == ["a at t.articles/0/0"]


def test_a_reject_of_a_later_stage_settles_one_version_of_its_article() -> None:
    later = outcome("a", hashlib.sha256(b"document").hexdigest(), "rejected", "entities")
    assert recount([article("a", "one")], [later]).sums == {"rejected": 1}
    found = recount([article("a", "one"), article("a", "two", 1)], [later])
    assert found.missing == ["a at t.articles/0/1"]


def test_no_articles_hold() -> None:
    assert recount([], []).holds
