"""Who is thrown out where envoys are being thrown out: "Belgium expelled 21", "threw out 23 Russians".

States answer an expulsion of diplomats in kind, and reports soon leave the noun out. People of a state
whom another state sends home beside its envoys are envoys, and no migrants.
"""

from __future__ import annotations

from typing import Final

from streams.events.draft import Draft
from streams.events.scene import Scene

_DRIVEN_OUT: Final = frozenset({"COERCE/deport", "COERCE/drive-people-out"})
_ENVOYS: Final = "SANCTION/expel-envoy"
REACH: Final = 4  # sentences, either way


def envoys(scene: Scene, draft: Draft, made: dict[int, Draft]) -> None:
    """Read people sent home as envoys where an expulsion of envoys is told near by."""
    tree, match = scene.tree, draft.match
    if draft.dropped or match.trigger.rule not in _DRIVEN_OUT or match.trigger.word_class != "verb":
        return
    if not all(_bare(scene, thing) for thing in scene.objects_of(match.token)):
        return
    here = tree.sentence_of[match.token]
    near = (
        other
        for other in made.values()
        if other.match.trigger.rule == _ENVOYS
        and abs(tree.sentence_of[other.match.token] - here) <= REACH
    )
    if _states(scene, draft) and next(near, None) is not None:
        draft.type, draft.mode = "SANCTION", "expel"
        draft.why.append("envoys are thrown out near by")


def _bare(scene: Scene, thing: int) -> bool:
    """Whether nothing is said of people but how many they are and of which land."""
    tree, mention = scene.tree, scene.mention(thing)
    if tree.tag[thing] == "CD" or tree.lowered[thing] == "others":
        return True
    alone = all(tree.dep[c] in ("nummod", "det") for c in tree.children[thing] if c < thing)
    return alone and mention is not None and mention.kind == "people"


def _states(scene: Scene, draft: Draft) -> bool:
    """Whether only governments do it."""
    mentions, states = scene.entities.mentions, scene.ontology.states
    actors = [a for i in draft.parties.actors for a in mentions[i].actors]
    return bool(actors) and all(a.key in states for a in actors)
