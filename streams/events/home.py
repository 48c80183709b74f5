"""Acts of people at home: who marches is of the place, and what else is named there is the target.

"Protesters burned an Australian flag outside the embassy in Jakarta" is Indonesians against
Australia; a march of which nothing more is said is aimed at the authorities of where it is.
"""

from __future__ import annotations

from typing import Final

from streams.events.clauses import clause_of
from streams.events.draft import Draft
from streams.events.partner import Sides
from streams.events.placing import placed, where_of
from streams.events.scene import Scene

_MISSIONS: Final = frozenset({"embassy", "consulate", "mission", "ambassador", "flag"})
_OFFICES: Final = frozenset({"GOV", "LEG", "JUD", "COP"})
_CROWDS: Final = frozenset({"CVL", "LAB", "AGR", "EDU", "MED", "REF", "SOC", "REL"})
_NATIONS: Final = frozenset({"state", "people", "body"})


def settle(scene: Scene, draft: Draft, sides: Sides) -> None:
    """Give a protest its crowd and its target, a curfew the people under it."""
    if draft.dropped or not (draft.type == "PROTEST" or draft.mode in ("curfew", "martial-law")):
        return
    found = draft.parties
    if draft.type == "PROTEST":
        mentions = scene.entities.mentions
        found.recipients = [
            i
            for i in found.recipients
            if not placed(scene, i)
            and not _favoured(scene, mentions[i].head)
            and not _followers(scene, i)
        ]
        _crowd(scene, draft)
        mission = _against(scene, draft)
        if mission is None:
            mission = _mission(scene, draft)
        if mission is not None:
            found.recipients = [mission]
            return
        if not sides.known(found.recipients):
            target = _target(scene, draft, sides)
            if target is not None:
                found.recipients.append(target)
                return
    if sides.known(found.recipients) or not (sides.known(found.actors) or draft.people_of):
        return
    mention = scene.entities.mentions[found.actors[0]]
    if any(a.key in scene.ontology.states for a in mention.actors) or draft.people_of is not None:
        found.recipients = [found.actors[0] if draft.people_of is None else draft.people_of]
        draft.by_default = True
        draft.why.append("aimed at home, as nothing else is said")


def clash_at_home(scene: Scene, draft: Draft) -> None:
    """Give a clash of one land's police or soldiers with its own people both sides of it."""
    found, mentions = draft.parties, scene.entities.mentions
    if draft.dropped or draft.type != "ASSAULT" or not found.reciprocal or found.recipients:
        return
    actors = [a for i in found.actors for a in mentions[i].actors]
    keys = {a.key for a in actors}
    if (
        len(keys) == 1
        and keys <= scene.ontology.states.keys()
        and (len(found.actors) > 1 or {s for a in actors for s in a.sectors} & {"COP", "MIL"})
    ):
        found.recipients, found.reciprocal = found.actors[-1:], False
        draft.by_default = len(found.actors) == 1
        found.actors = found.actors[:1]
        draft.why.append("between those of one land")


def _against(scene: Scene, draft: Draft) -> int | None:
    """Whom a protest or its people are said to be against by their name: "an anti-French march"."""
    tree, token = scene.tree, draft.match.token
    nouns = (token, scene.subject_of(token), *draft.match.words, *scene.objects_of(token))
    for noun in nouns:
        for side in tree.kids(noun, "amod", "compound", "nmod") if noun is not None else ():
            named = scene.mention(side) is not None and side > 1
            if named and tree.lowered[side - 2] == "anti":
                return scene.at[side][0]
    return None


