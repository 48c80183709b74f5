"""Whom a phrase names: the mentions that a noun stands for, holds within, or has behind it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from streams.events.befallen import befallen
from streams.events.match import Match
from streams.events.scene import Scene
from streams.events.sorts import somebody

AGAINST: Final = (
    "against",
    "on",
    "upon",
    "at",
    "to",
    "toward",
    "towards",
    "with",
    "over",
    "from",
    "into",
    "of",
    "for",
    "in",
)
BETWEEN: Final = ("with", "between", "among", "alongside")
INSIDE_ACTOR: Final = ("of", "by", "from", "in")
INSIDE_OTHER: Final = (
    "of", "against", "on", "in", "by", "from", "to", "with", "at", "over", "for",
)  # fmt: skip


def named(
    scene: Scene, token: int | None, inside: tuple[str, ...] = INSIDE_OTHER, depth: int = 0
) -> list[int]:
    """Mentions that a noun phrase stands for: itself and its conjuncts, or who its modifiers name."""
    if token is None:
        return []
    tree = scene.tree
    token = scene.through(token)
    found: list[int] = []
    for member in tree.conjuncts(token):
        member = scene.through(member)
        if scene.mention(member) is not None:
            if inside is INSIDE_ACTOR and _of_nobody(scene, member):
                continue
            found.append(scene.at[member][0])
        elif depth < 3:
            inner = within(scene, member, inside, depth)
            if not inner and depth == 0 and somebody(scene, member):
                inner = [scene.at[member][0]]
            found.extend(inner)
        if depth == 0:
            found.extend(i for i in _beside(scene, member) if i not in found)
    return found


def _of_nobody(scene: Scene, noun: int) -> bool:
    """Whether what is attacked with is only guessed to be of where the text is: "a drone incursion"."""
    mention, tree = scene.mention(noun), scene.tree
    guessed = mention is not None and mention.how == "coreference" and not mention.antecedents
    things = scene.ontology.cues["descriptions"]["materiel"]
    return guessed and tree.dep[noun] in ("compound", "nmod") and tree.lemma[noun] in things


def _beside(scene: Scene, noun: int) -> list[int]:
    """Those who act with a party: "Qatar, along with Egypt," "Kenya together with Uganda"."""
    tree = scene.tree
    return [
        i
        for along in tree.kids(noun, "prep", "advmod", "cc")
        if tree.lowered[along] in ("along", "together", "alongside", "jointly")
        for holder in (along, *tree.kids(along, "prep"))
        for other in tree.kids(holder, "pobj")
        for i in named(scene, other, depth=1)
    ]


def within(scene: Scene, noun: int, inside: tuple[str, ...], depth: int = 0) -> list[int]:
    """Mentions among a noun's modifiers: possessor or demonym first, else behind a preposition."""
    tree = scene.tree
    if inside is INSIDE_ACTOR and _acts_for_himself(scene, noun):
        others = [o for o in tree.kids(noun, "appos") if scene.mention(o) is not None]
        return [scene.at[o][0] for o in others]
    owner = scene.owner_of(noun)
    if inside is INSIDE_ACTOR and owner == befallen(scene, noun):
        owner = None  # "the Beirut explosion killed 200"
    if owner is not None:
        found = named(scene, owner, inside, depth + 1)
        if found:
            return found
    for side in tree.kids(noun, "amod", "acl"):  # "fighters loyal to the general"
        if tree.lowered[side] in scene.ontology.cues["descriptions"]["siding"]:
            found = [
                i
                for prep in tree.kids(side, "prep")
                for p in tree.kids(prep, "pobj")
                for i in named(scene, p, inside, depth + 1)
            ]
            if found:
                return found
    for shot in tree.kids(noun, "acl") if inside is INSIDE_ACTOR else ():
        if tree.lemma[shot] in scene.ontology.cues["descriptions"]["loosed"]:  # "missiles fired by"
            found = behind(scene, (shot,), ("by", "from"))
            if found:
                return found
    for word in inside:
        for prep in tree.kids(noun, "prep", "agent"):
            if tree.lowered[prep] == word:
                found = [
                    i for p in tree.kids(prep, "pobj") for i in named(scene, p, inside, depth + 1)
                ]
                if found:
                    return found
    return []


def _acts_for_himself(scene: Scene, noun: int) -> bool:
    """Whether a noun is of somebody else than whose he is: "its owner", "Kyiv's allies", "NATO ally Turkey"."""
    cues, lemma = scene.ontology.cues, scene.tree.lemma[noun]
    return lemma in cues["restraint"]["kin"] or lemma in cues["descriptions"]["relational"]


def behind(scene: Scene, holders: Iterable[int | None], words: Iterable[str]) -> list[int]:
    """Mentions that are objects of one of the prepositions ``words`` of any of ``holders``."""
    tree = scene.tree
    present = [h for h in holders if h is not None]
    # "handed the bodies over to Chad": "to" may hang on the particle
    present += [t for h in present for t in tree.kids(h, "prt", "advmod") if tree.kid(t, "prep")]
    present += [p for h in present for p in _place_before(scene, h)]
    for word in words:
        for holder in present:
            for prep in tree.kids(holder, "prep", "agent", "dative"):
                if tree.lowered[prep] != word:
                    continue
                if word == "in" and prep == tree.sentence(prep).first:
                    continue  # "In Kyiv" before a sentence says where
                found = [i for p in tree.kids(prep, "pobj") for i in named(scene, p)]
                if found:
                    return found
    return []


def _place_before(scene: Scene, noun: int) -> list[int]:
    """A place put between an event noun and its "of": "the arrest in Lima of a mayor"."""
    tree = scene.tree
    if tree.pos[noun] != "NOUN":
        return []
    return [
        place
        for prep in tree.kids(noun, "prep")
        if tree.lowered[prep] == "in"
        for place in tree.kids(prep, "pobj")
        if (mention := scene.mention(place)) is not None
        and (mention.kind == "place" or mention.how == "metonym")
    ]


def toward(scene: Scene, match: Match) -> list[int]:
    if match.toward is None:
        return []
    tree = scene.tree
    if tree.dep[match.toward] == "agent" and match.trigger.frame == "acts-on":
        return []  # "aid was cut by Lima": who does it is not whom it is done to
    if tree.pos[match.toward] != "ADP" and tree.dep[match.toward] == "dative":
        return named(scene, match.toward)
    return [i for p in tree.kids(match.toward, "pobj", "pcomp") for i in named(scene, p)]


def own_forces(scene: Scene, noun: int) -> list[int]:
    """The troops that a noun stands for or speaks of: "French soldiers", "withdrawal of French soldiers"."""
    tree = scene.tree
    inner = [
        p for o in tree.kids(noun, "prep") if tree.lowered[o] == "of" for p in tree.kids(o, "pobj")
    ]
    for token in (noun, *inner):
        token = scene.through(token)
        mention = scene.mention(token)
        if mention is not None and any({"MIL", "REB"} & set(a.sectors) for a in mention.actors):
            return [scene.at[token][0]]
    return []


def between(scene: Scene, noun: int) -> list[int]:
    """Those named after a "between" that hangs deeper: "the accord on fish between Gabon and Benin"."""
    tree = scene.tree
    for token in sorted(tree.subtree(noun)):
        if tree.lowered[token] == "between":
            return [i for p in tree.kids(token, "pobj") for i in named(scene, p)]
    return []
