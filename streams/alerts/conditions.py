"""Whether a rule holds for a record, condition by condition, each with the reason in words.

A condition gives the reason why it holds, or None. All are functions of the record, the rule and the
history.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from streams.alerts.history import DAY, Dyad, History, dyads, seconds
from streams.alerts.rules import Rule
from streams.messages import Party, Reason, Record

Check = Callable[[Rule, Record, History], str | None]


def reasons(rule: Rule, record: Record, history: History) -> tuple[Reason, ...] | None:
    """Why the rule holds, a reason for each of its conditions; None where one does not hold."""
    found = []
    for name, check in _CHECKS.items():
        if getattr(rule, name) in ((), None):
            continue
        why = check(rule, record, history)
        if why is None:
            return None
        found.append(Reason(condition=name, text=why))
    return tuple(found)


def _keys(parties: Iterable[Party]) -> tuple[str, ...]:
    return tuple(p.key for p in parties if p.key)


def _any(wanted: Sequence[str], there: Iterable[str], what: str) -> str | None:
    found = [each for each in there if each in wanted]
    return f"{what} {', '.join(dict.fromkeys(found))}" if found else None


def _actors(rule: Rule, record: Record, _: History) -> str | None:
    return _any(rule.actors, _keys(record.actors), "done by")


def _recipients(rule: Rule, record: Record, _: History) -> str | None:
    return _any(rule.recipients, _keys(record.recipients), "done to")


def _parties(rule: Rule, record: Record, _: History) -> str | None:
    return _any(rule.parties, _keys((*record.actors, *record.recipients)), "party to it is")


def _dyads(rule: Rule, record: Record, _: History) -> str | None:
    wanted = {tuple(sorted(pair)) for pair in rule.dyads}
    found = [pair for pair in dyads(record) if pair in wanted]
    return f"between {found[0][0]} and {found[0][1]}" if found else None


def _sectors(rule: Rule, record: Record, _: History) -> str | None:
    parties = (*record.actors, *record.recipients)
    return _any(rule.sectors, [s for p in parties for s in p.sectors], "a party of sector")


def _types(rule: Rule, record: Record, _: History) -> str | None:
    return f"it is {record.type}" if record.type in rule.types else None


def _modes(rule: Rule, record: Record, _: History) -> str | None:
    return f"by mode {record.mode}" if record.mode in rule.modes else None


def _quad_classes(rule: Rule, record: Record, _: History) -> str | None:
    return f"it is {record.quad_class}" if record.quad_class in rule.quad_classes else None


def _contexts(rule: Rule, record: Record, _: History) -> str | None:
    return _any(rule.contexts, record.contexts, "it is about")


def _countries(rule: Rule, record: Record, _: History) -> str | None:
    there = record.location.country if record.location else None
    return f"it took place in {there}" if there and there in rule.countries else None


def _factuality(rule: Rule, record: Record, _: History) -> str | None:
    return f"it is {record.factuality}" if record.factuality in rule.factuality else None


def _status(rule: Rule, record: Record, _: History) -> str | None:
    return f"it is {record.status}" if record.status in rule.status else None


def _confidence(rule: Rule, record: Record, _: History) -> str | None:
    assert rule.min_confidence is not None
    if record.confidence < rule.min_confidence:
        return None
    return f"confidence {record.confidence:g} is at least {rule.min_confidence:g}"


def _sources(rule: Rule, record: Record, _: History) -> str | None:
    assert rule.min_sources is not None
    number = len(record.sources)
    return f"{number} independent sources report it" if number >= rule.min_sources else None


def _magnitude(rule: Rule, record: Record, _: History) -> str | None:
    told = []
    for name, least in rule.magnitude:
        quantity = record.magnitude.get(name)
        bounds = (quantity.min, quantity.max) if quantity else ()
        most = max((n for n in bounds if n is not None), default=None)
        if most is None or most < least:
            return None
        told.append(f"{name} {most:g} is at least {least:g}")
    return " and ".join(told)


def _silence(rule: Rule, record: Record, history: History) -> str | None:
    days = rule.silence_days
    assert days is not None
    if not history.reaches(record, days):
        return None
    for pair in dyads(record):
        if next(history.before(pair, record, days), None) is None:
            return f"first of {_named(pair)} after {days:g} days of silence"
    return None


def _spike(rule: Rule, record: Record, history: History) -> str | None:
    spike = rule.spike
    assert spike is not None
    if not history.reaches(record, spike.days + spike.over_days):
        return None
    for pair in dyads(record):
        past = list(history.before(pair, record, spike.days + spike.over_days, rule.types))
        since = seconds(record.first_seen) - spike.days * DAY
        recent = 1 + sum(at >= since for at, *_ in past)
        usual = (len(past) + 1 - recent) * spike.days / spike.over_days
        if recent >= spike.least and recent >= spike.times * usual:
            return (
                f"{recent} of {_named(pair)} in {spike.days:g} days, "
                f"where {usual:.1f} was usual over {spike.over_days:g} days"
            )
    return None


def _turn(rule: Rule, record: Record, history: History) -> str | None:
    turn = rule.turn
    assert turn is not None
    if record.quad_class.endswith("cooperation"):
        return None
    for pair in dyads(record):
        past = list(history.before(pair, record, turn.days))[-turn.records :]
        friendly = sum(quad.endswith("cooperation") for _, _, quad, _ in past)
        if len(past) == turn.records and 2 * friendly > len(past):
            return (
                f"{record.quad_class} between {_named(pair)} after "
                f"{friendly} of {len(past)} had been cooperation"
            )
    return None


def _named(pair: Dyad) -> str:
    return f"{pair[0]} and {pair[1]}"


_CHECKS: Final[dict[str, Check]] = {
    "types": _types,
    "actors": _actors,
    "recipients": _recipients,
    "parties": _parties,
    "dyads": _dyads,
    "modes": _modes,
    "quad_classes": _quad_classes,
    "sectors": _sectors,
    "contexts": _contexts,
    "countries": _countries,
    "factuality": _factuality,
    "status": _status,
    "min_confidence": _confidence,
    "min_sources": _sources,
    "magnitude": _magnitude,
    "silence_days": _silence,
    "spike": _spike,
    "turn": _turn,
}
CONDITIONS: Final = tuple(_CHECKS)
"""Every condition there is, the cheap ones first."""
