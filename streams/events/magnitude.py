"""Numbers that the text gives for an event: killed, injured, displaced, detained, missing, money.

A number gets its name from the noun it counts ("12 dead"), the verb that noun depends on ("killed
12 people"), or what is said of it ("left 12 homeless"); that word is its anchor in the tree.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from streams.events.counted import Cues, holder_of, named
from streams.events.numbers import Number, numbers
from streams.messages import Entities, Quantity, Sentence
from streams.syntax import Tree

# through these a clause speaks of something else than what governs it
_OTHER_MATTER: Final = frozenset({"ccomp", "xcomp", "pcomp", "parataxis", "csubj", "dep"})
_NEAR: Final = 3  # steps in the tree


@dataclass(frozen=True, slots=True)
class Magnitude:
    """A quantity by its name; ``token`` is the word that gives it the name."""

    token: int
    name: str
    quantity: Quantity


def of(
    tree: Tree, entities: Entities, cues: Cues, trigger: int, words: tuple[int, ...]
) -> dict[str, Quantity]:
    """The quantities of the event at ``trigger``, by name; where there are several the nearest.

    Args:
        tree: the article's parse.
        entities: the article, to cut the words from.
        cues: the lists of ``cues/magnitude.toml``.
        trigger: the event's token.
        words: all tokens of the pattern that makes it an event.
    """
    found: dict[str, tuple[int, Quantity]] = {}
    sentence = tree.sentence(trigger)
    source = entities.title if sentence.field == "title" else entities.body
    for magnitude in find_magnitudes(tree, sentence, cues):
        distance = _distance(tree, magnitude, trigger, words)
        if distance is None:
            continue
        known = found.get(magnitude.name)
        if known is None or distance < known[0]:
            found[magnitude.name] = distance, magnitude.quantity
    return {n: replace(q, text=source[q.start : q.end]) for n, (_, q) in found.items()}


def find_magnitudes(tree: Tree, sentence: Sentence, cues: Cues) -> list[Magnitude]:
    """All quantities of a sentence with the tokens that they hang on; several under one are summed."""
    found: list[Magnitude] = []
    for number in numbers(tree, sentence, cues):
        unit = _currency(tree, number, sentence, cues)
        if unit is not None:
            quantity = _quantity(tree, number, unit, sentence)
            found.append(Magnitude(holder_of(tree, number), "money", quantity))
            continue
        label = named(tree, number, cues)
        if label is not None:
            token, name, added = label
            magnitude = Magnitude(token, name, _quantity(tree, number, None, sentence))
            if added and found and (found[-1].token, found[-1].name) == (token, name):
                found[-1] = _sum(found[-1], magnitude)
            else:
                found.append(magnitude)
    return found


def _quantity(tree: Tree, number: Number, unit: str | None, sentence: Sentence) -> Quantity:
    parse = tree.parse
    text = parse.text[number.first]
    for token in range(number.first + 1, number.last):
        text += (" " if parse.start[token] > parse.end[token - 1] else "") + parse.text[token]
    return Quantity(
        min=number.low,
        max=number.high,
        text=text,
        field=sentence.field,
        start=parse.start[number.first],
        end=parse.end[number.last - 1],
        unit=unit,
    )


def _sum(first: Magnitude, second: Magnitude) -> Magnitude:
    """Of "12 soldiers and three civilians", 15."""
    a, b = first.quantity, second.quantity
    low = None if a.min is None and b.min is None else (a.min or 0) + (b.min or 0)
    high = None if a.max is None or b.max is None else a.max + b.max
    return replace(first, quantity=replace(a, min=low, max=high, end=b.end))


def _currency(tree: Tree, number: Number, sentence: Sentence, cues: Cues) -> str | None:
    known = _pairs(cues["currencies"])
    before = tree.lowered[number.first - 1] if number.first > sentence.first else ""
    if before in known and not before.isalpha():
        return known[before]
    behind = [tree.lowered[t] for t in range(number.last, min(number.last + 3, sentence.last))]
    lemmas = [tree.lemma[t] for t in range(number.last, min(number.last + 3, sentence.last))]
    for words in (behind[:2], lemmas[:2], behind[:1], lemmas[:1]):
        if " ".join(words) in known:
            return known[" ".join(words)]
    return known.get(before)


@lru_cache(maxsize=8)
def _pairs(lines: frozenset[str]) -> dict[str, str]:
    return {name.strip(): unit.strip() for name, _, unit in (li.partition("=") for li in lines)}


def _distance(tree: Tree, magnitude: Magnitude, trigger: int, words: tuple[int, ...]) -> int | None:
    """How far the anchor is from the trigger in the tree; null if it belongs to another matter."""
    anchor = magnitude.token
    if anchor == trigger or anchor in words:
        return 0
    up = _climb(tree, anchor, trigger, magnitude.name)
    if up is None and magnitude.name != "money":
        up = _climb(tree, trigger, anchor, magnitude.name)  # "12 died in a raid"
        return up if up is not None and up <= _NEAR else None
    return up


def _climb(tree: Tree, below: int, above: int, name: str) -> int | None:
    node = below
    for steps, governor in enumerate(tree.ancestors(below), 1):
        dep = tree.dep[node]
        verbal = tree.pos[node] in ("VERB", "AUX")
        beside = dep == "pcomp" and tree.lowered[governor] == "with"  # "with 30 others injured"
        if dep in _OTHER_MATTER and not beside:
            return None
        if dep == "conj" and verbal and name in ("detained", "money"):
            return None
        if name == "money" and verbal and node != below:
            return None
        if governor == above:
            return steps
        if dep == "relcl":
            return None  # "protests that left 12 dead" are told of, not done by, what governs them
        node = governor
    return None
