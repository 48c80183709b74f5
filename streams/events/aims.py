"""Whom an act is aimed at, and who did it, where its own words do not say: the other side under discussion."""

from __future__ import annotations

from typing import Final

from streams.events.attribution import attribution_of
from streams.events.composition import HARM
from streams.events.draft import Draft
from streams.events.own_people import own_people
from streams.events.partner import Sides
from streams.events.roles import Parties
from streams.events.scene import Scene
from streams.messages import Mention

AIMED: Final = frozenset(
    {"ACCUSE", "REJECT", "REQUEST", "THREATEN", "SANCTION", "AID", "CONCEDE", "SUPPORT", "AGREE"}
    | {"ASSAULT", "COERCE", "MOBILIZE", "RETREAT"}
)
ABROAD: Final = frozenset(
    {"AID", "MOBILIZE", "SANCTION", "SUPPORT", "ACCUSE", "REQUEST", "THREATEN"}
)
"""Acts that a state hardly aims at itself, as against its opposition or its people."""
DONE_BY: Final = frozenset({"SANCTION", "CONCEDE"})
"""Acts that a passive without "by" leaves to the other side: "their ambassador was expelled"."""
BY_HOSTS: Final = frozenset({"ACCUSE/summon-envoy"})
"""Rules of which the same is true: "their ambassador was summoned"."""
_TO_AND_FRO: Final = frozenset({"from", "in", "into", "of", "to"})


def not_oneself(scene: Scene, draft: Draft) -> None:
    """Drop a recipient that is only the actor's own ground or gear: "sent tanks to its border"."""
    found, mentions = draft.parties, scene.entities.mentions
    if draft.type == "ASSAULT" and not draft.dropped and draft.match.trigger.frame == "acts-on":
        found.recipients = [i for i in found.recipients if not _own_arms(mentions, draft, i)]
    if draft.dropped or not (draft.type in ABROAD or draft.match.trigger.negated):
        return
    own = {a.key for i in found.actors for a in mentions[i].actors} - {None}
    before = found.recipients
    found.recipients = [
        i
        for i in found.recipients
        if mentions[i].how == "given"
        or not mentions[i].actors
        or (draft.type == "THREATEN" and mentions[i].kind == "place")
        or (draft.type == "REQUEST" and mentions[i].kind == "people")  # "asked Greeks to vote no"
        or (
            mentions[i].kind in ("role", "person")
            and draft.type != "SANCTION"
            and _unarmed(mentions[i])
        )
        or not {a.key for a in mentions[i].actors} <= own
    ]
    if before and not found.recipients and draft.match.trigger.rule == "AID/arm":
        draft.type, draft.mode = (
            "MOBILIZE",
            "weapons",
        )  # arms are sent to one's own front, not given
        draft.why.append("arms sent to one's own ground")


def _own_arms(mentions: tuple[Mention, ...], draft: Draft, index: int) -> bool:
    """Whether soldiers or ships that nobody names would be struck by their own: they are the other side's."""
    own = {a.key for i in draft.parties.actors for a in mentions[i].actors if "MIL" in a.sectors}
    struck = mentions[index]
    return (
        struck.how == "coreference"
        and not struck.antecedents
        and bool(struck.actors)
        and all(a.key in own and "MIL" in a.sectors for a in struck.actors)
    )


def _unarmed(mention: Mention) -> bool:
    return all("MIL" not in actor.sectors for actor in mention.actors)


def venue(scene: Scene, draft: Draft) -> None:
    """Take the place where talks are to be for no party to them: "refused to join talks in Geneva"."""
    found, tree, mentions = draft.parties, scene.tree, scene.entities.mentions
    if draft.dropped or draft.type not in ("REJECT", "REQUEST", "AGREE"):
        return
    thing = draft.match.object
    if thing is not None and tree.lemma[thing] in ("invitation", "invite"):
        return  # who invites is mostly the host
    talks, here = scene.ontology.sets["talks"], tree.sentence_of[draft.match.token]
    for index, mention in enumerate(mentions):
        preposition = tree.head[mention.head]
        held = tree.dep[mention.head] == "pobj" and tree.lowered[preposition] in ("in", "at")
        if not held or tree.sentence_of[mention.head] != here:
            continue
        if tree.lemma[tree.head[preposition]] in talks:
            draft.spared += (index,)
    if set(found.recipients) & set(draft.spared):
        found.recipients = [i for i in found.recipients if i not in draft.spared]
        draft.why.append("where talks are is no party to them")


