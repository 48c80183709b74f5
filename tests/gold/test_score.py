"""The score counts what it says: shown on events made by hand."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from streams import contracts
from streams.messages import EVENT_TYPES, Article, Event, EventType, Party
from streams.wire import read
from tests.gold.__main__ import README, renew, table
from tests.gold.score import MUTUAL, Case, Report, cases, score

EXAMPLES = contracts.folder() / "examples" / "event.v1"
EVENT = read(Event, (EXAMPLES / "claimed-killing.json").read_bytes())
PARTY = read(Event, (EXAMPLES / "meeting.json").read_bytes()).actors[0]
ARTICLE = Article(article_id="1", title="", body="x", published_at="2024-05-06T16:30:00Z")


def _parties(keys: str) -> tuple[Party, ...]:
    return tuple(dataclasses.replace(PARTY, key=key) for key in keys.split())


def _event(kind: EventType, actors: str, recipients: str, **changes: Any) -> Event:
    parties = {"actors": _parties(actors), "recipients": _parties(recipients)}
    return dataclasses.replace(EVENT, type=kind, **{"mode": None, **parties, **changes})


def _gold(kind: str, actors: str, recipients: str, **changes: Any) -> dict[str, Any]:
    keys = {"actors": actors.split(), "recipients": recipients.split()}
    return {"type": kind, "mode": None, "factuality": "claimed", **keys, **changes}


def _score(gold: list[dict[str, Any]], *made: Event) -> Report:
    return score([Case(ARTICLE, tuple(gold))], lambda _: list(made))


@pytest.mark.parametrize(
    ("gold", "made", "counts"),
    [
        (("AID", "NOR", "MDA"), ("AID", "NOR", "MDA"), (1, 0, 0)),
        (("AID", "NOR", "MDA"), ("AID", "MDA", "NOR"), (0, 1, 1)),
        (("AID", "NOR", "MDA"), ("AID", "NOR", ""), (0, 1, 1)),
        (("AID", "NOR", ""), ("AID", "NOR", "MDA"), (1, 0, 0)),
        (("AID", "", "MDA"), ("AID", "NOR", "MDA"), (1, 0, 0)),
        (("AID", "NOR SWE", "MDA"), ("AID", "NOR", "MDA"), (1, 0, 0)),
        (("AID", "NOR SWE FIN", "MDA"), ("AID", "NOR", "MDA"), (0, 1, 1)),
        (("AGREE", "NOR", "MDA"), ("AGREE", "MDA", "NOR"), (1, 0, 0)),
        (("AID", "NOR", "MDA"), ("SUPPORT", "NOR", "MDA"), (0, 1, 1)),
    ],
)
def test_match(
    gold: tuple[str, str, str], made: tuple[EventType, str, str], counts: tuple[int, int, int]
) -> None:
    total = _score([_gold(*gold)], _event(*made)).all
    assert (total.matched, total.missed, total.spurious) == counts


def test_nothing_is_matched_twice() -> None:
    total = _score([_gold("AID", "NOR", "MDA")], *[_event("AID", "NOR", "MDA")] * 3).all
    assert (total.matched, total.missed, total.spurious) == (1, 0, 2)
    assert (total.precision, total.recall, total.f1) == (1 / 3, 1.0, 0.5)


def test_the_best_of_those_that_fit_is_taken() -> None:
    made = [
        _event("ASSAULT", "NOR", "MDA", mode="aerial"),
        _event("ASSAULT", "NOR", "MDA", mode="drone"),
    ]
    total = _score([_gold("ASSAULT", "NOR", "MDA", mode="drone")], *made).types["ASSAULT"]
    assert (total.same_mode, total.same_factuality, total.same_parties) == (1, 1, 1)


def test_slots_are_counted_among_what_was_found() -> None:
    total = _score(
        [_gold("AID", "NOR SWE", "MDA", factuality="actual")], _event("AID", "NOR", "MDA")
    )
    assert (total.all.same_mode, total.all.same_factuality, total.all.same_parties) == (1, 0, 0)


def test_sentences_without_events_count_when_something_is_made_up() -> None:
    assert (_score([]).silent, _score([]).eventless) == (1, 1)
    noisy = _score([], _event("AID", "NOR", "MDA"))
    assert (noisy.silent, noisy.eventless, noisy.all.spurious) == (0, 1, 1)


def test_no_division_by_nought() -> None:
    assert (_score([]).all.precision, _score([]).all.f1) == (0.0, 0.0)


def test_figures_stand_between_their_marks() -> None:
    report = _score([_gold("AID", "NOR", "MDA")], _event("AID", "NOR", "MDA"))
    text = renew("a\n<!-- score -->\nold\n<!-- /score -->\nb\n", table(report))
    assert text.startswith("a\n<!-- score -->\n")
    assert text.endswith("<!-- /score -->\nb\n")
    assert "old" not in text
    assert "| **all** | 1.00 | 1.00 | 1.00 | 1.00 | 1.00 | 1.00 |" in text
    assert "<!-- score -->" in README.read_text(encoding="utf-8")


GIVEN = cases()
VOCABULARY = contracts.schema("event")["properties"]


def test_gold_names_what_the_contract_knows() -> None:
    for case in GIVEN:
        for event in case.events:
            assert event["type"] in EVENT_TYPES, case.article.article_id
            assert event["mode"] in VOCABULARY["mode"]["enum"], case.article.article_id
            assert event["factuality"] in VOCABULARY["factuality"]["enum"], case.article.article_id


def test_gold_ids_are_there_once_and_every_type_has_sentences() -> None:
    names = [case.article.article_id for case in GIVEN]
    assert len(names) == len(set(names))
    for kind in EVENT_TYPES:
        assert sum(event["type"] == kind for case in GIVEN for event in case.events) >= 20


def test_mutual_types_are_types() -> None:
    assert set(EVENT_TYPES) > MUTUAL


def test_gold_is_no_example_of_a_rule() -> None:
    """What rules were written with cannot show how good they are."""
    data = Path(__file__).parents[2] / "streams"
    text = "\n".join(p.read_text(encoding="utf-8") for p in data.rglob("*.toml"))
    text += "\n".join(p.read_text(encoding="utf-8") for p in data.rglob("training/*.tsv"))
    assert [c.article.article_id for c in GIVEN if json.dumps(c.article.body)[1:-1] in text] == []
