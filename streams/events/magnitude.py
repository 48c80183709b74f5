"""Numbers that the text gives for an event: killed, injured, displaced, detained, missing, money.

A number gets its name from the noun it counts ("12 dead"), the verb that noun depends on ("killed
12 people"), or what is said of it ("left 12 homeless"); that word is its anchor in the tree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from streams.events.numbers import Number, numbers
from streams.messages import Entities, Quantity, Sentence
from streams.syntax import Tree

NAMES: Final = ("killed", "injured", "displaced", "detained", "missing")
Cues = Mapping[str, frozenset[str]]

_INSIDE: Final = frozenset({"nummod", "quantmod", "compound", "nmod", "amod", "det", "advmod"})
_COMPLEMENTS: Final = ("acomp", "oprd", "attr", "xcomp", "ccomp", "advcl", "dobj")
# through these a clause speaks of something else than what governs it
_OTHER_MATTER: Final = frozenset({"ccomp", "xcomp", "pcomp", "parataxis", "csubj", "dep"})


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
            found.append(Magnitude(_holder(tree, number), "money", quantity))
            continue
        named = _named(tree, number, sentence, cues)
        if named is not None:
            token, name, added = named
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


def _holder(tree: Tree, number: Number) -> int:
    """The noun that is counted, or the number itself where it stands alone."""
    token = number.head
    while tree.dep[token] in _INSIDE and tree.head[token] != token:
        if tree.pos[tree.head[token]] not in ("NOUN", "PROPN", "NUM", "ADJ", "SYM", "PRON"):
            break
        token = tree.head[token]
    return token


def _named(
    tree: Tree, number: Number, sentence: Sentence, cues: Cues
) -> tuple[int, str, bool] | None:
    """The anchor, the name, and whether it adds to the number before: "… and three civilians"."""
    holder = _holder(tree, number)
    if _measures(tree, number, holder, cues):
        return None
    counted = [holder, *_of_objects(tree, holder)]
    for token in counted:
        for name in NAMES:
            if (
                tree.lowered[token] in cues[f"{name}_nouns"]
                or tree.lemma[token] in cues[f"{name}_nouns"]
            ):
                return token, name, False
            described = _described(tree, token, cues[f"{name}_adjectives"], cues[f"{name}_verbs"])
            if described is not None:
                return described, name, False
    node, added = holder, False
    while tree.dep[node] in ("conj", "appos") and tree.pos[tree.head[node]] in (
        "NOUN",
        "PROPN",
        "NUM",
    ):
        added = added or tree.dep[node] == "conj"
        node = tree.head[node]
    if not _is_people(tree, counted, cues):
        return None
    found = _by_role(tree, node, cues)
    return (*found, added) if found else _by_toll(tree, node, cues)


def _measures(tree: Tree, number: Number, holder: int, cues: Cues) -> bool:
    """Not "two days", "40 percent", "the 2019 raid": those count no people."""
    after = tree.lemma[number.last] if number.last < len(tree) else ""
    return tree.lemma[holder] in cues["not_counted"] or after in cues["not_counted"]


def _is_people(tree: Tree, counted: list[int], cues: Cues) -> bool:
    """Whether what is counted can be people: not tanks, and not a bare number behind a preposition."""
    last = counted[-1]
    if (
        tree.pos[last] in ("NOUN", "ADJ")
        and len(counted) == 1
        and tree.lemma[last] in cues["things"]
    ):
        return False
    return tree.lemma[last] not in cues["things"]


def _of_objects(tree: Tree, token: int) -> list[int]:
    """What "dozens of", "five of" counts."""
    return [
        noun
        for preposition in tree.kids(token, "prep")
        if tree.lowered[preposition] == "of"
        for noun in tree.kids(preposition, "pobj")
    ]


def _described(
    tree: Tree, noun: int, adjectives: frozenset[str], verbs: frozenset[str]
) -> int | None:
    """The word beside the noun that says what became of it: "two missing airmen", "12 killed"."""
    for child in tree.kids(noun, "amod", "acl"):
        if tree.lowered[child] in adjectives:
            return child
        if tree.tag[child] == "VBN" and tree.lemma[child] in verbs:
            return child
    return None


def _by_role(tree: Tree, node: int, cues: Cues) -> tuple[int, str] | None:
    """The verb or the complement that the counted noun depends on."""
    governor, dep = tree.head[node], tree.dep[node]
    if governor == node:
        return None
    if dep == "pobj":
        return _by_event_noun(tree, governor, cues)
    if dep == "poss":
        return _noun_name(tree, governor, cues)
    complement = _complement(tree, governor, node, cues)
    if complement is not None:
        return complement
    lemma = tree.lemma[governor]
    undergoes = dep in ("dobj", "nsubjpass", "dative", "oprd") or (
        dep in ("nsubj", "npadvmod", "nummod")
        and tree.tag[governor] == "VBN"
        and _bare(tree, governor)
    )
    for name in NAMES:
        if undergoes and lemma in cues[f"{name}_verbs"]:
            return governor, name
        if dep in ("nsubj", "nsubjpass") and lemma in cues[f"{name}_subjects"]:
            return governor, name
        if dep == "nsubj" and _with_object(tree, governor, cues[f"{name}_losing"]):
            return governor, name
    return None


def _bare(tree: Tree, participle: int) -> bool:
    """Whether a participle stands alone: "ten were killed and 30 injured", a headline's "12 killed"."""
    return tree.kid(participle, "dobj") is None and not any(
        tree.lemma[c] == "have" for c in tree.kids(participle, "aux")
    )


