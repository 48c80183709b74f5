"""Corrects the lemma of a form from which the parser took too much.

English doubles the last consonant of a short stem before "-ed" and "-ing" ("rapped"), so "raped"
and "staging" cannot be forms of "rap" and "stag".
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from typing import Final

from streams.syntax import Tree

_VOWELS: Final = frozenset("aeiou")
_NEVER_DOUBLED: Final = frozenset("wxy")
_UNITS: Final = {"m": "million", "bn": "billion", "tn": "trillion"}
_SUM: Final = re.compile(r"[\d.,]*(m|bn|tn)")
_CURRENCIES: Final = "$€£¥₹₽"


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


def listed_lemma(lemma: str, listed: Container[str]) -> str:
    """The lemma, or the listed one from which the parser's differs by its ending only.

    Of verbs that it has never seen the parser takes no more than the "-d".

    >>> listed_lemma("defunde", {"defund"}), listed_lemma("readie", {"ready"})
    ('defund', 'ready')
    >>> listed_lemma("readmitte", {"readmit"}), listed_lemma("extoll", {"extol"})
    ('readmit', 'extol')
    >>> listed_lemma("re-opene", {"reopen", "open"}), listed_lemma("re-arreste", {"arrest"})
    ('reopen', 'arrest')
    >>> listed_lemma("free", {"fre", "free"}), listed_lemma("agree", {"free"}), listed_lemma("tape", {"tap"})
    ('free', 'agree', 'tape')
    """
    if lemma in listed or len(lemma) < 4:
        return lemma
    if lemma.startswith("re-"):  # "re-opened" is "reopened", "re-arrested" is "arrested"
        plain = listed_lemma("re" + lemma[3:], listed)
        return plain if plain in listed else listed_lemma(lemma[3:], listed)
    stem = lemma.removesuffix("e")
    forms = [] if _doubling(stem) else [stem]  # "taped" is no form of "tap"
    if stem[-1] == stem[-2]:
        forms.append(stem[:-1])
    if stem != lemma and stem[-1] == "i":
        forms.append(stem[:-1] + "y")
    return next((form for form in forms if form in listed), lemma)


def mended(tree: Tree, plurals: Mapping[str, frozenset[str]]) -> Tree:
    """The tree with some lemmas put right; ``plurals`` has the forms of plural nouns by lemma."""
    singular = {form: lemma for lemma, forms in plurals.items() for form in forms}
    lemmas = [
        singular.get(form, lemma) if pos == "NOUN" else lemma
        for lemma, form, pos in zip(tree.lemma, tree.lowered, tree.pos, strict=True)
    ]
    for token, form in enumerate(tree.lowered):
        if form == "lay" and lemmas[token] == "lie" and tree.kid(token, "dobj") is not None:
            lemmas[token] = "lay"  # "rebels lay down arms" is no past of "lie"
        unit = _SUM.fullmatch(form)
        if unit is not None and _of_money(tree, token):
            lemmas[token] = _UNITS[unit[1]]
    tree.lemma = tuple(lemmas)
    return tree


def _of_money(tree: Tree, token: int) -> bool:
    """Whether a currency's sign stands before a number, or before the number before its unit: "$40m"."""
    first = token - (1 if tree.lowered[token] in _UNITS else 0)
    return first > 0 and any(sign in tree.text[first - 1] for sign in _CURRENCIES)
