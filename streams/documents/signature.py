"""What tells two texts apart or together: the content hash and the near-duplicate signature.

The signature is a b-bit MinHash: of 128 random orders over the text's three-word shingles, the
lowest byte of the first shingle in each. Two texts agree in as many bytes as their sets of shingles
overlap (Jaccard), give or take 0.04.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from typing import Final

import numpy as np
from numpy.typing import NDArray

ORDERS: Final = 128
_WORDS: Final = re.compile(r"\w+")
_SHINGLE: Final = 3
_MOST: Final = 20_000  # words: enough to tell, and bounded
_AT_ONCE: Final = 2_048  # shingles: keeps the table of orders within a few megabytes
_EMPTY: Final = "00" * ORDERS


def content_hash(title: str, body: str) -> str:
    """Hex SHA-256 of an article's title and body as received; 64 characters."""
    digest = hashlib.sha256(f"{len(title)}:".encode())
    digest.update(title.encode("utf-8", "surrogatepass"))
    digest.update(body.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def signature(text: str) -> str:
    """The near-duplicate signature of a text, 256 hex digits; of no words, all zeros."""
    words = [w.encode("utf-8", "surrogatepass") for w in _WORDS.findall(text.casefold())[:_MOST]]
    if not words:
        return _EMPTY
    size = min(_SHINGLE, len(words))
    shingles = {zlib.crc32(b" ".join(words[i : i + size])) for i in range(len(words) - size + 1)}
    hashes = np.fromiter(shingles, dtype=np.uint32, count=len(shingles))
    least = np.full(ORDERS, np.iinfo(np.uint32).max, dtype=np.uint32)
    for at in range(0, len(hashes), _AT_ONCE):
        ranks = _FACTORS[:, None] * hashes[None, at : at + _AT_ONCE]
        ranks += _TERMS[:, None]
        np.minimum(least, ranks.min(axis=1), out=least)
    return (least & _BYTE).astype(np.uint8).tobytes().hex()


def similarity(a: str, b: str) -> float:
    """How much two texts overlap by their signatures, 0 to 1; 0 where either has no words.

    Raises:
        ValueError: one of them is not a signature.
    """
    if len(a) != len(_EMPTY) or len(b) != len(_EMPTY):
        raise ValueError(f"a signature has {len(_EMPTY)} hex digits")
    if a == _EMPTY or b == _EMPTY:
        return 0.0
    same = sum(x == y for x, y in zip(bytes.fromhex(a), bytes.fromhex(b), strict=True))
    chance = 1 / 256  # that two bytes are the same although the shingles are not
    return max(0.0, (same / ORDERS - chance) / (1 - chance))


def _constants(seed: int, count: int) -> NDArray[np.uint32]:
    """Numbers that look random and are the same on every machine and in every version."""
    blocks = [hashlib.sha256(f"{seed}/{i}".encode()).digest()[:4] for i in range(count)]
    return np.array([int.from_bytes(b, "big") for b in blocks], dtype=np.uint32)


_BYTE: Final = np.uint32(0xFF)
_FACTORS: Final = _constants(1, ORDERS) | np.uint32(1)
_TERMS: Final = _constants(2, ORDERS)
