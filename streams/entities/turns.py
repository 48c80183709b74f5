"""Whose turn it is: a pronoun that answers is whom the sentence before was aimed at.

"Chad accused Sudan of theft. It denied the charge": Sudan does. And nobody acts on himself: who
"accused Russia" after a meeting of two presidents is the other one.
"""

from __future__ import annotations

from typing import Final

from streams.entities.drafts import Draft, Scene
from streams.entities.sides import SUBJECT

_AIMED: Final = frozenset(
    {"ACCUSE", "REQUEST", "THREATEN", "SANCTION", "COERCE", "ASSAULT", "AGREE", "MOBILIZE"}
)
_JUDGING: Final = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
_FOREIGN: Final = frozenset({"ACCUSE", "REQUEST", "THREATEN", "SANCTION", "ASSAULT", "SUPPORT"})
_ONTO: Final = frozenset({"on", "upon", "at", "against"})
_IN_OFFICE: Final = frozenset({"GOV", "MIL", "SPY"})
_GOES_ON: Final = frozenset({"also", "further", "too", "then", "later", "meanwhile"})
_NAMED: Final = frozenset({"state", "body", "people", "person", "role"})


def acted_on(scene: Scene, token: int) -> frozenset[str]:
    """The keys of the states that the verb of a subject acts on: whoever is meant is none of them."""
    tree, verb = scene.tree, scene.tree.head[token]
    if tree.dep[token] != "nsubj" or tree.pos[verb] != "VERB":
        return frozenset()
    if not any(t.type in _FOREIGN for t in scene.ontology.verbs.get(tree.lemma[verb], ())):
        return frozenset()
    objects = [*tree.kids(verb, "dobj", "dative")]
    for prep in tree.kids(verb, "prep"):
        if tree.lowered[prep] in _ONTO:
            objects.extend(tree.kids(prep, "pobj"))
    keys: set[str] = set()
    for thing in objects:
        draft = scene.at.get(thing)
        if draft is not None and (draft.kind == "state" or draft.how == "metonym"):
            keys |= {a.key for a in draft.actors if a.key in scene.ontology.states}
    return frozenset(keys)


def speaks_for(draft: Draft, keys: frozenset[str]) -> bool:
    """Whether a draft is one of these states or somebody in its office."""
    return any(
        a.key in keys and (draft.kind == "state" or bool(_IN_OFFICE & set(a.sectors)))
        for a in draft.actors
    )


def answering(scene: Scene, index: int, draft: Draft) -> frozenset[str]:
    """The key of whom the sentence before was aimed at, where a pronoun's verb is an answer to it."""
    tree, head = scene.tree, draft.head
    verb, here = tree.head[head], tree.sentence_of[draft.head]
    if tree.dep[head] != "nsubj" or tree.pos[verb] != "VERB" or tree.head[verb] != verb:
        return frozenset()
    if here == 0 or tree.parse.sentences[here - 1].field != tree.sentence(head).field:
        return frozenset()
    if any(d.actors and tree.sentence_of[d.head] == here for d in scene.drafts[:index]):
        return frozenset()
    if any(tree.lowered[c] in _GOES_ON for c in tree.kids(verb, "advmod")):
        return frozenset()
    judged = _judges(scene, verb)
    if not judged and not _answers(scene, verb):
        return frozenset()
    return _addressee(scene, here - 1, aimed=not judged)


def _answers(scene: Scene, verb: int) -> bool:
    tree, words = scene.tree, scene.ontology.cues["descriptions"]
    last = tree.sentence(verb).last
    # the parser hangs "in response" on the nearest noun
    if any(
        tree.lowered[t] == "in"
        and t + 1 < last
        and tree.lemma[t + 1] in words["answers"]
        and verb in tree.ancestors(t)
        for t in range(verb, last)
    ):
        return True
    if tree.lemma[verb] in words["answering_by"]:
        return any(
            tree.lowered[c] in words["answering_with"] for c in tree.kids(verb, "prt", "advmod")
        )
    return tree.lemma[verb] in words["answering"]


