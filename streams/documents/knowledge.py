"""Reads the word lists of this room: ``data/<name>.toml``, each a table of lists of words."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Final

from streams.errors import BadKnowledge

_DATA: Final = Path(__file__).parent / "data"


@lru_cache(maxsize=16)
def lists(name: str) -> dict[str, tuple[str, ...]]:
    """The lists of one file by their names.

    Raises:
        BadKnowledge: the file is missing, is not TOML, or holds something else than lists of words.
    """
    path = _DATA / f"{name}.toml"
    try:
        known = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as why:
        raise BadKnowledge(f"documents/data/{path.name}: {why}") from why
    for key, words in known.items():
        if not isinstance(words, list) or not all(isinstance(w, str) for w in words):
            raise BadKnowledge(f"documents/data/{path.name}: {key} is not a list of words")
    return {key: tuple(words) for key, words in known.items()}
