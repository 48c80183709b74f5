"""Tellings of one event in one article brought together, so that it is coded once, at its fullest."""

from __future__ import annotations

from typing import Final

from streams.events.identity import event_id, keys
from streams.messages import Event

MUTUAL: Final = frozenset({"CONSULT", "AGREE", "COOPERATE"})


def once(coded: list[Event]) -> list[Event]:
    """Each event once, at its fullest telling: same type, like parties, nothing that contradicts."""
    kept: list[Event] = []
    for event in coded:
        same = next((i for i, k in enumerate(kept) if _same(k, event)), None)
        if same is None:
            kept.append(event)
        else:
            kept[same] = _merged(kept[same], event)
    return _without_headlines(kept)


def _without_headlines(kept: list[Event]) -> list[Event]:
    """A headline only says what its article tells: it is a telling of the first event that fits."""
    body = [e for e in kept if e.evidence.field == "body"]
    for event in kept:
        if event.evidence.field == "body":
            continue
        fits = [i for i, b in enumerate(body) if _heads(event, b)]
        if fits:
            first = min(fits, key=lambda i: body[i].type != event.type)
            body[first] = _merged(body[first], event)
        else:
            body.append(event)
    return sorted(body, key=lambda e: (e.evidence.field == "body", e.evidence.trigger_start))


def _heads(headline: Event, told: Event) -> bool:
    """Whether a headline may be about an event of the body, in fewer or other words."""
    if headline.type != told.type and (
        headline.quad_class != told.quad_class or keys(headline.actors) != keys(told.actors)
    ):
        return False
    ours = keys(headline.actors) | keys(headline.recipients)
    theirs = keys(told.actors) | keys(told.recipients)
    doers, told_doers = keys(headline.actors), keys(told.actors)
    return bool(ours & theirs) and (
        not doers or not told_doers or bool(doers & told_doers) or headline.type in MUTUAL
    )


def _same(a: Event, b: Event) -> bool:
    if a.type != b.type:
        return False
    if a.type in MUTUAL:
        one, two = keys(a.actors) | keys(a.recipients), keys(b.actors) | keys(b.recipients)
        if one != two and not (one and two and (one <= two or two <= one)):
            return False
    elif not (keys(a.actors) == keys(b.actors) or _one_harm(a, b)) or not (
        keys(a.recipients) == keys(b.recipients) or not a.recipients or not b.recipients
    ):
        return False
    if a.mode != b.mode and a.mode is not None and b.mode is not None:
        return False
    if (a.factuality == "negated") != (b.factuality == "negated"):
        return False
    if a.date and b.date and (a.date.end < b.date.start or b.date.end < a.date.start):
        return False
    if a.location and b.location and a.location.country != b.location.country:
        return False
    return (
        a.evidence.field == "title"
        or b.evidence.field == "title"
        or a.evidence.start == b.evidence.start
        or a.rule == b.rule
        or a.type in ("CONSULT", "ASSAULT", "PROTEST")
    )


def _one_harm(a: Event, b: Event) -> bool:
    """Whether a sentence tells of the dead and of the fight: "100 were killed in clashes with police"."""
    return (
        a.type == "ASSAULT"
        and a.evidence.field == b.evidence.field
        and a.evidence.start == b.evidence.start
        and not (keys(a.actors) and keys(b.actors))
    )


def _fullness(event: Event) -> tuple[bool, int, int, float]:
    slots = sum(x is not None for x in (event.date, event.location, event.mode)) + bool(
        event.magnitude
    )
    return (
        event.evidence.field == "body",
        len(event.actors) + len(event.recipients),
        slots,
        event.confidence,
    )


def _merged(a: Event, b: Event) -> Event:
    full, other = (b, a) if _fullness(b) > _fullness(a) else (a, b)
    values = {name: getattr(full, name) for name in Event.__slots__}
    for slot in ("date", "location", "mode", "attribution"):
        values[slot] = values[slot] or getattr(other, slot)
    values["magnitude"] = {**other.magnitude, **full.magnitude}
    values["recipients"] = full.recipients or other.recipients
    values["tellings"] = (*full.tellings, *other.tellings, other.evidence)
    values["confidence"] = max(full.confidence, other.confidence)
    values["event_id"] = event_id(
        full.article_id, full.evidence, full.type, full.actors, values["recipients"]
    )
    return Event(**values)
