"""Whether it happened, by the words that govern the act, nearest first: "plans to", "denied that"."""

from __future__ import annotations

from typing import Final

from streams.events.clauses import adjunct
from streams.events.own_words import finite_after, of_another, own
from streams.events.scene import Scene
from streams.events.verdict import Verdict

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


def above(scene: Scene, token: int) -> Verdict | None:
    """What governs the word, nearest first."""
    tree, cues = scene.tree, scene.ontology.cues["modality"]
    if adjunct(scene, token):
        return None
    node = token
    for _ in range(8):
        governor, dep = tree.head[node], tree.dep[node]
        if governor == node or dep not in _UP:
            return None
        lemma = tree.lemma[governor]
        if dep == "conj":
            if node == token and _to_do_so_too(scene, node) and lemma in cues["planned"]:
                return Verdict("planned", governor)
            if tree.pos[node] in ("VERB", "AUX") and (
                tree.kid(node, "nsubj", "nsubjpass") is not None
                or tree.pos[governor] not in ("VERB", "AUX")
                or finite_after(scene, node)
            ):
                return None
            node = governor
            continue
        if dep == "ccomp" and node < governor and _side_by_side(scene, node, governor):
            return None
        if dep == "ccomp" and _untrue(scene, governor):
            return Verdict("negated", governor)
        if dep == "xcomp" and lemma == "be":
            still = _still_to(scene, node)
            if still is not None:
                return own(scene, governor) or Verdict("planned", still)
        if dep == "acl" and tree.tag[node] == "VBN":
            return None  # "a plan backed by them": it says which plan
        if dep == "advcl":
            mark = next(
                (
                    c
                    for c in tree.kids(node, "mark", "advmod")
                    if tree.lowered[c] in ("if", "unless", "until", "before")
                    and not of_another(scene, c, node)
                ),
                None,
            )
            if mark is not None and tree.lowered[mark] in ("if", "unless", "until"):
                return Verdict("hypothetical", mark)
            purpose = any(tree.tag[c] == "TO" for c in tree.kids(node, "aux"))
            asks = lemma in cues["addressing_by"] and tree.lemma[node] in cues["asked_so"]
            if purpose and (asks or tree.lemma[node] in cues["enacted"]):
                return own(scene, governor)  # "blocked the road to protest": so they protested
            if purpose and lemma not in cues["transparent"]:
                return _of_word(scene, governor, node) or Verdict(
                    "planned"
                    if lemma in ("travel", "fly", "arrive", "go", "come", "gather", "meet")
                    else "hypothetical",
                    governor,
                )
            return None
        if dep == "nsubj" and node == token:
            to_come = _to_occur(scene, governor)
            if to_come is not None:
                return to_come
        if dep == "nsubj" and node == token and _any_such(scene, token):
            modal = own(scene, governor)
            return modal if modal is not None and modal.factuality == "hypothetical" else None
        if dep in ("nsubj", "compound", "amod"):
            return None
        if dep == "prep" and node != token and _presupposed(scene, node):
            any_such = any(tree.lowered[c] == "any" for c in tree.kids(token, "det"))
            return Verdict("hypothetical", node) if any_such else None
        if dep == "dobj" and node == token and _there_already(scene, token):
            return None
        found = _of_word(scene, governor, node)
        if found is not None and not _in_force(scene, found):
            return _of_plan(scene, found)
        if dep == "ccomp" or (dep == "dobj" and lemma not in cues["light"]):
            return None  # who did not condemn a raid does not say that there was none
        if tree.pos[governor] in ("VERB", "AUX", "NOUN"):
            denied = own(scene, governor)
            if denied is not None:
                return denied
        node = governor
    return None


def _side_by_side(scene: Scene, clause: int, verb: int) -> bool:
    """Whether a clause only stands before another: "the EU released a loan, Togo promised tents"."""
    tree, words = scene.tree, scene.ontology.cues["saying"]["verbs"]
    if ";" in tree.text[clause:verb]:
        return True
    subject = tree.kid(verb, "nsubj", "nsubjpass")
    after = subject is not None and subject > clause and "," in tree.text[clause:subject]
    return after and tree.lemma[verb] not in words and tree.kid(verb, "dobj") is not None


def _to_do_so_too(scene: Scene, verb: int) -> bool:
    """Whether an infinitive goes on with a noun behind "to": "agreed to a truce and to pull back troops"."""
    tree = scene.tree
    infinitive = tree.tag[verb] == "VB" and any(tree.tag[c] == "TO" for c in tree.kids(verb, "aux"))
    return infinitive and tree.tag[tree.head[verb]] in ("VBD", "VBZ", "VBP", "VBN")


def _untrue(scene: Scene, verb: int) -> bool:
    """Whether a clause is said to be untrue: "it is not true that he was expelled"."""
    tree = scene.tree
    said = {tree.lemma[c] for c in tree.kids(verb, "acomp", "attr")}
    denied = tree.kid(verb, "neg") is not None
    return tree.lemma[verb] == "be" and bool(
        said & ({"true", "case"} if denied else {"untrue", "false"})
    )


def _still_to(scene: Scene, verb: int) -> int | None:
    """The "to" of an infinitive that stands with "be" alone: "they are to be put on planes"."""
    tree = scene.tree
    if tree.kid(tree.head[verb], "acomp", "attr", "neg", "expl", "prep") is not None:
        return None
    return next((c for c in tree.kids(verb, "aux") if tree.tag[c] == "TO"), None)


