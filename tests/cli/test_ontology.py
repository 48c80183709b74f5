"""The command ontology: lists in, a checked folder out, every line left out told with its place."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from streams import cli
from streams.ontology.load import DATA, load
from streams.ontology.model import Name

Said = pytest.CaptureFixture[str]
HOLDERS = """Country;Post;Full name;Start;End
Chile;Minister of Foreign Affairs;Testa Nova;2051-03-11;

Narnia;Prime Minister;Ed Rain;2051;
Norway;Prime Minister;Ed Rain;2051-13;
"""
COLUMNS = ["--column", "state=Country", "--column", "office=Post", "--column", "name=Full name",
           "--column", "from=Start", "--column", "until=End"]  # fmt: skip


def bring(folder: Path, text: str | bytes, *options: str, name: str = "list.csv") -> int:
    path = folder.parent / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return cli.main(["ontology", "import", str(path), "--ontology", str(folder), *options])


def known(folder: Path, *words: str) -> tuple[Name, ...]:
    return load.__wrapped__(DATA, folder).names.find(words)


def test_a_list_with_columns_of_its_own(tmp_path: Path, capsys: Said) -> None:
    own = tmp_path / "own"
    assert bring(own, HOLDERS, *COLUMNS) == 0
    said = capsys.readouterr()
    assert said.out.splitlines() == ["1 lines imported, 2 left out", f"  {own}/offices/CHL.tsv: 1"]
    assert said.err.splitlines() == [
        "list.csv:4: left out: 'Narnia' is no state that we know",
        "list.csv:5: left out: from '2051-13' is no YYYY, YYYY-MM or YYYY-MM-DD",
    ]
    (name,) = known(own, "testa", "nova")
    assert (name.key, name.role, name.since) == ("CHL", "foreign minister", "2051-03-11")


def test_bringing_the_same_again_changes_nothing(tmp_path: Path, capsys: Said) -> None:
    own = tmp_path / "own"
    bring(own, HOLDERS, *COLUMNS)
    before = {p: p.read_bytes() for p in own.rglob("*.tsv")}
    assert bring(own, HOLDERS, *COLUMNS) == 1
    assert "Testa Nova, foreign minister of CHL, is known already" in capsys.readouterr().err
    assert {p: p.read_bytes() for p in own.rglob("*.tsv")} == before


def test_a_dry_run_writes_nothing(tmp_path: Path, capsys: Said) -> None:
    assert bring(tmp_path / "own", HOLDERS, *COLUMNS, "--dry-run") == 0
    assert "1 lines would be imported" in capsys.readouterr().out
    assert not (tmp_path / "own").exists()


def test_a_query_s_result(tmp_path: Path, capsys: Said) -> None:
    row = {"personLabel": {"value": "Ana Mudd"}, "positionLabel": {"value": "President of Finland"},
           "start": {"value": "2051-03-01T00:00:00Z"}}  # fmt: skip
    unlabelled = {"personLabel": {"value": "Q9"}, "positionLabel": {"value": "President of Peru"}}
    content = orjson.dumps({"results": {"bindings": [row, unlabelled]}})
    assert bring(tmp_path / "own", content, name="q.json") == 0
    assert capsys.readouterr().err == "q.json: row 2: left out: Q9 has no English label\n"
    (name,) = known(tmp_path / "own", "ana", "mudd")
    assert (name.key, name.role, name.since) == ("FIN", "head of state", "2051-03-01")


def test_entities_with_positions_explained_in_a_file(tmp_path: Path, capsys: Said) -> None:
    (tmp_path / "positions.csv").write_text("id,office,state\nQ7,foreign minister,PRT\n")
    time = {"datavalue": {"value": {"time": "+2051-05-00T00:00:00Z", "precision": 10}}}
    held = {"mainsnak": {"datavalue": {"value": {"id": "Q7"}}}, "qualifiers": {"P580": [time]}}
    entity = {"id": "Q1", "labels": {"en": {"value": "Ana Mudd"}}, "claims": {"P39": [held]}}
    content = orjson.dumps({"entities": {"Q1": entity}})
    own = tmp_path / "own"
    assert bring(own, content, name="e.json") == 1
    assert "e.json: Q1, statement 1: left out: 'Q7' is no office" in capsys.readouterr().err
    assert bring(own, content, "--positions", str(tmp_path / "positions.csv"), name="e.json") == 0
    (name,) = known(own, "ana", "mudd")
    assert (name.key, name.role, name.since) == ("PRT", "foreign minister", "2051-05")


def test_organisations_and_people(tmp_path: Path, capsys: Said) -> None:
    text = "table,name,aliases,country,sectors\n"
    text += "organisations,Mud League,Cairo|ML Forum,,IGO\npeople,Flo Snowdrift,,KEN,OPP\n"
    assert bring(tmp_path / "own", text) == 0
    assert capsys.readouterr().err == (
        "list.csv:2: 'Cairo' is shared; it counts only with support\n"
    )
    (league,) = known(tmp_path / "own", "mud", "league")
    assert (league.key, league.sectors) == ("MUD LEAGUE", ("IGO",))
    (person,) = known(tmp_path / "own", "snowdrift")
    assert (person.key, person.sectors, person.full) == ("KEN", ("OPP",), False)


@pytest.mark.parametrize(
    ("text", "options", "says"),
    [
        ("a,b\n1,2\n", [], "list.csv:1: no column is called 'name'"),
        ("name\nx\n", ["--column", "from=Start"], "list.csv:1: no column is called 'Start'"),
        ("name\nx\n", ["--column", "start=Start"], "--column 'start=Start': ours is one of"),
        ("name\nx\n", ["--office", "Shah=king"], "--office 'Shah=king': ours is one of"),
        ("name,office\nx,y,z\n", [], "list.csv:2: 3 cells, header has 2"),
        ("{", [], "list.csv:1: not JSON"),
        ("{}", [], "list.csv: JSON, but neither a query's result"),
        (b"name\n\xff\n", [], "list.csv: not UTF-8 at byte 5"),
    ],
)
def test_a_mistake_is_one_line(
    text: str | bytes, options: list[str], says: str, tmp_path: Path, capsys: Said
) -> None:
    assert bring(tmp_path / "own", text, *options) == 2
    said = capsys.readouterr()
    assert said.out == ""
    (line,) = said.err.splitlines()
    assert line.startswith("dragoman: ")
    assert says in line


def test_the_folder_comes_from_the_setting(
    tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DRAGOMAN_ONTOLOGY", raising=False)
    (tmp_path / "list.csv").write_text("name,office,state\nAna Mudd,speaker,PER\n")
    command = ["ontology", "import", str(tmp_path / "list.csv")]
    assert cli.main(command) == 2
    assert "--ontology DIR, or set DRAGOMAN_ONTOLOGY" in capsys.readouterr().err
    monkeypatch.setenv("DRAGOMAN_ONTOLOGY", str(tmp_path / "own"))
    assert cli.main(command) == 0
    assert (tmp_path / "own" / "offices" / "PER.tsv").exists()


def test_check_tells_what_there_is(
    tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DRAGOMAN_ONTOLOGY", raising=False)
    assert cli.main(["ontology", "check"]) == 0
    alone = capsys.readouterr().out.splitlines()
    assert alone[0] == f"ontology {load(DATA).version}"
    assert "offices held by two at once: 0" in alone
    own = tmp_path / "own"
    bring(own, "name,office,state,from\nAna Mudd,president,FIN,2010\n")
    capsys.readouterr()
    assert cli.main(["ontology", "check", str(own)]) == 0
    both = capsys.readouterr().out.splitlines()
    assert both[0] != alone[0]
    assert any("head of state Ana Mudd and Tarja Halonen" in line for line in both)


def test_check_refuses_what_does_not_load(tmp_path: Path, capsys: Said) -> None:
    (tmp_path / "offices").mkdir()
    (tmp_path / "offices" / "PER.tsv").write_text("office\tname\nking\tAna Mudd\n")
    assert cli.main(["ontology", "check", str(tmp_path)]) == 2
    assert capsys.readouterr().err == "dragoman: PER.tsv:2: unknown office 'king'\n"


def test_a_worker_refuses_a_folder_that_is_not_there(
    tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAGOMAN_ONTOLOGY", str(tmp_path / "none"))
    assert cli.main(["worker"]) == 2
    said = capsys.readouterr().err
    assert said == f"dragoman: {tmp_path}/none: there is no such folder of knowledge\n"
