"""How sure a code is, 0..1: the share of such codes that were right on texts coded by hand.

A logistic sum of a few doubts; ``streams.training.calibration`` measures what each takes off.
"""

from __future__ import annotations

import math
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Final

from streams.events.classifier import Likely
from streams.events.scene import Scene
from streams.events.triggers import Match
from streams.messages import Factuality, Party

CALIBRATION: Final = Path(__file__).parent / "data" / "calibration.toml"
RISES: Final = ("weight", "likely")
FALLS: Final = (
    "noun", "trained", "coreference", "default", "nobody does it", "nobody else", "title",
    "claimed", "not actual", "unnamed", "none",
)  # fmt: skip
_EDGE: Final = 0.02  # a probability nearer to 0 or 1 counts as this near


def of(
    scene: Scene,
    match: Match,
    actors: tuple[Party, ...],
    recipients: tuple[Party, ...],
    factuality: Factuality,
    likely: Likely | None = None,
) -> float:
    """The confidence of one coded event."""
    weights = numbers()
    found = doubts(scene, match, actors, recipients, factuality, likely)
    total = weights["bias"] + sum(weights[name] * value for name, value in found.items())
    return round(1.0 / (1.0 + math.exp(-total)), 3)


@lru_cache(maxsize=1)
def numbers(path: Path = CALIBRATION) -> dict[str, float]:
    """The weight of each of ``RISES`` and ``FALLS``, and ``bias``."""
    held = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: float(held[name.replace(" ", "_")]) for name in ("bias", *RISES, *FALLS)}


def doubts(
    scene: Scene,
    match: Match,
    actors: tuple[Party, ...],
    recipients: tuple[Party, ...],
    factuality: Factuality,
    likely: Likely | None,
) -> dict[str, float]:
    """What speaks for and against a code, by name; 0 or 1 but for the trigger's weight and logits.

    Where nobody asked the trained part, it counts as undecided.
    """
    everyone = (*actors, *recipients)
    hows = {p.how for p in everyone}
    return {
        "weight": match.trigger.weight,
        "likely": _logit(likely.type) if likely else 0.0,
        "noun": float(match.trigger.word_class == "noun"),
        "trained": float(match.trigger.rule.endswith("/trained")),
        "coreference": float("coreference" in hows),
        "default": float("default" in hows or "dateline" in hows),
        "nobody does it": float(not actors),
        "nobody else": float(not recipients and len(actors) < 2),
        "title": float(scene.tree.sentence(match.token).field == "title"),
        "claimed": float(factuality == "claimed"),
        "not actual": float(factuality not in ("actual", "claimed")),
        "unnamed": float(any(p.key is None for p in everyone)),
        "none": _logit(likely.none) if likely else 0.0,
    }


def _logit(probability: float) -> float:
    bounded = min(max(probability, _EDGE), 1.0 - _EDGE)
    return math.log(bounded / (1.0 - bounded))
