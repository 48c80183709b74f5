"""The score counts what it says: shown on events made by hand."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from streams import contracts
from streams.messages import EVENT_TYPES, Event
from tests.gold.score import Report, score
from tests.gold.sets import Gold, articles, sentences
from tests.support.gold import case, coded, cut, told


def _score(gold: list[Gold], *made: Event) -> Report:
    return score([case(*gold)], [made])


def test_nothing_is_matched_twice() -> None:
    total = _score([told("AID", "NOR", "MDA")], *[coded("AID", "NOR", "MDA")] * 3).events
    assert (total.matched, total.coded, total.gold) == (1, 3, 1)
    assert (total.precision, total.recall, total.f1) == (1 / 3, 1.0, 0.5)


def test_optional_gold_stands_on_neither_side() -> None:
    optional = told("AID", "NOR", "MDA", optional=True)
    found = _score([optional], coded("AID", "NOR", "MDA"))
    assert (found.events.matched, found.events.coded, found.events.gold) == (0, 0, 0)
    assert (found.loose.coded, found.articles[0].found(), found.told) == (0, [], [])
    assert _score([optional]).events.gold == 0


def test_types_are_counted_apart_and_loosely_together() -> None:
    found = _score([told("AID", "NOR", "MDA")], coded("COOPERATE", "NOR", "MDA"))
    assert (found.types["AID"].gold, found.types["COOPERATE"].coded) == (1, 1)
    assert (found.events.f1, found.loose.f1) == (0.0, 1.0)


def test_slots_are_counted_among_what_was_found() -> None:
    gold = told("ASSAULT", "NOR SWE", "MDA", mode="drone", date="2024-05", country="MDA")
    figures = _score([gold], coded("ASSAULT", "NOR", "MDA", mode="aerial")).figures()
    wanted = {"parties": 0.0, "evidence": 1.0, "mode": 0.0, "date": 0.0, "country": 0.0}
    assert {name: figures[name] for name in wanted} == wanted
    open_ones = _score([told("AID", "NOR")], coded("AID", "NOR", evidence=cut(90, 95))).figures()
    assert (open_ones["no date"], open_ones["no country"], open_ones["evidence"]) == (1, 1, 0)
    assert "mode" not in open_ones


def test_slots_that_a_set_does_not_have_are_left_out() -> None:
    bare = dataclasses.replace(told("AID", "NOR"), slots=False, span=None)
    assert (
        not {"evidence", "date", "no date"} & _score([bare], coded("AID", "NOR")).figures().keys()
    )


def test_factuality_is_a_mean_over_what_gold_has() -> None:
    gold = [told("AID", "NOR"), told("AID", "SWE"), told("AID", "DNK", factuality="negated")]
    made = [coded("AID", "NOR"), coded("AID", "SWE", factuality="claimed"), coded("AID", "DNK")]
    # actual: one of two found, one too many; negated: none
    assert _score(gold, *made).factuality() == pytest.approx((2 / 4 + 0) / 2)


def test_articles_without_events_count_when_something_is_made_up() -> None:
    assert _score([]).figures()["empty"] == 1.0
    noisy = _score([], coded("AID", "NOR", "MDA"))
    assert (noisy.figures()["empty"], noisy.events.coded) == (0.0, 1)
    assert [event.type for event in noisy.articles[0].spurious()] == ["AID"]


def test_no_division_by_nought() -> None:
    assert (_score([]).events.precision, _score([]).events.f1, _score([]).factuality()) == (0, 0, 0)


def test_every_article_needs_its_events() -> None:
    with pytest.raises(ValueError, match="argument 2"):
        score([case(), case()], [[]])


SENTENCES = sentences()
VOCABULARY = contracts.schema("event")["properties"]


def test_sentences_name_what_the_contract_knows() -> None:
    for each in SENTENCES:
        for event in each.events:
            assert event.type in EVENT_TYPES, each.article.article_id
            assert event.mode in VOCABULARY["mode"]["enum"], each.article.article_id
            assert event.factuality in VOCABULARY["factuality"]["enum"], each.article.article_id


def test_sentences_are_there_once_and_every_type_has_some() -> None:
    names = [each.article.article_id for each in SENTENCES]
    assert len(names) == len(set(names))
    for kind in EVENT_TYPES:
        assert sum(event.type == kind for each in SENTENCES for event in each.events) >= 20


def test_gold_is_no_example_of_a_rule() -> None:
    """What rules were written with cannot show how good they are."""
    data = Path(__file__).parents[2] / "streams"
    text = "\n".join(p.read_text(encoding="utf-8") for p in data.rglob("*.toml"))
    text += "\n".join(p.read_text(encoding="utf-8") for p in data.rglob("training/*.tsv"))
    told_in = [each.article.body for each in SENTENCES]
    told_in += [
        each.article.body[gold.span[1] : gold.span[2]]
        for each in articles()
        for gold in each.events
        if gold.span and gold.span[0] == "body"
    ]
    assert [words for words in told_in if json.dumps(words)[1:-1] in text] == []
