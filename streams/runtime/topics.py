"""The topics on a broker: created as ``schemas/topics`` declares them, and compared with that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, NewTopic
from kafka.errors import KafkaError, TopicAlreadyExistsError

from streams import contracts
from streams.contracts import Topic
from streams.errors import Unavailable
from streams.runtime import security
from streams.runtime.settings import Settings

_HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a topic on the broker is not what was declared; ``found`` null is not there at all."""

    topic: str
    what: str
    wanted: str
    found: str | None

    def __str__(self) -> str:
        if self.found is None:
            return f"{self.topic}: {self.what} is missing"
        return f"{self.topic}: {self.what} is {self.found}, declared is {self.wanted}"


def configuration(topic: Topic) -> dict[str, str]:
    """The broker's settings for a declared topic."""
    chosen = {
        "max.message.bytes": str(topic.max_message_bytes),
        "cleanup.policy": "compact" if topic.compacted else "delete",
        "compression.type": topic.compression,
    }
    if topic.retention_hours is not None:
        chosen["retention.ms"] = str(topic.retention_hours * _HOUR_MS)
    return chosen


@contextmanager
def admin(settings: Settings) -> Iterator[Any]:
    """An administrator's connection.

    Raises:
        Unavailable: no broker answers, or it refuses.
    """
    try:
        client = KafkaAdminClient(**security.clients(settings))
    except (KafkaError, ValueError) as why:
        raise security.no_answer(settings, why) from None
    try:
        yield client
    except KafkaError as why:
        raise Unavailable(f"Kafka at {settings.bootstrap} refuses: {why}") from None
    finally:
        client.close()


def create(settings: Settings, partitions: int | None = None) -> list[str]:
    """Creates the declared topics that are not there yet; gives their physical names.

    Args:
        partitions: instead of the declared number, for every topic that is declared with several.

    Raises:
        Unavailable: the broker does not answer or refuses.
    """
    with admin(settings) as client:
        there = set(client.list_topics())
        made = []
        for topic in contracts.topics():
            name = settings.topic(topic.name)
            if name in there:
                continue
            number = partitions if partitions and topic.partitions > 1 else topic.partitions
            wanted = NewTopic(
                name, number, settings.replication, topic_configs=configuration(topic)
            )
            _create(client, wanted)
            made.append(name)
        return made


def _create(client: Any, topic: NewTopic) -> None:
    with suppress(TopicAlreadyExistsError):  # somebody else created it just now; `check` compares
        client.create_topics([topic])


def check(settings: Settings) -> list[Difference]:
    """Every difference between the declared topics and those on the broker.

    A broker that reports no settings (the embedded one) is compared by name and partitions only.
    More partitions than declared are fine: the declaration is a start, not a limit.

    Raises:
        Unavailable: the broker does not answer.
    """
    found: list[Difference] = []
    with admin(settings) as client:
        there = set(client.list_topics())
        for topic in contracts.topics():
            name = settings.topic(topic.name)
            if name not in there:
                found.append(Difference(name, "the topic", "", None))
            else:
                found.extend(_differences(client, topic, name))
    return found


def _differences(client: Any, topic: Topic, name: str) -> Iterator[Difference]:
    partitions = len(client.describe_topics([name])[0]["partitions"])
    if partitions < topic.partitions or (topic.partitions == 1 and partitions > 1):
        yield Difference(name, "partitions", str(topic.partitions), str(partitions))
    wanted = configuration(topic)
    # all of them are asked for: the embedded broker breaks off when asked for some
    actual = client.describe_configs([ConfigResource("TOPIC", name)])["topic"][name]
    for key, value in wanted.items():
        if actual and (key not in actual or actual[key]["value"] != value):
            yield Difference(name, key, value, actual.get(key, {}).get("value", "unknown"))
