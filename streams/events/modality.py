"""Whether it happened: reads negation, modals, conditions and governing words up from a trigger.

The factuality values are the protocol's. The nearest cue to the trigger decides, save that a
negation of what governs reaches down and that a condition outranks a plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from streams.events.scene import Scene
from streams.messages import Factuality

_UP: Final = frozenset(
    {
        "xcomp",
        "ccomp",
        "pcomp",
        "acl",
        "dobj",
        "pobj",
        "attr",
        "oprd",
        "nsubjpass",
        "advcl",
        "prep",
        "acomp",
        "conj",
        "dep",
        "nsubj",
        "parataxis",
        "compound",
        "amod",
    }
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A factuality and the token that says so, or None where nothing does."""

    factuality: Factuality
    cue: int | None = None


def verdict(scene: Scene, token: int, *, content: bool = True) -> Verdict:
    """The factuality of the act at ``token``.

    Args:
        scene: the article.
        token: the trigger's head.
        content: whether the words above count ("claimed that…", "plans to…").
    """
    own = _own(scene, token)
    if own is not None and own.factuality in ("negated", "hypothetical"):
        return own
    above = _above(scene, token) if content else None
    if above is not None:
        return above
    return own or Verdict("actual")


def _own(scene: Scene, token: int) -> Verdict | None:
    """What stands at the word itself: negation, modal, condition, adverb, determiner."""
    tree, cues = scene.tree, scene.ontology.cues["modality"]
    kids = list(tree.children[token])
    top = token
    if tree.dep[token] == "conj" and tree.kid(token, "nsubj", "nsubjpass", "aux", "neg") is None:
        top = tree.head[token]
        kids += list(tree.kids(top, "aux", "neg", "mark"))
    if tree.dep[token] in ("acomp", "attr", "prep", "oprd") and tree.pos[tree.head[token]] in (
        "AUX",
        "VERB",
    ):
        kids += list(tree.kids(tree.head[token], "aux", "neg", "mark"))
    negation = next(
        (
            c
            for c in kids
            if tree.dep[c] == "neg"
            or (tree.dep[c] in ("det", "advmod", "preconj") and tree.lowered[c] in cues["negators"])
        ),
        None,
    )
    if tree.pos[token] in ("NOUN", "PROPN") and negation is None:
        governor = tree.head[token]
        if tree.dep[token] == "pobj" and tree.lowered[governor] == "without":
            negation = governor
    if tree.dep[token] == "pcomp" and tree.lowered[tree.head[token]] == "without":
        negation = tree.head[token]
    if negation is None and tree.pos[token] in ("VERB", "AUX"):
        subject = tree.kid(token, "nsubj", "nsubjpass")
        if subject is not None:
            first = next(
                (
                    c
                    for c in (subject, *tree.children[subject])
                    if tree.lowered[c] in ("no", "none", "nobody", "neither")
                ),
                None,
            )
            negation = first
    if negation is not None:
        modal = next((c for c in kids if tree.lowered[c] in cues["modal_hypothetical"]), None)
        return (
            Verdict("hypothetical", modal)
            if modal is not None and tree.lowered[modal] in ("may", "might")
            else Verdict("negated", negation)
        )
    for child in kids:
        word = tree.lowered[child]
        if tree.dep[child] in ("aux", "mark", "advmod", "nsubj"):
            if word in cues["modal_planned"]:
                return Verdict("planned", child)
            if word in cues["modal_hypothetical"] and tree.dep[child] == "aux":
                return Verdict("hypothetical", child)
        if tree.dep[child] == "mark" and word in ("if", "unless", "lest", "whether"):
            return Verdict("hypothetical", child)
        if word in cues["claimed_adverbs"]:
            return Verdict("claimed", child)
        if (
            word
            in ("planned", "proposed", "upcoming", "forthcoming", "scheduled", "future", "expected")
            and tree.dep[child] == "amod"
        ):
            return Verdict("hypothetical" if word == "proposed" else "planned", child)
        if (
            word in ("possible", "potential", "hypothetical", "threatened", "attempted")
            and tree.dep[child] == "amod"
        ):
            return Verdict("hypothetical", child)
    if tree.tag[token] == "VB" and tree.pos[token] == "VERB":
        to = next((c for c in kids if tree.tag[c] == "TO"), None)
        governor = tree.head[top]
        if (
            to is not None
            and tree.lemma[governor] == "be"
            and tree.dep[top] in ("xcomp", "ccomp", "acl")
        ):
            return Verdict("planned", to)
        if to is not None and tree.dep[top] == "ROOT":  # headline: "Blinken to visit Ankara"
            return Verdict("planned", to)
        if (
            to is not None
            and tree.sentence(token).field == "title"
            and tree.dep[top] in ("acl", "relcl")
        ):
            return Verdict("planned", to)
    return None


