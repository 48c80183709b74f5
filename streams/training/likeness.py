"""How much each word is like the words that the knowledge files list for each type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from streams.events.classifier import LABELS, LIKENESS
from streams.events.wordvectors import WordVectors
from streams.ontology.model import Ontology

NEAREST: Final = 3
_PART: Final = 0.6  # a word that makes the type only together with others says less
_CHUNK: Final = 1000

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Listed:
    """Listed words that have a vector, and how surely each means each of ``LABELS``, 0..1."""

    words: tuple[str, ...]
    vectors: Floats
    sure: Floats


def listed(ontology: Ontology, words: WordVectors) -> Listed:
    """The heads of verbs and nouns of all event types, in alphabetical order."""
    sure: dict[str, dict[str, float]] = {}
    for table in (ontology.verbs, ontology.nouns):
        for head, triggers in table.items():
            held = sure.setdefault(head, {})
            for trigger in triggers:
                weight = trigger.weight * (_PART if trigger.specificity else 1.0)
                held[trigger.type] = max(held.get(trigger.type, 0.0), weight)
    known = [(head, row) for head in sorted(sure) if (row := words.row(head)) is not None]
    matrix = np.zeros((len(known), len(LABELS)), np.float32)
    for number, (head, _) in enumerate(known):
        for label, weight in sure[head].items():
            matrix[number, LABELS.index(label)] = weight
    vectors = words.all[[row for _, row in known]]
    return Listed(tuple(head for head, _ in known), vectors, matrix)


def of_rows(words: WordVectors, heads: Listed) -> NDArray[np.uint8]:
    """For each row of the words and each label, its likeness to the nearest listed words."""
    every = words.all
    parts = [
        _nearest(every[at : at + _CHUNK] @ heads.vectors.T, heads.sure)
        for at in range(0, len(every), _CHUNK)
    ]
    return np.concatenate(parts)


def of_listed(heads: Listed) -> NDArray[np.uint8]:
    """The same of each listed word, itself left out, so that it looks as if it were not listed."""
    near = heads.vectors @ heads.vectors.T
    np.fill_diagonal(near, 0.0)
    return _nearest(near, heads.sure)


def _nearest(near: Floats, sure: Floats) -> NDArray[np.uint8]:
    made = np.zeros((len(near), sure.shape[1]), np.uint8)
    for label in range(sure.shape[1]):
        members = np.flatnonzero(sure[:, label])
        if len(members) < NEAREST:
            continue
        likeness = np.square(np.maximum(near[:, members], 0.0)) * sure[members, label]
        top = np.partition(likeness, -NEAREST, axis=1)[:, -NEAREST:].mean(axis=1)
        made[:, label] = np.round(np.minimum(top, 1.0) * LIKENESS)
    return made
