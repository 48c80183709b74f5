"""Where an event is made: matches become drafts, contents are composed, drafts become events.

``code`` is the room's front door. Order: find triggers, give them parties, compose operators with
their contents, judge factuality, add the setting, bring tellings together, score confidence.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from streams.events import confidence, contexts, magnitude, setting
from streams.events.composition import compose
from streams.events.identity import event_id, keys
from streams.events.modality import Verdict, verdict
from streams.events.roles import Parties, other_side, parties
from streams.events.scene import Scene
from streams.events.triggers import Match, find
from streams.messages import (
    Entities,
    Event,
    EventType,
    Evidence,
    Factuality,
    Mention,
    Party,
    SlotHow,
    Words,
)
from streams.ontology.model import Ontology

CODER: Final = "rules-1"
MUTUAL: Final = frozenset({"CONSULT", "AGREE", "COOPERATE"})
PHYSICAL: Final = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "CONSULT", "RETREAT", "AID", "COOPERATE", "SANCTION"})
AIMED: Final = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "SANCTION", "AID", "CONCEDE", "SUPPORT", "AGREE"})
# people whose country is only the scene's make no event political
_PRIVATE: Final = frozenset({"CVL", "EDU", "LAB", "AGR", "BUS", "MNC", "MED", "SOC", "REL", "JRN", "REF", "CRM"})
_BY_PEOPLE: Final = frozenset({"PROTEST", "ASSAULT", "COERCE", "AID"})
_FUTURE_IS_AGREE: Final = frozenset({"CONSULT", "AID", "COOPERATE", "SUPPORT"})
_HOW: Final[dict[str, SlotHow]] = {"coreference": "coreference", "pronoun": "coreference"}


@dataclass(slots=True)
class Draft:
    """An event in the making, with what ``explain`` shows of how it came about."""

    match: Match
    type: EventType
    mode: str | None
    parties: Parties
    verdict: Verdict
    why: list[str] = field(default_factory=list)
    dropped: str = ""
    inferred: set[int] = field(default_factory=set)


def code(entities: Entities, ontology: Ontology, *, floor: float = 0.0) -> tuple[Event, ...]:
    """The events of one article, each once, in text order; those under ``floor`` confidence left out."""
    scene = Scene(entities, ontology)
    kept = [d for d in drafts(scene) if not d.dropped]
    coded = [_event(scene, d) for d in kept]
    return tuple(e for e in _once(coded) if e.confidence >= floor)


def drafts(scene: Scene) -> list[Draft]:
    """All candidate events with the reason for each that is dropped."""
    made = {m.token: _draft(scene, m) for m in find(scene)}
    for draft in list(made.values()):
        if draft.match.trigger.content:
            _compose(scene, draft, made)
    for draft in made.values():
        _aim(scene, draft)
        _future(draft)
        _restrain(scene, draft)
    return [made[t] for t in sorted(made)]


def _draft(scene: Scene, match: Match) -> Draft:
    trigger = match.trigger
    draft = Draft(match, trigger.type, trigger.mode, parties(scene, match), verdict(scene, match.token))
    draft.why.append(f"{trigger.rule} by {trigger.word_class} “{scene.tree.text[match.token]}”")
    return draft


def _compose(scene: Scene, draft: Draft, made: dict[int, Draft]) -> None:
    """Fold the content of an asking, promising, threatening, denying verb into it."""
    tree = scene.tree
    inner = _content_of(scene, draft.match, made)
    if inner is None:
        return
    composed = compose(draft.type, draft.mode, tree.lemma[draft.match.token], inner.type, inner.mode)
    draft.why.append(f"its content is {inner.match.trigger.rule}")
    if composed.keep_operator:
        draft.type, draft.mode = composed.type, composed.mode
        if not draft.parties.recipients:
            draft.parties.recipients = _from_content(scene, draft, inner)
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


def _aim(scene: Scene, draft: Draft) -> None:
    """Give an act that is always aimed at somebody the other side under discussion."""
    if draft.dropped or draft.parties.recipients or not draft.parties.actors or draft.type not in AIMED:
        return
    if draft.parties.reciprocal or draft.match.trigger.frame in ("mutual", "mediate", "alone"):
        return
    other = other_side(scene, draft.match, draft.parties)
    if other is not None:
        draft.parties.recipients = [other]
        draft.inferred.add(other)
        draft.why.append("aimed at the other side under discussion")


def _from_content(scene: Scene, draft: Draft, inner: Draft) -> list[int]:
    if draft.type in ("REQUEST", "ACCUSE"):
        found = inner.parties.actors or inner.parties.recipients
    else:
        found = inner.parties.recipients or [
            i for i in inner.parties.actors if i not in draft.parties.actors
        ]
    own = {a.key for i in draft.parties.actors for a in scene.entities.mentions[i].actors}
    return [i for i in found if i not in draft.parties.actors and not {a.key for a in scene.entities.mentions[i].actors} <= own]


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


def _restrain(scene: Scene, draft: Draft) -> None:
    """Drop what has no political actor, or is only wished for."""
    if draft.dropped:
        return
    mentions = scene.entities.mentions
    everyone = [mentions[i] for i in (*draft.parties.actors, *draft.parties.recipients)]
    if not any(political(scene, m) for m in everyone):
        draft.dropped = "no political actor"
        return
    if draft.type not in _BY_PEOPLE and not any(strong(scene, m) for m in everyone):
        draft.dropped = "only private people"
        return
    distinct = {a.key or a.name for m in everyone for a in m.actors}
    if draft.match.trigger.frame in ("mutual", "mediate") and len(distinct) < 2 and not any(m.how == "given" for m in everyone):
        if draft.type in ("CONSULT", "COOPERATE") or not draft.parties.actors:
            draft.dropped = "a mutual act with one party"
            return
    if not draft.parties.actors and draft.type not in ("ASSAULT", "COERCE", "SANCTION", "PROTEST", "MOBILIZE", "AID", "RETREAT"):
        draft.dropped = "nobody does it"
        return
    if draft.verdict.factuality == "hypothetical" and draft.type not in ("THREATEN",):
        draft.dropped = "only hypothetical"


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


def strong(scene: Scene, mention: Mention) -> bool:
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
    return False


def _event(scene: Scene, draft: Draft) -> Event:
    entities, tree, match = scene.entities, scene.tree, draft.match
    mentions = entities.mentions
    trigger = match.trigger
    kind = scene.ontology.kinds[draft.type]
    evidence = _evidence(scene, match)
    actors = _parties(scene, [mentions[i] for i in draft.parties.actors])
    recipients = _parties(scene, [mentions[i] for i in draft.parties.recipients])
    if draft.inferred:
        recipients = tuple(replace(p, how="coreference") for p in recipients)
    speech = draft.type in setting.SPEECH
    involved = [mentions[i] for i in (*draft.parties.recipients, *draft.parties.actors)]
    date = setting.date_of(scene, match.token, speech=speech)
    location = setting.place_of(scene, match.token, involved if draft.type in ("ASSAULT",) else [], physical=draft.type in PHYSICAL)
    said = setting.attribution_of(scene, match.token)
    factuality = _claimed(scene, draft, said[1] if said else None)
    return Event(
        event_id=event_id(entities.article_id, evidence, draft.type, actors, recipients),
        article_id=entities.article_id,
        content_hash=entities.content_hash,
        published_at=entities.published_at,
        publisher=entities.publisher,
        url=entities.url,
        signature=entities.signature,
        type=draft.type,
        mode=draft.mode,
        contexts=contexts.of(scene, draft.type, match, actors, recipients),
        actors=actors,
        recipients=recipients,
        reciprocal=draft.parties.reciprocal and not recipients and len(actors) > 1,
        factuality=factuality,
        factuality_words=_words(scene, draft.verdict.cue) if draft.verdict.cue is not None else None,
        date=date,
        location=location,
        attribution=said[0] if said else None,
        magnitude=magnitude.of(scene.tree, scene.entities, scene.ontology.cues["magnitude"], match.token, match.words),
        evidence=evidence,
        tellings=(),
        confidence=confidence.of(scene, draft.type, match, actors, recipients, factuality),
        rule=trigger.rule,
        cameo=trigger.cameo if draft.type == trigger.type and trigger.cameo else kind.cameo,
        quad_class=kind.quad_class,
        intensity=kind.intensity,
        goldstein=trigger.goldstein if draft.type == trigger.type and trigger.goldstein is not None else kind.goldstein,
        ontology=scene.ontology.version,
        coder=f"{CODER}+{tree.parse.model}",
    )


def _claimed(scene: Scene, draft: Draft, speaker: int | None) -> Factuality:
    """An act told only by one of its own interested parties is claimed: the other side's harm."""
    if draft.verdict.factuality != "actual" or speaker is None:
        return draft.verdict.factuality
    if draft.type not in ("ASSAULT", "COERCE", "MOBILIZE"):
        return "actual"
    mentions = scene.entities.mentions
    said_by = {a.key for a in mentions[speaker].actors} - {None}
    doers = {a.key for i in draft.parties.actors for a in mentions[i].actors} - {None}
    if said_by and doers and not said_by & doers and not set(mentions[speaker].actors[0].sectors) & {"IGO", "NGO", "JRN"}:
        return "claimed"
    return "actual"