def _there_already(scene: Scene, noun: int) -> bool:
    """Whether what is done to somebody's act presupposes it: "refused to back the bloc's sanctions"."""
    tree = scene.tree
    cues, verb = scene.ontology.cues["modality"], tree.lemma[tree.head[noun]]
    return (
        tree.pos[noun] == "NOUN"
        and tree.kid(noun, "poss") is not None
        and (verb not in cues["light"] or verb in cues["hypothetical"])
    )


def _in_force(scene: Scene, found: Verdict) -> bool:
    """Whether a text says by being adopted what it says: "passed a resolution condemning"."""
    tree, noun = scene.tree, found.cue
    cues = scene.ontology.cues["modality"]
    if noun is None or tree.lemma[noun] not in cues["drafts"]:
        return False
    verb = tree.head[noun]
    if tree.dep[noun] == "pobj" and tree.lowered[verb] == "for":
        verb = tree.head[verb]  # "voted for a motion"
    elif tree.dep[noun] not in ("dobj", "nsubjpass"):
        return False
    return tree.lemma[verb] in cues["adopting"]


def _to_occur(scene: Scene, verb: int) -> Verdict | None:
    """Whether what is the subject is still to come about: "talks will resume", "drills are to begin"."""
    tree, occurring = scene.tree, scene.ontology.cues["modality"]["occurring"]
    for below in (verb, *tree.kids(verb, "xcomp")):
        if tree.lemma[below] in occurring:
            found = own(scene, below)
            return found if found is not None and found.factuality == "planned" else None
    for due in tree.kids(verb, "acomp"):  # "are due to open"
        comes = any(tree.lemma[c] in occurring for c in tree.kids(due, "xcomp"))
        if comes and tree.lemma[due] in scene.ontology.cues["modality"]["planned"]:
            return own(scene, verb) or Verdict("planned", due)
    return None


def _any_such(scene: Scene, noun: int) -> bool:
    """Whether a noun is of no act in particular: "an attack would trigger the treaty"."""
    tree = scene.tree
    return tree.pos[noun] == "NOUN" and any(
        tree.lowered[c] in ("a", "an", "any") for c in tree.kids(noun, "det")
    )


def _presupposed(scene: Scene, preposition: int) -> bool:
    """Whether what stands behind a preposition has been, whatever becomes of the verb: "will respond to it"."""
    tree, cues = scene.tree, scene.ontology.cues["modality"]
    word, verb = tree.lowered[preposition], tree.head[preposition]
    if tree.pos[verb] != "VERB":
        return False
    return word in cues["presupposing"] or (word == "to" and tree.lemma[verb] in cues["answering"])


def _of_plan(scene: Scene, found: Verdict) -> Verdict:
    """A plan that is scrapped is off: "dropped a plan to withdraw"."""
    tree, noun = scene.tree, found.cue
    if found.factuality != "planned" or noun is None or tree.dep[noun] not in ("dobj", "nsubjpass"):
        return found
    verb = tree.head[noun]
    cues = scene.ontology.cues["modality"]
    off = tree.lemma[verb] in cues["negated"] | cues["shelving"]
    off &= tree.lemma[verb] != "call" or _particle(scene, verb, "off")
    return Verdict("negated", verb) if off else found


def _of_word(scene: Scene, governor: int, below: int) -> Verdict | None:
    tree, cues = scene.tree, scene.ontology.cues["modality"]
    lemma, dep = tree.lemma[governor], tree.dep[below]
    denied = own(scene, governor)
    if (
        dep == "dobj"
        and tree.pos[governor] == "VERB"
        and lemma in cues["light"]
        and lemma not in ("propose", "demand", "order", "seek", "offer", "promise", "pledge")
    ):
        return denied
    if dep == "xcomp" and lemma in ("say", "hear") and scene.passive(governor):
        return Verdict("claimed", governor)  # "were said to have crossed"
    if dep == "ccomp" and lemma in ("say", "tell", "announce", "declare", "add", "confirm"):
        if denied is None or denied.factuality != "negated":
            return None
        return Verdict("hypothetical", governor) if lemma == "confirm" else denied
    if dep in ("acl", "ccomp") and lemma in cues["told"] and _wrongly_told(scene, governor):
        return Verdict("negated", governor)
    if dep == "prep":
        undone = lemma in cues["left_undone"] and tree.lowered[below] in ("from", "of")
        if not undone or denied is not None:
            return None
        return above(scene, governor) or Verdict("negated", governor)
    if dep == "pobj" and tree.pos[governor] == "ADP":
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
        if undenied(scene, governor):
            return Verdict("hypothetical", governor)
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


def _wrongly_told(scene: Scene, noun: int) -> bool:
    """Whether what is told is said to be untrue: "reports that it had closed the border were false"."""
    tree, words = scene.tree, scene.ontology.cues["modality"]["untrue"]
    verb = tree.head[noun]
    return tree.dep[noun] == "nsubj" and any(
        tree.lowered[w] in words and tree.kid(verb, "neg") is None
        for w in tree.kids(verb, "acomp", "attr", "oprd")
    )


def undenied(scene: Scene, verb: int) -> bool:
    """Whether a denying verb is itself denied: "neither confirmed nor denied that", "did not deny"."""
    tree = scene.tree
    if tree.dep[verb] == "conj" and any(
        tree.lowered[c] in ("nor", "or") for c in tree.kids(tree.head[verb], "cc")
    ):
        return any(
            tree.lowered[c] in ("neither", "not", "n't", "n’t")
            for c in tree.kids(tree.head[verb], "preconj", "neg", "cc", "advmod", "det")
        )
    return tree.lemma[verb] == "deny" and tree.kid(verb, "neg") is not None


def _particle(scene: Scene, verb: int, word: str) -> bool:
    tree = scene.tree
    return any(tree.lowered[c] == word for c in tree.kids(verb, "prt", "advmod", "prep"))
