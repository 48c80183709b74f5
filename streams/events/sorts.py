"""What sort of thing a noun is or is about, as the constraints of patterns ask."""

from __future__ import annotations

from typing import Final

from streams.events.scene import Scene

_PRIVATE: Final = frozenset({"CVL", "LAB", "AGR", "EDU", "MED", "REF", "SOC"})
PEOPLE: Final = frozenset({"CVL", "REF", "AGR", "LAB", "REL", "EDU"})
"""Sectors of a land's people, as against its power."""


def noun_object(scene: Scene, noun: int) -> int | None:
    """What an event noun is about: "condemnation of X", "attack on X"."""
    tree = scene.tree
    for prep in tree.kids(noun, "prep"):
        if tree.lowered[prep] in ("of", "on", "against", "with", "to", "at", "for", "over"):
            inner = tree.kid(prep, "pobj")
            if inner is not None:
                return scene.through(inner)
    for prep in tree.kids(noun, "prep"):  # "the arrest in Lima of a mayor"
        for place in tree.kids(prep, "pobj"):
            for of in tree.kids(place, "prep"):
                inner = tree.kid(of, "pobj")
                if tree.lowered[of] == "of" and inner is not None and place in scene.at:
                    return scene.through(inner)
    return None


def protesters(scene: Scene, noun: int) -> int | None:
    """What people do in protest is their protest: "stayed at home in protest"; of a state it is another act."""
    tree, sets = scene.tree, scene.ontology.sets
    if tree.dep[noun] != "pobj" or tree.lowered[tree.head[noun]] != "in":
        return None
    verb = tree.head[tree.head[noun]]
    while tree.dep[verb] in ("dobj", "pobj", "prep") and tree.pos[verb] != "VERB":
        verb = tree.head[verb]  # "shut their stalls for a second day in protest"
    subject = scene.subject_of(verb) if tree.pos[verb] == "VERB" else None
    if subject is None or scene.passive(verb):
        return None
    crowd = tree.lemma[scene.through(subject)] in sets["crowd"] | sets["street"]
    return subject if crowd or is_a(scene, subject, "PEOPLE") else None


def is_a(scene: Scene, token: int, wanted: str) -> bool:
    """Whether the token's mention is of a class of docs/knowledge.md: ACTOR, PERSON, PLACE, PEOPLE, IGO."""
    found = scene.at.get(token)
    if found is None:
        if wanted in ("PEOPLE", "PERSON") and scene.tree.tag[token] == "CD":
            # "some 200 rallied", "police detain 30"
            return scene.tree.dep[token] in (
                "nsubj",
                "nsubjpass",
                *(("dobj",) if wanted == "PERSON" else ()),
            )
        return wanted == "PERSON" and scene.tree.tag[token] in ("WP",)
    mention = found[1]
    if wanted == "ACTOR":
        return bool(mention.actors)
    if wanted == "PERSON":
        return (
            mention.kind in ("person", "given")
            or (mention.kind == "role")
            or mention.kind == "pronoun"
        )
    if wanted == "PEOPLE" and mention.kind == "pronoun":
        return any(set(a.sectors) & _PRIVATE for a in mention.actors)  # unions: "they"
    if wanted == "IGO":
        return any("IGO" in actor.sectors for actor in mention.actors)
    if wanted == "PLACE":
        return mention.kind in ("place", "state") or mention.place is not None
    return mention.kind == "people" or scene.tree.lemma[token] in scene.ontology.sets["people"]


def somebody(scene: Scene, token: int) -> bool:
    """Whether ``token`` heads words for people or a body whom nothing identifies: "gunmen"."""
    found = scene.at.get(token)
    if found is None or found[1].how == "coreference":
        return False  # "the north" that is no state's name
    return found[1].kind in ("person", "role", "body", "people")


def of_the_people(scene: Scene, found: list[int]) -> bool:
    """Whether they are a land's people and not its power: what soldiers burn may be their own people's."""
    sectors = {s for i in found for a in scene.entities.mentions[i].actors for s in a.sectors}
    return bool(sectors) and sectors <= PEOPLE