def _parties(scene: Scene, mentions: list[Mention]) -> tuple[Party, ...]:
    found: dict[tuple[str | None, str], Party] = {}
    for mention in mentions:
        for actor in mention.actors:
            name = actor.key or actor.name or mention.text
            found.setdefault(
                (actor.key, name),
                Party(
                    key=actor.key,
                    country=actor.country,
                    sectors=actor.sectors,
                    name=actor.name,
                    role=actor.role,
                    mention=mention.text,
                    field=mention.field,
                    start=mention.start,
                    end=mention.end,
                    how=_HOW.get(mention.how, "stated"),
                ),
            )
    return tuple(found.values())


def _evidence(scene: Scene, match: Match) -> Evidence:
    parse = scene.entities.parse
    sentence = scene.tree.sentence(match.token)
    text = scene.entities.title if sentence.field == "title" else scene.entities.body
    start, end = parse.start[match.token], parse.end[match.token]
    return Evidence(
        field=sentence.field,
        start=sentence.start,
        end=sentence.end,
        trigger_start=start,
        trigger_end=end,
        text=text[sentence.start : sentence.end],
        trigger=text[start:end],
    )


def _words(scene: Scene, token: int) -> Words:
    parse, field_ = scene.entities.parse, scene.tree.sentence(token).field
    text = scene.entities.title if field_ == "title" else scene.entities.body
    start, end = parse.start[token], parse.end[token]
    return Words(field=field_, start=start, end=end, text=text[start:end])


