"""Alerts, dashboard and runbook speak of what is there, and of all of it."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from streams.errors import REASONS
from streams.runtime import health, stage
from streams.runtime.metrics import COUNTS, LEVELS, SPREADS
from tests.deploy.shown import DEPLOY, alerts, panels, wrong_in
from tests.support.promtool import WANTED, promtool

RUNBOOK = (DEPLOY / "runbook.md").read_text(encoding="utf-8")
SECTIONS = set(re.findall(r"^## (.+)$", RUNBOOK, re.MULTILINE))

_COMMAND = re.compile(
    r"(?:`|^ {4,})dragoman\s+(\w+(?:\s+(?:list|show|redrive|check|audit|find|create))?)",
    re.MULTILINE,
)


@pytest.mark.parametrize("panel", panels())
def test_every_query_of_the_dashboard_names_what_exists(panel: str) -> None:
    queries = panels()[panel]
    assert queries
    assert [wrong for query in queries for wrong in wrong_in(query)] == []


def test_the_dashboard_shows_every_metric() -> None:
    asked = " ".join(query for queries in panels().values() for query in queries)
    missing = [n for n in (*COUNTS, *LEVELS, *SPREADS) if f"dragoman_{n}" not in asked]
    assert missing == []


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("sum(dragoman_lags)", ["no metric dragoman_lags"]),
        ('dragoman_lag{reason="bug"}', ["dragoman_lag has no label reason"]),
        ("sum by (topic) (dragoman_lag)", ["nothing to group by topic"]),
        ('sum by (stage, instance) (dragoman_rejects_total{reason=~"b.*"})', []),
    ],
)
def test_a_query_for_what_is_not_there_is_found_out(query: str, wrong: list[str]) -> None:
    assert wrong_in(query) == wrong


@pytest.mark.parametrize("name", alerts())
def test_every_alert_names_what_exists_and_has_its_section(name: str) -> None:
    rule = alerts()[name]
    assert wrong_in(rule["expr"]) == []
    assert rule["labels"]["severity"] in ("page", "ticket")
    assert name in SECTIONS
    assert rule["annotations"]["runbook"] == f"deploy/runbook.md#{name.lower()}"


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_has_its_section(reason: str) -> None:
    assert reason in SECTIONS


def test_every_exit_code_has_its_section_and_no_alert_or_code_is_made_up() -> None:
    codes = {stage.FAILED_EXIT, stage.UNFINISHED_EXIT, stage.REJECTS_EXIT, health.STUCK_EXIT}
    told = {int(s.removeprefix("Exit ")) for s in SECTIONS if s.startswith("Exit ")}
    assert told == codes | {0, 2, 3}
    assert {s for s in SECTIONS if s.startswith("Dragoman")} == set(alerts())
    assert set(re.findall(r"\bDragoman[A-Z]\w+", RUNBOOK)) <= set(alerts())


def test_the_runbook_names_settings_and_commands_that_exist() -> None:
    known = {line.split("=")[0] for line in (DEPLOY / "worker.env.reference").read_text().split()}
    assert set(re.findall(r"\bDRAGOMAN_[A-Z_]+\b", RUNBOOK)) <= known
    spoken = {" ".join(each.split()) for each in _COMMAND.findall(RUNBOOK)}
    assert {"topics audit", "rejects redrive", "replay"} <= spoken
    for each in sorted(spoken - {"code"}):
        command = [sys.executable, "-m", "streams.cli", *each.split(), "--help"]
        made = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert made.returncode == 0, each
        for line in re.findall(rf"dragoman {each}\b[^\n`]*", RUNBOOK):
            assert [o for o in re.findall(r"--[a-z]+", line) if o not in made.stdout] == [], line


def test_rules_are_sound_and_each_alert_fires_when_it_should() -> None:
    with promtool() as program:
        if program is None:
            pytest.skip(WANTED)
        for command in (
            ["check", "config", "prometheus.yaml"],
            ["test", "rules", "alerts.test.yaml"],
        ):
            made = subprocess.run(
                [program, *command],
                cwd=DEPLOY / "prometheus",
                capture_output=True,
                text=True,
                timeout=120,
            )
            assert made.returncode == 0, made.stdout + made.stderr


def test_every_alert_is_tried() -> None:
    tried = (DEPLOY / "prometheus" / "alerts.test.yaml").read_text(encoding="utf-8")
    assert [name for name in alerts() if f"alertname: {name}\n" not in tried] == []