def _judges(scene: Scene, verb: int) -> bool:
    """Whether a verb judges an act told before, which is not done by who judges it: "condemned the move"."""
    tree, words = scene.tree, scene.ontology.cues["descriptions"]
    if not any(t.type in _JUDGING for t in scene.ontology.verbs.get(tree.lemma[verb], ())):
        return False
    for thing in tree.kids(verb, "dobj"):
        act = tree.lemma[thing] in words["deeds"] or tree.lemma[thing] in scene.ontology.nouns
        if not act or tree.kid(thing, "poss", "prep", "acl", "relcl") is not None:
            continue
        if any(tree.lowered[c] in ("the", "this", "that") for c in tree.kids(thing, "det")):
            return True
    return False


def _addressee(scene: Scene, number: int, *, aimed: bool) -> frozenset[str]:
    """Whom the main verb of a sentence is aimed at: the only other party that it names."""
    tree, sentence = scene.tree, scene.tree.parse.sentences[number]
    inside = range(sentence.first, sentence.last)
    root = next((t for t in inside if tree.head[t] == t), None)
    if root is None or tree.pos[root] != "VERB":
        return frozenset()
    triggers = scene.ontology.verbs.get(tree.lemma[root], ())
    saying = tree.lemma[root] in scene.ontology.cues["saying"]["verbs"]
    if aimed and not saying and not any(t.type in _AIMED for t in triggers):
        return frozenset()
    subject = tree.kid(root, "nsubj")
    doing = {
        a.key
        for s in (tree.conjuncts(subject) if subject is not None else ())
        for a in (scene.at[s].actors if s in scene.at else ())
    }
    if subject is not None and not doing:
        doing = {a.key for d in _under(scene, subject) for a in d.actors}
    if not doing:
        return frozenset()
    others = [
        d
        for d in scene.drafts
        if d.head in inside and len(d.actors) == 1 and d.actors[0].key not in doing
        if d.kind in _NAMED or (d.kind == "place" and tree.dep[d.head] == "dobj")
    ]
    keys = {d.actors[0].key for d in others} - {None}
    if len(keys) > 1:
        keys = {
            d.actors[0].key
            for d in others
            if tree.head[d.head] == root and tree.dep[d.head] in ("dobj", "dative")
        } - {None}
    return frozenset(k for k in keys if k is not None) if len(keys) == 1 else frozenset()


def _under(scene: Scene, noun: int) -> list[Draft]:
    """The parties that a noun's own words name."""
    return [scene.at[t] for t in scene.tree.subtree(noun) if t in scene.at and scene.at[t].actors]


def reported(scene: Scene, draft: Draft) -> bool:
    """Whether a subject is only of a clause below: the sentence is about who says or does so above it."""
    tree, verb = scene.tree, scene.tree.head[draft.head]
    if tree.dep[draft.head] not in SUBJECT or tree.dep[verb] not in ("ccomp", "advcl"):
        return False
    speaker = tree.kid(tree.head[verb], "nsubj")
    return speaker is not None and speaker in scene.at and bool(scene.at[speaker].actors)


def waits(scene: Scene, draft: Draft) -> bool:
    """Whether a pronoun is likely who speaks, whose land is yet to be found: "the army said it had"."""
    tree, verb = scene.tree, scene.tree.head[draft.head]
    if tree.dep[draft.head] != "nsubj" or tree.dep[verb] != "ccomp":
        return False
    above = tree.head[verb]
    speaker = scene.at.get(tree.kid(above, "nsubj") or 0)
    says = tree.lemma[above] in scene.ontology.cues["saying"]["verbs"]
    if not says or speaker is None or speaker.role is None or speaker.actors:
        return False
    return bool(_IN_OFFICE & set(speaker.role.sectors))
