"""An event's id: the same from the same parts, another from any other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from streams.events.identity import event_id, keys
from streams.messages import EVENT_TYPES, Evidence, Party
from tests.support.events import event, party

WORDS = event("a", 0).evidence
offsets = st.integers(0, 10_000)
parties = st.builds(
    lambda key, start, end: replace(party("IRN"), key=key, start=start, end=end),
    st.none() | st.sampled_from(["IRN", "QAT", "ABU SAYYAF", "@,"]),
    offsets,
    offsets,
)
evidence = st.builds(
    lambda field, start, end: replace(WORDS, field=field, trigger_start=start, trigger_end=end),
    st.sampled_from(["title", "body"]),
    offsets,
    offsets,
)
articles = st.text(st.characters(codec=None), max_size=12)
parts = st.tuples(
    articles,
    evidence,
    st.sampled_from(EVENT_TYPES),
    st.lists(parties, max_size=3),
    st.lists(parties, max_size=3),
)


@given(parts)
def test_the_same_parts_give_the_same_id(of: tuple[Any, ...]) -> None:
    assert event_id(*of) == event_id(*of)
    assert len(event_id(*of)) == 32
    assert set(event_id(*of)) <= set("0123456789abcdef")


@given(parts, st.integers(0, 4), parts)
def test_any_other_part_gives_another_id(
    one: tuple[Any, ...], which: int, two: tuple[Any, ...]
) -> None:
    changed = (*one[:which], two[which], *one[which + 1 :])

    def told(value: Any) -> Any:
        if isinstance(value, list):
            return sorted((p.key or "", p.start, p.end) for p in value)
        return (
            (value.field, value.trigger_start, value.trigger_end)
            if isinstance(value, Evidence)
            else value
        )

    assume(told(one[which]) != told(two[which]))
    assert event_id(*one) != event_id(*changed)


@given(parts)
def test_the_order_of_parties_says_nothing_and_their_side_does(of: tuple[Any, ...]) -> None:
    article, words, kind, actors, recipients = of
    assert event_id(article, words, kind, actors[::-1], recipients[::-1]) == event_id(*of)
    only = [party("IRN")]
    assert event_id(article, words, kind, only, []) != event_id(article, words, kind, [], only)


@pytest.mark.parametrize(
    "change", [{"name": "Other"}, {"role": "envoy"}, {"sectors": ("MIL",)}, {"mention": "Other"}]
)
def test_what_lists_say_of_a_party_leaves_the_id(change: dict[str, Any]) -> None:
    one = party("IRN")
    other: Party = replace(one, **change)
    assert event_id("a", WORDS, "AID", [one], []) == event_id("a", WORDS, "AID", [other], [])


def test_keys_leave_out_those_unknown() -> None:
    assert keys([party("IRN"), replace(party("QAT"), key=None), party("IRN")]) == {"IRN"}
    assert keys([]) == frozenset()
