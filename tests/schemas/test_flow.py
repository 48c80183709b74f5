"""Every message that the whole flow makes of the sample keeps the contract of its topic."""

from __future__ import annotations

from collections import Counter

import orjson
import pytest
from jsonschema import Draft202012Validator

from streams import contracts, pipeline, wire
from streams.messages import Outcome
from streams.pipeline import Environment, Message, Options
from tests.test_sample import LINES

pytestmark = pytest.mark.model

VALIDATORS = {
    topic.name: Draft202012Validator(contracts.schema(topic.message))
    for topic in contracts.topics()
}


def _sent(line: dict[str, object]) -> Message:
    if "raw" in line:
        return Message("articles", str(line["key"]).encode(), str(line["raw"]).encode())
    value = None if line.get("withdraw") else orjson.dumps(line)
    return Message("articles", str(line["article_id"]).encode(), value)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Message]:
    rules = tmp_path_factory.mktemp("rules") / "all.toml"
    rules.write_text('[[rule]]\nname = "whatever-is-reported"\nmin_sources = 1\n')
    environment = Environment(Options(rules=str(rules)))
    return list(pipeline.run(map(_sent, LINES), environment))


def test_every_topic_is_written_to(made: list[Message]) -> None:
    assert {message.topic for message in made} == VALIDATORS.keys() - {"articles"}


def test_values_keep_their_contracts(made: list[Message]) -> None:
    for message in made:
        if message.topic == "rejects":
            value = {name: text.decode() for name, text in message.headers}
        elif message.value is None:
            continue
        else:
            value = orjson.loads(message.value)
        found = [e.message for e in VALIDATORS[message.topic].iter_errors(value)]
        assert found == [], (message.topic, message.key)


def test_headers_name_the_contract_and_ids_are_never_shared(made: list[Message]) -> None:
    whose: dict[bytes, tuple[str, bytes | None]] = {}
    for message in made:
        headers = dict(message.headers)
        kind = next(t.message for t in contracts.topics() if t.name == message.topic)
        assert headers["ce_dataschema"].decode() == contracts.dataschema(kind)
        identity = (message.topic, message.value)
        assert whose.setdefault(headers["ce_id"], identity) == identity


def test_the_sums_hold(made: list[Message]) -> None:
    outcomes = [wire.read(Outcome, m.value or b"") for m in made if m.topic == "outcomes"]
    counts = Counter(outcome.outcome for outcome in outcomes)
    assert counts.total() == len(LINES)
    assert set(counts) == {"coded", "empty", "filtered", "rejected", "withdrawn"}
    assert Counter(m.topic for m in made)["rejects"] == counts["rejected"]
