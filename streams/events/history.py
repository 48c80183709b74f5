"""Acts of long ago: what a clause dates to another generation, or a tale of then goes on to tell.

"In 1956 Egypt seized the canal" is told in a piece on history, or as the background of something
else; it is no news. Where an article begins with such an act, its tale goes on while sentences
are in the past and name no other time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from streams.events.clauses import beside, beyond, holder_of, within
from streams.events.numbers import numbers
from streams.events.scene import Scene
from streams.messages import Sentence

GENERATION: Final = 30
"""Years after which an act is history."""
_YEAR: Final = re.compile(r"1\d{3}|20\d\d")
_GOING_ON: Final = frozenset({"since", "until", "till", "through"})
_AGES: Final = {"year": 1, "decade": 10, "generation": 30, "century": 100}
_OF_NOW: Final = frozenset(
    "today yesterday tomorrow tonight now this next last monday tuesday wednesday thursday friday"
    " saturday sunday".split()
)
"""Words of a time that is counted from the day of the article: "a month before" need not be."""
_SEVERAL: Final = 2  # "decades ago"


def bygone(scene: Scene, act: int) -> bool:
    """Whether an act is told of another generation."""
    sentence = scene.tree.sentence(act)
    dates = list(_dates(scene, sentence))
    if not dates:
        return _past(scene, act) and _tale(scene, sentence)
    near = within(scene, act)
    near = {**beyond(scene, act), **beside(scene, near), **near}
    tied = [(near[holder], old) for holder, old in dates if holder in near]
    return min(tied)[1] if tied else False


def _tale(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence goes on with a tale of then that the article begins with."""
    told = [s for s in scene.tree.parse.sentences if s.field == "body" and s.first < sentence.first]
    if sentence.field != "body" or not told:
        return False
    for at, before in enumerate(told):
        root = _root(scene, before)
        dates = list(_dates(scene, before))
        if at == 0 and not (dates and bygone(scene, root)):
            return False
        if not _past(scene, root) or any(not old for _, old in dates):
            return False  # a tale of now begins
    return True


def _root(scene: Scene, sentence: Sentence) -> int:
    inside = range(sentence.first, sentence.last)
    return next((t for t in inside if scene.tree.dep[t] == "ROOT"), sentence.first)


def _past(scene: Scene, verb: int) -> bool:
    """Whether a verb is in the past, and not in the perfect: "seized", "was seized", "had seized"."""
    tree = scene.tree
    tags = [tree.tag[verb], *(tree.tag[c] for c in tree.kids(verb, "aux", "auxpass"))]
    return "VBD" in tags


def _dates(scene: Scene, sentence: Sentence) -> Iterator[tuple[int, bool]]:
    """What each time of a sentence belongs to, and whether it is of another generation."""
    tree, year_now = scene.tree, int(scene.entities.anchor[:4])
    ago = set()
    for token in range(sentence.first, sentence.last):
        years = _years_ago(scene, sentence, token)
        if years is not None:
            ago.add(token + 1)
            yield holder_of(scene, token + 1), years >= GENERATION
        elif _names_year(scene, token):
            yield holder_of(scene, token), int(tree.text[token]) <= year_now - GENERATION
    for time in scene.entities.times:
        inside = range(time.first - 1, time.last)  # with "ago" before "today"
        if sentence.first <= time.first < sentence.last and not ago.intersection(inside):
            words = {tree.lowered[t] for t in range(time.first, time.last)}
            if words & _OF_NOW:
                yield holder_of(scene, time.first), False


def _names_year(scene: Scene, token: int) -> bool:
    """Whether a number is a year in which something was, not a count or one from which on it is."""
    tree = scene.tree
    if _YEAR.fullmatch(tree.text[token]) is None or tree.pos[token] != "NUM":
        return False
    if tree.dep[token] == "nummod" and tree.pos[tree.head[token]] == "NOUN":
        return False
    return not any(tree.lowered[a] in _GOING_ON for a in list(tree.ancestors(token))[:2])


def _years_ago(scene: Scene, sentence: Sentence, token: int) -> float | None:
    """How many years "a hundred years ago" is, at "years"; None elsewhere."""
    tree = scene.tree
    age = _AGES.get(tree.lemma[token])
    if age is None or token + 1 >= sentence.last or tree.lowered[token + 1] != "ago":
        return None
    counts = tree.kids(token, "nummod", "det", "quantmod", "amod")
    for number in numbers(tree, sentence, scene.ontology.cues["magnitude"]):
        if number.low is not None and (number.head in counts or number.last == token):
            return number.low * age
    return float(age if tree.tag[token] == "NN" else _SEVERAL * age)
