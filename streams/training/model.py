"""Learns the trained part from examples, and measures it on words that it has not met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from zlib import crc32

import numpy as np

from streams.events.classifier import LABELS, Classifier
from streams.events.wordvectors import WordVectors
from streams.ontology.model import Ontology
from streams.training import likeness
from streams.training.examples import Labelled, types_of
from streams.training.regression import STEPS, Rows, fit

SPARSE_PENALTY: Final = 3.0
DENSE_PENALTY: Final = 0.3
SEEN_TWICE: Final = 2  # a feature that only one example has teaches nothing about another
FOLDS: Final = 5


def learn(
    examples: Sequence[Labelled],
    words: WordVectors,
    ontology: Ontology,
    *,
    version: str = "",
    steps: int = STEPS,
) -> Classifier:
    """A classifier of these examples, each learnt once as it is and once as if its word were new."""
    taught = _both_ways(examples)
    counts = Counter(name for e in taught for name in e.seen.names)
    names = {n: i for i, n in enumerate(sorted(n for n in counts if counts[n] >= SEEN_TWICE))}
    heads = likeness.listed(ontology, words)
    size = 3 * words.dimensions + len(LABELS)
    made = Classifier(
        version=version,
        words=words,
        names=names,
        sparse=np.zeros((len(names), len(LABELS)), np.float32),
        dense=np.zeros((size, len(LABELS)), np.float32),
        bias=np.zeros(len(LABELS), np.float32),
        like=likeness.of_rows(words, heads),
        like_own=likeness.of_listed(heads),
        listed={word: i for i, word in enumerate(heads.words)},
    )
    rows = Rows(
        [[names[n] for n in e.seen.names if n in names] for e in taught],
        np.stack([made.vectors(e.seen) for e in taught]).astype(np.float64),
    )
    found = fit(
        rows,
        types_of(taught),
        [e.weight for e in taught],
        features=len(names),
        classes=len(LABELS),
        sparse_penalty=SPARSE_PENALTY,
        dense_penalty=DENSE_PENALTY,
        steps=steps,
    )
    # rounded to what the artefact keeps, so that what is measured is what ships
    made.sparse = found.sparse.astype(np.float16).astype(np.float32)
    made.dense = found.dense.astype(np.float16).astype(np.float32)
    made.bias = found.bias.astype(np.float16).astype(np.float32)
    return made


def _both_ways(examples: Sequence[Labelled]) -> list[Labelled]:
    taught: list[Labelled] = []
    for example in examples:
        unknown = replace(example, seen=example.seen.as_unknown())
        if example.origin == "pattern":
            taught.append(unknown)
        else:
            half = example.weight / 2
            taught += [replace(example, weight=half), replace(unknown, weight=half)]
    return taught


def fold_of(lemma: str) -> int:
    """Which of ``FOLDS`` a word is in: all examples of one lemma are in the same."""
    return crc32(lemma.encode("utf-8")) % FOLDS


def on_unseen(
    examples: Sequence[Labelled], words: WordVectors, ontology: Ontology, folds: int = FOLDS
) -> dict[str, float]:
    """Shares of right answers for marked triggers whose lemma was in no example learnt from.

    ``right`` of all, ``type`` of those that are events where the answer NONE is not allowed, and
    ``false`` the share of unmarked words that are taken for an event.
    """
    right: list[bool] = []
    typed: list[bool] = []
    quiet: list[bool] = []
    for fold in range(folds):
        learnt = [e for e in examples if fold_of(e.seen.lemma) != fold]
        model = learn(learnt, words, ontology)
        for origin, into in (("marked", right), ("unmarked", quiet)):
            asked = [
                replace(e, seen=e.seen.as_unknown())
                for e in examples
                if e.origin == origin and fold_of(e.seen.lemma) == fold
            ]
            likely = model.probabilities([e.seen for e in asked])
            answers, labels = likely.argmax(axis=1), np.array(types_of(asked))
            into += (answers == labels).tolist()
            events = labels > 0
            typed += (likely[events, 1:].argmax(axis=1) + 1 == labels[events]).tolist()
    return {
        "right": float(np.mean(right)),
        "type": float(np.mean(typed)),
        "false": 1.0 - float(np.mean(quiet)),
    }
