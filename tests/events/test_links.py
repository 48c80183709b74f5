"""Marked parties of one sentence are linked by the word on the way between them."""

from __future__ import annotations

import pytest

from streams.events.candidates import generic
from streams.events.draft import Draft
from streams.events.links import between, link, unlinked
from streams.events.modality import Verdict
from streams.events.roles import Parties
from streams.events.scene import Scene
from tests.support.likely import knowing
from tests.support.scenes import scene_of

SHIPPED = "Norway/NNP/nsubj/1 shipped/VBD/ROOT/1/ship grain/NN/dobj/1 to/IN/prep/1 Chad/NNP/pobj/3"
HURT = "Norway/NNP/nsubjpass/2 was/VBD/auxpass/2/be hurt/VBN/ROOT/2 by/IN/agent/2 Chad/NNP/pobj/3"


def marked(sentence: str = SHIPPED) -> Scene:
    """Two states that came marked with the article."""
    return scene_of(sentence, how="given", Norway="NOR", Chad="TCD")


def test_the_way_goes_through_the_verb_and_to_what_it_is_done_to() -> None:
    assert between(marked(), (0, 1)) == [1, 2]


def test_the_likeliest_word_on_the_way_links_them() -> None:
    found = link(marked(), knowing(ship="AID"), (0, 1), {})
    assert found is not None
    assert (found.judged.token, found.judged.type) == (1, "AID")
    assert (found.parties.actors, found.parties.recipients) == ([0], [1])


def test_who_stands_behind_by_does_it() -> None:
    found = link(marked(HURT), knowing(hurt="ASSAULT"), (0, 1), {})
    assert found is not None
    assert (found.parties.actors, found.parties.recipients) == ([1], [0])


@pytest.mark.parametrize("label", ["SANCTION", "NONE"])
def test_what_is_unlikely_or_often_another_s_links_nobody(label: str) -> None:
    model = knowing(ship=label)
    found = link(marked(), model, (0, 1), {}, least=0.5)
    assert found is None


def test_who_is_not_marked_or_linked_already_is_left_alone() -> None:
    scene = marked()
    assert list(unlinked(scene, [])) == [(0, 1)]
    draft = Draft(generic(scene, 1, "AID", 0.9), "AID", None, Parties([0], [1]), Verdict("actual"))
    assert list(unlinked(scene, [draft])) == []
    draft.dropped = "only hypothetical"
    assert list(unlinked(scene, [draft])) == [(0, 1)]
    assert list(unlinked(scene_of(SHIPPED, Norway="NOR", Chad="TCD"), [])) == []


def test_a_word_that_is_coded_of_others_is_not_coded_again() -> None:
    scene = marked()
    draft = Draft(generic(scene, 1, "AID", 0.9), "AID", None, Parties([0], []), Verdict("actual"))
    assert link(scene, knowing(ship="AID"), (0, 1), {1: draft}) is None
