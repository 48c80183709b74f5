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
    if form in (lemma + "ed", lemma + "ing") and _doubling(lemma):
        return lemma + "e"
    return lemma


def _doubling(stem: str) -> bool:
    """Whether a stem's last consonant is doubled before "-ed": one short vowel between consonants."""
    if len(stem) < 3:
        return False
    before, vowel, last = stem[-3], stem[-2], stem[-1]
    short = vowel in _VOWELS and before not in _VOWELS and sum(c in _VOWELS for c in stem) == 1
    return short and last not in _VOWELS and last not in _NEVER_DOUBLED


def known_lemma(lemma: str, known: Container[str]) -> str:
    """The listed verb of which the parser, who does not know it, took too little: "phishe", "wiretappe".

    >>> known_lemma("phishe", {"phish"}), known_lemma("wiretappe", {"wiretap"})
    ('phish', 'wiretap')
    >>> known_lemma("stage", {"stag", "stage"}), known_lemma("tape", {"tap"})
    ('stage', 'tape')
    """
    if lemma in known or not lemma.endswith("e"):
        return lemma
    doubled = len(lemma) > 3 and lemma[-2] == lemma[-3]
    stems = [lemma[:-2]] if doubled else []
    stems += [lemma[:-1]] if not _doubling(lemma[:-1]) else []
    return next((stem for stem in stems if stem in known), lemma)


def mended(tree: Tree, plurals: Mapping[str, frozenset[str]]) -> Tree:
    """The tree with the lemmas of some plural nouns put right; ``plurals`` has their forms by lemma."""
    singular = {form: lemma for lemma, forms in plurals.items() for form in forms}
    tree.lemma = tuple(
        singular.get(form, lemma) if pos == "NOUN" else lemma
        for lemma, form, pos in zip(tree.lemma, tree.lowered, tree.pos, strict=True)
    )
    return tree
