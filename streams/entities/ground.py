"""In whose land a text is, word by word: what a role noun that names no land is likeliest of.

A land is weighed by how near it is named and as what. Where something is done, who was of the place a
sentence before, and whom officials visit say most; whose embassy or flag it is, where refugees fled to
and where two others met say nothing.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from streams.entities.drafts import Draft, Scene

_SUBJECT: Final = frozenset({"nsubj", "nsubjpass"})
LOCAL: Final = frozenset({"COP", "JUD", "CVL", "LAB", "AGR", "EDU", "MED", "SOC"})
"""Whose people and courts are of the place where they act, as soldiers and ministers need not be."""
_PLACED_BY: Final = frozenset({"in", "at", "across", "near", "outside", "through", "throughout"})
_DATELINE: Final = 2.5  # what each says of where the text is, beside a land that is but named
_A_PLACE: Final = 1.8
_A_GUEST: Final = 0.0
_A_SPEAKER: Final = 1.2
_SAME: Final = 1.5
_AS_HERE: Final = 0.7
_OF_OTHERS: Final = frozenset({"ACCUSE", "REQUEST", "SUPPORT", "SANCTION", "THREATEN"})


def home(scene: Scene, token: int, dateline: str | None) -> str | None:
    """The state at whose home the text is at ``token``: the nearest and most told of, or the dateline's."""
    tree = scene.tree
    number = tree.sentence_of[token]
    weight: defaultdict[tuple[str, int], float] = defaultdict(float)
    if dateline:
        weight[dateline, -1] = _DATELINE
    for draft in scene.drafts:
        here = tree.sentence_of[draft.head]
        if draft.how in ("pronoun", "ner") or (draft.how == "coreference" and draft.head >= token):
            continue
        for actor in draft.actors:
            if actor.key in scene.ontology.states:
                heft = _heft(scene, draft, number - here)
                if draft.how == "coreference":
                    heft = _as_before(scene, token, draft, actor.sectors)
                weight[actor.key, here] += heft
    score: defaultdict[str, float] = defaultdict(float)
    for (key, _), most in weight.items():
        score[key] += most
    best = max(sorted(score), key=lambda k: score[k], default=None)
    return best if best is not None and score[best] > 0 else None


def _heft(scene: Scene, draft: Draft, back: int) -> float:
    """How much a land that is named so many sentences before says of where the text is."""
    tree = scene.tree
    near = 2.0 if back == 0 else 1.5 if back == 1 else 1.0 if back > 1 else 0.4
    if _guest(scene, draft):
        return near * _A_GUEST
    above = tree.head[draft.head]
    if tree.dep[draft.head] == "pobj" and tree.lowered[above] in _PLACED_BY:
        ground = draft.kind in ("place", "state") or draft.how == "metonym"
        if ground and 0 <= back <= 2:
            return near if _met(scene, tree.head[above]) else near * _A_PLACE
    if draft.kind == "place":
        return near * 1.5
    if tree.dep[draft.head] in _SUBJECT:
        return near * (_A_SPEAKER if back > 0 and _abroad(scene, above) else 1.6)
    host = tree.dep[draft.head] == "dobj" and any(
        t.frame == "visit" for t in scene.ontology.verbs.get(tree.lemma[above], ())
    )
    return near * _A_PLACE if host else near


def _met(scene: Scene, word: int) -> bool:
    """Whether what is done in a place is but talks: "the two met in Doha" is no affair of Qatar's."""
    tree, ontology = scene.tree, scene.ontology
    words = ontology.verbs if tree.pos[word] == "VERB" else ontology.nouns
    return any(t.type == "CONSULT" for t in words.get(tree.lemma[word], ()))


def _abroad(scene: Scene, verb: int) -> bool:
    """Whether a verb is first of all one of words about others: who condemns a coup has had none."""
    first = next(iter(scene.ontology.verbs.get(scene.tree.lemma[verb], ())), None)
    return first is not None and first.type in _OF_OTHERS


def _guest(scene: Scene, draft: Draft) -> bool:
    """Whether a land is named for what it has abroad: "outside the Indian embassy", "burned Indian flags"."""
    tree, words = scene.tree, scene.ontology.cues["descriptions"]
    node = draft.head
    for _ in range(4):
        if tree.lemma[node] in words["guests"]:
            return True
        above = tree.head[node]
        of = tree.dep[node] == "prep" and tree.lowered[node] == "of"
        behind = tree.dep[node] == "pobj" and tree.lowered[above] == "of"
        if not (of or behind or tree.dep[node] in ("amod", "compound", "poss", "nmod")):
            verb = tree.head[above]
            refuge = tree.dep[node] == "pobj" and tree.lowered[above] in ("to", "into", "for")
            return refuge and tree.lemma[verb] in words["fleeing"]
        node = above
    return False


def _as_before(scene: Scene, token: int, draft: Draft, sectors: tuple[str, ...]) -> float:
    """How much whose "soldiers" were those of a sentence before says of "the army" in this one."""
    role = scene.at[token].role if token in scene.at else None
    back = scene.tree.sentence_of[token] - scene.tree.sentence_of[draft.head]
    if draft.antecedents or role is None or draft.role is None or back > 3:
        return 0.0
    return _SAME if set(role.sectors) & set(sectors) else _AS_HERE
