"""Corrects the lemma of a form from which the parser took too much.

English doubles the last consonant of a short stem before "-ed" and "-ing" ("rapped"), so "raped"
and "staging" cannot be forms of "rap" and "stag".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

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


def mended(
    lemmas: Sequence[str],
    forms: Sequence[str],
    pos: Sequence[str],
    plurals: Mapping[str, frozenset[str]],
) -> tuple[str, ...]:
    """The lemmas with those of some plural nouns put right; ``plurals`` says of which, by singular.

    >>> mended(["dos", "basis"], ["doses", "basis"], ["NOUN", "NOUN"], {"dose": frozenset({"doses"})})
    ('dose', 'basis')
    """
    singular = {form: lemma for lemma, forms_of in plurals.items() for form in forms_of}
    return tuple(
        singular.get(form, lemma) if tag == "NOUN" else lemma
        for lemma, form, tag in zip(lemmas, forms, pos, strict=True)
    )
