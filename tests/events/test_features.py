"""What is seen of a word: itself, its relations, its parties, its surroundings."""

from __future__ import annotations

import pytest

from streams.events.features import look, may_be
from tests.support.scenes import scene_of

REBUKE = (
    "Norway/NNP/nsubj/1 rebuked/VBD/ROOT/1/rebuke Chad/NNP/dobj/1 over/IN/prep/1 the/DT/det/5 "
    "arrests/NNS/pobj/3/arrest ././punct/1"
)


def test_a_verb_is_seen_with_who_does_it_and_to_whom() -> None:
    seen = look(scene_of(REBUKE, Norway="NOR", Chad="TCD"), 1)
    assert {"own:rebuke", "verb", "active", "subject/party", "object/party", "object/GOV"} <= {
        *seen.names
    }
    assert {"prep:over", "prep:over:arrest", "near:arrest"} <= {*seen.names}
    assert seen.about == seen.topic == ("arrest",)


def test_a_thing_is_told_from_a_party() -> None:
    seen = look(scene_of(REBUKE, Norway="NOR"), 1)
    assert "object/thing" in seen.names
    assert "object/party" not in seen.names


def test_a_noun_is_seen_with_what_carries_it() -> None:
    scene = scene_of(
        "Norway/NNP/nsubj/1 lodged/VBD/ROOT/1/lodge a/DT/det/4 formal/JJ/amod/4 complaint/NN/dobj/1",
        Norway="NOR",
    )
    seen = look(scene, 4)
    assert {"noun", "under:lodge", "under:dobj:lodge", "carrier/party", "of kind:formal"} <= {
        *seen.names
    }


def test_a_word_never_met_shows_nothing_of_which_word_it_is() -> None:
    unknown = look(scene_of(REBUKE, Norway="NOR"), 1).as_unknown()
    assert not [n for n in unknown.names if n.startswith(("own:", "list:"))]
    assert "subject/party" in unknown.names


@pytest.mark.parametrize(("token", "may"), [(0, False), (1, True), (3, False), (5, True)])
def test_full_verbs_and_common_nouns_may_be_acts(token: int, may: bool) -> None:
    assert may_be(scene_of(REBUKE, Norway="NOR", Chad="TCD"), token) is may
