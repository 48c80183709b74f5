"""What a run over one set was worth: matched, missed and made up, and how much was right besides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from streams.messages import EVENT_TYPES, FACTUALITIES, Event
from tests.gold import matching
from tests.gold.sets import Case, Gold

SHARES: Final = (
    *("parties", "evidence", "mode", "date", "no date", "country", "no country", "empty"),
)
"""Accuracies over what was matched; ``no date`` and ``no country`` are slots that the text leaves
open and the coder must too; ``empty`` is of articles without events, how many gave none."""


@dataclass(slots=True)
class Tally:
    """Events matched, coded in all and told in all; optional gold stands on neither side."""

    matched: int = 0
    coded: int = 0
    gold: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.matched + other.matched, self.coded + other.coded, self.gold + other.gold)

    @property
    def precision(self) -> float:
        return _share(self.matched, self.coded)

    @property
    def recall(self) -> float:
        return _share(self.matched, self.gold)

    @property
    def f1(self) -> float:
        return _share(2 * self.matched, self.coded + self.gold)


@dataclass(slots=True)
class Share:
    """How many of how many were right."""

    right: int = 0
    all: int = 0

    def count(self, right: bool) -> None:
        """One more."""
        self.right += right
        self.all += 1

    @property
    def value(self) -> float:
        return _share(self.right, self.all)


@dataclass(frozen=True, slots=True)
class Compared:
    """One article: what it tells, what was coded, and which is which (index to index)."""

    name: str
    gold: tuple[Gold, ...]
    events: tuple[Event, ...]
    pairs: dict[int, int]

    def found(self) -> list[tuple[Gold, Event]]:
        """The pairs that count."""
        return [
            (self.gold[i], self.events[j])
            for i, j in sorted(self.pairs.items())
            if not self.gold[i].optional
        ]

    def spurious(self) -> list[Event]:
        """What was coded and is not told, in the order coded."""
        seated = set(self.pairs.values())
        return [event for j, event in enumerate(self.events) if j not in seated]


@dataclass(slots=True)
class Report:
    """Everything counted over one set."""

    types: dict[str, Tally] = field(default_factory=lambda: {kind: Tally() for kind in EVENT_TYPES})
    loose: Tally = field(default_factory=Tally)
    shares: dict[str, Share] = field(default_factory=lambda: {name: Share() for name in SHARES})
    told: list[tuple[str, str]] = field(default_factory=list)
    articles: list[Compared] = field(default_factory=list)

    @property
    def events(self) -> Tally:
        return sum(self.types.values(), Tally())

    def factuality(self) -> float:
        """Mean F1 of the factualities that gold has among what was matched."""
        kinds = [kind for kind in FACTUALITIES if any(wanted == kind for wanted, _ in self.told)]
        scores = [
            _share(
                2 * sum(wanted == coded == kind for wanted, coded in self.told),
                sum((wanted == kind) + (coded == kind) for wanted, coded in self.told),
            )
            for kind in kinds
        ]
        return sum(scores) / len(scores) if scores else 0.0

    def figures(self) -> dict[str, float]:
        """Everything by name, to three places; slots that the set does not have are left out."""
        strict = self.events
        made = {
            "F1": strict.f1,
            "precision": strict.precision,
            "recall": strict.recall,
            "loose F1": self.loose.f1,
            "factuality": self.factuality(),
            **{name: share.value for name, share in self.shares.items() if share.all},
        }
        return {name: round(value, 3) for name, value in made.items()}


def score(cases: Sequence[Case], coded: Sequence[Sequence[Event]]) -> Report:
    """Compares what was coded, article for article, with what is told."""
    report = Report()
    for case, events in zip(cases, coded, strict=True):
        compared = Compared(
            case.article.article_id,
            case.events,
            tuple(events),
            matching.match(case.events, events),
        )
        _count(report, compared)
    return report


def _count(report: Report, compared: Compared) -> None:
    gold, events = compared.gold, compared.events
    report.articles.append(compared)
    if not gold:
        report.shares["empty"].count(not events)
    for wanted in gold:
        report.types[wanted.type].gold += not wanted.optional
    for wanted, event in compared.found():
        report.types[event.type].matched += 1
        report.types[event.type].coded += 1
        _count_slots(report, wanted, event)
    for event in compared.spurious():
        report.types[event.type].coded += 1
    report.loose += _loosely(gold, events)


def _loosely(gold: Sequence[Gold], events: Sequence[Event]) -> Tally:
    pairs = matching.match(gold, events, matching.same_quad_class)
    optional = sum(gold[i].optional for i in pairs)
    counting = sum(not wanted.optional for wanted in gold)
    return Tally(len(pairs) - optional, len(events) - optional, counting)


def _count_slots(report: Report, gold: Gold, event: Event) -> None:
    report.told.append((gold.factuality, event.factuality))
    shares = report.shares
    shares["parties"].count(matching.exactly_same_parties(gold, event))
    if gold.span:
        shares["evidence"].count(matching.same_words(gold, event))
    if gold.mode:
        shares["mode"].count(gold.mode == event.mode)
    if gold.slots:
        shares["date" if gold.date else "no date"].count(matching.same_date(gold, event))
        right = matching.same_country(gold, event)
        shares["country" if gold.country else "no country"].count(right)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
