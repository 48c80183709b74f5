"""Whether an act happened, by the words around it, from parses built by hand."""

from __future__ import annotations

import pytest

from streams.events.modality import verdict
from streams.events.scene import Scene
from streams.messages import Entities, Field
from tests.support.names import ontology
from tests.support.parses import source_of, tree_of


def judged(sentence: str, act: str, field: Field = "body") -> tuple[str, str | None]:
    """The verdict on the act, with its cue's word."""
    parse = tree_of(sentence, field=field)
    text = source_of(parse)
    who = Entities(
        article_id="a",
        content_hash="0",
        title=text if field == "title" else "",
        body=text if field == "body" else "",
        published_at="2024-07-04T00:00:00Z",
        anchor="2024-07-04",
        signature="0",
        parse=parse,
    )
    made = verdict(Scene(who, ontology()), parse.text.index(act))
    return made.factuality, parse.text[made.cue] if made.cue is not None else None


def auxiliary(word: str) -> str:
    return f"They/PRP/nsubj/2 {word}/MD/aux/2 attack/VB/ROOT/2 us/PRP/dobj/2"


@pytest.mark.parametrize(
    ("word", "factuality"),
    [
        ("will", "planned"),
        ("shall", "planned"),
        ("may", "hypothetical"),
        ("might", "hypothetical"),
        ("could", "hypothetical"),
        ("would", "hypothetical"),
    ],
)
def test_a_modal_tells_a_plan_from_a_possibility(word: str, factuality: str) -> None:
    assert judged(auxiliary(word), "attack") == (factuality, word)


def test_nothing_said_is_a_fact() -> None:
    assert judged("They/PRP/nsubj/1 attacked/VBD/ROOT/1/attack us/PRP/dobj/1", "attacked") == (
        "actual",
        None,
    )


@pytest.mark.parametrize(
    ("sentence", "factuality", "cue"),
    [
        (
            "They/PRP/nsubj/3 did/VBD/aux/3/do not/RB/neg/3 attack/VB/ROOT/3 us/PRP/dobj/3",
            "negated",
            "not",
        ),
        (
            "They/PRP/nsubj/2 never/RB/neg/2 attack/VBP/ROOT/2 us/PRP/dobj/2",
            "negated",
            "never",
        ),
        (
            "They/PRP/nsubj/3 may/MD/aux/3 not/RB/neg/3 attack/VB/ROOT/3 us/PRP/dobj/3",
            "hypothetical",
            "may",
        ),
        (
            "No/DT/det/1 men/NNS/nsubj/2 attack/VBP/ROOT/2 us/PRP/dobj/2",
            "negated",
            "No",
        ),
        (
            "They/PRP/nsubj/2 reportedly/RB/advmod/2 attack/VBP/ROOT/2 us/PRP/dobj/2",
            "claimed",
            "reportedly",
        ),
        (
            "We/PRP/nsubj/1 go/VBP/ROOT/1 if/IN/mark/4 they/PRP/nsubj/4 attack/VBP/advcl/1",
            "hypothetical",
            "if",
        ),
        (
            "They/PRP/nsubj/1 plan/VBP/ROOT/1 to/TO/aux/3 attack/VB/xcomp/1 us/PRP/dobj/3",
            "planned",
            "plan",
        ),
        (
            "They/PRP/nsubj/1 want/VBP/ROOT/1 to/TO/aux/3 attack/VB/xcomp/1 us/PRP/dobj/3",
            "hypothetical",
            "want",
        ),
        (
            "They/PRP/nsubj/1 claim/VBP/ROOT/1 we/PRP/nsubj/3 attack/VBP/ccomp/1 them/PRP/dobj/3",
            "claimed",
            "claim",
        ),
        (
            "They/PRP/nsubj/1 are/VBP/ROOT/1/be to/TO/aux/3 attack/VB/xcomp/1 us/PRP/dobj/3",
            "planned",
            "to",
        ),
        (
            "The/DT/det/2 planned/VBN/amod/2/plan attack/NN/nsubj/3 began/VBD/ROOT/3/begin",
            "planned",
            "planned",
        ),
        (
            "They/PRP/nsubj/1 left/VBD/ROOT/1/leave without/IN/prep/1 attack/NN/pobj/2",
            "negated",
            "without",
        ),
    ],
)
def test_the_cue_that_decides(sentence: str, factuality: str, cue: str) -> None:
    assert judged(sentence, "attack") == (factuality, cue)


def test_what_is_said_is_as_it_is_told() -> None:
    said = "They/PRP/nsubj/1 said/VBD/ROOT/1/say we/PRP/nsubj/3 attack/VBP/ccomp/1 them/PRP/dobj/3"
    assert judged(said, "attack") == ("actual", None)


def test_a_headline_s_infinitive_is_a_plan() -> None:
    sentence = "They/PRP/nsubj/2 to/TO/aux/2 attack/VB/ROOT/2 us/PRP/dobj/2"
    assert judged(sentence, "attack", "title") == ("planned", "to")


def test_a_second_verb_shares_the_modal_of_the_first() -> None:
    sentence = (
        "They/PRP/nsubj/2 will/MD/aux/2 come/VB/ROOT/2 and/CC/cc/2 attack/VB/conj/2 us/PRP/dobj/4"
    )
    assert judged(sentence, "attack") == ("planned", "will")


def test_a_second_verb_with_its_own_subject_does_not() -> None:
    sentence = (
        "They/PRP/nsubj/2 will/MD/aux/2 come/VB/ROOT/2 and/CC/cc/2 we/PRP/nsubj/5"
        " attack/VBP/conj/2 them/PRP/dobj/5"
    )
    assert judged(sentence, "attack") == ("actual", None)
