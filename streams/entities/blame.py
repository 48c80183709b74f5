"""Whom a speech is about and not by: "Chad has betrayed us, the ministry said" is no ministry of Chad's.

Who says "the ministry said" is mostly whose act was told before; the lands that the words themselves
blame, ask or threaten are others, and so is whoever does something to "us".
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from streams.entities.drafts import Draft, Scene
from streams.entities.quotemarks import marked

_US: Final = frozenset({"we", "us", "our", "ours", "ourselves"})
_GUESSED: Final = frozenset({"coreference", "pronoun"})
_SPEAKERS: Final = frozenset({"we", "i", "it", "they", "he", "she"})
_OBLIGED: Final = frozenset({"must", "should", "shall"})
_HARD: Final = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
_AIMED: Final = frozenset({"ACCUSE", "REQUEST", "THREATEN", "SANCTION", "REJECT"})
_ONTO: Final = frozenset({"on", "upon", "against", "to", "at", "from", "with"})
_BACK: Final = 60  # tokens: how far before its sentence the words may begin
_OWNERS: Final = frozenset({"poss", "amod", "compound", "nmod"})


def said(scene: Scene, noun: int) -> frozenset[int]:
    """The tokens of what a noun says as the subject of a verb of saying; none where it says nothing."""
    tree, verb = scene.tree, scene.tree.head[noun]
    if not _speaks(scene, noun):
        return frozenset()
    own = frozenset(tree.subtree(noun))
    found = set(quoted(scene, noun))
    for content in tree.kids(verb, "ccomp"):
        found |= set(tree.subtree(content))
    if tree.dep[verb] in ("ccomp", "parataxis"):  # "…, the ministry said" hung below the words
        found |= set(range(tree.sentence(verb).first, min(own)))
    return frozenset(found - own - {verb})


def quoted(scene: Scene, noun: int) -> frozenset[int]:
    """The tokens between quotation marks that end in the sentence of a noun that says something."""
    here = scene.tree.sentence(noun)
    if not _speaks(scene, noun):
        return frozenset()
    return frozenset(
        token
        for span in marked(scene.tree.parse)
        if here.first < span.last <= here.last and span.first >= here.first - _BACK
        for token in range(span.first, span.last)
    )


def tells_own(scene: Scene, noun: int) -> str | None:
    """The state whose act an authority of no named land tells: "Chad shut its port, the ministry said"."""
    tree, verb = scene.tree, scene.tree.head[noun]
    announces = tree.lemma[verb] in scene.ontology.cues["modality"]["announcing"]
    if not announces or not _speaks(scene, noun):
        return None
    quote = quoted(scene, noun)
    above = (tree.head[verb],) if tree.dep[verb] in ("ccomp", "parataxis") else ()
    for act in (*tree.kids(verb, "ccomp"), *above):
        triggers = scene.ontology.verbs.get(tree.lemma[act], ())
        struck = any(t.type == "ASSAULT" and not t.parts for t in triggers)
        subject = tree.kid(act, "nsubj")
        doer = scene.at.get(subject) if subject is not None else None
        # who is struck tells of a raid as often as who strikes
        if doer is None or doer.kind != "state" or not triggers or struck or act in quote:
            continue
        key = doer.actors[0].key if doer.actors else None
        if key in scene.ontology.states and key not in blamed(scene, said(scene, noun)):
            return key
    return None


def _speaks(scene: Scene, noun: int) -> bool:
    tree, verb = scene.tree, scene.tree.head[noun]
    says = tree.lemma[verb] in scene.ontology.cues["saying"]["verbs"]
    return says and tree.dep[noun] == "nsubj"


def blamed(scene: Scene, words: Iterable[int]) -> frozenset[str]:
    """The keys of the states that these words speak against or speak to."""
    inside = frozenset(words)
    us = any(scene.tree.lowered[t] in _US for t in inside)
    return frozenset(
        actor.key
        for draft in scene.drafts
        if draft.head in inside and len(draft.actors) == 1 and draft.how not in _GUESSED
        if scene.tree.kid(draft.head, "poss") is None or draft.kind != "role"
        for actor in draft.actors
        if actor.key in scene.ontology.states and _against(scene, draft, us=us)
    )


def attacker(scene: Scene, noun: int) -> frozenset[str]:
    """Who struck in the sentence before, where a noun is of those who fend it off: "shot down 70 of them"."""
    tree, fending = scene.tree, scene.ontology.cues["descriptions"]["fending"]
    here = tree.sentence_of[noun]
    acts = [tree.head[noun], *(t for t in said(scene, noun) if tree.pos[t] == "VERB")]
    fends = any(
        tree.lemma[t] in fending
        or any(
            f"{tree.lemma[t]} {tree.lowered[c]}" in fending for c in tree.kids(t, "prt", "advmod")
        )
        for t in acts
    )
    if not fends or here == 0:
        return frozenset()
    before = tree.parse.sentences[here - 1]
    return frozenset(
        a.key
        for d in scene.drafts
        if before.first <= d.head < before.last and tree.dep[d.head] == "nsubj"
        if any(
            t.type == "ASSAULT" for t in scene.ontology.verbs.get(tree.lemma[tree.head[d.head]], ())
        )
        for a in d.actors
        if a.key is not None
    )


def _against(scene: Scene, draft: Draft, *, us: bool) -> bool:
    tree, token = scene.tree, draft.head
    while tree.dep[token] in _OWNERS:
        if _wrong(scene, token, us=us):
            return True
        token = tree.head[token]
    above = tree.head[token]
    if tree.dep[token] == "nsubj" and tree.dep[above] == "ccomp" and tree.pos[above] == "ADJ":
        return _aims(scene, tree.head[above])  # "we hold Lima responsible"
    if tree.dep[token] in ("nsubj", "conj") and tree.pos[above] in ("VERB", "AUX"):
        return _does_wrong(scene, above)
    if tree.dep[token] == "pobj":
        preposition, above = above, tree.head[above]
        if tree.lowered[preposition] == "by":
            return _wrong(scene, preposition, us=us)
        if tree.lowered[preposition] not in _ONTO:
            return False
        if tree.dep[above] == "dobj":
            above = tree.head[above]  # "it would recall its envoy from Quito"
    elif tree.dep[token] not in ("dobj", "dative", "nsubj"):
        return False
    return _aims(scene, above)


def _does_wrong(scene: Scene, verb: int) -> bool:
    """Whether a state is said to do wrong, to have to give way, or to do something to "us"."""
    tree, words = scene.tree, scene.ontology.cues["descriptions"]
    helpers = {tree.lowered[c] for c in tree.kids(verb, "aux")}
    going_on = tree.tag[verb] == "VBG" and any(
        tree.lemma[c] == "be" for c in tree.kids(verb, "aux")
    )
    lemma = tree.lemma[verb]
    if lemma in words["wronging_of"] and any(
        tree.lemma[thing] in words["wronged"] for thing in tree.kids(verb, "dobj")
    ):
        return tree.kid(verb, "neg") is None
    if lemma in words["wronging"] or (helpers & _OBLIGED and lemma in words["yielding"]):
        return tree.kid(verb, "neg") is None
    if going_on and any(t.type in _HARD for t in scene.ontology.verbs.get(lemma, ())):
        return True
    rest = (
        t for t in tree.subtree(verb) if t > verb and tree.sentence_of[t] == tree.sentence_of[verb]
    )
    return any(tree.lowered[t] in _US and tree.lowered[t] != "we" for t in rest)


def _wrong(scene: Scene, token: int, *, us: bool) -> bool:
    """Whether a land or "by" hangs on a noun of wrongdoing: "Israel's provocations", "acts by China"."""
    tree, noun = scene.tree, scene.tree.head[token]
    if tree.lemma[noun] in scene.ontology.sets["wrongs"]:
        return True
    types = {t.type for t in scene.ontology.nouns.get(tree.lemma[noun], ())}
    act = tree.lemma[noun] in scene.ontology.cues["descriptions"]["deeds"]
    return us and bool(act or types & (_HARD | {"THREATEN"}))


def _aims(scene: Scene, verb: int) -> bool:
    """Whether a verb accuses, asks or warns, or is of what the speaker does to somebody by force."""
    tree = scene.tree
    types = {t.type for t in scene.ontology.verbs.get(tree.lemma[verb], ())}
    subject = tree.kid(verb, "nsubj")
    ours = subject is not None and tree.lowered[subject] in _SPEAKERS
    return ours and bool(types & (_AIMED | _HARD))
