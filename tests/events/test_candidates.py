"""Only words between two parties are asked, and only what is likely is proposed."""

from __future__ import annotations

from streams.events.candidates import generic, judge, propose, reasons
from tests.support.likely import knowing
from tests.support.scenes import scene_of

SPURN = "Norway/NNP/nsubj/1 spurned/VBD/ROOT/1/spurn Chad/NNP/dobj/1 ././punct/1"


def test_a_likely_word_between_two_parties_is_proposed() -> None:
    scene = scene_of(SPURN, Norway="NOR", Chad="TCD")
    ((match, judged),) = propose(scene, knowing(spurn="REJECT"), held=())
    assert (match.trigger.rule, match.token, match.object) == ("REJECT/trained", 1, 2)
    assert match.trigger.weight == judged.probability > 0.9


def test_what_rules_hold_is_not_asked() -> None:
    scene = scene_of(SPURN, Norway="NOR", Chad="TCD")
    assert not list(propose(scene, knowing(spurn="REJECT"), held=(1,)))


def test_what_is_not_likely_is_not_proposed() -> None:
    scene = scene_of(SPURN, Norway="NOR", Chad="TCD")
    assert not list(propose(scene, knowing(), held=()))
    assert not list(propose(scene, knowing(spurn="REJECT"), held=(), least=1.1))


def test_a_word_of_one_party_is_not_asked() -> None:
    assert not list(propose(scene_of(SPURN, Norway="NOR"), knowing(spurn="REJECT"), held=()))


def test_the_owner_of_a_thing_is_a_party() -> None:
    scene = scene_of(
        "Norway/NNP/nsubj/1 spurned/VBD/ROOT/1/spurn Chad/NNP/poss/3 offer/NN/dobj/1",
        Norway="NOR",
        Chad="TCD",
    )
    assert [m.token for m, _ in propose(scene, knowing(spurn="REJECT"), held=())] == [1]


def test_mutual_types_have_a_mutual_frame() -> None:
    scene = scene_of(SPURN, Norway="NOR", Chad="TCD")
    assert generic(scene, 1, "COOPERATE", 0.9).trigger.frame == "mutual"
    assert generic(scene, 1, "REQUEST", 0.9).trigger.frame == "asks"
    assert generic(scene, 1, "ASSAULT", 0.9).trigger.frame == "acts-on"


def test_an_event_is_named_where_one_is_asked_for() -> None:
    scene = scene_of(SPURN, Norway="NOR", Chad="TCD")
    (free,) = judge(scene, knowing(), [1])
    (forced,) = judge(scene, knowing(), [1], event=True)
    assert free.type is None
    assert forced.type is not None
    assert forced.probability < free.probability


def test_why_a_word_was_proposed_can_be_read() -> None:
    scene = scene_of(SPURN, Norway="NOR", Chad="TCD")
    model = knowing(spurn="REJECT")
    (found,) = judge(scene, model, [1])
    assert reasons(model, found).startswith("REJECT with probability 1.00 by ")
    assert "own:spurn" in reasons(model, found)
