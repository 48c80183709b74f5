"""The commands code, resolve and explain, run as a person runs them."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import orjson
import pytest

from streams import cli, pipeline
from streams.pipeline import Environment

pytestmark = pytest.mark.model

BODY = (
    "Turkey condemned Israel over the raid on Wednesday. The statement was read out by the"
    " foreign ministry in Ankara."
)
OTHER = (
    "Japan sent food aid to Yemen after the storm. The ships are due to arrive in the port"
    " within a week."
)
REFUSED = b'{"article_id": "3", "title": 7}\n'


def line(article_id: str, body: str) -> bytes:
    article = {
        "article_id": article_id,
        "title": "A report",
        "body": body,
        "published_at": "2024-07-04T10:00:00Z",
        "language": "en",
    }
    return orjson.dumps(article) + b"\n"


TWO = line("1", BODY) + line("2", OTHER)


@pytest.fixture(scope="module")
def environment() -> Environment:
    return Environment()


@pytest.fixture(autouse=True)
def one_model(monkeypatch: pytest.MonkeyPatch, environment: Environment) -> None:
    """One model for all the commands of this file."""
    monkeypatch.setattr(pipeline, "Environment", lambda _: environment)


def typed(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


def rows(out: str) -> list[dict[str, Any]]:
    return [orjson.loads(row) for row in out.splitlines()]


def test_articles_of_a_file_and_of_standard_input_give_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "two.jsonl").write_bytes(TWO)
    assert cli.main(["code", str(tmp_path / "two.jsonl")]) == 0
    of_file = capsys.readouterr()
    typed(monkeypatch, b"\n" + TWO)
    assert cli.main(["code"]) == 0
    assert capsys.readouterr() == of_file
    assert of_file.err == ""
    told = [(e["article_id"], e["type"]) for e in rows(of_file.out)]
    assert told == [("1", "ACCUSE"), ("2", "AID")]


def test_records_are_written_where_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, line("1", BODY) + line("1", BODY))
    assert cli.main(["code", "--emit", "records"]) == 0
    (record,) = rows(capsys.readouterr().out)
    assert (record["type"], record["status"]) == ("ACCUSE", "reported")


def test_a_line_rejected_is_said_and_the_rest_is_coded(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, REFUSED + b"no json\n" + line("1", BODY))
    assert cli.main(["code"]) == 0
    said = capsys.readouterr()
    assert [e["article_id"] for e in rows(said.out)] == ["1"]
    first, second = said.err.splitlines()
    assert first.startswith("dragoman: input/0/0 rejected by documents: wrong-schema")
    assert second.startswith("dragoman: input/0/1 rejected by documents: not-json")


def test_rejects_go_to_a_file_where_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, REFUSED)
    assert cli.main(["code", "--rejects", str(tmp_path / "rejects")]) == 0
    assert capsys.readouterr() == ("", "")
    assert b"wrong-schema" in (tmp_path / "rejects").read_bytes()


@pytest.mark.parametrize("command", ["code", "resolve", "explain"])
def test_a_file_that_is_not_there_is_one_line(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = str(tmp_path / "none.jsonl")
    assert cli.main([command, missing]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"dragoman: cannot read {missing}: No such file or directory\n"


def test_a_floor_is_a_probability(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["code", "--confidence-floor", "7"]) == 2
    assert capsys.readouterr().err == "dragoman: --confidence-floor 7.0 is not within 0..1\n"


def test_resolve_says_whom_a_mention_stands_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    context = "Talks went on in the Kremlin."
    asked = {"id": "a", "mention": "the Kremlin", "context": context, "date": "2024-07-04"}
    typed(monkeypatch, orjson.dumps(asked) + b'\n{"id": "b"}\n[\n')
    assert cli.main(["resolve"]) == 0
    said = capsys.readouterr()
    (answer,) = rows(said.out)
    assert (answer["id"], answer["key"], answer["sectors"]) == ("a", "RUS", ["GOV"])
    assert context[answer["start"] : answer["end"]] == "the Kremlin"
    assert [s.split(":")[1] for s in said.err.splitlines()] == [" line 2", " line 3"]


def test_resolve_leaves_open_what_nobody_knows(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, b'{"mention": "Bob Qwxzyk", "context": "Bob Qwxzyk left."}\n')
    assert cli.main(["resolve"]) == 0
    (answer,) = rows(capsys.readouterr().out)
    assert (answer["key"], answer["country"], answer["how"]) == (None, None, None)


def test_explain_shows_parties_rule_and_reason(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, b"Turkey condemned Israel. Russia wants to attack Ukraine.\n")
    assert cli.main(["explain", "--text", "--date", "2024-07-04"]) == 0
    shown = capsys.readouterr().out
    assert "TUR → ISR [coded]" in shown
    assert "because ACCUSE/condemn" in shown
    assert "RUS → UKR [dropped: only hypothetical]" in shown
    assert "factuality by “wants”" in shown


def test_explain_says_which_line_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, REFUSED + line("1", BODY))
    assert cli.main(["explain"]) == 0
    said = capsys.readouterr()
    assert said.err.startswith("dragoman: line 1: wrong-schema")
    assert said.err.count("\n") == 1
    assert said.out.startswith("1: ")
