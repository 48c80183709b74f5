"""Conditions: whether an act's clause says on what it hangs, "would leave if …", "under the plan"."""

from __future__ import annotations

from typing import Final

from streams.events.scene import Scene

_INVERTED: Final = frozenset({"should", "were", "had"})


def conditioned(scene: Scene, act: int) -> bool:
    """Whether the act's clause has a condition: "if …", "should it fail", "under the proposal"."""
    tree, cues = scene.tree, scene.ontology.cues["modality"]
    for child in tree.children[act]:
        if tree.dep[child] == "advcl":
            marks = [*tree.kids(child, "mark", "advmod", "aux", "auxpass"), child]
            if any(tree.lowered[m] in cues["conditions"] for m in marks):
                return True
            first = min(tree.subtree(child))
            if tree.lowered[first] in _INVERTED:
                return True
        if tree.lowered[child] == "under" and any(
            tree.lemma[n] in cues["schemes"] for n in tree.kids(child, "pobj")
        ):
            return True
    return False
