"""Where an event is made: matches become drafts, contents are composed, drafts become events.

``code`` is the room's front door. Order: find triggers, give them parties, compose operators with
their contents, judge factuality, add the setting, bring tellings together, score confidence.
"""

from __future__ import annotations

from typing import Final

from streams.events import classifier, trained
from streams.events.asides import of_another
from streams.events.assembly import event
from streams.events.carriers import carried, sent_to
from streams.events.composition import HARM, OATHS, compose, refused_mode, withheld
from streams.events.draft import Draft
from streams.events.governors import undenied
from streams.events.home import clash_at_home, own_people, police, settle
from streams.events.modality import Verdict, scheduled, verdict
from streams.events.noun_roles import parties
from streams.events.partner import Sides
from streams.events.restraint import elsewhere, restrain
from streams.events.roles import Parties
from streams.events.said import or_else
from streams.events.scene import Scene
from streams.events.spurned import said_all_the_same
from streams.events.tellings import once
from streams.events.threats import threatened, told_to
from streams.events.triggers import Match, find
from streams.events.victims import slain, toll
from streams.messages import Entities, Event, Mention
from streams.ontology.model import Ontology

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
_GIVEN: Final = frozenset({"AID", "RETREAT", "CONCEDE", "COOPERATE", "SUPPORT"})
_FUTURE_IS_AGREE: Final = frozenset({"CONSULT", "AID", "COOPERATE", "SUPPORT"})


def code(entities: Entities, ontology: Ontology, *, floor: float = 0.0) -> tuple[Event, ...]:
    """The events of one article, each once, in text order; those under ``floor`` confidence left out."""
    scene = Scene(entities, ontology)
    found = once([event(scene, d) for d in drafts(scene) if not d.dropped])
    if elsewhere(scene, found) is not None:
        return ()
    return tuple(e for e in found if e.confidence >= floor)


def drafts(scene: Scene) -> list[Draft]:
    """All candidate events with the reason for each that is dropped."""
    matches, model = find(scene), classifier.load()
    made = {m.token: _draft(scene, m) for m in matches}
    proposed = trained.proposals(scene, model, matches)
    made |= proposed
    for draft in list(made.values()):
        if draft.match.trigger.content:
            _compose(scene, draft, made)
    carried(scene, made)
    said_all_the_same(scene, made)
    for draft in made.values():
        threatened(scene, draft)
    sides = Sides(scene, made.values())
    for draft in made.values():
        slain(scene, draft, made)
        toll(scene, draft, made)
        settle(scene, draft, sides)
        clash_at_home(scene, draft)
        sent_to(scene, draft)
        _not_oneself(scene, draft)
        told_to(scene, draft)
        _partner(scene, draft, sides)
        if draft.match.token not in proposed:
            _aim(scene, draft, sides)
            _doer(draft, sides)
        police(scene, draft, sides)
        _refused(scene, draft)
        _future(scene, draft)
        restrain(scene, draft)
    for token, draft in trained.links(scene, model, made).items():
        _future(scene, draft)
        made[token] = draft
    trained.weigh(scene, model, made.values())
    return [made[t] for t in sorted(made)]


def _draft(scene: Scene, match: Match) -> Draft:
    trigger = match.trigger
    draft = Draft(
        match,
        trigger.type,
        trigger.mode,
        parties(scene, match),
        verdict(scene, match.token, denied=trigger.negated),
    )
    draft.why.append(f"{trigger.rule} by {trigger.word_class} “{scene.tree.text[match.token]}”")
    return draft


