"""Topics, stages and messages: none without the others."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from streams import contracts, pipeline
from streams.contracts.folder import Topic, read_topics

TOPICS = {topic.name: topic for topic in contracts.topics()}


@pytest.mark.parametrize("path", sorted((contracts.folder() / "topics").glob("*")), ids=str)
def test_file_is_named_for_its_topic(path: Path) -> None:
    assert path.name == f"{yaml.safe_load(path.read_text(encoding='utf-8'))['name']}.yaml"


def test_every_message_has_one_topic_and_every_topic_a_message() -> None:
    assert sorted(topic.message for topic in TOPICS.values()) == sorted(contracts.MESSAGES)


@pytest.mark.parametrize("stage", pipeline.stages(), ids=lambda stage: stage.name)
def test_declarations_name_the_stages_that_use_the_topics(stage: pipeline.Stage) -> None:
    assert stage.name in TOPICS[stage.takes].consumers
    for given in stage.gives:
        assert stage.name in TOPICS[given].producer


def test_declarations_name_no_stage_that_does_not_use_the_topic() -> None:
    flow = {stage.name: stage for stage in pipeline.stages()}
    for topic in TOPICS.values():
        for name in flow.keys() & set(topic.producer):
            assert topic.name in flow[name].gives
        for name in flow.keys() & set(topic.consumers):
            assert topic.name == flow[name].takes


def test_a_reject_can_carry_what_it_rejects() -> None:
    room = {name: topic.max_message_bytes for name, topic in TOPICS.items()}
    # more than the others: what went wrong is said in headers on top of the original
    assert room.pop("rejects") == 17 * 1024 * 1024
    assert set(room.values()) == {16 * 1024 * 1024}
    assert pipeline.Options().article_limit < 16 * 1024 * 1024


def test_what_strangers_write_is_bounded_unfolded() -> None:
    outside = {name for name, topic in TOPICS.items() if "your producers" in topic.producer}
    assert outside == {"articles"}
    assert {n for n, topic in TOPICS.items() if topic.compression == "uncompressed"} == outside
    assert {topic.compression for topic in TOPICS.values()} <= {"uncompressed", "producer"}


@pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS)
def test_topic_is_compacted_or_has_a_retention(topic: Topic) -> None:
    assert topic.compacted is (topic.retention_hours is None)
    assert topic.partitions >= 1


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"owner": "us"}, "records.yaml has unknown owner"),
        ({"key": None}, "records.yaml lacks key"),
    ],
)
def test_a_wrong_declaration_is_refused(
    tmp_path: Path, change: dict[str, object], complaint: str
) -> None:
    source = contracts.folder() / "topics" / "records.yaml"
    found = yaml.safe_load(source.read_text(encoding="utf-8")) | change
    kept = {name: value for name, value in found.items() if value is not None or name != "key"}
    (tmp_path / "records.yaml").write_text(yaml.safe_dump(kept), encoding="utf-8")
    with pytest.raises(ValueError, match=complaint):
        read_topics(tmp_path)
