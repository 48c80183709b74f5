"""How likely it is that two reports of different articles tell one event, 0 to 1.

Symmetric and a function of the two reports alone: whatever came between them, and in whatever order,
changes nothing. Zero is a contradiction or too little in common.
"""

from __future__ import annotations

from typing import Final

from streams.records.knowledge import confused_with, modes_alike
from streams.records.traits import DAY, Traits

LEAST: Final = 0.515
"""From here on two reports count as telling one event."""

DAYS_APART: Final = 7
"""Days between two reports of one event at most, by publication; ten where both name the day."""

_TOLERANCE: Final = 1  # day: midnight, time zones, "overnight"
_FACTS: Final = frozenset({"actual", "claimed", "negated"})
_SPEECH: Final = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE"})
_OWN: Final = 0.35
_TOWN: Final = 0.2
_TOLL: Final = 0.1
_TIMES_OFF: Final = 3.0  # tolls of one event grow, but hardly beyond this


def likeness(a: Traits, b: Traits) -> float:
    """How likely the two tell one event; 0 where they cannot."""
    # most pairs are refused: what is quickly seen comes first
    if a.article == b.article:
        return 0.0  # the coder has told the events of one article apart
    kind = _kind(a, b)
    if kind == 0.0:
        return 0.0
    place = _place(a, b)
    if place == 0.0:
        return 0.0
    time = _time(a, b)
    if time == 0.0 or not _may_be_one_fact(a, b) or _numbers_contradict(a, b):
        return 0.0
    parties = _parties(a, b)
    if parties == 0.0:
        return 0.0
    without_text = 0.30 * parties + 0.20 * time + 0.10 * kind + 0.10 * place
    if without_text + 0.30 < LEAST:
        return 0.0
    text = _text(a, b)
    if _nothing_of_its_own(a, text, time, place) or (a.type != b.type and text < 0.25):
        return 0.0
    return round(without_text + 0.30 * text, 4)


def likeness_in_crowd(a: Traits, b: Traits) -> float:
    """The same where the same parties do the same thing many times a day; 0 where too little is shared.

    There parties, type and day say nothing: what counts is what tells one act from others of its kind.
    Words must be shared; fewer where town or toll agree, more where they do not.
    """
    own = _details(a, b)
    if own < _OWN:
        return 0.0
    found = likeness(a, b)
    return found if found >= LEAST else 0.0


def _details(a: Traits, b: Traits) -> float:
    own = _text(a, b)
    if a.town is not None and b.town is not None:
        own += _TOWN if a.town == b.town else -_TOWN
    for name in a.numbers.keys() & b.numbers.keys():
        (low, high), (least, most) = a.numbers[name], b.numbers[name]
        own += _TOLL if low <= most and least <= high else -_TOLL / 2
    return own


def _nothing_of_its_own(a: Traits, text: float, time: float, place: float) -> bool:
    """Whether they share no more than the same parties' acts of one kind always do.

    What is said again and again is told apart by its words or its day; what is done again and again
    by its words, its place, or by being fresh news in both.
    """
    if a.type in _SPEECH:
        return text < 0.15 and time < 1.0
    return text < 0.2 and time < 0.75 and place < 1.0


def _parties(a: Traits, b: Traits) -> float:
    """Share of the parties that both name; roles count where the act is not mutual."""
    if not a.keys or not b.keys:
        return 0.5 * _jaccard(a.names, b.names) if a.names and b.names else 0.0
    if a.mutual or b.mutual:
        whole = _jaccard(a.keys, b.keys)
        return whole if whole >= 0.5 else 0.0
    actors = _side(a.actors, b.actors)
    recipients = _side(a.recipients, b.recipients)
    if min(actors, recipients) < 0.5 or (a.keys.isdisjoint(b.keys)):
        return 0.0
    return (actors + recipients) / 2


def _side(one: frozenset[str], other: frozenset[str]) -> float:
    if not one and not other:
        return 1.0
    if not one or not other:
        return 0.6  # one of them does not say who: no contradiction
    return _jaccard(one, other)


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    if one is other:
        return 1.0 if one else 0.0
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0


def _time(a: Traits, b: Traits) -> float:
    """1 where both name the same day; less the further apart they were published."""
    apart = abs(a.published - b.published) / DAY
    if a.days and b.days:
        if a.days[0] > b.days[1] + _TOLERANCE or b.days[0] > a.days[1] + _TOLERANCE:
            return 0.0
        exact = a.days[0] <= b.days[1] and b.days[0] <= a.days[1]
        return (1.0 if exact else 0.8) if apart <= DAYS_APART + 3 else 0.0
    if apart > DAYS_APART:
        return 0.0
    if a.days or b.days:
        dated, other = (a, b) if a.days else (b, a)
        assert dated.days is not None
        # an undated act is fresh: it happened shortly before it was reported
        late = other.day - dated.days[1]
        if late < 0:  # reported before the day was over, if at all
            return 0.0 if dated.days[0] > other.day + _TOLERANCE else 0.4
        return max(0.0, 0.9 - 0.12 * max(0, late - 1))
    return max(0.0, 0.85 - 0.12 * apart)


def _may_be_one_fact(a: Traits, b: Traits) -> bool:
    """Whether what is, what is planned and what is only said could be the same act."""
    if a.factuality == b.factuality or (a.factuality in _FACTS and b.factuality in _FACTS):
        return True
    if {a.factuality, b.factuality} == {"planned", "actual"}:
        return a.days is not None and a.days == b.days
    return False


def _numbers_contradict(a: Traits, b: Traits) -> bool:
    if not a.numbers or not b.numbers:
        return False
    for name in a.numbers.keys() & b.numbers.keys():
        (low, high), (least, most) = a.numbers[name], b.numbers[name]
        if low > _TIMES_OFF * max(most, 1.0) or least > _TIMES_OFF * max(high, 1.0):
            return True
    return False


def _kind(a: Traits, b: Traits) -> float:
    if a.type != b.type:
        return 0.4 if b.type in confused_with(a.type) else 0.0
    if a.mode == b.mode:
        return 1.0
    if a.mode is None or b.mode is None:
        return 0.8
    return 0.6 if (a.type, a.mode, b.mode) in modes_alike() else 0.0


def _place(a: Traits, b: Traits) -> float:
    if a.country is None or b.country is None:
        return 0.6
    if a.country != b.country:
        return 0.0
    return 1.0 if a.place == b.place else 0.7


def _text(a: Traits, b: Traits) -> float:
    """Share of the words of the shorter text that the longer has too."""
    least = min(len(a.words), len(b.words))
    return len(set(a.words).intersection(b.words)) / least if least else 0.0
