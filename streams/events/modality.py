"""Whether it happened: reads negation, modals, conditions and governing words up from a trigger.

The factuality values are the protocol's. The nearest cue to the trigger decides, save that a
negation of what governs reaches down and that a condition outranks a plan.
"""

from __future__ import annotations

from streams.events.clauses import holder_of, within
from streams.events.governors import above
from streams.events.match import Match
from streams.events.own_words import own
from streams.events.scene import Scene
from streams.events.verdict import Verdict

__all__ = ["Verdict", "none_of", "scheduled", "verdict"]


def verdict(scene: Scene, token: int, *, content: bool = True, denied: bool = False) -> Verdict:
    """The factuality of the act at ``token``.

    Args:
        scene: the article.
        token: the trigger's head.
        content: whether the words above count ("claimed that…", "plans to…").
        denied: whether the act is that it is not done ("will not accept"), which its own words say.
    """
    at_it = own(scene, token) if not denied else None
    if at_it is not None and at_it.factuality in ("negated", "hypothetical"):
        return at_it
    over_it = above(scene, token) if content else None
    return over_it or at_it or Verdict("actual")


def none_of(scene: Scene, match: Match) -> Verdict | None:
    """The denial of an act that is done to nothing: "gave no assurance", "took no hostages"."""
    if match.trigger.negated or match.trigger.word_class != "verb":
        return None
    tree, token = scene.tree, match.token
    things = {*match.words[1:], *(t for t in (match.object,) if t is not None)}
    for thing in sorted(things):
        if tree.dep[thing] not in ("dobj", "nsubjpass") or tree.head[thing] != token:
            continue
        no = next((c for c in tree.kids(thing, "det") if tree.lowered[c] == "no"), None)
        if no is not None:
            return Verdict("negated", no)
    return None


def scheduled(scene: Scene, act: int) -> bool:
    """Whether an act in the present tense is of a day to come: "he travels on to Oslo on Friday"."""
    tree = scene.tree
    if tree.tag[act] not in ("VBZ", "VBP"):
        return False
    near, sentence = within(scene, act), tree.sentence(act)
    return sentence.field == "body" and any(
        sentence.first <= time.first < sentence.last
        and time.from_day > scene.entities.anchor
        and holder_of(scene, time.first) in near
        for time in scene.entities.times
    )