def _once(coded: list[Event]) -> list[Event]:
    """Each event once, at its fullest telling: same type, like parties, nothing that contradicts."""
    kept: list[Event] = []
    for event in coded:
        same = next((i for i, k in enumerate(kept) if _same(k, event)), None)
        if same is None:
            kept.append(event)
        else:
            kept[same] = _merged(kept[same], event)
    return kept


def _same(a: Event, b: Event) -> bool:
    if a.type != b.type:
        return False
    if a.type in MUTUAL:
        one, two = keys(a.actors) | keys(a.recipients), keys(b.actors) | keys(b.recipients)
        if one != two and not (one and two and (one <= two or two <= one)):
            return False
    elif keys(a.actors) != keys(b.actors) or not (
        keys(a.recipients) == keys(b.recipients) or not a.recipients or not b.recipients
    ):
        return False
    if a.mode != b.mode and a.mode is not None and b.mode is not None:
        return False
    if (a.factuality == "negated") != (b.factuality == "negated"):
        return False
    if a.date and b.date and (a.date.end < b.date.start or b.date.end < a.date.start):
        return False
    if a.location and b.location and a.location.country != b.location.country:
        return False
    return a.evidence.field == "title" or b.evidence.field == "title" or a.evidence.start == b.evidence.start or a.rule == b.rule or a.type in ("CONSULT", "ASSAULT", "PROTEST")


def _fullness(event: Event) -> tuple[bool, int, int, float]:
    slots = sum(x is not None for x in (event.date, event.location, event.mode)) + bool(event.magnitude)
    return (event.evidence.field == "body", len(event.actors) + len(event.recipients), slots, event.confidence)


def _merged(a: Event, b: Event) -> Event:
    full, other = (b, a) if _fullness(b) > _fullness(a) else (a, b)
    values = {name: getattr(full, name) for name in Event.__slots__}
    for slot in ("date", "location", "mode", "attribution"):
        values[slot] = values[slot] or getattr(other, slot)
    values["magnitude"] = {**other.magnitude, **full.magnitude}
    values["recipients"] = full.recipients or other.recipients
    values["tellings"] = (*full.tellings, *other.tellings, other.evidence)
    values["confidence"] = max(full.confidence, other.confidence)
    values["event_id"] = event_id(full.article_id, full.evidence, full.type, full.actors, values["recipients"])
    return Event(**values)
