"""``make calibrate``: measures how often codes are right, and what each doubt takes off.

Articles and gold are those of a folder named by ``EVAL_DIR``, with its own ``score.py``; without it
nothing is done, and that is said. Only the numbers in ``events/data/calibration.toml`` are kept.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from streams import documents, entities, pipeline, wire
from streams.events import confidence
from streams.events.assembly import event
from streams.events.coder import drafts
from streams.events.restraint import elsewhere
from streams.events.scene import Scene
from streams.events.tellings import once

SETS: Final = ("dev", "dev2")
FOLDS: Final = 10
LEAST: Final = 0.05  # every doubt is one: none may add to what is sure
_PENALTY: Final = 1.0
_LIMIT: Final = 4 * 1024 * 1024
NAMES: Final = (*confidence.RISES, *confidence.FALLS)

Floats = NDArray[np.float64]


def fit(table: Floats, right: Floats) -> Floats:
    """Bias and weights of ``NAMES`` that make what was right likely, each on its side of zero.

    Args:
        table: one row a code, a column of ones before those of ``NAMES``.
        right: 1 for a code that gold has, else 0.
    """

    def loss(point: Floats) -> tuple[float, Floats]:
        likely = 1.0 / (1.0 + np.exp(-(table @ point)))
        wrong = -np.sum(right * np.log(likely + 1e-9) + (1 - right) * np.log(1 - likely + 1e-9))
        held = np.r_[0.0, point[1:]]
        gradient = table.T @ (likely - right) + _PENALTY * held
        return float(wrong + 0.5 * _PENALTY * held @ held), gradient

    up: tuple[float | None, float | None] = (LEAST, None)
    bounds = [
        (None, None),
        *[up] * len(confidence.RISES),
        *[(None, -LEAST)] * len(confidence.FALLS),
    ]
    start = np.r_[
        0.0, np.full(len(confidence.RISES), LEAST), np.full(len(confidence.FALLS), -LEAST)
    ]
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x)


def expected_error(likely: Floats, right: Floats, bins: int = 10) -> float:
    """Expected calibration error: the mean gap between what was foretold and what was, by bins."""
    which = np.minimum((likely * bins).astype(int), bins - 1)
    gaps = [
        np.mean(which == b) * abs(likely[which == b].mean() - right[which == b].mean())
        for b in range(bins)
        if (which == b).any()
    ]
    return float(np.sum(gaps))


def crossed(table: Floats, right: Floats, fold: NDArray[np.int64]) -> Floats:
    """The confidence of each code by weights from the articles of the other folds."""
    likely = np.zeros(len(right))
    for number in range(FOLDS):
        held = fold == number
        if held.any():
            weights = fit(table[~held], right[~held])
            likely[held] = 1.0 / (1.0 + np.exp(-(table[held] @ weights)))
    return likely


def _codes(folder: Path, scorer: ModuleType) -> Iterator[tuple[str, list[float], bool]]:
    """Every code that gold does not leave open: its article, its doubts, whether it is right."""
    environment = pipeline.Environment()
    for name in SETS:
        gold = {g["article_id"]: g["events"] for g in scorer.read(folder / f"{name}.gold.jsonl")}
        for line in (folder / f"{name}.articles.jsonl").read_bytes().splitlines():
            article = wire.read_article(line, None, limit=_LIMIT)
            document = documents.read(article, language_floor=environment.options.language_floor)
            if isinstance(document, documents.Filtered):
                continue
            found = entities.find(document, environment.parser, environment.ontology)
            scene = Scene(found, environment.ontology)
            for doubts, right in _judged(scene, gold[article.article_id], scorer):
                yield f"{name}/{article.article_id}", [1.0, *(doubts[n] for n in NAMES)], right


def _judged(
    scene: Scene, gold: list[dict[str, Any]], scorer: ModuleType
) -> Iterator[tuple[dict[str, float], bool]]:
    kept = {e.event_id: (e, d) for d in drafts(scene) if not d.dropped for e in [event(scene, d)]}
    found = once([e for e, _ in kept.values()])
    if elsewhere(scene, found) is not None:
        return
    told = [e for e in found if e.event_id in kept]
    lines = [json.loads(wire.write(e)) for e in told]
    pairs = scorer.matches(gold, lines, lambda one, other: one == other)
    by_event = {j: i for i, j in pairs.items()}
    for number, e in enumerate(told):
        if number in by_event and gold[by_event[number]].get("optional"):
            continue
        draft = kept[e.event_id][1]
        doubts = confidence.doubts(
            scene, draft.match, e.actors, e.recipients, e.factuality, draft.likely
        )
        yield doubts, number in by_event


def main() -> int:
    """Measure, print the reliability table and write the numbers."""
    where = os.environ.get("EVAL_DIR")
    if not where or not (Path(where) / "score.py").exists():
        print("NOT CALIBRATED: EVAL_DIR names no folder with score.py", file=sys.stderr)
        return 0
    codes = list(_codes(Path(where), _scorer(Path(where))))
    table = np.array([row for _, row, _ in codes])
    right = np.array([float(was) for _, _, was in codes])
    articles = sorted({article for article, _, _ in codes})
    fold = np.array([articles.index(article) % FOLDS for article, _, _ in codes])
    likely = crossed(table, right, fold)
    print(f"{len(codes)} codes, {right.mean():.3f} right; by cross-validation over articles:")
    for low in range(FOLDS):
        within = (likely >= low / 10) & (likely < (low + 1) / 10)
        if within.any():
            foretold, was = likely[within].mean(), right[within].mean()
            print(
                f"  {low / 10:.1f}  {within.sum():4d} codes  foretold {foretold:.2f}  right {was:.2f}"
            )
    print(f"expected calibration error {expected_error(likely, right):.3f}")
    weights = fit(table, right)
    told = [
        f"{n.replace(' ', '_')} = {w:.2f}" for n, w in zip(("bias", *NAMES), weights, strict=True)
    ]
    head = confidence.CALIBRATION.read_text(encoding="utf-8").splitlines()[0]
    confidence.CALIBRATION.write_text("\n".join([head, *told]) + "\n", encoding="utf-8")
    return 0


def _scorer(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    sys.exit(main())