def _compose(scene: Scene, draft: Draft, made: dict[int, Draft]) -> None:
    """Fold the content of an asking, promising, threatening, denying verb into it."""
    tree, mentions = scene.tree, scene.entities.mentions
    inner = _content_of(scene, draft.match, made)
    if inner is None:
        return
    if of_another(scene, draft, inner):
        draft.dropped = inner.dropped = "warns of another's act"
        return
    if draft.type == "REJECT" and undenied(scene, draft.match.token):
        draft.dropped = inner.dropped = "neither confirmed nor denied"
        return
    composed = (
        withheld(draft.type, inner.type)
        if inner.verdict.factuality == "negated" and _promised(scene, draft)
        else None
    ) or compose(draft.type, draft.mode, tree.lemma[draft.match.token], inner.type, inner.mode)
    if composed.type == "THREATEN" and draft.type == "AGREE" and _behind_for(scene, inner):
        return  # "promised justice for every killing"
    draft.why.append(f"its content is {inner.match.trigger.rule}")
    if tree.lemma[draft.match.token] == "expect" and scene.passive(draft.match.token):
        draft.dropped = "nobody asks for what is expected"
        return
    if draft.type == "AGREE" and inner.type in _GIVEN and _not_to(scene, inner):
        draft.type, draft.mode = "REJECT", refused_mode(inner.type)  # "decided not to send arms"
        inner.dropped = f"content of {draft.match.trigger.rule}"
        draft.parties.recipients = draft.parties.recipients or _from_content(scene, draft, inner)
        return
    if composed.keep_operator:
        draft.type, draft.mode = composed.type, composed.mode
        if draft.type == "CONCEDE" and draft.parties.reciprocal:
            if len({a.key for i in draft.parties.actors for a in mentions[i].actors}) > 1:
                draft.type = "AGREE"  # both give way: it is a bargain
            else:
                draft.parties.reciprocal = False
        if not draft.parties.recipients:
            draft.parties.recipients = _from_content(scene, draft, inner)
        if draft.type == "ACCUSE" and inner.type in HARM and _told(scene, inner):
            inner.verdict = Verdict("claimed", draft.match.token)
            return
        inner.dropped = f"content of {draft.match.trigger.rule}"
        below = [t for t in tree.conjuncts(inner.match.token)[1:] if not or_else(scene, t)]
        if inner.type == "ACCUSE":
            below += list(tree.subtree(inner.match.token))  # what it is about is no fact either
        for token in below:
            if token in made and token != draft.match.token:
                made[token].dropped = f"content of {draft.match.trigger.rule}"
    else:
        draft.dropped = "its content is what is told"
        if composed.content is not None:
            inner.verdict = Verdict(composed.content, draft.match.token)
        if not inner.parties.actors:
            inner.parties.actors = list(draft.parties.actors)


def _not_to(scene: Scene, inner: Draft) -> bool:
    cue = inner.verdict.cue
    return (
        cue is not None
        and scene.tree.dep[cue] == "neg"
        and scene.tree.head[cue] == inner.match.token
    )


def _behind_for(scene: Scene, inner: Draft) -> bool:
    tree, token = scene.tree, inner.match.token
    return tree.dep[token] == "pobj" and tree.lowered[tree.head[token]] == "for"


def _not_oneself(scene: Scene, draft: Draft) -> None:
    """Drop a recipient that is only the actor's own ground or gear: "sent tanks to its border"."""
    found, mentions = draft.parties, scene.entities.mentions
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


def _unarmed(mention: Mention) -> bool:
    return all("MIL" not in actor.sectors for actor in mention.actors)


def _partner(scene: Scene, draft: Draft, sides: Sides) -> None:
    """Give a mutual act of one party the other side under discussion; a mediator two of them."""
    if draft.dropped or draft.type not in ("CONSULT", "SUPPORT", "COOPERATE"):
        return
    frame = draft.match.trigger.frame
    if frame not in ("mutual", "mediate") or draft.match.trigger.word_class == "noun":
        return
    mentions = scene.entities.mentions
    if frame == "mutual" and _a_body_of_many(mentions, draft):
        return  # its members meet: it needs nobody else
    wanted = 3 if frame == "mediate" else 2
    for _ in range(wanted - 1):
        keys = {a.key for i in draft.parties.actors for a in mentions[i].actors if a.key}
        if not keys or len(keys) >= wanted:
            return
        other = sides.other(draft.match.token, draft.parties)
        if other is None:
            return
        draft.parties.actors.append(other)
        draft.why.append("with the other side under discussion")


def _a_body_of_many(mentions: tuple[Mention, ...], draft: Draft) -> bool:
    return any("IGO" in a.sectors for i in draft.parties.actors for a in mentions[i].actors)


def _aim(scene: Scene, draft: Draft, sides: Sides) -> None:
    """Give an act that is always aimed at somebody the other side under discussion."""
    known = sides.known(draft.parties.recipients)
    if draft.dropped or known or not draft.parties.actors or draft.type not in AIMED:
        return
    together = draft.match.trigger.frame in ("mutual", "mediate", "alone")
    if draft.parties.reciprocal or (together and draft.type != "CONCEDE"):
        return
    if draft.type == "ASSAULT" and draft.parties.recipients and not draft.inferred:
        return  # "killed twelve militants": who was hit is told, though not whose they are
    at_home = own_people(scene, draft)
    if at_home is not None:
        draft.parties.recipients.append(at_home)
        draft.by_default = True
        draft.why.append("aimed at home")
        return
    blamed = draft.type in ("ACCUSE", "REQUEST", "THREATEN")
    other = sides.other(draft.match.token, draft.parties, blamed=blamed)
    if other is not None:
        draft.parties.recipients.append(other)
        draft.inferred.add(other)
        draft.why.append("aimed at the other side under discussion")


