"""What a replay changes, told from messages in memory."""

from __future__ import annotations

import orjson

from streams.pipeline import Message
from streams.runtime import difference
from streams.runtime.difference import Replayed, compare


def event(article: str, number: int, version: str = "v1", **fields: object) -> Message:
    body = {
        "event_id": f"{article}/{number}",
        "article_id": article,
        "content_hash": version,
        "type": "CONSULT",
        "coder": "old",
        **fields,
    }
    return Message("events", article.encode(), orjson.dumps(body))


def outcome(article: str, kind: str, version: str | None = "v1") -> Message:
    body = {"article_id": article, "content_hash": version, "outcome": kind}
    return Message("outcomes", article.encode(), orjson.dumps(body))


def replayed(*messages: Message) -> Replayed:
    found = Replayed()
    for message in messages:
        found.take(message)
    return found


def test_events_are_the_same_changed_gone_or_new() -> None:
    live = [event("a", 0), event("a", 1), event("a", 2), Message("events", b"a", None)]
    today = replayed(
        event("a", 0, coder="new", ontology="2"),
        event("a", 1, type="AGREE", coder="new"),
        event("a", 3),
        outcome("a", "coded"),
    )
    found = compare(live, today)
    assert found.same == 1, "another build alone is no change"
    assert [(old["type"], new["type"]) for old, new in found.changed] == [("CONSULT", "AGREE")]
    assert [body["event_id"] for body in found.gone] == ["a/2"]
    assert [body["event_id"] for body in found.added] == ["a/3"]
    assert found.fields() == {"type": 1}


def test_an_article_that_is_empty_now_has_lost_its_events() -> None:
    found = compare([event("a", 0)], replayed(outcome("a", "empty")))
    assert [body["event_id"] for body in found.gone] == ["a/0"]


def test_only_what_was_replayed_is_compared() -> None:
    live = [event("other", 0), event("a", 0, version="v0"), event("a", 0)]
    found = compare(live, replayed(event("a", 0), outcome("a", "coded")))
    assert (found.same, found.gone, found.added) == (1, [], [])
    rejected = replayed(outcome("other", "rejected"), outcome("a", "withdrawn", None))
    assert compare(live, rejected).gone == []


def test_the_last_telling_on_the_live_topic_counts() -> None:
    live = [event("a", 0, type="AID"), event("a", 0)]
    assert compare(live, replayed(event("a", 0))).same == 1


def test_lines_give_sums_fields_and_examples_of_each() -> None:
    live = [event("a", n) for n in range(5)]
    today = replayed(event("a", 0, type="AID"), event("b", 0), outcome("a", "coded"))
    lines = list(difference.lines(compare(live, today), lambda body: body["event_id"], most=2))
    assert lines == [
        "       0 events are the same",
        "       1 have the same id and changed",
        "       4 are gone",
        "       1 are new",
        "       1 differ in type",
        "- a/1",
        "- a/2",
        "+ b/0",
        "~ a/0  [type]",
    ]
