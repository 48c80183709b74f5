"""A whole run: each set coded once, scored, shown, and written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from streams.events import trained
from streams.messages import Article, Event
from tests.gold import __main__ as run
from tests.gold import external, figures, sets, tables
from tests.gold.coding import Clock, Coder
from tests.support.gold import coded

ONE = "Norway recalled its ambassador from Chad on Monday."


@dataclass(slots=True)
class Obliging(Coder):
    """Codes one and the same event out of everything, and counts what it was given."""

    seen: Counter[str] = field(default_factory=Counter)

    def code(self, article: Article) -> tuple[Event, ...]:
        self.seen[article.article_id] += 1
        self.clock.parse += 1.0
        self.clock.rest += 0.25
        return (coded("AID", "NOR", "MDA"),)


def test_own_sets_are_measured_without_others(capsys: pytest.CaptureFixture[str]) -> None:
    coder, made = Obliging(), figures.Run()
    reports, clock = run.measure(coder, None, made)
    assert list(reports) == list(made) == ["articles", "sentences"]
    assert set(coder.seen.values()) == {1}
    assert len(coder.seen) == len(sets.articles()) + len(sets.sentences())
    assert clock == Clock(len(sets.articles()), len(sets.articles()) / 4)
    run.show(made, reports, clock)
    shown = capsys.readouterr().out
    assert shown.startswith("articles\n  F1")
    assert "expected calibration error" in shown
    assert "ratio 0.25 (at most 0.40)" in shown


def test_rules_alone_have_no_trained_acts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trained, "proposals", trained.proposals)
    monkeypatch.setattr(trained, "links", trained.links)
    run.without_trained()
    assert trained.proposals(None, None, None) == trained.links(None, None, None) == {}  # type: ignore[arg-type]


def test_a_set_beside_the_project_is_measured(tmp_path: Path) -> None:
    article, gold = (
        next((sets.ARTICLES / name).open(encoding="utf-8"))
        for name in ("articles.jsonl", "gold.jsonl")
    )
    (tmp_path / "dev.articles.jsonl").write_text(article, encoding="utf-8")
    (tmp_path / "dev.gold.jsonl").write_text(gold, encoding="utf-8")
    made = figures.Run()
    reports, _ = run.measure(Obliging(), tmp_path, made)
    assert list(made) == ["articles", "sentences", "dev"]
    assert reports["dev"].events.coded == 1


def test_only_the_sets_that_are_named_are_measured() -> None:
    coder, made = Obliging(), figures.Run()
    reports, clock = run.measure(coder, None, made, ["sentences"])
    assert list(made) == list(reports) == ["sentences"]
    assert len(coder.seen) == len(sets.sentences())
    assert clock.ratio is None


@pytest.mark.parametrize(
    ("given", "why"), [(["nothing"], "no such set: nothing"), (["articles", "--write"], "all sets")]
)
def test_what_cannot_be_done_is_said(
    given: list[str],
    why: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("EVAL_DIR", str(tmp_path))
    monkeypatch.setattr("sys.argv", ["python -m tests.gold", *given])
    with pytest.raises(SystemExit, match="2"):
        run.main()
    assert why in capsys.readouterr().err


def test_sets_that_are_not_there_are_said_to_be_skipped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("EVAL_DIR", raising=False)
    monkeypatch.setattr(external, "DEFAULT", Path("nowhere"))
    monkeypatch.setattr(run, "Coder", Obliging)
    monkeypatch.setattr("sys.argv", ["python -m tests.gold", "articles"])
    run.main()
    shown = capsys.readouterr()
    assert "EXTERNAL SETS SKIPPED" in shown.err
    assert shown.out.startswith("articles\n  F1")


def test_the_readme_is_renewed_between_its_marks() -> None:
    made = figures.Run()
    reports, _ = run.measure(Obliging(), None, made)
    made["dev"] = figures.Scored({"F1": 0.5})
    made["pairs"] = figures.Scored({"macro_f1": 0.625})
    block = tables.readme(reports["articles"], reports["sentences"], made)
    text = tables.renew("a\n<!-- score -->\nold\n<!-- /score -->\nb\n", block)
    assert text.startswith("a\n<!-- score -->\n")
    assert text.endswith("<!-- /score -->\nb\n")
    assert "old" not in text
    assert text.index("own articles") < text.index("own sentences") < text.index("dev (external)")
    assert "labelled pairs (external) 0.62" in text
    assert "| ASSAULT | 0.00 | 0.00 |" in text
    assert "<!-- score -->" in run.README.read_text(encoding="utf-8")


@pytest.mark.model
def test_a_real_article_is_coded_and_timed() -> None:
    coder = Coder()
    assert coder.clock.ratio is None
    article = Article(article_id="1", title="", body=ONE, published_at="2025-03-04T12:00:00+00:00")
    (event,) = coder.code(article)
    assert (event.type, event.evidence.text) == ("SANCTION", ONE)
    assert coder.clock.parse > 0
    assert coder.clock.rest > 0
    filtered = Article(
        article_id="2",
        title="",
        body="Der Botschafter wurde am Montag ins Auswärtige Amt einbestellt und gerügt.",
        published_at="2025-03-04T12:00:00+00:00",
    )
    assert coder.code(filtered) == ()
