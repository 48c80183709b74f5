"""The real knowledge: how much there is of it, and that it does not contradict itself."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from streams.ontology.actors import OFFICES
from streams.ontology.load import DATA, load
from streams.ontology.model import fold
from streams.ontology.survey import Survey, survey
from streams.ontology.tables import rows, several, toml

FLOORS = {
    "organisations": 330,
    "armed groups": 360,
    "parties": 600,
    "people": 400,
    "companies": 150,
    "ngos": 80,
    "media": 120,
    "roles": 3700,
    "titles": 550,
    "states": 194,
    "office lines": 4600,
}


@pytest.fixture(scope="module")
def real() -> Survey:
    return survey([DATA])


@pytest.mark.parametrize(("what", "least"), FLOORS.items(), ids=FLOORS)
def test_there_is_at_least_so_much(what: str, least: int, real: Survey) -> None:
    assert real.counts[what] >= least


def test_no_office_has_two_holders_but_where_that_is_how_it_was(real: Survey) -> None:
    assert real.overlaps == []


def test_most_tenures_have_their_dates(real: Survey) -> None:
    total = real.bounds.total()
    assert (
        real.bounds["both dates"] + real.bounds["no end (in office, or not known)"] >= 0.96 * total
    )
    assert total == real.counts["office lines"]


def test_provenance_states_the_counts_as_they_are(real: Survey) -> None:
    told = " ".join((DATA / "PROVENANCE.md").read_text(encoding="utf-8").split())
    no_end = real.bounds["no end (in office, or not known)"]
    for said in (
        f"{real.counts['office lines']} lines in `offices/`",
        f"{real.bounds['no beginning']} lines have no `from`, {no_end} no `until`",
        f"{real.bounds['neither date']} neither",
    ):
        assert said in told


def test_every_state_has_a_seat_and_a_name_for_its_people() -> None:
    lacking = []
    for path in sorted((DATA / "states").glob("*.toml")):
        state = toml(path)
        if state["kind"] != "state":
            continue
        if not (state["standing"].get("GOV") and state["capital"]):
            lacking.append(f"{path.name}: no seat")
        if not state["adjectives"]:
            lacking.append(f"{path.name}: no adjective")
        if not state["standing"].get("LEG"):
            lacking.append(f"{path.name}: no parliament")
    assert lacking == []


def test_what_is_marked_as_shared_is_there() -> None:
    idle = []
    for path in sorted((DATA / "states").glob("*.toml")):
        state = toml(path)
        named = {state["name"], *state["names"], *state["adjectives"], *state["people"]}
        standing = {form for forms in state["standing"].values() for form in forms}
        idle += [f"{path.name}: {f}" for f in state["ambiguous"] if f not in named]
        idle += [f"{path.name}: {f}" for f in state["ambiguous_standing"] if f not in standing]
    assert idle == []


def test_a_head_of_state_or_government_is_known_for_every_member_of_the_united_nations() -> None:
    holders = load(DATA).holders
    states = [p.stem for p in (DATA / "states").glob("*.toml") if toml(p)["kind"] == "state"]
    heads = ("head of state", "head of government", "leader")
    assert [s for s in states if not any(holders.get((s, office)) for office in heads)] == []


def test_no_table_holds_a_line_twice() -> None:
    for path in sorted((DATA / "offices").glob("*.tsv")):
        lines = Counter((r["office"], r["name"], r["from"]) for r in rows(path))
        assert [line for line, count in lines.items() if count > 1] == [], path.name
    for path in sorted((DATA / "actors").glob("*.tsv")):
        lines = Counter((r["key"], r["name"], r["from"]) for r in rows(path))
        assert [line for line, count in lines.items() if count > 1] == [], path.name


def test_a_form_stands_once_in_a_line() -> None:
    for path in sorted((DATA / "actors").glob("*.tsv")):
        for row in rows(path):
            forms = [f.lstrip("?") for f in (row["name"], *several(row["aliases"]))]
            assert len(forms) == len(set(forms)), row["line"]


def test_every_noun_of_an_office_is_a_role() -> None:
    roles = load(DATA).roles
    for office, states in toml(DATA / "office_nouns.toml").items():
        assert office in OFFICES
        for key, nouns in states.items():
            assert key == "all" or (DATA / "states" / f"{key}.toml").exists()
            for noun in nouns:
                assert roles[fold(noun)].office("" if key == "all" else key) == office


OFFICE_HEADER = "office\tname\taliases\tfrom\tuntil\n"


def test_an_overlap_is_told_with_both_lines(tmp_path: Path) -> None:
    (tmp_path / "offices").mkdir()
    (tmp_path / "offices" / "ELB.tsv").write_text(
        OFFICE_HEADER
        + "head of state\tAna Mud\t\t2019\t2022\n"
        + "head of state\tBo Dust\t\t2020-06\t\n"
        + "spokesperson\tCe Dry\t\t2020\t2022\nspokesperson\tDi Wet\t\t2020\t2022\n",
        encoding="utf-8",
    )
    (overlap,) = survey([tmp_path]).overlaps
    assert overlap == ("ELB.tsv:3: head of state Bo Dust and Ana Mud (ELB.tsv:2) share 550 days")
    (tmp_path / "joint_offices.tsv").write_text(
        "state\toffice\tfrom\tuntil\tnote\nELB\thead of state\t2020\t2022\ta double throne\n",
        encoding="utf-8",
    )
    assert survey([tmp_path]).overlaps == []