def _complement(tree: Tree, verb: int, noun: int, cues: Cues) -> tuple[int, str] | None:
    """Such as "left 12 people dead", "10,000 are missing", "shot dead five"."""
    if tree.dep[noun] not in ("dobj", "nsubj", "nsubjpass"):
        return None
    if tree.lowered[verb] in cues["missing_adjectives"]:
        return verb, "missing"
    for child in [verb, *tree.kids(verb, *_COMPLEMENTS)]:
        for name in NAMES:
            if child != verb and tree.lowered[child] in cues[f"{name}_adjectives"]:
                is_subject = tree.dep[noun] == "nsubj" and tree.dep[verb] not in _COMPLEMENTS
                active = is_subject and tree.kid(verb, "dobj") is not None
                return None if active else (child, name)
            if child == verb and tree.lowered[verb] in cues[f"{name}_adjectives"]:
                if tree.pos[verb] == "ADJ":
                    return verb, name
    return None


def _with_object(tree: Tree, verb: int, losing: frozenset[str]) -> bool:
    """Such as "lost their lives", "left their homes"."""
    objects = tree.kids(verb, "dobj")
    return any(f"{tree.lemma[verb]} {tree.lemma[o]}" in losing for o in objects)


def _by_event_noun(tree: Tree, preposition: int, cues: Cues) -> tuple[int, str] | None:
    """Such as "the killing of 12 people", "a death toll of 12"."""
    if tree.lowered[preposition] != "of":
        return None
    return _noun_name(tree, tree.head[preposition], cues)


def _noun_name(tree: Tree, noun: int, cues: Cues) -> tuple[int, str] | None:
    name = next((n for n in NAMES if tree.lemma[noun] in cues[f"{n}_event_nouns"]), None)
    return (noun, name) if name else None


def _by_toll(tree: Tree, node: int, cues: Cues) -> tuple[int, str, bool] | None:
    """Such as "a death toll of 12", "the toll rose to 12", "put the dead at 12"."""
    up = tree.head[node]
    if tree.dep[node] != "pobj" or tree.lowered[up] not in ("of", "to", "at"):
        return None
    holder = tree.head[up]
    subjects = tree.kids(holder, "nsubj", "nsubjpass", "dobj")
    toll = next((t for t in (holder, *subjects) if tree.lemma[t] == "toll"), None)
    if toll is None:
        return None
    kinds = {tree.lemma[c] for c in tree.kids(toll, "compound", "amod")}
    injured = any(k in cues["injured_nouns"] or k in cues["injured_event_nouns"] for k in kinds)
    return toll, "injured" if injured else "killed", False


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
        up = _climb(tree, trigger, anchor, magnitude.name)
    return up


def _climb(tree: Tree, below: int, above: int, name: str) -> int | None:
    node = below
    for steps, governor in enumerate(_governors(tree, below), 1):
        dep = tree.dep[node]
        verbal = tree.pos[node] in ("VERB", "AUX")
        if dep in _OTHER_MATTER or (dep == "conj" and verbal and name in ("detained", "money")):
            return None
        if name == "money" and verbal and node != below:
            return None
        if governor == above:
            return steps
        node = governor
    return None


def _governors(tree: Tree, token: int) -> Iterator[int]:
    yield from tree.ancestors(token)
