"""What counts as growing; the soak itself is ``make soak``."""

from __future__ import annotations

import os

import pytest

from tests.soak.measure import Sample, growing, sample


def run(**by_second: float) -> list[Sample]:
    """An hour of samples; each value grows by so much a second from 1000."""
    return [
        Sample(
            second=float(second),
            **{
                name: int(1000 + by_second.get(name, 0.0) * second)
                for name in ("resident", "files", "processes", "lag")
            },
        )
        for second in range(0, 3600, 10)
    ]


@pytest.mark.parametrize(
    ("samples", "said"),
    [
        (run(), []),
        (run(resident=0.01), []),
        (run(resident=0.05), ["resident grew from"]),
        (run(files=0.05), ["files grew from"]),
        (run(lag=1.0), ["lag grew from"]),
        (run()[:3], ["3 samples after the warm-up are too few"]),
    ],
    ids=["nothing", "a little", "memory", "files", "lag", "too short"],
)
def test_what_grows_is_told(samples: list[Sample], said: list[str]) -> None:
    found = growing(samples, 0.0)
    assert len(found) == len(said)
    assert all(line.startswith(start) for line, start in zip(found, said, strict=True))


def test_the_warm_up_does_not_count() -> None:
    steep = [Sample(s.second, 10 + min(int(s.second), 600), 5, 1, 0) for s in run()]
    assert growing(steep, 0.0) != []
    assert growing(steep, 700.0) == []


def test_a_session_is_measured() -> None:
    page = 'dragoman_lag{stage="events"} 3.0\ndragoman_lag{stage="records"} 4.0\n'
    found = sample(os.getsid(0), 1.5, page)
    assert found.processes >= 1
    assert found.resident > 2**20
    assert found.files > 2
    assert (found.second, found.lag) == (1.5, 7)
