"""Multinomial logistic regression over sparse and dense features.

No random number and one order of sums: the same rows give the same weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

Floats = NDArray[np.float64]
STEPS: Final = 80


@dataclass(frozen=True)
class Rows:
    """Examples: for each, indices of its binary features, and a row of dense ones."""

    sparse: Sequence[Sequence[int]]
    dense: Floats

    def matrix(self, features: int) -> csr_matrix:
        """Sparse and dense side by side, and a column of ones for the bias."""
        count, width = self.dense.shape
        ends = np.cumsum([0, *(len(row) + width + 1 for row in self.sparse)])
        indices = np.empty(ends[-1], np.int64)
        values = np.ones(ends[-1])
        after = np.arange(features, features + width + 1)
        for number, row in enumerate(self.sparse):
            start, middle, end = ends[number], ends[number] + len(row), ends[number + 1]
            indices[start:middle], indices[middle:end] = row, after
            values[middle : end - 1] = self.dense[number]
        return csr_matrix((values, indices, ends), shape=(count, features + width + 1))


@dataclass
class Weights:
    """``sparse`` features by classes, ``dense`` dimensions by classes, and one bias a class."""

    sparse: Floats
    dense: Floats
    bias: Floats


def softmax(scores: Floats) -> Floats:
    """Rows of probabilities."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def fit(
    rows: Rows,
    labels: Sequence[int],
    weights: Sequence[float],
    *,
    features: int,
    classes: int,
    sparse_penalty: float,
    dense_penalty: float,
    steps: int = STEPS,
) -> Weights:
    """Weights that make the labels likely, held small by a square penalty.

    Args:
        rows: one a label.
        weights: how much each row counts.
        features: number of sparse features; indices are below it.
        sparse_penalty, dense_penalty: of each kind of weight, against the sum of rows.
        steps: at most so many of L-BFGS; few are a restraint of their own.
    """
    table = rows.matrix(features)
    turned = table.T.tocsr()
    target = np.zeros((len(labels), classes))
    target[np.arange(len(labels)), labels] = 1.0
    counts = np.asarray(weights, np.float64)[:, None]
    penalty = np.full((table.shape[1], 1), dense_penalty)
    penalty[:features] = sparse_penalty
    penalty[-1] = 1e-3

    def loss(point: Floats) -> tuple[float, Floats]:
        value = point.reshape(-1, classes)
        likely = softmax(table @ value)
        wrong = -float((counts * target * np.log(likely + 1e-12)).sum())
        gradient = turned @ ((likely - target) * counts) + penalty * value
        return wrong + 0.5 * float((penalty * value * value).sum()), gradient.ravel()

    start = np.zeros(table.shape[1] * classes)
    options = {"maxiter": steps, "maxcor": 6}
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options=options)
    made = found.x.reshape(-1, classes)
    return Weights(made[:features], made[features:-1], made[-1])
