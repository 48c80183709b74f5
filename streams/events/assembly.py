"""From a draft to the event that is published: its parties, evidence and every other slot."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Final

from streams.events import (
    attribution,
    claims,
    classifier,
    confidence,
    contexts,
    magnitude,
    modes,
    when,
    where,
)
from streams.events.draft import Draft
from streams.events.identity import event_id
from streams.events.scene import Scene
from streams.events.triggers import Match
from streams.messages import Actor, Event, Evidence, Mention, Party, SlotHow, Words
from streams.ontology.cameo import code_of

_HOW: Final[dict[str, SlotHow]] = {"coreference": "coreference", "pronoun": "coreference"}


CODER: Final = "rules-1"


def event(scene: Scene, draft: Draft) -> Event:
    entities, tree, match = scene.entities, scene.tree, draft.match
    mentions = entities.mentions
    trigger = match.trigger
    kind = scene.ontology.kinds[draft.type]
    evidence = _evidence(scene, match)
    mode = modes.mode_of(scene, draft)
    actors = _parties(mentions, draft.parties.actors, draft.inferred, draft.people_of)
    recipients = _parties(mentions, draft.parties.recipients, draft.inferred)
    if draft.by_default:
        recipients = tuple(replace(p, how="default") for p in recipients)
    speech = draft.type in when.SPEECH
    said = attribution.attribution_of(scene, match.token)
    date = when.date_of(
        scene,
        _dated_with(scene, draft),
        speech=speech,
        planned=draft.verdict.factuality in ("planned", "hypothetical"),
        done=draft.verdict.factuality in ("actual", "claimed"),
        told=attribution.own_telling(scene, match.token, draft.parties.actors),
    )
    location = where.place_of(scene, draft)
    factuality = claims.factuality_of(scene, draft, said)
    return Event(
        event_id=event_id(entities.article_id, evidence, draft.type, actors, recipients),
        article_id=entities.article_id,
        content_hash=entities.content_hash,
        published_at=entities.published_at,
        publisher=entities.publisher,
        url=entities.url,
        signature=entities.signature,
        type=draft.type,
        mode=mode,
        contexts=contexts.of(scene, draft.type, mode, match, actors, recipients),
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
        cameo=code_of(scene.ontology.cameo, kind, mode, trigger),
        quad_class=kind.quad_class,
        intensity=kind.intensity,
        goldstein=trigger.goldstein
        if draft.type == trigger.type and trigger.goldstein is not None
        else kind.goldstein,
        ontology=scene.ontology.version,
        coder=f"{CODER}+trained-{classifier.load().version}+{tree.parse.model}",
    )


def _dated_with(scene: Scene, draft: Draft) -> int:
    """The word whose day is the act's: that of what was said "in support of" somebody by the same."""
    tree, token = scene.tree, draft.match.token
    if tree.pos[token] != "ADP":
        return token
    verb = tree.head[token]
    while tree.pos[verb] in ("NOUN", "PROPN") and tree.dep[verb] in ("dobj", "nsubjpass"):
        verb = tree.head[verb]
    subject = scene.subject_of(verb) if tree.pos[verb] == "VERB" else None
    same = subject is not None and subject in scene.at
    return verb if same and scene.at[subject or 0][0] in draft.parties.actors else token


def _parties(
    mentions: Sequence[Mention],
    indices: Iterable[int],
    inferred: Collection[int],
    people_of: int | None = None,
) -> tuple[Party, ...]:
    """Each party once; those in ``inferred`` stand there by what the article is about."""
    nation = mentions[people_of].actors[0] if people_of is not None else None
    found: dict[tuple[str | None, str], Party] = {}
    for index in indices:
        mention = mentions[index]
        how: SlotHow = "coreference" if index in inferred else _HOW.get(mention.how, "stated")
        named = mention.actors or (_unknown(mention),)
        if nation is not None and index != people_of:
            named = tuple(replace(a, key=nation.key, country=nation.country) for a in named)
            how = "coreference"
        for actor in named:
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
                    how=how,
                ),
            )
    return tuple(found.values())


def _unknown(mention: Mention) -> Actor:
    """Somebody whom the text names by their words alone: a party without a key."""
    return Actor(name=mention.text if mention.kind == "person" else None)


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
