"""Gains and losses are told event by event, each the right way round."""

from __future__ import annotations

from tests.gold import comparison, tables
from tests.gold.comparison import Change
from tests.gold.figures import Labels, Scored, scored
from tests.gold.score import score
from tests.support.gold import case, coded, cut, told

GOLD = [told("AID", "NOR", "MDA"), told("REJECT", "SWE"), told("THREATEN", "FIN DNK")]
MADE = [coded("AID", "NOR", "MDA"), coded("REJECT", "SWE"), coded("AID", "ISL", evidence=cut(7, 9))]
REPORT = score([case(*GOLD, name="a"), case(name="b")], [MADE, []])
NOW = scored(REPORT)


def test_changes() -> None:
    before = Scored(
        {}, {"a": Labels((0, 2), ("AID@body:40",)), "b": Labels((), ("AGREE@title:1",))}
    )
    assert comparison.changes(before, NOW, REPORT) == [
        Change("+", "found", "a", "1 REJECT SWE>"),
        Change("-", "lost", "a", "2 THREATEN DNK,FIN>"),
        Change("+", "no longer made up", "a", "AID@body:40"),
        Change("-", "made up", "a", "AID@body:0"),
        Change("+", "no longer made up", "b", "AGREE@title:1"),
    ]


def test_the_same_run_has_no_changes() -> None:
    assert comparison.changes(NOW, NOW, REPORT) == []
    assert tables.gains([]) == ""


def test_an_article_that_was_not_known_has_found_everything() -> None:
    found = comparison.changes(Scored({}), NOW, REPORT)
    assert [change.what for change in found] == ["found", "found", "made up"]


def test_gold_that_is_gone_can_be_lost() -> None:
    lost = comparison.changes(Scored({}, {"b": Labels((4,))}), NOW, REPORT)[-1]
    assert lost == Change("-", "lost", "b", "4 (gone from gold)")


def test_figures_stand_beside_those_before() -> None:
    before = Scored({"F1": 0.5, "gone": 1.0})
    moved = list(comparison.moved(before, Scored({"F1": 0.75, "fresh": 0.1})))
    assert moved == [("F1", 0.75, 0.5), ("fresh", 0.1, None)]
    assert all(old is None for _, _, old in comparison.moved(None, Scored({"F1": 0.75})))
    shown = tables.figures("articles", Scored({"F1": 0.75, "fresh": 0.1}), before)
    assert "+0.250" in shown
    assert "new" in shown


def test_the_better_is_listed_first_and_long_lists_are_cut() -> None:
    many = [Change("-", "made up", "a", f"AID@body:{n}") for n in range(45)]
    lines = tables.gains([*many, Change("+", "found", "a", "0 AID NOR>")]).splitlines()
    assert lines[0] == "  +1 found"
    assert lines[2] == "  -45 made up"
    assert lines[-1] == "      and 5 more"
