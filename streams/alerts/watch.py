"""The rules at work: what has been seen and said so far, and the alerts that a record gives.

To be treated as a value, as ``records.Known``: ``watch`` takes one and gives the next.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

from streams.alerts.conditions import reasons
from streams.alerts.history import DAY, Dyad, History, dyads, seconds
from streams.alerts.rules import Rule
from streams.alerts.schedule import HOUR, due
from streams.messages import Alert, Party, Proof, Reason, Record

_PROOFS: Final = 10
_REMEMBERED_DAYS: Final = 60.0
_FORGET_EVERY: Final = 5_000


class Watch:
    """Rules, the past they ask about, and what was raised.

    Args:
        rules: as ``reading.read`` gives them.
    """

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self.rules = tuple(rules)
        self.history = History(max((rule.lookback_days for rule in self.rules), default=0.0))
        self._raised: dict[str, float] = {}
        self._last: dict[tuple[str, tuple[Dyad, ...] | str], float] = {}
        self._seen = 0

    @classmethod
    def restore(
        cls, rules: Iterable[Rule], records: Iterable[Record], alerts: Iterable[Alert]
    ) -> Watch:
        """What is known from the records and the alerts that were given so far."""
        known = cls(rules)
        standing = {record.record_id: record for record in records}
        for record in standing.values():
            known.history.put(record)
        for alert in alerts:
            about = standing.get(alert.record_id)
            known._remember(alert, dyads(about) if about else (), alert.record_id)
        return known

    def __len__(self) -> int:
        """Records whose past is held."""
        return len(self.history)

    def raised(self, alert_id: str) -> bool:
        """Whether this alert has been given."""
        return alert_id in self._raised

    def cooling(self, rule: Rule, record: Record, raised_at: str) -> bool:
        """Whether the rule has spoken of these parties too short a time ago."""
        last = self._last.get((rule.name, dyads(record) or record.record_id))
        return last is not None and 0 <= seconds(raised_at) - last < rule.cooldown_hours * HOUR

    def remember(self, alert: Alert, record: Record) -> None:
        """Notes that an alert has been given."""
        self._remember(alert, dyads(record), record.record_id)

    def see(self, record: Record) -> None:
        """Takes a revision into the past; now and then drops what no rule asks about any more."""
        self.history.put(record)
        self._seen += 1
        if self._seen % _FORGET_EVERY == 0:
            now = seconds(record.last_seen)
            self.history.forget(now)
            edge = now - _REMEMBERED_DAYS * DAY
            self._raised = {k: at for k, at in self._raised.items() if at >= edge}
            self._last = {k: at for k, at in self._last.items() if at >= edge}

    def _remember(self, alert: Alert, pairs: tuple[Dyad, ...], record_id: str) -> None:
        at = seconds(alert.raised_at)
        self._raised[alert.alert_id] = at
        key = (alert.rule, pairs or record_id)
        self._last[key] = max(at, self._last.get(key, at))


def watch(known: Watch, record: Record) -> tuple[Watch, tuple[Alert, ...]]:
    """What is known once the record is, and the alerts that it gives, in the order of the rules.

    A retracted record gives none, unless a rule asks for that status by name.
    """
    known.see(record)
    found = []
    for rule in known.rules:
        if record.status == "retracted" and "retracted" not in rule.status:
            continue
        identity = _alert_id(rule, record)
        if known.raised(identity) or known.cooling(rule, record, record.last_seen):
            continue
        why = reasons(rule, record, known.history)
        if why is None:
            continue
        alert = _alert(identity, rule, record, why)
        known.remember(alert, record)
        found.append(alert)
    return known, tuple(found)


def drop(known: Watch, record_id: str) -> Watch:
    """What is known without a record whose tombstone has come."""
    known.history.drop(record_id)
    return known


def _alert_id(rule: Rule, record: Record) -> str:
    """One alert a record, or one for each of its states or revisions where the rule wants that."""
    part = {"never": "", "status": record.status, "revision": str(record.revision)}[rule.repeat]
    return hashlib.sha256(f"{rule.name}\n{record.record_id}\n{part}".encode()).hexdigest()[:32]


def _alert(identity: str, rule: Rule, record: Record, why: tuple[Reason, ...]) -> Alert:
    when, digest = due(rule, record.last_seen)
    return Alert(
        alert_id=identity,
        rule=rule.name,
        severity=rule.severity,
        raised_at=record.last_seen,
        due=when,
        digest=digest,
        title=title(record),
        reasons=why,
        record_id=record.record_id,
        revision=record.revision,
        status=record.status,
        type=record.type,
        mode=record.mode,
        actors=_named(record.actors),
        recipients=_named(record.recipients),
        country=record.location.country if record.location else None,
        sources=record.sources,
        evidence=tuple(
            Proof(
                event_id=report.event_id,
                article_id=report.article_id,
                published_at=report.published_at,
                publisher=report.publisher,
                url=report.url,
                evidence=report.evidence,
            )
            for report in record.reports[-_PROOFS:]
        ),
    )


def title(record: Record) -> str:
    """What happened, in a line."""
    who = " & ".join(_named(record.actors)) or "somebody"
    to = f" → {' & '.join(_named(record.recipients))}" if record.recipients else ""
    kind = record.type + (f" ({record.mode})" if record.mode else "")
    place = f" in {record.location.name}" if record.location else ""
    day = f", {record.date.start}" if record.date and record.date.how != "default" else ""
    number = len(record.sources)
    by = f"{number} source{'' if number == 1 else 's'}"
    return f"{kind}: {who}{to}{place}{day} [{record.factuality}, {record.status}, {by}]"


def _named(parties: Iterable[Party]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.key or p.name or p.mention for p in parties))
