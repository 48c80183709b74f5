"""Publication times and the day that relative dates count from."""

from __future__ import annotations

from datetime import date

import pytest

from streams.documents.dates import anchor, published
from streams.errors import Rejected


def test_the_day_is_that_of_the_publisher() -> None:
    assert published("2024-07-04T01:30:00+03:00").date() == date(2024, 7, 4)
    assert published("2024-07-04T23:30:00.5Z").date() == date(2024, 7, 4)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2024-07-04",
        "2024-07-04T01:30:00",
        "2024-13-04T01:30:00Z",
        "2024-02-30T01:30:00Z",
        "1246-01-01T00:00:00Z",
        "2201-01-01T00:00:00Z",
        "20240704T013000Z",
        "2024-07-04T01:30:00Z trailing",
    ],
)
def test_what_is_no_time_is_rejected(text: str) -> None:
    with pytest.raises(Rejected) as caught:
        published(text)
    assert caught.value.reason == "bad-date"


@pytest.mark.parametrize(
    ("dateline", "day"),
    [
        (None, "2024-07-04"),
        ("2024-07-03", "2024-07-03"),
        ("2024-06-27", "2024-06-27"),
        ("2024-07-05", "2024-07-05"),  # filed where it was already tomorrow
        ("2024-06-26", "2024-07-04"),
        ("2024-07-06", "2024-07-04"),
    ],
)
def test_a_fresh_dateline_is_the_anchor(dateline: str | None, day: str) -> None:
    assert anchor(date(2024, 7, 4), dateline) == date.fromisoformat(day)
