"""Time expressions: what is found, what it means, what only looks like one."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.entities.times import find_times
from streams.messages import Parse, Time
from tests.support.parses import flat, source_of, tree_of

ANCHOR = "2024-07-04"  # a Thursday


def only(parse: Parse, anchor: str = ANCHOR) -> Time:
    (time,) = find_times(parse, anchor)
    return time


def days(parse: Parse, anchor: str = ANCHOR) -> list[str]:
    return [
        t.from_day if t.from_day == t.to_day else f"{t.from_day}/{t.to_day}"
        for t in find_times(parse, anchor)
    ]


@pytest.mark.parametrize(
    ("words", "start", "end", "precision"),
    [
        ("met on Wednesday", "2024-07-03", "2024-07-03", "day"),
        ("met on Thursday night", "2024-07-04", "2024-07-04", "day"),
        ("met on Friday", "2024-06-28", "2024-06-28", "day"),
        ("on Sat. 's raid", "2024-06-29", "2024-06-29", "day"),
        ("met on sunday", "2024-06-30", "2024-06-30", "day"),
        ("met last Thursday", "2024-06-27", "2024-06-27", "day"),
        ("meets next Thursday", "2024-07-11", "2024-07-11", "day"),
        ("on Tuesday next", "2024-07-09", "2024-07-09", "day"),
        ("met yesterday", "2024-07-03", "2024-07-03", "day"),
        ("the day before yesterday", "2024-07-02", "2024-07-02", "day"),
        ("the day after tomorrow", "2024-07-06", "2024-07-06", "day"),
        ("met last night", "2024-07-03", "2024-07-03", "day"),
        ("met this morning", "2024-07-04", "2024-07-04", "day"),
        ("later today", "2024-07-04", "2024-07-04", "day"),
        ("on 31 May 2022", "2022-05-31", "2022-05-31", "day"),
        ("on May 31 , 2022", "2022-05-31", "2022-05-31", "day"),
        ("on Tuesday , May 31", "2024-05-31", "2024-05-31", "day"),
        ("the 3rd of May", "2024-05-03", "2024-05-03", "day"),
        ("since October 7", "2023-10-07", "2023-10-07", "day"),
        ("on 2024-05-31", "2024-05-31", "2024-05-31", "day"),
        ("between 3 and 5 June", "2024-06-03", "2024-06-05", "range"),
        ("from June 28 to July 2", "2024-06-28", "2024-07-02", "range"),
        ("from December 30 to January 2", "2023-12-30", "2024-01-02", "range"),
        ("on June 3 – 5", "2024-06-03", "2024-06-05", "range"),
        ("from Sunday to Monday", "2024-06-30", "2024-07-01", "range"),
        ("in May", "2024-05-01", "2024-05-31", "month"),
        ("in November", "2023-11-01", "2023-11-30", "month"),
        ("in July", "2024-07-01", "2024-07-31", "month"),
        ("in February 2019", "2019-02-01", "2019-02-28", "month"),
        ("in December last year", "2023-12-01", "2023-12-31", "month"),
        ("last July", "2023-07-01", "2023-07-31", "month"),
        ("next July", "2025-07-01", "2025-07-31", "month"),
        ("in early June", "2024-06-01", "2024-06-10", "week"),
        ("by the end of June", "2024-06-21", "2024-06-30", "week"),
        ("in mid - June", "2024-06-11", "2024-06-20", "week"),
        ("late last month", "2024-06-21", "2024-06-30", "week"),
        ("the first week of June", "2024-06-01", "2024-06-07", "week"),
        ("the last week of June", "2024-06-24", "2024-06-30", "week"),
        ("last week", "2024-06-24", "2024-06-30", "week"),
        ("this week", "2024-07-01", "2024-07-07", "week"),
        ("over the weekend", "2024-06-29", "2024-06-30", "week"),
        ("last weekend", "2024-06-29", "2024-06-30", "week"),
        ("this weekend", "2024-07-06", "2024-07-07", "week"),
        ("three weeks ago", "2024-06-10", "2024-06-16", "week"),
        ("earlier this month", "2024-07-01", "2024-07-31", "month"),
        ("last month", "2024-06-01", "2024-06-30", "month"),
        ("two months ago", "2024-05-01", "2024-05-31", "month"),
        ("a couple of days ago", "2024-07-02", "2024-07-02", "day"),
        ("last year", "2023-01-01", "2023-12-31", "year"),
        ("in 2014", "2014-01-01", "2014-12-31", "year"),
        ("the 2019 decision", "2019-01-01", "2019-12-31", "year"),
        ("from 2014 to 2017", "2014-01-01", "2017-12-31", "range"),
        ("in the 1990s", "1990-01-01", "1999-12-31", "range"),
        ("last summer", "2023-06-01", "2023-08-31", "season"),
        ("in the winter of 2022", "2022-12-01", "2023-02-28", "season"),
        ("the first quarter of 2024", "2024-01-01", "2024-03-31", "quarter"),
        ("last quarter", "2024-04-01", "2024-06-30", "quarter"),
        ("in the coming days", "2024-07-04", "2024-07-11", "range"),
        ("in the past two years", "2022-07-04", "2024-07-04", "range"),
        ("over the past week", "2024-06-27", "2024-07-04", "range"),
        ("on Christmas Eve", "2023-12-24", "2023-12-24", "day"),
        ("in two weeks ' time", "2024-07-15", "2024-07-21", "week"),
    ],
)
def test_what_words_mean(words: str, start: str, end: str, precision: str) -> None:
    time = only(flat(words))
    assert (time.from_day, time.to_day, time.precision) == (start, end, precision)


@pytest.mark.parametrize(
    "words",
    [
        "he may go and they march",
        "May he rest",
        "the Sunday Times said so",
        "the Good Friday Agreement",
        "in the second half",
        "for three days and two nights",
        "he was sentenced to 12 years",
        "he met Sun Yat-sen",
        "the first time in seven years",
        "a meeting on February 30 , 2022",
        "the coup , its first in 20 years ,",
        "Room 2015 is free",
    ],
)
def test_what_is_no_time(words: str) -> None:
    assert find_times(flat(words), ANCHOR) == ()


def test_a_count_is_no_year() -> None:
    count = "Of/IN/prep/2 2000/CD/nummod/2 villages/NNS/ROOT/2"
    assert find_times(tree_of(count), ANCHOR) == ()


def test_june_may_be_a_person() -> None:
    parse = flat("said June on Monday")
    named = Parse(
        **{f: getattr(parse, f) for f in Parse.__slots__ if f != "ent"},
        ent=("", "B-PERSON", "", ""),
    )
    assert [t.text for t in find_times(named, ANCHOR)] == ["Monday"]


WILL = "They/PRP/nsubj/2 will/MD/aux/2 meet/VB/ROOT/2 on/IN/prep/2"


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        (f"{WILL} Tuesday/NNP/pobj/3", "2024-07-09"),
        (f"{WILL} Thursday/NNP/pobj/3", "2024-07-04"),
        (f"{WILL} March/NNP/pobj/3 3/CD/nummod/4", "2025-03-03"),
        ("They/PRP/nsubj/1 met/VBD/ROOT/1 on/IN/prep/1 Tuesday/NNP/pobj/2", "2024-07-02"),
        ("They/PRP/nsubj/1 meet/VBP/ROOT/1 on/IN/prep/1 Tuesday/NNP/pobj/2", "2024-07-09"),
        (
            "They/PRP/nsubj/1 are/VBP/ROOT/1/be to/TO/aux/3 meet/VB/xcomp/1 on/IN/prep/3"
            " Tuesday/NNP/pobj/4",
            "2024-07-09",
        ),
        (
            "They/PRP/nsubj/2 would/MD/aux/2 have/VB/ROOT/2 met/VBN/dep/2 Tuesday/NNP/npadvmod/2",
            "2024-07-09",
        ),
        (
            "Talks/NNS/nsubj/1 due/JJ/amod/0 on/IN/prep/1 Tuesday/NNP/pobj/2",
            "2024-07-09",
        ),
        (
            "It/PRP/nsubj/1 flew/VBD/ROOT/1/fly to/TO/aux/3 meet/VB/advcl/1 him/PRP/dobj/3"
            " on/IN/prep/3 Tuesday/NNP/pobj/5",
            "2024-07-02",
        ),
        (
            "He/PRP/nsubj/1 gave/VBD/ROOT/1/give them/PRP/dative/1 until/IN/prep/1 the/DT/det/5"
            " end/NN/pobj/3 of/IN/prep/5 Tuesday/NNP/pobj/6",
            "2024-07-09",
        ),
        (
            "He/PRP/nsubj/1 called/VBD/ROOT/1/call a/DT/det/3 vote/NN/dobj/1 for/IN/prep/1"
            " Tuesday/NNP/pobj/4",
            "2024-07-09",
        ),
        (
            "He/PRP/nsubj/1 spoke/VBD/ROOT/1/speak ahead/RB/advmod/1 of/IN/prep/2 a/DT/det/5"
            " vote/NN/pobj/3 on/IN/prep/5 Tuesday/NNP/pobj/6",
            "2024-07-09",
        ),
        (
            "Kenya/NNP/nsubj/1 said/VBD/ROOT/1/say on/IN/prep/6 Tuesday/NNP/pobj/2 it/PRP/nsubj/6"
            " will/MD/aux/6 go/VB/ccomp/1",
            "2024-07-02",
        ),
    ],
)
def test_the_verb_tells_which_way_to_look(sentence: str, day: str) -> None:
    assert days(tree_of(sentence)) == [day]


def test_headlines_tell_the_past_in_the_present() -> None:
    meets = "They/PRP/nsubj/1 meet/VBP/ROOT/1 on/IN/prep/1 Tuesday/NNP/pobj/2"
    assert days(tree_of(meets, field="title")) == ["2024-07-02"]
    to_meet = "They/PRP/nsubj/2 to/TO/aux/2 meet/VB/ROOT/2 on/IN/prep/2 Tuesday/NNP/pobj/3"
    assert days(tree_of(to_meet, field="title")) == ["2024-07-09"]


def test_a_day_of_last_month_is_not_put_into_next_year() -> None:
    allowed = f"{WILL} June/NNP/pobj/3 30/CD/nummod/4"
    assert days(tree_of(allowed)) == ["2024-06-30"]


@pytest.mark.parametrize(
    ("second", "day"),
    [
        ("On the same day he left", "2024-07-02"),
        ("Later that evening he left", "2024-07-02"),
        ("A day earlier he had left", "2024-07-01"),
        ("The previous day he had left", "2024-07-01"),
        ("He had left the night before .", "2024-07-01"),
        ("Two days later he left", "2024-07-04"),
        ("Hours earlier he had left", "2024-07-02"),
        ("He had left four days before , he said", "2024-06-28"),
        ("It came three days after the court ruled", "2024-06-29"),
        ("The following week he left", "2024-07-08/2024-07-14"),
        ("Three weeks earlier he had left", "2024-06-10/2024-06-16"),
    ],
)
def test_words_that_point_back_to_the_last_day_named(second: str, day: str) -> None:
    assert days(flat("They met on Tuesday .", second)) == ["2024-07-02", day]


def test_the_same_month_and_the_following_year() -> None:
    assert days(flat("In January 2017 it left .", "In the same month it paid .")) == [
        "2017-01-01/2017-01-31",
        "2017-01-01/2017-01-31",
    ]
    assert days(flat("In 2011 it left .", "The following year it paid ."))[1] == (
        "2012-01-01/2012-12-31"
    )


def test_plans_are_not_pointed_back_to() -> None:
    will = f"{WILL} Tuesday/NNP/pobj/3"
    earlier = "A/DT/det/1 day/NN/npadvmod/2 earlier/RB/advmod/4 they/PRP/nsubj/4 left/VBD/ROOT/4"
    assert days(tree_of(will, earlier)) == ["2024-07-09", "2024-07-03"]


def test_only_a_year_makes_a_time_stated() -> None:
    assert only(flat("on 31 May 2022")).how == "stated"
    assert only(flat("on 31 May")).how == "inferred"


def test_words_and_offsets_are_those_of_the_text() -> None:
    parse = flat("They met , on Tuesday , May 31 , in Doha")
    time = only(parse)
    assert time.text == "Tuesday, May 31"
    assert source_of(parse)[time.start : time.end] == time.text
    assert parse.text[time.first : time.last] == ("Tuesday", ",", "May", "31")


WORDS = ["Monday", "May", "march", "31", "2024", "the", "of", "week", "last", "two", "days", "ago"]
WORDS += ["later", "between", "and", "to", "early", "next", "year", "0", "1900", "2199", "before"]
words = st.sampled_from([*WORDS, "in", "day", "—"])


@given(
    st.lists(st.lists(words, min_size=1, max_size=12).map(" ".join), max_size=5),
    st.dates(date(1900, 1, 1), date(2200, 12, 31)),
)
@settings(max_examples=300, deadline=None)
def test_any_words_give_times_in_order_that_do_not_overlap(texts: list[str], anchor: date) -> None:
    times = find_times(flat(*texts), anchor.isoformat())
    assert all(t.from_day <= t.to_day for t in times)
    assert all(a.last <= b.first for a, b in pairwise(times))
