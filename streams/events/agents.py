"""Who does what is told in the passive or by a noun beside the verb, and whom a told attack is on."""

from __future__ import annotations

from typing import Final

from streams.events.befallen import befallen
from streams.events.match import Match
from streams.events.phrases import INSIDE_ACTOR, behind, named, own_forces
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


def by_below(scene: Scene, verb: int) -> list[int]:
    """Who does it, behind what it is for: "was charged with spying by Chinese prosecutors"."""
    tree = scene.tree
    if tree.kid(verb, "agent") is not None:
        return []
    held = [p for p in tree.kids(verb, "prep") if tree.lowered[p] in ("of", "with")]
    return behind(scene, [n for p in held for n in tree.kids(p, "pobj", "pcomp")], ("by",))


def by_own_forces(scene: Scene, match: Match) -> list[int]:
    """Whose they are, sends troops out or pulls them back: "the pullout of Chadian troops was completed"."""
    trigger, thing = match.trigger, match.object
    if thing is None:
        return []
    if trigger.type == "MOBILIZE" or (trigger.type, trigger.mode) == ("SANCTION", "withdraw"):
        return named(scene, thing)  # "police were deployed", "Lima's envoy was called home"
    if trigger.type == "AID":
        owner = scene.owner_of(thing)  # "Danish tents were sent to Mali"
        return named(scene, owner, INSIDE_ACTOR) if owner is not None else []
    if trigger.type != "RETREAT" or trigger.mode != "withdraw":
        return []
    owner = scene.owner_of(thing)
    if owner is not None and match.object in match.words:
        return named(scene, owner, INSIDE_ACTOR)
    return own_forces(scene, thing)


def by_event(scene: Scene, verb: int) -> list[int]:
    """Whose act people suffer in: "were killed in an ambush by rebels", "in Israeli raids"."""
    tree = scene.tree
    for prep in tree.kids(verb, "prep", "agent"):
        if tree.lowered[prep] not in ("in", "during", "by", "from"):
            continue
        for noun in tree.kids(prep, "pobj"):
            if scene.mention(noun) is None and tree.lemma[noun] in scene.ontology.nouns:
                owner = scene.owner_of(noun)
                if owner == befallen(scene, noun):
                    owner = None
                found = behind(scene, (noun,), ("by",)) or named(scene, owner, INSIDE_ACTOR)
                if found:
                    return found
    return []
