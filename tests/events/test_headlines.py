"""Names in a row before a headline's verb are coordinated, and the tree stays a tree."""

from __future__ import annotations

import pytest

from streams.events.headlines import mended
from streams.messages import Field, Parse, Sentence

TEXT = ("Chad", ",", "Togo", "sign", "pact")
TAGS = ("NNP", ",", "NNP", "VBP", "NN")
ADVERB = ("npadvmod", "punct", "nsubj", "ROOT", "dobj")


def parse(head: tuple[int, ...], dep: tuple[str, ...], field: Field = "title") -> Parse:
    pos = ("PROPN", "PUNCT", "PROPN", "VERB", "NOUN")
    starts = (0, 4, 6, 11, 16)
    return Parse(
        model="", text=TEXT, lemma=TEXT, tag=TAGS, pos=pos, dep=dep, head=head, ent=("",) * 5,
        start=starts, end=tuple(s + len(t) for s, t in zip(starts, TEXT, strict=True)),
        sentences=(Sentence(first=0, last=5, field=field, start=0, end=20, passage=0),),
    )  # fmt: skip


def test_a_comma_joins_names() -> None:
    found = mended(parse((3, 3, 3, 3, 3), ADVERB))
    assert found.dep[:3] == ("nsubj", "punct", "conj")
    assert (found.head[0], found.head[2]) == (3, 0)


@pytest.mark.parametrize(
    "told",
    [
        parse((3, 3, 3, 3, 3), ADVERB, "body"),
        parse((0, 0, 3, 0, 3), ("ROOT", "punct", "nsubj", "appos", "dobj")),
    ],
)
def test_neither_a_sentence_nor_names_above_the_verb_are_changed(told: Parse) -> None:
    assert mended(told) is told
