"""Writes what is learnt as two files that ship, and says from what: the same arrays, the same bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

import numpy as np

from streams import events, ontology
from streams.events.classifier import Classifier, packed
from streams.events.wordvectors import WordVectors
from streams.training.examples import SENTENCES

_EVENTS: Final = Path(events.__file__).parent
_KNOWLEDGE: Final = Path(ontology.__file__).parent / "data"
_CODE: Final = ("classifier", "features", "wordvectors")
_TRAINING: Final = ("examples", "likeness", "model", "regression", "vectors")


def sources() -> list[Path]:
    """Every file that decides what the artefact is, but for the parser and the rules over its parse."""
    training = SENTENCES.parent
    return [
        *(training / f"{name}.py" for name in _TRAINING),
        *sorted(SENTENCES.glob("*.tsv")),
        *(_EVENTS / f"{name}.py" for name in _CODE),
        *sorted((_KNOWLEDGE / "event_types").glob("*.toml")),
        _KNOWLEDGE / "sets.toml",
    ]


def fingerprint() -> str:
    """Twelve hex digits over all ``sources``, comments of the knowledge files and all."""
    digest = hashlib.sha256()
    for path in sources():
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def save_words(words: WordVectors, path: Path) -> None:
    """Write the word vectors; plain numpy arrays, no pickles, no times of day."""
    held = words.arrays()
    np.savez(path, keys=held["keys"], rows=held["rows"], table=held["table"])


def save_types(model: Classifier, path: Path) -> None:
    """Write the model without its words."""
    np.savez(
        path,
        version=np.array(model.version),
        names=packed(model.names),
        sparse=model.sparse.astype(np.float16),
        dense=model.dense.astype(np.float16),
        bias=model.bias.astype(np.float16),
        like=model.like,
        like_own=model.like_own,
        listed=packed(model.listed),
    )
