"""The one path: whatever bytes come, a step answers with messages, never with an exception.

What good articles become is tested in the rooms and in ``tests/laws``; here no model is loaded,
because what is rejected never reaches one.
"""

from __future__ import annotations

import hashlib
from itertools import pairwise
from typing import Any

import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from streams import alerts, contracts, records, wire
from streams.errors import Rejected, Unavailable
from streams.messages import Outcome
from streams.pipeline import (
    Environment,
    Message,
    Options,
    Origin,
    Stage,
    alert_step,
    fold_step,
    reject,
    run,
    stage,
    stages,
    step,
)

STATELESS = [each for each in stages() if each.work is not None]
ENVIRONMENT = Environment()
TRACE = b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
FRENCH = {
    "article_id": "a-1",
    "title": "Le Sénégal et la Gambie signent un accord",
    "body": "Les deux pays ont signé mercredi un accord qui prévoit des patrouilles communes.",
    "published_at": "2025-03-05T17:00:00Z",
}


def _only_rejected(made: list[Message], cause: Message, at: str) -> Outcome:
    """The outcome of a message that was rejected and nothing else."""
    assert [message.topic for message in made] == ["rejects", "outcomes"]
    rejected, counted = made
    assert (rejected.key, rejected.value) == (cause.key, cause.value)
    assert wire.read_reject(rejected.headers).stage == at
    outcome = wire.read(Outcome, counted.value or b"")
    assert outcome.outcome == "rejected"
    assert outcome.reason == wire.read_reject(rejected.headers).reason
    return outcome


@pytest.mark.parametrize("at", STATELESS, ids=lambda at: at.name)
@given(
    value=st.binary(max_size=200) | st.text(max_size=50).map(str.encode),
    key=st.none() | st.binary(max_size=20),
    headers=st.lists(st.tuples(st.text(max_size=10), st.binary(max_size=20)), max_size=3),
)
@example(value=b"[" * 100_000, key=b"k", headers=[])
@example(value=b'{"article_id": "\\ud800"}', key=None, headers=[])
@example(value=b"{}", key=b"\xff", headers=[("ce_dataschema", b"urn:dragoman:schema:event.v9")])
def test_arbitrary_bytes_are_rejected(
    at: Stage, value: bytes, key: bytes | None, headers: list[tuple[str, bytes]]
) -> None:
    cause = Message(at.takes, key, value, tuple(headers), Origin(at.takes, 0, 7))
    _only_rejected(step(at, cause, ENVIRONMENT), cause, at.name)


@given(value=st.binary(max_size=200), key=st.none() | st.binary(max_size=20))
def test_arbitrary_bytes_change_no_record(value: bytes, key: bytes | None) -> None:
    known = records.Known()
    after, made = fold_step(Message("events", key, value), known, ENVIRONMENT)
    _only_rejected(made, Message("events", key, value), "records")
    assert after == known


@pytest.mark.parametrize("at", stages(), ids=lambda at: at.name)
@pytest.mark.parametrize("key", [None, b"", b"\xff"])
def test_withdrawal_without_a_name_is_rejected_or_passed_on(at: Stage, key: bytes | None) -> None:
    cause = Message(at.takes, key, None)
    if at.name == "records":
        _, made = fold_step(cause, records.Known(), ENVIRONMENT)
    elif at.name == "alerts":
        _, made = alert_step(cause, alerts.Watch(), ENVIRONMENT)
        assert wire.read_reject(made.pop().headers).reason == "bad-key"
        assert made == []
        return
    else:
        made = step(at, cause, ENVIRONMENT)
    if at.name in ("documents", "records"):
        outcome = _only_rejected(made, cause, at.name)
        assert outcome.reason == "bad-key"
    else:
        assert [message.value for message in made] == [None]


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        (b"a-1", b"{not json", "not-json"),
        (b"\xff\xfe", orjson.dumps(FRENCH), "bad-key"),
        (b"a-2", orjson.dumps(FRENCH), "bad-key"),
        (b"a-1", orjson.dumps({**FRENCH, "published_at": "1246-01-01T00:00:00Z"}), "bad-date"),
        (b"a-1", orjson.dumps({**FRENCH, "body": "x" * 5_000_000}), "too-large"),
        (b"a-1", orjson.dumps({**FRENCH, "title": "", "body": " "}), "empty-text"),
        (b"a-1", orjson.dumps({**FRENCH, "body": "a\x00"}), "null-bytes"),
        (b"a-1", b'{"article_id": "\\udfff"}', "lone-surrogate"),
        (b"a-1", b'{"a":' * 5000, "too-deep"),
        (b"a-1", orjson.dumps({**FRENCH, "body": None}), "wrong-schema"),
    ],
)
def test_every_bad_article_has_its_reason(key: bytes, value: bytes, reason: str) -> None:
    cause = Message("articles", key, value, (("x-feed", b"1"), ("traceparent", TRACE)))
    made = step(stage("documents"), cause, ENVIRONMENT)
    assert _only_rejected(made, cause, "documents").reason == reason
    note = wire.read_reject(made[0].headers)
    assert note.headers == cause.headers
    assert dict(made[1].headers)["traceparent"] == TRACE


