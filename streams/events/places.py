"""Reads the place that a clause names: behind a preposition, as a site of a land, or as "there"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from streams.events.clauses import clause_of, within
from streams.events.doubts import place_of_mention, several, unlikely
from streams.events.scene import Scene
from streams.events.triggers import Match
from streams.messages import Location, Mention, Place, Words

_SIZE: Final = {"city": 0.0, "site": 0.0, "region": 0.3}
_PERSONS: Final = frozenset({"person", "role", "pronoun", "people", "body", "given"})
_STRIKING: Final = frozenset({"ASSAULT", "COERCE"})
_INSIDE: Final = ("compound", "nmod", "amod", "poss", "appos", "conj")


def named(
    scene: Scene, match: Match, *, by_hand: bool, only: tuple[str, ...] = ()
) -> Location | None:
    """The place that the act's clause names, the nearest and smallest, or None.

    Args:
        scene: the article.
        match: the trigger with its words.
        by_hand: whether the act is done with hands and feet, so that "on", "into", "over" place it too.
        only: the prepositions that count, if not all.
    """
    tree, cues = scene.tree, scene.ontology.cues["setting"]
    near = within(scene, match.token)
    best: tuple[float, Location | None] | None = None
    for token, location, size in _places(scene, match.token):
        preposition = _preposition(scene, token)
        if preposition is None:
            continue
        word = tree.lowered[preposition]
        if word == "of":
            holder = tree.head[preposition]
            if tree.lemma[holder] in cues["sites"]:  # "in the town of X"
                preposition = _preposition(scene, holder)
                if preposition is None:
                    continue
                word = tree.lowered[preposition]
            elif holder not in match.words:
                continue
        firm = word in cues["firm"]
        if only and word not in only:
            continue
        if not only and not firm and not (by_hand and word in cues["loose"]):
            continue
        distance = _distance(scene, near, match, preposition, by_hand=by_hand)
        if distance is None:
            continue
        score = distance + size + (0 if firm or only else 1.0)
        if best is None or score < best[0]:
            best = score, location if not several(scene, token) else None
    if best is None and by_hand:
        return _object(scene, match) or _there(scene, match, near)
    return best[1] if best is not None else None


def _preposition(scene: Scene, token: int) -> int | None:
    """The preposition that a place's name stands behind."""
    tree = scene.tree
    node = token
    while tree.head[node] != node:
        governor = tree.head[node]
        if tree.pos[governor] in ("ADP", "SCONJ"):
            return governor if tree.dep[node] == "pobj" else None
        found = scene.at.get(governor)
        if found is not None and found[1].actors and found[1].kind in _PERSONS:
            return None  # "the Lima mayor" is no place
        if tree.dep[node] not in _INSIDE or tree.pos[governor] not in ("NOUN", "PROPN"):
            return None
        node = governor
    return None


def _distance(
    scene: Scene, near: dict[int, int], match: Match, preposition: int, *, by_hand: bool
) -> float | None:
    tree = scene.tree
    holder = tree.head[preposition]
    while tree.pos[holder] == "ADP" and tree.head[holder] != holder:
        holder = tree.head[holder]
    if holder in near:
        return near[holder]
    if match.trigger.type in _STRIKING and tree.dep[holder] == "acl":
        if tree.lowered[preposition] not in ("at", "in", "inside", "near", "outside"):
            return None
        holder = tree.head[holder]  # "fired at a base housing Americans in Iraq"
        around = [tree.head[holder], tree.head[tree.head[holder]]]
        return 2.0 if holder == match.object or match.token in around else None
    if tree.pos[holder] not in ("NOUN", "PROPN"):
        return None
    if holder == match.object or holder in match.words:
        return 1.0 if scene.mention(holder) is None or by_hand else None
    if not by_hand:
        above = tree.head[holder]  # "at a conference in Oslo they pledged"
        if tree.lowered[above] in scene.ontology.cues["setting"]["occasions"]:
            verb = tree.head[above]
            return near[verb] + 2.0 if verb in near and tree.pos[verb] == "VERB" else None
        return None
    nouns = scene.ontology.nouns.get(tree.lemma[holder], ())
    if any(not trigger.modifiers for trigger in nouns) and not (
        tree.lowered[tree.head[holder]] in scene.ontology.cues["setting"]["occasions"]
        and tree.head[tree.head[holder]] in near
    ):
        return None  # "… in reply to a raid on X": that is where the raid was
    clause = clause_of(scene, holder)
    return near[clause] + 2.0 if clause in near else None


def _places(scene: Scene, act: int) -> Iterator[tuple[int, Location, float]]:
    """The places of the act's sentence: token, place, and how much larger than a town it is."""
    tree = scene.tree
    sites = scene.ontology.cues["setting"]["sites"]
    sentence = tree.sentence(act)
    for token in range(sentence.first, sentence.last):
        found = scene.at.get(token)
        place = place_of_mention(scene, found[1]) if found is not None else None
        if found is not None and place is not None and found[1].kind != "people":
            if unlikely(scene, found[1]):
                continue
            size = _SIZE.get(place.kind, 0.6)
            yield token, located(place, found[1]), size + 0.5 * (found[1].kind == "state")
        elif tree.lemma[token] in sites:
            owner = _owner(scene, token)
            if owner is not None:
                place, mention = owner
                yield token, located(place, mention), 0.2


def _owner(scene: Scene, site: int) -> tuple[Place, Mention] | None:
    """The land that a site is in: "the Ghanaian capital", "on its soil"."""
    tree = scene.tree
    stack = tree.kids(site, "amod", "poss", "compound", "nmod")
    for preposition in tree.kids(site, "prep"):
        if tree.lowered[preposition] in ("of", "in"):
            stack += tree.kids(preposition, "pobj")
    for token in stack:
        mention = scene.mention(token)
        if mention is None or len(mention.actors) != 1 or unlikely(scene, mention):
            continue
        if mention.place is not None:
            return mention.place, mention
        place = scene.ontology.states.get(mention.actors[0].country or "")
        if place is not None:
            return place, mention
    return None


def _object(scene: Scene, match: Match) -> Location | None:
    """The place that is itself struck, entered, besieged: "bombed the port of Odesa"."""
    thing = match.object
    if thing is None:
        return None
    found = scene.at.get(thing)
    if found is not None and found[1].kind in ("place", "state") and found[1].place is not None:
        return located(found[1].place, found[1])
    if scene.tree.lemma[thing] in scene.ontology.cues["setting"]["sites"]:
        owner = _owner(scene, thing)
        return located(*owner) if owner is not None else None
    return None


def _there(scene: Scene, match: Match, near: dict[int, int]) -> Location | None:
    """The place last named where the clause says "there"."""
    tree = scene.tree
    sentence = tree.sentence(match.token)
    for token in range(sentence.first, sentence.last):
        if tree.lowered[token] != "there" or tree.dep[token] != "advmod":
            continue
        if tree.head[token] not in near and clause_of(scene, token) not in near:
            continue
        before = [
            m
            for m in scene.entities.mentions
            if m.head < token and m.kind in ("place", "state", "body") and m.place is not None
        ]
        last = max(before, key=lambda m: m.head, default=None)
        if last is not None and last.place is not None:
            return replace(located(last.place, last), how="coreference")
    return None


def located(place: Place, mention: Mention) -> Location:
    """A place as the event gives it, with the words that name it."""
    return Location(
        name=place.name,
        country=place.country,
        lat=place.lat,
        lon=place.lon,
        how="stated",
        words=Words(field=mention.field, start=mention.start, end=mention.end, text=mention.text),
    )