def _above(scene: Scene, token: int) -> Verdict | None:
    """What governs the word, nearest first."""
    tree, cues = scene.tree, scene.ontology.cues["modality"]
    node = token
    for _ in range(8):
        governor, dep = tree.head[node], tree.dep[node]
        if governor == node or dep not in _UP:
            return None
        lemma = tree.lemma[governor]
        if dep == "conj":
            if tree.pos[node] in ("VERB", "AUX") and (
                tree.kid(node, "nsubj", "nsubjpass") is not None
                or tree.pos[governor] not in ("VERB", "AUX")
            ):
                return None
            node = governor
            continue
        if dep == "advcl":
            mark = next(
                (
                    c
                    for c in tree.kids(node, "mark", "advmod")
                    if tree.lowered[c] in ("if", "unless", "until", "before")
                ),
                None,
            )
            if mark is not None and tree.lowered[mark] in ("if", "unless", "until"):
                return Verdict("hypothetical", mark)
            purpose = any(tree.tag[c] == "TO" for c in tree.kids(node, "aux"))
            if purpose and lemma not in cues["transparent"]:
                return _of_word(scene, governor, node) or Verdict(
                    "planned"
                    if lemma in ("travel", "fly", "arrive", "go", "come", "gather", "meet")
                    else "hypothetical",
                    governor,
                )
            return None
        if dep in ("nsubj", "compound", "amod"):
            return None
        found = _of_word(scene, governor, node)
        if found is not None:
            return found
        if dep in ("ccomp",) or (dep == "dobj" and lemma not in cues["light"]):
            return _own(scene, governor) if dep == "dobj" else None
        if tree.pos[governor] in ("VERB", "AUX", "NOUN"):
            own = _own(scene, governor)
            if own is not None:
                return own
        node = governor
    return None


def _of_word(scene: Scene, governor: int, below: int) -> Verdict | None:
    tree, cues = scene.tree, scene.ontology.cues["modality"]
    lemma, dep = tree.lemma[governor], tree.dep[below]
    denied = _own(scene, governor)
    if (
        dep == "dobj"
        and tree.pos[governor] == "VERB"
        and lemma in cues["light"]
        and lemma not in ("propose", "demand", "order", "seek", "offer", "promise", "pledge")
    ):
        return denied
    if dep == "ccomp" and lemma in ("say", "tell", "announce", "declare", "add", "confirm"):
        return denied if denied is not None and denied.factuality == "negated" else None
    if dep == "prep" or (dep == "pobj" and tree.pos[governor] == "ADP"):
        return None
    if (
        lemma in cues["negated"]
        and not (lemma == "call" and not _particle(scene, governor, "off"))
        and not (lemma == "rule" and not _particle(scene, governor, "out"))
    ):
        if lemma in (
            "call",
            "stop",
            "block",
            "postpone",
            "cancel",
            "abandon",
            "scrap",
            "prevent",
        ) and dep not in ("dobj", "xcomp", "pcomp", "nsubjpass"):
            return None
        return Verdict("negated", governor)
    if lemma in cues["planned"] and dep not in ("nsubj",):
        if denied is not None and denied.factuality == "negated":
            return denied
        return Verdict("planned", governor)
    if lemma in cues["hypothetical"]:
        return Verdict("hypothetical", governor)
    if lemma in cues["claimed"] and dep in ("ccomp", "xcomp", "pcomp"):
        return Verdict("claimed", governor)
    return None


def _particle(scene: Scene, verb: int, word: str) -> bool:
    tree = scene.tree
    return any(tree.lowered[c] == word for c in tree.kids(verb, "prt", "advmod", "prep"))
