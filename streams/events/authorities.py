"""Who it is that arrests, bans and rules where nobody is named: the authorities of the place or of the scene."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from streams.events.draft import Draft
from streams.events.partner import Sides
from streams.events.placing import where_of
from streams.events.scene import Scene

_BY_AUTHORITIES: Final = frozenset(
    {("COERCE", m) for m in ("arrest", "curfew", "censor", "ban", "martial-law", "deport")}
    | {("SANCTION", "convict")}
)
_AT_HOME: Final = frozenset({"PROTEST", "COERCE", "MOBILIZE", "ASSAULT"})


def police(scene: Scene, draft: Draft, sides: Sides, before: Iterable[Draft]) -> None:
    """Give an arrest by nobody named the authorities of the place, else of those arrested or of the scene."""
    found, mentions = draft.parties, scene.entities.mentions
    if draft.dropped or (draft.type, draft.mode) not in _BY_AUTHORITIES:
        return
    if sides.known(found.actors) or found.actors:
        return
    place = where_of(scene, draft.match.token)
    if not sides.known(found.recipients):
        _by_who_tells(scene, draft, place)
        if not found.actors and place is None:
            _where_it_goes_on(scene, draft, before)
        return
    of = place if place is not None else found.recipients[0]
    nation = next((a.country for a in mentions[of].actors if a.country), None)
    for index in (place, *found.recipients, *_named_before(scene, draft.match.token)):
        if index is not None and any(a.key == nation for a in mentions[index].actors):
            found.actors = [index]
            draft.inferred.add(index)
            draft.why.append("by the authorities of the place")
            return


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
    elif draft.mode in ("curfew", "martial-law") and place is not None:
        draft.parties.actors = [place]
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
