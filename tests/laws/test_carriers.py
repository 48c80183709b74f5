"""One law, every carrier: the stateless stages give the same bytes whoever carries them, and from
events in another order the same records stand in the end.

The library in this process, Faust on the embedded broker and Faust on Apache Kafka read the same
articles; key, value and headers of everything they give are compared, topic by topic.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from streams import pipeline, wire
from streams.messages import Record
from streams.pipeline import Message, Origin
from streams.runtime import feed
from tests.support.flow import REAL, Flow, settings_for
from tests.support.stories import standing

pytestmark = [pytest.mark.model, pytest.mark.slow]

SAMPLE = Path(__file__).parents[2] / "streams" / "sample" / "articles.jsonl"
STATELESS = ("documents", "entities", "events", "outcomes", "rejects")
TOPICS = (*STATELESS, "records")

Given = dict[str, list[tuple[bytes | None, bytes | None, tuple[tuple[str, bytes], ...]]]]


@pytest.fixture(scope="module")
def outgoing() -> list[feed.Outgoing]:
    """The sample articles."""
    return list(feed.read(SAMPLE))


PLACED = frozenset({"reject_origin", "ce_subject", "ce_id", "traceparent"})
"""Headers of a reject that say where the original was read: that is the carrier's business."""
ARTICLE = "ce_sequence"
"""Says of every message where its article was read."""


def by_key(messages: list[Message], prefix: str) -> Given:
    """What each topic holds, by key and, within a key, in order.

    Several stages write outcomes and rejects; which of two stages is first is not promised.
    """
    given: Given = {topic: [] for topic in TOPICS}
    for each in messages:
        topic = each.topic.removeprefix(prefix)
        placed = PLACED if topic == "rejects" else frozenset()
        headers = tuple(
            (name, value) for name, value in each.headers if name not in {*placed, ARTICLE}
        )
        given[topic].append((each.key, each.value, headers))
    for topic, found in given.items():
        several = topic in ("outcomes", "rejects")
        found.sort(key=lambda one: (one[0] or b"", (one[1] or b"") if several else b""))
    return given


@pytest.fixture(scope="module")
def embedded(outgoing: list[feed.Outgoing]) -> Given:
    """What the library gives in this process."""
    environment = pipeline.Environment()
    messages = [
        Message("articles", key, value, (), Origin("articles", 0, n))
        for n, (key, value) in enumerate(outgoing)
    ]
    return by_key(list(pipeline.run(messages, environment)), "")


def carried(bootstrap: str, outgoing: list[feed.Outgoing], folder: Path) -> Given:
    """What the worker gives on a broker."""
    flow = Flow(settings_for(bootstrap, pool=1, fetch_wait_seconds=0.05), folder, REAL).create()
    feed.send(flow.settings, outgoing)
    worker = flow.start()
    try:
        flow.await_outcomes(len({key for key, _ in outgoing}), 120.0)
        flow.await_total(len(outgoing), 60.0)
        flow.await_quiet("records")
        read = [message for topic in TOPICS for message in flow.read(topic)]
        assert worker.stop(signal.SIGTERM) == 0
    finally:
        flow.close()
    return by_key(read, flow.settings.prefix)


def stands(given: Given) -> dict[frozenset[str], Record]:
    """The records that stand in the end, without what may depend on the order of events."""
    return standing(wire.read(Record, value) for _, value, _ in given["records"] if value)


@pytest.fixture(scope="module")
def on_embedded_broker(
    embedded_broker: str, outgoing: list[feed.Outgoing], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Given]:
    """What the worker gives on the embedded broker."""
    yield carried(embedded_broker, outgoing, tmp_path_factory.mktemp("tansu"))


@pytest.fixture(scope="module")
def on_kafka(
    kafka: str, outgoing: list[feed.Outgoing], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Given]:
    """What the worker gives on Apache Kafka."""
    yield carried(kafka, outgoing, tmp_path_factory.mktemp("kafka"))


def test_the_sample_reaches_every_topic(embedded: Given) -> None:
    assert all(embedded[topic] for topic in TOPICS)


@pytest.mark.broker
@pytest.mark.parametrize("topic", STATELESS)
def test_faust_on_the_embedded_broker_gives_the_same(
    embedded: Given, on_embedded_broker: Given, topic: str
) -> None:
    assert on_embedded_broker[topic] == embedded[topic]


@pytest.mark.broker
def test_faust_on_the_embedded_broker_leaves_the_same_records(
    embedded: Given, on_embedded_broker: Given
) -> None:
    assert stands(on_embedded_broker) == stands(embedded)


@pytest.mark.kafka
def test_faust_on_apache_kafka_leaves_the_same_records(embedded: Given, on_kafka: Given) -> None:
    assert stands(on_kafka) == stands(embedded)


@pytest.mark.kafka
@pytest.mark.parametrize("topic", STATELESS)
def test_faust_on_apache_kafka_gives_the_same(embedded: Given, on_kafka: Given, topic: str) -> None:
    assert on_kafka[topic] == embedded[topic]
