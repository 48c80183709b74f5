"""The crosswalk to CAMEO: real codes under the right types, and which code an event gets."""

from __future__ import annotations

import pytest

from streams.errors import BadKnowledge
from streams.ontology.cameo import check, code_of, crosswalk
from streams.ontology.load import load
from streams.ontology.model import Crosswalk, Kind, Trigger

ASK = Kind(type="REQUEST", quad_class="verbal conflict", intensity=0.0, cameo="10", goldstein=-5.0)
YIELD = Kind(
    type="CONCEDE", quad_class="verbal cooperation", intensity=4.5, cameo="08", goldstein=5.0
)


def trigger(**options: str) -> Trigger:
    given = {"type": "REQUEST", "rule": "REQUEST/urge", "mode": "change", "cameo": "020"} | options
    return Trigger(frame="asks", word_class="verb", head="urge", **given)  # type: ignore[arg-type]


def line(code: str, plover: str) -> dict[str, str]:
    return {"code": code, "plover": plover, "name": "", "line": f"cameo.tsv:{code}"}


SMALL = crosswalk(
    [
        line("10", "REQUEST"),
        line("020", "REQUEST REQUEST/change"),
        line("025", "REQUEST REQUEST/yield"),
        line("0841", "CONCEDE RETREAT"),
    ]
)


@pytest.mark.parametrize("code", ["042", "1712", "0874"])
def test_every_group_has_a_code_that_stands_under_its_type(code: str) -> None:
    """Loading refuses others; here that the refusal looks at all of them."""
    ontology = load()
    indexes = (ontology.verbs, ontology.nouns, ontology.adjectives, ontology.phrases)
    triggers = [t for index in indexes for group in index.values() for t in group]
    assert sum(bool(t.cameo) for t in triggers) > 1000
    types = {c: t for c, t in ontology.cameo.types.items() if c != code}
    with_cut = Crosswalk(types, ontology.cameo.modes)
    check(ontology.cameo, ontology.kinds.values(), triggers)
    with pytest.raises(BadKnowledge, match=code):
        check(with_cut, ontology.kinds.values(), triggers)


def test_a_full_code_begins_with_the_root_it_belongs_to() -> None:
    codes = load().cameo.types
    assert all(code[:2] in codes for code in codes)
    assert all(code[:3] in codes for code in codes if len(code) == 4)


def test_every_type_has_a_root_of_its_own_kind() -> None:
    ontology = load()
    cooperative = {k.cameo for k in ontology.kinds.values() if "cooperation" in k.quad_class}
    assert cooperative == {"03", "04", "05", "06", "07", "08"}
    assert {k.cameo for k in ontology.kinds.values()} - cooperative <= {
        "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20",
    }  # fmt: skip


def test_the_code_follows_type_and_mode() -> None:
    assert code_of(SMALL, ASK, "change", trigger()) == "020"
    assert code_of(SMALL, ASK, "yield", trigger()) == "025"  # the content decided the mode
    assert code_of(SMALL, ASK, "meet", trigger()) == "020"  # no code of that mode: the trigger's
    assert code_of(SMALL, ASK, None, trigger(type="AID", cameo="070")) == "10"


def test_a_code_that_two_types_share_goes_with_the_act() -> None:
    freed = trigger(type="RETREAT", rule="RETREAT/free", mode="release", cameo="0841")
    assert code_of(SMALL, YIELD, None, freed) == "0841"


@pytest.mark.parametrize(
    "lines",
    [
        [line("20", "ASSAULT"), line("20", "ASSAULT")],
        [line("2x", "ASSAULT")],
        [line("18", "ASSAULT/beat"), line("19", "ASSAULT/beat")],
    ],
)
def test_a_table_that_contradicts_itself_is_refused(lines: list[dict[str, str]]) -> None:
    with pytest.raises(BadKnowledge, match=r"cameo\.tsv"):
        crosswalk(lines)


def test_a_code_of_another_type_is_refused() -> None:
    with pytest.raises(BadKnowledge, match="REQUEST/urge: 0841"):
        check(SMALL, [], [trigger(cameo="0841")])