def partner(scene: Scene, draft: Draft, sides: Sides) -> None:
    """Give a mutual act of one party the other side under discussion; a mediator two of them."""
    if draft.dropped or draft.type not in ("CONSULT", "SUPPORT", "COOPERATE"):
        return
    frame = draft.match.trigger.frame
    if frame not in ("mutual", "mediate") or draft.match.trigger.word_class == "noun":
        return
    mentions = scene.entities.mentions
    if frame == "mutual" and _a_body_of_many(scene, draft):
        return  # its members meet: it needs nobody else
    wanted = 3 if frame == "mediate" else 2
    if frame == "mediate" and scene.passive(draft.match.token):
        wanted = max(wanted, len(draft.parties.actors) + 2)  # "brokered by Doha and Cairo"
    for _ in range(wanted - 1):
        keys = {a.key for i in draft.parties.actors for a in mentions[i].actors if a.key}
        if not keys or len(keys) >= wanted:
            return
        other = sides.other(draft.match.token, draft.parties)
        if other is None:
            return
        draft.parties.actors.append(other)
        draft.why.append("with the other side under discussion")


def both(scene: Scene, draft: Draft, sides: Sides) -> None:
    """Give a mutual act that names nobody the two sides under discussion: "ties were restored"."""
    found, trigger = draft.parties, draft.match.trigger
    if draft.dropped or trigger.frame != "mutual":
        return
    token = draft.match.token
    if _each_other(scene, token) and len(sides.pair(token)) > 1:
        found.actors = []  # "each side" is one of a land at most by a guess
    if found.actors or found.recipients or draft.type in HARM:
        return
    if trigger.word_class == "noun":
        told = _to_come(scene, draft)
    else:  # but not "before a deal was reached"
        told = scene.passive(token) and scene.tree.dep[token] != "advcl"
        told |= _each_other(scene, token)
    if told:
        found.actors = list(sides.pair(token))
        found.reciprocal = len(found.actors) > 1
        draft.inferred.update(found.actors)
        draft.why.append("between the two sides under discussion")


def _each_other(scene: Scene, verb: int) -> bool:
    """Whether it is done by each to the other: "each side blamed the other"."""
    tree, subject = scene.tree, scene.tree.kid(verb, "nsubj")
    if subject is None:
        return False
    each = {tree.lowered[subject], *(tree.lowered[c] for c in tree.kids(subject, "det"))}
    return "each" in each and any(tree.lemma[o] == "other" for o in tree.kids(verb, "dobj"))


def _to_come(scene: Scene, draft: Draft) -> bool:
    """Whether a noun of meeting is said to come about: "a second round is to open on Monday"."""
    tree, token = scene.tree, draft.match.token
    if draft.type != "CONSULT" or draft.verdict.factuality not in ("planned", "actual"):
        return False
    verb, occurring = tree.head[token], scene.ontology.cues["modality"]["occurring"]
    due = tree.kids(verb, "acomp")  # "are due to open"
    below = [c for v in (verb, *due) for c in tree.kids(v, "xcomp")]
    about = {tree.lemma[v] for v in (verb, *below)}
    return tree.dep[token] in ("nsubj", "nsubjpass") and not about.isdisjoint(occurring)


def _a_body_of_many(scene: Scene, draft: Draft) -> bool:
    """Whether it is an organisation that acts, or officials of one: its members meet among themselves."""
    actors = [a for i in draft.parties.actors for a in scene.entities.mentions[i].actors]
    return any(
        "IGO" in a.sectors or ("GOV" in a.sectors and a.key not in scene.ontology.states)
        for a in actors
    )


def aim(scene: Scene, draft: Draft, sides: Sides) -> None:
    """Give an act that is always aimed at somebody the other side under discussion."""
    known = sides.known(draft.parties.recipients)
    if draft.dropped or known or not draft.parties.actors or draft.type not in AIMED:
        return
    if draft.mode == "resign":
        return  # who steps down does so to nobody
    together = draft.match.trigger.frame in ("mutual", "mediate", "alone")
    yields = draft.type in ("CONCEDE", "RETREAT")
    if (draft.parties.reciprocal and not _alone(scene, draft)) or (together and not yields):
        return
    stated = draft.parties.recipients and not draft.inferred and _stated(scene, draft)
    if stated and not _of_unknown_place(scene, draft):
        return
    at_home = own_people(scene, draft)
    told = draft.type == "ASSAULT" and draft.parties.recipients and not draft.inferred
    told = told and not _of_unknown_place(scene, draft)
    if told and at_home is None:
        return  # "killed twelve militants": who was hit is told, though not whose they are
    if at_home is not None:
        draft.parties.recipients.append(at_home)
        draft.by_default = True
        draft.why.append("aimed at home")
        return
    if _among_two(scene, draft):
        return
    if _of_unknown_place(scene, draft):
        ground = _own_ground(scene, draft)
        if ground is not None:
            draft.parties.recipients.append(ground)
            draft.inferred.add(ground)
            draft.why.append("in the land where the group fights")
            return
    foes = sides.opposed(draft.match.token, draft.parties.actors) if _of_calm(scene, draft) else ()
    if foes:
        draft.parties.recipients = list(foes)
        draft.inferred.update(foes)
        draft.why.append("aimed at the two sides under discussion")
        return
    blamed = draft.type in ("ACCUSE", "REQUEST", "THREATEN")
    apart = Parties([*draft.parties.actors, *draft.spared], [])
    other = sides.other(draft.match.token, apart, blamed=blamed)
    if other is not None and not (draft.type in HARM and _reports_it(scene, draft, other)):
        draft.parties.recipients.append(other)
        draft.inferred.add(other)
        draft.why.append("aimed at the other side under discussion")


