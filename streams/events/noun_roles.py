"""Who does it and to whom, by frame: the parties of event nouns, and the door to those of verbs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from streams.events.befallen import befallen
from streams.events.hosts import hosted
from streams.events.phrases import (
    AGAINST,
    BETWEEN,
    INSIDE_ACTOR,
    behind,
    named,
    own_forces,
    toward,
)
from streams.events.roles import (
    Parties,
    acts_on,
    alone,
    asks,
    happens_to,
    host,
    mediate,
    mutual,
    receives,
    visit,
)
from streams.events.scene import Scene
from streams.events.sorts import PEOPLE, protesters
from streams.events.triggers import Match


def _noun_actor(scene: Scene, match: Match) -> list[int]:
    token = match.token
    owner = scene.owner_of(token)
    if owner is not None and owner != befallen(scene, token):
        found = named(scene, owner, INSIDE_ACTOR)
        if found:
            return found
    found = behind(scene, (token,), ("by", "from"))
    if not found and match.trigger.type == "MOBILIZE":
        found = behind(scene, (token,), ("of",))  # "the massing of Russian troops"
    return found or supporter(scene, token) or _sender(scene, token) or _moved(scene, match)


def _moved(scene: Scene, match: Match) -> list[int]:
    people = protesters(scene, match.token) if match.trigger.type == "PROTEST" else None
    return named(scene, people, INSIDE_ACTOR) if people is not None else []


def _sender(scene: Scene, noun: int) -> list[int]:
    """Who gave what a noun tells of, by a participle or an apposition: "a convoy sent by Oman", "a gift from Oman"."""
    tree, light = scene.tree, scene.ontology.cues["modality"]["light"]
    inner = [
        p for o in tree.kids(noun, "prep") if tree.lowered[o] == "of" for p in tree.kids(o, "pobj")
    ]
    for token in (noun, *inner):
        for verb in tree.kids(token, "acl"):
            if tree.tag[verb] == "VBN" and tree.lemma[verb] in light:
                found = behind(scene, (verb,), ("by", "from"))
                if found:
                    return found
    return behind(scene, tree.kids(noun, "appos"), ("by", "from"))


def supporter(scene: Scene, noun: int) -> list[int]:
    """Who is the subject of the light verb that an event noun is the object of: "launched an attack"."""
    tree = scene.tree
    top = noun
    while tree.dep[top] == "conj" and tree.pos[tree.head[top]] in ("NOUN", "PROPN"):
        top = tree.head[top]
    if tree.dep[top] == "pobj" and tree.lemma[tree.head[tree.head[top]]] in (
        "series",
        "round",
        "wave",
        "campaign",
        "string",
    ):
        top = tree.head[tree.head[top]]
    governor = tree.head[top]
    light = scene.ontology.cues["modality"]["light"]
    carried = tree.pos[governor] in ("VERB", "AUX") and tree.lemma[governor] in light
    if carried and tree.dep[top] in ("dobj", "attr", "nsubjpass"):
        return named(scene, scene.subject_of(governor), INSIDE_ACTOR)
    staged = light | scene.ontology.cues["modality"]["staging"]
    if tree.dep[top] == "nsubjpass" and tree.lemma[governor] in staged:
        return behind(scene, (governor,), ("by",))
    return []


def _talking(scene: Scene, noun: int) -> list[int]:
    """Who says or discusses something in talks, and to whom: "told the emir in a phone call that"."""
    tree, preposition = scene.tree, scene.tree.head[noun]
    words = scene.ontology.cues["saying"]
    if tree.dep[noun] != "pobj" or tree.lowered[preposition] not in words["in_talks"]:
        return []
    verb = tree.head[preposition]
    while tree.dep[verb] in ("prep", "pobj", "dobj") and tree.pos[verb] != "VERB":
        verb = tree.head[verb]  # "discussed the transit of gas in a call"
    if tree.pos[verb] != "VERB" or scene.passive(verb):
        return []
    if tree.lemma[verb] not in words["verbs"] | words["conversing"]:
        return []
    found = named(scene, scene.subject_of(verb), INSIDE_ACTOR)
    heard = [t for t in tree.kids(verb, "dobj", "dative") if scene.mention(t) is not None]
    return found + [i for t in heard for i in named(scene, t)]


def _noun_acts_on(scene: Scene, match: Match) -> Parties:
    token = match.token
    if match.trigger.type == "ASSAULT" and (used := _used(scene, token)):
        return Parties(
            used, toward(scene, match) or behind(scene, (token,), ("on", "against", "at"))
        )
    place = befallen(scene, token)
    suffered = [scene.at[place][0]] if place is not None else []
    actors = _mover(scene, match)
    left = (
        match.trigger.mode == "withdraw"
    )  # what is withdrawn is the doer's: from where tells more
    recipients = suffered or (behind(scene, (token,), ("from",)) if left else [])
    recipients = recipients or toward(scene, match) or behind(scene, (token,), AGAINST)
    if not recipients and scene.tree.dep[token] in ("dobj", "nsubjpass"):
        governor = scene.tree.head[token]
        recipients = behind(
            scene, (governor,), ("against", "on", "at", "to", "from", "over", "with")
        )
    governor, arriving = scene.tree.head[token], scene.ontology.cues["modality"]["arriving"]
    comes = scene.tree.dep[token] == "nsubj" and scene.tree.lemma[governor] in arriving
    if not recipients and comes:
        there = [i for o in scene.objects_of(governor) for i in named(scene, o)]
        recipients = there or behind(scene, (governor,), ("in", "into", "to", "at"))
    # "the arrest of a mayor in Lima": nobody arrests there
    done_by = any(scene.tree.lowered[c] == "of" for c in scene.tree.kids(token, "prep"))
    done_by &= match.trigger.type != "COERCE"
    if not actors and recipients and match.toward is None and done_by:
        # "an attack of the rebels on X": with a second preposition "of" names the doer
        of = behind(scene, (token,), ("of",))
        rest = behind(scene, (token,), _AIMED)
        if of and rest:
            actors, recipients = of, rest
    return Parties(actors, [r for r in recipients if r not in actors])


def _used(scene: Scene, noun: int) -> list[int]:
    """Whose arms an attack is of: "a wave of Russian missiles"."""
    tree, things = scene.tree, scene.ontology.cues["descriptions"]["materiel"]
    arms = (
        p for o in tree.kids(noun, "prep") if tree.lowered[o] == "of" for p in tree.kids(o, "pobj")
    )
    whole = tree.lemma[noun] in ("wave", "barrage", "salvo", "swarm", "volley", "hail")
    return [
        i for p in arms if whole and tree.lemma[p] in things for i in named(scene, p, INSIDE_ACTOR)
    ]


def _mover(scene: Scene, match: Match) -> list[int]:
    """Who does what a noun tells of; of a withdrawal "from" says where, and the troops say whose."""
    if match.trigger.type == "RETREAT" and match.trigger.mode == "withdraw":
        owner = scene.owner_of(match.token)
        found = named(scene, owner, INSIDE_ACTOR) or behind(scene, (match.token,), ("by",))
        return found or own_forces(scene, match.token) or supporter(scene, match.token)
    return _noun_actor(scene, match)


def _noun_mutual(scene: Scene, match: Match) -> Parties:
    tree, token = scene.tree, match.token
    actors: list[int] = []
    for child in tree.children[token]:
        if child < token and tree.dep[child] in ("poss", "amod", "compound", "nmod"):
            actors += [i for i in named(scene, child, ()) if i not in actors]
            for inner in tree.subtree(child):
                if (
                    inner != child
                    and scene.mention(inner) is not None
                    and tree.dep[inner] in ("compound", "nmod", "amod", "conj")
                ):
                    actors.append(scene.at[inner][0])
    actors += (
        behind(scene, (token,), ("between",))
        or behind(scene, (token,), ("with",))
        or behind(scene, (token,), ("of", "by", "among"))
    )
    actors += toward(scene, match)
    if len({*actors}) < 2:
        actors += supporter(scene, token) or _talking(scene, token)
        if tree.dep[token] in ("dobj", "nsubjpass"):
            actors += behind(scene, (tree.head[token],), BETWEEN)
        actors += _occupied(scene, token)
    return Parties(actors, [], reciprocal=True)


def _occupied(scene: Scene, noun: int) -> list[int]:
    """Who does something during it: "in a phone call on Monday, Togo and Benin discussed the border"."""
    tree = scene.tree
    during, verb = tree.head[noun], tree.head[tree.head[noun]]
    if tree.dep[noun] != "pobj" or tree.lowered[during] not in ("in", "during", "at"):
        return []
    return named(scene, scene.subject_of(verb)) if tree.pos[verb] == "VERB" else []


def _noun_visit(scene: Scene, match: Match) -> Parties:
    token = match.token
    actors = _noun_actor(scene, match) or behind(scene, (token,), ("of",))
    return Parties(
        actors, toward(scene, match) or behind(scene, (token,), ("to", "with", "in", "at"))
    )


def _noun_happens(scene: Scene, match: Match) -> Parties:
    token = match.token
    actors = behind(scene, (token,), ("by", "at", "from"))
    recipients = behind(scene, (token,), ("of", "among", "to")) or named(
        scene, scene.owner_of(token)
    )
    return Parties(actors, recipients)


def _noun_alone(scene: Scene, match: Match) -> Parties:
    token = match.token
    actors = _noun_actor(scene, match) or behind(scene, (token,), ("of", "among"))
    return Parties(
        actors, toward(scene, match) or behind(scene, (token,), ("against", "over", "at"))
    )


def _noun_receives(scene: Scene, match: Match) -> Parties:
    return Parties(
        toward(scene, match) or behind(scene, (match.token,), ("from", "by")),
        named(scene, scene.owner_of(match.token)) or behind(scene, (match.token,), ("of", "for")),
    )


# "an attack of the rebels on a town"; behind "in" is but where: "the killing of two men in Chad"
_AIMED: Final = ("against", "on", "upon", "at", "toward", "towards")
Finder = Callable[[Scene, Match], Parties]


_VERB_FRAMES: Final[dict[str, Finder]] = {
    "acts-on": acts_on,
    "asks": asks,
    "mutual": mutual,
    "visit": visit,
    "host": host,
    "mediate": mediate,
    "receives": receives,
    "happens-to": happens_to,
    "alone": alone,
}


_NOUN_FRAMES: Final[dict[str, Finder]] = {
    "acts-on": _noun_acts_on,
    "asks": _noun_acts_on,
    "mutual": _noun_mutual,
    "mediate": _noun_mutual,
    "visit": _noun_visit,
    "host": _noun_visit,
    "alone": _noun_alone,
    "happens-to": _noun_happens,
    "receives": _noun_receives,
}


def parties(scene: Scene, match: Match) -> Parties:
    """The parties of one match; a mention stands in one role only."""
    frame = match.trigger.frame
    if match.trigger.word_class == "noun":
        found = _NOUN_FRAMES.get(frame, _noun_acts_on)(scene, match)
    elif frame == "acts-on" and _felt(scene, match):
        # "Lima was appalled by": who feels it is the patient of the word's form
        felt = [i for o in scene.objects_of(match.token) for i in named(scene, o)]
        found = Parties(felt, toward(scene, match))
    else:
        found = hosted(scene, match, _VERB_FRAMES.get(frame, acts_on)(scene, match))
    found.actors = list(dict.fromkeys(found.actors))
    actors = set(found.actors)
    found.recipients = [r for r in dict.fromkeys(found.recipients) if r not in actors]
    found.recipients = [r for r in found.recipients if not _same_again(scene, found.actors, r)]
    return found


def _felt(scene: Scene, match: Match) -> bool:
    """Whether a word of feeling has the form of a passive: "appalled by"."""
    return match.trigger.word_class == "adjective" and scene.passive(match.token)


def _same_again(scene: Scene, actors: Iterable[int], recipient: int) -> bool:
    """Whether a recipient only refers back to an actor: "Turkey withdrew its envoy"."""
    mentions = scene.entities.mentions
    other = mentions[recipient]
    if other.kind != "pronoun":
        return False
    doing = [a for i in actors for a in mentions[i].actors]
    keys = {a.key for a in doing}
    theirs = {s for a in other.actors for s in a.sectors}
    if theirs and theirs <= PEOPLE and not theirs & {s for a in doing for s in a.sectors}:
        return False  # soldiers burn the houses of refugees of the same land
    return bool(keys) and {a.key for a in other.actors} <= keys
