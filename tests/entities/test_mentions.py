"""Spots: which words may name somebody, from parses built by hand and names made up."""

from __future__ import annotations

from dataclasses import replace

from streams.entities.mentions import entity_at, left_edge, span_head, spots
from streams.messages import GivenMention, Parse
from streams.ontology.model import Name, Ontology
from streams.syntax import Tree
from tests.support.names import DRYLAND, DUST, ELBONIA, ontology
from tests.support.parses import flat, source_of, tree_of

ROLES = [("minister", "GOV", "person"), ("foreign minister", "GOV", "person")]


def tagged(parse: Parse, **labels: str) -> Parse:
    """The parse with the model's labels at words."""
    return replace(parse, ent=tuple(labels.get(w, "") for w in parse.text))


def seen(parse: Parse, known: Ontology | None = None, *given: GivenMention) -> list[str]:
    """Label and words of each spot."""
    found = spots(Tree(parse), known or ontology(), given)
    return [f"{s.label}: {' '.join(parse.text[s.first : s.last])}" for s in found]


def test_a_name_of_the_lists_is_found_as_written() -> None:
    assert seen(flat("They left Elbonia for Dryland")) == ["name: Elbonia", "name: Dryland"]
    assert seen(flat("They left elbonia")) == []


def test_the_longest_name_wins() -> None:
    long = replace(DRYLAND, form="Dryland Free Front", kind="group")
    known = ontology([DRYLAND, long])
    assert seen(flat("the Dryland Free Front left"), known) == ["name: Dryland Free Front"]
    assert seen(flat("the Dryland Free Movement left"), known) == ["name: Dryland"]


def test_a_name_does_not_run_over_the_end_of_its_sentence() -> None:
    known = ontology([replace(DRYLAND, form="Dryland Front")])
    assert seen(flat("They left Dryland", "Front lines moved"), known) == []


def test_hyphens_part_words_of_one_token() -> None:
    known = ontology([Name(form="Al Dust", kind="group", key="AD", country=None)])
    assert seen(flat("the Al-Dust group"), known) == ["name: Al-Dust"]


def test_an_acronym_is_written_in_capitals() -> None:
    known = ontology([Name(form="DUST", kind="organisation", key="DUST", country=None)])
    assert seen(flat("the DUST group"), known) == ["name: DUST"]
    assert seen(flat("the D.U.S.T. group"), known) == ["name: D.U.S.T."]
    assert seen(flat("the Dust settled"), known) == []


def test_a_city_is_a_proper_noun() -> None:
    known = ontology([DUST])
    assert seen(flat("They reached Dust"), known) == ["name: Dust"]
    assert seen(tree_of("Dust/NN/nsubj/1 rose/VBD/ROOT/1/rise"), known) == []


def test_a_verb_that_begins_a_sentence_is_no_name() -> None:
    known = ontology([Name(form="March", kind="party", key="M", country=None)])
    assert seen(tree_of("March/VB/ROOT/0 on/RP/prt/0"), known) == []
    assert seen(tree_of("The/DT/det/1 March/NNP/ROOT/1"), known) == ["name: March"]


def test_a_state_within_a_person_s_name_is_swallowed() -> None:
    parse = flat("Kim Elbonia left")
    assert seen(parse) == ["name: Elbonia"]
    person = tagged(parse, Kim="B-PERSON", Elbonia="I-PERSON")
    assert seen(person) == ["person: Kim Elbonia"]


def test_a_city_within_a_firm_s_name_is_swallowed_and_a_state_is_not() -> None:
    firm = tagged(flat("the Dust Mills"), Dust="B-ORG", Mills="I-ORG")
    assert seen(firm) == ["body: Dust Mills"]
    state = tagged(flat("the Elbonia Mills"), Elbonia="B-ORG", Mills="I-ORG")
    assert seen(state, ontology([ELBONIA])) == ["name: Elbonia"]


