"""What an imported line becomes over the real knowledge, and why others are left out."""

from __future__ import annotations

import pytest

from streams.ontology.lists import Entry
from streams.ontology.load import DATA, load
from streams.ontology.settling import LeftOut, Line, Settling
from streams.ontology.tables import toml


def settling(**chosen: object) -> Settling:
    given = {"offices": {}, "table": None, "shared": False, **chosen}
    return Settling(ontology=load(DATA), words=toml(DATA / "imports.toml"), **given)  # type: ignore[arg-type]


def settle(**cells: str) -> Line:
    return settling().line(Entry("x.csv:2", _named(cells)))


def _named(cells: dict[str, str]) -> dict[str, str]:
    return {{"since": "from"}.get(k, k): v for k, v in cells.items()}


@pytest.mark.parametrize(
    ("office", "file", "ours"),
    [
        ("President of Finland", "FIN", "head of state"),
        ("President of the Republic of Finland", "FIN", "head of state"),
        ("Prime Minister of the United Kingdom", "GBR", "head of government"),
        ("Prime Minister of the Democratic Republic of the Congo", "COD", "head of government"),
        ("Minister for Foreign Affairs of Iceland", "ISL", "foreign minister"),
        ("Chilean Minister of Foreign Affairs", "CHL", "foreign minister"),
        ("United States Secretary of State", "USA", "foreign minister"),
        ("Minister of Defence of Portugal", "PRT", "defence minister"),
    ],
)
def test_a_label_says_office_and_state(office: str, file: str, ours: str) -> None:
    line = settle(name="Ana Mud", office=office, since="2051-05-01")
    assert (line.file, line.row["office"]) == (f"offices/{file}.tsv", ours)


@pytest.mark.parametrize(
    "office",
    [
        "President of the Senate of France",
        "Vice President of Colombia",
        "Deputy Prime Minister of Italy",
        "President of Narnia",
        "Mayor of London",
        "Q77",
    ],
)
def test_a_label_that_means_another_office_is_left_out(office: str) -> None:
    with pytest.raises(LeftOut, match="is no office that we know"):
        settle(name="Ana Mud", office=office)


def test_an_office_can_be_said_to_be_one_of_ours() -> None:
    own = settling(offices={"first lord": "army chief"})
    line = own.line(Entry("x.csv:2", {"name": "Ana Mud", "office": "First Lord", "state": "Peru"}))
    assert (line.file, line.row["office"]) == ("offices/PER.tsv", "army chief")


@pytest.mark.parametrize(
    ("name", "state", "aliases"),
    [
        ("Ana Mudd", "PER", "Mudd"),
        ("Carla de la Mola", "PRT", "de la Mola"),
        ("Wei Dust", "CHN", "?Wei"),
        ("Ed London", "NOR", "?London"),
        ("Abe Bishop", "NOR", "?Bishop"),
        ("Pelé", "PRT", ""),
    ],
)
def test_the_family_name_is_an_alias_marked_where_it_means_more(
    name: str, state: str, aliases: str
) -> None:
    line = settle(name=name, state=state, office="speaker", since="2051")
    assert line.row["aliases"] == aliases


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({}, "no name"),
        ({"name": "Q42"}, "Q42 has no English label"),
        ({"name": "Ana Mud"}, "no office and no table"),
        ({"name": "Ana Mud", "office": "speaker"}, "no state for 'speaker'"),
        ({"name": "Ana Mud", "office": "speaker", "state": "Narnia"}, "'Narnia' is no state"),
        ({"name": "Ana Mud", "office": "speaker", "state": "PER", "since": "5/2020"}, "'5/2020'"),
        (
            {"name": "Emmanuel Macron", "office": "President of France", "since": "2017"},
            "known already",
        ),
        ({"name": "Oxfam", "table": "ngos"}, "Oxfam is known already"),
        ({"name": "World Bank", "key": "WB2", "table": "ngos"}, "'World Bank' already names"),
        ({"name": "Mud League", "table": "ngos", "sectors": "MUD"}, "unknown sector 'MUD'"),
        ({"name": "Mud League", "table": "ngos", "country": "Narnia"}, "'Narnia' is no state"),
    ],
)
def test_a_line_is_left_out_with_its_reason(cells: dict[str, str], says: str) -> None:
    with pytest.raises(LeftOut) as why:
        settle(**cells)
    assert says in str(why.value)
    assert "\n" not in str(why.value)


def test_a_line_that_stands_twice_is_taken_once() -> None:
    own = settling()
    entry = Entry("x.csv:2", {"name": "Ana Mud", "office": "speaker", "state": "PER"})
    own.line(entry)
    with pytest.raises(LeftOut, match="Ana Mud stands twice"):
        own.line(entry)


def test_a_name_that_another_has_is_marked_where_both_are_wanted() -> None:
    cells = {"name": "World Bank", "key": "WB2", "table": "ngos", "aliases": "Cairo|Mud Bank"}
    line = settling(shared=True).line(Entry("x.csv:2", cells))
    assert (line.row["name"], line.row["aliases"]) == ("?World Bank", "?Cairo|Mud Bank")
    assert line.notes == ("'World Bank' is shared", "'Cairo' is shared")


def test_a_second_term_is_a_line_of_its_own() -> None:
    line = settle(name="François Hollande", office="President of France", since="2051-05")
    assert line.row["from"] == "2051-05"
