"""The parser's lemmas set right where a form cannot come from them."""

from __future__ import annotations

import pytest

from streams.events.lemmas import listed_lemma, mended, verb_lemma
from streams.messages import Parse
from streams.syntax import Tree


@pytest.mark.parametrize(
    ("form", "parsed", "right"),
    [
        ("staged", "stag", "stage"),
        ("raped", "rap", "rape"),
        ("waging", "wag", "wage"),
        ("rapped", "rap", "rap"),
        ("visited", "visit", "visit"),
        ("raided", "raid", "raid"),
        ("vowed", "vow", "vow"),
        ("agreed", "agree", "agree"),
        ("aided", "aid", "aid"),
        ("ed", "", ""),
    ],
)
def test_a_short_stem_doubles_its_last_consonant(form: str, parsed: str, right: str) -> None:
    assert verb_lemma(form, parsed) == right


@pytest.mark.parametrize(
    ("parsed", "right"),
    [
        ("defunde", "defund"),
        ("readie", "ready"),
        ("readmitte", "readmit"),
        ("extoll", "extol"),
        ("re-opene", "reopen"),
        ("re-arreste", "arrest"),
        ("re-painte", "painte"),
        ("agree", "agree"),
        ("be", "be"),
    ],
)
def test_a_verb_that_the_parser_never_saw_is_found_among_the_listed(
    parsed: str, right: str
) -> None:
    listed = {"defund", "ready", "readmit", "extol", "reopen", "open", "arrest", "agre"}
    assert listed_lemma(parsed, listed | {"agree"}) == right


def test_a_plural_that_lost_too_much_is_put_right() -> None:
    parse = Parse(
        model="", text=("doses", "uses"), lemma=("dos", "use"), tag=("NNS", "VBZ"), pos=("NOUN", "VERB"),
        dep=("nsubj", "ROOT"), head=(1, 1), ent=("", ""), start=(0, 6), end=(5, 10),
    )  # fmt: skip
    plurals = {"dose": frozenset({"doses"}), "utility": frozenset({"uses"})}
    assert mended(Tree(parse), plurals).lemma == ("dose", "use")


@pytest.mark.parametrize(
    ("taken", "known", "lemma"),
    [
        ("wiretappe", {"wiretap"}, "wiretap"),
        ("deregistere", {"deregister"}, "deregister"),
        ("bribe", {"brib"}, "bribe"),
        ("tape", {"tap"}, "tape"),
    ],
)
def test_a_verb_the_parser_does_not_know_is_found_by_the_list(
    taken: str, known: set[str], lemma: str
) -> None:
    assert listed_lemma(taken, known) == lemma