def _among_two(scene: Scene, draft: Draft) -> bool:
    """Whether it is a promise of two states, which they make to each other."""
    keys = {a.key for i in draft.parties.actors for a in scene.entities.mentions[i].actors}
    return draft.type == "AGREE" and len(keys) == 2 and keys <= scene.ontology.states.keys()


def _of_calm(scene: Scene, draft: Draft) -> bool:
    """Whether somebody asks for peace or offers to bring it about, which takes both who are at odds."""
    if draft.type not in ("REQUEST", "AGREE"):
        return False
    tree, match, words = scene.tree, draft.match, scene.ontology.cues["setting"]["calm"]
    near = [match.token, match.content, match.object, *match.words]
    near += [p for prep in tree.kids(match.token, "prep") for p in tree.kids(prep, "pobj")]
    near += scene.objects_of(match.token)
    return any(tree.lemma[t] in words for t in near if t is not None)


def _alone(scene: Scene, draft: Draft) -> bool:
    """Whether only one party is named of a truce: it keeps it towards the other."""
    keys = {a.key for i in draft.parties.actors for a in scene.entities.mentions[i].actors}
    return draft.type == "RETREAT" and len(keys) == 1


def _stated(scene: Scene, draft: Draft) -> bool:
    """Whether it is told whom it befalls, though not whose they are: "killed twelve militants", "armed rebels"."""
    mentions = [scene.entities.mentions[i] for i in draft.parties.recipients]
    return draft.type == "ASSAULT" or (
        draft.type == "AID" and any(m.kind == "role" and not m.actors for m in mentions)
    )


def _of_unknown_place(scene: Scene, draft: Draft) -> bool:
    """Whether a town that no list has is taken or struck: whose it is, the text may say elsewhere."""
    mentions = [scene.entities.mentions[i] for i in draft.parties.recipients]
    return (
        draft.type == "ASSAULT"
        and bool(mentions)
        and all(m.kind == "place" and not m.actors for m in mentions)
    )


def _own_ground(scene: Scene, draft: Draft) -> int | None:
    """The mention of the land where a group that is no state fights, if the text names it."""
    mentions, states = scene.entities.mentions, scene.ontology.states
    actors = [a for i in draft.parties.actors for a in mentions[i].actors]
    if not actors or any(a.key in states for a in actors):
        return None
    lands = {a.country for a in actors if a.country in states}
    named = [i for i, m in enumerate(mentions) if any(a.key in lands for a in m.actors)]
    return named[0] if named else _ground_before(scene, draft.match.token)


def _ground_before(scene: Scene, token: int) -> int | None:
    """The land last named as a place: "left Somalia", "pulled out of Mali"."""
    tree, mentions = scene.tree, scene.entities.mentions
    return next(
        (
            i
            for i in reversed(range(len(mentions)))
            if mentions[i].head < token
            and tree.dep[mentions[i].head] == "pobj"
            and tree.lowered[tree.head[mentions[i].head]] in _TO_AND_FRO
            and any(a.key in scene.ontology.states for a in mentions[i].actors)
        ),
        None,
    )


def _reports_it(scene: Scene, draft: Draft, other: int) -> bool:
    """Whether the other side is but a body that tells of it: "it enriches uranium, the agency said"."""
    said, mentions = attribution_of(scene, draft.match.token), scene.entities.mentions
    if said is None or said[1] is None:
        return False
    keys = {a.key for a in mentions[said[1]].actors if {"IGO", "NGO"} & set(a.sectors)}
    return bool(keys & {a.key for a in mentions[other].actors})


def doer(draft: Draft, sides: Sides) -> None:
    """Give an act told in the passive the other side under discussion as its doer."""
    found = draft.parties
    if (
        draft.dropped
        or found.actors
        or draft.mode == "convict"  # the courts of a place do, or of one's own land
        or not sides.known(found.recipients)
        or not (draft.type in DONE_BY or draft.match.trigger.rule in BY_HOSTS)
    ):
        return
    other = sides.other(draft.match.token, Parties(found.recipients, []))
    if other is not None:
        found.actors = [other]
        draft.inferred.add(other)
        draft.why.append("done by the other side under discussion")
