"""Stretches of days by their names."""

from __future__ import annotations

from datetime import date

import pytest

from streams import calendar

DAY = date(2024, 7, 4)  # a Thursday


def test_leap_days_are_sought_in_the_years_that_have_them() -> None:
    assert calendar.nearest(29, 2, date(2023, 5, 1), later=False) == date(2020, 2, 29)
    assert calendar.nearest(29, 2, date(2023, 5, 1), later=True) == date(2024, 2, 29)
    assert calendar.nearest(30, 2, date(2023, 5, 1), later=True) is None


def test_the_weekday_of_today_is_today_whichever_way() -> None:
    assert calendar.weekday(3, DAY, later=False) == DAY == calendar.weekday(3, DAY, later=True)
    assert calendar.weekday(4, DAY, later=False) == date(2024, 6, 28)
    assert calendar.weekday(4, DAY, later=True) == date(2024, 7, 5)


def test_weeks_begin_on_monday() -> None:
    assert calendar.week(DAY).start == date(2024, 7, 1)
    assert calendar.weekend(date(2024, 7, 7)).start == date(2024, 7, 6)


def test_months_run_over_into_other_years() -> None:
    assert calendar.month(2024, 0).start == date(2023, 12, 1)
    assert calendar.month(2024, 14).end == date(2025, 2, 28)
    assert calendar.months_away(date(2024, 3, 31), -1) == date(2024, 2, 29)


def test_winter_ends_in_the_year_after() -> None:
    winter = calendar.season(2023, "winter")
    assert (winter.start, winter.end) == (date(2023, 12, 1), date(2024, 2, 29))


def test_a_third_of_a_month_counts_as_a_week() -> None:
    late = calendar.part_of_month(calendar.month(2024, 2), "late")
    assert (late.start, late.end, late.precision) == (date(2024, 2, 21), date(2024, 2, 29), "week")


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_quarters_have_three_months(number: int) -> None:
    found = calendar.quarter(2024, number)
    assert (found.start.month, found.end.month) == (3 * number - 2, 3 * number)


def test_a_range_is_put_in_order() -> None:
    found = calendar.between(date(2024, 7, 9), DAY)
    assert (found.start, found.end) == (DAY, date(2024, 7, 9))
