"""Whose police and courts act where nobody is named: those of the place, or of the one land spoken of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from streams.events.draft import Draft
from streams.events.partner import Sides
from streams.events.placing import where_of
from streams.events.scene import Scene

LAWFUL: Final = frozenset({"arrest", "curfew", "censor", "ban", "martial-law", "deport"})
"""Modes of what only authorities do, each in its own land."""
_BY_LAW: Final = frozenset(
    {("COERCE", mode) for mode in LAWFUL} | {("SANCTION", "convict"), ("ASSAULT", "crowd-control")}
)
_LET_GO: Final = frozenset({("RETREAT", "release")})
_CHARGES: Final = frozenset(
    {"ACCUSE/charge", "ACCUSE/receive-accusation", "ACCUSE/under-investigation"}
)
_IN_THE_LAND: Final = LAWFUL | {"restrict"}
_AT_HOME: Final = frozenset({"PROTEST", "COERCE", "MOBILIZE", "ASSAULT"})
_CLEARLY: Final = 2.0  # how often a land is named for each time that another is


def police(scene: Scene, draft: Draft, sides: Sides, before: Iterable[Draft]) -> None:
    """Give an arrest or a charge by nobody named the authorities of the place, else of those arrested."""
    found, mentions = draft.parties, scene.entities.mentions
    by_law = (draft.type, draft.mode) in _BY_LAW or draft.match.trigger.rule in _CHARGES
    if draft.dropped or not (by_law or _executed(scene, draft)):
        return
    if sides.known(found.actors) or found.actors:
        return
    place = where_of(scene, draft.match.token)
    if not sides.known(found.recipients):
        _by_who_tells(scene, draft, place)
        if not found.actors and place is None:
            _where_it_goes_on(scene, draft, before)
        return
    again = _by_the_same(scene, draft, before) if place is None else None
    if again is not None:
        found.actors = [again]
        draft.inferred.add(again)
        draft.why.append("by those who dealt with them before")
        return
    of = place if place is not None else found.recipients[0]
    nation = next((a.country for a in mentions[of].actors if a.country), None)
    for index in (place, *found.recipients, *_named_before(scene, draft.match.token)):
        if index is not None and any(a.key == nation for a in mentions[index].actors):
            found.actors = [index]
            draft.inferred.add(index)
            draft.why.append("by the authorities of the place")
            return


def jailer(scene: Scene, draft: Draft) -> None:
    """Give a release by nobody named to whose jail it is from: "was let out of a Chinese prison"."""
    tree, found = scene.tree, draft.parties
    if draft.dropped or found.actors or (draft.type, draft.mode) != ("RETREAT", "release"):
        return
    jails = scene.ontology.cues["setting"]["jails"]
    for token in tree.subtree(draft.match.token):
        if tree.lemma[token] in jails and tree.dep[token] == "pobj":
            owner = scene.owner_of(token)
            if owner is not None and scene.mention(owner) is not None:
                found.actors = [scene.at[owner][0]]
                draft.why.append("by whose jail it is")
                return


def _by_the_same(scene: Scene, draft: Draft, before: Iterable[Draft]) -> int | None:
    """Who, in the sentence before, did by law what befell the same people: "jailed him. He was held in May"."""
    tree, mentions, token = scene.tree, scene.entities.mentions, draft.match.token
    befallen = {a for i in draft.parties.recipients for a in mentions[i].actors}
    found: Draft | None = None
    for other in before:
        back = tree.sentence_of[token] - tree.sentence_of[other.match.token]
        by_law = (other.type, other.mode) in _BY_LAW | _LET_GO
        by_law |= other.match.trigger.rule in _CHARGES
        same = befallen & {a for i in other.parties.recipients for a in mentions[i].actors}
        if back == 1 and by_law and same and other.parties.actors and not other.dropped:
            found = other
    return found.parties.actors[0] if found is not None else None


def _executed(scene: Scene, draft: Draft) -> bool:
    """Whether somebody was put to death, as only authorities do: "was hanged in Ahvaz"."""
    token, words = draft.match.token, scene.ontology.cues["setting"]["executing"]
    return draft.type == "ASSAULT" and scene.tree.lemma[token] in words


def in_the_land(scene: Scene, draft: Draft) -> None:
    """Give what people or authorities do, where nobody is named, to the one land that is spoken of.

    "Cuba: crowds shout for bread in biggest protests in years", "Mobile internet was cut."
    """
    found, type_ = draft.parties, draft.type
    if draft.dropped or found.actors or found.recipients:
        return
    ordered = type_ == "COERCE" and draft.mode in _IN_THE_LAND and scene.passive(draft.match.token)
    if not (ordered or type_ == "PROTEST"):
        return
    land = _land(scene, draft.match.token)
    if land is not None:
        found.actors, found.recipients = [land], [land]
        draft.inferred.add(land)
        draft.by_default = True
        draft.why.append("in the one land that is spoken of")


def _land(scene: Scene, token: int) -> int | None:
    """The latest mention of the state that a text names far more than any other up to ``token``."""
    tree, states = scene.tree, scene.ontology.states
    weight: dict[str, float] = {}
    latest: dict[str, int] = {}
    for index, mention in enumerate(scene.entities.mentions):
        back = tree.sentence_of[token] - tree.sentence_of[mention.head]
        if back < 0 or len(mention.actors) != 1 or mention.kind == "pronoun":
            continue
        country = mention.actors[0].country or mention.actors[0].key
        if country in states:
            weight[country] = weight.get(country, 0.0) + (2.0 if back < 2 else 1.0)
            if mention.actors[0].key == country:
                latest[country] = index
    if not weight:
        return None
    first, *others = sorted(weight, key=lambda key: (-weight[key], key))
    clear = not others or weight[first] >= _CLEARLY * weight[others[0]]
    return latest.get(first) if clear else None


def _by_who_tells(scene: Scene, draft: Draft, place: int | None) -> None:
    """Give an arrest of nobody known the police who tell of it, a curfew those of the place."""
    tree, mentions, token = scene.tree, scene.entities.mentions, draft.match.token
    sentence = tree.sentence(token)
    if draft.mode == "arrest":
        for index, mention in enumerate(mentions):
            sectors = {s for a in mention.actors for s in a.sectors}
            if sentence.first <= mention.head < sentence.last and "COP" in sectors:
                draft.parties.actors = [index]
                draft.why.append("by the police who tell of it")
                return
        if place is not None and not draft.parties.recipients:
            draft.parties.actors, draft.parties.recipients = [place], [place]
            draft.inferred.add(place)
            draft.why.append("at home, by the authorities of the place")
    elif draft.mode in ("curfew", "martial-law") and place is not None:
        draft.parties.actors = [place]
        draft.parties.recipients = draft.parties.recipients or [place]
        draft.inferred.add(place)
        draft.why.append("by the authorities of the place")


def _where_it_goes_on(scene: Scene, draft: Draft, before: Iterable[Draft]) -> None:
    """Give "dozens were arrested" those of the land that the act just told was done in by its own."""
    tree, mentions = scene.tree, scene.entities.mentions
    token, dateline = draft.match.token, scene.entities.dateline
    here = tree.sentence_of[token]
    last: Draft | None = None
    for other in before:
        near = other.match.token < token and here - tree.sentence_of[other.match.token] <= 1
        if near and other.type in _AT_HOME and not other.dropped and other.parties.actors:
            last = other if last is None or other.match.token > last.match.token else last
    if last is None:
        return
    index = last.people_of if last.people_of is not None else last.parties.actors[0]
    lands = {a.key for a in mentions[index].actors} & scene.ontology.states.keys()
    if len(lands) != 1 or (dateline is not None and dateline.country not in (None, *lands)):
        return
    draft.parties.actors, draft.parties.recipients = [index], [index]
    draft.inferred.add(index)
    draft.why.append("where the act before it was")


def _named_before(scene: Scene, token: int) -> list[int]:
    """Mentions up to ``token``, nearest first."""
    mentions = scene.entities.mentions
    return [i for i in range(len(mentions) - 1, -1, -1) if mentions[i].head < token]
