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
        if tree.dep[child] in ("advcl", "ccomp") and _inverted(scene, child):
            return True
        if tree.lowered[child] == "under" and any(
            tree.lemma[n] in cues["schemes"] for n in tree.kids(child, "pobj")
        ):
            return True
    return False


def _inverted(scene: Scene, clause: int) -> bool:
    """Whether a clause opens with its auxiliary: "should it fail"."""
    tree = scene.tree
    first, subject = min(tree.subtree(clause)), tree.kid(clause, "nsubj", "nsubjpass")
    return tree.lowered[first] in _INVERTED and (subject is None or first < subject)
