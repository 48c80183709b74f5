"""Whether it happened: reads negation, modals, conditions and governing words up from a trigger.

The factuality values are the protocol's. The nearest cue to the trigger decides, save that a
negation of what governs reaches down and that a condition outranks a plan.
"""

from __future__ import annotations

from streams.events.governors import above
from streams.events.own_words import own
from streams.events.scene import Scene
from streams.events.verdict import Verdict

__all__ = ["Verdict", "verdict"]


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
