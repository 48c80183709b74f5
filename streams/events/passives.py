"""Who does what a passive tells without "by": whose forces, whose event, whose list, in whose land."""

from __future__ import annotations

from typing import Final

from streams.events.befallen import befallen
from streams.events.phrases import INSIDE_ACTOR, behind, named, own_forces, toward
from streams.events.scene import Scene
from streams.events.triggers import Match

_TAKING_IN: Final = frozenset({"AID/asylum", "AID/take-people-in"})
_SPOKEN: Final = frozenset({"ACCUSE", "THREATEN", "REQUEST", "REJECT"})
_LISTED: Final = frozenset({"RETREAT", "SANCTION"})
_LISTS: Final = frozenset({"list", "blacklist"})


def in_pattern(match: Match) -> bool:
    """Whether the object is a word of the pattern itself."""
    return match.object is not None and match.object in match.words


def unsaid_doer(scene: Scene, match: Match) -> list[int]:
    """Who does it where neither subject nor "by" says so; empty where nothing else does."""
    token, trigger = match.token, match.trigger
    passive = scene.passive(token)
    found = _by_own_forces(scene, match) or _by_below(scene, token) if passive else []
    if not found and trigger.rule == "SANCTION/recall-envoy":
        if passive:
            found = behind(scene, (token,), ("to",))  # "was recalled to Lima"
        elif match.object is not None:  # "years after withdrawing its envoy"
            found = named(scene, scene.owner_of(match.object), INSIDE_ACTOR)
    if found or not passive:
        return found
    if match.object is not None and match.object in match.words[1:]:
        spoken = trigger.type in _SPOKEN and scene.mention(match.object) is None
        if spoken:  # "the charge by Lima was repeated"
            found = behind(scene, (match.object,), ("by", "from")) or named(
                scene, scene.owner_of(match.object), INSIDE_ACTOR
            )
    if not found and trigger.mode == "expel":
        found = toward(scene, match)  # "was thrown out of the bloc"
    if not found and trigger.type == "ASSAULT":
        found = _by_event(scene, token)
    if not found and trigger.type in _LISTED:  # "hit with Lima's sanctions"
        penalty = trigger.type == "SANCTION" and trigger.mode == "discontinue"
        lists = (w for w in match.words[1:] if penalty or scene.tree.lemma[w] in _LISTS)
        found = [i for w in lists for i in named(scene, scene.owner_of(w), INSIDE_ACTOR)]
    if not found and trigger.rule in _TAKING_IN:
        found = behind(scene, (token, match.object), ("in",))  # "was given asylum in Lima"
    return found


def _by_below(scene: Scene, verb: int) -> list[int]:
    """Who does it, behind what it is for: "was charged with spying by Chinese prosecutors"."""
    tree = scene.tree
    if tree.kid(verb, "agent") is not None:
        return []
    held = [p for p in tree.kids(verb, "prep") if tree.lowered[p] in ("of", "with")]
    return behind(scene, [n for p in held for n in tree.kids(p, "pobj", "pcomp")], ("by",))


def _by_own_forces(scene: Scene, match: Match) -> list[int]:
    """Whose they are, sends troops out or pulls them back: "the pullout of Chadian troops was completed"."""
    trigger, thing = match.trigger, match.object
    if thing is None:
        return []
    if trigger.type == "MOBILIZE" or (trigger.type, trigger.mode) == ("SANCTION", "withdraw"):
        return named(scene, thing)  # "police were deployed", "Lima's envoy was called home"
    if trigger.type == "AID":
        if trigger.head == "train":  # "Danish pilots were trained in Mali"
            return behind(scene, (match.token,), ("in", "at"))
        owner = scene.owner_of(thing)  # "Danish tents were sent to Mali"
        return named(scene, owner, INSIDE_ACTOR) if owner is not None else []
    if trigger.type != "RETREAT" or trigger.mode != "withdraw":
        return []
    owner = scene.owner_of(thing)
    if owner is not None and in_pattern(match):
        return named(scene, owner, INSIDE_ACTOR)
    return own_forces(scene, thing)


def _by_event(scene: Scene, verb: int) -> list[int]:
    """Whose act people suffer in: "were killed in an ambush by rebels", "in Israeli raids"."""
    tree = scene.tree
    for prep in tree.kids(verb, "prep", "agent"):
        if tree.lowered[prep] not in ("in", "during", "by", "from"):
            continue
        for noun in tree.kids(prep, "pobj"):
            if scene.mention(noun) is None and tree.lemma[noun] in scene.ontology.nouns:
                owner = scene.owner_of(noun)
                if _there(scene, noun, owner):
                    continue
                found = behind(scene, (noun,), ("by",)) or named(scene, owner, INSIDE_ACTOR)
                if found:
                    return found
    return []


def _there(scene: Scene, noun: int, owner: int | None) -> bool:
    """Whether a land's name before an event says where it befell: "killed in a Mali ambush"."""
    mention, tree = scene.mention(owner) if owner is not None else None, scene.tree
    if owner is None or mention is None or tree.dep[owner] not in ("compound", "nmod"):
        return False
    if owner == befallen(scene, noun):
        return True
    deadly = tree.lemma[noun] in scene.ontology.cues["setting"]["dying_in"]
    return deadly and (mention.kind in ("state", "place") or mention.how == "metonym")
