"""Events and outcomes made up for tests."""

from __future__ import annotations

import hashlib
from typing import Any

from streams.messages import Event, Evidence, Party


def party(key: str) -> Party:
    """An actor in an event."""
    return Party(
        key=key,
        country=key,
        sectors=("GOV",),
        name=key.title(),
        role=None,
        mention=key.title(),
        field="body",
        start=0,
        end=3,
    )


def event(article_id: str, number: int, version: str = "v1", **changes: Any) -> Event:
    """The ``number``-th event of one version of an article."""
    words = Evidence(
        field="body",
        start=0,
        end=20,
        trigger_start=4,
        trigger_end=7,
        text="IRN met QAT on Monday",
        trigger="met",
    )
    fields: dict[str, Any] = {
        "event_id": hashlib.sha256(f"{article_id}/{number}".encode()).hexdigest()[:32],
        "article_id": article_id,
        "content_hash": hashlib.sha256(f"{article_id}{version}".encode()).hexdigest(),
        "published_at": "2024-07-03T10:00:00+00:00",
        "publisher": "The Example Times",
        "url": None,
        "signature": "00ff",
        "type": "CONSULT",
        "mode": "visit",
        "contexts": (),
        "actors": (party("IRN"),),
        "recipients": (party("QAT"),),
        "reciprocal": False,
        "factuality": "actual",
        "factuality_words": None,
        "date": None,
        "location": None,
        "attribution": None,
        "magnitude": {},
        "evidence": words,
        "tellings": (words,),
        "confidence": 0.5,
        "rule": "CONSULT/meet",
        "cameo": "04",
        "quad_class": "verbal cooperation",
        "intensity": 1.0,
        "goldstein": 1.0,
        "ontology": "1",
        "coder": "1",
    }
    return Event(**{**fields, **changes})
