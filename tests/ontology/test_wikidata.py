"""Wikidata's two shapes as cells: ranks, qualifiers, precisions, labels that are missing."""

from __future__ import annotations

from typing import Any

import pytest

from streams.ontology import wikidata
from streams.ontology.lists import FIELDS

Claim = dict[str, Any]


def item(key: str) -> Claim:
    return {"snaktype": "value", "datavalue": {"value": {"id": key}}}


def moment(value: str, precision: int) -> Claim:
    return {"snaktype": "value", "datavalue": {"value": {"time": value, "precision": precision}}}


def held(position: str, rank: str = "normal", **qualifiers: Claim) -> Claim:
    snaks = {name: [snak] for name, snak in qualifiers.items()}
    return {"mainsnak": item(position), "rank": rank, "qualifiers": snaks}


def entity(key: str, label: str, **claims: list[Claim]) -> dict[str, Any]:
    return {"id": key, "labels": {"en": {"value": label}}, "claims": claims}


def rows(*entities: dict[str, Any], labels: wikidata.Labels | None = None) -> list[wikidata.Cells]:
    found = wikidata.entities_of({"entities": {e["id"]: e for e in entities}})
    return list(wikidata.statements(found, labels or {}))


@pytest.mark.parametrize(
    ("value", "precision", "cell"),
    [
        ("+2017-05-14T00:00:00Z", 11, "2017-05-14"),
        ("+2017-05-00T00:00:00Z", 10, "2017-05"),
        ("+2017-05-14T00:00:00Z", 10, "2017-05"),
        ("+2017-00-00T00:00:00Z", 9, "2017"),
        ("+2017-01-01T00:00:00Z", 9, "2017"),
        ("+2010-00-00T00:00:00Z", 8, ""),
        ("2017-05-14T00:00:00Z", 11, "2017-05-14"),
        ("-0044-03-15T00:00:00Z", 11, ""),
        ("http://www.wikidata.org/.well-known/genid/1", 11, ""),
        ("spring 2017", 11, "spring 2017"),
    ],
)
def test_a_time_is_cut_to_what_is_known(value: str, precision: int, cell: str) -> None:
    assert wikidata.time(value, precision) == cell


def test_a_statement_is_a_row_with_its_qualifiers() -> None:
    person = entity(
        "Q1",
        "Ana Mud",
        P39=[
            held("Q7", P580=moment("+2019-05-00T00:00:00Z", 10), P582={"snaktype": "somevalue"}),
            held("Q8", rank="deprecated"),
            held("Q9"),
        ],
    )
    person["aliases"] = {"en": [{"value": "A. Mud"}, {"value": "Ana M."}]}
    position = entity("Q7", "Minister of Defence of Chile")
    first, second = rows(person, position, labels={"Q9": ("foreign minister", "CHL")})
    assert first == (
        "Q1, statement 1",
        {
            "name": "Ana Mud", "aliases": "A. Mud|Ana M.", "office": "Minister of Defence of Chile",
            "state": "", "from": "2019-05", "until": "",
        },
    )  # fmt: skip
    assert (second[1]["office"], second[1]["state"]) == ("foreign minister", "CHL")


def test_a_position_that_nothing_explains_keeps_its_id() -> None:
    ((_, cells),) = rows(entity("Q1", "Ana Mud", P39=[held("Q7")]))
    assert cells["office"] == "Q7"


def test_an_entity_without_a_position_has_its_country() -> None:
    country = entity("Q2", "Chile", P298=[{"mainsnak": {"datavalue": {"value": "CHL"}}}])
    body = entity("Q1", "Mud League", P17=[{"mainsnak": item("Q2")}])
    assert rows(body, country) == [("Q1", {"name": "Mud League", "aliases": "", "country": "CHL"})]


@pytest.mark.parametrize("content", [None, 3, "x", {}, [], [3], {"entities": []}, {"results": {}}])
def test_other_json_is_no_entities(content: object) -> None:
    assert wikidata.entities_of(content) == {}
    assert not wikidata.is_query_result(content)


def test_a_query_s_row_is_read_by_its_usual_variables_or_by_those_named() -> None:
    row = {
        "personLabel": {"value": "Ana Mud"},
        "post": {"value": "foreign minister"},
        "iso": {"value": "CHL"},
        "start": {"value": "2019-05-01T00:00:00Z"},
        "altLabel": {"value": "A. Mud, Ana M."},
    }
    content = {"results": {"bindings": [row]}}
    assert wikidata.is_query_result(content)
    ((where, cells),) = wikidata.bindings(content, {"office": "post"}, FIELDS)
    assert where == "row 1"
    assert cells == {
        "name": "Ana Mud", "office": "foreign minister", "state": "CHL", "from": "2019-05-01",
        "aliases": "A. Mud|Ana M.",
    }  # fmt: skip
