"""Whom an attack that a verb carries is on: "claimed responsibility for a rocket attack on"."""

from __future__ import annotations

from typing import Final

from streams.events.match import Match
from streams.events.phrases import behind
from streams.events.scene import Scene

_AIMED: Final = ("against", "on", "upon", "at")


def a_harm(scene: Scene, noun: int) -> bool:
    """Whether a noun tells of a harm: what is before it did it, "claimed the rocket attack on"."""
    return any(t.type == "ASSAULT" for t in scene.ontology.nouns.get(scene.tree.lemma[noun], ()))


def struck_by(scene: Scene, match: Match) -> list[int]:
    """Whom an attack that a verb carries is on: "claimed responsibility for a rocket attack on a Kenyan base"."""
    told = [w for w in match.words[1:] if a_harm(scene, w)]
    if match.toward is not None:
        told += [n for n in scene.tree.kids(match.toward, "pobj") if a_harm(scene, n)]
    return behind(scene, told, _AIMED)
