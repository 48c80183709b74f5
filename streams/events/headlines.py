"""The grammar of headlines, which join by a comma what a sentence joins by "and": "Chad, Sudan hold talks".

Parsers are made for sentences and take such a comma for an apposition or an adverb, and a name without
an article before a verb for a part of that ("Chad bristles"); ``mended`` gives a parse in which those
named are coordinated, verbs have their subjects and what stands right behind them is their object. Used by
``scene``.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Final

from streams.messages import Parse
from streams.syntax import Tree

_LABEL: Final = 6  # tokens: a label is no longer
_NAMES: Final = frozenset({"NNP", "NNPS"})
_FINITE: Final = frozenset({"VBZ", "VBP", "VBD"})
_PART: Final = frozenset({"compound", "nmod", "amod", "npadvmod", "dep"})
_SUBJECTS: Final = ("nsubj", "nsubjpass", "csubj", "expl")
_WHOLE: Final = (
    "dobj",
    "ccomp",
    "xcomp",
    "oprd",
    "attr",
    "acomp",
    "dative",
    "prt",
    "agent",
)


def mended(parse: Parse) -> Parse:
    """The parse with the lists of names before a headline's verb coordinated; itself where there are none."""
    parse = _labelled(parse)
    tree, head, dep = Tree(parse), list(parse.head), list(parse.dep)
    pos, tag = list(parse.pos), list(parse.tag)
    changed = False
    for sentence in parse.sentences:
        if not tree.headline(sentence.first):
            continue
        for verb in range(sentence.first, sentence.last):
            if tree.tag[verb] in _FINITE:
                changed |= _whole(tree, verb, head, dep)
            changed |= _of_the_place(tree, verb, head, dep)
            if tree.tag[verb] in _FINITE and (named := _aside(tree, verb)) is not None:
                dep[named], changed = "dep", True
            if tree.tag[verb] == "VBN" and tree.head[verb] == verb:
                changed |= _undergone(tree, verb, dep)
            if tree.dep[verb] == "amod":
                changed |= _judged(tree, verb, head, dep)
            if tree.tag[verb] == "VB":
                changed |= _to_come(tree, verb, head, dep)
            changed |= _after_its_object(tree, verb, head, dep, pos, tag)
            changed |= _below(tree, verb, pos, tag)
            listed = _listed(tree, verb) if tree.pos[verb] in ("VERB", "AUX") else []
            for before, token in pairwise(listed):
                head[token], dep[token] = before, "conj"
                changed = True
            if listed:
                head[listed[0]], dep[listed[0]] = verb, "nsubj"
    if not changed:
        return parse
    return replace(parse, head=tuple(head), dep=tuple(dep), pos=tuple(pos), tag=tuple(tag))


def _labelled(parse: Parse) -> Parse:
    """The parse with the last word of a label a noun: "Peru protests: Lima airport reopens"."""
    tree = Tree(parse)
    colon = next((t for t in range(1, min(_LABEL, len(tree))) if tree.text[t] == ":"), None)
    if colon is None or not tree.headline(0):
        return parse
    word, last = colon - 1, tree.sentence(0).last
    before = [tree.pos[t] for t in range(word)]
    if (
        word == 0
        or tree.tag[word] not in _FINITE
        or not {"PROPN", "NOUN", "ADJ"}.issuperset(before)
    ):
        return parse
    head, dep, pos, tag = list(parse.head), list(parse.dep), list(parse.pos), list(parse.tag)
    behind = [t for t in range(colon + 1, last) if head[t] == word]
    main = next((t for t in behind if dep[t] == "ccomp"), behind[0] if behind else head[word])
    pos[word], tag[word] = "NOUN", "NNS"
    if behind:
        head[main], dep[main] = main, "ROOT"
    for token in (*behind, colon):
        if token != main:
            head[token], dep[token] = main, "punct" if token == colon else "dep"
    head[word], dep[word] = word, "dep"  # what follows says nothing of whether it is so
    for token in range(word):
        if pos[token] != "ADJ" and (head[token] == word or head[head[token]] == word):
            head[token], dep[token] = word, "compound"
    return replace(parse, head=tuple(head), dep=tuple(dep), pos=tuple(pos), tag=tuple(tag))


def _whole(tree: Tree, verb: int, head: list[int], dep: list[str]) -> bool:
    """Whether a finite verb was given the subject before it, or the object behind it, that it lacked."""
    sentence, before = tree.sentence(verb), verb - 1
    if tree.kid(verb, *_SUBJECTS) is None:
        # "Syrian army quits Deraa": no noun is part of a finite verb
        called = tree.tag[before] in (*_NAMES, "NN", "NNS") or (
            tree.tag[before] == "JJ" and tree.text[before].istitle()
        )
        named = before >= sentence.first and called
        if named and tree.head[before] == verb and tree.dep[before] in _PART:
            dep[before] = "nsubj"
            return True
        return False
    last = verb + 1
    while last < sentence.last and tree.dep[last] in ("compound", "amod", "nummod", "poss", "case"):
        last += 1
    if last == sentence.last or tree.kid(verb, *_WHOLE) is not None:
        return False
    bare = tree.kid(verb, "prep") is None
    # "reopens Rafah crossing": a noun is no clause
    clause = (
        tree.dep[last] == "advcl"
        and tree.tag[last] == "NN"
        and tree.kid(last, "nsubj", "mark") is None
    )
    behind = bare and tree.dep[last] == "appos" and tree.head[last] < verb  # "as Chad shells Faya"
    # "police hold six over theft", "Madagascar lambasts France"
    whom = tree.tag[last] == "CD" or (
        tree.tag[last] in _NAMES and "DATE" not in tree.parse.ent[last]
    )
    counted = tree.dep[last] == "npadvmod" and whom
    if not (behind or ((counted or clause) and tree.head[last] == verb)):
        return False
    head[last], dep[last] = verb, "dobj"
    return True


