"""The reliability table: bins, what was given, what came true."""

from __future__ import annotations

import pytest

from tests.gold import tables
from tests.gold.calibration import Bin, expected_error, outcomes, reliability
from tests.gold.score import score
from tests.support.gold import case, coded, told


def test_bins() -> None:
    table = reliability([(0.0, False), (0.72, True), (0.78, False), (0.70, True), (1.0, True)])
    assert [(each.low, each.high, each.events, each.right) for each in table] == [
        (0.0, 0.1, 1, 0),
        (0.7, 0.8, 3, 2),
        (0.9, 1.0, 1, 1),
    ]
    assert table[1].given == pytest.approx(2.2 / 3)
    assert table[1].told == pytest.approx(2 / 3)


def test_expected_error_is_weighed_by_events() -> None:
    table = [Bin(0.4, 0.5, 3, 3, 0.4), Bin(0.8, 0.9, 1, 0, 0.8)]
    assert expected_error(table) == pytest.approx((3 * 0.6 + 1 * 0.8) / 4)
    assert expected_error([]) == 0.0
    assert expected_error(reliability([(0.5, True), (0.5, False)])) == 0.0


def test_outcomes_leave_out_optional_gold() -> None:
    gold = case(told("AID", "NOR"), told("AID", "SWE", optional=True))
    made = [
        coded("AID", "NOR", confidence=0.9),
        coded("AID", "SWE", confidence=0.8),
        coded("AID", "FIN", confidence=0.3),
    ]
    assert outcomes([score([gold], [made])]) == [(0.9, True), (0.3, False)]


def test_the_table_names_its_error() -> None:
    shown = tables.confidence(reliability([(0.65, True), (0.65, False)]))
    assert "0.6-0.7        2   given 0.65   told 0.50" in shown
    assert shown.endswith("expected calibration error 0.150")
