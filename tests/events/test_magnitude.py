"""What the text counts, by name, and which event it belongs to."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from streams.events.magnitude import find_magnitudes, of
from streams.messages import Entities, Parse
from streams.syntax import Tree
from tests.support.parses import source_of, tree_of

DATA = Path(__file__).parents[2] / "streams" / "ontology" / "data" / "cues" / "magnitude.toml"
CUES = {k: frozenset(v) for k, v in tomllib.loads(DATA.read_text(encoding="utf-8")).items()}
Found = tuple[str, str, float | None, float | None]


def found(parse: Parse) -> list[Found]:
    tree = Tree(parse)
    return [
        (parse.text[m.token], m.name, m.quantity.min, m.quantity.max)
        for sentence in parse.sentences
        for m in find_magnitudes(tree, sentence, CUES)
    ]


def tied(parse: Parse, trigger: str) -> dict[str, tuple[float | None, float | None, str]]:
    entities = Entities(
        article_id="a",
        content_hash="",
        title="",
        body=source_of(parse),
        published_at="",
        anchor="",
        signature="",
        parse=parse,
    )
    token = parse.text.index(trigger)
    made = of(Tree(parse), entities, CUES, token, (token,))
    return {name: (q.min, q.max, q.text) for name, q in made.items()}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "They/PRP/nsubj/1 killed/VBD/ROOT/1/kill 12/CD/nummod/3 people/NNS/dobj/1",
            [("killed", "killed", 12, 12)],
        ),
        ("They/PRP/nsubj/1 killed/VBD/ROOT/1/kill five/CD/dobj/1", [("killed", "killed", 5, 5)]),
        (
            "12/CD/nummod/1 people/NNS/nsubjpass/3 were/VBD/auxpass/3/be killed/VBN/ROOT/3/kill",
            [("killed", "killed", 12, 12)],
        ),
        (
            "Dozens/NNS/nsubj/3 of/IN/prep/0 people/NNS/pobj/1 died/VBD/ROOT/3/die",
            [("died", "killed", 24, None)],
        ),
        (
            "It/PRP/nsubj/1 left/VBD/ROOT/1/leave 12/CD/nummod/3 people/NNS/nsubj/4 dead/JJ/oprd/1",
            [("dead", "killed", 12, 12)],
        ),
        (
            "It/PRP/nsubj/1 left/VBD/ROOT/1/leave 12/CD/nummod/3 people/NNS/dobj/1 dead/JJ/oprd/1",
            [("dead", "killed", 12, 12)],
        ),
        ("12/CD/nummod/1 dead/JJ/ROOT/1", [("dead", "killed", 12, 12)]),
        (
            "A/DT/det/2 death/NN/compound/2 toll/NN/ROOT/2 of/IN/prep/2 12/CD/pobj/3",
            [("toll", "killed", 12, 12)],
        ),
        (
            "The/DT/det/1 toll/NN/nsubj/2 rose/VBD/ROOT/2/rise to/IN/prep/2 12/CD/pobj/3",
            [("toll", "killed", 12, 12)],
        ),
        (
            "The/DT/det/1 killing/NN/ROOT/1 of/IN/prep/1 12/CD/nummod/4 men/NNS/pobj/2/man",
            [("killing", "killed", 12, 12)],
        ),
        (
            "They/PRP/nsubj/1 fired/VBD/ROOT/1/fire ,/,/punct/1 wounding/VBG/advcl/1/wound"
            " 30/CD/dobj/3",
            [("wounding", "injured", 30, 30)],
        ),
        (
            "Ten/CD/nsubjpass/2 were/VBD/auxpass/2/be killed/VBN/ROOT/2/kill and/CC/cc/2"
            " 30/CD/nsubj/5 injured/VBN/conj/2/injure",
            [("killed", "killed", 10, 10), ("injured", "injured", 30, 30)],
        ),
        (
            "30/CD/nummod/1 others/NNS/ROOT/1/other injured/VBN/acl/1/injure",
            [("injured", "injured", 30, 30)],
        ),
        (
            "two/CD/nummod/2 missing/JJ/amod/2 airmen/NNS/ROOT/2/airman",
            [("missing", "missing", 2, 2)],
        ),
        (
            "More/JJR/amod/2 than/IN/quantmod/2 10,000/CD/nsubj/3 are/VBP/ROOT/3/be"
            " missing/JJ/acomp/3",
            [("missing", "missing", 10_000, None)],
        ),
        (
            "Around/RB/advmod/1 1,000/CD/nummod/2 people/NNS/nsubj/3 fled/VBD/ROOT/3/flee",
            [("fled", "displaced", 900, 1100)],
        ),
        (
            "Seven/CD/nsubj/1 left/VBD/ROOT/1/leave their/PRP$/poss/3 homes/NNS/dobj/1/home",
            [("left", "displaced", 7, 7)],
        ),
        (
            "fourteen/CD/nsubjpass/4 of/IN/prep/0 them/PRP/pobj/1 were/VBD/auxpass/4/be"
            " arrested/VBN/ROOT/4/arrest",
            [("arrested", "detained", 14, 14)],
        ),
        (
            "the/DT/det/1 arrest/NN/ROOT/1 of/IN/prep/1 four/CD/nummod/4 officers/NNS/pobj/2/officer",
            [("arrest", "detained", 4, 4)],
        ),
        (
            "killing/VBG/ROOT/0/kill 12/CD/nummod/2 soldiers/NNS/dobj/0/soldier and/CC/cc/2"
            " three/CD/nummod/5 civilians/NNS/conj/2/civilian",
            [("killing", "killed", 15, 15)],
        ),
        (
            "It/PRP/nsubj/1 pledged/VBD/ROOT/1/pledge $/$/quantmod/4 5/CD/compound/4"
            " billion/CD/dobj/1",
            [("billion", "money", 5e9, 5e9)],
        ),
    ],
)
def test_numbers_get_their_names_from_what_they_hang_on(
    sentence: str, expected: list[Found]
) -> None:
    assert found(tree_of(sentence)) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Two/CD/nummod/1 men/NNS/nsubj/2/man killed/VBD/ROOT/2/kill her/PRP/dobj/2",
        "They/PRP/nsubj/1 killed/VBD/ROOT/1/kill 12/CD/nummod/3 cows/NNS/dobj/1/cow",
        "He/PRP/nsubjpass/2 was/VBD/auxpass/2/be killed/VBN/ROOT/2/kill in/IN/prep/2 2014/CD/pobj/3",
        "Killed/VBN/ROOT/0/kill two/CD/nummod/2 days/NNS/npadvmod/0/day ago/RB/advmod/0",
        "They/PRP/nsubj/1 met/VBD/ROOT/1/meet 12/CD/nummod/3 people/NNS/dobj/1",
        "He/PRP/nsubj/1 jailed/VBD/ROOT/1/jail him/PRP/dobj/1 for/IN/prep/1 12/CD/nummod/5"
        " years/NNS/pobj/3/year",
    ],
)
def test_what_is_not_counted(sentence: str) -> None:
    assert found(tree_of(sentence)) == []


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("$/$/quantmod/1 46,000/CD/ROOT/1", "USD"),
        ("£/$/quantmod/1 46,000/CD/ROOT/1", "GBP"),
        ("C$/$/quantmod/1 46,000/CD/ROOT/1", "CAD"),
        ("46,000/CD/nummod/1 euros/NNS/ROOT/1/euro", "EUR"),
        ("46,000/CD/nummod/2 Canadian/JJ/amod/2 dollars/NNS/ROOT/2/dollar", "CAD"),
        ("46,000/CD/nummod/1 USD/NNP/ROOT/1", "USD"),
        ("46,000/CD/nummod/1 naira/NN/ROOT/1", "NGN"),
    ],
)
def test_money_has_its_unit(words: str, unit: str) -> None:
    parse = tree_of(words)
    (magnitude,) = find_magnitudes(Tree(parse), parse.sentences[0], CUES)
    assert (magnitude.name, magnitude.quantity.unit, magnitude.quantity.min) == (
        "money",
        unit,
        46e3,
    )


STRUCK = (
    "Iran/NNP/nsubj/1 struck/VBD/ROOT/1/strike a/DT/det/3 town/NN/dobj/1 ,/,/punct/1"
    " killing/VBG/advcl/1/kill at/RB/advmod/7 least/JJS/advmod/8 nine/CD/nummod/9"
    " people/NNS/dobj/5"
)


def test_what_a_strike_did_belongs_to_it_and_to_the_killing() -> None:
    parse = tree_of(STRUCK)
    assert tied(parse, "struck") == {"killed": (9, None, "nine")}
    assert tied(parse, "killing") == {"killed": (9, None, "nine")}


def test_an_event_named_by_a_noun_has_the_numbers_of_its_clause() -> None:
    parse = tree_of("Twelve/CD/nsubj/1 died/VBD/ROOT/1/die in/IN/prep/1 a/DT/det/4 raid/NN/pobj/2")
    assert tied(parse, "raid") == {"killed": (12, 12, "Twelve")}


def test_those_hurt_beside_the_dead_belong_to_the_killing() -> None:
    parse = tree_of(
        "Ten/CD/nsubjpass/2 were/VBD/auxpass/2/be killed/VBN/ROOT/2/kill with/IN/prep/2"
        " 30/CD/nsubj/5 injured/VBN/pcomp/3/injure"
    )
    assert tied(parse, "killed") == {"killed": (10, 10, "Ten"), "injured": (30, 30, "30")}


def test_what_is_only_said_does_not_belong_to_the_saying() -> None:
    parse = tree_of(
        "Kyiv/NNP/nsubj/1 said/VBD/ROOT/1/say 12/CD/nummod/3 people/NNS/nsubjpass/5"
        " were/VBD/auxpass/5/be killed/VBN/ccomp/1/kill"
    )
    assert tied(parse, "said") == {}


def test_an_arrest_does_not_belong_to_the_act_beside_it() -> None:
    parse = tree_of(
        "It/PRP/nsubj/1 expelled/VBD/ROOT/1/expel ten/CD/nummod/3 envoys/NNS/dobj/1/envoy"
        " and/CC/cc/1 arrested/VBD/conj/1/arrest five/CD/dobj/5"
    )
    assert tied(parse, "expelled") == {}
    assert tied(parse, "arrested") == {"detained": (5, 5, "five")}


def test_the_nearest_of_several_is_taken() -> None:
    parse = tree_of(
        "It/PRP/nsubj/1 killed/VBD/ROOT/1/kill five/CD/dobj/1 in/IN/prep/1 a/DT/det/5"
        " raid/NN/pobj/3 that/WDT/nsubj/7 killed/VBD/relcl/5/kill nine/CD/dobj/7"
    )
    assert tied(parse, "killed") == {"killed": (5, 5, "five")}


def test_the_words_are_cut_from_the_article() -> None:
    parse = tree_of(
        "It/PRP/nsubj/1 pledged/VBD/ROOT/1/pledge $/$/quantmod/4 1.2/CD/compound/4"
        " billion/CD/dobj/1"
    )
    assert tied(parse, "pledged") == {"money": (1.2e9, 1.2e9, "1.2 billion")}


def test_the_lists_are_complete() -> None:
    for name in ("killed", "injured", "displaced", "detained", "missing"):
        for kind in ("verbs", "subjects", "nouns", "event_nouns", "adjectives", "losing"):
            assert f"{name}_{kind}" in CUES
    assert all(len(c.split("=")[1].strip()) == 3 for c in CUES["currencies"])
