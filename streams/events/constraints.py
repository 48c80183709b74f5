"""What a trigger asks of its subject, its object and the auxiliaries beside it."""

from __future__ import annotations

from typing import Final

from streams.events.match import Match, among
from streams.events.own_words import own
from streams.events.said import OBLIGING, SAID, modal
from streams.events.scene import Scene
from streams.events.sorts import is_a, noun_object

_CLASSES: Final = frozenset({"ACTOR", "PERSON", "PLACE", "PEOPLE", "IGO"})


def allowed(scene: Scene, match: Match) -> bool:
    """Whether the trigger's selectional constraints hold."""
    trigger = match.trigger
    if trigger.modal and not modal(scene, match.token, trigger.modal):
        return False
    if trigger.negated and not _denied(scene, match.token):
        return False
    if trigger.type == "REQUEST" and _told_of_oneself(scene, match):
        return False
    if trigger.type == "ACCUSE" and _ordered(scene, match):
        return False
    if not (trigger.object or trigger.not_object or trigger.subject or trigger.not_subject):
        return True
    if "COMPLEMENT" in trigger.not_object and scene.tree.kid(match.token, "oprd") is not None:
        return False  # "called him a liar" is no telephone call
    thing = scene.through(match.object) if match.object is not None else None
    if match.trigger.word_class != "verb" and thing is None:
        thing = noun_object(scene, match.token)
    if thing is None and match.toward is not None:
        thing = scene.tree.kid(match.toward, "pobj")  # "fired on the crowd"
        thing = scene.through(thing) if thing is not None else None
    said = next((c for c in SAID if c in trigger.object), None)
    if said is not None:
        if match.content is None or not SAID[said](scene, match.content, trigger.object):
            return False
    elif trigger.object and not any(
        # a pattern with an object of its own ("take control of") may name the thing elsewhere
        _satisfies(scene, t, match.content, trigger.object)
        for t in (thing, *match.words[1:], *_receivers(scene, match), _behind_it(scene, match))
    ):
        return False
    if trigger.not_object and _satisfies(scene, thing, match.content, trigger.not_object):
        return False
    if trigger.subject or trigger.not_subject:
        subject = (
            scene.subject_of(match.token)
            if trigger.word_class != "noun"
            else scene.owner_of(match.token)
        )
        subject = scene.through(subject) if subject is not None else None
        if trigger.subject and not _satisfies(scene, subject, None, trigger.subject):
            return False
        if not _two_told_before(scene, subject) and _satisfies(
            scene, subject, None, trigger.not_subject
        ):
            return False
    return True


def _of_several(scene: Scene, token: int) -> bool:
    """Whether one noun is of several: "Kenyan and Ugandan police", "the two neighbours"."""
    mention = scene.mention(token)
    return mention is not None and len({actor.key for actor in mention.actors}) > 1


def _two_told_before(scene: Scene, token: int | None) -> bool:
    """Whether a noun means parties named before: "both sides" are then no teams."""
    mention = scene.mention(token) if token is not None else None
    return mention is not None and mention.how == "coreference" and len(mention.antecedents) > 1


def _told_of_oneself(scene: Scene, match: Match) -> bool:
    """Whether what somebody is told is no order but what is or will be: "told Lima that it would not leave"."""
    tree, content = scene.tree, match.content
    lemma = tree.lemma[match.token]
    return (
        content is not None
        and tree.dep[content] == "ccomp"
        and tree.pos[content] in ("VERB", "AUX")
        and tree.kid(content, "nsubj", "nsubjpass") is not None
        and (lemma == "insist" or lemma in scene.ontology.cues["saying"]["addressing"])
        and not any(tree.tag[c] == "TO" for c in tree.kids(content, "aux"))
        and not modal(scene, content, OBLIGING)
    )


def _ordered(scene: Scene, match: Match) -> bool:
    """Whether a content is what to do, or one's own doing: "told it not to arm them", "claims to have annexed it"."""
    tree, content = scene.tree, match.content
    words = scene.ontology.cues["saying"]
    return (
        content is not None
        and tree.lemma[match.token] in words["addressing"] | words["telling"]
        and not scene.passive(match.token)
        and any(tree.tag[c] == "TO" for c in tree.kids(content, "aux"))
    )


def _receivers(scene: Scene, match: Match) -> list[int]:
    """To whom something is given: "gave the envoy a week"."""
    if len(match.words) < 2:
        return []
    return scene.tree.kids(match.token, "dative") + scene.objects_of(match.token)


def _behind_it(scene: Scene, match: Match) -> int | None:
    """Whom a verb with an object of its own is done to: "opened its doors to Syrians"."""
    if match.trigger.word_class != "verb" or match.toward is None or match.object is None:
        return None
    noun = scene.tree.kid(match.toward, "pobj") if match.object in match.words else None
    return scene.through(noun) if noun is not None else None


def _denied(scene: Scene, token: int) -> bool:
    found = own(scene, token)
    if found is not None and found.factuality == "negated":
        return True
    tree, thing = scene.tree, scene.object_of(token)
    if tree.dep[token] == "xcomp" and tree.lemma[tree.head[token]] in ("refuse", "decline"):
        return True  # "refused to rule out"
    negators = scene.ontology.cues["modality"]["negators"]
    said = tree.kid(token, "dobj")
    if said is not None and tree.lowered[said] in negators:
        return True  # "would have none of it"
    return thing is not None and any(
        tree.lowered[c] in negators
        for c in tree.kids(thing, "det")  # "has no intention of"
    )


def _satisfies(scene: Scene, token: int | None, content: int | None, words: frozenset[str]) -> bool:
    if content is not None and among(scene, content, words):
        return True
    if token is None:
        return False
    members = scene.tree.conjuncts(token)
    if "SEVERAL" in words and len(members) > 1:
        return True
    for member in members:
        if among(scene, member, words):
            return True
        if "SEVERAL" in words and _of_several(scene, member):
            return True
        for wanted in words & _CLASSES:
            if is_a(scene, member, wanted):
                return True
    return False
