"""A trigger found in a sentence, and the one question that all who look for one ask."""

from __future__ import annotations

from dataclasses import dataclass, field

from streams.events.scene import Scene
from streams.ontology.model import Trigger


@dataclass(slots=True)
class Match:
    """A trigger at ``token``; ``words`` are all tokens of the pattern, ``toward`` a preposition's."""

    trigger: Trigger
    token: int
    words: tuple[int, ...]
    object: int | None = None
    toward: int | None = None
    content: int | None = None
    considered: list[Trigger] = field(default_factory=list)


def among(scene: Scene, token: int, words: frozenset[str]) -> bool:
    """Whether a token's lemma or form in lower case is one of ``words``, alone or with what is before it."""
    tree = scene.tree
    if tree.lemma[token] in words or tree.lowered[token] in words:
        return True
    if token in tree.joined and not words.isdisjoint(tree.joined[token]):
        return True
    # "asylum seeker", "suicide bomber"
    lemma = tree.lemma[token]
    if (
        tree.pos[token] == "PROPN"
        and any(  # "Ambassador Ana Silva"
            tree.lowered[c] in words and tree.text[c][:1].isupper()
            for c in tree.kids(token, "compound")
        )
    ):
        return True
    return any(f"{tree.lowered[c]} {lemma}" in words for c in tree.kids(token, "compound", "amod"))
