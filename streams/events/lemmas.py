"""Corrects the lemma of a form from which the parser took too much.

English doubles the last consonant of a short stem before "-ed" and "-ing" ("rapped"), so "raped"
and "staging" cannot be forms of "rap" and "stag".
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Final

from streams.syntax import Tree

_VOWELS: Final = frozenset("aeiou")
_NEVER_DOUBLED: Final = frozenset("wxy")


def verb_lemma(form: str, lemma: str) -> str:
    """The lemma of ``form`` (in lower case), of which the parser says that it is ``lemma``.

    >>> verb_lemma("staged", "stag"), verb_lemma("raping", "rap"), verb_lemma("rapped", "rap")
    ('stage', 'rape', 'rap')
    >>> verb_lemma("visited", "visit"), verb_lemma("aired", "air"), verb_lemma("showing", "show")
    ('visit', 'air', 'show')
    """
    if form not in (lemma + "ed", lemma + "ing") or len(lemma) < 3:
        return lemma
    before, vowel, last = lemma[-3], lemma[-2], lemma[-1]
    short = vowel in _VOWELS and before not in _VOWELS and sum(c in _VOWELS for c in lemma) == 1
    if not short or last in _VOWELS or last in _NEVER_DOUBLED:
        return lemma
    return lemma + "e"


def listed(lemma: str, known: Container[str]) -> str:
    """A verb that is known, of which the parser made one too many letters; else ``lemma`` itself.

    >>> listed("defunde", {"defund"}), listed("kitte", {"kit"})
    ('defund', 'kit')
    >>> listed("free", {"free", "fre"}), listed("agree", {"meet"})
    ('free', 'agree')
    """
    if lemma in known or len(lemma) < 4 or not lemma.endswith("e"):
        return lemma
    stem = lemma[:-1]
    single = stem[:-1] if stem[-1] == stem[-2] else stem  # "kitted" is a form of "kit"
    return next((form for form in (stem, single) if form in known), lemma)


def mended(tree: Tree, plurals: Mapping[str, frozenset[str]]) -> Tree:
    """The tree with the lemmas of some plural nouns put right; ``plurals`` has their forms by lemma."""
    singular = {form: lemma for lemma, forms in plurals.items() for form in forms}
    tree.lemma = tuple(
        singular.get(form, lemma) if pos == "NOUN" else lemma
        for lemma, form, pos in zip(tree.lemma, tree.lowered, tree.pos, strict=True)
    )
    return tree
