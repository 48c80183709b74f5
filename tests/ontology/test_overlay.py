"""A folder of a user's own over the built-in data: what it adds, ends, and may not hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from streams.errors import BadKnowledge
from streams.ontology import geography, overlay
from streams.ontology.load import load
from streams.ontology.model import Ontology
from streams.ontology.settling import Line
from tests.ontology.test_load import ACTORS, OFFICES, STATE, write

OFFICE = ("office", "name", "aliases", "from", "until")


@pytest.fixture
def builtin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(geography, "places", lambda: iter(()))
    folder = tmp_path / "builtin"
    write(folder, "sets.toml", "")
    write(folder, "states/ELB.toml", STATE)
    write(folder, "roles.tsv", "noun\tsectors\tkind\n")
    write(folder, "titles.tsv", "title\tsectors\n")
    write(folder, "actors/ngos.tsv", ACTORS + "DRY\tDry Land\tDL\tELB\tNGO\t\t\t\n")
    lines = ("head of state\tAna Mud\tMud\t2019-05\t", "spokesperson\tCe Dry\t\t2019\t")
    write(folder, "offices/ELB.tsv", OFFICES + "\n".join(lines))
    return folder


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


def both(builtin: Path, own: Path) -> Ontology:
    return load.__wrapped__(builtin, own)


def line(**cells: str) -> Line:
    return Line("offices/ELB.tsv", dict.fromkeys(OFFICE, "") | {"from": cells.pop("since")} | cells)


def test_an_empty_folder_adds_nothing(builtin: Path, own: Path) -> None:
    assert both(builtin, own).version == load.__wrapped__(builtin).version
    assert len(both(builtin, own).holders) == 2


def test_the_version_depends_on_the_folder(builtin: Path, own: Path) -> None:
    write(own, "titles.tsv", "title\tsectors\nGrand Mud\tGOV\n")
    one = both(builtin, own).version
    write(own, "titles.tsv", "title\tsectors\nGrand Mud\tELI\n")
    assert len({one, both(builtin, own).version, load.__wrapped__(builtin).version}) == 3


def test_a_successor_ends_the_built_in_incumbent(builtin: Path, own: Path) -> None:
    write(own, "offices/ELB.tsv", OFFICES + "head of state\tBo Dust\tDust\t2023-07\t\n")
    first, second = both(builtin, own).holders["ELB", "head of state"]
    assert (first.name, first.until) == ("Ana Mud", "2023-07")
    assert (second.name, second.since, second.until) == ("Bo Dust", "2023-07", "")


@pytest.mark.parametrize(
    "added",
    [
        "head of state\tBo Dust\t\t2018\t2019\n",
        "head of state\tAna Mud\t\t2024\t\n",
        "head of state\tBo Dust\t\t\t\n",
        "spokesperson\tBo Dust\t\t2023\t\n",
    ],
)
def test_nobody_else_ends_a_tenure(builtin: Path, own: Path, added: str) -> None:
    write(own, "offices/ELB.tsv", OFFICES + added)
    holders = both(builtin, own).holders
    assert holders["ELB", "head of state"][0].until == ""
    assert holders["ELB", "spokesperson"][0].until == ""


@pytest.mark.parametrize(
    ("path", "text", "says"),
    [
        ("offices/XYZ.tsv", OFFICES, "no state has the key XYZ"),
        ("actors/ngos.tsv", ACTORS + "WET\tDry Land", "'Dry Land' already names DRY (ngos.tsv:2)"),
        ("states/ELB.toml", STATE, "the key is claimed twice"),
        ("event_types/ACCUSE.toml", "", "a folder of your own may hold only"),
        ("offices/old/ELB.tsv", OFFICES, "a folder of your own may hold only"),
    ],
)
def test_what_contradicts_the_built_in_data_is_refused(
    builtin: Path, own: Path, path: str, text: str, says: str
) -> None:
    write(own, path, text)
    with pytest.raises(BadKnowledge) as refused:
        both(builtin, own)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_folder_that_is_not_there_is_refused(builtin: Path, tmp_path: Path) -> None:
    with pytest.raises(BadKnowledge, match="there is no such folder"):
        both(builtin, tmp_path / "none")


def test_a_state_of_one_s_own_has_offices_of_its_own(builtin: Path, own: Path) -> None:
    state = STATE.replace("ELB", "WET").replace("Elboni", "Wetlandi").replace("Mudville", "Soggy")
    write(own, "states/WET.toml", state)
    write(own, "offices/WET.tsv", OFFICES + "head of state\tEd Rain\t\t2020\t\n")
    assert both(builtin, own).holders["WET", "head of state"][0].country == "WET"


def test_lines_are_added_behind_those_that_are_there(builtin: Path, own: Path) -> None:
    overlay.add(own, [line(office="speaker", name="Ed Rain", since="2020")], builtin)
    overlay.add(own, [line(office="speaker", name="Flo Snow", since="2024-02")], builtin)
    kept = (own / "offices" / "ELB.tsv").read_text(encoding="utf-8")
    assert kept == OFFICES + "speaker\tEd Rain\t\t2020\t\nspeaker\tFlo Snow\t\t2024-02\t\n"
    assert [p.name for p in (own / "offices").iterdir()] == ["ELB.tsv"]


def test_nothing_is_written_where_the_whole_does_not_load(builtin: Path, own: Path) -> None:
    good = line(office="speaker", name="Ed Rain", since="2020")
    bad = line(office="king", name="Flo Snow", since="2024")
    with pytest.raises(BadKnowledge, match="unknown office 'king'"):
        overlay.add(own, [good, bad], builtin)
    assert list(own.iterdir()) == []
