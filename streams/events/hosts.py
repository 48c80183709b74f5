"""Who does what is told in the passive of a guest: "expelled from Norway", "summoned in Berlin"."""

from __future__ import annotations

from typing import Final

from streams.events.match import Match
from streams.events.phrases import behind, named
from streams.events.roles import Parties
from streams.events.scene import Scene

_MODES: Final = frozenset({("SANCTION", "expel"), ("COERCE", "deport")})
_RULES: Final = frozenset({"ACCUSE/summon-envoy"})


def hosted(scene: Scene, match: Match, found: Parties) -> Parties:
    """The parties with the land that a guest is sent out of, or called in by, as the doer.

    ``found`` again where the act is another, somebody is named as its doer, or nobody as its land.
    """
    trigger, token = match.trigger, match.token
    if (trigger.type, trigger.mode) not in _MODES and trigger.rule not in _RULES:
        return found
    if trigger.word_class != "verb" or found.actors or not scene.passive(token):
        return found
    guests = [i for o in scene.objects_of(token) for i in named(scene, o)]
    places = ("in", "at", "by") if trigger.rule in _RULES else ("from", "by", "in")
    hosts = behind(scene, (token, *scene.objects_of(token)), places)
    mentions = scene.entities.mentions
    own = {a.key for i in guests for a in mentions[i].actors}
    hosts = [i for i in hosts if any(a.key and a.key not in own for a in mentions[i].actors)]
    return Parties(hosts, guests) if hosts and guests else found
