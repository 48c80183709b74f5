"""How sure a code is, 0..1: a weight of the trigger and of how its parties were reached."""

from __future__ import annotations

from typing import Final

from streams.events.scene import Scene
from streams.events.triggers import Match
from streams.messages import Factuality, Party

_HOW: Final = {"stated": 1.0, "coreference": 0.85, "dateline": 0.8, "default": 0.7}


def of(
    scene: Scene,
    event_type: str,
    match: Match,
    actors: tuple[Party, ...],
    recipients: tuple[Party, ...],
    factuality: Factuality,
) -> float:
    """The confidence of one coded event."""
    score = 0.75 * match.trigger.weight
    everyone = (*actors, *recipients)
    score *= min((_HOW[p.how] for p in everyone), default=0.6)
    score *= 1.0 if actors else 0.7
    score *= 1.0 if recipients or len(actors) > 1 else 0.85
    if scene.tree.sentence(match.token).field == "title":
        score *= 0.9
    if factuality in ("hypothetical", "claimed"):
        score *= 0.9
    del event_type
    return round(min(1.0, score), 3)
