"""Every query of the cookbook runs on an archive, and answers what is known of it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from streams.messages import Record
from streams.records import Known, fold, withdraw
from streams.sinks.parquet import Files
from tests.support.archives import buried, lines
from tests.support.events import event
from tests.support.stories import stream

TEXT = (Path(__file__).parents[2] / "docs" / "cookbook.md").read_text(encoding="utf-8")
SETUP, *QUERIES = re.findall(r"```sql\n(.*?)```", TEXT, re.DOTALL)
TITLES = re.findall(r"^## (\d+)\. (.*)$", TEXT, re.MULTILINE)


@pytest.fixture(scope="module")
def told() -> list[Record]:
    """Every revision on the topic; one article is withdrawn in the end."""
    events = [*stream(300, 70)[0], event("meeting", 1), event("meeting-too", 1)]
    known, said = Known(), list[Record]()
    for each in events:
        known, some = fold(known, each)
        said += some
    for article in [e.article_id for e in events if e.type == "AID"][:8]:
        known, last = withdraw(known, article)
        said += last
    return said


@pytest.fixture(scope="module")
def answers(
    told: list[Record], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[list[tuple[Any, ...]]]]:
    folder = tmp_path_factory.mktemp("cookbook")
    store = Files(folder / "archive")
    store.store("records", 0, [*lines(told), buried("records", "buried", len(told))])
    before = Path.cwd()
    os.chdir(folder)
    try:
        database = duckdb.connect()
        database.execute(SETUP)
        yield [database.execute(each).fetchall() for each in QUERIES]
    finally:
        os.chdir(before)


@pytest.fixture(scope="module")
def standing(told: list[Record]) -> list[Record]:
    last = {each.record_id: each for each in told}
    return [each for each in last.values() if each.status != "retracted"]


def keys(each: Record) -> set[str | None]:
    return {p.key for p in (*each.actors, *each.recipients)}


def test_there_are_ten_questions_each_with_its_query() -> None:
    assert [int(number) for number, _ in TITLES] == list(range(1, 11))
    assert len(QUERIES) == 10


def test_answers(
    answers: list[list[tuple[Any, ...]]], told: list[Record], standing: list[Record]
) -> None:
    pair, busiest, months, support, conflicts, tolls, grown, back, places, firsts = answers
    assert len(pair) > 0
    assert len(pair) == sum({"IRN", "QAT"} <= keys(each) for each in standing)
    assert sum(row[1] for row in busiest) <= len(standing)
    assert busiest[0][1] == max(row[1] for row in busiest)
    assert sum(row[1] for row in months) == sum("IRN" in keys(each) for each in standing)
    assert sum(row[1] for row in support) == len(standing)
    by_type = {row[0]: row[2] for row in support}
    of = [len(each.sources) > 1 for each in standing if each.type == "ASSAULT"]
    assert by_type["ASSAULT"] == round(sum(of) / len(of), 2)
    assert conflicts
    assert len(conflicts) == sum(len(each.conflicts) for each in standing)
    assert len(tolls) == sum("killed" in each.magnitude for each in standing)
    assert any(least < most for _, _, least, most in tolls)
    revisions = [row[0] for row in grown]
    assert revisions == list(range(1, max(each.revision for each in standing) + 1))
    gone = {each.record_id for each in told} - {each.record_id for each in standing}
    assert {row[0] for row in back} == gone
    assert gone
    assert sum(row[4] for row in places) == sum(
        each.type == "ASSAULT" and each.location is not None for each in standing
    )
    assert sum(row[1] for row in firsts) == sum(len(each.reports) > 1 for each in standing)
