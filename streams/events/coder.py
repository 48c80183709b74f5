"""Where an event is made: matches become drafts, contents are composed, drafts become events.

``code`` is the room's front door. Order: find triggers, give them parties, compose operators with
their contents, judge factuality, add the setting, bring tellings together, score confidence.
"""

from __future__ import annotations

from typing import Final

from streams.events import classifier, trained
from streams.events.assembly import event
from streams.events.composition import HARM, compose
from streams.events.draft import Draft
from streams.events.modality import Verdict, verdict
from streams.events.noun_roles import parties
from streams.events.restraint import elsewhere, restrain
from streams.events.roles import other_side
from streams.events.scene import Scene
from streams.events.tellings import once
from streams.events.triggers import Match, find
from streams.messages import Entities, Event
from streams.ontology.model import Ontology

AIMED: Final = frozenset(
    {"ACCUSE", "REJECT", "REQUEST", "THREATEN", "SANCTION", "AID", "CONCEDE", "SUPPORT", "AGREE"}
)
_FUTURE_IS_AGREE: Final = frozenset({"CONSULT", "AID", "COOPERATE", "SUPPORT"})


def code(entities: Entities, ontology: Ontology, *, floor: float = 0.0) -> tuple[Event, ...]:
    """The events of one article, each once, in text order; those under ``floor`` confidence left out."""
    scene = Scene(entities, ontology)
    if elsewhere(scene) is not None:
        return ()
    kept = [d for d in drafts(scene) if not d.dropped]
    coded = [event(scene, d) for d in kept]
    return tuple(e for e in once(coded) if e.confidence >= floor)


def drafts(scene: Scene) -> list[Draft]:
    """All candidate events with the reason for each that is dropped."""
    matches, model = find(scene), classifier.load()
    made = {m.token: _draft(scene, m) for m in matches}
    proposed = trained.proposals(scene, model, matches)
    made |= proposed
    for draft in list(made.values()):
        if draft.match.trigger.content:
            _compose(scene, draft, made)
    for draft in made.values():
        _at_home(scene, draft)
        _partner(scene, draft)
        if draft.match.token not in proposed:
            _aim(scene, draft)
        _future(draft)
        restrain(scene, draft)
    for token, draft in trained.links(scene, model, made).items():
        _future(draft)
        made[token] = draft
    trained.weigh(scene, model, made.values())
    return [made[t] for t in sorted(made)]


def _draft(scene: Scene, match: Match) -> Draft:
    trigger = match.trigger
    draft = Draft(
        match, trigger.type, trigger.mode, parties(scene, match), verdict(scene, match.token)
    )
    draft.why.append(f"{trigger.rule} by {trigger.word_class} “{scene.tree.text[match.token]}”")
    return draft


def _compose(scene: Scene, draft: Draft, made: dict[int, Draft]) -> None:
    """Fold the content of an asking, promising, threatening, denying verb into it."""
    tree = scene.tree
    inner = _content_of(scene, draft.match, made)
    if inner is None:
        return
    composed = compose(
        draft.type, draft.mode, tree.lemma[draft.match.token], inner.type, inner.mode
    )
    draft.why.append(f"its content is {inner.match.trigger.rule}")
    if composed.keep_operator:
        draft.type, draft.mode = composed.type, composed.mode
        if not draft.parties.recipients:
            draft.parties.recipients = _from_content(scene, draft, inner)
        if draft.type == "ACCUSE" and inner.type in HARM and _told(scene, inner):
            inner.verdict = Verdict("claimed", draft.match.token)
            return
        inner.dropped = f"content of {draft.match.trigger.rule}"
        for token in tree.conjuncts(inner.match.token)[1:]:
            if token in made:
                made[token].dropped = f"content of {draft.match.trigger.rule}"
    else:
        draft.dropped = "its content is what is told"
        if composed.content is not None:
            inner.verdict = Verdict(composed.content, draft.match.token)
        if not inner.parties.actors:
            inner.parties.actors = list(draft.parties.actors)


def _at_home(scene: Scene, draft: Draft) -> None:
    """A protest is aimed at the authorities of where it is, and a curfew at the people there."""
    if draft.dropped or not (draft.type == "PROTEST" or draft.mode == "curfew"):
        return
    if draft.type == "PROTEST" and not draft.parties.actors:
        draft.parties.actors = list(draft.parties.recipients[:1])
    if draft.parties.recipients or not draft.parties.actors:
        return
    mention = scene.entities.mentions[draft.parties.actors[0]]
    if any(a.key in scene.ontology.states for a in mention.actors):
        draft.parties.recipients = [draft.parties.actors[0]]
        draft.by_default = True
        draft.why.append("aimed at home, as nothing else is said")


def _partner(scene: Scene, draft: Draft) -> None:
    """Give a mutual act of one party the other side under discussion; a mediator two of them."""
    if draft.dropped or draft.type not in ("CONSULT", "SUPPORT", "COOPERATE"):
        return
    frame = draft.match.trigger.frame
    if frame not in ("mutual", "mediate") or draft.match.trigger.word_class == "noun":
        return
    mentions = scene.entities.mentions
    wanted = 3 if frame == "mediate" else 2
    for _ in range(wanted - 1):
        keys = {a.key for i in draft.parties.actors for a in mentions[i].actors if a.key}
        if not keys or len(keys) >= wanted:
            return
        other = other_side(scene, draft.match, draft.parties)
        if other is None:
            return
        draft.parties.actors.append(other)
        draft.why.append("with the other side under discussion")


def _aim(scene: Scene, draft: Draft) -> None:
    """Give an act that is always aimed at somebody the other side under discussion."""
    if (
        draft.dropped
        or draft.parties.recipients
        or not draft.parties.actors
        or draft.type not in AIMED
    ):
        return
    if draft.parties.reciprocal or draft.match.trigger.frame in ("mutual", "mediate", "alone"):
        return
    other = other_side(scene, draft.match, draft.parties)
    if other is not None:
        draft.parties.recipients = [other]
        draft.inferred.add(other)
        draft.why.append("aimed at the other side under discussion")


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


def _future(draft: Draft) -> None:
    """PLOVER: what is still to come of a cooperative kind is AGREE, of a yielding kind CONCEDE."""
    if draft.verdict.factuality == "planned":
        if draft.type in _FUTURE_IS_AGREE:
            draft.why.append(f"planned {draft.type} is AGREE")
            draft.type, draft.mode = "AGREE", None
        elif draft.type == "RETREAT":
            draft.why.append("planned RETREAT is CONCEDE")
            draft.type, draft.mode = "CONCEDE", None
