"""How often and when an alert is given: once a record, cooling down, quiet hours, digests, restored."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from streams import pipeline, wire
from streams.alerts import Watch, drop, watch
from streams.alerts.reading import parse
from streams.alerts.schedule import due
from streams.messages import Alert, Record
from streams.pipeline import Environment, Message, alert_step
from tests.support.records import parties, record

ENVIRONMENT = Environment()


def rules(text: str, severity: str = "medium") -> Any:
    return parse(f'[[rule]]\nname = "r"\nseverity = "{severity}"\n{text}\n', "r.toml")


def run(known: Watch, *records: Record) -> list[Alert]:
    found: list[Alert] = []
    for each in records:
        known, some = watch(known, each)
        found += some
    return found


def at(hour: float, name: str = "r1", **changes: Any) -> Record:
    moment = f"2024-07-0{3 + int(hour // 24)}T{int(hour % 24):02}:{int(hour % 1 * 60):02}:00+00:00"
    return record(name, published_at=moment, **changes)


def test_a_record_gives_one_alert_a_rule_however_often_it_is_revised() -> None:
    one = at(1)
    known = Watch(rules('types = ["CONSULT"]'))
    (alert,) = run(known, one, one, replace(one, revision=2), replace(one, revision=3))
    assert (alert.rule, alert.record_id, alert.revision) == ("r", "r1", 1)
    assert alert.evidence[0].evidence == one.reports[0].evidence
    assert alert.title == "CONSULT (visit): IRN → QAT [actual, reported, 1 source]"


@pytest.mark.parametrize(("repeat", "number"), [("never", 1), ("status", 2), ("revision", 4)])
def test_a_rule_may_want_to_hear_again(repeat: str, number: int) -> None:
    known = Watch(rules(f'types = ["CONSULT"]\nrepeat = "{repeat}"'))
    one = at(1)
    later = [
        replace(one, revision=2),
        replace(one, revision=3, status="corroborated"),
        replace(one, revision=3, status="corroborated"),
        replace(one, revision=4, status="corroborated"),
    ]
    alerts = run(known, one, *later)
    assert len(alerts) == number
    assert len({a.alert_id for a in alerts}) == number


def test_a_rule_cools_down_for_the_same_parties_only() -> None:
    known = Watch(rules('types = ["CONSULT"]\ncooldown_hours = 12'))
    told = run(
        known,
        at(1, "a"),
        at(6, "b"),
        at(7, "c", actors=parties("OMN")),
        at(12.5, "d", actors=parties("QAT"), recipients=parties("IRN")),
        at(14, "e"),
    )
    assert [a.record_id for a in told] == ["a", "c", "e"]


@pytest.mark.parametrize(
    ("hour", "severity", "text", "wanted"),
    [
        (12, "high", 'quiet = { from = "22:00", to = "06:00", zone = "UTC" }', None),
        (23, "high", 'quiet = { from = "22:00", to = "06:00", zone = "UTC" }', "04T06:00"),
        (3, "high", 'quiet = { from = "22:00", to = "06:00", zone = "UTC" }', "03T06:00"),
        (23, "critical", 'quiet = { from = "22:00", to = "06:00", zone = "UTC" }', None),
        (12, "high", 'quiet = { from = "12:00", to = "13:30", zone = "UTC" }', "03T13:30"),
        (20, "high", 'quiet = { from = "22:00", to = "06:00", zone = "Asia/Qatar" }', "04T03:00"),
        (12, "low", "digest_hours = 24", "04T00:00"),
        (0, "low", "digest_hours = 6", "03T06:00"),
        (
            17,
            "low",
            'digest_hours = 6\nquiet = { from = "17:00", to = "20:00", zone = "UTC" }',
            "03T20:00",
        ),
    ],
)
def test_quiet_hours_and_digests(hour: int, severity: str, text: str, wanted: str | None) -> None:
    (rule,) = rules(f'types = ["AID"]\n{text}', severity)
    when, digest = due(rule, at(hour).last_seen)
    assert when == (f"2024-07-{wanted}:00+00:00" if wanted else None)
    assert (digest is not None) == ("digest" in text)


def test_alerts_of_one_digest_share_its_name() -> None:
    known = Watch(rules('types = ["CONSULT"]\ndigest_hours = 24', "low"))
    told = run(known, at(1, "a"), at(23, "b"), at(25, "c"))
    digests = [a.digest for a in told]
    assert digests[0] == digests[1] != digests[2]


def test_restored_it_says_nothing_twice_and_still_cools_down() -> None:
    some = rules('types = ["CONSULT"]\ncooldown_hours = 12')
    said = run(Watch(some), at(1, "a"))
    again = Watch.restore(some, [at(1, "a")], said)
    assert run(again, at(1, "a"), at(6, "b")) == []
    assert [a.record_id for a in run(again, at(14, "c"))] == ["c"]


def test_restored_it_knows_the_past() -> None:
    some = rules("silence_days = 1")
    past = [at(0, "old", actors=parties("OMN")), at(20, "met")]
    assert run(Watch.restore(some, past, ()), at(30, "again")) == []
    assert len(run(Watch.restore(some, past[:1], ()), at(30, "again"))) == 1


def test_the_past_is_bounded_by_what_the_rules_ask() -> None:
    nothing = Watch(rules('types = ["AID"]'))
    run(nothing, at(1, "a"), at(2, "b"))
    assert len(nothing) == 0
    known = Watch(rules("silence_days = 1"))
    run(known, *(at(0, f"old{n}") for n in range(4000)))
    assert len(known) == 4000
    run(known, *(record(f"new{n}", published_at="2024-08-03T00:00:00+00:00") for n in range(1000)))
    assert len(known) == 1000
    drop(known, "new1")
    assert len(known) == 999


def test_the_step_reads_records_gives_alerts_and_rejects_the_rest() -> None:
    known = Watch(rules('types = ["CONSULT"]'))
    value = wire.write(at(1))
    known, made = alert_step(Message("records", b"r1", value), known, ENVIRONMENT)
    assert [(m.topic, m.key) for m in made] == [("alerts", b"r1")]
    assert orjson.loads(made[0].value or b"")["rule"] == "r"
    assert dict(made[0].headers)["ce_type"] == b"dragoman.alert.v1"
    known, made = alert_step(Message("records", b"r1", b"{}"), known, ENVIRONMENT)
    assert [m.topic for m in made] == ["rejects"]
    assert alert_step(Message("records", b"r1", None), known, ENVIRONMENT)[1] == []


def test_without_rules_there_are_no_alerts() -> None:
    assert Environment().rules == ()
    assert run(Watch(), at(1)) == []


def test_rules_come_with_the_options(tmp_path: Path) -> None:
    path = tmp_path / "r.toml"
    path.write_text('[[rule]]\nname = "r"\ntypes = ["CONSULT"]\n')
    (rule,) = pipeline.Environment(pipeline.Options(rules=str(path))).rules
    assert rule.name == "r"
