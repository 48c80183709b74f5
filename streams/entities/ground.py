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
LOCAL: Final = frozenset({"COP", "JUD", "CVL", "LAB", "AGR", "EDU", "MED", "SOC", "REL"})
"""Whose people and courts are of the place where they act, as soldiers and ministers need not be."""
_PLACED_BY: Final = frozenset({"in", "at", "across", "near", "outside", "through", "throughout"})
_BESIDE: Final = frozenset({"amod", "appos", "compound", "poss", "nmod"})
_OF_OTHERS: Final = frozenset({"ACCUSE", "REQUEST", "SUPPORT", "SANCTION", "THREATEN"})
_FORCE: Final = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
_DATELINE: Final = 2.5  # what each says of where the text is; a land that is but named is 1
_A_PLACE: Final = 1.8
_A_TOWN: Final = 1.5
_A_DOER: Final = 1.6
_A_SPEAKER: Final = 1.2
_ABROAD: Final = 0.4
_QUOTED: Final = 0.5
_THE_SAME: Final = 3.0
_SAME: Final = 1.5
_AS_HERE: Final = 0.7


def home(
    scene: Scene,
    token: int,
    dateline: str | None,
    quote: frozenset[int] = frozenset(),
    others: frozenset[str] = frozenset(),
) -> str | None:
    """The state at whose home the text is at ``token``: the nearest and most told of, or the dateline's.

    What is in its ``quote`` counts for less: it is of others as often; ``others`` it is not of.
    """
    tree, states = scene.tree, scene.ontology.states
    score: defaultdict[str, float] = defaultdict(float)
    if dateline:
        score[dateline] += _DATELINE
    opposite = _across(scene, token)
    for draft in scene.drafts:
        told = draft.how == "coreference"
        if draft.how in ("pronoun", "ner") or (told and draft.head >= token):
            continue
        for actor in draft.actors:
            if actor.key in states and actor.key not in others:
                back = tree.sentence_of[token] - tree.sentence_of[draft.head]
                heft = (
                    _as_before(scene, token, draft, actor.sectors, back)
                    if told
                    else _heft(scene, token, draft, back)
                )
                heft *= _ABROAD if _phrase(scene, draft.head) in opposite else 1.0
                score[actor.key] += heft * (_QUOTED if draft.head in quote else 1.0)
    best = max(sorted(score), key=lambda k: score[k], default=None)
    return best if best is not None and score[best] > 0 else None


def _heft(scene: Scene, token: int, draft: Draft, back: int) -> float:
    """How much a land that is named so many sentences before says of where the text is."""
    tree = scene.tree
    near = 2.0 if back == 0 else 1.5 if back == 1 else 1.0 if back > 1 else 0.4
    if _has_abroad(scene, draft.head):
        return 0.0
    if draft.role is not None and tree.lemma[draft.head] == tree.lemma[token] and 0 <= back <= 3:
        # "Malian soldiers … the soldiers"
        return near + (_THE_SAME if _the(scene, token) else _AS_HERE)
    top = _phrase(scene, draft.head)
    if tree.dep[top] in _SUBJECT and _gone_abroad(scene, token, top):
        return near * _ABROAD
    if tree.dep[top] == "dobj" and _by_law_of(scene, tree.head[top]):
        return near * _ABROAD
    above = tree.head[draft.head]
    if tree.dep[draft.head] == "pobj" and tree.lowered[above] in _PLACED_BY:
        ground = draft.kind in ("place", "state") or draft.how == "metonym"
        if ground and 0 <= back <= 2:
            return near if _met(scene, tree.head[above]) else near * _A_PLACE
    if draft.kind == "place":
        return near * _A_TOWN
    if tree.dep[draft.head] in _SUBJECT:
        return near * (_A_SPEAKER if back > 0 and _of_others(scene, above) else _A_DOER)
    visited = tree.dep[draft.head] == "dobj" and _visits(scene, above)
    return near * _A_PLACE if visited else near


def _phrase(scene: Scene, node: int) -> int:
    """The noun that a land's name only says more of: "embassy" of "the Indian embassy's"."""
    tree = scene.tree
    for _ in range(4):
        above = tree.head[node]
        if tree.dep[node] in _BESIDE:
            node = above
        elif tree.dep[node] == "pobj" and tree.lowered[above] == "of":
            node = tree.head[above]
        else:
            break
    return node


