"""Which coded event is which gold event: one to one, best agreeing first, then as many as can be.

A pair can match when the types are the same and the parties are for the most part: Jaccard index of
the sets of keys of at least one half. Where gold is reciprocal or the type is mutual all parties
stand together; else actors with actors, and recipients with recipients where gold has any. A side
that gold leaves empty matches whatever was coded.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Final

from streams.messages import Event, Party
from tests.gold.sets import Gold

MUTUAL: Final = frozenset({"CONSULT", "AGREE", "COOPERATE"})
QUAD_CLASSES: Final = {
    kind: quad
    for quad, kinds in {
        "verbal cooperation": "AGREE CONSULT SUPPORT CONCEDE",
        "material cooperation": "COOPERATE AID RETREAT",
        "verbal conflict": "REQUEST ACCUSE REJECT THREATEN",
        "material conflict": "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
    }.items()
    for kind in kinds.split()
}
WIDEST: Final = {10: timedelta(days=7), 7: timedelta(days=31)}
"""How wide a coded date may be, by the length of gold's: a day or a month."""

Same = Callable[[str, str], bool]
Fits = dict[int, dict[int, int]]
"""For each gold event, the coded events that it can match, and how well each agrees."""


def same_type(wanted: str, coded: str) -> bool:
    """What the strict score asks for."""
    return wanted == coded


def same_quad_class(wanted: str, coded: str) -> bool:
    """What the loose score asks for."""
    return QUAD_CLASSES[wanted] == QUAD_CLASSES[coded]


def match(gold: Sequence[Gold], events: Sequence[Event], same: Same = same_type) -> dict[int, int]:
    """Indices into ``events`` by indices into ``gold``.

    Gold that counts is seated before optional gold, so that what is optional never takes the place
    of what is not.
    """
    fits: Fits = {
        i: {
            j: agreement(wanted, event)
            for j, event in enumerate(events)
            if same(wanted.type, event.type) and mostly_same_parties(wanted, event)
        }
        for i, wanted in enumerate(gold)
    }
    holder: dict[int, int] = {}
    couples = [(i, j) for i, agreeing in fits.items() for j in agreeing]
    for i, j in sorted(couples, key=lambda pair: (gold[pair[0]].optional, -fits[pair[0]][pair[1]])):
        if j not in holder and i not in holder.values():
            holder[j] = i
    for i in sorted(fits, key=lambda i: gold[i].optional):
        if i not in holder.values():
            _make_room(i, fits, holder, set())
    return {i: j for j, i in holder.items()}


def _make_room(i: int, fits: Fits, holder: dict[int, int], tried: set[int]) -> bool:
    """Seats ``i``, moving others to events that suit them too, if that can be."""
    for j in sorted(fits[i], key=lambda j: -fits[i][j]):
        if j in tried:
            continue
        tried.add(j)
        if j not in holder or _make_room(holder[j], fits, holder, tried):
            holder[j] = i
            return True
    return False


def mostly_same_parties(gold: Gold, event: Event) -> bool:
    """Whether the pair may match as far as its parties go."""
    actors, recipients = keys(event.actors), keys(event.recipients)
    if together(gold):
        return _mostly(gold.actors | gold.recipients, actors | recipients)
    return _mostly(gold.actors, actors) and _mostly(gold.recipients, recipients)


def exactly_same_parties(gold: Gold, event: Event) -> bool:
    """Whether every key is there, in its role, and no other."""
    actors, recipients = keys(event.actors), keys(event.recipients)
    if together(gold):
        return gold.actors | gold.recipients == actors | recipients
    return (gold.actors, gold.recipients) == (actors, recipients)


def together(gold: Gold) -> bool:
    """Whether it does not matter who stands as actor and who as recipient."""
    return gold.reciprocal or gold.type in MUTUAL


def keys(parties: Sequence[Party]) -> frozenset[str]:
    """The keys of those that are known."""
    return frozenset(party.key for party in parties if party.key)


def _mostly(wanted: frozenset[str], found: frozenset[str]) -> bool:
    return not wanted or 2 * len(wanted & found) >= len(wanted | found)


def agreement(gold: Gold, event: Event) -> int:
    """How well a pair agrees beyond type and parties; the place of the words counts most."""
    return (
        4 * same_words(gold, event)
        + (gold.factuality == event.factuality)
        + (gold.mode == event.mode)
        + same_date(gold, event)
        + same_country(gold, event)
        + len(gold.actors & keys(event.actors))
        + len(gold.recipients & keys(event.recipients))
    )


def same_words(gold: Gold, event: Event) -> bool:
    """Whether the evidence overlaps the sentence of gold."""
    if gold.span is None:
        return False
    field, start, end = gold.span
    cut = event.evidence
    return field == cut.field and start < cut.end and cut.start < end


def same_country(gold: Gold, event: Event) -> bool:
    """Whether the place is in the same country, or both have none."""
    return gold.country == (event.location.country if event.location else None)


def same_date(gold: Gold, event: Event) -> bool:
    """Whether the days overlap and the coded ones are not too wide, or both have none."""
    wanted, coded = _days_of_gold(gold), _days_of_event(event)
    if wanted is None or coded is None or gold.date is None:
        return wanted is coded
    (first, last), (start, end) = wanted, coded
    return first <= end and start <= last and end - start <= WIDEST[len(gold.date)]


def _days_of_gold(gold: Gold) -> tuple[date, date] | None:
    return (_day(gold.date, last=False), _day(gold.date, last=True)) if gold.date else None


def _days_of_event(event: Event) -> tuple[date, date] | None:
    if event.date is None or event.date.how == "default":
        return None
    return _day(event.date.start, last=False), _day(event.date.end or event.date.start, last=True)


def _day(text: str, *, last: bool) -> date:
    """The day, or the first or last one of the month."""
    if len(text) == 10:
        return date.fromisoformat(text)
    year, month = int(text[:4]), int(text[5:7])
    return date(year, month, calendar.monthrange(year, month)[1] if last else 1)
