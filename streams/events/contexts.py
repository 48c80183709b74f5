"""PLOVER's contexts: what an event is about, by the trigger's own and by words around it."""

from __future__ import annotations

from streams.events.scene import Scene
from streams.events.triggers import Match
from streams.messages import Party


def of(
    scene: Scene,
    event_type: str,
    match: Match,
    actors: tuple[Party, ...],
    recipients: tuple[Party, ...],
) -> tuple[str, ...]:
    """The contexts that the event's sentence and parties prove, in alphabetical order."""
    del event_type
    tree = scene.tree
    found = set(match.trigger.contexts)
    sectors = {s for p in (*actors, *recipients) for s in p.sectors}
    if "MIL" in sectors:
        found.add("military")
    if "SPY" in sectors:
        found.add("intelligence")
    if "LEG" in sectors:
        found.add("legislative")
    if "JUD" in sectors:
        found.add("legal")
    sentence = tree.sentence(match.token)
    lemmas = {tree.lemma[t] for t in range(sentence.first, sentence.last)}
    for context, words in scene.ontology.cues.get("contexts", {}).items():
        if lemmas & words:
            found.add(context.replace("_", "-"))
    if (
        "diplomatic" not in found
        and len({p.country for p in (*actors, *recipients) if p.country}) > 1
    ):
        found.add("diplomatic")
    return tuple(sorted(found))
