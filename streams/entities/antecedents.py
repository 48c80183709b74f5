"""Whom a pronoun means: the antecedent that fits in number and sort, near, and not acted on by itself."""

from __future__ import annotations

from typing import Final

from streams.entities.descriptions import before, prefer
from streams.entities.drafts import Draft, Scene
from streams.entities.pronouns import harming, to_come
from streams.entities.sides import SUBJECT, clause_mates
from streams.entities.turns import acted_on, answering, speaks_for

HE: Final = frozenset({"he", "she", "him", "his", "her", "hers", "himself", "herself"})
IT: Final = frozenset({"it", "its", "itself"})
THEY: Final = frozenset({"they", "them", "their", "theirs", "themselves"})


def pronoun(scene: Scene, index: int, draft: Draft) -> None:
    tree = scene.tree
    word = tree.lowered[draft.head]
    barred = clause_mates(scene, draft.head) | harming(scene, draft.head)
    near = [d for d in before(scene, index) if d.head not in barred]
    if barred:
        # soldiers and those whom they beat may well be of one land
        doing = [d for d in scene.drafts if d.head in barred and not _one_of_many(scene, d, word)]
        keys = {a.key for d in doing for a in d.actors} - {None}
        near = [d for d in near if not keys & {a.key for a in d.actors}]
    near = _not_both(scene, draft, near)
    turn = answering(scene, index, draft) if word in HE or word in IT else frozenset()
    if word in HE:
        fits = [
            d
            for d in near
            if d.kind == "person"
            or (
                d.kind == "role"
                and d.role
                and d.role.kind == "person"
                and tree.tag[d.head] not in ("NNS", "NNPS")
            )
        ]
        if not fits:
            fits = [d for d in near if d.kind == "given"]
    elif word in IT:
        fits = [
            d
            for d in near
            if d.kind in ("state", "body", "given")
            or (d.kind == "role" and d.role and d.role.kind != "person")
            or (d.kind == "place" and d.note == "metonym")
            or _has_turn(d, turn)
        ]
        fits = [d for d in fits if not _inside_modifier(scene, d) or _has_turn(d, turn)] or fits
    elif word in THEY:
        fits = [
            d
            for d in near
            if tree.tag[d.head] in ("NNS", "NNPS")
            or (d.role is not None and d.role.kind == "group")
            or len(d.actors) > 1
            or (d.kind == "body")
        ]
        pair = _conjoined(scene, near)
        nearest = prefer(scene, index, fits)
        if pair is not None and (nearest is None or pair[0].head > nearest.head):
            draft.actors = tuple(dict.fromkeys(a for d in pair for a in d.actors))
            draft.antecedents = tuple(scene.drafts.index(d) for d in pair)
            return
        if not fits:
            fits = [d for d in near if d.kind in ("state", "people")]
    else:
        return
    answers = [d for d in fits if _has_turn(d, turn)]
    best = prefer(scene, index, answers or fits)
    ahead = to_come(scene, draft.head) if word in IT or word in THEY else None
    if ahead is not None and (best is None or _earlier(scene, best, draft)):
        best = ahead
    unsettled = word in THEY or word in IT
    if best is not None and not (unsettled and _unsettled(scene, index, best, barred)):
        draft.actors = best.actors
        draft.antecedents = (scene.drafts.index(best),)


def _meant(scene: Scene, draft: Draft, many: bool) -> bool:
    """Whether "they", or "it" if not ``many``, can be of the number and sort of a draft."""
    if many:
        return scene.tree.tag[draft.head] == "NNS"
    body = draft.role is not None and draft.role.kind != "person"
    return body and scene.tree.tag[draft.head] == "NN"


def _one_of_many(scene: Scene, draft: Draft, word: str) -> bool:
    """Whether it is one sort of a land's people, beside which "they" may be another of the same."""
    return word in THEY and draft.kind == "role" and scene.tree.tag[draft.head] in ("NNS", "NN")


def _has_turn(draft: Draft, turn: frozenset[str]) -> bool:
    return any(a.key in turn for a in draft.actors)


def _not_both(scene: Scene, draft: Draft, near: list[Draft]) -> list[Draft]:
    """Those who may be the doer: not the one that is acted on, as long as there is another."""
    struck = acted_on(scene, draft.head)
    others = [d for d in near if not speaks_for(d, struck)] if struck else near
    return others or near


def _unsettled(scene: Scene, index: int, best: Draft, barred: set[int]) -> bool:
    """Whether "they" may be people nearer than ``best`` whose land is not settled yet: "the families"."""
    tree = scene.tree
    token = scene.drafts[index].head
    here, many = tree.sentence_of[token], tree.lowered[token] in THEY
    return any(
        draft.kind == "role"
        and not draft.actors
        and draft.head > best.head
        and draft.head not in barred
        and _meant(scene, draft, many)
        and tree.dep[draft.head] in SUBJECT
        and here - tree.sentence_of[draft.head] <= many
        for draft in scene.drafts[:index]
    )


def _earlier(scene: Scene, one: Draft, other: Draft) -> bool:
    """Whether a draft stands in an earlier sentence than another."""
    return scene.tree.sentence_of[one.head] < scene.tree.sentence_of[other.head]


def _inside_modifier(scene: Scene, draft: Draft) -> bool:
    return scene.tree.dep[draft.head] in ("poss", "amod", "compound", "nmod")


def _conjoined(scene: Scene, before: list[Draft]) -> list[Draft] | None:
    """The nearest "X and Y" that is a subject."""
    for draft in before:
        if scene.tree.dep[draft.head] in SUBJECT:
            members = [scene.at[c] for c in scene.tree.conjuncts(draft.head) if c in scene.at]
            members = [m for m in members if m.actors]
            if len(members) > 1:
                return members
    return None
