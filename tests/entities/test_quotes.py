"""Quotation marks and who speaks between them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.entities.quotes import find_quotes
from streams.messages import Mention, Parse, Quote
from tests.support.parses import flat, source_of, tree_of

DATA = Path(__file__).parents[2] / "streams" / "ontology" / "data" / "cues" / "saying.toml"
SAYING = frozenset({"say", "add", "tell", "warn", "according to", "in the words of"})


def quoted(parse: Parse) -> list[str]:
    source = source_of(parse)
    return [source[q.start : q.end] for q in find_quotes(parse, (), SAYING)]


def mention(parse: Parse, first: int, last: int, head: int) -> Mention:
    return Mention(
        first=first,
        last=last,
        head=head,
        field="body",
        start=parse.start[first],
        end=parse.end[last - 1],
        text=" ".join(parse.text[first:last]),
        kind="person",
        how="ner",
    )


def named(parse: Parse, *heads: str) -> list[Mention]:
    at = [parse.text.index(h) for h in heads]
    return [mention(parse, t, t + 1, t) for t in at]


def speakers(parse: Parse, *heads: str) -> list[str | None]:
    mentions = named(parse, *heads)
    return [
        mentions[q.speaker].text if q.speaker is not None else None
        for q in find_quotes(parse, mentions, SAYING)
    ]


@pytest.mark.parametrize(
    ("text", "between"),
    [
        ("“ No , ” he said . “ Never . ”", ["No,", "Never."]),
        ("« No » , he said", ["No"]),
        ('" No , " he said', ["No,"]),
        ("‘ No , ’ he said", ["No,"]),
        ("‘ The ministers ’ talks , ’ he said", ["The ministers ’ talks,"]),
        ("the ministers ’ talks and the others ’ too", []),
        ("“ He said ‘ no ’ to me ” she said", ["He said ‘ no ’ to me"]),
        ("” stray and “ open to the end", ["open to the end"]),
        ("“ ” he said", []),
    ],
)
def test_marks_are_paired(text: str, between: list[str]) -> None:
    parse = flat(*[text])
    attached = _attached(parse)
    assert [" ".join(q.split()) for q in quoted(attached)] == [
        " ".join(_closed(b).split()) for b in between
    ]


def _closed(words: str) -> str:
    return words.replace("‘ no ’", "‘no’").replace("ministers ’", "ministers’")


def _attached(parse: Parse) -> Parse:
    """The same with opening marks joined to the word behind and closing ones to the word before."""
    start, end, at, opened = [], [], 0, False
    straight = 0
    for i, word in enumerate(parse.text):
        straight += word == '"'
        closes = word in ("”", "’", "»", ",", ".") or (word == '"' and straight % 2 == 0)
        if i and not opened and not closes:
            at += 1
        start.append(at)
        at += len(word)
        end.append(at)
        opened = word in ("“", "‘", "«") or (word == '"' and straight % 2 == 1)
    fields = {f: getattr(parse, f) for f in Parse.__slots__}
    return Parse(**{**fields, "start": tuple(start), "end": tuple(end)})


def test_the_subject_of_the_verb_of_saying_speaks() -> None:
    parse = tree_of(
        "“/``/punct/4 We/PRP/nsubj/2 agree/VBP/ccomp/5 ,/,/punct/5 ”/''/punct/5"
        " said/VBD/ROOT/5/say Kenya/NNP/nsubj/5 ././punct/5"
    )
    mentions = named(parse, "Kenya")
    (quote,) = find_quotes(parse, mentions, SAYING)
    assert (quote.speaker, quote.cue, quote.first, quote.last) == (0, 5, 1, 4)


def test_a_nearer_verb_does_not_win_over_the_one_that_governs() -> None:
    parse = tree_of(
        "Kenya/NNP/nsubj/1 said/VBD/ROOT/1/say Uganda/NNP/nsubj/3 ,/,/punct/3 which/WDT/nsubj/5"
        " warned/VBD/relcl/2/warn it/PRP/dobj/5 ,/,/punct/9 was/VBD/ccomp/1/be “/``/punct/10"
        " wrong/JJ/acomp/8 ”/''/punct/10"
    )
    assert speakers(parse, "Kenya", "Uganda") == ["Kenya"]


def test_a_source_named_by_a_phrase_speaks() -> None:
    parse = tree_of(
        "“/``/punct/1 Peace/NN/nsubj/2 holds/VBZ/ROOT/2/hold ”/''/punct/2 ,/,/punct/2"
        " according/VBG/prep/2 to/IN/prep/5 Kenya/NNP/pobj/6"
    )
    assert speakers(parse, "Kenya") == ["Kenya"]


def test_a_statement_speaks_for_whose_it_is() -> None:
    parse = tree_of(
        "“/``/punct/1 Peace/NN/nsubj/2 holds/VBZ/ccomp/8/hold ,/,/punct/8 ”/''/punct/8"
        " a/DT/det/6 statement/NN/nsubj/9 from/IN/prep/6 Kenya/NNP/pobj/7 said/VBD/ROOT/9/say"
    )
    assert speakers(parse, "Kenya") == ["Kenya"]


def test_who_is_told_does_not_speak() -> None:
    parse = tree_of(
        "Kenya/NNP/nsubjpass/2 was/VBD/auxpass/2/be told/VBN/ROOT/2/tell :/:/punct/2"
        " “/``/punct/5 Leave/VB/ccomp/2 ”/''/punct/2"
    )
    assert speakers(parse, "Kenya") == [None]


def test_an_adverbial_verb_of_saying_has_the_subject_of_the_main_one() -> None:
    parse = tree_of(
        "Kenya/NNP/nsubj/1 left/VBD/ROOT/1/leave ,/,/punct/1 adding/VBG/advcl/1/add :/:/punct/3"
        " “/``/punct/6 Enough/RB/ccomp/3 ././punct/6 ”/''/punct/6"
    )
    assert speakers(parse, "Kenya") == ["Kenya"]


SAID = (
    "“/``/punct/1 No/UH/ccomp/4 ,/,/punct/4 ”/''/punct/4 said/VBD/ROOT/4/say Kenya/NNP/nsubj/4"
    " ././punct/4"
)
ALONE = "“/``/punct/1 Never/RB/ROOT/1 ././punct/1 ”/''/punct/1"


def test_the_last_speaker_goes_on() -> None:
    assert speakers(tree_of(SAID, ALONE), "Kenya") == ["Kenya", "Kenya"]
    assert speakers(tree_of(SAID, ALONE, passages=[0, 1]), "Kenya") == ["Kenya", "Kenya"]
    assert speakers(tree_of(SAID, ALONE, passages=[0, 5]), "Kenya") == ["Kenya", None]


def test_words_among_others_do_not_go_on() -> None:
    scare = "The/DT/det/1 deal/NN/ROOT/1 “/``/punct/3 holds/NNS/dep/1 ”/''/punct/3 now/RB/dep/1"
    assert speakers(tree_of(SAID, scare), "Kenya") == ["Kenya", None]


def test_a_mark_left_open_goes_on_in_the_next_paragraph() -> None:
    opened = (
        "Kenya/NNP/nsubj/1 said/VBD/ROOT/1/say :/:/punct/1 “/``/punct/4 No/UH/ccomp/1 ././punct/1"
    )
    parse = tree_of(opened, ALONE, passages=[0, 1])
    assert quoted(parse) == ["No.", "Never."]
    assert speakers(parse, "Kenya") == ["Kenya", "Kenya"]


def test_a_sentence_that_ends_in_a_colon_introduces_the_words() -> None:
    blunt = "Kenya/NNP/nsubj/1 was/VBD/ROOT/1/be blunt/JJ/acomp/1 :/:/punct/1"
    assert speakers(tree_of(blunt, ALONE), "Kenya") == ["Kenya"]


def test_the_list_of_verbs_is_long_and_of_lemmas() -> None:
    known = tomllib.loads(DATA.read_text(encoding="utf-8"))
    assert len(set(known["verbs"])) == len(known["verbs"]) >= 80
    assert {"say", "tell", "add", "warn", "insist"} <= set(known["verbs"])
    assert all(" " in p for p in known["phrases"])


marks = st.sampled_from(
    ["“", "”", "‘", "’", '"', "'", "said", "Kenya", "he", ",", ".", ":", "``", "''"]
)


@given(st.lists(st.lists(marks, min_size=1, max_size=12).map(" ".join), max_size=6))
@settings(max_examples=300, deadline=None)
def test_any_marks_give_quotes_in_order_within_the_text(texts: list[str]) -> None:
    parse = flat(*texts, passages=[i // 2 for i in range(len(texts))])
    mentions = [mention(parse, t, t + 1, t) for t, w in enumerate(parse.text) if w == "Kenya"]
    last = 0
    for quote in find_quotes(parse, mentions, SAYING):
        assert_sound(quote, parse, last)
        last = quote.last


def assert_sound(quote: Quote, parse: Parse, last: int) -> None:
    assert last <= quote.first < quote.last <= len(parse.text)
    assert (quote.start, quote.end) == (parse.start[quote.first], parse.end[quote.last - 1])
    assert quote.cue is None or not quote.first <= quote.cue < quote.last