def _crowd(scene: Scene, draft: Draft) -> None:
    """Whose people they are, where the words for them do not say: those of the place."""
    mentions, found = scene.entities.mentions, draft.parties
    surely = [i for i in found.actors if mentions[i].actors and mentions[i].how != "coreference"]
    if surely:
        return
    place = where_of(scene, draft.match.token)
    if place is not None:
        draft.people_of = place
        found.actors = found.actors or [place]
        draft.why.append("by people of the place")
    elif not found.actors:
        found.actors = _who_acts(scene, draft) or list(found.recipients[:1])
    elif draft.mode != "boycott" and not any(mentions[i].actors for i in found.actors):
        own = [i for i in found.recipients if _office_at_home(scene, i)]
        draft.people_of = own[0] if own else None


def _office_at_home(scene: Scene, index: int) -> bool:
    """Whether what a crowd turns on is a seat of its land and no guest's: "a mob stormed the Peruvian court"."""
    mention = scene.entities.mentions[index]
    sectors = {s for a in mention.actors for s in a.sectors}
    around = {scene.tree.lemma[t] for t in (mention.head, scene.tree.head[mention.head])}
    return bool(sectors & _OFFICES) and not around & _MISSIONS


def _mission(scene: Scene, draft: Draft) -> int | None:
    """Whose embassy or flag the crowd turns on, where its own words have only "its gates"."""
    tree, mentions = scene.tree, scene.entities.mentions
    doers = [draft.people_of] if draft.people_of is not None else draft.parties.actors
    own = {a.key for i in doers for a in mentions[i].actors} - {None}
    aimed = {a.key for i in draft.parties.recipients for a in mentions[i].actors} - {None}
    if not own or aimed - own:
        return None
    sentence = tree.sentence(draft.match.token)
    for token in range(sentence.first, sentence.last):
        if tree.lemma[token] not in _MISSIONS:
            continue
        owner = token if scene.mention(token) is not None else scene.owner_of(token)
        if owner is None or scene.mention(owner) is None:
            continue
        index, mention = scene.at[owner]
        if mention.how != "coreference" and not own & {a.key for a in mention.actors}:
            return index
    return None


def _who_acts(scene: Scene, draft: Draft) -> list[int]:
    """The people who are the subject of the clause that a rally is told in."""
    subject = scene.subject_of(clause_of(scene, draft.match.token))
    if subject is None or scene.mention(subject) is None:
        return []
    index, mention = scene.at[subject]
    people = mention.kind == "people" or any(set(a.sectors) & _CROWDS for a in mention.actors)
    return [index] if people and index not in draft.parties.recipients else []


def _followers(scene: Scene, index: int) -> bool:
    """Whether it is only whose members march: "unions called out their members"."""
    tree, head = scene.tree, scene.entities.mentions[index].head
    whose = tree.lemma[tree.head[head]]
    return tree.dep[head] == "poss" and whose in ("follower", "member", "supporter", "worker")


def _favoured(scene: Scene, noun: int) -> bool:
    """Whether it is for somebody that people march: "in support of", "in solidarity with"."""
    tree = scene.tree
    prep = tree.head[noun]
    cause = tree.head[prep]
    return (
        tree.dep[noun] == "pobj"
        and tree.lowered[prep] in ("of", "with", "for")
        and tree.lemma[cause] in scene.ontology.sets["rallied_for"]
    )


def _target(scene: Scene, draft: Draft, sides: Sides) -> int | None:
    """Another nation that the sentence names beside the crowd and the place."""
    tree, mentions = scene.tree, scene.entities.mentions
    token = draft.match.token
    doers = [draft.people_of] if draft.people_of is not None else draft.parties.actors
    own = {a.key for i in doers for a in mentions[i].actors}
    sentence = tree.sentence(token)
    for index, mention in enumerate(mentions):
        if not sentence.first <= mention.head < sentence.last or mention.head < token:
            continue
        keys = {a.key for a in mention.actors}
        if mention.kind in _NATIONS and keys and None not in keys and not keys & own:
            if _favoured(scene, mention.head):
                continue
            return index
    words = {tree.lemma[t] for t in range(sentence.first, sentence.last)}
    return sides.other(token, draft.parties) if words & _MISSIONS and own else None
