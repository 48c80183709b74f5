"""Makes the table of word vectors that ships: those of the pipeline, in fewer and coarser numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from streams.events.wordvectors import UNIT, WordVectors, key_of

DIMENSIONS: Final = 150
LONGEST: Final = 19  # letters; longer words are names and noise


def compact(
    rows: Mapping[str, int], table: NDArray[np.float32], dimensions: int = DIMENSIONS
) -> WordVectors:
    """The main components of unit vectors, each row of unit length again, in bytes.

    Args:
        rows: row in ``table`` by word; only plain words in small letters are kept.
        table: the pipeline's vectors.
    """
    unit = table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
    centred = (unit - unit.mean(axis=0)).astype(np.float64)
    _, axes = np.linalg.eigh(centred.T @ centred)
    main = axes[:, ::-1][:, :dimensions]
    # an axis may come out either way round: its largest part is made positive
    main = main * np.sign(main[np.abs(main).argmax(axis=0), np.arange(main.shape[1])])
    short = centred @ main
    short /= np.maximum(np.linalg.norm(short, axis=1, keepdims=True), 1e-9)
    kept = {
        key_of(word): row
        for word, row in sorted(rows.items())
        if word.isascii() and word.isalpha() and word.islower() and len(word) <= LONGEST
    }
    keys = sorted(kept)
    return WordVectors(
        np.array(keys, np.uint32),
        np.array([kept[key] for key in keys], np.uint16),
        np.round(short * UNIT).astype(np.int8),
    )
