"""Vectors come back as they were put in, and those that ship know words by what they are like."""

from __future__ import annotations

import numpy as np

from streams.events import wordvectors
from streams.events.wordvectors import UNIT, WordVectors, key_of


def small() -> WordVectors:
    """Two rows, three words."""
    table = np.array([[UNIT, 0], [0, -UNIT]], np.int8)
    rows = {key_of("raid"): 0, key_of("storm"): 0, key_of("thank"): 1}
    keys = sorted(rows)
    return WordVectors(
        np.array(keys, np.uint32), np.array([rows[k] for k in keys], np.uint16), table
    )


def test_a_word_has_its_row_and_its_vector() -> None:
    words = small()
    assert words.row("storm") == words.row("raid") == 0
    row = words.row("thank")
    assert row is not None
    assert words.vector(row).tolist() == [0.0, -1.0]


def test_a_word_not_known_has_none() -> None:
    assert small().row("zymurgy") is None
    assert small().row("") is None


def test_words_that_ship_are_like_those_of_their_kind() -> None:
    words = wordvectors.load()

    def of(word: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
        row = words.row(word)
        assert row is not None, word
        return words.vector(row).reshape(-1)

    assert of("condemn") @ of("denounce") > of("condemn") @ of("donate")
    assert of("bombard") @ of("shelling") > of("bombard") @ of("parliament")
