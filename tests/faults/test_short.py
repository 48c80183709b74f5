"""A short draw in the fault laboratory; ``make faults`` has the long one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.faults.laboratory import laboratory
from tests.support import kraft

pytestmark = [pytest.mark.kafka, pytest.mark.slow]

SEED = int(os.environ.get("FAULTS_SEED", "20251"))
KINDS = ["worker frozen", "leader killed", "worker killed", "connections garbled"]


def test_a_short_draw_of_faults_loses_nothing_and_doubles_nothing_where_it_counts(
    tmp_path: Path,
) -> None:
    try:
        with laboratory(tmp_path, SEED, workers=2, rate=8.0, told=_say) as made:
            made.begin()
            made.disturb(KINDS)
            report = made.end()
    except kraft.Missing as why:
        pytest.skip(f"NO CLUSTER OF OUR OWN, faults were not tried: {why}")
    _say("\n".join(report.lines()))
    assert report.verdict.problems() == []
    assert report.verdict.articles >= report.accepted > 100
    assert report.verdict.rejected > 0, "malformed messages are part of the load"


def _say(line: str) -> None:
    print(line, file=sys.__stderr__, flush=True)
