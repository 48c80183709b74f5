"""Sets beside the project: found or skipped loudly, judged by their own programs, scored alike."""

from __future__ import annotations

import dataclasses
import json
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import pytest

from streams import wire
from streams.messages import EVENT_TYPES, FACTUALITIES, Event, EventDate, EventType, Location
from tests.gold import external, sets
from tests.gold.score import Report, score
from tests.support.gold import coded, cut

FOLDER = external.folder()
PROGRAM = """
import json, sys
what, cases = sys.argv[1:3]
if what == "articles":
    for n in range(3):
        print(json.dumps({"article_id": str(n), "title": "", "body": "Norway met Chad.",
                          "published_at": "2020-01-01T00:00:00Z",
                          "mentions": [{"field": "body", "start": 0, "end": 6}]}))
else:
    lines = open(sys.argv[3]).read().splitlines()
    print(json.dumps({"coded": len(lines), "class": {"f1": 0.5}, "empty": "1/4"}))
"""


def test_the_folder_is_named_or_beside_the_project(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("EVAL_DIR", str(tmp_path))
    assert external.folder() == tmp_path.resolve()
    monkeypatch.setenv("EVAL_DIR", str(tmp_path / "nowhere"))
    with pytest.raises(FileNotFoundError, match="EVAL_DIR"):
        external.folder()
    monkeypatch.delenv("EVAL_DIR")
    monkeypatch.setattr(external, "DEFAULT", tmp_path / "nowhere")
    assert external.folder() is None


def test_only_what_is_there_is_asked_for(tmp_path: Path) -> None:
    assert external.in_own_form(tmp_path) == []
    assert external.programs(tmp_path) == []
    (tmp_path / "dev2.gold.jsonl").touch()
    (tmp_path / "pairs.py").touch()
    assert external.in_own_form(tmp_path) == ["dev2"]
    assert external.programs(tmp_path) == []
    (tmp_path / "pairs.dev.jsonl").touch()
    assert external.programs(tmp_path) == ["pairs"]


def test_a_program_judges_what_was_coded(tmp_path: Path) -> None:
    (tmp_path / "pairs.py").write_text(PROGRAM, encoding="utf-8")
    seen: list[Any] = []

    def code(articles: Sequence[Any], what: str) -> list[list[Event]]:
        seen.extend((what, article.article_id, article.mentions[0].end) for article in articles)
        return [[coded("AID", "NOR"), coded("AID", "SWE")], [], [coded("AID", "NOR")]]

    assert external.judged(tmp_path, "pairs", code) == {"coded": 3, "class f1": 0.5, "empty": 0.25}
    assert seen == [("pairs", "0", 6), ("pairs", "1", 6), ("pairs", "2", 6)]
    assert [path.name for path in tmp_path.iterdir()] == ["pairs.py"]


def test_a_program_that_fails_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "pairs.py").write_text("raise SystemExit(3)", encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        external.judged(tmp_path, "pairs", lambda _articles, _what: [])


def _spoilt(cases: Sequence[sets.Case], chance: random.Random) -> Iterator[list[Event]]:
    """What a coder could have made of each article: gold with faults of every kind."""
    for case in cases:
        made = [_coded(gold, case.article.article_id, chance) for gold in case.events]
        made = [event for event in made if chance.random() < 0.8]
        twice = [event for event in made if chance.random() < 0.2]
        chance.shuffle(made)
        yield [*made, *(dataclasses.replace(event, mode=None) for event in twice)]


def _coded(gold: sets.Gold, name: str, chance: random.Random) -> Event:
    def fault() -> bool:
        return chance.random() < 0.2

    actors, recipients = sorted(gold.actors), sorted(gold.recipients)
    if fault():
        actors, recipients = recipients, actors
    if fault():
        actors = [*actors, "ISL"]
    day = gold.date if gold.date is None or len(gold.date) == 10 else f"{gold.date}-15"
    if fault():
        day = chance.choice([None, "2024-02-29"])
    how = "default" if fault() else "stated"
    place = "ISL" if fault() else gold.country
    start = gold.span[1] + (500 if fault() else 0) if gold.span else 0
    return coded(
        cast(EventType, chance.choice(EVENT_TYPES) if fault() else gold.type),
        " ".join(actors),
        " ".join(recipients),
        article_id=name,
        mode=None if fault() else gold.mode,
        factuality=chance.choice(FACTUALITIES) if fault() else gold.factuality,
        date=EventDate(start=day, end=day, precision="day", text=None, how=how) if day else None,  # type: ignore[arg-type]
        location=Location(name="x", country=place, lat=None, lon=None) if place else None,
        evidence=cut(start, start + 30),
    )


@pytest.mark.skipif(FOLDER is None, reason="EXTERNAL SETS ARE NOT THERE: set EVAL_DIR")
@pytest.mark.parametrize("name", external.OWN_FORM)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_our_score_is_that_of_the_sets_own_program(name: str, seed: int, tmp_path: Path) -> None:
    where = cast(Path, FOLDER)
    cases = sets.articles(where, f"{name}.")
    made = list(_spoilt(cases, random.Random(seed)))
    path = tmp_path / "events.jsonl"
    path.write_bytes(b"".join(wire.write(event) + b"\n" for events in made for event in events))
    theirs = subprocess.run(
        [sys.executable, "-B", "score.py", f"{name}.gold.jsonl", str(path), "--json"],
        cwd=where,
        stdout=subprocess.PIPE,
        check=True,
    )
    _same(score(cases, made), json.loads(theirs.stdout))


def _same(ours: Report, theirs: dict[str, Any]) -> None:
    figures, total = ours.figures(), ours.events
    assert {"matched": total.matched, "coded": total.coded, "gold": total.gold} == theirs["counts"]
    assert (figures["F1"], figures["loose F1"]) == (theirs["events"]["f1"], theirs["loose"]["f1"])
    assert figures["parties"] == theirs["exact_parties"]
    assert figures["evidence"] == theirs["evidence"]
    assert figures["factuality"] == theirs["factuality_macro_f1"]
    for slot, value in theirs["slots"].items():
        assert figures[slot] == value
        assert ours.shares[slot].all == theirs["slot_counts"][slot]
    if ours.shares["empty"].all:
        right, count = ours.shares["empty"].right, ours.shares["empty"].all
        assert f"{right}/{count}" == theirs["empty_articles"]
    for kind, each in theirs["types"].items():
        tally = ours.types[kind]
        assert (round(tally.precision, 3), round(tally.recall, 3), tally.gold) == (
            each["precision"],
            each["recall"],
            each["gold"],
        )
