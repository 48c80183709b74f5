"""How sure a code is: what lowers it, and that it stays a probability."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.events import confidence
from streams.events.classifier import Likely
from streams.events.scene import Scene
from streams.events.triggers import Match
from streams.messages import FACTUALITIES, Entities, Field, SlotHow
from streams.ontology.model import Trigger
from tests.support.events import party
from tests.support.names import ontology
from tests.support.parses import tree_of


def score(
    *,
    weight: float = 1.0,
    actors: tuple[SlotHow, ...] = ("stated",),
    recipients: tuple[SlotHow, ...] = ("stated",),
    factuality: Any = "actual",
    field: Field = "body",
    rule: str = "ACCUSE/a",
    likely: Likely | None = None,
) -> float:
    """The confidence of "They left" with these parties."""
    parse = tree_of("They/PRP/nsubj/1 left/VBD/ROOT/1/leave", field=field)
    who = Entities(
        article_id="a",
        content_hash="0",
        title="They left",
        body="They left",
        published_at="2024-07-04T00:00:00Z",
        anchor="2024-07-04",
        signature="0",
        parse=parse,
    )
    trigger = Trigger(
        type="ACCUSE",
        rule=rule,
        mode=None,
        frame="acts-on",
        word_class="verb",
        head="leave",
        weight=weight,
    )
    return confidence.of(
        Scene(who, ontology()),
        Match(trigger, 1, (1,)),
        tuple(replace(party("IRN"), how=how) for how in actors),
        tuple(replace(party("QAT"), how=how) for how in recipients),
        factuality,
        likely,
    )


@pytest.mark.parametrize(
    "change",
    [
        {"weight": 0.5},
        {"actors": ()},
        {"recipients": ()},
        {"actors": ("coreference",)},
        {"recipients": ("default",)},
        {"factuality": "claimed"},
        {"factuality": "hypothetical"},
        {"field": "title"},
        {"rule": "ACCUSE/trained"},
        {"likely": Likely(type=0.1, none=0.5)},
        {"likely": Likely(type=0.5, none=0.9)},
    ],
)
def test_what_makes_less_sure(change: dict[str, Any]) -> None:
    assert score(**change) < score()


def test_all_parties_of_a_mutual_act_stand_as_actors() -> None:
    assert score(actors=("stated", "stated"), recipients=()) == score()


hows = st.lists(st.sampled_from(get_args(SlotHow)), max_size=3).map(tuple)


@given(st.floats(0.01, 1.0), hows, hows, st.sampled_from(FACTUALITIES))
def test_it_is_always_a_probability(
    weight: float, actors: tuple[SlotHow, ...], recipients: tuple[SlotHow, ...], factuality: Any
) -> None:
    made = score(weight=weight, actors=actors, recipients=recipients, factuality=factuality)
    assert 0.0 <= made <= 1.0


def test_a_type_that_the_trained_part_holds_likely_makes_surer() -> None:
    assert score(likely=Likely(type=0.9, none=0.05)) > score()


def test_every_doubt_has_its_number_and_none_adds() -> None:
    held = confidence.numbers()
    assert all(held[name] > 0 for name in confidence.RISES)
    assert all(held[name] < 0 for name in confidence.FALLS)
