"""Whom a spot stands for, by names made up and parses built by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from streams.entities.actors import resolve
from streams.entities.drafts import Draft, Scene
from streams.entities.mentions import spots
from streams.entities.tenure import valid
from streams.messages import Parse, Place
from streams.ontology.model import Name, Ontology
from streams.syntax import Tree
from tests.support.names import DUST, ELBONIA, OWN, holder, ontology
from tests.support.parses import flat, tree_of

DAY = "2024-07-04"


def drafts(parse: Parse, known: Ontology | None = None, day: str = DAY) -> list[Draft]:
    known = known or ontology()
    tree = Tree(parse)
    scene = Scene(tree, known, day, spots(tree, known, ()))
    resolve(scene)
    return scene.drafts


def only(parse: Parse, known: Ontology | None = None, day: str = DAY) -> Draft:
    (draft,) = drafts(parse, known, day)
    return draft


@pytest.mark.parametrize(
    ("words", "kind", "how", "sectors"),
    [
        ("Elbonia", "state", "gazetteer", ()),
        ("the Elbonian side", "people", "demonym", ()),
        ("Mudville", "body", "metonym", ("GOV",)),
    ],
)
def test_a_state_by_its_names(words: str, kind: str, how: str, sectors: tuple[str, ...]) -> None:
    draft = only(flat(f"They saw {words}"))
    assert (draft.kind, draft.how) == (kind, how)
    (actor,) = draft.actors
    assert (actor.key, actor.country, actor.sectors) == ("ELB", "ELB", sectors)


def test_a_city_is_a_place_in_its_country() -> None:
    draft = only(flat("They saw Dust"))
    assert (draft.kind, draft.place) == ("place", DUST.place)
    assert draft.actors[0].key == "DRY"


HERE = replace(DUST, people=80_000)
THERE = Name(
    form="Dust", kind="city", key="ELB", country="ELB", name="Dust", people=70_000,
    place=Place(name="Dust", kind="city", country="ELB", lat=5.0, lon=6.0),
)  # fmt: skip


def test_a_city_of_two_countries_is_that_of_the_country_named() -> None:
    known = ontology([*OWN[:4], HERE, THERE])
    for state, country in (("Elbonia", "ELB"), ("Dryland", "DRY")):
        place = drafts(flat(f"They saw Dust in {state}"), known)[0].place
        assert place is not None and place.country == country


def test_a_city_of_two_countries_is_neither_without_support() -> None:
    draft = only(flat("They saw Dust"), ontology([HERE, THERE]))
    assert (draft.actors, draft.place) == ((), None)
    assert draft.candidates == ("DRY", "ELB")


def test_a_city_far_larger_than_its_namesakes_is_meant() -> None:
    draft = only(flat("They saw Dust"), ontology([replace(HERE, people=900_000), THERE]))
    assert draft.place is not None and draft.place.country == "DRY"


DOUBTFUL = Name(
    form="Council", kind="organisation", key="MC", country="ELB", name="Mud Council", doubtful=True
)


def test_a_doubtful_name_needs_its_country_in_the_article() -> None:
    known = ontology([*OWN, DOUBTFUL])
    assert drafts(flat("They saw the Council"), known) == []
    keys = [d.actors[0].key for d in drafts(flat("Elbonia saw the Council"), known)]
    assert keys == ["ELB", "MC"]


def test_a_doubtful_state_needs_the_model_to_see_a_country() -> None:
    known = ontology([replace(ELBONIA, doubtful=True)])
    parse = flat("They saw Elbonia")
    assert drafts(parse, known) == []
    assert only(replace(parse, ent=("", "", "B-GPE")), known).actors[0].key == "ELB"


@pytest.mark.parametrize(
    ("since", "until", "day", "holds"),
    [
        ("", "", DAY, True),
        ("2024", "", DAY, True),
        ("2025", "", DAY, False),
        ("2024-07-04", "2024-07-04", DAY, True),
        ("2024-07-05", "", DAY, False),
        ("", "2024-07", DAY, True),
        ("", "2024-06", DAY, False),
        ("2019-05", "2024", "2019-04-30", False),
        ("2019-05", "2024", "2019-05-01", True),
    ],
)
def test_an_office_is_held_between_its_bounds(
    since: str, until: str, day: str, holds: bool
) -> None:
    assert valid(holder("Ana Mud", since=since, until=until), day) is holds


@pytest.mark.parametrize(
    ("day", "sectors", "role", "note"),
    [
        ("2018-01-01", (), None, "not yet in office"),
        ("2020-01-01", ("GOV",), "head of state", ""),
        ("2024-01-01", ("ELI",), "former head of state", "out of office"),
    ],
)
def test_an_office_holder_is_what_the_day_makes_her(
    day: str, sectors: tuple[str, ...], role: str | None, note: str
) -> None:
    known = ontology([holder("Ana Mud", since="2019-05", until="2023-05")])
    draft = only(flat("They saw Ana Mud"), known, day)
    (actor,) = draft.actors
    assert (actor.key, actor.name) == ("ELB", "Ana Mud")
    assert (actor.sectors, actor.role, draft.note) == (sectors, role, note)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("They saw Mud", True),
        ("They saw Ana Mud and Mud left", True),
        ("They saw Bob Mud", False),
    ],
)
def test_a_surname_alone_is_the_holder_and_with_another_name_is_not(
    words: str, found: bool
) -> None:
    known = ontology([holder("Ana Mud"), holder("Mud", full=False)])
    names = {d.actors[0].name for d in drafts(flat(words), known) if d.actors}
    assert names == ({"Ana Mud"} if found else set())


def test_a_surname_out_of_office_needs_the_full_name() -> None:
    past = [
        holder(form, full=form == "Ana Mud", since="2019", until="2020")
        for form in ("Ana Mud", "Mud")
    ]
    known = ontology(past)
    assert drafts(flat("They saw Mud"), known) == []
    assert len(drafts(flat("They saw Ana Mud", "Mud left"), known)) == 2


ROLES = [("minister", "GOV", "person"), ("troops", "MIL", "group"), ("army", "MIL", "body")]
TITLED = "Elbonian/JJ/amod/2 minister/NN/compound/2 Kirk/NNP/nsubj/3 left/VBD/ROOT/3/leave"
APPOSED = (
    "Kirk/NNP/nsubj/6 ,/,/punct/0 the/DT/det/4 Elbonian/JJ/amod/4 minister/NN/appos/0 ,/,/punct/0"
    " left/VBD/ROOT/6/leave"
)


def people(sentence: str) -> Parse:
    parse = tree_of(sentence)
    return replace(parse, ent=tuple("B-PERSON" if w == "Kirk" else "" for w in parse.text))


@pytest.mark.parametrize(("sentence", "how"), [(TITLED, "title"), (APPOSED, "apposition")])
def test_title_and_apposition_place_one_whom_no_list_knows(sentence: str, how: str) -> None:
    (kirk,) = [d for d in drafts(people(sentence), ontology(roles=ROLES)) if d.kind == "person"]
    assert kirk.how == how
    (actor,) = kirk.actors
    assert (actor.key, actor.name, actor.sectors) == ("ELB", "Kirk", ("GOV",))
    assert actor.role is not None and "minister" in actor.role.lower()


def test_a_former_minister_is_out_of_office() -> None:
    sentence = (
        "former/JJ/amod/3 Elbonian/JJ/amod/3 minister/NN/compound/3 Kirk/NNP/nsubj/4"
        " left/VBD/ROOT/4/leave"
    )
    (kirk,) = [d for d in drafts(people(sentence), ontology(roles=ROLES)) if d.kind == "person"]
    assert kirk.actors[0].sectors == ("ELI",)


@pytest.mark.parametrize(
    "sentence",
    [
        "Elbonian/JJ/amod/1 troops/NNS/nsubj/2 left/VBD/ROOT/2/leave",
        "Elbonia/NNP/poss/2 's/POS/case/0 troops/NNS/nsubj/3 left/VBD/ROOT/3/leave",
        "troops/NNS/nsubj/3 of/IN/prep/0 Elbonia/NNP/pobj/1 left/VBD/ROOT/3/leave",
        "troops/NNS/nsubj/3 from/IN/prep/0 Elbonia/NNP/pobj/1 left/VBD/ROOT/3/leave",
    ],
)
def test_a_role_belongs_to_the_country_beside_it(sentence: str) -> None:
    (troops,) = [d for d in drafts(tree_of(sentence), ontology(roles=ROLES)) if d.kind == "role"]
    assert troops.how == "office"
    assert (troops.actors[0].key, troops.actors[0].sectors) == ("ELB", ("MIL",))


def test_what_only_the_model_knows_has_no_country() -> None:
    parse = replace(flat("Kirk saw Acme"), ent=("B-PERSON", "", "B-ORG"))
    kirk, acme = drafts(parse)
    assert (kirk.actors, kirk.how, kirk.note) == ((), "ner", "unlisted")
    assert (acme.actors[0].key, acme.actors[0].name) == (None, "Acme"), (
        "one word is easily a mistake"
    )
    parse = replace(flat("Acme Oil grew"), ent=("B-ORG", "I-ORG", ""))
    (acme,) = drafts(parse)
    assert (acme.actors[0].key, acme.actors[0].country) == ("ACME OIL", None)
