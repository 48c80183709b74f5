"""What somebody turns down was said all the same: "rejected a call by Oslo for their release".

The call was made, and only what it asked for did not happen: that is no act of its own.
"""

from __future__ import annotations

from typing import Final

from streams.events.draft import Draft
from streams.events.scene import Scene
from streams.events.verdict import Verdict

_ASKED: Final = frozenset({"RETREAT", "CONCEDE", "CONSULT", "AID", "COOPERATE", "SUPPORT", "AGREE"})
_SAID: Final = frozenset({"REQUEST", "AGREE", "ACCUSE", "THREATEN"})


def said_all_the_same(scene: Scene, made: dict[int, Draft]) -> None:
    """Take offers, demands and charges under a refusal as made, and drop what they were about."""
    tree = scene.tree
    for token, draft in made.items():
        cue = draft.verdict.cue
        if draft.dropped or draft.type not in _SAID or draft.verdict.factuality != "negated":
            continue
        refusal = made.get(cue) if cue is not None else None
        if refusal is None or refusal.type != "REJECT" or draft is refusal:
            continue
        if tree.pos[token] != "NOUN":
            continue
        draft.verdict = Verdict("actual", cue)
        draft.why.append("made, though it was turned down")
        asked = [t for t in tree.subtree(token) if t != token]
        # "rejected a call by Oslo for": the parser may hang "for" on the verb
        behind = [p for p in tree.kids(refusal.match.token, "prep") if p > token]
        asked += [n for p in behind if tree.lowered[p] == "for" for n in tree.kids(p, "pobj")]
        for below in asked:
            inner = made.get(below)
            if inner is not None and inner.type in _ASKED:
                inner.dropped = "what was turned down was about it"
