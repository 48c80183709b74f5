"""Bad input of every kind through the real stages on Apache Kafka: one reject each, and on it goes."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable

import pytest
from kafka import KafkaProducer
from kafka.errors import MessageSizeTooLargeError

from streams.cli import main
from streams.runtime import feed, settings
from streams.wire import read_reject
from tests.support.flow import REAL, Flow

pytestmark = [pytest.mark.kafka, pytest.mark.model, pytest.mark.slow]

Make = Callable[..., Flow]


def article(article_id: str, **changes: object) -> bytes:
    fields: dict[str, object] = {
        "article_id": article_id,
        "title": "Talks",
        "body": "Turkey condemned Israel on Monday. Egypt condemned Israel on Tuesday.",
        "published_at": "2024-07-03T10:00:00Z",
    }
    return json.dumps({**fields, **changes}).encode()


BAD: dict[str, tuple[bytes | None, bytes]] = {
    "not-json": (b"k1", b"{not json"),
    "wrong-schema": (b"k2", b'{"article_id": "k2"}'),
    "empty-text": (b"k3", article("k3", title="", body="  ")),
    "too-large": (b"k4", article("k4", body="word " * 1_000_000)),
    "null-bytes": (b"k5", article("k5", body="Turkey\x00condemned Israel")),
    "lone-surrogate": (b"k6", article("k6", body="X").replace(b'"X"', b'"\\ud800"')),
    "bad-date": (b"k7", article("k7", published_at="1246-07-03T10:00:00Z")),
    "too-deep": (b"k8", b'{"a":' * 5000 + b"1" + b"}" * 5000),
    "bad-key": (b"\xff\xfe", article("k9")),
}


def test_bad_input_gives_one_reject_each_and_the_stream_goes_on(
    make_flow: Make, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    flow = make_flow(REAL, pool=1)
    good: list[feed.Outgoing] = [(f"g{i}".encode(), article(f"g{i}")) for i in range(9)]
    alone = "Norway recalled its ambassador from Chad on Monday."
    good.append((b"g9", article("g9", body=alone)))
    mixed = [each for pair in zip(good, BAD.values(), strict=False) for each in pair]
    feed.send(flow.settings, mixed + good[len(BAD) :])
    flow.start()
    flow.await_outcomes(len(mixed) + 1, 120.0)

    rejects = flow.read("rejects")
    found = {read_reject(m.headers).reason: m for m in rejects}
    assert len(rejects) == len(BAD)
    assert set(found) == set(BAD)
    for reason, (key, value) in BAD.items():
        assert (found[reason].key, found[reason].value) == (key, value), reason
        note = read_reject(found[reason].headers)
        assert note.stage == "documents"
        assert note.origin.startswith(flow.settings.topic("articles") + "/")
    events = {m.key for m in flow.read("events") if m.value is not None}
    assert events == {key for key, _ in good}

    for name, setting in settings.variables(flow.settings).items():
        monkeypatch.setenv(name, setting)
    capsys.readouterr()
    assert main(["topics", "audit"]) == 0
    assert f"{len(mixed) + 1} articles = {len(mixed) + 1} outcomes" in capsys.readouterr().out
    _tools(flow, capsys)


def _tools(flow: Flow, capsys: pytest.CaptureFixture[str]) -> None:
    """Rejects listed, shown and sent again; records replayed; a topic followed."""
    assert main(["rejects", "list", "--reason", "bad-date"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    name = line.split()[0]
    assert main(["rejects", "show", name]) == 0
    assert "1246" in capsys.readouterr().out
    assert main(["rejects", "show", name, "--raw"]) == 0
    assert capsys.readouterr().out.encode() == BAD["bad-date"][1]

    before = len(flow.read("articles"))
    assert main(["rejects", "redrive", "--reason", "bad-date"]) == 0
    assert len(flow.read("articles")) == before, "without --go nothing is sent"
    assert main(["rejects", "redrive", "--since", "2001-01-01", "--until", "2001-01-02"]) == 0
    assert "0 would be sent again" in capsys.readouterr().err
    limited = ["--reason", "bad-date", "--since", "2001-01-01", "--rate", "5"]
    assert main(["rejects", "redrive", *limited, "--go"]) == 0
    sent = flow.read("articles")
    assert len(sent) == before + 1
    assert [m.value for m in sent].count(BAD["bad-date"][1]) == 2
    flow.await_quiet("rejects")
    assert len(flow.read("rejects")) == len(BAD) + 1

    capsys.readouterr()
    target = f"v2.{flow.settings.prefix}"
    assert main(["replay", "--from", "entities", "--to", target, "--diff"]) == 0
    said = capsys.readouterr().out
    assert "10 messages read" in said
    events = len([m for m in flow.read("events") if m.value is not None])
    assert f"{events} events are the same" in said
    assert "0 have the same id and changed" in said
    assert "0 are gone" in said
    assert main(["replay", "--from", "events", "--to", target, "--diff"]) == 2
    capsys.readouterr()
    replayed = Flow(settings.read({**_env(flow), "DRAGOMAN_PREFIX": target}), flow.folder)
    assert _values(replayed, "events") == _values(flow, "events")
    assert main(["replay", "--from", "entities", "--to", target, "--until", "2001-01-01"]) == 0
    assert "0 messages read" in capsys.readouterr().out

    _forgotten(flow, capsys)
    assert main(["tail", "events", "--from-start", "--count", "2", "--json"]) == 0
    lines = capsys.readouterr().out.splitlines()
    types = [json.loads(line)["value"]["type"] for line in lines]
    assert len(types) == 2
    assert set(types) <= {"ACCUSE", "SANCTION"}  # articles come from several partitions


def _forgotten(flow: Flow, capsys: pytest.CaptureFixture[str]) -> None:
    """An article is found wherever its text is; a withdrawn one can be erased from ``records``."""
    capsys.readouterr()
    assert main(["topics", "find", "g9"]) == 0
    found = {line.split("/")[0] for line in capsys.readouterr().out.splitlines()}
    holding = ("articles", "documents", "entities", "events", "records", "outcomes")
    assert found == {flow.settings.topic(name) for name in holding}
    assert main(["topics", "find", "g9", "--offsets"]) == 0
    offsets = json.loads(capsys.readouterr().out)["partitions"]
    assert flow.settings.topic("records") not in {each["topic"] for each in offsets}
    last = {(each["topic"], each["partition"]): each["offset"] for each in offsets}
    origin = next(m.origin for m in flow.read("documents") if m.key == b"g9")
    assert origin is not None
    assert last[origin.topic, origin.partition] == origin.offset + 1

    # g0 to g8 tell one event: their records are of all of them, and are left to stand
    keys = {m.key for m in flow.read("records") if b'"g9"' in (m.value or b"")}
    assert len(keys) == 1
    assert main(["topics", "find", "g9", "--erase"]) == 0
    assert f"{len(keys)} keys erased" in capsys.readouterr().err
    assert {m.key for m in flow.read("records") if m.value is None} == keys
    assert main(["topics", "find", "nobody"]) == 1


def _env(flow: Flow) -> dict[str, str]:
    return settings.variables(flow.settings)


def _values(flow: Flow, topic: str) -> list[bytes | None]:
    return sorted((m.value for m in flow.read(topic)), key=lambda value: value or b"")


def test_the_broker_refuses_what_unfolds_to_more_than_a_message_may_hold(make_flow: Make) -> None:
    flow = make_flow()
    sender = KafkaProducer(
        bootstrap_servers=flow.settings.bootstrap,
        compression_type="gzip",
        max_request_size=2**30,
        acks="all",
    )
    topic = flow.settings.topic("articles")
    small = article("small", body="word " * 100_000)
    sender.send(topic, small, b"small").get(30)
    bomb = article("bomb", body="word " * 8_000_000)
    assert len(gzip.compress(bomb)) < 200_000, "small enough on its way"
    with pytest.raises(MessageSizeTooLargeError):
        sender.send(topic, bomb, b"bomb").get(60)
    sender.close()
    assert [message.key for message in flow.read("articles")] == [b"small"]


def test_topics_are_created_checked_and_asked_for(
    make_flow: Make, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    flow = make_flow()
    for name, value in _env(flow).items():
        monkeypatch.setenv(name, value)
    assert main(["topics", "check"]) == 0
    assert main(["topics", "create"]) == 0
    assert "every topic is there" in capsys.readouterr().out

    monkeypatch.setenv("DRAGOMAN_PREFIX", "nowhere.")
    assert main(["topics", "check"]) == 1
    assert "nowhere.articles: the topic is missing" in capsys.readouterr().out
    assert main(["worker"]) == 2
    said = capsys.readouterr().err
    assert "run `dragoman topics create` first" in said
    assert len(said.splitlines()) == 1
