"""The trained part: how likely a word in its sentence tells of each type of event, or of none.

A linear model over ``features`` and word vectors, made by ``streams.training``; numpy only. Its
weights are read on first use.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    _products: dict[str, Floats] = field(default_factory=dict)

    def probabilities(self, seen: Sequence[Seen]) -> Floats:
        """One row a word seen, one column a label of ``LABELS``; each row sums to one."""
        scores = np.stack([self._score(one) for one in seen])
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(raised / raised.sum(axis=1, keepdims=True))

    def _score(self, seen: Seen) -> Floats:
        rows = [row for n in seen.names if (row := self.names.get(n)) is not None]
        total = self.sparse[rows].sum(axis=0) + self.bias + self._weighed(seen.lemma)[0]
        for block, words in ((1, seen.about), (2, seen.topic)):
            known = [w[block] for word in words if (w := self._weighed(word))[3, 0]]
            if known:
                total += sum(known) / np.float32(len(known))
        return np.asarray(total)

    def _weighed(self, word: str) -> Floats:
        """What a word says for each label as itself, as a thing and as a neighbour; and if it is known.

        The sum of ``vectors`` times ``dense``, word by word, so that each is multiplied once.
        """
        found = self._products.get(word)
        if found is None:
            if len(self._products) > _KEPT:
                self._products.clear()
            size = self.words.dimensions
            vector = self._vector(word)
            found = np.zeros((4, len(LABELS)), np.float32)
            found[:3] = vector @ self.dense[: 3 * size].reshape(3, size, -1)
            found[0] += self._like(word) @ self.dense[3 * size :]
            found[3] = vector.any()
            self._products[word] = found
        return found

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
        row = self.words.row(word)
        if row is None:
            return np.zeros(self.words.dimensions, np.float32)
        return self.words.vector(row)

    def _mean(self, words: Sequence[str]) -> Floats:
        known = [v for w in words if (v := self._vector(w)).any()]
        if not known:
            return np.zeros(self.words.dimensions, np.float32)
        return np.asarray(np.mean(known, axis=0))

    def _like(self, word: str) -> Floats:
        own, row = self.listed.get(word), self.words.row(word)
        if own is not None:
            return np.asarray(self.like_own[own] / np.float32(LIKENESS))
        if row is not None:
            return np.asarray(self.like[row] / np.float32(LIKENESS))
        return np.zeros(len(LABELS), np.float32)


def type_of(column: int) -> EventType | None:
    """The event type of a column, or None for no event."""
    return EVENT_TYPES[column - 1] if column else None


def packed(names: Iterable[str]) -> NDArray[np.uint8]:
    """Names as bytes of UTF-8, a line each: an array of text would take four bytes a letter and pad."""
    return np.frombuffer("\n".join(names).encode("utf-8"), np.uint8)


def _numbered(packed: NDArray[np.uint8]) -> dict[str, int]:
    return {name: i for i, name in enumerate(packed.tobytes().decode("utf-8").split("\n"))}


@lru_cache(maxsize=1)
def load(path: Path = TYPES) -> Classifier:
    """The model that comes with the package, read once a process."""
    with np.load(path, allow_pickle=False) as held:
        return Classifier(
            version=str(held["version"]),
            words=wordvectors.load(),
            names=_numbered(held["names"]),
            sparse=held["sparse"].astype(np.float32),
            dense=held["dense"].astype(np.float32),
            bias=held["bias"].astype(np.float32),
            like=held["like"],
            like_own=held["like_own"],
            listed=_numbered(held["listed"]),
        )
