"""Every kind of malformed message gets its reason; ``make malformed`` has them among ten thousand."""

from __future__ import annotations

import pytest

from streams import pipeline
from streams.pipeline import Environment, Message, Options
from streams.wire import read_reject
from tests.faults.malformed import KINDS, bad, good, malformed, mixed


@pytest.mark.parametrize("kind", KINDS)
def test_a_malformed_message_is_rejected_for_what_is_wrong_with_it(kind: str) -> None:
    reason, key, value = malformed("x")[kind]
    message = Message("articles", key, value)
    made = pipeline.step(pipeline.stage("documents"), message, Environment(Options()))
    assert [m.topic for m in made] == ["rejects", "outcomes"]
    assert read_reject(made[0].headers).reason == reason
    assert (made[0].key, made[0].value) == (key, value)


def test_there_are_twenty_kinds_and_the_good_ones_are_good() -> None:
    assert len(KINDS) >= 20
    for key, value in good(3, "g"):
        message = Message("articles", key, value)
        made = pipeline.step(pipeline.stage("documents"), message, Environment(Options()))
        assert [m.topic for m in made] == ["documents"]


def test_a_mixed_stream_holds_each_message_once() -> None:
    messages, reasons = mixed("m", 30, 44)
    assert len(messages) == len(set(messages)) == 74
    assert reasons.total() == 44 == len(list(bad(44, "m")))
