"""Harm that is brought to an end: "stopped arresting fishermen", "halt troop movements", "paused its raids".

To leave off is to give way, whatever is left off, so that no list need name each pair of an ending and
a harm. Who ends another's harm does something else, which is left to the words for it.
"""

from __future__ import annotations

from typing import Final

from streams.events.draft import Draft
from streams.events.modality import verdict
from streams.events.scene import Scene
from streams.messages import EventType

_ENDED: Final[dict[EventType, str | None]] = {
    "ASSAULT": "ceasefire",
    "COERCE": None,
    "MOBILIZE": None,
    "SANCTION": None,
}
"""Types of harm, with the mode of the RETREAT that ending them is."""
_KEPT_BACK: Final = frozenset({"SANCTION", "COERCE", "REJECT"})


def ended(scene: Scene, draft: Draft, made: dict[int, Draft]) -> None:
    """Read a harm under a verb of ending as a retreat of who did it; drop it where the verb is coded itself."""
    if draft.type == "AID" and draft.match.trigger.word_class == "noun":
        _kept_back(scene, draft, made)
    verb = _ending(scene, draft.match.token)
    if draft.dropped or draft.type not in _ENDED or verb is None:
        return
    other = made.get(verb)
    if other is not None and not other.dropped:
        if not other.match.trigger.rule.endswith("trained"):
            draft.dropped = f"ended by {other.match.trigger.rule}"
            return
        del made[verb]  # what it ends says more
    if not _one_s_own(scene, draft, verb):
        return
    subject = scene.subject_of(verb)
    if subject is not None and scene.mention(subject) is not None:
        draft.parties.actors = [scene.at[subject][0]]
        draft.parties.reciprocal = False
    draft.type, draft.mode = "RETREAT", _ENDED[draft.type]
    draft.verdict = verdict(scene, verb)
    draft.why.append(f"{scene.tree.lemma[verb]} ends it")


def _kept_back(scene: Scene, draft: Draft, made: dict[int, Draft]) -> None:
    """Drop aid that is only told of as what somebody keeps back: "blocked a billion in aid"."""
    for verb in scene.tree.ancestors(draft.match.token):
        other = made.get(verb)
        if other is None or other.dropped or other.type not in _KEPT_BACK:
            continue
        objects = scene.objects_of(verb)
        if draft.match.token in (*objects, *map(scene.counted, objects)):
            draft.dropped = f"kept back by {other.match.trigger.rule}"
            return


def _ending(scene: Scene, token: int) -> int | None:
    """The verb of ending whose object or complement the act is."""
    tree, verbs = scene.tree, scene.ontology.cues["modality"]["ending"]
    governor = tree.head[token]
    if tree.dep[token] not in ("dobj", "xcomp", "nsubjpass"):
        return None
    return governor if tree.lemma[governor] in verbs and tree.pos[governor] == "VERB" else None


def _one_s_own(scene: Scene, draft: Draft, verb: int) -> bool:
    """Whether who ends it is, as far as is said, who did it: not "the navy stopped an attack by pirates"."""
    tree, mentions, token = scene.tree, scene.entities.mentions, draft.match.token
    if tree.dep[token] == "xcomp":
        return True
    marks = {tree.lowered[c] for c in tree.kids(token, "det")}
    if marks & {"a", "an"}:
        return False
    subject = scene.subject_of(verb)
    who = scene.mention(subject) if subject is not None else None
    if who is None:
        return tree.dep[token] == "nsubjpass"
    doers = {a.key for i in draft.parties.actors for a in mentions[i].actors} - {None}
    return not doers or bool(doers & {a.key for a in who.actors})
