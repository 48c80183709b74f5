"""The trained part: how likely a word in its sentence tells of each type of event, or of none.

A linear model over ``features`` and word vectors, made by ``streams.training``; numpy only. Its
weights are read on first use.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from streams.events import wordvectors
from streams.events.features import Seen
from streams.events.wordvectors import WordVectors
from streams.messages import EVENT_TYPES, EventType

NONE: Final = "NONE"
LABELS: Final = (NONE, *EVENT_TYPES)
TYPES: Final = Path(__file__).parent / "data" / "types.npz"
BLOCKS: Final = ("the word itself", "what it is done to", "the words around", "words it is like")
LIKENESS: Final = 255.0
_KEPT: Final = 50_000

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Likely:
    """Probability of the type that a draft's trigger has, and of no event at all."""

    type: float
    none: float


@dataclass
class Classifier:
    """Weights and what they weigh.

    ``names`` gives the row in ``sparse`` of each binary feature; ``dense`` weighs the vectors in
    order of ``BLOCKS``. ``like`` says by row of the words how much a word is like the listed words of
    each label; ``like_own`` the same of the listed words, each itself left out.
    """

    version: str
    words: WordVectors
    names: dict[str, int]
    sparse: Floats
    dense: Floats
    bias: Floats
    like: NDArray[np.uint8]
    like_own: NDArray[np.uint8]
    listed: dict[str, int]
    _vectors: dict[str, Floats] = field(default_factory=dict)
    _likeness: dict[str, Floats] = field(default_factory=dict)

    def probabilities(self, seen: Sequence[Seen]) -> Floats:
        """One row a word seen, one column a label of ``LABELS``; each row sums to one."""
        scores = np.empty((len(seen), len(LABELS)), np.float32)
        for number, one in enumerate(seen):
            rows = [self.names[n] for n in one.names if n in self.names]
            scores[number] = self.sparse[rows].sum(axis=0)
        scores += np.stack([self.vectors(s) for s in seen]) @ self.dense + self.bias
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(raised / raised.sum(axis=1, keepdims=True))

    def reasons(self, seen: Seen, label: str, most: int = 4) -> list[str]:
        """What weighed most for ``label`` against the mean of all labels, heaviest first."""
        at = LABELS.index(label)
        weighed = [
            (float(self.sparse[row, at] - self.sparse[row].mean()), name)
            for name in seen.names
            if (row := self.names.get(name)) is not None
        ]
        vectors = self.vectors(seen)
        start = 0
        for block, width in zip(BLOCKS, self._widths(), strict=True):
            part = vectors[start : start + width] @ self.dense[start : start + width]
            weighed.append((float(part[at] - part.mean()), block))
            start += width
        weighed.sort(key=lambda pair: (-pair[0], pair[1]))
        return [f"{name} {weight:+.1f}" for weight, name in weighed[:most] if weight > 0.05]

    def vectors(self, seen: Seen) -> Floats:
        """The dense features of a word seen."""
        return np.concatenate(
            (
                self._vector(seen.lemma),
                self._mean(seen.about),
                self._mean(seen.topic),
                self._like(seen.lemma),
            )
        )

    def _widths(self) -> tuple[int, ...]:
        size = self.words.dimensions
        return size, size, size, len(LABELS)

    def _vector(self, word: str) -> Floats:
        found = self._vectors.get(word)
        if found is None:
            if len(self._vectors) > _KEPT:
                self._vectors.clear()
            row = self.words.row(word)
            found = (
                self.words.vector(row)
                if row is not None
                else np.zeros(self.words.dimensions, np.float32)
            )
            self._vectors[word] = found
        return found

    def _mean(self, words: Sequence[str]) -> Floats:
        known = [v for w in words if (v := self._vector(w)).any()]
        if not known:
            return np.zeros(self.words.dimensions, np.float32)
        return np.asarray(np.mean(known, axis=0))

    def _like(self, word: str) -> Floats:
        found = self._likeness.get(word)
        if found is None:
            if len(self._likeness) > _KEPT:
                self._likeness.clear()
            own, row = self.listed.get(word), self.words.row(word)
            if own is not None:
                found = self.like_own[own] / np.float32(LIKENESS)
            elif row is not None:
                found = self.like[row] / np.float32(LIKENESS)
            else:
                found = np.zeros(len(LABELS), np.float32)
            self._likeness[word] = found
        return found


def type_of(column: int) -> EventType | None:
    """The event type of a column, or None for no event."""
    return EVENT_TYPES[column - 1] if column else None


@lru_cache(maxsize=1)
def load(path: Path = TYPES) -> Classifier:
    """The model that comes with the package, read once a process."""
    with np.load(path, allow_pickle=False) as held:
        return Classifier(
            version=str(held["version"]),
            words=wordvectors.load(),
            names={str(n): i for i, n in enumerate(held["names"])},
            sparse=held["sparse"].astype(np.float32),
            dense=held["dense"].astype(np.float32),
            bias=held["bias"].astype(np.float32),
            like=held["like"],
            like_own=held["like_own"],
            listed={str(n): i for i, n in enumerate(held["listed"])},
        )
