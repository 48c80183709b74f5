"""Probabilities are probabilities, sums word by word are the sums of the whole, reasons are true."""

from __future__ import annotations

import numpy as np
import pytest

from streams.events import classifier
from streams.events.classifier import LABELS, type_of
from streams.events.features import Seen

SEEN = Seen(
    "lambaste",
    False,
    ("verb", "active", "subject/party", "object/party", "prep:over", "no such feature"),
    ("handling",),
    ("handling", "crisis", "border"),
)


def test_each_row_sums_to_one() -> None:
    likely = classifier.load().probabilities([SEEN, SEEN.as_unknown()])
    assert likely.shape == (2, len(LABELS))
    assert likely.sum(axis=1) == pytest.approx([1.0, 1.0], abs=1e-5)
    assert (likely >= 0).all()


def test_words_weighed_one_by_one_give_what_their_vectors_give() -> None:
    model = classifier.load()
    rows = [model.names[n] for n in SEEN.names if n in model.names]
    whole = model.sparse[rows].sum(axis=0) + model.vectors(SEEN) @ model.dense + model.bias
    raised = np.exp(whole - whole.max())
    assert model.probabilities([SEEN])[0] == pytest.approx(raised / raised.sum(), abs=1e-4)


@pytest.mark.parametrize(
    ("lemma", "label"),
    [("lambaste", "ACCUSE"), ("bombard", "ASSAULT"), ("applaud", "SUPPORT"), ("detain", "COERCE")],
)
def test_a_word_is_likened_to_those_of_its_type(lemma: str, label: str) -> None:
    seen = Seen(lemma, False, ("verb", "active", "subject/party", "object/party"), (), ())
    likely = classifier.load().probabilities([seen.as_unknown()])[0]
    assert LABELS[int(likely[1:].argmax()) + 1] == label


def test_reasons_name_what_weighed() -> None:
    reasons = classifier.load().reasons(SEEN, "ACCUSE")
    assert reasons
    known = {*SEEN.names, *classifier.BLOCKS}
    assert {reason.rsplit(" ", 1)[0] for reason in reasons} <= known


def test_the_first_label_is_no_event() -> None:
    assert type_of(0) is None
    assert [type_of(i) for i in range(1, len(LABELS))] == list(LABELS[1:])
