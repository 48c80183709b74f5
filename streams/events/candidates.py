"""Words that may tell of an act: which ones are worth asking the trained part about."""

from __future__ import annotations

from typing import Final

from streams.events.scene import Scene

_DEAD: Final = ("aux", "auxpass", "punct", "det", "case")


def may_be(scene: Scene, token: int) -> bool:
    """Whether a word can be an act at all: a full verb, or a common noun that names nobody."""
    tree = scene.tree
    pos = tree.pos[token]
    if pos == "VERB":
        return tree.dep[token] not in _DEAD and tree.text[token].isalpha()
    if pos != "NOUN" or token in scene.at or tree.dep[token] in ("compound", "nmod", "npadvmod"):
        return False
    return tree.text[token].isalpha() and len(tree.text[token]) > 2
