"""The record that a group of reports amounts to: a function of the reports and of nothing else.

Every slot holds what is best supported, with the reports behind it; where reports differ, who says
what is kept beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Final, TypeVar

from streams.messages import (
    Conflict,
    EventType,
    Factuality,
    Party,
    Quantity,
    Record,
    Report,
    Said,
    Status,
)
from streams.records.sources import publisher, sources
from streams.records.voting import Choice, Voice, vote

_TOLL_APART: Final = 2.0
_MOST_SURE: Final = 0.99
T = TypeVar("T", bound=Hashable)


def record(
    record_id: str, revision: int, reports: Sequence[Report], supersedes: tuple[str, ...]
) -> Record:
    """What the reports amount to, as that revision.

    Args:
        reports: of one event, at least one, in the order of publication; each with what it said.
    """
    groups = sources(reports)
    source_of = {r.event_id: number for number, group in enumerate(groups) for r in group}
    voices = [
        Voice(report, report.said, source_of[report.event_id], turn)
        for turn, report in enumerate(reports)
        if report.said is not None
    ]
    return _Weighed(record_id, revision, reports, groups, voices, supersedes).record()


class _Weighed:
    """One pass over the slots; ``support`` and ``conflicts`` fill up on the way."""

    def __init__(
        self,
        record_id: str,
        revision: int,
        reports: Sequence[Report],
        groups: list[list[Report]],
        voices: list[Voice],
        supersedes: tuple[str, ...],
    ) -> None:
        self.record_id, self.revision = record_id, revision
        self.reports, self.groups = reports, groups
        self.voices, self.supersedes = voices, supersedes
        self.support: dict[str, tuple[str, ...]] = {}
        self.conflicts: list[Conflict] = []

    def record(self) -> Record:
        kind: Choice[EventType] | None = self._slot("type", self.voices, lambda v: v.said.type)
        assert kind is not None
        mode = self._slot("mode", kind.voices, lambda v: v.said.mode)
        lead = (mode or kind).lead.said
        actors = self._parties("actors", self.voices, lambda s: s.actors)
        with_them = actors.voices if actors else self.voices
        recipients = self._parties("recipients", with_them, lambda s: s.recipients)
        facts: Choice[Factuality] | None = self._slot(
            "factuality", self.voices, lambda v: v.said.factuality
        )
        assert facts is not None
        date = self._slot("date", self.voices, _day, _apart)
        place = self._slot("location", self.voices, _place)
        seen = [report.published_at for report in self.reports]
        magnitude = self._magnitude()
        return Record(
            record_id=self.record_id,
            revision=self.revision,
            status=self._status(),
            type=kind.value,
            mode=mode.value if mode else None,
            contexts=self._contexts(),
            actors=actors.lead.said.actors if actors else (),
            recipients=recipients.lead.said.recipients if recipients else (),
            reciprocal=(actors.lead.said if actors else lead).reciprocal,
            factuality=facts.value,
            date=date.lead.said.date if date else lead.date,
            location=place.lead.said.location if place else None,
            magnitude=magnitude,
            confidence=self._confidence(),
            reports=tuple(self.reports),
            sources=self._names(),
            first_seen=seen[0],
            last_seen=seen[-1],
            supersedes=self.supersedes,
            cameo=lead.cameo,
            quad_class=lead.quad_class,
            intensity=lead.intensity,
            goldstein=lead.goldstein,
            ontology=lead.ontology,
            coder=lead.coder,
            support=self.support,
            conflicts=tuple(self.conflicts),
        )

    def _slot(
        self,
        name: str,
        voices: Sequence[Voice],
        of: Callable[[Voice], T | None],
        differ: Callable[[T, T], bool] = lambda one, other: one != other,
    ) -> Choice[T] | None:
        choices = vote(voices, of)
        if not choices:
            return None
        best = choices[0]
        self.support[name] = best.reports
        if any(differ(best.value, other.value) for other in choices[1:]):
            versions = tuple(choice.version(_text(choice.value)) for choice in choices)
            self.conflicts.append(Conflict(slot=name, versions=versions))
        return best

    def _parties(
        self, name: str, voices: Sequence[Voice], of: Callable[[Said], tuple[Party, ...]]
    ) -> Choice[tuple[str, ...]] | None:
        """Who is named; a report that names nobody has nothing to say against it."""
        return self._slot(name, voices, lambda voice: _named(of(voice.said)))

    def _magnitude(self) -> dict[str, Quantity]:
        names = sorted({name for voice in self.voices for name in voice.said.magnitude})
        found = {}
        for name in names:
            choices = vote(self.voices, lambda v, n=name: _range(v.said.magnitude.get(n)))  # type: ignore[misc]
            if not choices:
                continue
            self.support[f"magnitude.{name}"] = choices[0].reports
            found[name] = choices[0].lead.said.magnitude[name]
            if len(choices) > 1:
                self.conflicts.append(_toll(name, choices))
        return found

    def _contexts(self) -> tuple[str, ...]:
        """Those that at least half of the sources give."""
        given: dict[str, set[int]] = {}
        for voice in self.voices:
            for context in voice.said.contexts:
                given.setdefault(context, set()).add(voice.source)
        return tuple(sorted(c for c, who in given.items() if 2 * len(who) >= len(self.groups)))

    def _confidence(self) -> float:
        """That not all of the sources are wrong."""
        wrong = 1.0
        for number in range(len(self.groups)):
            own = [v.said.confidence for v in self.voices if v.source == number]
            wrong *= 1.0 - max(own, default=0.0)
        best = max(voice.said.confidence for voice in self.voices)
        return round(max(best, min(1.0 - wrong, _MOST_SURE)), 4)

    def _names(self) -> tuple[str, ...]:
        names = [next((n for r in group if (n := publisher(r))), "") for group in self.groups]
        return tuple(name for name in names if name)

    def _status(self) -> Status:
        if self._denied() or any(_contradicts(conflict) for conflict in self.conflicts):
            return "disputed"
        return "corroborated" if len(self._names()) > 1 else "reported"

    def _denied(self) -> bool:
        said = {voice.said.factuality for voice in self.voices}
        return "negated" in said and len(said) > 1


def _contradicts(conflict: Conflict) -> bool:
    """Whether independent sources give numbers that cannot all be right."""
    if conflict.min is None or conflict.max is None:
        return False
    independent = len({source for version in conflict.versions for source in version.sources}) > 1
    return independent and conflict.max > _TOLL_APART * max(conflict.min, 1.0)


def _toll(name: str, choices: list[Choice[tuple[float, float, str]]]) -> Conflict:
    lows = [choice.value[0] for choice in choices]
    highs = [choice.value[1] for choice in choices]
    versions = tuple(choice.version(_number(choice.value)) for choice in choices)
    return Conflict(slot=f"magnitude.{name}", versions=versions, min=min(lows), max=max(highs))


def _range(quantity: Quantity | None) -> tuple[float, float, str] | None:
    if quantity is None or (quantity.min is None and quantity.max is None):
        return None
    low = quantity.min if quantity.min is not None else quantity.max
    high = quantity.max if quantity.max is not None else quantity.min
    return float(low or 0.0), float(high or 0.0), quantity.unit or ""


def _number(value: tuple[float, float, str]) -> str:
    low, high, unit = value
    number = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    return f"{number} {unit}".strip()


def _named(parties: tuple[Party, ...]) -> tuple[str, ...] | None:
    return tuple(sorted(p.key or p.mention for p in parties)) or None


def _day(voice: Voice) -> tuple[str, str] | None:
    date = voice.said.date
    return (date.start, date.end) if date and date.how != "default" else None


def _apart(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return one[0] > other[1] or other[0] > one[1]


def _place(voice: Voice) -> tuple[str, str] | None:
    place = voice.said.location
    return (place.name, place.country or "") if place else None


def _text(value: Hashable) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value if part != "")
    return str(value)
