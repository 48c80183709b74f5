"""Vectors of words, small enough to ship: a word that no list holds is judged by those it is like."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

UNIT: Final = 127.0
WORDS: Final = Path(__file__).parent / "data" / "words.npz"


def key_of(word: str) -> int:
    """The 32-bit number a word is stored under; of 10^5 words about one pair shares one."""
    return crc32(word.encode("utf-8"))


class WordVectors:
    """Vectors by word.

    Args:
        keys: ``key_of`` of every known word, ascending.
        rows: for each key, its row in ``table``; words much alike share one.
        table: rows by dimensions, int8, each row of unit length at ``UNIT``.
    """

    __slots__ = ("_keys", "_rows", "_table", "dimensions")

    def __init__(
        self, keys: NDArray[np.uint32], rows: NDArray[np.uint16], table: NDArray[np.int8]
    ) -> None:
        self._keys, self._rows, self._table = keys, rows, table
        self.dimensions = int(table.shape[1])

    def row(self, word: str) -> int | None:
        """The row of a word in small letters; None where it is not known."""
        key = np.uint32(key_of(word))
        at = int(np.searchsorted(self._keys, key))
        if at == len(self._keys) or self._keys[at] != key:
            return None
        return int(self._rows[at])

    def vector(self, row: int) -> NDArray[np.float32]:
        """The vector of one row, of about unit length."""
        return np.asarray(self._table[row].astype(np.float32) / np.float32(UNIT))

    def arrays(self) -> dict[str, NDArray[Any]]:
        """What it was made of, by name."""
        return {"keys": self._keys, "rows": self._rows, "table": self._table}

    @property
    def all(self) -> NDArray[np.float32]:
        """Every row's vector."""
        return self._table.astype(np.float32) / np.float32(UNIT)


@lru_cache(maxsize=1)
def load(path: Path = WORDS) -> WordVectors:
    """The vectors that come with the package."""
    with np.load(path, allow_pickle=False) as held:
        return WordVectors(held["keys"], held["rows"], held["table"])
