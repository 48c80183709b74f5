"""What a number counts and what became of the counted: killed, injured, displaced, detained, missing.

The name comes from the noun itself ("12 dead"), the word beside it ("two missing airmen"), the verb
it depends on ("killed 12"), what is said of it ("left 12 homeless") or a noun of event ("the killing
of 12"); the token that gives it is the anchor.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from streams.events.numbers import Number
from streams.syntax import Tree

NAMES: Final = ("killed", "injured", "displaced", "detained", "missing")
Cues = Mapping[str, frozenset[str]]

_INSIDE: Final = frozenset({"nummod", "quantmod", "compound", "nmod", "amod", "det", "advmod"})
_COMPLEMENTS: Final = ("acomp", "oprd", "attr", "xcomp", "ccomp", "advcl", "dobj")


def holder_of(tree: Tree, number: Number) -> int:
    """The noun that is counted, or the number itself where it stands alone."""
    token = number.head
    while tree.dep[token] in _INSIDE and tree.head[token] != token:
        if tree.pos[tree.head[token]] not in ("NOUN", "PROPN", "NUM", "ADJ", "SYM", "PRON"):
            break
        token = tree.head[token]
    return token


def named(tree: Tree, number: Number, cues: Cues) -> tuple[int, str, bool] | None:
    """The anchor, the name, and whether it adds to the number before: "… and three civilians"."""
    holder = holder_of(tree, number)
    if _measures(tree, number, holder, cues):
        return None
    counted = [holder, *_of_objects(tree, holder)]
    for token in counted:
        for name in NAMES:
            if (
                tree.lowered[token] in cues[f"{name}_nouns"]
                or tree.lemma[token] in cues[f"{name}_nouns"]
            ):
                return token, name, False
            described = _described(tree, token, cues[f"{name}_adjectives"], cues[f"{name}_verbs"])
            if described is not None:
                return described, name, False
    node, added = holder, False
    while tree.dep[node] in ("conj", "appos") and tree.pos[tree.head[node]] in (
        "NOUN",
        "PROPN",
        "NUM",
    ):
        added = added or tree.dep[node] == "conj"
        node = tree.head[node]
    if not _is_people(tree, counted, cues):
        return None
    found = _by_role(tree, node, cues)
    return (*found, added) if found else _by_toll(tree, node, cues)


def _measures(tree: Tree, number: Number, holder: int, cues: Cues) -> bool:
    """Not "two days", "40 percent", "the 2019 raid": those count no people."""
    after = tree.lemma[number.last] if number.last < len(tree) else ""
    return tree.lemma[holder] in cues["not_counted"] or after in cues["not_counted"]


def _is_people(tree: Tree, counted: list[int], cues: Cues) -> bool:
    """Whether what is counted can be people: not tanks."""
    return not any(tree.lemma[token] in cues["things"] for token in counted)


def _of_objects(tree: Tree, token: int) -> list[int]:
    """What "dozens of", "five of" counts."""
    return [
        noun
        for preposition in tree.kids(token, "prep")
        if tree.lowered[preposition] == "of"
        for noun in tree.kids(preposition, "pobj")
    ]


def _described(
    tree: Tree, noun: int, adjectives: frozenset[str], verbs: frozenset[str]
) -> int | None:
    """The word beside the noun that says what became of it: "two missing airmen", "12 killed"."""
    for child in tree.kids(noun, "amod", "acl"):
        if tree.lowered[child] in adjectives:
            return child
        if tree.tag[child] == "VBN" and tree.lemma[child] in verbs:
            return child
    return None


def _by_role(tree: Tree, node: int, cues: Cues) -> tuple[int, str] | None:
    """The verb or the complement that the counted noun depends on."""
    governor, dep = tree.head[node], tree.dep[node]
    if governor == node:
        return None
    if dep == "pobj":
        return _by_event_noun(tree, governor, cues)
    if dep == "poss":
        return _noun_name(tree, governor, cues)
    complement = _complement(tree, governor, node, cues)
    if complement is not None:
        return complement
    lemma = tree.lemma[governor]
    bare = _bare(tree, governor)
    undergoes = (
        dep in ("dobj", "nsubjpass", "dative", "oprd")
        or (dep == "npadvmod" and bare)
        or (dep in ("nsubj", "nummod") and tree.tag[governor] == "VBN" and bare)
    )
    for name in NAMES:
        if undergoes and lemma in cues[f"{name}_verbs"]:
            return governor, name
        if dep in ("nsubj", "nsubjpass") and lemma in cues[f"{name}_subjects"]:
            return governor, name
        if dep == "nsubj" and _with_object(tree, governor, cues[f"{name}_losing"]):
            return governor, name
    return None


def _bare(tree: Tree, participle: int) -> bool:
    """Whether a participle stands alone: "ten were killed and 30 injured", a headline's "12 killed"."""
    return tree.kid(participle, "dobj") is None and not any(
        tree.lemma[c] == "have" for c in tree.kids(participle, "aux")
    )


def _complement(tree: Tree, verb: int, noun: int, cues: Cues) -> tuple[int, str] | None:
    """Such as "left 12 people dead", "10,000 are missing", "shot dead five"."""
    if tree.dep[noun] not in ("dobj", "nsubj", "nsubjpass"):
        return None
    said = [verb] if tree.pos[verb] == "ADJ" or tree.tag[verb] == "VBG" else []
    if tree.lemma[verb] in cues["complement_verbs"]:
        said.extend(tree.kids(verb, *_COMPLEMENTS))
    subject_acts = tree.dep[noun] == "nsubj" and tree.kid(verb, "dobj") is not None
    for word in said:
        name = next((n for n in NAMES if tree.lowered[word] in cues[f"{n}_adjectives"]), None)
        if name and (word == verb or not subject_acts):
            return word, name
    return None


def _with_object(tree: Tree, verb: int, losing: frozenset[str]) -> bool:
    """Such as "lost their lives", "left their homes"."""
    objects = tree.kids(verb, "dobj")
    return any(f"{tree.lemma[verb]} {tree.lemma[o]}" in losing for o in objects)


def _by_event_noun(tree: Tree, preposition: int, cues: Cues) -> tuple[int, str] | None:
    """Such as "the killing of 12 people", "a death toll of 12"."""
    if tree.lowered[preposition] != "of":
        return None
    return _noun_name(tree, tree.head[preposition], cues)


def _noun_name(tree: Tree, noun: int, cues: Cues) -> tuple[int, str] | None:
    name = next((n for n in NAMES if tree.lemma[noun] in cues[f"{n}_event_nouns"]), None)
    return (noun, name) if name else None


def _by_toll(tree: Tree, node: int, cues: Cues) -> tuple[int, str, bool] | None:
    """Such as "a death toll of 12", "the toll rose to 12", "put the dead at 12"."""
    up = tree.head[node]
    if tree.dep[node] != "pobj" or tree.lowered[up] not in ("of", "to", "at"):
        return None
    holder = tree.head[up]
    subjects = tree.kids(holder, "nsubj", "nsubjpass", "dobj")
    toll = next((t for t in (holder, *subjects) if tree.lemma[t] == "toll"), None)
    if toll is None:
        return None
    kinds = {tree.lemma[c] for c in tree.kids(toll, "compound", "amod")}
    injured = any(k in cues["injured_nouns"] or k in cues["injured_event_nouns"] for k in kinds)
    return toll, "injured" if injured else "killed", False
