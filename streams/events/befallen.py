"""Where a harm befell, when its noun has the place before it: "the Kabul bombing" is not Kabul's doing."""

from __future__ import annotations

from typing import Final

from streams.events.scene import Scene

_FOUGHT_OVER: Final = frozenset({"war", "invasion", "conflict", "occupation", "offensive"})

_AIMED: Final = frozenset({"on", "against", "by"})  # "a Beirut attack on Haifa"


def befallen(scene: Scene, noun: int) -> int | None:
    """The town or land before a noun of harm: "the Mumbai attacks", "the Ukraine war", "the Rwanda genocide".

    A demonym or a possessor says whose doing it is, and so may the letters of a land: "US strikes".
    """
    tree, setting = scene.tree, scene.ontology.cues["setting"]
    lemma = tree.lemma[noun]
    assault = any(t.type == "ASSAULT" for t in scene.ontology.nouns.get(lemma, ()))
    whole = lemma in _FOUGHT_OVER or lemma in setting["befalling"]
    for child in tree.kids(noun, "compound", "nmod") if assault or whole else ():
        mention = scene.mention(child)
        if mention is None or tree.pos[child] != "PROPN":
            continue
        town = mention.kind == "place" or mention.how == "metonym"
        town &= not any(tree.lowered[p] in _AIMED for p in tree.kids(noun, "prep"))
        land = mention.kind == "state" and tree.lowered[child] not in setting["initials"]
        if town or (land and whole):
            return child
    return None
