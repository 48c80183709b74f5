"""PLOVER's contexts: what an event is about, by its trigger, mode, parties and the words around it."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Final

from streams.events.scene import Scene
from streams.events.triggers import Match
from streams.messages import Party

_OF_SECTORS: Final = {
    "MIL": "military",
    "SPY": "intelligence",
    "LEG": "legislative",
    "JUD": "legal",
    "REF": "asylum",
}
_BY_WORDS: Final = frozenset(
    {
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "CONCEDE",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "SANCTION",
    }
)


def of(
    scene: Scene,
    event_type: str,
    mode: str | None,
    match: Match,
    actors: tuple[Party, ...],
    recipients: tuple[Party, ...],
) -> tuple[str, ...]:
    """The contexts that the event's sentence and parties prove, in alphabetical order."""
    parties = (*actors, *recipients)
    found = set(match.trigger.contexts)
    found |= {_OF_SECTORS[s] for p in parties for s in p.sectors if s in _OF_SECTORS}
    cues = scene.ontology.cues["contexts"]
    by_mode = _pairs(cues["of_modes"]).get(f"{event_type}/{mode}")
    if by_mode is not None:
        found.add(by_mode)
    said = _said(scene, match.token)
    for context, words in cues.items():
        if context != "of_modes" and not said.isdisjoint(words):
            found.add(context.replace("_", "-"))
    if event_type in _BY_WORDS and len({p.country for p in parties if p.country}) > 1:
        found.add("diplomatic")  # what states tell each other is diplomacy whatever its matter
    return tuple(sorted(found))


def _said(scene: Scene, token: int) -> set[str]:
    """The lemmas and small-letter words of the sentence, and each two neighbours."""
    tree = scene.tree
    sentence = tree.sentence(token)
    lemmas = tree.lemma[sentence.first : sentence.last]
    words = tree.lowered[sentence.first : sentence.last]
    said = {*lemmas, *words}
    said |= {" ".join(pair) for pair in pairwise(lemmas)}
    return said | {" ".join(pair) for pair in pairwise(words)}


@lru_cache(maxsize=8)
def _pairs(lines: frozenset[str]) -> dict[str, str]:
    return {left.strip(): right.strip() for left, _, right in (li.partition("=") for li in lines)}
