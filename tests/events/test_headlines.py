"""Names in a row before a headline's verb are coordinated, and the tree stays a tree."""

from __future__ import annotations

import pytest

from streams.events.headlines import mended
from streams.messages import Field, Parse, Sentence

TEXT = ("Chad", ",", "Togo", "sign", "pact")
TAGS = ("NNP", ",", "NNP", "VBP", "NN")
ADVERB = ("npadvmod", "punct", "nsubj", "ROOT", "dobj")


def parse(
    head: tuple[int, ...],
    dep: tuple[str, ...],
    field: Field = "title",
    tags: tuple[str, ...] = TAGS,
    begin: int = 0,
) -> Parse:
    """A parse of ``TEXT`` of which the words from ``begin`` on are a sentence of their own."""
    pos = ("PROPN", "PUNCT", "PROPN", "VERB", "NOUN")
    starts = (0, 4, 6, 11, 16)
    bounds = [(0, begin), (begin, 5)] if begin else [(0, 5)]
    return Parse(
        model="", text=TEXT, lemma=TEXT, tag=tags, pos=pos, dep=dep, head=head, ent=("",) * 5,
        start=starts, end=tuple(s + len(t) for s, t in zip(starts, TEXT, strict=True)),
        sentences=tuple(
            Sentence(first=a, last=b, field=field, start=0, end=20, passage=0) for a, b in bounds
        ),
    )  # fmt: skip


@pytest.mark.parametrize("field", ["title", "body"])
def test_a_comma_joins_names_in_a_title_or_what_a_text_without_one_begins_with(
    field: Field,
) -> None:
    found = mended(parse((3, 3, 3, 3, 3), ADVERB, field))
    assert found.dep[:3] == ("nsubj", "punct", "conj")
    assert (found.head[0], found.head[2]) == (3, 0)


@pytest.mark.parametrize(
    "told",
    [
        parse((1, 1, 3, 3, 3), ADVERB, "body", begin=1),
        parse((0, 0, 3, 0, 3), ("ROOT", "punct", "nsubj", "appos", "dobj")),
    ],
)
def test_neither_a_sentence_nor_names_above_the_verb_are_changed(told: Parse) -> None:
    assert mended(told) is told


def test_a_name_right_before_a_verb_is_its_subject_where_it_has_none() -> None:
    found = mended(parse((0, 0, 3, 3, 3), ("ROOT", "punct", "compound", "ROOT", "dobj")))
    assert found.dep[2] == "nsubj"


def test_what_stands_right_behind_a_verb_is_its_object() -> None:
    behind = ("ROOT", "punct", "nsubj", "advcl", "appos")
    found = mended(parse((0, 0, 3, 0, 0), behind))
    assert (found.dep[4], found.head[4]) == ("dobj", 3)
    counted = ("dep", "punct", "nsubj", "ROOT", "npadvmod")
    found = mended(parse((3, 0, 3, 3, 3), counted, tags=(*TAGS[:4], "CD")))
    assert found.dep[4] == "dobj"
