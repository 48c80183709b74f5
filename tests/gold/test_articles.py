"""The gold articles are sound: shape, vocabulary, keys, offsets, dates, and enough of every type."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from datetime import date
from typing import Any

import pytest

from streams import contracts
from streams.messages import EVENT_TYPES
from tests.gold.sets import ARTICLES, articles, lines

FIELDS = {
    *("type", "mode", "actors", "recipients", "reciprocal", "factuality", "date", "country"),
    *("sentence", "optional", "evidence"),
}
TEXTS = {line["article_id"]: line for line in lines(ARTICLES / "articles.jsonl")}
TOLD = {line["article_id"]: line["events"] for line in lines(ARTICLES / "gold.jsonl")}
EVENTS = [(name, event) for name, events in TOLD.items() for event in events]
COUNTING = [event for _, event in EVENTS if not event["optional"]]
VOCABULARY = contracts.schema("event")["properties"]
STATE = re.compile(r"[A-Z]{3}")
KEY = re.compile(r"[A-Z][A-Z0-9]*([ -][A-Z0-9]+)*")
MODES = {
    "AGREE": "",
    "CONSULT": "visit third-party multilateral phone",
    "SUPPORT": "",
    "CONCEDE": "",
    "COOPERATE": "",
    "AID": "",
    "RETREAT": "withdraw release return disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict ban arrest relations rights expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict ban censor curfew martial-law arrest deport withhold misinformation"
    " cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives"
    " suicide-attack aerial drone heavy-weapons crowd-control unconventional",
}


def test_every_article_has_its_gold_and_stands_once() -> None:
    assert list(TEXTS) == list(TOLD)
    assert len(list(lines(ARTICLES / "articles.jsonl"))) == len(TEXTS) >= 64
    assert len({line["body"] for line in TEXTS.values()}) == len(TEXTS)
    assert len(articles()) == len(TEXTS)


def test_articles_are_of_many_lengths_and_years() -> None:
    words = [len(line["body"].split()) for line in TEXTS.values()]
    assert min(words) >= 60
    assert max(words) >= 300
    assert {line["published_at"][:4] for line in TEXTS.values()} == {"2023", "2024", "2025", "2026"}
    assert 0 < sum("publisher" in line for line in TEXTS.values()) < len(TEXTS)


@pytest.mark.parametrize("kind", EVENT_TYPES)
def test_there_is_enough_of_every_type(kind: str) -> None:
    assert sum(event["type"] == kind for event in COUNTING) >= 8


@pytest.mark.parametrize(
    ("factuality", "least"),
    [("actual", 100), ("claimed", 15), ("planned", 15), ("hypothetical", 6), ("negated", 8)],
)
def test_there_is_enough_of_every_factuality(factuality: str, least: int) -> None:
    assert Counter(event["factuality"] for event in COUNTING)[factuality] >= least


def test_enough_articles_tell_nothing() -> None:
    assert sum(not events for events in TOLD.values()) >= 12


@pytest.mark.parametrize("name", TOLD)
def test_events_of(name: str) -> None:
    for event in TOLD[name]:
        _check(name, event)


def _check(name: str, event: dict[str, Any]) -> None:
    assert set(event) == FIELDS
    kind, where = event["type"], event["evidence"]
    assert kind in EVENT_TYPES
    assert event["mode"] is None or event["mode"] in MODES[kind].split()
    assert event["mode"] in VOCABULARY["mode"]["enum"]
    assert event["factuality"] in VOCABULARY["factuality"]["enum"]
    assert all(KEY.fullmatch(key) for key in (*event["actors"], *event["recipients"]))
    assert event["country"] is None or STATE.fullmatch(event["country"])
    assert not event["reciprocal"] or (len(event["actors"]) > 1 and not event["recipients"])
    assert TEXTS[name][where["field"]][where["start"] : where["end"]] == event["sentence"]
    assert event["sentence"] == event["sentence"].strip() != ""
    assert event["date"] is None or _is_day_or_month(event["date"])


WEEKDAY_OF_ANOTHER = {
    ("article-04", "Friday"),
    ("article-21", "Friday"),
    ("article-22", "Thursday"),
    ("article-30", "Saturday"),
    ("article-51", "Saturday"),
    ("article-83", "Wednesday"),
}
"""Sentences in which the one weekday that is named is not the day of every event."""


def test_a_day_that_is_named_is_that_weekday() -> None:
    wrong = set()
    for name, event in EVENTS:
        named = re.findall(r"\b\w+day\b(?! week)", event["sentence"])
        named = [day for day in named if day in set(calendar.day_name)]
        if event["date"] and len(event["date"]) == 10 and len(named) == 1 and _recent(name, event):
            weekday = calendar.day_name[date.fromisoformat(event["date"]).weekday()]
            if weekday != named[0]:
                wrong.add((name, named[0]))
    assert wrong == WEEKDAY_OF_ANOTHER


def test_the_weekday_check_sees_days() -> None:
    assert _recent("article-01", {"date": TEXTS["article-01"]["published_at"][:10]})
    assert not _is_day_or_month("2024-13")
    assert not _is_day_or_month("last week")


def _recent(name: str, event: dict[str, Any]) -> bool:
    published = date.fromisoformat(TEXTS[name]["published_at"][:10])
    return abs((published - date.fromisoformat(event["date"])).days) < 7


def _is_day_or_month(text: str) -> bool:
    try:
        date.fromisoformat(text if len(text) == 10 else f"{text}-01")
    except ValueError:
        return False
    return True
