"""Does a date stand with what has happened or with what is to come? Read off its verb.

Words that look forward are few and closed (modals, "due", verbs of planning), so they stand here.
"""

from __future__ import annotations

from typing import Final, Literal

from streams.syntax import Tree

Direction = Literal["past", "future", "open"]

_MODAL_WORDS: Final = "will 'll wo shall would 'd should must can could may might"
# an infinitive under one of these has not happened
_FORWARD_WORDS: Final = (
    "about able agree aim announce arrange ask be bind book call certain choose commit convene"
    " decide demand due expect free hope intend invite keen likely need oblige offer order plan"
    " poise pledge prepare promise propose ready require resolve schedule seek set slate sure swear"
    " threaten tip unlikely urge vote vow want warn willing"
)
_HANDING_WORDS: Final = "give have extend demand order urge ask tell grant set allow"
_MODALS: Final = frozenset(_MODAL_WORDS.split())
_LOOKING_FORWARD: Final = frozenset(_FORWARD_WORDS.split())
_SCHEDULED: Final = frozenset({"schedule", "plan", "expect", "slate", "due", "project"})
_HANDED_OVER: Final = frozenset(_HANDING_WORDS.split())
_STATIVE: Final = frozenset({"be", "remember", "recall", "believe", "think", "say", "tell", "seem"})
_DEADLINES: Final = frozenset({"until", "till", "by", "before"})


def direction(tree: Tree, token: int) -> Direction:
    """Which way the words at ``token`` look.

    Args:
        tree: the parse.
        token: the head of the words that name a time.

    Returns:
        ``past``, ``future``, or ``open`` where nothing tells.
    """
    if _follows_past_verb(tree, token):
        return "past"
    at = token
    preposition = ""
    while True:
        up = tree.head[at]
        if tree.lowered[at] == "ahead":
            return "future"
        if at == up or tree.sentence_of[up] != tree.sentence_of[token]:
            return _of_verb(tree, at, preposition, {at}) if _is_verbal(tree, at) else "open"
        if tree.dep[at] == "prep" and preposition in ("", "of"):
            preposition = tree.lowered[at]  # "until the end of Monday": the outer one tells more
        if _is_verbal(tree, up):
            if preposition == "for" and tree.dep[at] == "prep":
                return "future"
            return _of_verb(tree, up, preposition, {at, up})
        if _names_a_plan(tree, up, preposition):
            return "future"
        at = up


def _follows_past_verb(tree: Tree, token: int) -> bool:
    """Such as "said on Friday that it will": the parser may hang the day on the second verb."""
    phrase = tree.head[token] if tree.dep[token] == "pobj" else token
    verb = min(phrase, token) - 1
    if verb < tree.sentence(token).first or tree.tag[verb] != "VBD" or tree.pos[verb] != "VERB":
        return False
    governor = tree.head[phrase]
    return governor > token and tree.pos[governor] in ("VERB", "AUX")


def _is_verbal(tree: Tree, token: int) -> bool:
    adjective = tree.pos[token] == "ADJ" and tree.lemma[token] in _LOOKING_FORWARD
    return tree.pos[token] in ("VERB", "AUX") or adjective


def _names_a_plan(tree: Tree, noun: int, preposition: str) -> bool:
    """Such as "a deadline of Friday", "the coming Friday", "a summit planned for Friday"."""
    words = {tree.lowered[c] for c in tree.kids(noun, "amod", "compound", "acl")}
    forward = words & {"coming", "upcoming", "forthcoming", "planned", "scheduled", "proposed"}
    return (
        bool(forward)
        or tree.lemma[noun] == "deadline"
        or (preposition == "for" and tree.lemma[noun] in ("plan", "date", "meeting", "election"))
    )


def _of_verb(tree: Tree, verb: int, preposition: str, seen: set[int]) -> Direction:
    helpers = [tree.lowered[c] for c in tree.kids(verb, "aux", "auxpass")]
    perfect = "have" in helpers and not {"to"} & set(helpers)
    if _MODALS & set(helpers):
        return "past" if perfect else "future"
    lemma, tag = tree.lemma[verb], tree.tag[verb]
    if preposition in _DEADLINES and lemma in _HANDED_OVER:
        return "future"
    if lemma in _SCHEDULED and (tag == "VBN" or tree.pos[verb] == "ADJ"):
        return "future"
    if tree.pos[verb] == "ADJ":
        return "future"
    if tag == "MD":
        return "future"
    if tag == "VBD":
        return "past"
    if tag == "VB":
        return _of_infinitive(tree, verb, "to" in helpers, preposition, seen)
    if tag == "VBN":
        return _of_participle(tree, verb, helpers)
    if tag == "VBG":
        going = {"is", "are", "'s", "'re", "’s", "’re", "am"} & set(helpers)
        return "future" if going else _above(tree, verb, preposition, seen)
    return _of_present(tree, verb, preposition)


def _of_infinitive(
    tree: Tree, verb: int, marked: bool, preposition: str, seen: set[int]
) -> Direction:
    up = tree.head[verb]
    if up == verb:
        return "future" if marked else "open"  # "Kenya to host talks on Friday"; an order
    if tree.dep[verb] in ("acl", "relcl") and tree.pos[up] in ("NOUN", "PROPN"):
        return "future"  # "a plan to meet on Friday"
    if tree.dep[verb] in ("xcomp", "ccomp") and tree.lemma[up] in _LOOKING_FORWARD:
        return "future"
    return _above(tree, verb, preposition, seen)


def _of_participle(tree: Tree, verb: int, helpers: list[str]) -> Direction:
    if {"has", "have", "had", "having", "'ve", "’ve", "was", "were"} & set(helpers):
        return "past"
    if {"to"} & set(helpers):
        return "future"
    if {"is", "are", "being", "be"} & set(helpers) and tree.sentence(verb).field == "body":
        return "open"
    return "past"


def _of_present(tree: Tree, verb: int, preposition: str) -> Direction:
    if tree.sentence(verb).field == "title":
        return "past"  # headlines tell what happened in the present tense
    if tree.lemma[verb] in _STATIVE or preposition == "since":
        return "open"
    return "future" if tree.tag[verb] in ("VBZ", "VBP") else "open"


def _above(tree: Tree, verb: int, preposition: str, seen: set[int]) -> Direction:
    """What governs a verb that does not tell by itself."""
    up = tree.head[verb]
    while up not in seen and not _is_verbal(tree, up) and tree.head[up] != up:
        up = tree.head[up]
    if up in seen or not _is_verbal(tree, up):
        return "open"
    return _of_verb(tree, up, preposition, seen | {up})