def _of_the_place(tree: Tree, noun: int, head: list[int], dep: list[str]) -> bool:
    """Whether a noun right behind a place's name was made what the name is part of: "killed in Mali ambush"."""
    place = noun - 1
    if tree.tag[noun] not in ("NN", "NNS") or tree.dep[noun] != "appos" or noun == 0:
        return False
    if tree.tag[place] not in _NAMES or tree.dep[place] != "pobj":
        return False
    head[noun], dep[noun], head[place], dep[place] = tree.head[place], "pobj", noun, "compound"
    return True


def _aside(tree: Tree, verb: int) -> int | None:
    """What a headline tells of before "as", where it was taken for who does it: "Clashes as miners march"."""
    mark, subjects = tree.kid(verb, "mark"), tree.kids(verb, "nsubj")
    apart = mark is not None and len(subjects) > 1 and subjects[0] < mark < subjects[-1] < verb
    return subjects[0] if apart else None


def _undergone(tree: Tree, verb: int, dep: list[str]) -> bool:
    """Whether the noun before a lone participle was made what it befalls: "Internet cut in Congo"."""
    before = verb - 1
    bare = verb > 0 and tree.head[before] == verb and tree.dep[before] in ("compound", "nmod")
    if not bare or tree.kid(verb, *_SUBJECTS, "dobj") is not None:
        return False
    dep[before] = "nsubjpass"
    return True


def _to_come(tree: Tree, verb: int, head: list[int], dep: list[str]) -> bool:
    """Whether an infinitive under the name before it was made the headline's verb: "Chad to host talks"."""
    name, to = tree.head[verb], tree.kid(verb, "aux")
    if to is None or tree.tag[to] != "TO" or name != to - 1 or tree.tag[name] not in _NAMES:
        return False
    if tree.head[name] != name or tree.dep[verb] not in ("advcl", "relcl", "acl", "xcomp"):
        return False
    head[verb], dep[verb], head[name], dep[name] = verb, "ROOT", verb, "nsubj"
    return True


def _after_its_object(
    tree: Tree, noun: int, head: list[int], dep: list[str], pos: list[str], tag: list[str]
) -> bool:
    """Whether a verb's object was taken for the verb, and the verb for its subject: "hands over spy suspect"."""
    if tree.head[noun] != noun or tree.tag[noun] not in ("VBP", "VB"):
        return False
    verb = tree.kid(noun, "nsubj")
    if verb is None or tree.tag[verb] not in _FINITE or tree.kid(verb, "nsubj") is None:
        return False
    head[verb], dep[verb], head[noun], dep[noun] = verb, "ROOT", verb, "dobj"
    pos[noun], tag[noun] = "NOUN", "NN"
    for token in range(verb + 1, noun):
        if tree.tag[token] in (*_NAMES, "NN", "JJ"):
            head[token], dep[token] = noun, "compound"
    for behind in tree.children[noun]:
        if behind > noun:
            head[behind] = verb
    return True


def _below(tree: Tree, word: int, pos: list[str], tag: list[str]) -> bool:
    """Whether a noun with a subject that a conjunction joins is a verb: "as troops fire on crowd"."""
    if tree.tag[word] not in ("NN", "NNS") or tree.dep[word] != "advcl":
        return False
    subject = tree.kid(word, "nsubj")
    if subject != word - 1 or tree.kid(word, "mark") is None or tree.kid(word, "cop") is not None:
        return False
    pos[word], tag[word] = "VERB", "VBP"
    return True


def _judged(tree: Tree, word: int, head: list[int], dep: list[str]) -> bool:
    """Whether an adjective behind an object was made its complement: "calls the claims 'absurd'"."""
    thing = tree.head[word]
    quoted = tree.tag[word - 1] in ("``", "''") or tree.text[word - 1] in ("'", '"', "‘", "“")
    if not (thing < word and quoted and tree.dep[thing] == "dobj"):
        return False
    head[word], dep[word] = tree.head[thing], "oprd"
    return True


def _listed(tree: Tree, verb: int) -> list[int]:
    """The heads of the names in a row that begin a headline and end right before ``verb``."""
    subject, first = tree.kid(verb, "nsubj"), tree.sentence(verb).first
    if subject is None or subject > verb:
        return []
    end = verb
    while end > first and tree.head[end - 1] == verb and tree.dep[end - 1] in ("aux", "advmod"):
        end -= 1
    row: list[int] = []
    while end > first and tree.tag[end - 1] in _NAMES:
        token = end - 1
        row.insert(0, token)
        edge = token
        while edge > first and tree.head[edge - 1] == token and tree.dep[edge - 1] == "compound":
            edge -= 1
        if edge == first:
            above = {verb, *tree.ancestors(verb)}  # a row that governs its verb is no subject
            return row if subject in row and len(row) > 1 and above.isdisjoint(row) else []
        if tree.lowered[edge - 1] not in (",", "and", "&"):
            return []
        end = edge - 1
    return []  # "Lavrov, Russia's minister, says" is one
