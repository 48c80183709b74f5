"""Headers: CloudEvents in Kafka's binary mode, the trace, and what went wrong with a reject."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from streams import contracts
from streams.errors import REASONS, Rejected
from streams.messages import Document, Entities, Event, Outcome, Record
from streams.wire import (
    check_version,
    headers,
    read,
    read_reject,
    reject_headers,
    withdrawal_headers,
)
from streams.wire.codec import Written

EXAMPLES = contracts.folder() / "examples"
TRACE = b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def _bytes(example: str) -> bytes:
    return Path(EXAMPLES / f"{example}.json").read_bytes()


DOCUMENT = read(Document, _bytes("document.v1/meeting"))
EVENT = read(Event, _bytes("event.v1/meeting"))
RECORD = read(Record, _bytes("record.v1/meeting"))
OUTCOME = read(Outcome, _bytes("outcome.v1/coded"))
ENTITIES = read(Entities, _bytes("entities.v1/meeting"))
MESSAGES: tuple[Written, ...] = (DOCUMENT, ENTITIES, EVENT, RECORD, OUTCOME)
ALL = {type(each).__name__: each for each in MESSAGES}


@pytest.mark.parametrize("message", ALL.values(), ids=ALL)
def test_cloudevents_attributes(message: Written) -> None:
    kind = type(message).__name__.lower()
    made = dict(headers(message, ()))
    topic = next(topic.name for topic in contracts.topics() if topic.message == kind)
    assert made["ce_specversion"] == b"1.0"
    assert made["ce_type"] == f"dragoman.{kind}.v1".encode()
    assert made["ce_source"] == f"dragoman/{topic}".encode()
    assert made["ce_dataschema"].decode() == contracts.schema(kind)["$id"]
    assert made["content-type"] == b"application/json"
    assert len(made["ce_id"]) == 64


def test_names_are_there_once() -> None:
    names = [name for name, _ in headers(EVENT, (("traceparent", TRACE), ("ce_id", b"x")))]
    assert len(names) == len(set(names))


def test_time_is_that_of_the_article() -> None:
    for message in MESSAGES[:-1]:
        time = dict(headers(message, ()))["ce_time"].decode()
        assert datetime.fromisoformat(time).isoformat() == "2024-05-06T16:30:00+02:00"


@pytest.mark.parametrize(
    ("given_time", "kept"),
    [(b"2024-05-06T16:30:00Z", True), (b"yesterday", False), (b"\xff", False)],
)
def test_an_outcome_takes_the_time_over_from_its_cause(given_time: bytes, kept: bool) -> None:
    made = dict(headers(OUTCOME, (("ce_time", given_time),)))
    assert made.get("ce_time") == (given_time if kept else None)


def test_id_is_a_function_of_the_content() -> None:
    same = dataclasses.replace(EVENT)
    other = dataclasses.replace(EVENT, confidence=0.5)
    ids = [dict(headers(each, ()))["ce_id"] for each in (EVENT, same, other)]
    assert ids[0] == ids[1] != ids[2]


@pytest.mark.parametrize(
    "parent",
    [b"", b"nonsense", TRACE + b"\n", b"00-" + b"0" * 32 + TRACE[35:], TRACE.upper()],
)
def test_trace_that_is_none_is_replaced_by_one_of_the_content(parent: bytes) -> None:
    made = dict(headers(EVENT, (("traceparent", parent), ("tracestate", b"a=b"))))
    assert made["traceparent"] == dict(headers(EVENT, ()))["traceparent"] != parent
    assert made["traceparent"][:3] + made["traceparent"][-3:] == b"00--01"
    assert "tracestate" not in made


def test_trace_is_taken_over() -> None:
    made = dict(headers(EVENT, (("traceparent", TRACE), ("tracestate", b"vendor=1"))))
    assert (made["traceparent"], made["tracestate"]) == (TRACE, b"vendor=1")


def test_all_messages_of_one_article_share_a_trace() -> None:
    assert len({dict(headers(m, ()))["traceparent"] for m in MESSAGES[:3]}) == 1


def test_withdrawals_differ_by_topic_and_cause() -> None:
    made = [
        dict(withdrawal_headers(topic, b"a-1", cause))
        for topic, cause in (
            ("documents", ()),
            ("entities", ()),
            ("documents", (("ce_id", b"1"),)),
            ("documents", ()),
        )
    ]
    assert made[0]["ce_type"] == b"dragoman.document.withdrawn.v1"
    assert made[1]["ce_source"] == b"dragoman/entities"
    ids = [each["ce_id"] for each in made]
    assert ids[0] == ids[3]
    assert len(set(ids)) == 3


def test_withdrawal_of_a_key_that_is_no_text() -> None:
    made = dict(withdrawal_headers("events", b"\xff", (("traceparent", TRACE),)))
    assert made["ce_subject"] == rb"\xff"
    assert made["traceparent"] == TRACE


ORIGINAL = (("traceparent", TRACE), ("x-source", b"feed \xff"), ("x-source", b"again"))


def test_reject_says_what_went_wrong_and_keeps_the_headers() -> None:
    made = reject_headers("events", "bug", "it broke", "p.entities/3/117", "Traceback: …", ORIGINAL)
    note = read_reject(made)
    assert (note.stage, note.reason, note.detail) == ("events", "bug", "it broke")
    assert (note.origin, note.trace) == ("p.entities/3/117", "Traceback: …")
    assert note.headers == ORIGINAL
    assert dict(made)["traceparent"] == TRACE


def test_reject_is_bounded_however_large_what_it_is_given() -> None:
    original = tuple((f"h{n}" * 200, b"v" * 100_000) for n in range(500))
    made = reject_headers("events", "bug", "d" * 9000, "o" * 9000, "t" * 90_000 + "end", original)
    assert sum(len(name) + len(value) for name, value in made) < 64 * 1024
    note = read_reject(made)
    assert len(note.headers) == 32
    assert note.trace.endswith("end")
    assert dict(made)["reject_dropped"] == b"500"


@given(
    st.sampled_from(REASONS),
    st.text(max_size=700),
    st.lists(st.tuples(st.text(max_size=200), st.none() | st.binary(max_size=2000)), max_size=40),
)
def test_reject_always_keeps_its_contract(
    reason: str, detail: str, original: list[tuple[str, bytes | None]]
) -> None:
    bounded = " ".join(detail.split())[:500]
    made = reject_headers("documents", reason, bounded, "", bounded, original)
    value = {name: text.decode(errors="backslashreplace") for name, text in made}
    Draft202012Validator(contracts.schema("reject")).validate(value)


@pytest.mark.parametrize(
    "name", [b"urn:dragoman:schema:event.v9", b"urn:dragoman:schema:", b"urn:dragoman:schema:x.v1"]
)
def test_contract_that_this_build_does_not_know(name: bytes) -> None:
    with pytest.raises(Rejected) as refused:
        check_version((("ce_dataschema", name),))
    assert refused.value.reason == "wrong-version"


def test_contracts_of_this_build_and_of_strangers_pass() -> None:
    for message in ALL.values():
        check_version(headers(message, ()))
    check_version((("ce_dataschema", b"https://example.org/their.schema"), ("x", b"")))
