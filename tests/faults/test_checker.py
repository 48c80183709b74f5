"""The checker passes an undisturbed run, and finds each thing that can go wrong in one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import islice

import orjson
import pytest

from streams.pipeline import Environment, Message, Origin, fold_step
from streams.records import Known
from streams.runtime.settings import Settings
from tests.faults import stages
from tests.faults.checker import Given, Verdict, archive, check
from tests.faults.load import Load


@pytest.fixture
def undisturbed() -> Given:
    """Every topic after 400 messages of the load went through once and in order."""
    load = Load(Settings(), seed=1, rate=1.0)
    given: Given = {"articles": []}
    for topic in ("documents", "entities", "events", "records", "outcomes", "rejects"):
        given[topic] = []
    known = Known()
    for number, (key, value) in enumerate(islice(load._messages(), 400)):
        article = Message("articles", key, value, (), Origin("articles", 0, number))
        given["articles"].append(article)
        made = [article]
        for stage in stages.stages()[:3]:
            for each in [m for m in made if m.topic == stage.takes]:
                made += stages.step(stage, each, None)
        for each in [m for m in made if m.topic == "events"]:
            known, changed = fold_step(each, known, Environment())
            made += changed
        for each in made[1:]:
            given[each.topic].append(each)
    return given


def test_an_undisturbed_run_passes(undisturbed: Given) -> None:
    found = check(undisturbed)
    assert found.problems() == []
    assert found.rejected > 3
    assert set(found.doubled.values()) == {0}
    assert {orjson.loads(m.value or b"")["status"] for m in undisturbed["records"]} == {
        "reported",
        "retracted",
    }


def drop(given: Given) -> None:
    given["outcomes"].pop(50)


def reject_wrongly(given: Given) -> None:
    given["rejects"].append(Message("rejects", b"a1", b"{}"))


def drop_reject(given: Given) -> None:
    gone = given["rejects"][0]
    given["rejects"] = [each for each in given["rejects"] if each != gone]


def change(given: Given, topic: str, at: int, **fields: object) -> Message:
    body = orjson.loads(given[topic][at].value or b"")
    return replace(given[topic][at], value=orjson.dumps({**body, **fields}))


def last_word(given: Given) -> None:
    given["records"].append(change(given, "records", 30, revision=99, type="AID"))


def two_contents(given: Given) -> None:
    given["records"].insert(30, change(given, "records", 30, type="AID"))


def late_write(given: Given) -> None:
    again = next(
        m
        for m in given["records"]
        if orjson.loads(m.value or b"")["revision"] == 1
        and sum(each.key == m.key for each in given["records"]) > 1
    )
    given["records"].append(again)


def lose_record(given: Given) -> None:
    gone = given["records"][40].key
    given["records"] = [each for each in given["records"] if each.key != gone]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (drop, "lost:"),
        (reject_wrongly, "wrongly rejected:"),
        (drop_reject, "lost:"),
        (last_word, "record differs"),
        (two_contents, "one id, two contents:"),
        (late_write, "an older revision is the last one:"),
        (lose_record, "lost:"),
    ],
)
def test_what_goes_wrong_is_found(
    undisturbed: Given, spoil: Callable[[Given], None], said: str
) -> None:
    spoil(undisturbed)
    assert any(line.startswith(said) for line in check(undisturbed).problems())


def test_what_is_there_twice_is_counted_and_is_no_problem(undisturbed: Given) -> None:
    undisturbed["documents"] += undisturbed["documents"][5:8]
    found = check(undisturbed)
    assert found.problems() == []
    assert found.doubled["documents"] == 3


def test_an_archive_has_to_hold_each_message_once(undisturbed: Given) -> None:
    for topic in ("events", "records"):
        undisturbed[topic] = [
            replace(each, origin=Origin(topic, 0, at)) for at, each in enumerate(undisturbed[topic])
        ]
    rows = [(t, 0, at) for t in ("events", "records") for at in range(len(undisturbed[t]))]

    def problems(rows: list[tuple[str, int, int]]) -> list[str]:
        found = Verdict()
        archive(rows, undisturbed, found)
        return found.problems()

    assert problems(rows) == []
    assert len(problems(rows[1:])) == len(problems([*rows, rows[3]])) == 1
    assert len(problems([*rows, ("records", 0, 99_999)])) == 1
