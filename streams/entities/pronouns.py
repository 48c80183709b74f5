"""Where a pronoun or "the country" may and may not look: to the clause that follows, not to who harms it.

"Days after gunboats sank two of its trawlers, Kenya shut the lake" is about Kenya's trawlers, and
whoever "lifted the embargo on the country" is another.
"""

from __future__ import annotations

from typing import Final

from streams.entities.descriptions import before, prefer
from streams.entities.drafts import Draft, Scene, country_actor
from streams.entities.sides import barred

_HARM: Final = frozenset({"ASSAULT", "COERCE"})
_JUDGING: Final = frozenset({"ACCUSE", "SUPPORT", "REQUEST"})
_THAT: Final = frozenset({"the", "that", "this"})
_SEATED: Final = frozenset({"poss", "amod", "compound", "nmod", "nummod", "relcl"})
_FRONTED: Final = frozenset({"advcl", "prep", "npadvmod", "pcomp", "advmod", "mark"})


def harming(scene: Scene, token: int) -> set[int]:
    """Who kills, seizes or arrests what a possessive pronoun is before: he does not do so to his own."""
    tree = scene.tree
    if tree.dep[token] != "poss":
        return set()
    node = tree.head[token]
    while tree.dep[node] == "pobj" and tree.lowered[tree.head[node]] == "of":
        node = tree.head[tree.head[node]]  # "two of its crews"
    verb = tree.head[node]
    if tree.dep[node] != "dobj" or tree.pos[verb] != "VERB":
        return set()
    if tree.tag[node] not in ("NNS", "NN", "CD"):
        return set()
    if not (_harms(scene, verb, node) or _judges(scene, token, verb, node)):
        return set()
    for _ in range(3):
        found = tree.kids(verb, "nsubj")
        if found or tree.dep[verb] != "conj":
            return {m for f in found for m in tree.conjuncts(f)}
        verb = tree.head[verb]
    return set()


def _harms(scene: Scene, verb: int, thing: int) -> bool:
    """Whether a verb is first of all one of force, done to people: a state may seize its own assets."""
    triggers = scene.ontology.verbs.get(scene.tree.lemma[verb], ())
    if not any(t.type in _HARM and not t.parts for t in triggers):
        return False
    words = scene.ontology.cues["descriptions"]["dwellings"]
    people = scene.ontology.sets["people"] | scene.ontology.sets["troops"] | words
    lemmas = {scene.tree.lemma[t] for t in scene.tree.subtree(thing)}
    return bool(lemmas & people) or any(
        t in scene.at and scene.at[t].role is not None for t in scene.tree.subtree(thing)
    )


def _judges(scene: Scene, token: int, verb: int, thing: int) -> bool:
    """Whether rulers are approved or blamed, as one's own seldom are: "recognised its leader"."""
    triggers = scene.ontology.verbs.get(scene.tree.lemma[verb], ())
    first = next((t for t in triggers if not t.negated), None)
    rulers = scene.ontology.cues["descriptions"]["rulers"]
    return (
        first is not None
        and first.type in _JUDGING
        and scene.tree.lowered[token] == "its"
        and scene.tree.lemma[thing] in rulers
    )


def to_come(scene: Scene, token: int) -> Draft | None:
    """The subject of the main clause, where a pronoun stands in what goes before it."""
    tree = scene.tree
    node = token
    while tree.head[node] != node:
        above = tree.head[node]
        if tree.dep[node] in _FRONTED and tree.pos[above] in ("VERB", "AUX"):
            subject = next(iter(tree.kids(above, "nsubj", "nsubjpass")), None)
            if subject is not None and token < subject:
                found = scene.at.get(subject)
                return found if found is not None and found.actors else None
        node = above
    return None


def the_land(scene: Scene, index: int, draft: Draft) -> bool:
    """Resolve "the country" to the state last spoken of that is not the doer of the same clause."""
    tree, head = scene.tree, draft.head
    if tree.lemma[head] not in ("country", "nation") or tree.tag[head] != "NN":
        return False
    if tree.kid(head, *_SEATED) is not None or not any(
        tree.lowered[c] in _THAT for c in tree.kids(head, "det")
    ):
        return False
    doing, states = barred(scene, head), scene.ontology.states
    fits = [
        d
        for d in before(scene, index)
        if len(d.actors) == 1
        and d.actors[0].key in states
        and d.actors[0].key not in doing
        and d.kind in ("state", "people", "place", "role", "person", "body")
    ]
    stated = [d for d in fits if d.kind in ("state", "people") or d.how == "metonym"]
    best = prefer(scene, index, stated or fits)
    if best is None:
        return False
    sectors, noun = (draft.role.sectors, draft.role.noun) if draft.role is not None else ((), None)
    key = best.actors[0].key or ""
    draft.actors = (country_actor(scene.ontology, key, sectors, noun),)
    draft.how = "coreference"
    draft.antecedents = (scene.drafts.index(best),)
    return True
