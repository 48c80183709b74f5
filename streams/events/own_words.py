"""Whether it happened, by what stands at the act's own word: negation, modal, condition, adverb."""

from __future__ import annotations

from streams.events.conditional import conditioned
from streams.events.ranked import copula_of, ranked
from streams.events.scene import Scene
from streams.events.verdict import Verdict


def of_another(scene: Scene, mark: int, verb: int) -> bool:
    """Whether a mark belongs to a clause that the parser has swallowed: "If one more lands, Chad will answer"."""
    tree, subject = scene.tree, scene.tree.kid(verb, "nsubj", "nsubjpass")
    future = any(tree.lowered[c] in ("will", "would", "shall") for c in tree.kids(verb, "aux"))
    return future and subject is not None and "," in tree.text[mark:subject]


def own(scene: Scene, token: int) -> Verdict | None:
    """What stands at the word itself: negation, modal, condition, adverb, determiner."""
    tree, cues = scene.tree, scene.ontology.cues["modality"]
    kids = list(tree.children[token])
    for helper in tree.kids(token, "aux"):
        kids += tree.kids(helper, "neg")  # "did not, they say, sign"
    top = token
    if (
        tree.dep[token] == "conj"
        and tree.kid(token, "nsubj", "nsubjpass", "aux", "neg") is None
        and not finite_after(scene, token)
    ):
        top = tree.head[token]
        kids += list(tree.kids(top, "aux", "neg", "mark"))
    if tree.dep[token] in ("acomp", "attr", "prep", "oprd") and tree.pos[tree.head[token]] in (
        "AUX",
        "VERB",
    ):
        kids += list(tree.kids(tree.head[token], "aux", "neg", "mark"))
    marks = [c for c in kids if tree.dep[c] == "mark" and not of_another(scene, c, token)]
    if any(tree.lowered[c] in ("if", "unless", "lest") for c in marks):
        return Verdict("hypothetical", marks[0])
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
    if negation is not None and _asked(scene, top):
        return Verdict("hypothetical", tree.head[top])  # "told them not to march"
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
                if word in ("would", "'d", "’d") and _announced(scene, top):
                    return Verdict("planned", child)
                return Verdict("hypothetical", child)
        if tree.dep[child] == "mark" and word == "whether":
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
    if tree.lemma[token] in cues["intending"] and tree.pos[token] == "VERB":
        return Verdict("planned", token)
    if tree.tag[token] == "VB" and tree.pos[token] == "VERB":
        rank = ranked(tree, top, cues["ranked"])
        copula = copula_of(tree, rank) if rank is not None else None
        if copula is not None:
            return own(scene, copula)  # "was the first to recognise it"
        if tree.lemma[tree.head[top]] == "have" and tree.dep[top] == "xcomp":
            yet = next(
                (c for c in tree.kids(tree.head[top], "advmod") if tree.lowered[c] == "yet"), None
            )
            if yet is not None:
                return Verdict("negated", yet)
            if tree.tag[tree.head[top]] in ("VBZ", "VBP", "VB") or _as_told(scene, tree.head[top]):
                return Verdict("hypothetical", tree.head[top])  # "somebody has to talk to them"
        to = next((c for c in kids if tree.tag[c] == "TO"), None)
        governor = tree.head[top]
        if (
            to is not None
            and tree.lemma[governor] == "be"
            and tree.dep[top] in ("xcomp", "ccomp", "acl")
        ):
            return Verdict("planned", to)
        if to is not None and tree.lemma[governor] == "go" and tree.tag[governor] == "VBG":
            return Verdict("planned", governor)  # "is going to return them"
        if to is not None and tree.dep[top] == "ROOT":  # headline: "Blinken to visit Ankara"
            return Verdict("planned", to)
        if to is not None and tree.headline(token) and tree.dep[top] in ("acl", "relcl"):
            return Verdict("planned", to)
        said = tree.dep[top] == "ccomp" and governor > top and tree.kid(top, "nsubj") is not None
        if to is not None and said:  # "France to send jets, minister says"
            return Verdict("planned", to)
    return None


def finite_after(scene: Scene, verb: int) -> bool:
    """Whether a coordinated verb has a tense of its own: "did not sign and left"."""
    tree = scene.tree
    first = tree.head[verb]
    return tree.tag[verb] in ("VBD", "VBZ", "VBP") and tree.tag[first] in ("VB", "VBG", "VBN")


def _as_told(scene: Scene, verb: int) -> bool:
    """Whether a past tense is but that of who told it: "Norway said Israel had to let aid in"."""
    tree = scene.tree
    told = tree.lemma[tree.head[verb]] in scene.ontology.cues["saying"]["verbs"]
    return tree.dep[verb] == "ccomp" and told and tree.tag[tree.head[verb]] == "VBD"


def _asked(scene: Scene, verb: int) -> bool:
    """Whether an infinitive is what somebody asks, orders or warns of."""
    tree = scene.tree
    return (
        tree.dep[verb] in ("xcomp", "ccomp")
        and any(tree.tag[c] == "TO" for c in tree.kids(verb, "aux"))
        and tree.lemma[tree.head[verb]] in scene.ontology.cues["modality"]["hypothetical"]
    )


def _announced(scene: Scene, verb: int) -> bool:
    """Whether "would" is the "will" of somebody who said so: "said it would send", without a condition."""
    tree = scene.tree
    return (
        tree.dep[verb] == "ccomp"
        and tree.tag[tree.head[verb]] in ("VBD", "VBN")
        and tree.lemma[tree.head[verb]] in scene.ontology.cues["modality"]["announcing"]
        and not conditioned(scene, verb)
    )
