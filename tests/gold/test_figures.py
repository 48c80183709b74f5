"""What is committed of a run is numbers and names of ours, and agrees with itself."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import pytest

from tests.gold import figures, sets, tables
from tests.gold.__main__ import README
from tests.gold.figures import Labels, Scored
from tests.gold.score import score
from tests.support.gold import case, coded, cut, told

COMMITTED = figures.read()
LABEL = re.compile(r"[A-Z]+@(title|body):\d+(#\d+)?")


def test_what_is_kept_of_an_article() -> None:
    gold = [told("AID", "NOR", optional=True), told("AID", "SWE")]
    made = [coded("AID", "SWE"), coded("AID", "NOR"), coded("AID", "FIN", evidence=cut(3, 9, 5))]
    made = [dataclasses.replace(event, confidence=0.75) for event in made]
    kept = figures.scored(score([case(*gold, name="a")], [made]))
    assert kept.labels == {"a": Labels((1,), ("AID@body:5",))}
    assert kept.figures["F1"] == pytest.approx(0.667)
    assert kept.figures["calibration error"] == 0.25


def test_two_events_of_one_trigger_have_two_names() -> None:
    made = [coded("AID", "NOR"), coded("SUPPORT", "NOR"), coded("AID", "SWE")]
    assert figures.names(made) == ["AID@body:4", "SUPPORT@body:4", "AID@body:4#2"]


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    assert figures.read(path) == {}
    labels = {
        "a-1": Labels((0, 12), ("AID@body:4", "AID@body:4#2")),
        "b": Labels((), ("X@title:0",)),
    }
    run = {"articles": Scored({"F1": 0.5}, labels), "pairs": Scored({"accuracy": 0.25})}
    figures.write(run, path)
    assert figures.read(path) == run


def test_a_set_that_was_not_measured_keeps_its_figures(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    figures.write({"dev": Scored({"F1": 0.5}), "articles": Scored({"F1": 0.1})}, path)
    figures.write({"articles": Scored({"F1": 0.2})}, path)
    assert figures.read(path) == {"dev": Scored({"F1": 0.5}), "articles": Scored({"F1": 0.2})}


def test_articles_without_anything_need_no_line(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    figures.write({"articles": Scored({"F1": 0.2}, {"a": Labels()})}, path)
    assert figures.read(path)["articles"].labels == {}


def test_no_text_of_anybody_is_committed() -> None:
    for name, kept in COMMITTED.items():
        for article, labels in kept.labels.items():
            assert re.fullmatch(r"[A-Za-z0-9._-]{1,40}", article), name
            assert all(LABEL.fullmatch(label) for label in labels.spurious), article
    flat = [
        key for kept in json.loads(figures.PATH.read_bytes()).values() for key in kept["figures"]
    ]
    assert all(re.fullmatch(r"[A-Za-z0-9_ ]{1,30}", key) for key in flat)


@pytest.mark.parametrize(
    ("name", "cases"), [("articles", sets.articles()), ("sentences", sets.sentences())]
)
def test_committed_figures_are_those_of_the_committed_events(
    name: str, cases: list[sets.Case]
) -> None:
    """Nobody has written a figure by hand, and gold has not changed under it."""
    kept = COMMITTED[name]
    known = {each.article.article_id: each.events for each in cases}
    told_in_all = sum(not gold.optional for events in known.values() for gold in events)
    matched = sum(len(labels.matched) for labels in kept.labels.values())
    made_up = sum(len(labels.spurious) for labels in kept.labels.values())
    assert set(kept.labels) <= set(known)
    assert kept.figures["precision"] == round(matched / (matched + made_up), 3)
    assert kept.figures["recall"] == round(matched / told_in_all, 3)
    for article, labels in kept.labels.items():
        assert not any(known[article][position].optional for position in labels.matched)


def test_the_readme_shows_the_committed_figures() -> None:
    text = README.read_text(encoding="utf-8")
    for name, kept in COMMITTED.items():
        if "F1" in kept.figures:
            assert tables.headline(name, kept) in text
