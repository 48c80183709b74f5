"""Acts that hang on a condition or a proposal: told as such, they are events of their own, hypothetical.

"would close the border if …", "could send ships", "under the plan they would meet". What somebody merely
wants, asks for or discusses is no event.
"""

from __future__ import annotations

from typing import Final

from streams.events.scene import Scene

_INVERTED: Final = frozenset({"should", "were", "had"})


def hinges(scene: Scene, act: int, cue: int | None) -> bool:
    """Whether the act at ``act`` is said to follow on a condition, or said to be possible.

    Args:
        scene: the article.
        act: the trigger's token.
        cue: the modal that makes it hypothetical.
    """
    tree, cues = scene.tree, scene.ontology.cues["modality"]
    if cue is None or tree.dep[cue] != "aux" or not _told(scene, act):
        return False
    if tree.lowered[cue] in cues["possible_modals"]:
        return True
    return tree.lowered[cue] in cues["modal_hypothetical"] and conditioned(scene, act)


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


def _told(scene: Scene, act: int) -> bool:
    """Whether the clause is a main one or what is said, not a wish's content nor a relative clause."""
    tree = scene.tree
    node = act
    while tree.dep[node] == "conj":
        node = tree.head[node]
    if tree.dep[node] == "ROOT":
        return True
    return tree.dep[node] in ("ccomp", "parataxis") and (
        tree.lemma[tree.head[node]] in scene.ontology.cues["saying"]["verbs"]
    )
