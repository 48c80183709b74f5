"""The same records whatever the order of arrival and however often an event is delivered."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from streams.messages import Event, Record
from streams.records import Known, fold
from tests.support.events import event, party
from tests.support.stories import disordered, pairwise, standing, stream

KEYS = ("IRN", "QAT", "OMN")
TEXTS = ("bridge loan ferry port", "bridge loan coal", "coal dam visa quota", "ferry visa dam")


def said(events: list[Event]) -> list[Record]:
    known, changed = Known(), list[Record]()
    for each in events:
        known, some = fold(known, each)
        changed += some
    return changed


@st.composite
def reports(draw: st.DrawFn) -> Event:
    """Events so close to each other that they hang together in ever other ways."""
    article = draw(st.sampled_from("abcdefgh"))
    number = draw(st.integers(0, 2))
    # an event's content is a function of its id, as the coder's is
    chance = random.Random(f"{article}{number}")
    text = chance.choice(TEXTS)
    evidence = event(article, number).evidence
    return event(
        article,
        number,
        type=chance.choice(("CONSULT", "AGREE", "COOPERATE")),
        mode=None,
        actors=tuple(party(key) for key in chance.sample(KEYS, chance.randint(1, 3))),
        recipients=(),
        published_at=f"2024-07-0{chance.randint(1, 8)}T10:00:00+00:00",
        publisher=f"P{article}" if article != "h" else None,
        confidence=chance.choice((0.5, 0.7)),
        factuality=chance.choice(("actual", "claimed", "negated")),
        evidence=type(evidence)(
            field="body",
            start=0,
            end=len(text),
            trigger_start=0,
            trigger_end=4,
            text=text,
            trigger=text[:4],
        ),
    )


@settings(max_examples=150)
@given(st.lists(reports(), max_size=14), st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_matter(events: list[Event], chance: random.Random) -> None:
    again = events + [each for each in events if chance.random() < 0.5]
    chance.shuffle(again)
    assert standing(said(events)) == standing(said(again))


def test_a_stream_of_2000_articles_in_any_order_gives_the_same_records_and_the_right_ones() -> None:
    events, truth = stream(articles=2000, number=400)
    assert len({each.article_id for each in events}) == 2000
    assert len(set(truth.values())) == 400
    ordered = standing(said(events))
    assert standing(said(disordered(events, seed=1))) == ordered
    precision, recall, pairs = pairwise(ordered, truth)
    print(f"\n{pairs} pairs: precision {precision:.3f}, recall {recall:.3f}")
    assert pairs > 5000
    assert precision >= 0.95
    assert recall >= 0.90
