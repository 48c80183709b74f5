"""What an operator over a content gives."""

from __future__ import annotations

import pytest

from streams.events.composition import (
    GIVING,
    HARM,
    KIND,
    asked_mode,
    compose,
    refused_mode,
    threat_mode,
)
from streams.messages import EVENT_TYPES, EventType


@pytest.mark.parametrize("content", sorted({*EVENT_TYPES} - {"ACCUSE"}))
@pytest.mark.parametrize("lemma", ["deny", "denial", "refute"])
def test_a_denial_leaves_the_content_negated(lemma: str, content: EventType) -> None:
    made = compose("REJECT", None, lemma, content, None)
    assert (made.keep_operator, made.content) == (False, "negated")


def test_who_denies_a_charge_rejects_it() -> None:
    made = compose("REJECT", None, "deny", "ACCUSE", "allege")
    assert (made.type, made.keep_operator, made.content) == ("REJECT", True, None)


@pytest.mark.parametrize("content", sorted(GIVING))
def test_a_promise_to_yield_is_a_concession(content: EventType) -> None:
    made = compose("AGREE", None, "agree", content, "withdraw")
    assert (made.type, made.mode, made.keep_operator) == ("CONCEDE", None, True)


@pytest.mark.parametrize("content", sorted(HARM))
def test_an_oath_to_harm_is_a_threat_and_an_agreement_to_is_a_plan(content: EventType) -> None:
    assert compose("AGREE", None, "vow", content, None).type == "THREATEN"
    agreed = compose("AGREE", None, "agree", content, None)
    assert (agreed.keep_operator, agreed.content) == (False, "planned")


@pytest.mark.parametrize("content", ["PROTEST", "REJECT", "ACCUSE"])
def test_a_promise_of_conflict_short_of_harm_is_a_plan_of_it(content: EventType) -> None:
    made = compose("AGREE", None, "promise", content, None)
    assert (made.keep_operator, made.content) == (False, "planned")


@pytest.mark.parametrize("content", ["CONSULT", "AID", "COOPERATE", "SUPPORT", "AGREE"])
def test_a_promise_of_cooperation_stays_an_agreement(content: EventType) -> None:
    made = compose("AGREE", None, "agree", content, None)
    assert (made.type, made.keep_operator) == ("AGREE", True)


@pytest.mark.parametrize(
    ("content", "mode", "threat"),
    [
        ("ASSAULT", "aerial", "violence"),
        ("MOBILIZE", "troops", "violence"),
        ("SANCTION", "expel", "expel"),
        ("SANCTION", "withdraw", "relations"),
        ("SANCTION", None, "restrict"),
        ("COERCE", "arrest", "arrest"),
        ("COERCE", "deport", "expel"),
        ("COERCE", "ban", "ban"),
        ("COERCE", "seize", "territory"),
        ("COERCE", "curfew", "restrict"),
        ("CONSULT", None, None),
    ],
)
def test_a_threat_has_the_mode_of_what_is_threatened(
    content: EventType, mode: str | None, threat: str | None
) -> None:
    assert threat_mode(content, mode) == threat
    assert compose("THREATEN", None, "threaten", content, mode).mode == threat


@pytest.mark.parametrize(
    ("content", "asked", "refused"),
    [
        ("AID", "assist", "assist"),
        ("COOPERATE", "assist", "assist"),
        ("CONSULT", "meet", "meet"),
        ("RETREAT", "yield", "yield"),
        ("CONCEDE", "yield", "yield"),
        ("SUPPORT", "change", "change"),
        ("AGREE", "change", "change"),
        ("ASSAULT", "change", None),
        ("REQUEST", None, None),
    ],
)
def test_a_request_and_its_refusal_have_the_mode_of_what_is_asked(
    content: EventType, asked: str | None, refused: str | None
) -> None:
    assert asked_mode(content) == compose("REQUEST", None, "urge", content, None).mode == asked
    assert refused_mode(content) == compose("REJECT", None, "refuse", content, None).mode == refused


@pytest.mark.parametrize("operator", ["THREATEN", "REQUEST", "REJECT", "SUPPORT"])
def test_a_mode_of_the_operator_s_own_stays_where_the_content_gives_none(
    operator: EventType,
) -> None:
    made = compose(operator, "own", "do", "REQUEST", None)
    assert (made.type, made.mode, made.keep_operator) == (operator, "own", True)


@pytest.mark.parametrize("content", sorted(KIND))
def test_what_is_kind_is_no_threat_when_it_is_only_told(content: EventType) -> None:
    assert not compose("THREATEN", "violence", "say", content, None).keep_operator
    # but it may be threatened with: "threatened to quit the talks"
    assert compose("THREATEN", None, "threaten", content, None).keep_operator