def _has_abroad(scene: Scene, node: int) -> bool:
    """Whether a land is named for what it has abroad, as a refuge, or for its arms: "fled to Mali"."""
    tree, words = scene.tree, scene.ontology.cues["descriptions"]
    top = _phrase(scene, node)
    while node != top:
        if tree.lemma[node] in words["guests"]:
            return True
        node = tree.head[node]
    if tree.lemma[top] in words["guests"]:
        return True
    above = tree.head[top]
    if tree.dep[top] != "pobj":
        return False
    verb = tree.lemma[tree.head[above]]
    refuge = tree.lowered[above] in ("to", "into", "for") and verb in words["fleeing"]
    return refuge or (tree.lowered[above] == "from" and verb in words["loosed"])


def _gone_abroad(scene: Scene, token: int, doer: int) -> bool:
    """Whether a subject is a visitor, or troops in a land that is not theirs, beside whose people one asks."""
    tree = scene.tree
    verb, role = tree.head[doer], scene.at[token].role if token in scene.at else None
    if doer == token or token in tree.subtree(verb):
        return False
    draft = scene.at.get(doer)
    sectors = {s for a in draft.actors for s in a.sectors} if draft is not None else set()
    if _visits(scene, verb) and not sectors & {"COP", "JUD"}:
        return True
    armed = "MIL" in sectors
    local = role is not None and bool(set(role.sectors) & LOCAL)
    words = scene.ontology.cues["descriptions"]
    if local and tree.lemma[verb] in words["fleeing"] | words["coming"]:
        return True
    triggers = scene.ontology.verbs.get(tree.lemma[verb], ())
    return armed and local and any(t.type in _FORCE for t in triggers)


def _by_law_of(scene: Scene, verb: int) -> bool:
    """Whether courts or police deal with somebody: whose nation is said is a foreigner there."""
    doers = (scene.at[t] for t in scene.tree.kids(verb, "nsubj") if t in scene.at)
    return any({"JUD", "COP"} & set(a.sectors) for d in doers for a in d.actors)


def _across(scene: Scene, token: int) -> set[int]:
    """The nouns on the other side of a word's verb: whom a court tries by nation is not of its own.

    Likewise whom a governor accuses, and the state that condemns "the parliament".
    """
    tree = scene.tree
    verb, dep = tree.head[token], tree.dep[token]
    if dep == "nsubj" and tree.dep[verb] in ("oprd", "ccomp") and tree.pos[verb] != "VERB":
        verb, dep = tree.head[verb], "dobj"  # "called the court a puppet"
    if dep == "pobj" and tree.dep[verb] == "agent":
        verb = tree.head[verb]
    elif dep not in ("nsubj", "nsubjpass", "dobj"):
        return set()
    if tree.pos[verb] != "VERB":
        return set()
    if dep == "dobj":
        doers = tree.kids(verb, "nsubj") if _of_others(scene, verb) else ()
        return {m for d in doers for m in tree.conjuncts(d)}
    things = tree.kids(verb, "dobj", "nsubjpass", "dative")
    return {m for t in things if t != token for m in tree.conjuncts(t)}


def _visits(scene: Scene, verb: int) -> bool:
    """Whether a verb is one of visiting."""
    triggers = scene.ontology.verbs.get(scene.tree.lemma[verb], ())
    return any(t.frame == "visit" and not t.parts for t in triggers)


def _met(scene: Scene, word: int) -> bool:
    """Whether what is done in a place is but talks: "the two met in Doha" is no affair of Qatar's."""
    tree, ontology = scene.tree, scene.ontology
    words = ontology.verbs if tree.pos[word] == "VERB" else ontology.nouns
    return any(t.type == "CONSULT" for t in words.get(tree.lemma[word], ()))


def _of_others(scene: Scene, verb: int) -> bool:
    """Whether a verb is first of all one of words about others: who condemns a coup has had none."""
    triggers = scene.ontology.verbs.get(scene.tree.lemma[verb], ())
    first = next((t for t in triggers if not t.negated), None)
    return first is not None and first.type in _OF_OTHERS


def _as_before(
    scene: Scene, token: int, draft: Draft, sectors: tuple[str, ...], back: int
) -> float:
    """How much whose "soldiers" were those of a sentence before says of "the army" in this one."""
    role = scene.at[token].role if token in scene.at else None
    if draft.antecedents or role is None or draft.role is None or back > 3:
        return 0.0
    if scene.tree.lemma[token] == scene.tree.lemma[draft.head] and _the(scene, token):
        return _THE_SAME
    return _SAME if set(role.sectors) & set(sectors) else _AS_HERE


def _the(scene: Scene, noun: int) -> bool:
    """Whether a noun has an article that points back."""
    return any(scene.tree.lowered[c] in ("the", "these") for c in scene.tree.kids(noun, "det"))
