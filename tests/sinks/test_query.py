"""Questions to the archive and to JSON Lines, and the shapes in which the answers come."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from streams import cli, wire
from streams.errors import Misuse
from streams.messages import EventDate, Record
from streams.sinks import exports, gdelt, query
from streams.sinks.parquet import Files
from streams.sinks.query import Question, ask, day
from tests.support.archives import buried, lines
from tests.support.records import parties, place, record, toll


def on(text: str) -> EventDate:
    return EventDate(start=text, end=text, precision="day", text=None, how="stated")


MEETING = record("meeting", date=on("2024-05-20"), location=place("QAT", "Doha"))
HOSTED = record("hosted", actors=parties("QAT"), recipients=parties("IRN"), date=on("2024-04-02"))
STRIKE = record(
    "strike",
    type="ASSAULT",
    mode="aerial",
    quad_class="material conflict",
    recipients=parties("SAU"),
    magnitude=toll(killed=3),
    contexts=("military",),
    sources=("A", "B"),
    status="corroborated",
)
GONE = record("gone", status="retracted", revision=2)
ALL = [record("meeting", mode="phone"), replace(MEETING, revision=2), HOSTED, STRIKE, GONE]


@pytest.fixture(params=["archive", "lines"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "lines":
        path = tmp_path / "records.jsonl"
        path.write_bytes(b"".join(wire.write(each) + b"\n" for each in ALL))
        return path
    store = Files(tmp_path)
    store.store("records", 0, lines(ALL[:2]))
    late = lines([record("buried")], first=10)[0]
    store.store("records", 0, [*lines(ALL[2:], first=2), late, buried("records", "buried", 11)])
    return tmp_path


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ({}, ["hosted", "meeting", "strike"]),
        ({"actor": ("IRN",), "with_": ("QAT",), "types": ("CONSULT",)}, ["hosted", "meeting"]),
        ({"actor": ("IRN",), "with_": ("QAT",), "since": date(2024, 5, 1)}, ["meeting"]),
        ({"by": ("IRN",)}, ["meeting", "strike"]),
        ({"to": ("IRN",)}, ["hosted"]),
        ({"modes": ("aerial", "phone")}, ["strike"]),
        ({"countries": ("QAT",)}, ["meeting"]),
        ({"contexts": ("military",)}, ["strike"]),
        ({"factuality": ("planned",)}, []),
        ({"until": date(2024, 5, 20)}, ["hosted", "meeting"]),
        ({"since": date(2024, 7, 3)}, ["strike"]),
        ({"status": ("corroborated",)}, ["strike"]),
        ({"status": ("retracted",)}, ["gone"]),
        ({"min_sources": 2}, ["strike"]),
        ({"limit": 2}, ["hosted", "meeting"]),
    ],
)
def test_filters(source: Path, question: dict[str, Any], wanted: list[str]) -> None:
    assert [row["record_id"] for row in ask(source, Question(**question))] == wanted


def test_every_filter_can_be_asked_for() -> None:
    assert {f.name for f in query.__dict__["Question"].__dataclass_fields__.values()} == {
        *("actor", "with_", "by", "to", "types", "modes", "countries", "contexts"),
        *("factuality", "status", "since", "until", "min_sources", "limit"),
    }


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-05-06", "2024-05-06", "2024-05-06"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        ("2024", "2024-01-01", "2024-12-31"),
    ],
)
def test_days(text: str, first: str, last: str) -> None:
    assert day(text) == date.fromisoformat(first)
    assert day(text, last=True) == date.fromisoformat(last)


@pytest.mark.parametrize("text", ["May", "2024-13", "2024-02-30", "24-05-06"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Misuse, match="is no day, month or year"):
        day(text)


@pytest.mark.parametrize(
    ("question", "complaint"),
    [
        ({"types": ("MEET",)}, "no type 'MEET'; there are AGREE"),
        ({"status": ("true",)}, "no status 'true'"),
        ({"factuality": ("true",)}, "no factuality 'true'"),
    ],
)
def test_what_there_cannot_be_is_refused(question: dict[str, Any], complaint: str) -> None:
    with pytest.raises(Misuse, match=complaint):
        list(ask(Path(), Question(**question)))


def test_where_there_is_nothing_to_ask(tmp_path: Path) -> None:
    with pytest.raises(Misuse, match="no archive of records there"):
        list(ask(tmp_path, Question()))
    with pytest.raises(Misuse, match="cannot be read"):
        list(ask(tmp_path / "none.jsonl", Question()))
    (tmp_path / "odd.jsonl").write_text("[]\n")
    with pytest.raises(Misuse, match=r"odd\.jsonl:1 is no record"):
        list(ask(tmp_path / "odd.jsonl", Question()))


def told(source: Path, shape: str) -> list[str]:
    return list(exports.FORMATS[shape](ask(source, Question())))


def test_a_table_for_people(source: Path) -> None:
    shown = told(source, "table")
    assert shown[2].startswith("2024-05-20   CONSULT/visit         IRN")
    assert shown[3].startswith("~2024-07-03  ASSAULT/aerial        IRN")
    assert shown[-1] == "3 records"


def test_json_lines_are_the_messages_themselves(source: Path) -> None:
    found = [wire.read(Record, line.encode()) for line in told(source, "jsonl")]
    assert found == [HOSTED, replace(MEETING, revision=2), STRIKE]


def test_comma_separated_values(source: Path) -> None:
    rows = list(csv.DictReader(io.StringIO("\n".join(told(source, "csv")))))
    assert [r["record_id"] for r in rows] == ["hosted", "meeting", "strike"]
    assert (rows[2]["sources"], rows[2]["magnitude"]) == ("A;B", "killed=3")
    assert (rows[1]["date_start"], rows[1]["reciprocal"]) == ("2024-05-20", "false")


def test_geojson(source: Path) -> None:
    found = json.loads("\n".join(told(source, "geojson")))
    assert found["type"] == "FeatureCollection"
    geometry = {each["id"]: each["geometry"] for each in found["features"]}
    assert geometry["meeting"] == {"type": "Point", "coordinates": [-20.25, 10.5]}
    assert geometry["strike"] is None
    properties = {each["id"]: each["properties"] for each in found["features"]}
    assert properties["strike"]["magnitude"] == {"killed": 3.0}


def test_gdelts_columns(source: Path) -> None:
    assert len(gdelt.COLUMNS) == 61
    hexed = [replace(each, record_id=f"{n:032x}") for n, each in enumerate((MEETING, STRIKE), 16)]
    path = source / "hex.jsonl" if source.is_dir() else source.with_name("hex.jsonl")
    path.write_bytes(b"".join(wire.write(each) + b"\n" for each in hexed))
    shown = told(path, "gdelt-header")
    header = shown[0].split("\t")
    meeting, strike = (dict(zip(header, line.split("\t"), strict=True)) for line in shown[1:])
    assert (meeting["SQLDATE"], meeting["MonthYear"], meeting["Year"]) == (
        "20240520",
        "202405",
        "2024",
    )
    assert (meeting["Actor1Code"], meeting["Actor2Code"]) == ("IRN", "QAT")
    assert (meeting["ActionGeo_FullName"], meeting["ActionGeo_CountryCode"]) == ("Doha", "QA")
    assert (meeting["QuadClass"], strike["QuadClass"]) == ("1", "4")
    assert (strike["NumSources"], strike["NumArticles"], strike["SQLDATE"]) == (
        "2",
        "1",
        "20240703",
    )
    assert strike["ActionGeo_Type"] == "0"
    assert strike["AvgTone"] == "", "what is not known is not guessed"


def test_from_the_command_line(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = "--actor IRN --with QAT --type CONSULT --since 2024-05 --until 2024-05 --format jsonl"
    assert cli.main(["query", str(source), *asked.split()]) == 0
    assert json.loads(capsys.readouterr().out)["record_id"] == "meeting"
    assert cli.main(["query", str(source), "--since", "yesterday"]) == 2
    assert "'yesterday' is no day" in capsys.readouterr().err
