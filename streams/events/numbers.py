"""Reads the numbers of a sentence: figures, number words, vague ones, with their bounds."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from streams.messages import Sentence
from streams.syntax import Tree

_ONES: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS: Final = {w: i for i, w in enumerate(_ONES.split())} | {
    w: 10 * i for i, w in enumerate(_TENS.split(), 2)
}
_SCALES: Final = {
    "dozen": 12.0,
    "score": 20.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "m": 1e6,
    "mn": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
}
_HEAP_OF: Final = {"tens": 10.0} | {
    f"{w}s": _SCALES[w] for w in ("dozen", "score", "hundred", "thousand", "million", "billion")
}
_FEW: Final = {"several": 3, "few": 2, "many": 2, "couple": 2}  # at least so many of the scale
_FIGURE: Final = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(k|m|mn|bn|tn)?")
_NEAR: Final = 0.1  # "about 300" is 270 to 330


@dataclass(frozen=True, slots=True)
class Number:
    """Tokens ``[first, last)``; ``head`` is the one that stands for all in the tree."""

    first: int
    last: int
    head: int
    low: float | None
    high: float | None


def numbers(tree: Tree, sentence: Sentence, cues: Mapping[str, frozenset[str]]) -> Iterator[Number]:
    """The numbers of a sentence, left to right.

    Args:
        tree: the parse.
        sentence: where to look.
        cues: ``at_least``, ``at_most``, ``about``, ``almost``: the words before a number that bound it.
    """
    at = sentence.first
    while at < sentence.last:
        read = _read(tree, at, sentence.last)
        if read is None:
            at += 1
            continue
        last, least, most = read
        low, high = _bounded(tree, sentence.first, at, last, least, most, cues)
        last, high = _to(tree, sentence, last, high)
        yield Number(at, last, _head(tree, at, last), low, high)
        at = last


def _head(tree: Tree, first: int, last: int) -> int:
    tops = [t for t in range(first, last) if not first <= tree.head[t] < last or tree.head[t] == t]
    return tops[-1] if tops else last - 1


def _read(tree: Tree, at: int, limit: int) -> tuple[int, float, float | None] | None:
    """One past the number's last token, and its least and greatest value (null: open)."""
    word = tree.lowered[at]
    if (
        word == "one"
        and at
        and tree.lowered[at - 1] in ("no", "any", "every", "some", "this", "that")
    ):
        return None
    if word in _HEAP_OF:
        return _heap(tree, at, limit)
    if word in _FEW or (word == "a" and _word(tree, at + 1, limit) in ("few", "couple")):
        few = at + (word == "a")
        scale = _word(tree, few + 1, limit)
        if scale in _HEAP_OF:
            return few + 2, _FEW[tree.lowered[few]] * _HEAP_OF[scale], None
        if scale in _SCALES:
            return few + 2, _FEW[tree.lowered[few]] * _SCALES[scale], None
        return (few + 1, 3.0, None) if word == "several" else None
    if (
        word == "half"
        and _word(tree, at + 1, limit) == "a"
        and _word(tree, at + 2, limit) in _SCALES
    ):
        half = _SCALES[tree.lowered[at + 2]] / 2
        return at + 3, half, half
    figure = _FIGURE.fullmatch(word)
    if figure:
        value = float(figure[1].replace(",", "") + (figure[2] or "")) * _SCALES.get(figure[3], 1.0)
        last = at + 1
    else:
        spelled = _spelled(tree, at, limit)
        if spelled is None:
            return None
        last, value = spelled
    while _word(tree, last, limit) in _SCALES:
        value *= _SCALES[tree.lowered[last]]
        last += 1
    return last, round(value, 6), round(value, 6)


def _heap(tree: Tree, at: int, limit: int) -> tuple[int, float, None]:
    """Such as "dozens", "hundreds of thousands": at least two of it."""
    value = _HEAP_OF[tree.lowered[at]]
    if _word(tree, at + 1, limit) == "of" and _word(tree, at + 2, limit) in _HEAP_OF:
        return at + 3, 2 * value * _HEAP_OF[tree.lowered[at + 2]], None
    return at + 1, 2 * value, None


def _spelled(tree: Tree, at: int, limit: int) -> tuple[int, float] | None:
    """Such as "three hundred and eighteen", "twenty-four", "a dozen"."""
    word = tree.lowered[at]
    if word in ("a", "an"):
        scale = _word(tree, at + 1, limit)
        return (at + 1, 1.0) if scale in _SCALES and scale not in ("m", "k", "score") else None
    if "-" in word and all(part in _UNITS for part in word.split("-")):
        return at + 1, float(sum(_UNITS[part] for part in word.split("-")))
    if word not in _UNITS and word not in ("dozen", "hundred", "thousand", "million"):
        return None
    total = value = 0.0
    last = at
    while last < limit:
        word = tree.lowered[last]
        if word in _UNITS:
            value += _UNITS[word]
        elif word in ("hundred", "dozen"):
            value = (value or 1.0) * _SCALES[word]
        elif word == "thousand":
            total, value = total + (value or 1.0) * 1e3, 0.0
        elif not (word in ("-", "and") and value and _word(tree, last + 1, limit) in _UNITS):
            break
        elif word == "and" and value < 100:
            break  # "two and three" are two numbers, "two hundred and three" is one
        last += 1
    return (last, total + value) if last > at else None


def _bounded(
    tree: Tree,
    begin: int,
    first: int,
    last: int,
    low: float,
    high: float | None,
    cues: Mapping[str, frozenset[str]],
) -> tuple[float | None, float | None]:
    """The bounds with the words before ("at least") and behind ("or more") taken in."""
    sign = first > begin and tree.text[first - 1][-1] in "$€£¥₹₺₩₦₪₱₴₽"
    ahead = first - sign  # "more than $ 5 million"
    behind = " ".join(tree.lowered[last : last + 2])
    near = [" ".join(tree.lowered[max(begin, ahead - n) : ahead]) for n in (3, 2, 1)]
    kinds = ("at_least", "at_most", "almost", "about")
    # the longest words first: "no more than" is not "more than"
    kind = next((k for words in (*near, behind) for k in kinds if words in cues[k]), None)
    if kind == "at_least":
        return low, None
    if kind == "at_most":
        return None, high
    if kind is None or high is None:
        return low, high
    least = float(math.floor(round(low * (1 - _NEAR), 6)))
    most = float(math.ceil(round(high * (1 + _NEAR), 6)))
    return least, high if kind == "almost" else most


def _to(tree: Tree, sentence: Sentence, last: int, high: float | None) -> tuple[int, float | None]:
    """Takes in the upper end of "30 to 40", "between 30 and 40"."""
    link = _word(tree, last, sentence.last)
    if link not in ("to", "-", "–", "and", "or") or last + 1 >= sentence.last:
        return last, high
    second = _read(tree, last + 1, sentence.last)
    if second is None or high is None or second[2] is None or second[2] <= high:
        return last, high
    first_token = last - 1
    between = "between" in tree.lowered[max(sentence.first, first_token - 2) : first_token]
    close = link in ("-", "–") or (link == "to" and tree.pos[last] != "PART")
    if (link == "and" and not between) or (link == "to" and not close):
        return last, high
    return second[0], second[2]


def _word(tree: Tree, token: int, limit: int) -> str:
    return tree.lowered[token] if token < limit else ""