def test_the_stream_goes_on_after_a_bad_article() -> None:
    good = Message("articles", b"a-1", orjson.dumps(FRENCH))
    made = list(run([Message("articles", b"x", b"{"), good], ENVIRONMENT))
    outcomes = [wire.read(Outcome, m.value or b"") for m in made if m.topic == "outcomes"]
    assert [(o.outcome, o.reason) for o in outcomes] == [
        ("rejected", "not-json"),
        ("filtered", "other-language"),
    ]


def test_a_reject_counts_under_the_best_name_that_there_is() -> None:
    origin = Origin("articles", 2, 30)
    names = [
        wire.read(Outcome, reject("documents", cause, Rejected("not-json"))[1].value or b"")
        for cause in (
            Message("articles", b"a-1", b"{", (), origin),
            Message("articles", b"\xff", b"{", (), origin),
            Message("articles", None, b"{"),
        )
    ]
    digest = hashlib.sha256(b"{").hexdigest()
    assert [each.article_id for each in names] == ["a-1", "articles/2/30", digest]


def test_an_article_withdrawn_has_one_outcome_and_is_passed_on() -> None:
    made = step(stage("documents"), Message("articles", b"a-1", None), ENVIRONMENT)
    assert [(m.topic, m.key, m.value is None) for m in made] == [
        ("documents", b"a-1", True),
        ("outcomes", b"a-1", False),
    ]


def _stage(work: Any) -> Stage:
    return Stage("documents", "articles", ("documents",), work, pooled=False)


def test_a_fault_of_ours_is_rejected_with_its_fingerprint() -> None:
    def broken(_: Message, __: Environment) -> list[Message]:
        raise ZeroDivisionError("by nought")

    cause = Message("articles", b"a-1", b"{}")
    twice = [step(_stage(broken), cause, ENVIRONMENT) for _ in range(2)]
    assert _only_rejected(twice[0], cause, "documents").reason == "bug"
    note = wire.read_reject(twice[0][0].headers)
    assert "ZeroDivisionError in test_pipeline.py:broken: by nought" in note.detail
    assert "Traceback" in note.trace
    assert twice[0] == twice[1]


def test_the_worlds_fault_is_raised_for_the_carrier_to_wait() -> None:
    def away(_: Message, __: Environment) -> list[Message]:
        raise Unavailable("no answer")

    with pytest.raises(Unavailable):
        step(_stage(away), Message("articles", b"a-1", b"{}"), ENVIRONMENT)


def test_a_stage_with_state_is_not_stepped() -> None:
    with pytest.raises(ValueError, match="records has state"):
        step(stage("records"), Message("events", b"a-1", None), ENVIRONMENT)


def test_stages_are_a_chain_that_starts_at_articles() -> None:
    flow = stages()
    assert flow[0].takes == "articles"
    for before, after in pairwise(flow):
        assert after.takes == before.name == before.gives[0]
    assert {given for each in flow for given in each.gives} <= {
        topic.name for topic in contracts.topics()
    }


def test_a_mapping_is_read_once_and_applied(tmp_path: Any) -> None:
    path = tmp_path / "m.toml"
    path.write_text('article_id = "id"\nbody = "t"\npublished_at = "at"\n', encoding="utf-8")
    environment = Environment(Options(mapping=str(path)))
    value = {"id": 5, "t": FRENCH["body"], "at": FRENCH["published_at"]}
    made = step(stage("documents"), Message("articles", b"5", orjson.dumps(value)), environment)
    assert wire.read(Outcome, made[-1].value or b"").outcome == "filtered"
