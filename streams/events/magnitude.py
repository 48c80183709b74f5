"""Numbers that the text gives for an event: killed, injured, displaced, detained, missing, money.

A number counts for a trigger where it modifies the trigger's subject or object, or stands as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from streams.messages import Entities, Quantity
from streams.syntax import Tree

_WORDS: Final[dict[str, int]] = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_VAGUE: Final[dict[str, int]] = {
    "dozens": 24,
    "scores": 40,
    "hundreds": 200,
    "thousands": 2000,
    "millions": 2_000_000,
}
_SCALE: Final[dict[str, float]] = {
    "dozen": 12, "hundred": 100, "thousand": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12,
}  # fmt: skip
_CURRENCY: Final[dict[str, str]] = {
    "$": "USD", "us$": "USD",
    "€": "EUR", "£": "GBP", "¥": "JPY", "dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "yuan": "CNY",
}  # fmt: skip
_FIGURE: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")


def of(
    tree: Tree,
    entities: Entities,
    cues: Mapping[str, frozenset[str]],
    trigger: int,
    words: tuple[int, ...],
) -> dict[str, Quantity]:
    """The quantities tied to the trigger, by name."""
    if not cues:
        return {}
    found: dict[str, Quantity] = {}
    lemma = tree.lemma[trigger]
    name = next(
        (
            n
            for n in ("killed", "injured", "displaced", "detained")
            if lemma in cues.get(f"{n}_verbs", ())
        ),
        None,
    )
    sentence = tree.sentence(trigger)
    for number in range(sentence.first, sentence.last):
        bounds = _value(tree, number)
        if bounds is None:
            continue
        unit = _unit(tree, number)
        holder = tree.head[number]
        if unit is not None:
            if _tied(tree, number, trigger, words):
                found.setdefault("money", _quantity(tree, entities, number, bounds, cues, unit))
            continue
        label = _counted(tree, holder, cues) or (
            name if _argument(tree, holder, number, trigger) else None
        )
        if label is not None and (label != name or _argument(tree, holder, number, trigger)):
            found.setdefault(label, _quantity(tree, entities, number, bounds, cues, None))
    return found


def _value(tree: Tree, token: int) -> tuple[float, float | None] | None:
    lower = tree.lowered[token]
    if lower in _VAGUE:
        return _VAGUE[lower], None
    if tree.pos[token] != "NUM" and lower not in _SCALE:
        return None
    if token and tree.pos[token - 1] == "NUM" and lower in _SCALE:
        return None  # read with the number before it
    figure = _FIGURE.fullmatch(lower)
    value = float(lower.replace(",", "")) if figure else _WORDS.get(lower, _SCALE.get(lower))
    if value is None or (
        figure
        and 1900 <= value <= 2100
        and "," not in lower
        and tree.dep[token] in ("pobj", "npadvmod")
    ):
        return None
    after = tree.lowered[token + 1] if token + 1 < len(tree) else ""
    if after in _SCALE:
        value *= _SCALE[after]
    return value, value


def _unit(tree: Tree, token: int) -> str | None:
    before = tree.lowered[token - 1] if token else ""
    after = [tree.lemma[t] for t in range(token + 1, min(token + 3, len(tree)))]
    return _CURRENCY.get(before) or next((_CURRENCY[a] for a in after if a in _CURRENCY), None)


def _counted(tree: Tree, holder: int, cues: Mapping[str, frozenset[str]]) -> str | None:
    for name in ("killed", "injured", "displaced", "detained", "missing"):
        if tree.lemma[holder] in cues.get(f"{name}_nouns", ()) or tree.lowered[holder] in cues.get(
            f"{name}_nouns", ()
        ):
            return name
    governor = tree.head[holder]
    if tree.dep[holder] in ("dobj", "nsubjpass", "nsubj"):
        for name in ("killed", "injured", "displaced", "detained"):
            if tree.lemma[governor] in cues.get(f"{name}_verbs", ()):
                return name
        complement = tree.kid(governor, "acomp", "oprd")
        if complement is not None and tree.lowered[complement] in (
            "missing",
            "dead",
            "injured",
            "wounded",
        ):
            return {"missing": "missing", "dead": "killed"}.get(tree.lowered[complement], "injured")
    return None


def _argument(tree: Tree, holder: int, number: int, trigger: int) -> bool:
    return trigger in (tree.head[holder], tree.head[number]) or (holder == trigger)


def _tied(tree: Tree, number: int, trigger: int, words: tuple[int, ...]) -> bool:
    node = number
    for _ in range(6):
        if node == trigger or node in words:
            return True
        if tree.head[node] == node:
            return False
        node = tree.head[node]
    return False


def _lead(tree: Tree, number: int) -> Iterator[str]:
    for token in range(max(tree.sentence(number).first, number - 3), number):
        yield tree.lowered[token]


def _quantity(
    tree: Tree,
    entities: Entities,
    number: int,
    bounds: tuple[float, float | None],
    cues: Mapping[str, frozenset[str]],
    unit: str | None,
) -> Quantity:
    lead = list(_lead(tree, number))
    low: float | None = bounds[0]
    high = bounds[1]
    if ("at" in lead and "least" in lead) or "over" in lead or ("more" in lead and "than" in lead):
        high = None
    elif (
        ("up" in lead and "to" in lead)
        or ("at" in lead and "most" in lead)
        or ("less" in lead or "fewer" in lead)
    ):
        low = None
    del cues
    parse, field = entities.parse, tree.sentence(number).field
    last = number + 1 if number + 1 < len(tree) and tree.lowered[number + 1] in _SCALE else number
    start, end = parse.start[number], parse.end[last]
    source = entities.title if field == "title" else entities.body
    return Quantity(
        min=low, max=high, text=source[start:end], field=field, start=start, end=end, unit=unit
    )
