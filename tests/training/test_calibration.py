"""Calibration finds the share that is right, on the right side of zero, and says when it can not run."""

from __future__ import annotations

import numpy as np
import pytest

from streams.events import confidence
from streams.training import calibration
from streams.training.calibration import LEAST, NAMES, crossed, expected_error, fit


def test_without_texts_coded_by_hand_it_says_so_and_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("EVAL_DIR", raising=False)
    before = confidence.CALIBRATION.read_bytes()
    assert calibration.main() == 0
    assert "NOT CALIBRATED" in capsys.readouterr().err
    assert confidence.CALIBRATION.read_bytes() == before


def table(count: int) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.float64]], list[float]]:
    """Codes of which those of nouns are right one time in four, all others three times in four."""
    noun = 1 + NAMES.index("noun")
    made = np.zeros((count, 1 + len(NAMES)))
    made[:, 0] = 1.0
    made[: count // 2, noun] = 1.0
    right = [float(i % 4 == 0) for i in range(count // 2)]
    right += [float(i % 4 != 0) for i in range(count - count // 2)]
    return made, right


def test_a_doubt_takes_off_what_it_is_found_to() -> None:
    made, right = table(400)
    weights = fit(made, np.array(right))
    assert 1 / (1 + np.exp(-weights[0])) == pytest.approx(0.75, abs=0.02)
    assert weights[1 + NAMES.index("noun")] == pytest.approx(-2.2, abs=0.2)


def test_no_doubt_ever_adds() -> None:
    made, right = table(400)
    weights = fit(made, 1.0 - np.array(right))
    assert weights[1 + NAMES.index("noun")] == -LEAST
    assert all(weights[1 + NAMES.index(name)] >= LEAST for name in confidence.RISES)


def test_what_is_foretold_of_articles_held_out_is_near_what_was() -> None:
    made, right = table(400)
    fold = np.arange(400) // 4 % calibration.FOLDS
    assert expected_error(crossed(made, np.array(right), fold), np.array(right)) < 0.03


def test_the_error_is_the_gap_of_the_bins_by_their_size() -> None:
    likely, right = np.array([0.05, 0.05, 0.95, 0.95]), np.array([0.0, 1.0, 1.0, 1.0])
    assert expected_error(likely, right) == pytest.approx(0.5 * 0.45 + 0.5 * 0.05)
