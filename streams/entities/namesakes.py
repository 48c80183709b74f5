"""Whose name a land's name is where it is no land's: a cow called Chad, a son called Israel."""

from __future__ import annotations

from streams.entities.drafts import Scene
from streams.syntax import Tree


def namesake(scene: Scene, head: int, kind: str) -> bool:
    """Whether the name at ``head`` only sounds like that of a land or a town."""
    if kind not in ("state", "city", "region"):
        return False
    owned = kind == "city" and scene.tree.kid(head, "poss") is not None
    return owned or _creature(scene, head)  # "the capital's Chinatown" is a part of it


def _creature(scene: Scene, head: int) -> bool:
    """Whether a name is somebody's: "Chad, a 38-year-old cow", "her son, Israel"."""
    tree, words = scene.tree, scene.ontology.cues["restraint"]
    beside = list(tree.kids(head, "appos"))
    if tree.dep[head] == "appos":
        beside.append(tree.head[head])
    return any(
        tree.lemma[noun] in words["animals"]
        or (tree.lemma[noun] in words["kin"] and _of_a_person(tree, noun))
        or _aged(tree, noun)
        for noun in beside
        if tree.tag[noun] == "NN"
    )


def _of_a_person(tree: Tree, noun: int) -> bool:
    return any(tree.lowered[c] in ("his", "her", "my") for c in tree.kids(noun, "poss"))


def _aged(tree: Tree, noun: int) -> bool:
    """Whether a noun says how old somebody is: "a 38-year-old cow", not "an old ally"."""
    return any(
        tree.lowered[c] == "old" and tree.kid(c, "npadvmod") is not None
        for c in tree.kids(noun, "amod")
    )
