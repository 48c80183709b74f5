"""From a draft to the event that is published: its parties, evidence and every other slot."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from streams.events import attribution, classifier, confidence, contexts, magnitude, setting
from streams.events.draft import Draft
from streams.events.identity import event_id
from streams.events.scene import Scene
from streams.events.triggers import Match
from streams.messages import Event, Evidence, Factuality, Mention, Party, SlotHow, Words

_HOW: Final[dict[str, SlotHow]] = {"coreference": "coreference", "pronoun": "coreference"}


# where nothing else is said, what people of one country do to each other happens there
AT_HOME: Final = frozenset({"PROTEST", "COERCE", "ASSAULT"})
PHYSICAL: Final = frozenset(
    {
        "ASSAULT",
        "COERCE",
        "MOBILIZE",
        "PROTEST",
        "CONSULT",
        "RETREAT",
        "AID",
        "COOPERATE",
        "SANCTION",
    }
)


CODER: Final = "rules-1"


def event(scene: Scene, draft: Draft) -> Event:
    entities, tree, match = scene.entities, scene.tree, draft.match
    mentions = entities.mentions
    trigger = match.trigger
    kind = scene.ontology.kinds[draft.type]
    evidence = _evidence(scene, match)
    actors = _parties([mentions[i] for i in draft.parties.actors])
    recipients = _parties([mentions[i] for i in draft.parties.recipients])
    if draft.inferred or draft.by_default:
        how: SlotHow = "default" if draft.by_default else "coreference"
        recipients = tuple(replace(p, how=how) for p in recipients)
    speech = draft.type in setting.SPEECH
    involved = [mentions[i] for i in (*draft.parties.recipients, *draft.parties.actors)]
    date = setting.date_of(scene, match.token, speech=speech)
    location = setting.place_of(
        scene,
        match.token,
        involved if draft.type in ("ASSAULT",) else [],
        physical=draft.type in PHYSICAL,
    )
    if location is None and draft.type in AT_HOME and not draft.parties.reciprocal:
        location = setting.home_of(scene, (*actors, *recipients))
    said = attribution.attribution_of(scene, match.token)
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
        factuality_words=_words(scene, draft.verdict.cue)
        if draft.verdict.cue is not None
        else None,
        date=date,
        location=location,
        attribution=said[0] if said else None,
        magnitude=magnitude.of(
            scene.tree, scene.entities, scene.ontology.cues["magnitude"], match.token, match.words
        ),
        evidence=evidence,
        tellings=(),
        confidence=confidence.of(scene, match, actors, recipients, factuality, draft.likely),
        rule=trigger.rule,
        cameo=trigger.cameo if draft.type == trigger.type and trigger.cameo else kind.cameo,
        quad_class=kind.quad_class,
        intensity=kind.intensity,
        goldstein=trigger.goldstein
        if draft.type == trigger.type and trigger.goldstein is not None
        else kind.goldstein,
        ontology=scene.ontology.version,
        coder=f"{CODER}+trained-{classifier.load().version}+{tree.parse.model}",
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
    if (
        said_by
        and doers
        and not said_by & doers
        and not set(mentions[speaker].actors[0].sectors) & {"IGO", "NGO", "JRN"}
    ):
        return "claimed"
    return "actual"


def _parties(mentions: list[Mention]) -> tuple[Party, ...]:
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
