"""Words that may tell of an act where no list holds them: proposed by the trained part.

A proposal is a ``Match`` of a generic trigger, so that parties, composition, modality and restraint
are those of any other. What it needs of probability was settled on the development sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from streams.events.classifier import LABELS, Classifier, type_of
from streams.events.content import content_of
from streams.events.features import Seen, look, may_be
from streams.events.scene import Scene
from streams.events.triggers import Match
from streams.messages import EventType
from streams.ontology.model import Frame, Trigger

PROPOSED: Final = 0.7
"""The least probability of a type for which a word is proposed by itself."""

_FRAMES: Final[dict[EventType, Frame]] = {
    "AGREE": "mutual",
    "CONSULT": "mutual",
    "COOPERATE": "mutual",
    "REQUEST": "asks",
    "PROTEST": "acts-on",
}
_CONTENT: Final = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE"})


@dataclass(frozen=True, slots=True)
class Judged:
    """A word with what the trained part makes of it."""

    token: int
    seen: Seen
    type: EventType | None
    probability: float


def judge(
    scene: Scene, model: Classifier, tokens: Iterable[int], *, event: bool = False
) -> list[Judged]:
    """The likeliest label of each of ``tokens``, in their order; with ``event``, none but events."""
    asked = [(token, look(scene, token)) for token in tokens]
    if not asked:
        return []
    likely = model.probabilities([seen for _, seen in asked])
    best = likely[:, 1:].argmax(axis=1) + 1 if event else likely.argmax(axis=1)
    return [
        Judged(token, seen, type_of(int(column)), float(row[column]))
        for (token, seen), column, row in zip(asked, best, likely, strict=True)
    ]


def propose(
    scene: Scene, model: Classifier, held: Iterable[int], least: float = PROPOSED
) -> Iterator[tuple[Match, Judged]]:
    """Words outside ``held`` that are likely acts of somebody's, as matches."""
    taken = set(held)
    asked = [
        t
        for t in range(len(scene.tree))
        if t not in taken and may_be(scene, t) and _between_two(scene, t)
    ]
    for found in judge(scene, model, asked):
        if found.type is not None and found.probability >= least:
            yield generic(scene, found.token, found.type, found.probability), found


def _between_two(scene: Scene, token: int) -> bool:
    """Whether somebody is the word's subject or owner and somebody else what it is done to or about."""
    tree = scene.tree
    verb = tree.pos[token] == "VERB"
    doer = scene.subject_of(token) if verb else scene.owner_of(token)
    if doer is None:
        return False
    others = [n for p in tree.kids(token, "prep", "agent", "dative") for n in tree.kids(p, "pobj")]
    others += scene.objects_of(token) if verb else []
    others += [o for n in list(others) if (o := scene.owner_of(n)) is not None]
    return _somebody(scene, doer) and any(o != doer and _somebody(scene, o) for o in others)


def _somebody(scene: Scene, token: int) -> bool:
    """Whether a word stands for a political actor, itself or by its owner."""
    token = scene.through(token)
    if scene.mention(token) is not None:
        return True
    owner = scene.owner_of(token)
    return owner is not None and scene.mention(owner) is not None


def generic(scene: Scene, token: int, type_: EventType, probability: float) -> Match:
    """A match as if a list held the word, with the frame that most words of its type have."""
    tree = scene.tree
    noun = tree.pos[token] != "VERB"
    trigger = Trigger(
        type=type_,
        rule=f"{type_}/trained",
        mode=None,
        frame=_FRAMES.get(type_, "acts-on"),
        word_class="noun" if noun else "verb",
        head=tree.lemma[token],
        weight=probability,
        content=type_ in _CONTENT,
    )
    match = Match(trigger, token, (token,))
    if not noun:
        match.object = scene.object_of(token)
    if trigger.content:
        match.content = content_of(scene, token, match.object, None)
    return match


def reasons(model: Classifier, found: Judged) -> str:
    """Why a word was proposed, for a person to read."""
    label = found.type or LABELS[0]
    weighed = ", ".join(model.reasons(found.seen, label))
    return f"{label} with probability {found.probability:.2f} by {weighed}"
