"""How well sentences are coded that were written from the ontology before any coder ran on them.

Gold is one JSON object a line in ``fresh/``: a sentence, the day it is set on, and its events as
type, mode, keys of actors and recipients, and factuality. ``NONE.jsonl`` holds sentences that tell
of no event: sport, business, history, nature. No rule is ever tuned on one of these sentences.

A coded event matches a gold one if the types are equal and their parties are for the most part:
all together where the type is mutual, else the actors, and the recipients where gold names any.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from streams.messages import EVENT_TYPES, Article, Event

FRESH: Final = Path(__file__).parent / "fresh"
MUTUAL: Final = frozenset({"CONSULT", "AGREE", "COOPERATE"})


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, and the events that it tells of as gold has them."""

    article: Article
    events: tuple[dict[str, Any], ...]


@dataclass(slots=True)
class Tally:
    """What was matched, missed and made up; of what was matched, how much was right besides."""

    matched: int = 0
    missed: int = 0
    spurious: int = 0
    same_mode: int = 0
    same_factuality: int = 0
    same_parties: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, n) + getattr(other, n) for n in Tally.__slots__))

    @property
    def precision(self) -> float:
        return _share(self.matched, self.matched + self.spurious)

    @property
    def recall(self) -> float:
        return _share(self.matched, self.matched + self.missed)

    @property
    def f1(self) -> float:
        return _share(2 * self.matched, 2 * self.matched + self.missed + self.spurious)


@dataclass(slots=True)
class Report:
    """Tallies by type, and how many sentences without events stayed without."""

    types: dict[str, Tally]
    silent: int = 0
    eventless: int = 0

    @property
    def all(self) -> Tally:
        return sum(self.types.values(), Tally())


def cases(folder: Path = FRESH) -> list[Case]:
    """Every sentence in ``folder``, files in the order of their names."""
    lines = [
        json.loads(line)
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [
        Case(
            Article(
                article_id=line["id"],
                title="",
                body=line["text"],
                published_at=line["published_at"],
            ),
            tuple(line["events"]),
        )
        for line in lines
    ]


def score(given: Iterable[Case], code: Callable[[Article], list[Event]]) -> Report:
    """Codes every sentence and compares."""
    report = Report({kind: Tally() for kind in EVENT_TYPES})
    for case in given:
        made = code(case.article)
        if not case.events:
            report.eventless += 1
            report.silent += not made
        _compare(case.events, made, report.types)
    return report


def _compare(gold: Iterable[dict[str, Any]], made: list[Event], types: dict[str, Tally]) -> None:
    left = list(made)
    for wanted in gold:
        tally = types[wanted["type"]]
        fitting = [event for event in left if _fits(wanted, event)]
        if not fitting:
            tally.missed += 1
            continue
        best = max(fitting, key=lambda event: sum(_agreements(wanted, event)))
        left.remove(best)
        tally.matched += 1
        mode, factuality, parties = _agreements(wanted, best)
        tally.same_mode += mode
        tally.same_factuality += factuality
        tally.same_parties += parties
    for event in left:
        types[event.type].spurious += 1


def _fits(gold: dict[str, Any], event: Event) -> bool:
    if gold["type"] != event.type:
        return False
    (their_actors, their_recipients), (actors, recipients) = _gold_keys(gold), _keys(event)
    if event.type in MUTUAL:
        return _mostly(their_actors | their_recipients, actors | recipients)
    return _mostly(their_actors, actors) and _mostly(their_recipients, recipients)


def _mostly(wanted: frozenset[str], found: frozenset[str]) -> bool:
    return not wanted or 2 * len(wanted & found) >= len(wanted | found)


def _agreements(gold: dict[str, Any], event: Event) -> tuple[bool, bool, bool]:
    """Whether mode, factuality and every party in its role are the same."""
    wanted, found = _gold_keys(gold), _keys(event)
    mutual = event.type in MUTUAL and wanted[0] | wanted[1] == found[0] | found[1]
    same = mutual or wanted == found
    return gold["mode"] == event.mode, gold["factuality"] == event.factuality, same


def _gold_keys(gold: dict[str, Any]) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(gold["actors"]), frozenset(gold["recipients"])


def _keys(event: Event) -> tuple[frozenset[str], frozenset[str]]:
    return (
        frozenset(party.key for party in event.actors if party.key),
        frozenset(party.key for party in event.recipients if party.key),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
