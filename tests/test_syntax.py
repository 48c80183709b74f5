"""A parse as a tree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from streams.syntax import Tree
from tests.support.parses import tree_of

MET = (
    "Iran/NNP/nsubj/4 ,/,/punct/0 Qatar/NNP/conj/0 Oman/NNP/conj/2 met/VBD/ROOT/4/meet"
    " in/IN/prep/4 Doha/NNP/pobj/5"
)
LEFT = "They/PRP/nsubj/1 left/VBD/ROOT/1/leave"


def test_kids_are_children_of_a_relation_left_to_right() -> None:
    tree = Tree(tree_of(MET))
    assert tree.kids(4, "nsubj", "prep") == [0, 5]
    assert tree.kid(4, "prep", "dobj") == 5
    assert tree.kid(4, "dobj") is None
    assert tree.kids(6, "pobj") == []


def test_a_span_covers_all_that_hangs_below() -> None:
    tree = Tree(tree_of(MET))
    assert tree.span(0) == (0, 4)
    assert tree.span(4) == (0, 7)
    assert sorted(tree.subtree(5)) == [5, 6]


def test_ancestors_go_to_the_root_and_stop() -> None:
    tree = Tree(tree_of(MET))
    assert list(tree.ancestors(3)) == [2, 0, 4]
    assert list(tree.ancestors(4)) == []


def test_conjuncts_follow_the_chain() -> None:
    tree = Tree(tree_of(MET))
    assert tree.conjuncts(0) == [0, 2, 3]
    assert tree.conjuncts(3) == [3]


def test_sentences_stay_apart() -> None:
    tree = Tree(tree_of(MET, LEFT))
    assert len(tree) == 9
    assert tree.sentence_of == [0] * 7 + [1] * 2
    assert tree.sentence(8).first == 7
    assert list(tree.ancestors(7)) == [8]
    assert tree.lowered[7] == "they"


@given(st.lists(st.integers(0, 9), min_size=1, max_size=10))
def test_every_token_is_found_once_below_the_root(governors: list[int]) -> None:
    heads = [0] + [g % i for i, g in enumerate(governors[1:], 1)]
    tree = Tree(tree_of(" ".join(f"w{i}/NN/dep/{h}" for i, h in enumerate(heads))))
    assert sorted(tree.subtree(0)) == list(range(len(heads)))
    assert all(list(tree.ancestors(i))[-1] == 0 for i in range(1, len(heads)))
