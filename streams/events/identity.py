"""What makes an event the same event: its id, and tellings of it in one article brought together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from streams.messages import Evidence, Party


def event_id(
    article_id: str,
    evidence: Evidence,
    event_type: str,
    actors: Iterable[Party],
    recipients: Iterable[Party],
) -> str:
    """A function of article id, trigger offsets, type, actors and recipients, and of nothing else."""

    def named(parties: Iterable[Party]) -> str:
        return ",".join(sorted(f"{p.key or ''}@{p.field}{p.start}-{p.end}" for p in parties))

    text = "\x1f".join(
        (
            article_id,
            evidence.field,
            str(evidence.trigger_start),
            str(evidence.trigger_end),
            event_type,
            named(actors),
            named(recipients),
        )
    )
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def keys(parties: Iterable[Party]) -> frozenset[str]:
    """The keys of the parties that have one."""
    return frozenset(p.key for p in parties if p.key is not None)
