"""Finds the dateline at the head of a report: "DOHA, July 3 (Agency) — "."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from streams.calendar import MONTHS, WEEKDAYS, nearest, weekday
from streams.documents.knowledge import lists

_LONGEST: Final = 120
_MONTH: Final = "|".join(sorted((m.capitalize() for m in MONTHS), key=len, reverse=True))
_MONTH_ANY: Final = rf"(?:{_MONTH}|{_MONTH.upper()})"
_WEEKDAY: Final = "|".join(sorted((d.capitalize() for d in WEEKDAYS), key=len, reverse=True))
_DATE: Final = (
    rf"(?:(?:{_WEEKDAY})\.?,?\s+)?"
    rf"(?:(?P<m1>{_MONTH_ANY})\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{_MONTH_ANY})\.?)"
    rf"(?:,?\s+(?P<year>(?:19|20|21)\d\d))?"
    rf"|(?P<weekday>{_WEEKDAY})\b\.?"
)
_DATE_ONLY: Final = re.compile(_DATE)
_UPPER: Final = r"[A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĖĘĚĞĠĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚ]"
# "UNITED NATIONS", "N'DJAMENA", "AL-ULA", "ST. PETERSBURG", "HELSINKI/BANDA ACEH"; "McALLEN"
_SHOUTED_WORD: Final = rf"(?:Ma?c)?{_UPPER}[A-ZÀ-ÞĀ-Ž'’.-]*{_UPPER}\.?|D\.C\.|St\."
_SHOUTED: Final = rf"(?:{_SHOUTED_WORD})(?:\s*[/,]\s*(?:{_SHOUTED_WORD})|\s+(?:{_SHOUTED_WORD}))*"
_NAMED_WORD: Final = rf"{_UPPER}[\w'’.-]*"
_LINKS: Final = r"(?:\s+(?:de|da|do|del|la|el|al|of|the|and|sur|am|upon)){0,2}"
_NAMED: Final = rf"{_NAMED_WORD}(?:{_LINKS}\s+{_NAMED_WORD}){{0,3}}"
_REGION: Final = rf"(?P<region>,\s*(?!{_MONTH_ANY}\b|(?:{_WEEKDAY})\b){_NAMED})?"
_DASH: Final = r"(?:\s*(?:—|––?|--+)\s*|\s+-\s+|\s*-\s+)"
_AGENCY: Final = r"\(\s*(?P<agency>[^()\d][^()]{0,60})\)"
_BRACKETED_DATE: Final = r"\(\s*(?P<bracketed>[^()]{2,60})\)"
_SHOUTED_LINE: Final = re.compile(
    rf"(?P<place>{_SHOUTED}){_REGION}"
    rf"(?:\s*[,.]?\s+(?P<date>{_DATE}))?(?:\s*,?\s*(?:{_BRACKETED_DATE}))?(?P<end>{_DASH}|:\s+)"
)
_NAMED_LINE: Final = re.compile(
    rf"(?P<place>{_NAMED}(?:\s*/\s*{_NAMED})?){_REGION}"
    rf"(?:,\s*(?P<date>{_DATE}))?(?:\s*,?\s*(?:{_BRACKETED_DATE}))?(?P<end>{_DASH})"
)
_AGENCY_FIRST: Final = re.compile(rf"{_AGENCY}\s*(?P<end>—|–|--?)\s+")


@dataclass(frozen=True, slots=True)
class Found:
    """A dateline in clean text: its end (where the report begins), and what it says."""

    end: int
    place: str | None
    day: str | None
    agency: str | None


def find(text: str, published: date) -> Found | None:
    """The dateline at the head of a paragraph, or null where there is none.

    Args:
        text: the first paragraph, cleaned.
        published: the day of publication, to tell the year of "July 3".
    """
    head = text[:_LONGEST]
    found = _SHOUTED_LINE.match(head)
    if found is not None and _is_shouted(found, head):
        return _said(found, published)
    found = _NAMED_LINE.match(head)
    if found is not None and _is_named(found, text):
        return _said(found, published)
    found = _AGENCY_FIRST.match(head)
    if found is not None and found["agency"][0].isupper():
        return Found(found.end(), None, None, found["agency"].strip())
    return None


@lru_cache(maxsize=1)
def _not_places() -> frozenset[str]:
    return frozenset(lists("dateline")["not_places"])


def _is_shouted(found: re.Match[str], head: str) -> bool:
    place = found["place"]
    words = re.findall(r"[\w'’]+", place.lower())
    if any(w in _not_places() - {"the"} for w in words) or words == ["the"]:
        return False
    if len(place) < 3 or place.isdigit():
        return False
    if found["end"].startswith(":"):
        # "NEW DELHI: The …", but not "MINISTER: Thank you" or "Q: …"
        return bool(found["date"] or found["bracketed"] or found["region"]) or len(words) > 1
    rest = head[found.end() :]
    return not rest or not rest[0].islower()


def _is_named(found: re.Match[str], text: str) -> bool:
    """Whether a name in ordinary letters before a dash is a dateline and no part of a sentence."""
    words = re.findall(r"[\w'’]+", found["place"].lower())
    if any(w in _not_places() for w in words) or found["place"].endswith(("'s", "’s", ".")):
        return False
    rest = text[found.end() :]
    if rest[:1].islower() or not rest:
        return False
    if found["date"] or (found["bracketed"] and found["bracketed"][0].isupper()):
        return True
    # nothing but a name: the dash must stand free, as no second dash closes an aside
    dash = found["end"]
    free = dash[:1].isspace() and dash[-1:].isspace()
    sentence = rest.split(". ", 1)[0]
    aside = dash.strip() in sentence.split() or "—" in sentence
    return free and not aside and len(sentence.split()) >= 6 and rest[0] not in "“\"‘'("


def _said(found: re.Match[str], published: date) -> Found:
    place = re.sub(r"\s*/\s*", "/", found["place"]).strip(" ,.")
    region = (found["region"] or "").strip(" ,")
    bracketed = (found["bracketed"] or "").strip()
    dated = _DATE_ONLY.fullmatch(bracketed) if bracketed else None
    day = _day(found if found["date"] else dated, published)
    agency = bracketed if bracketed and dated is None else None
    return Found(found.end(), f"{place}, {region}" if region else place, day, agency)


def _day(found: re.Match[str] | None, published: date) -> str | None:
    if found is None:
        return None
    if found["weekday"]:
        return weekday(WEEKDAYS[found["weekday"].lower()], published, later=False).isoformat()
    month = MONTHS[(found["m1"] or found["m2"]).lower()]
    number = int(found["d1"] or found["d2"])
    if found["year"]:
        try:
            return date(int(found["year"]), month, number).isoformat()
        except ValueError:
            return None
    # the report may be filed where it is already tomorrow
    day = nearest(number, month, published + timedelta(days=1), later=False)
    return day.isoformat() if day else None
