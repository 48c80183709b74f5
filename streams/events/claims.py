"""Whether an act is only claimed: told by somebody with an interest in it, and by nobody else.

An army's word about its own raid is taken for what it did; its word about the enemy's is a claim, as is
that of who says to have suffered. What a state says of a band's attack on it is told as news tell it.
"""

from __future__ import annotations

from typing import Final

from streams.events.draft import Draft
from streams.events.scene import Scene
from streams.messages import Attribution, Factuality

_HARM: Final = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
_TO_US: Final = frozenset({"REQUEST", "THREATEN", "AGREE", "AID"})
_DISINTERESTED: Final = frozenset({"IGO", "NGO", "JRN"})


def factuality_of(
    scene: Scene, draft: Draft, said: tuple[Attribution, int | None] | None
) -> Factuality:
    """The draft's factuality, or ``claimed`` where the one who tells of an actual act has an interest."""
    found = draft.verdict.factuality
    if found != "actual" or said is None:
        return found
    if draft.type in ("ASSAULT", "COERCE") and _aggrieved(scene, *said):
        return "claimed"
    if draft.type in _HARM and _denied(scene, draft):
        return "claimed"
    if said[1] is None:
        return found
    mentions = scene.entities.mentions
    speaker = mentions[said[1]]
    by = {a.key for a in speaker.actors} - {None}
    doers = {a.key for i in draft.parties.actors for a in mentions[i].actors} - {None}
    if not by or not doers or by & doers or set(speaker.actors[0].sectors) & _DISINTERESTED:
        return found
    sufferers = {a.key for i in draft.parties.recipients for a in mentions[i].actors}
    if draft.type in _HARM or (draft.match.trigger.rule == "AID/arm" and not by & sufferers):
        states = scene.ontology.states
        told_of_band = not any(k in states for k in doers) and any(k in states for k in by)
        return found if told_of_band else "claimed"
    if draft.type in _TO_US and by <= sufferers and _before(scene, draft.match.token):
        return "claimed"
    return found


def _aggrieved(scene: Scene, said: Attribution, index: int | None) -> bool:
    """Whether the speaker is named as a victim, a relative, an opponent."""
    words = (said.name or "").lower().split()
    if index is not None:
        tree, mention = scene.tree, scene.entities.mentions[index]
        near = (*range(mention.first, mention.last), *tree.kids(mention.head, "appos", "compound"))
        words += [tree.lemma[t] for t in near]
    return bool(
        scene.ontology.cues["modality"]["aggrieved"]
        & {w.removesuffix(s) for w in words for s in ("s", "es")}
    )


def _denied(scene: Scene, draft: Draft) -> bool:
    """Whether the next sentence says that somebody denies it: "Pakistan denied it"."""
    tree = scene.tree
    number = tree.sentence_of[draft.match.token] + 1
    if number >= len(tree.parse.sentences):
        return False
    after = tree.parse.sentences[number]
    words = scene.ontology.cues["modality"]
    for verb in range(after.first, after.last):
        if tree.dep[verb] != "ROOT" or tree.lemma[verb] not in words["denying"]:
            continue
        thing = tree.kid(verb, "dobj")
        return thing is not None and (
            tree.lowered[thing] in ("it", "that", "this") or tree.lemma[thing] in words["told"]
        )
    return False


def _before(scene: Scene, act: int) -> bool:
    """Whether the act is told of as past: "said that they had demanded"."""
    tree = scene.tree
    return tree.tag[act] in ("VBD", "VBN")