def test_the_lists_come_before_the_model() -> None:
    assert seen(tagged(flat("They left Dust"), Dust="B-PERSON")) == ["name: Dust"]


def test_what_only_the_model_sees_keeps_its_sort() -> None:
    parse = tagged(flat("Kirk of Mills saw Rome"), Kirk="B-PERSON", Mills="B-ORG", Rome="B-GPE")
    assert seen(parse) == ["person: Kirk", "body: Mills", "place: Rome"]
    assert seen(tagged(flat("on Monday"), Monday="B-DATE")) == []


def test_article_and_possessive_are_no_part_of_a_name() -> None:
    parse = tagged(flat("the Mills 's men"), **{"the": "B-ORG", "Mills": "I-ORG", "'s": "I-ORG"})
    assert seen(parse) == ["body: Mills"]


def test_the_longest_role_is_found_by_lemma() -> None:
    parse = tree_of(
        "Foreign/JJ/amod/1 ministers/NNS/nsubj/2/minister met/VBD/ROOT/2/meet a/DT/det/4"
        " minister/NN/dobj/2"
    )
    assert seen(parse, ontology([], ROLES)) == ["role: Foreign ministers", "role: minister"]


def test_a_given_span_is_a_spot_over_whole_tokens() -> None:
    parse = flat("They saw Ada Kirk there")
    at = source_of(parse).index("da Kirk")
    mention = GivenMention(field="body", start=at, end=at + 7)
    assert seen(parse, None, mention) == ["given: Ada Kirk"]
    assert seen(parse, None, replace(mention, field="title")) == []
    assert seen(parse, None, replace(mention, start=900, end=910)) == []


def test_spots_stand_in_text_order() -> None:
    parse = tagged(flat("Kirk left Dryland for Elbonia"), Kirk="B-PERSON")
    firsts = [s.first for s in spots(Tree(parse), ontology(), ())]
    assert firsts == sorted(firsts) == [0, 2, 4]


def test_the_head_of_a_span_is_the_noun_that_hangs_outside() -> None:
    tree = Tree(
        tree_of("Free/JJ/amod/1 Army/NNP/nsubj/4 of/IN/prep/1 Dryland/NNP/pobj/2 left/VBD/ROOT/4")
    )
    assert span_head(tree, 0, 4) == 1
    assert span_head(tree, 0, 1) == 0
    assert left_edge(tree, 1) == 0
    assert left_edge(tree, 3) == 3


def test_an_entity_of_the_model_is_its_begin_and_all_inside() -> None:
    parse = replace(flat("a b c d"), ent=("", "B-ORG", "I-ORG", "B-GPE"))
    assert [entity_at(parse, t) for t in range(4)] == [
        (0, 0, ""),
        (1, 3, "ORG"),
        (1, 3, "ORG"),
        (3, 4, "GPE"),
    ]


def test_a_body_of_ours_with_a_capital_is_no_organisation_of_that_name() -> None:
    army = tree_of("the/DT/det/1 Army/NNP/nsubj/2 left/VBD/ROOT/2/leave")
    known = ontology(roles=[("army", "MIL", "body")])
    assert seen(tagged(army, Army="B-ORG"), known) == ["role: Army"]
    assert seen(tagged(army, Army="B-ORG")) == ["body: Army"]
    person = tree_of("the/DT/det/1 Minister/NNP/nsubj/2 left/VBD/ROOT/2/leave")
    assert seen(tagged(person, Minister="B-ORG"), ontology(roles=ROLES)) == ["body: Minister"]


def test_the_last_word_of_a_firm_has_its_capital() -> None:
    firm = Name(form="Dry Air", kind="company", key="DRY AIR", country="DRY")
    assert seen(flat("the Dry Air plane"), ontology([firm])) == ["name: Dry Air"]
    assert seen(flat("the Dry air defences"), ontology([firm])) == []
    small = replace(firm, form="Dry air")
    assert seen(flat("the Dry air plane"), ontology([small])) == ["name: Dry air"]
