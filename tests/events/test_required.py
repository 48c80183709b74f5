"""The index of patterns leaves out only what a sentence cannot hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from streams.events.required import required
from streams.events.shapes import possible
from streams.ontology.load import load

VERBS = load().verbs
WORDS = sorted({w for ts in VERBS.values() for t in ts for p in t.parts for w in p.words or ()})


@given(
    st.sampled_from(sorted(VERBS)),
    st.frozensets(st.sampled_from([*WORDS, "to", "of", "on", "with", "out"]), max_size=30),
)
def test_none_is_lost_and_their_order_is_kept(head: str, present: frozenset[str]) -> None:
    triggers = VERBS[head]
    wanted = [t for t in triggers if all(possible(part, present) for part in t.parts)]
    assert required(triggers).of(present) == wanted
