"""Which drafts are no event: nobody political in them, one party alone, or only wished for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from streams.events.about import WORLDS, politics
from streams.events.asides import told_by_the_way
from streams.events.draft import Draft
from streams.events.history import bygone
from streams.events.scene import Scene
from streams.messages import Event, Mention

# logits: an article that is less of politics than this is of something else, by its words alone or
# with a world's own words in it
_FAR: Final = -1.5
_DOUBTFUL: Final = 0.0
# people whose country is only the scene's make no event political
_PRIVATE: Final = frozenset(
    {"CVL", "EDU", "LAB", "AGR", "BUS", "MNC", "MED", "SOC", "REL", "JRN", "REF", "CRM"}
)


_POSSIBLE: Final = frozenset({"would", "could", "might", "may", "'d", "’d"})
_OF_STATES: Final = frozenset({"COOPERATE", "CONSULT"})  # what bystanders do so is their own affair
_BY_PEOPLE: Final = frozenset({"PROTEST", "ASSAULT", "COERCE", "AID", "CONCEDE"})


def elsewhere(scene: Scene, events: Sequence[Event]) -> str | None:
    """The world that the whole article is of, if that is not politics: "sport", "business" …

    Args:
        scene: the article.
        events: what was found in it, which may speak for politics.
    """
    words = scene.ontology.cues["restraint"]
    said = {*scene.tree.lemma, *scene.tree.lowered}
    of = {world: len(said & words[world]) for world in WORLDS}
    most = max(WORLDS, key=lambda world: of[world])
    worldly = of[most] >= 3 and of[most] > len(said & words["politics"])
    likely = politics(scene, events)
    if likely is None:
        return most if worldly else None
    return most if likely < (_DOUBTFUL if worldly else _FAR) else None


def restrain(scene: Scene, draft: Draft) -> None:
    """Drop what has no political actor, or is only wished for."""
    if draft.dropped:
        return
    mentions = scene.entities.mentions
    everyone = [mentions[i] for i in (*draft.parties.actors, *draft.parties.recipients)]
    if not any(political(scene, m) for m in everyone):
        draft.dropped = "no political actor"
        return
    if told_by_the_way(scene, draft):
        draft.dropped = "said by the way"
        return
    if bygone(scene, draft.match.token):
        draft.dropped = "of another generation"
        return
    doers = [mentions[i] for i in draft.parties.actors]
    by_people = draft.type in _BY_PEOPLE or _of_protest(draft) or _dissent(scene, draft)
    alone = bool(doers) and not any(strong(m) for m in everyone)
    if draft.type == "AID" and alone and all(_bystander(m) for m in doers):
        draft.dropped = "only private people"
        return
    if not by_people and (
        not any(strong(m) for m in everyone)
        or (draft.type in _OF_STATES and doers and all(_bystander(m) for m in doers))
    ):
        draft.dropped = "only private people"
        return
    distinct = {a.key or a.name for m in everyone for a in m.actors}
    distinct |= {m.text for m in everyone if not m.actors}
    if (
        draft.match.trigger.frame in ("mutual", "mediate")
        and len(distinct) < 2
        and not any(m.how == "given" for m in everyone)
        and not _of_many(draft, everyone)
    ) and (draft.type in ("CONSULT", "COOPERATE") or not draft.parties.actors):
        draft.dropped = "a mutual act with one party"
        return
    if (
        draft.type == "CONSULT"
        and draft.match.trigger.frame in ("visit", "host")
        and len(distinct) < 2
        and draft.parties.recipients
        and draft.parties.actors
    ):
        draft.dropped = "a visit to one's own land"
        return
    if draft.type == "CONSULT" and draft.match.trigger.frame == "visit" and _nobody(doers):
        draft.dropped = "nobody known travels"
        return
    if not draft.parties.actors and draft.type not in (
        "ASSAULT",
        "COERCE",
        "SANCTION",
        "PROTEST",
        "MOBILIZE",
        "AID",
        "RETREAT",
    ):
        draft.dropped = "nobody does it"
        return
    if (
        draft.verdict.factuality == "hypothetical"
        and (draft.type != "THREATEN" or _asked_whether(scene, draft))
        and not _said_to_be_possible(scene, draft)
    ):
        draft.dropped = "only hypothetical"
    elif _not_ruled_out(scene, draft):
        draft.dropped = "not ruled out"


def _nobody(doers: list[Mention]) -> bool:
    """Whether nothing is known of those who do it: "the former president flew out"."""
    return bool(doers) and not any(m.actors or m.how == "given" for m in doers)


def _asked_whether(scene: Scene, draft: Draft) -> bool:
    """ "It has not said whether it will retaliate": no threat is made."""
    cue = draft.verdict.cue
    return cue is not None and scene.tree.lowered[cue] == "whether"


def _not_ruled_out(scene: Scene, draft: Draft) -> bool:
    """ "Did not rule out a visit": neither refused nor done."""
    tree, token = scene.tree, draft.match.token
    return (
        draft.type == "REJECT"
        and draft.verdict.factuality == "negated"
        and tree.lemma[token] in ("rule", "exclude")
    )


def _of_many(draft: Draft, everyone: list[Mention]) -> bool:
    """Whether those who gather are of one organisation, which has many members: "G7 ministers gathered"."""
    return draft.mode == "multilateral" and any(
        "IGO" in a.sectors or (m.kind == "role" and a.country is None)
        for m in everyone
        for a in m.actors
        if a.key is not None
    )


def _dissent(scene: Scene, draft: Draft) -> bool:
    """Whether a court tries those whose offence is to speak up: a rights campaigner, an editor."""
    tried = (draft.type, draft.mode) == ("SANCTION", "convict") or draft.type == "ACCUSE"
    mentions, words = scene.entities.mentions, scene.ontology.cues["restraint"]["dissenters"]
    return tried and any(
        scene.tree.lemma[mentions[i].head] in words or {"JRN", "OPP"} & set(a.sectors)
        for i in draft.parties.recipients
        for a in mentions[i].actors
    )


def _of_protest(draft: Draft) -> bool:
    """Whether it is a strike or a march that is threatened, as private people may."""
    return draft.type == "THREATEN" and (
        draft.match.trigger.type == "PROTEST"
        or draft.match.trigger.rule in ("THREATEN/threaten-dissent", "THREATEN/threaten-stoppage")
    )


def _said_to_be_possible(scene: Scene, draft: Draft) -> bool:
    """Whether the act itself is told as possible: "Kyiv could expel them", not "to expel them"."""
    cue = draft.verdict.cue
    return (
        cue is not None
        and scene.tree.lowered[cue] in _POSSIBLE
        and bool(draft.parties.actors)
        and (bool(draft.parties.recipients) or draft.parties.reciprocal)
    )


def political(scene: Scene, mention: Mention) -> bool:
    """Whether a mention counts as a political actor: a state, a listed body, or one supplied."""
    if mention.how == "given":
        return True
    if mention.note == "unlisted":
        return False
    for actor in mention.actors:
        if actor.key in scene.ontology.states or mention.kind in ("state", "people"):
            return True
        if actor.key is not None and not set(actor.sectors) <= {"BUS", "MNC", "JRN", "EDU", "MED"}:
            return True
    return False


def strong(mention: Mention) -> bool:
    """Whether a mention is a political actor by itself: no private person, no bystander."""
    if mention.how == "given":
        return True
    for actor in mention.actors:
        if mention.kind in ("state",) or mention.how == "metonym":
            return True
        if mention.kind == "people" and mention.how == "demonym":
            return True
        if set(actor.sectors) - _PRIVATE:
            return True
        if not actor.sectors and actor.name is not None and _somebody_known(mention):
            return True
        if not actor.sectors and mention.how == "coreference" and mention.kind == "role":
            return True  # "both sides", "its neighbour": states as such
        if not actor.sectors and (mention.text.lower() in ("it", "its") or _together(mention)):
            return True
    return False


def _somebody_known(mention: Mention) -> bool:
    """Whether a mention is of a person whom the lists know: politics made them known."""
    if mention.kind == "pronoun":
        return mention.text.lower() in ("he", "she", "him", "her", "his")
    return mention.kind == "person" and mention.how in ("gazetteer", "coreference")


def _bystander(mention: Mention) -> bool:
    """Whether a mention is of private people whose country is only that of the scene: "400 women"."""
    return (
        mention.kind == "role"
        and mention.how == "coreference"
        and not mention.antecedents
        and bool(mention.actors)
        and all(a.sectors and set(a.sectors) <= _PRIVATE for a in mention.actors)
    )


def _together(mention: Mention) -> bool:
    """Whether a pronoun stands for several states: "They agreed to raise trade"."""
    return mention.kind == "pronoun" and len({a.key for a in mention.actors}) > 1