def _doer(draft: Draft, sides: Sides) -> None:
    """Give an act told in the passive the other side under discussion as its doer."""
    found = draft.parties
    if (
        draft.dropped
        or found.actors
        or not sides.known(found.recipients)
        or not (draft.type in DONE_BY or draft.match.trigger.rule in BY_HOSTS)
    ):
        return
    other = sides.other(draft.match.token, Parties(found.recipients, []))
    if other is not None:
        found.actors = [other]
        draft.inferred.add(other)
        draft.why.append("done by the other side under discussion")


def _promised(scene: Scene, draft: Draft) -> bool:
    """Whether the act's verb binds who does it: "vowed", "promised"."""
    return scene.tree.lemma[draft.match.token] in OATHS


def _told(scene: Scene, inner: Draft) -> bool:
    """Whether a content is a clause with facts of its own: "said that troops had shelled X"."""
    tree = scene.tree
    token = inner.match.token
    return tree.dep[token] == "ccomp" and tree.kid(token, "nsubj", "nsubjpass") is not None


def _from_content(scene: Scene, draft: Draft, inner: Draft) -> list[int]:
    if draft.type in ("REQUEST", "ACCUSE"):
        found = inner.parties.actors or inner.parties.recipients
    else:
        found = inner.parties.recipients or [
            i for i in inner.parties.actors if i not in draft.parties.actors
        ]
    own = {a.key for i in draft.parties.actors for a in scene.entities.mentions[i].actors}
    return [
        i
        for i in found
        if i not in draft.parties.actors
        and not {a.key for a in scene.entities.mentions[i].actors} <= own
    ]


def _content_of(scene: Scene, match: Match, made: dict[int, Draft]) -> Draft | None:
    """The draft at the content's head, or the first just below it ("agreed to hold talks")."""
    tree = scene.tree
    content = match.content
    if match.object in made and made[match.object].type == "ACCUSE":
        return made[match.object]  # "denied accusations that it shelled": the charge is denied
    if content is None:
        return None
    if content in made and content != match.token:
        return made[content]
    for child in tree.children[content]:
        if tree.dep[child] in ("dobj", "xcomp", "attr", "ccomp", "pobj") and child in made:
            return made[child]
    for prep in tree.kids(content, "prep"):
        for noun in tree.kids(prep, "pobj", "pcomp"):
            if noun in made and tree.pos[content] in ("NOUN",):
                return made[noun]
    return None


def _refused(scene: Scene, draft: Draft) -> None:
    """Read what somebody will not give as a refusal: "will not return the land", "did not accept it"."""
    cue = draft.verdict.cue
    if draft.dropped or draft.verdict.factuality != "negated" or cue is None:
        return
    tree, words = scene.tree, scene.ontology.cues["modality"]
    verb = draft.match.token
    wont = tree.head[cue] == verb and any(
        tree.lowered[c] in words["refusing"] for c in tree.kids(verb, "aux")
    )
    if (wont and draft.type in _GIVEN) or (
        tree.lemma[verb] in words["accepting"] and tree.dep[cue] == "neg"
    ):
        draft.why.append(f"not to {tree.lemma[verb]} is to refuse")
        draft.mode = refused_mode(draft.type)
        draft.type, draft.verdict = "REJECT", Verdict("actual", cue)
        draft.parties.reciprocal = False


def _future(scene: Scene, draft: Draft) -> None:
    """PLOVER: what is still to come of a cooperative kind is AGREE, of a yielding kind CONCEDE."""
    act = draft.match.token
    still = draft.type in _FUTURE_IS_AGREE and draft.verdict.factuality == "actual"
    if still and scheduled(scene, act):
        draft.verdict = Verdict("planned", act)
    if draft.verdict.factuality != "planned":
        return
    if draft.type == "THREATEN":
        draft.verdict = Verdict("actual", draft.verdict.cue)  # "will respond": the threat is made
        return
    if draft.type in _FUTURE_IS_AGREE:
        draft.why.append(f"planned {draft.type} is AGREE")
        draft.type, draft.mode = "AGREE", None
    elif draft.type == "RETREAT":
        draft.why.append("planned RETREAT is CONCEDE")
        draft.type, draft.mode = "CONCEDE", None
    else:
        return
    cue, words = draft.verdict.cue, scene.ontology.cues["modality"]
    if cue is not None and (
        scene.tree.lemma[cue] in words["promising"] or scene.tree.lowered[cue] == "would"
    ):
        draft.verdict = Verdict("actual", cue)  # the promise or announcement itself is told
