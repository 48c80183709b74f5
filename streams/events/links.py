"""What passes between two parties that an upstream tagger marked and no rule has brought together.

Whoever marks two actors in one sentence asks what the one does to the other. The words on the way
between them in the tree are then asked at a lower probability than a word that stands by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from streams.events.candidates import Judged, judge
from streams.events.classifier import Classifier
from streams.events.draft import Draft
from streams.events.roles import Parties
from streams.events.scene import Scene

LINKED: Final = 0.25
"""The least probability of a type for which a word is taken that governs the way between two."""

OFTEN_ANOTHERS: Final = frozenset(
    {"SANCTION", "COERCE", "MOBILIZE", "REQUEST", "PROTEST", "CONSULT"}
)
"""Types whose words, between marked parties, are mostly part of another act: "to lift sanctions"."""

_WORDS: Final = frozenset({"VERB", "NOUN", "ADJ"})
_DOERS: Final = frozenset({"nsubj", "agent", "poss", "csubj"})
_DONE_TO: Final = frozenset({"nsubjpass", "dobj", "dative"})
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Link:
    """A word between two mentions, with who of them does it."""

    judged: Judged
    parties: Parties


def unlinked(scene: Scene, drafts: Iterable[Draft]) -> Iterator[Pair]:
    """Given mentions of one sentence, by index and in text order, that no kept draft holds both."""
    tree, mentions = scene.tree, scene.entities.mentions
    held = [{*d.parties.actors, *d.parties.recipients} for d in drafts if not d.dropped]
    given = [i for i, m in enumerate(mentions) if m.how == "given"]
    for one, other in combinations(given, 2):
        heads = mentions[one].head, mentions[other].head
        if tree.sentence_of[heads[0]] != tree.sentence_of[heads[1]] or heads[0] == heads[1]:
            continue
        if not any({one, other} <= parties for parties in held):
            yield (one, other) if heads[0] < heads[1] else (other, one)


def between(scene: Scene, pair: Pair) -> list[int]:
    """Verbs, nouns and adjectives on the way between two mentions, and what those verbs are done to."""
    tree = scene.tree
    first, second = (scene.entities.mentions[i].head for i in pair)
    up, down = [first, *tree.ancestors(first)], [second, *tree.ancestors(second)]
    meeting = next((t for t in up if t in down), None)
    if meeting is None:
        return []
    way = [*up[: up.index(meeting) + 1], *down[: down.index(meeting)]]
    found = [t for t in way if t not in (first, second) and tree.pos[t] in _WORDS]
    for verb in [t for t in found if tree.pos[t] == "VERB"]:
        found += [o for o in scene.objects_of(verb) if tree.pos[o] == "NOUN"]
    return [t for t in dict.fromkeys(found) if t not in scene.at]


def link(
    scene: Scene, model: Classifier, pair: Pair, made: Mapping[int, Draft], least: float = LINKED
) -> Link | None:
    """The likeliest act between two mentions, if any is likely enough."""
    asked = judge(scene, model, between(scene, pair), event=True)
    best = max(asked, key=lambda found: found.probability, default=None)
    if best is None or best.probability < least or best.type in OFTEN_ANOTHERS:
        return None
    old = made.get(best.token)
    if old is not None and not old.dropped:
        return None  # the act is coded, and of others
    return Link(best, _roles(scene, best, pair))


def _roles(scene: Scene, judged: Judged, pair: Pair) -> Parties:
    """Whoever is on the subject's side does it; where neither or both are, who is named first."""
    first, second = pair
    if judged.type in ("CONSULT", "COOPERATE", "AGREE"):
        return Parties([first, second], [], reciprocal=True)
    if _side(scene, judged.token, second) > _side(scene, judged.token, first):
        first, second = second, first
    return Parties([first], [second])


def _side(scene: Scene, token: int, mention: int) -> int:
    """1 on the way of a subject or possessor of the word, -1 of what it is done to, else 0."""
    tree = scene.tree
    node = scene.entities.mentions[mention].head
    for governor in tree.ancestors(node):
        if governor == token or token in tree.conjuncts(governor):
            return (tree.dep[node] in _DOERS) - (tree.dep[node] in _DONE_TO)
        node = governor
    return 0
