"""What an article is about: how far it is of statecraft, by its nouns, who is in it and what they do.

A word that no list holds is judged by the words it is like. The lists of ``restraint.toml`` give a
direction among the word vectors, from their worlds to statecraft (Fisher's discriminant). How far an
article's nouns lie along it, how many officials it names, how often states are its subjects and how
many events were found in it say together how likely it tells of politics: a quarrel over mackerel
between two governments does, one between two skippers does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from streams.events import wordvectors
from streams.events.scene import Scene
from streams.messages import Event, Mention

WORLDS: Final = (
    "sport", "business", "nature", "arts", "private", "computing", "kitchen", "animals", "crime",
    "games", "past", "school", "family", "travel", "society", "lives", "workplace",
)  # fmt: skip
_STATECRAFT: Final = "statecraft"
_SUBJECT: Final = ("nsubj", "nsubjpass")
_OFFICIAL: Final = frozenset({"GOV", "MIL", "LEG", "SPY", "IGO", "PRM", "REB", "UAF"})
_FEWEST: Final = 10  # nouns it must know, and
_SHORTEST: Final = 80  # words it must have: a shorter text says too little of what it is about
_SHRUNK: Final = 0.3  # how far the spread of the words is taken for round
_EDGE: Final = 3.0  # no single word says more
# in logits, fitted once by hand on articles with and without events, those of the external development
# sets among them (no held-out one); all but the nouns count by 100 words
_BIAS: Final = -2.9
_NOUNS: Final = 1.3
_OFFICIALS: Final = 0.55
_SUBJECTS: Final = 0.85
_DONE_BY_OFFICIALS: Final = 1.2
_EVENTS: Final = 0.4
_MOST: Final = (
    6.0,
    3.0,
    3.0,
    4.0,
)  # of officials, subjects, acts of officials, events: more say no more


@lru_cache(maxsize=2)
def leans(statecraft: frozenset[str], others: frozenset[str]) -> NDArray[np.float32]:
    """For each row of the word vectors, how much more it is like ``statecraft`` than like ``others``."""
    there, here = _vectors(statecraft), _vectors(others)
    spread = np.cov(there.T) * len(there) + np.cov(here.T) * len(here)
    spread /= len(there) + len(here)
    size = len(spread)
    spread += _SHRUNK * np.trace(spread) / size * np.eye(size)
    towards = np.linalg.solve(spread, there.mean(0) - here.mean(0))
    middle = float(towards @ (there.mean(0) + here.mean(0))) / 2
    scale = float(np.std(here @ towards))
    found: NDArray[np.float32] = wordvectors.load().all @ (towards / scale).astype(np.float32)
    return (found - np.float32(middle / scale)).clip(-_EDGE, _EDGE)


def politics(scene: Scene, events: Sequence[Event]) -> float | None:
    """How likely, in logits, the article tells of politics; None where it is too short to say.

    Args:
        scene: the article.
        events: what was found in it.
    """
    words = scene.ontology.cues["restraint"]
    others = frozenset().union(*(words[world] for world in WORLDS))
    by_row = leans(words[_STATECRAFT], others)
    tree = scene.tree
    nouns = {tree.lemma[t]: tree.lowered[t] for t in range(len(tree.pos)) if tree.pos[t] == "NOUN"}
    rows = (_row(form, lemma) for lemma, form in nouns.items())
    known = [float(by_row[r]) for r in rows if r is not None]
    if len(known) < _FEWEST or len(tree.pos) < _SHORTEST:
        return None
    mentions = scene.entities.mentions
    counts = (
        sum(_official(m) for m in mentions),
        sum(m.kind == "state" and tree.dep[m.head] in _SUBJECT for m in mentions),
        sum(any(_OFFICIAL & set(p.sectors) for p in e.actors) for e in events),
        len(events),
    )
    weights = (_OFFICIALS, _SUBJECTS, _DONE_BY_OFFICIALS, _EVENTS)
    by_words = 100.0 / len(tree.pos)
    said = sum(
        weight * min(most, by_words * count)
        for weight, most, count in zip(weights, _MOST, counts, strict=True)
    )
    return _BIAS + _NOUNS * sum(known) / len(known) + said


def _row(form: str, lemma: str) -> int | None:
    vectors = wordvectors.load()
    found = vectors.row(form)
    return found if found is not None else vectors.row(lemma.lower())


def _official(mention: Mention) -> bool:
    """Whether a mention names a part of a state, a band or a body of states by its own words."""
    if mention.kind == "pronoun" or mention.how == "coreference":
        return False
    return any(a.key for a in mention.actors) and any(
        _OFFICIAL & set(a.sectors) for a in mention.actors
    )


def _vectors(words: frozenset[str]) -> NDArray[np.float64]:
    vectors = wordvectors.load()
    rows = [vectors.row(word) for word in sorted(words)]
    return np.array([vectors.vector(row) for row in rows if row is not None], dtype=np.float64)
