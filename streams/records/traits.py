"""What of a report decides whether two reports tell one event: computed once, compared often."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Final

from streams.messages import Location, Party, Report, Said
from streams.records.knowledge import common_words

DAY: Final = 86_400.0
_WORD: Final = re.compile(r"[a-z]{3,}|[0-9]+")
_STEM: Final = 6
_MUTUAL: Final = {"CONSULT", "AGREE", "COOPERATE"}


@dataclass(slots=True, eq=False)
class Traits:
    """A report in the terms in which reports are compared.

    ``published`` is in seconds since 1970, ``days`` the first and last ordinal day stated for the
    event; ``keys`` holds every party's key, ``mutual`` is true where roles do not tell acts apart.
    ``town`` is a place that tells more than the parties do. ``words`` are all different; a tuple, because
    a set takes up five times as much.
    """

    report: Report
    article: str
    published: float
    day: int
    type: str
    mode: str | None
    factuality: str
    mutual: bool
    keys: frozenset[str]
    actors: frozenset[str]
    recipients: frozenset[str]
    names: frozenset[str]
    days: tuple[int, int] | None
    country: str | None
    place: str | None
    town: str | None
    numbers: dict[str, tuple[float, float]]
    words: tuple[str, ...]

    @property
    def order(self) -> tuple[float, str, str]:
        """By publication, then by ids: the same on every machine."""
        return (self.published, self.article, self.report.event_id)


def traits(report: Report) -> Traits:
    """The traits of a report that holds what was said.

    Raises:
        ValueError: it does not; such reports were written before records joined reports.
    """
    said = report.said
    if said is None:
        raise ValueError(f"report {report.event_id} does not say what it said")
    published = seconds(report.published_at)
    actors, recipients = _keys(said.actors), _keys(said.recipients)
    return Traits(
        report=report,
        article=report.article_id,
        published=published,
        day=int(published // DAY),
        type=said.type,
        mode=said.mode,
        factuality=said.factuality,
        mutual=said.reciprocal or said.type in _MUTUAL,
        keys=_either(actors, recipients),
        actors=actors,
        recipients=recipients,
        names=_names(said),
        days=_days(said),
        country=said.location.country if _placed(said.location) and said.location else None,
        place=said.location.name if _placed(said.location) and said.location else None,
        town=_town(said),
        numbers=_numbers(said),
        words=_words(report, said),
    )


def seconds(moment: str) -> float:
    """Seconds since 1970 of an RFC 3339 time."""
    return datetime.fromisoformat(moment).timestamp()


def moment(at: float) -> str:
    """The RFC 3339 time of seconds since 1970, in UTC."""
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")


def _keys(parties: tuple[Party, ...]) -> frozenset[str]:
    return _set(tuple(p.key for p in parties if p.key is not None))


# The same parties act again and again: their sets are held once.
@lru_cache(maxsize=2**14)
def _set(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(words)


@lru_cache(maxsize=2**14)
def _either(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    return one | other


def _names(said: Said) -> frozenset[str]:
    """Parties as the text names them, for acts whose parties no list knows."""
    every = (*said.actors, *said.recipients)
    return _set(tuple(p.mention.casefold() for p in every if p.key is None))


def _days(said: Said) -> tuple[int, int] | None:
    if said.date is None or said.date.how == "default":
        return None
    first, last = (date.fromisoformat(d).toordinal() for d in (said.date.start, said.date.end))
    epoch = date(1970, 1, 1).toordinal()
    return first - epoch, last - epoch


def _placed(location: Location | None) -> bool:
    return location is not None and location.how in ("stated", "coreference")


def _town(said: Said) -> str | None:
    """The place, unless it is only where one of the parties is at home."""
    if said.location is None or not _placed(said.location):
        return None
    parties = (*said.actors, *said.recipients)
    name = said.location.name
    return None if any(name in (p.name, p.mention) for p in parties) else name


def _numbers(said: Said) -> dict[str, tuple[float, float]]:
    """Bounds by what is counted; an open bound is the other one."""
    found = {}
    for name, quantity in said.magnitude.items():
        low, high = quantity.min, quantity.max
        if low is None and high is None:
            continue
        one, other = low if low is not None else high, high if high is not None else low
        found[name] = (float(one or 0.0), float(other or 0.0))
    return found


def _words(report: Report, said: Said) -> tuple[str, ...]:
    """Stems of the words that say what was done, without those that name the parties."""
    parties = " ".join(p.mention for p in (*said.actors, *said.recipients)).casefold()
    named, common = _WORD.findall(parties), common_words()
    words = _WORD.findall(report.evidence.text.casefold())
    stems = (word[:_STEM] for word in words if word not in common and word not in named)
    # the same words come again and again: held once
    return tuple(dict.fromkeys(map(sys.intern, stems)))
