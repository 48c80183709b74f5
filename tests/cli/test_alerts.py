"""``dragoman alerts test``: what rules would have said of records of the past."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from streams import cli, wire
from tests.support.records import parties, record


@pytest.fixture
def rules(tmp_path: Path) -> str:
    path = tmp_path / "r.toml"
    path.write_text('[[rule]]\nname = "talks"\nactors = ["IRN"]\n')
    return str(path)


def given(monkeypatch: pytest.MonkeyPatch, value: bytes) -> None:
    stdin: Any = SimpleNamespace(buffer=io.BytesIO(value))
    monkeypatch.setattr("sys.stdin", stdin)


def test_each_alert_is_a_line_with_its_reasons(
    rules: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other = record("b", actors=parties("OMN"))
    given(monkeypatch, b"\n".join(map(wire.write, (record("a"), other, record("a")))))
    assert cli.main(["alerts", "test", rules]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "2024-07-03T10:00:00+00:00  medium   talks: CONSULT (visit): IRN → QAT "
        "[actual, reported, 1 source]",
        "    actors: done by IRN",
    ]
    assert err.splitlines() == ["     1 talks", "3 records, 1 alerts"]


def test_what_is_no_record_and_what_is_no_rule_is_told(
    rules: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given(monkeypatch, b"{}\n")
    assert cli.main(["alerts", "test", rules]) == 2
    assert "line 1 is no record: wrong-schema" in capsys.readouterr().err
    Path(rules).write_text('[[rule]]\nname = "talks"\nactor = ["IRN"]\n')
    assert cli.main(["alerts", "test", rules]) == 2
    assert capsys.readouterr().err == (
        "dragoman: r.toml:3: unknown 'actor'; did you mean 'actors'?\n"
    )
