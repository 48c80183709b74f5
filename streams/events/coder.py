"""Where an event is made: matches become drafts, contents are composed, drafts become events.

``code`` is the room's front door. Order: find triggers, give them parties, compose operators with
their contents, judge factuality, add the setting, bring tellings together, score confidence.
"""

from __future__ import annotations

from typing import Final

from streams.events import classifier, trained
from streams.events.abroad import stays
from streams.events.accidents import by_accident
from streams.events.aims import aim, both, doer, not_oneself, partner, venue
from streams.events.assembly import event
from streams.events.authorities import in_the_land, jailer, police
from streams.events.carriers import carried, protested, sent_to
from streams.events.composition import OATHS, refused_mode
from streams.events.contents import GIVEN, fold_in
from streams.events.draft import Draft
from streams.events.endings import ended
from streams.events.expulsions import envoys
from streams.events.home import clash_at_home, settle
from streams.events.modality import Verdict, none_of, scheduled, verdict
from streams.events.noun_roles import parties
from streams.events.own_words import own
from streams.events.partner import Sides
from streams.events.phrases import INSIDE_ACTOR, named
from streams.events.restraint import elsewhere, restrain
from streams.events.retold import retold
from streams.events.roles import Parties
from streams.events.scene import Scene
from streams.events.spurned import said_all_the_same
from streams.events.tellings import once
from streams.events.threats import threatened, told_to
from streams.events.triggers import Match, find
from streams.events.victims import (
    blamed,
    by_gangs,
    by_unknown,
    fallen,
    slain,
    toll,
    unblamed,
    unharmed,
)
from streams.messages import Entities, Event
from streams.ontology.model import Ontology

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
        ended(scene, draft, made)
    for draft in list(made.values()):
        if draft.match.trigger.content:
            fold_in(scene, draft, made)
    carried(scene, made)
    protested(scene, made)
    said_all_the_same(scene, made)
    for draft in made.values():
        threatened(scene, draft)
    sides = Sides(scene, made.values())
    for draft in made.values():
        by_unknown(scene, draft)
        slain(scene, draft, made)
        toll(scene, draft, made)
        blamed(scene, draft, made)
        unblamed(scene, draft, made)
        unharmed(scene, draft, made)
        envoys(scene, draft, made)
        fallen(scene, draft)
        settle(scene, draft, sides)
        clash_at_home(scene, draft)
        sent_to(scene, draft)
        not_oneself(scene, draft)
        venue(scene, draft)
        told_to(scene, draft)
        partner(scene, draft, sides)
        both(scene, draft, sides)
        if draft.match.token not in proposed:
            retold(scene, draft, made)
            aim(scene, draft, sides)
            doer(draft, sides)
        police(scene, draft, sides, made.values())
        in_the_land(scene, draft)
        jailer(scene, draft)
        by_gangs(scene, draft)
        by_accident(scene, draft)
        _refused(scene, draft)
        _forsworn(scene, draft)
        _future(scene, draft)
        restrain(scene, draft)
    made |= stays(scene, made)
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
        none_of(scene, match) or _factuality(scene, match),
    )
    draft.why.append(f"{trigger.rule} by {trigger.word_class} “{scene.tree.text[match.token]}”")
    return draft


def _forsworn(scene: Scene, draft: Draft) -> None:
    """Read a vow of no harm as a promise: "vowed no force over the island", "promised that neither would attack"."""
    cue, verb, content = draft.verdict.cue, draft.match.token, draft.match.content
    if draft.type != "THREATEN" or scene.tree.lemma[verb] not in OATHS:
        return
    vowed = own(scene, content) if content is not None else None
    promised = scene.tree.lemma[verb] in scene.ontology.cues["modality"]["promising"]
    forsworn = promised and vowed is not None and vowed.factuality == "negated"
    if draft.verdict.factuality == "negated" and cue is not None:
        forsworn |= scene.tree.head[cue] in scene.objects_of(verb)
    if forsworn:
        draft.type, draft.mode, draft.verdict = "AGREE", None, Verdict("actual", cue)
        draft.why.append("no harm is promised")


def _factuality(scene: Scene, match: Match) -> Verdict:
    """The factuality of a match; who tried to talk somebody round has asked, whatever came of it."""
    found = verdict(scene, match.token, denied=match.trigger.negated)
    cue, trying = found.cue, scene.ontology.cues["modality"]["trying"]
    if (
        match.trigger.type == "REQUEST"
        and found.factuality == "hypothetical"
        and cue is not None
        and scene.tree.lemma[cue] in trying
        and scene.tree.head[match.token] == cue
    ):
        return verdict(scene, cue)
    return found


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
    cannot = draft.type == "SUPPORT" and any(  # "said it could not sign"
        tree.lowered[c] in words["unable_to"] for c in tree.kids(verb, "aux")
    )
    if (
        cannot
        or (wont and draft.type in GIVEN)
        or (tree.lemma[verb] in words["accepting"] and tree.dep[cue] == "neg")
    ):
        draft.why.append(f"not to {tree.lemma[verb]} is to refuse")
        draft.mode = refused_mode(draft.type)
        draft.type, draft.verdict = "REJECT", Verdict("actual", cue)
        if draft.parties.reciprocal:  # "said it could not sign the pact with Chad"
            who = draft.parties.actors
            does = named(scene, scene.subject_of(verb), INSIDE_ACTOR)
            draft.parties = Parties(
                [i for i in who if i in does], [i for i in who if i not in does]
            )


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
