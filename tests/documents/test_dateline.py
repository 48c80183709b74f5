"""Datelines: the many shapes they come in, and the sentences that only look like one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.documents import dateline

DAY = date(2024, 7, 4)


@pytest.mark.parametrize(
    ("head", "place", "day", "agency"),
    [
        ("DOHA, July 3 (Agency) — ", "DOHA", "2024-07-03", "Agency"),
        ("TEGUCIGALPA - ", "TEGUCIGALPA", None, None),
        ("SUVA/WELLINGTON - ", "SUVA/WELLINGTON", None, None),
        ("GENEVA / FREETOWN, 3 October 2014 – ", "GENEVA/FREETOWN", "2014-10-03", None),
        ("UNITED NATIONS — ", "UNITED NATIONS", None, None),
        ("BEIRUT (Wire) – ", "BEIRUT", None, "Wire"),
        ("Geneva, 3 July – ", "Geneva", "2024-07-03", None),
        ("PARIS, Feb 1 2021 - ", "PARIS", "2021-02-01", None),
        ("ATHENS, Feb. 14 – ", "ATHENS", "2024-02-14", None),
        ("PRETORIA, Dec 20 — ", "PRETORIA", "2023-12-20", None),
        ("GENEVA/SANAA (14 April 2023) – ", "GENEVA/SANAA", "2023-04-14", None),
        ("GEORGETOWN, Dec 7 (DD) — ", "GEORGETOWN", "2023-12-07", "DD"),
        ("CUCUTA, Colombia — ", "CUCUTA, Colombia", None, None),
        ("NAIROBI, Kenya (AP) — ", "NAIROBI, Kenya", None, "AP"),
        ("WASHINGTON, D.C. — ", "WASHINGTON, D.C", None, None),
        ("N'DJAMENA — ", "N'DJAMENA", None, None),
        ("AL-ULA, Saudi Arabia – ", "AL-ULA, Saudi Arabia", None, None),
        ("DAR ES SALAAM -- ", "DAR ES SALAAM", None, None),
        ("SÃO PAULO — ", "SÃO PAULO", None, None),
        ("CAIRO, Monday (Wire) – ", "CAIRO", "2024-07-01", "Wire"),
        ("NEW DELHI: ", "NEW DELHI", None, None),
        ("Ha Noi – ", "Ha Noi", None, None),
        ("(Agency) - ", None, None, "Agency"),
        ("ST. PETERSBURG, June 30 — ", "ST. PETERSBURG", "2024-06-30", None),
    ],
)
def test_shapes(head: str, place: str | None, day: str | None, agency: str | None) -> None:
    text = head + "Ministers of the two states met on Wednesday and signed."
    found = dateline.find(text, DAY)
    assert found is not None
    assert text[found.end :].startswith("Ministers")
    assert (found.place, found.day, found.agency) == (place, day, agency)


@pytest.mark.parametrize(
    "text",
    [
        "Russia - which denies it - struck Odesa on Monday, Kyiv said.",
        "Russia — long an ally of Serbia — struck Odesa on Monday, Kyiv said.",
        "President Biden — Asked about it — said no more than he had to say.",
        "The UN – Under pressure – has sent a mission to the town of Goma.",
        "NATO said that it would not – or not yet – send troops there.",
        "NATO troops — Some 300 of them — left.",
        "Q: Has the ambassador returned to his post yet?",
        "MINISTER: Thank you for coming here today.",
        "BREAKING - Kenya recalls its envoy from Uganda after talks fail.",
        "UPDATE — Kenya recalls its envoy from Uganda after talks fail.",
        "3:05pm — Handshakes all round at the residence of the premier.",
        "Talks began in Doha on Monday - the third round this year.",
        "Iran-Iraq talks began.",
        "Kenya’s – “Never” – was heard.",
        "Peace – at last.",
        "",
        "DOHA",
    ],
)
def test_sentences_are_left_alone(text: str) -> None:
    assert dateline.find(text, DAY) is None


def test_a_day_without_a_year_is_the_last_such_day() -> None:
    found = dateline.find("LIMA, Dec 31 — Peru gave the envoy a day to go.", date(2024, 1, 1))
    assert found is not None
    assert found.day == "2023-12-31"


def test_a_day_that_is_in_no_calendar_is_no_day() -> None:
    found = dateline.find("LIMA, Feb 30 2023 — Peru gave the envoy a day to go.", DAY)
    assert found is not None
    assert found.day is None


@given(st.text(max_size=300), st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_never_raises(text: str, day: date) -> None:
    found = dateline.find(text, day)
    assert found is None or 0 < found.end <= len(text)
