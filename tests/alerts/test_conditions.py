"""Every condition of a rule: one record on which it fires, and one on which it stays silent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from streams.alerts.conditions import CONDITIONS
from streams.alerts.reading import parse
from streams.alerts.watch import Watch, watch
from streams.messages import Alert, Record
from tests.support.records import parties, place, record, toll

Case = tuple[str, Record, Record]
PLAIN = record("plain")


def rule(text: str) -> str:
    return f'[[rule]]\nname = "r"\n{text}\n'


def alerts(text: str, *records: Record) -> list[Alert]:
    known = Watch(parse(rule(text), "r.toml"))
    found: list[Alert] = []
    for each in records:
        known, some = watch(known, each)
        found += some
    return found


STATIC: dict[str, Case] = {
    "types": ('types = ["CONSULT"]', PLAIN, record("x", type="AGREE", mode=None)),
    "actors": ('actors = ["IRN"]', PLAIN, record("x", actors=parties("SAU"))),
    "recipients": ('recipients = ["QAT"]', PLAIN, record("x", recipients=parties("OMN"))),
    "parties": ('parties = ["QAT"]', PLAIN, record("x", recipients=parties("OMN"))),
    "dyads": ('dyads = [["QAT", "IRN"]]', PLAIN, record("x", actors=parties("SAU"))),
    "modes": ('types = ["CONSULT"]\nmodes = ["visit"]', PLAIN, record("x", mode="phone")),
    "quad_classes": (
        'quad_classes = ["verbal cooperation"]',
        PLAIN,
        record("x", quad_class="material conflict"),
    ),
    "sectors": (
        'sectors = ["MIL"]',
        record("m", actors=(replace(parties("IRN")[0], sectors=("MIL",)),)),
        PLAIN,
    ),
    "contexts": ('contexts = ["economic"]', record("e", contexts=("economic",)), PLAIN),
    "countries": (
        'countries = ["QAT"]',
        record("q", location=place("QAT")),
        record("x", location=place("OMN")),
    ),
    "factuality": ('factuality = ["actual"]', PLAIN, record("x", factuality="planned")),
    "status": ('status = ["disputed"]', record("d", status="disputed"), PLAIN),
    "min_confidence": ("min_confidence = 0.5", PLAIN, record("x", confidence=0.49)),
    "min_sources": ("min_sources = 2", record("s", sources=("A", "B")), PLAIN),
    "magnitude": (
        "magnitude = { killed = 10, injured = 2 }",
        record("k", magnitude=toll(killed=10, injured=3)),
        record("x", magnitude=toll(killed=30)),
    ),
}


@pytest.mark.parametrize("case", STATIC.values(), ids=STATIC)
def test_a_condition_fires_and_stays_silent(case: Case) -> None:
    text, fires, silent = case
    (alert,) = alerts(text, fires)
    assert alert.reasons[-1].text
    assert alerts(text, silent) == []


def at(day: int, name: str = "", **changes: Any) -> Record:
    """A record of that day of a long June."""
    moment = f"2024-{6 + day // 30:02}-{1 + day % 30:02}T10:00:00+00:00"
    return record(name or f"day{day}", published_at=moment, **changes)


OTHERS: dict[str, Any] = {"actors": parties("PER"), "recipients": parties("CHL")}
HOSTILE: dict[str, Any] = {"type": "ACCUSE", "mode": None, "quad_class": "verbal conflict"}

PAST: dict[str, tuple[str, list[Record], list[Record]]] = {
    "silence_days": (
        "silence_days = 30",
        [at(0), at(35)],
        [at(0), at(20), at(35)],
    ),
    "spike": (
        "spike = { days = 3, over_days = 30, times = 3.0, least = 3 }",
        [at(0), at(20), at(40), at(41), at(42)],
        [at(0), *(at(day) for day in range(10, 43, 1))],
    ),
    "turn": (
        "turn = { records = 3, days = 60 }",
        [at(0), at(5), at(9), at(12, **HOSTILE)],
        [at(0, **HOSTILE), at(5, **HOSTILE), at(9), at(12, **HOSTILE)],
    ),
}


@pytest.mark.parametrize("case", PAST.values(), ids=PAST)
def test_a_condition_on_the_past_fires_and_stays_silent(
    case: tuple[str, list[Record], list[Record]],
) -> None:
    text, fires, silent = case
    assert [a.record_id for a in alerts(text, *fires)] == [fires[-1].record_id]
    assert alerts(text, *silent) == []


def test_every_condition_is_shown_to_fire_and_to_stay_silent() -> None:
    assert STATIC.keys() | PAST.keys() == set(CONDITIONS)


def test_all_conditions_must_hold_and_each_gives_its_reason() -> None:
    text = 'types = ["CONSULT"]\nactors = ["IRN"]\nmin_confidence = 0.3'
    (alert,) = alerts(text, PLAIN)
    assert {reason.condition for reason in alert.reasons} == {"types", "actors", "min_confidence"}
    assert alerts(text, record("x", actors=parties("SAU"))) == []


def test_silence_means_nothing_before_anything_was_seen_for_so_long() -> None:
    assert alerts("silence_days = 30", at(0), at(10, **OTHERS)) == []
    assert len(alerts("silence_days = 30", at(0), at(31, **OTHERS))) == 1


def test_a_retracted_record_breaks_no_silence_and_gives_no_alert() -> None:
    gone = replace(at(20), status="retracted", revision=2)
    assert len(alerts("silence_days = 30", at(0), at(20), gone, at(35))) == 1
    assert alerts('types = ["CONSULT"]', gone) == []
    assert len(alerts('status = ["retracted"]', gone)) == 1


def test_a_spike_counts_the_rules_own_types_only() -> None:
    text = 'types = ["ACCUSE"]\nspike = { days = 3, over_days = 30, times = 3.0, least = 3 }'
    quarrels = [at(40 + n, f"q{n}", **HOSTILE) for n in range(3)]
    talks = [at(day) for day in range(40)]
    assert [a.record_id for a in alerts(text, *talks, *quarrels)] == ["q2"]


def test_a_question_is_asked_of_the_past_of_the_record_not_of_the_past_of_the_stream() -> None:
    text, (first, second), _ = PAST["silence_days"]
    later = at(50, "later")
    assert [a.record_id for a in alerts(text, first, later, second)] == ["later", "day35"]
