"""How far a word of a sentence is from an act: what stands with it in one clause, and what beyond."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from streams.events.scene import Scene

_FAR: Final = 6  # steps in the tree
_AFTERWARDS: Final = frozenset(
    {"after", "before", "until", "till", "once", "since", "if", "unless"}
)


def clause_of(scene: Scene, token: int) -> int:
    """The nearest verb at or above ``token``, or the root."""
    tree = scene.tree
    node = token
    while tree.pos[node] not in ("VERB", "AUX") and tree.head[node] != node:
        node = tree.head[node]
    return node


def adjunct(scene: Scene, act: int) -> bool:
    """Whether an act is told by a phrase beside another's clause: "met at the request of Oslo"."""
    tree = scene.tree
    return tree.pos[act] == "ADP" and tree.head[act] != act and tree.lemma[tree.head[act]] != "be"


def holder_of(scene: Scene, token: int) -> int:
    """The verb or noun that a time or place phrase modifies."""
    tree = scene.tree
    node = token
    while tree.head[node] != node:
        governor = tree.head[node]
        if tree.pos[governor] in ("VERB", "AUX"):
            return governor
        if tree.dep[node] in (
            "prep", "npadvmod", "nmod", "compound", "poss", "amod", "advmod"
        ) and tree.pos[governor] in ("NOUN", "PROPN"):  # fmt: skip
            if tree.dep[node] == "prep" and node < governor:
                node = governor  # a phrase before a noun is of its clause, however it was parsed
                continue
            return governor
        node = governor
    return node


def within(scene: Scene, act: int) -> dict[int, int]:
    """Verbs and nouns whose day and place are the act's too, with their distance from it."""
    found = {act: 0}
    for distance, node in enumerate(_upwards(scene, act), 1):
        found[node] = distance
    for node, distance in list(found.items()):
        if scene.tree.pos[node] in ("VERB", "AUX"):
            for below in _shared(scene, node):
                found.setdefault(below, distance + 2)
    return found


def beside(scene: Scene, near: dict[int, int]) -> dict[int, int]:
    """Clauses below an act's that say when it was, with their distance: "as they met on Monday"."""
    tree = scene.tree
    return {
        clause: distance + 4
        for node, distance in near.items()
        for clause in tree.kids(node, "advcl")
        if tree.kid(clause, "nsubj", "nsubjpass") is not None and _same_day(scene, clause, node)
    }


def beyond(scene: Scene, act: int) -> dict[int, int]:
    """Clauses around the act's that tell of the same day without being its own, with their distance."""
    tree = scene.tree
    found: dict[int, int] = {}
    top = act
    for node in _upwards(scene, act):
        top = node
    distance = 5
    while tree.head[top] != top and distance < 10:
        governor = tree.head[top]
        if not _same_day(scene, top, governor):
            break
        found[governor] = distance
        for node in _upwards(scene, governor):
            found.setdefault(node, distance + 1)
            governor = node
        top, distance = governor, distance + 2
    return found


def _upwards(scene: Scene, act: int) -> Iterator[int]:
    """Governors of the act as far as they tell of the same act: "held [talks]", "[vowed] to hold"."""
    tree = scene.tree
    node = act
    for _ in range(_FAR):
        governor, dep = tree.head[node], tree.dep[node]
        if governor == node or dep in ("ccomp", "relcl", "parataxis"):
            return
        if dep == "advcl" and not _joined(scene, node):
            return
        if dep == "nsubj" and not (
            tree.pos[node] in ("NOUN", "PROPN")
            and tree.lemma[governor] in scene.ontology.cues["setting"]["carrying"]
        ):
            return
        if dep == "conj" and tree.kid(node, "nsubj", "nsubjpass") is not None:
            return
        if (
            dep == "acl"
            and tree.tag[node] == "VBG"
            and tree.lemma[governor] not in scene.ontology.cues["modality"]["transparent"]
        ):
            return
        if dep in ("pobj", "pcomp") and (
            tree.lowered[governor] in scene.ontology.cues["setting"]["apart"]
        ):
            return  # "after talks", "before leaving" are of another day
        yield governor
        node = governor


def _joined(scene: Scene, clause: int) -> bool:
    """Whether an adverbial clause goes on with its verb's act: "struck on Monday, killing five"."""
    tree = scene.tree
    if tree.kid(clause, "nsubj", "nsubjpass", "mark") is not None:
        return False
    return tree.tag[clause] == "VBG" and not any(
        tree.lowered[c] in _AFTERWARDS for c in tree.kids(clause, "advmod", "prep")
    )


def _shared(scene: Scene, verb: int) -> Iterator[int]:
    """Verbs below that have their subject from this one."""
    tree = scene.tree
    for child in tree.children[verb]:
        if tree.pos[child] not in ("VERB", "AUX"):
            continue
        if tree.kid(child, "nsubj", "nsubjpass") is not None:
            continue
        if tree.dep[child] in ("xcomp", "conj") or (
            tree.dep[child] == "advcl" and _joined(scene, child)
        ):
            yield child


def _same_day(scene: Scene, clause: int, governor: int) -> bool:
    """Whether a clause with a subject of its own tells of the day of the one that governs it."""
    tree = scene.tree
    dep = tree.dep[clause]
    words = {tree.lowered[c] for c in tree.kids(clause, "advmod", "mark")}
    if dep == "conj":  # "X closed the border on Monday and Y recalled its envoy"
        between = range(min(clause, governor), max(clause, governor))
        return governor < clause and not any(tree.text[t] in (";", ":") for t in between)
    if dep == "advcl" and not words and tree.tag[clause] == "VBG":
        return True  # "X closed the border on Monday, its premier accusing Y of …"
    if dep == "advcl" and hours_apart(scene, clause):
        return True
    if dep == "relcl" and _in_which(scene, clause):
        return True
    if dep in ("advcl", "relcl"):
        return bool(words & {"when", "as", "while", "where"})
    return False


def _in_which(scene: Scene, clause: int) -> bool:
    """Whether a clause tells what the noun before it was: "Tuesday's raid, in which they shelled a town"."""
    tree = scene.tree
    return any(
        tree.lowered[prep] in ("in", "during", "on")
        and any(tree.lowered[n] == "which" for n in tree.kids(prep, "pobj"))
        for prep in tree.kids(clause, "prep")
    )


def hours_apart(scene: Scene, clause: int) -> bool:
    """Whether a clause is but hours before or after: "hours before he flew", "shortly after they met"."""
    tree = scene.tree
    words = scene.ontology.cues["setting"]["hours"]
    return any(
        tree.lowered[mark] in ("after", "before") and tree.lowered[mark - 1] in words
        for mark in tree.kids(clause, "mark", "advmod", "prep")
        if mark > tree.sentence(clause).first
    )
