"""Contents that make an act of the saying: what must be done, what something is, what is to come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from streams.events.conditional import conditioned
from streams.events.match import among
from streams.events.scene import Scene

FUTURE: Final = frozenset({"will", "would", "shall", "'ll", "’ll"})
OBLIGING: Final = frozenset({"must", "should", "ought", "shall"})


def modal(scene: Scene, token: int, words: frozenset[str]) -> bool:
    """Whether one of the auxiliaries stands with a verb, or with the one that it is coordinated to.

    "or" asks that the verb is what comes of not doing another ("leave or face"), "unless" for a
    condition of any wording.
    """
    tree = scene.tree
    if "or" in words and or_else(scene, token):
        return True
    if "unless" in words and conditioned(scene, token):
        return True
    while tree.dep[token] == "conj" and tree.kid(token, "aux", "nsubj") is None:
        token = tree.head[token]
    if tree.dep[token] == "xcomp" and tree.lemma[tree.head[token]] == "have":
        token = tree.head[token]  # "will have to face"
    return any(tree.lowered[c] in words for c in tree.kids(token, "aux"))


def or_else(scene: Scene, token: int) -> bool:
    """Whether a verb says what comes of not doing what the one before it says: "go or be jailed"."""
    tree = scene.tree
    if tree.dep[token] != "conj" or tree.kid(tree.head[token], "neg") is not None:
        return False  # "not to threaten or use force"
    return any(tree.lowered[c] == "or" and c < token for c in tree.kids(tree.head[token], "cc"))


def _has_to(scene: Scene, content: int) -> bool:
    """Whether a content says so without an auxiliary: "said that Peru needs to act", "has to choose"."""
    tree = scene.tree
    # "Norway said Peru had to act" asks for it; "said Peru had to borrow in May" tells of what was done
    told = tree.lowered[content] == "had" and tree.tag[tree.head[content]] == "VBD"
    within = set(tree.subtree(content)) if told else set()
    told &= not any(time.first in within for time in scene.entities.times)
    if tree.lemma[content] != "need" and tree.lowered[content] not in ("has", "have") and not told:
        return False
    return any(
        tree.tag[aux] == "TO"
        for act in tree.kids(content, "xcomp")
        for aux in tree.kids(act, "aux")
    )


def _obliged(scene: Scene, content: int, _words: frozenset[str]) -> bool:
    """Whether a content says what somebody named must do: "said that Israel must stop"."""
    must = modal(scene, content, OBLIGING) or _subjunctive(scene, content)
    if not must and not _has_to(scene, content):
        return False
    subject = scene.subject_of(content)
    if scene.passive(content):
        subject = scene.tree.kid(content, "nsubjpass")
    if subject is None:
        return False
    subject = scene.through(subject)
    mention = scene.mention(subject)
    if mention is None and scene.tree.lemma[subject] in scene.ontology.sets["bargain"]:
        # "insisted that any deal must include the release of Kenyan sailors"
        inside = scene.tree.subtree(content)
        return any(scene.mention(t) is not None for t in inside if t != subject)
    return mention is not None and mention.kind != "pronoun"


def _subjunctive(scene: Scene, content: int) -> bool:
    """Whether a clause says what is to be by its bare verb: "insisted that Chad be heard"."""
    tree = scene.tree
    bare = content
    if (helper := tree.kid(content, "auxpass")) is not None:
        bare = helper
    return (
        tree.tag[bare] == "VB"
        and tree.dep[content] == "ccomp"
        and tree.kid(content, "nsubj", "nsubjpass") is not None
        and not tree.kids(content, "aux")
        and tree.lemma[tree.head[content]] in ("insist", "agree")
    )


def _judged(scene: Scene, content: int, words: frozenset[str]) -> bool:
    """Whether a content says what somebody's doing is: "said that Iceland's conduct was unacceptable"."""
    tree = scene.tree
    if tree.lemma[content] != "be" or tree.kid(content, "neg") is not None:
        return False
    # "is illegal", "is to blame", "is behind it"
    said = tree.kids(content, "acomp", "attr", "oprd", "xcomp", "prep")
    if not any(among(scene, c, words) for c in said):
        return False
    subject = tree.kid(content, "nsubj")
    if subject is None:
        return False
    subject = scene.through(subject)
    for holder in (subject, scene.owner_of(subject)):
        mention = scene.mention(holder) if holder is not None else None
        if mention is not None and mention.kind != "pronoun":
            return True
    # "said the measure was unjust": whose it was, a sentence before has told
    told = (
        tree.sentence_of[content] > 0
        and tree.lemma[subject] in (scene.ontology.cues["descriptions"]["deeds"])
    )
    return told and any(tree.lowered[c] in ("the", "this") for c in tree.kids(subject, "det"))


def _foretold(scene: Scene, content: int, words: frozenset[str]) -> bool:
    """Whether a content says what is to come of it: "warned that there would be consequences"."""
    tree = scene.tree
    if not modal(scene, content, FUTURE):
        return False
    things = tree.kids(content, "acomp", "oprd")
    if (
        tree.kid(content, "neg") is not None
    ):  # "will not go unpunished", but not "will not use force"
        return any(among(scene, t, words) for t in things)
    things += tree.kids(content, "dobj", "attr")
    for prep in tree.kids(content, "prep"):
        things.extend(tree.kids(prep, "pobj"))
    return any(among(scene, t, words) for t in things)


def _directed(scene: Scene, content: int, _words: frozenset[str]) -> bool:
    """Whether a content is what somebody named is to do: "told Eritrea to leave the hill"."""
    tree = scene.tree
    if not any(tree.tag[c] == "TO" for c in tree.kids(content, "aux")):
        return False
    verb = tree.head[content]
    heard = tree.kid(verb, "dobj") if tree.dep[content] == "xcomp" else None
    if heard is None:
        heard = tree.kid(content, "nsubj")  # "wants Chad to stay"
    mention = scene.mention(scene.through(heard)) if heard is not None else None
    if mention is None or mention.how in ("coreference", "pronoun"):
        return False
    subject = scene.subject_of(verb)
    speaker = scene.mention(scene.through(subject)) if subject is not None else None
    # "the king ordered his troops to fire" asks nobody else
    return speaker is None or {a.key for a in speaker.actors} != {a.key for a in mention.actors}


def _unwanted(scene: Scene, content: int, words: frozenset[str]) -> bool:
    """Whether a content says that nobody wants it: "told Togo that its doctors were not needed"."""
    tree = scene.tree
    if tree.kid(content, "neg") is None:
        return False
    said = (content, *tree.kids(content, "acomp", "attr"))
    return any(among(scene, t, words) for t in said)


def _bidden(scene: Scene, content: int, words: frozenset[str]) -> bool:
    """Whether a content is what somebody is told to do: "gave orders to shoot"."""
    tree = scene.tree
    above = tree.head[content]
    return (
        tree.lemma[content] in words
        and any(tree.tag[c] == "TO" for c in tree.kids(content, "aux"))
        and not any(tree.lowered[c] == "no" for c in tree.kids(above, "det"))
    )


SAID: Final[dict[str, Callable[[Scene, int, frozenset[str]], bool]]] = {
    "OBLIGED": _obliged,
    "JUDGED": _judged,
    "FORETOLD": _foretold,
    "DIRECTED": _directed,
    "UNWANTED": _unwanted,
    "BIDDEN": _bidden,
}
