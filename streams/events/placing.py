"""Mentions that only say where: "in Jakarta", "in the streets of Quito", "outside the Accra museum"."""

from __future__ import annotations

from typing import Final

from streams.events.clauses import clause_of, within
from streams.events.scene import Scene
from streams.messages import Mention

PLACED_BY: Final = frozenset(
    {"in", "at", "through", "across", "outside", "near", "around", "throughout", "inside"}
)
_ONTO: Final = frozenset({"along", "into", "on", "onto"})
_BESIDE: Final = ("compound", "nmod", "poss", "amod", "appos", "conj")


def placed(scene: Scene, index: int) -> bool:
    """Whether a mention only says where something is done."""
    return preposition_of(scene, index) is not None


def preposition_of(scene: Scene, index: int) -> int | None:
    """The preposition that puts an act at the mention's place, or None."""
    tree, mention = scene.tree, scene.entities.mentions[index]
    if mention.how == "given":
        return None  # whoever supplied it says that it is a party
    where = mention.kind == "state" or mention.place is not None or mention.how == "metonym"
    if not where or not mention.actors:
        return None
    node = mention.head
    for _ in range(4):
        above, dep = tree.head[node], tree.dep[node]
        if dep == "pobj":
            onto = node != mention.head and tree.lowered[above] in _ONTO
            if tree.lowered[above] in PLACED_BY or onto:
                return above
            holder = tree.head[above]
            if tree.lowered[above] != "of" or not _site(scene, holder):
                return None
            node = holder  # "in the streets of Quito"
        elif dep in _BESIDE and mention.kind == "place" and tree.pos[above] in ("NOUN", "PROPN"):
            if dep in ("compound", "nmod", "poss", "amod") and scene.mention(above) is not None:
                return None  # "in the Quito mayor's office" is his
            node = above
        else:
            return None
    return None


def of_site(scene: Scene, index: int) -> bool:
    """Whether a mention only says whose place it is where something is done: "in the Ethiopian capital"."""
    tree, head = scene.tree, scene.entities.mentions[index].head
    site = tree.head[head]
    return (
        tree.dep[head] in ("amod", "compound", "poss", "nmod")
        and _site(scene, site)
        and tree.dep[site] == "pobj"
        and tree.lowered[tree.head[site]] in PLACED_BY
    )


def _site(scene: Scene, noun: int) -> bool:
    tree = scene.tree
    return tree.lemma[noun] in scene.ontology.cues["setting"]["sites"]


def where_of(scene: Scene, act: int) -> int | None:
    """The mention that says where an act is done: in its own clause, else in its sentence."""
    tree, near = scene.tree, within(scene, act)
    number = tree.sentence_of[act]
    found: int | None = None
    for index, mention in enumerate(scene.entities.mentions):
        if tree.sentence_of[mention.head] != number:
            continue
        preposition = preposition_of(scene, index)
        if preposition is None:
            continue
        if tree.head[preposition] in near or clause_of(scene, preposition) in near:
            return index
        found = index if found is None else found
    if found is None and tree.headline(act):  # "Cuba: Thousands in biggest protests"
        labels = (i for i, m in enumerate(scene.entities.mentions) if _labels(scene, m))
        found = next((i for i in labels if scene.entities.mentions[i].head < act), None)
    return found


def _labels(scene: Scene, mention: Mention) -> bool:
    """Whether a headline begins with the name of a place and a colon."""
    tree, after = scene.tree, mention.last
    where = mention.kind == "state" or mention.place is not None or mention.how == "metonym"
    begins = mention.first == 0 and after < len(tree) and tree.text[after] == ":"
    return begins and bool(where and mention.actors)
