"""Acts of people at home: who marches is of the place, and what else is named there is the target.

"Protesters burned an Australian flag outside the embassy in Jakarta" is Indonesians against
Australia; a march of which nothing more is said is aimed at the authorities of where it is.
"""

from __future__ import annotations

from typing import Final

from streams.events.clauses import clause_of
from streams.events.draft import Draft
from streams.events.partner import Sides
from streams.events.scene import Scene
from streams.messages import Mention

_MISSIONS: Final = frozenset({"embassy", "consulate", "ambassador", "flag"})
_PLACED_BY: Final = frozenset({"in", "at", "through", "across", "outside", "near", "around"})
_BY_AUTHORITIES: Final = frozenset({"arrest", "curfew", "censor", "ban", "martial-law", "deport"})
_BY_LAW: Final = frozenset(
    {("COERCE", mode) for mode in _BY_AUTHORITIES} | {("SANCTION", "convict")}
)
_CHARGES: Final = frozenset(
    {"ACCUSE/charge", "ACCUSE/receive-accusation", "ACCUSE/under-investigation"}
)
_AT_HOME: Final = frozenset(
    {("COERCE", mode) for mode in _BY_AUTHORITIES - {"deport", "censor"}}
    | {("SANCTION", "convict"), ("MOBILIZE", "police")}
)
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
            if not _placed(scene, i) and not _favoured(scene, mentions[i].head)
        ]
        _crowd(scene, draft)
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


def own_people(scene: Scene, draft: Draft) -> int | None:
    """Whom an act at home is aimed at where its words do not say: police fire, an opposition criticises.

    The actor's own mention is given, as what stands for his land; None where the act may be abroad.
    """
    mentions, tree = scene.entities.mentions, scene.tree
    if not draft.parties.actors:
        return None
    index = draft.parties.actors[0]
    mention = mentions[index]
    sectors = {s for a in mention.actors for s in a.sectors}
    if not any(a.key in scene.ontology.states for a in mention.actors):
        return None
    if draft.type == "ASSAULT" and "COP" in sectors:
        return index
    if draft.type == "ACCUSE" and sectors & {"OPP", "ELI", "JUD", "COP"}:
        return index
    if draft.type == "COERCE" and _of_people(scene, draft):
        return index
    if (draft.type, draft.mode) in _AT_HOME and _of_nobody_known(scene, draft):
        return index
    if draft.type == "THREATEN" and sectors & {"LAB", "AGR", "EDU", "MED"}:
        return index
    content = draft.match.content
    if draft.type == "REJECT" and content is not None and sectors & {"OPP", "PTY"}:
        joined = {tree.lemma[o] for o in scene.objects_of(content)}
        if joined & scene.ontology.cues["setting"]["joined_at_home"]:
            return index
    if draft.type == "REJECT" and content is not None:
        below = {tree.lemma[content], *(tree.lemma[o] for o in scene.objects_of(content))}
        if below & scene.ontology.cues["setting"]["leaving"]:
            return index
    return None


def _of_nobody_known(scene: Scene, draft: Draft) -> bool:
    """Whether those whom an act befalls have no land that is known, if they are told at all."""
    mentions = [scene.entities.mentions[i] for i in draft.parties.recipients]
    return all(not m.actors and m.kind != "place" for m in mentions)


def _of_people(scene: Scene, draft: Draft) -> bool:
    """Whether those whom an act befalls are people whom nothing gives a country: "94 dissidents"."""
    mentions = [scene.entities.mentions[i] for i in draft.parties.recipients]
    return bool(mentions) and all(m.kind in ("role", "people") and not m.actors for m in mentions)


def police(scene: Scene, draft: Draft, sides: Sides) -> None:
    """Give an arrest or a charge by nobody named the authorities of the place, else of those arrested."""
    found, mentions = draft.parties, scene.entities.mentions
    by_law = (draft.type, draft.mode) in _BY_LAW or draft.match.trigger.rule in _CHARGES
    if draft.dropped or not by_law:
        return
    if sides.known(found.actors) or found.actors:
        return
    place = _place(scene, draft.match.token)
    if not sides.known(found.recipients):
        _by_who_tells(scene, draft, place)
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
        if place is not None and not draft.parties.recipients:
            draft.parties.actors, draft.parties.recipients = [place], [place]
            draft.inferred.add(place)
            draft.why.append("at home, by the authorities of the place")
    elif draft.mode in ("curfew", "martial-law") and place is not None:
        draft.parties.actors = [place]
        draft.parties.recipients = draft.parties.recipients or [place]
        draft.inferred.add(place)
        draft.why.append("by the authorities of the place")


def _named_before(scene: Scene, token: int) -> list[int]:
    """Mentions up to ``token``, nearest first."""
    mentions = scene.entities.mentions
    return [i for i in range(len(mentions) - 1, -1, -1) if mentions[i].head < token]


def _crowd(scene: Scene, draft: Draft) -> None:
    """Whose people they are, where the words for them do not say: those of the place."""
    mentions, found = scene.entities.mentions, draft.parties
    surely = [i for i in found.actors if mentions[i].actors and mentions[i].how != "coreference"]
    if surely:
        return
    place = _place(scene, draft.match.token)
    if place is not None:
        draft.people_of = place
        found.actors = found.actors or [place]
        draft.why.append("by people of the place")
    elif not found.actors:
        found.actors = _who_acts(scene, draft) or list(found.recipients[:1])


def _who_acts(scene: Scene, draft: Draft) -> list[int]:
    """The people who are the subject of the clause that a rally is told in."""
    subject = scene.subject_of(clause_of(scene, draft.match.token))
    if subject is None or scene.mention(subject) is None:
        return []
    index, mention = scene.at[subject]
    people = mention.kind == "people" or any(set(a.sectors) & _CROWDS for a in mention.actors)
    return [index] if people and index not in draft.parties.recipients else []


def _place(scene: Scene, token: int) -> int | None:
    tree, mentions = scene.tree, scene.entities.mentions
    number = tree.sentence_of[token]
    for index, mention in enumerate(mentions):
        if tree.sentence_of[mention.head] == number and _placed(scene, index):
            return index
    if not tree.headline(token):
        return None
    # "Cuba: Thousands in biggest protests"
    return next((i for i, m in enumerate(mentions) if _labels(scene, m) and m.head < token), None)


def _labels(scene: Scene, mention: Mention) -> bool:
    """Whether a headline begins with the name of a place and a colon."""
    tree, after = scene.tree, mention.last
    where = mention.kind == "state" or mention.place is not None or mention.how == "metonym"
    begins = mention.first == 0 and after < len(tree) and tree.text[after] == ":"
    return begins and bool(where and mention.actors)


def _placed(scene: Scene, index: int) -> bool:
    """Whether a mention only says where: "in Jakarta"."""
    tree, mention = scene.tree, scene.entities.mentions[index]
    if mention.how == "given":
        return False  # whoever supplied it says that it is a party
    where = mention.kind == "state" or mention.place is not None or mention.how == "metonym"
    above = tree.lowered[tree.head[mention.head]]
    return (
        bool(where and mention.actors) and tree.dep[mention.head] == "pobj" and above in _PLACED_BY
    )


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
