"""Deaths that nobody dealt: in crashes, floods and fires, or when a train hits a truck."""

from __future__ import annotations

from typing import Final

from streams.events.draft import Draft
from streams.events.scene import Scene

_IN: Final = frozenset({"in", "by", "from", "during", "after"})
_WHEN: Final = frozenset({"when", "as", "after"})


def by_accident(scene: Scene, draft: Draft) -> None:
    """Drop a killing by nobody of which the text says that it was a mishap."""
    if draft.dropped or draft.type != "ASSAULT" or draft.parties.actors:
        return
    if draft.match.trigger.word_class != "verb":
        return
    tree, words = scene.tree, scene.ontology.cues["setting"]
    token = draft.match.token
    for prep in tree.kids(token, "prep", "agent"):
        if tree.lowered[prep] not in _IN:
            continue
        if any(tree.lemma[n] in words["mishaps"] for n in tree.kids(prep, "pobj")):
            draft.dropped = "a mishap"
            return
    for clause in tree.kids(token, "advcl"):
        joined = any(tree.lowered[c] in _WHEN for c in tree.kids(clause, "advmod", "mark"))
        subject = tree.kid(clause, "nsubj", "nsubjpass")
        moved = subject is not None and tree.lemma[subject] in words["vehicles"]
        if joined and moved and tree.lemma[clause] in words["mishap_verbs"]:
            draft.dropped = "a mishap"
            return
