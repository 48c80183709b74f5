"""Dates cut to what is known: which are dates, and what two periods surely share."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.errors import BadKnowledge
from streams.ontology.periods import check, first_day, last_day, surely_shared


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("", ""),
        ("2020", ""),
        ("2020-02", "2020-02"),
        ("2020-02-29", "2020"),
        ("2020", "2020-01-01"),
    ],
)
def test_a_period_may_be_cut_anywhere(since: str, until: str) -> None:
    check("x.tsv:2", since, until)


@pytest.mark.parametrize(
    ("since", "until", "says"),
    [
        ("20", "", "from '20'"),
        ("2020-13", "", "from '2020-13'"),
        ("2021-02-29", "", "from '2021-02-29'"),
        ("", "May 2020", "until 'May 2020'"),
        ("", "2020-1", "until '2020-1'"),
        ("0000", "", "from '0000'"),
        ("2020-03", "2020-02-28", "from 2020-03 lies after until 2020-02-28"),
    ],
)
def test_what_is_no_period_is_refused_with_its_line(since: str, until: str, says: str) -> None:
    with pytest.raises(BadKnowledge) as refused:
        check("x.tsv:2", since, until)
    assert str(refused.value).startswith("x.tsv:2: ")
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("2024-07-04", date(2024, 7, 4), date(2024, 7, 4)),
        ("", date.min, date.max),
    ],
)
def test_the_days_that_a_cut_date_may_mean(cell: str, first: date, last: date) -> None:
    assert (first_day(cell), last_day(cell)) == (first, last)


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        (("2020", "2021"), ("2021", "2022"), 0),
        (("2020-01-01", "2020-03-01"), ("2020-02-01", "2020-12"), 29),
        (("", "2020"), ("2010", "2020"), 0),
        (("2020-01-01", "2020-12-31"), ("2020-01-01", "2020-12-31"), 365),
    ],
)
def test_days_surely_shared(one: tuple[str, str], other: tuple[str, str], days: int) -> None:
    assert surely_shared(one, other) == surely_shared(other, one) == days


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31)), st.sampled_from([4, 7, 10])
)
def test_a_cut_date_holds_the_day_it_was_cut_from(day: date, length: int) -> None:
    cell = day.isoformat()[:length]
    assert first_day(cell) <= day <= last_day(cell)
