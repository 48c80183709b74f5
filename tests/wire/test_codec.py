"""Our own messages survive the way to bytes and back, and nothing else is taken for one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams import contracts, messages
from streams.errors import Rejected
from streams.messages import Entities, Event, Outcome
from streams.wire import codec, read, write
from tests.support.records import record

EXAMPLES = [
    path
    for message in contracts.MESSAGES
    if message not in ("article", "reject")
    for path in sorted((contracts.folder() / "examples" / f"{message}.v1").glob("*.json"))
]


def _class(path: Path) -> Any:
    return getattr(messages, path.parent.name.split(".")[0].title())


def _event() -> dict[str, Any]:
    path = contracts.folder() / "examples" / "event.v1" / "claimed-killing.json"
    event: dict[str, Any] = orjson.loads(path.read_bytes())
    return event


def test_a_record_has_the_same_bytes_whether_or_not_its_reports_were_written_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(codec, "_MOST_ENCODED", 2)
    monkeypatch.setattr(codec, "_ENCODED", {})
    made = [record(name) for name in "abcd"]
    for each in (
        *made,
        *made[::-1],
        replace(made[0], reports=(*made[0].reports, *made[1].reports)),
    ):
        assert write(each) == orjson.dumps(each, option=orjson.OPT_SORT_KEYS)
        assert len(codec._ENCODED) <= 2, "bounded"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_there_and_back(path: Path) -> None:
    message = read(_class(path), path.read_bytes())
    again = read(_class(path), write(message))
    assert again == message
    assert write(again) == write(message)
    assert orjson.loads(write(message)) == orjson.loads(path.read_bytes())


def test_parts_come_back_as_their_own_classes() -> None:
    event = read(Event, orjson.dumps(_event()))
    assert isinstance(event.magnitude["killed"], messages.Quantity)
    assert isinstance(event.evidence, messages.Evidence)
    assert isinstance(event.contexts, tuple)


def test_dictionaries_are_written_in_one_order() -> None:
    one, other = ({"killed": 1, "injured": 2}, {"injured": 2, "killed": 1})
    made = [
        Outcome(article_id="a", content_hash=None, stage="s", outcome="empty", detail=detail)
        for detail in (one, other)
    ]
    assert write(made[0]) == write(made[1])


def test_integers_written_as_numbers_come_back_as_integers() -> None:
    path = contracts.folder() / "examples" / "entities.v1" / "meeting.json"
    value = orjson.loads(path.read_bytes())
    value["parse"]["start"] = [float(start) for start in value["parse"]["start"]]
    value["mentions"][0]["start"] = float(value["mentions"][0]["start"])
    found = read(Entities, orjson.dumps(value))
    assert {type(start) for start in found.parse.start} == {int}
    assert type(found.mentions[0].start) is int


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (b"{", "not-json"),
        (b"[" * 5000, "too-deep"),
        (b'{"event_id": "\\ud800"}', "lone-surrogate"),
        (b"[]", "wrong-schema"),
        (b"{}", "wrong-schema"),
        (orjson.dumps({**_event(), "extra": 1}), "wrong-schema"),
        (orjson.dumps({**_event(), "confidence": 7}), "wrong-schema"),
    ],
)
def test_what_is_no_event_is_rejected(value: bytes, reason: str) -> None:
    with pytest.raises(Rejected) as refused:
        read(Event, value)
    assert refused.value.reason == reason


@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_no_event(value: bytes) -> None:
    with pytest.raises(Rejected):
        read(Event, value)


@given(st.data())
def test_a_damaged_event_is_read_or_rejected(data: st.DataObject) -> None:
    event = _event()
    name = data.draw(st.sampled_from(sorted(event)))
    event[name] = data.draw(st.none() | st.integers(-9, 9) | st.text(max_size=5) | st.just([{}]))
    try:
        found = read(Event, orjson.dumps(event))
    except Rejected as why:
        assert why.reason == "wrong-schema"
    else:
        assert orjson.loads(write(found)) == event
