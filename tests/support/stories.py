"""Streams of reports made up for tests: known events, told by several outlets in their own ways.

An outlet leaves out the day or the place, names a mediator or forgets the target, takes a nearby type,
rounds a number, and uses its own choice of the words that fit the event. The same parties meet, quarrel
and fight again and again, so that parties and type alone tell nothing.
"""

from __future__ import annotations

import hashlib
import random
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from streams.messages import Event, EventDate, Evidence, Location, Party, Quantity, Record
from tests.support.events import event, party

COUNTRIES = (
    "NOR SWE FIN POL CZE AUT ROU BGR GRC TUR SRB HRV ALB MAR TUN EGY SDN ETH KEN TZA UGA RWA NGA GHA "
    "SEN MLI NER TCD ZAF MOZ AGO IND PAK NPL BGD LKA THA KHM VNM MYS IDN PHL JPN KOR CHN MNG KAZ UZB "
    "IRN IRQ SAU QAT OMN YEM JOR LBN SYR ISR BRA ARG CHL PER BOL COL VEN GUY MEX CUB CAN USA RUS UKR"
).split()
KINDS = {
    "CONSULT": ("visit", "multilateral", None),
    "AGREE": (None,),
    "ACCUSE": ("disapprove", "allege"),
    "SANCTION": ("expel", "discontinue"),
    "ASSAULT": ("aerial", "heavy-weapons", "firearms"),
    "AID": (None,),
    "REQUEST": ("change", "assist"),
    "COERCE": ("arrest", "restrict"),
}
WORDS = (
    "pipeline harvest tariff convoy visa tunnel reactor border fishing grain loan satellite refugee "
    "ceasefire prisoner dam turbine vaccine airport railway cobalt lithium wheat drone missile radar "
    "embassy consul passport treaty minefield ferry island strait reef cable port customs smuggler "
    "ransom hostage hospital school bridge depot fuel gas oil coal timber cotton sugar coffee cocoa "
    "bank debt bond currency reserve budget audit election ballot observer militia garrison barracks "
    "airstrike shelling mortar artillery sniper curfew patrol checkpoint blockade embargo quota steel "
    "chips telecom licence broadcaster journalist blogger lawyer judge court verdict appeal pardon "
    "monastery shrine pilgrim festival museum archive statue cemetery monument anniversary flood drought "
    "quake cyclone wildfire landslide plague cholera malaria locust famine ration tent blanket generator"
).split()
START = datetime(2024, 3, 1, tzinfo=UTC)
OUTLETS = tuple(f"Outlet {n}" for n in range(40))


@dataclass(frozen=True)
class Happening:
    """A real-world event; ``words`` is what can be said of it."""

    number: int
    type: str
    mode: str | None
    actor: str
    recipient: str
    at: datetime
    country: str
    words: tuple[str, ...]
    killed: int | None


def happenings(number: int, seed: int, days: float = 12.0) -> list[Happening]:
    """Events of a few dozen dyads within some days; each dyad has several, often of one type."""
    chance = random.Random(seed)
    dyads = [tuple(chance.sample(COUNTRIES, 2)) for _ in range(max(4, number // 6))]
    made = []
    for n in range(number):
        actor, recipient = chance.choice(dyads)
        kind = chance.choice(list(KINDS))
        at = START + timedelta(days=days * chance.random())
        toll = chance.randint(1, 40) if kind == "ASSAULT" else None
        words = tuple(chance.sample(WORDS, 9))
        where = chance.choice((actor, recipient))
        mode = chance.choice(KINDS[kind])
        made.append(Happening(n, kind, mode, actor, recipient, at, where, words, toll))
    return made


def telling(of: Happening, article_id: str, chance: random.Random) -> Event:
    """One outlet's report of a happening."""
    published = of.at + timedelta(hours=1 + 40 * chance.random() ** 2)
    words = chance.sample(of.words, chance.randint(4, 7)) + chance.sample(WORDS, 3)
    chance.shuffle(words)
    text = " ".join(words)
    outlet = chance.choice(OUTLETS)
    evidence = Evidence(
        field="body",
        start=0,
        end=len(text),
        trigger_start=0,
        trigger_end=len(words[0]),
        text=text,
        trigger=words[0],
    )
    parties = ((party(of.actor),), (party(of.recipient),))
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    if of.type in ("CONSULT", "AGREE"):
        third = (party(chance.choice(COUNTRIES)),) if chance.random() < 0.1 else ()
        actors, recipients = (*parties[0], *parties[1], *third), ()
    else:
        actors, recipients = parties[0], parties[1] if chance.random() < 0.9 else ()
    changes: dict[str, Any] = {
        "event_id": hashlib.sha256(f"{article_id}/{of.number}".encode()).hexdigest()[:32],
        "published_at": published.isoformat(timespec="seconds"),
        "publisher": outlet,
        "signature": chance.randbytes(128).hex(),
        "type": of.type,
        "mode": of.mode if chance.random() < 0.7 else None,
        "actors": actors,
        "recipients": recipients,
        "reciprocal": of.type in ("CONSULT", "AGREE"),
        "factuality": "claimed" if chance.random() < 0.08 else "actual",
        "date": _date(of.at) if chance.random() < 0.5 else None,
        "location": _place(of.country) if chance.random() < 0.5 else None,
        "magnitude": _toll(of.killed, chance) if of.killed else {},
        "evidence": evidence,
        "tellings": (),
        "confidence": round(chance.uniform(0.4, 0.95), 2),
    }
    return event(article_id, of.number, **changes)


def stream(
    articles: int, number: int, seed: int = 7, days: float = 12.0
) -> tuple[list[Event], dict[str, int]]:
    """Events of so many articles in order of publication, and which happening each one tells.

    Every happening is told one to nine times; one article in eight tells a second one besides.
    """
    chance = random.Random(seed)
    known = sorted(happenings(number, seed, days), key=lambda each: each.at)
    told = [each for each in known for _ in range(chance.randint(1, 9))]
    chance.shuffle(told)
    while len(told) < articles:
        told.append(chance.choice(known))
    made, truth = [], {}
    for at, each in enumerate(told[:articles]):
        near = known[bisect_left(known, each.at, key=lambda k: k.at) - 1]  # the one before it
        more = [near] if near is not each and at % 8 == 0 else []
        first = telling(each, f"article-{at}", chance)
        same = {name: getattr(first, name) for name in ("publisher", "published_at", "signature")}
        made.append(first)
        truth[first.event_id] = each.number
        for other in more:
            second = replace(telling(other, first.article_id, chance), **same)
            made.append(second)
            truth[second.event_id] = other.number
    return sorted(made, key=lambda e: (e.published_at, e.event_id)), truth


def disordered(events: Iterable[Event], seed: int, again: float = 0.3) -> list[Event]:
    """The same events in some other order, some of them delivered twice or three times."""
    chance = random.Random(seed)
    events = list(events)
    more = [each for each in events for _ in range(2) if chance.random() < again / 2]
    chance.shuffle(both := events + more)
    return both


def standing(changed: Iterable[Record]) -> dict[frozenset[str], Record]:
    """What stands in the end, by the event ids of each record, without what may depend on the order."""
    last = {each.record_id: each for each in changed}
    return {
        frozenset(report.event_id for report in each.reports): replace(
            each, record_id="", revision=1, supersedes=(), superseded_by=None, retracted_at=None
        )
        for each in last.values()
        if each.status != "retracted"
    }


def pairwise(groups: Iterable[frozenset[str]], truth: dict[str, int]) -> tuple[float, float, int]:
    """Precision and recall over pairs of events, and how many pairs belong together."""
    groups = list(groups)
    together = right = 0
    for group in groups:
        together += len(group) * (len(group) - 1) // 2
        of = [truth[name] for name in group]
        right += sum(n * (n - 1) // 2 for n in (of.count(each) for each in set(of)))
    sizes: dict[int, int] = {}
    for number in truth.values():
        sizes[number] = sizes.get(number, 0) + 1
    pairs = sum(n * (n - 1) // 2 for n in sizes.values())
    return right / max(1, together), right / max(1, pairs), pairs


def _date(at: datetime) -> EventDate:
    day = at.date().isoformat()
    return EventDate(start=day, end=day, precision="day", text=None, how="stated")


def _place(country: str) -> Location:
    return Location(name=country.title(), country=country, lat=0.0, lon=0.0)


def _toll(killed: int, chance: random.Random) -> dict[str, Quantity]:
    said = max(1, killed + chance.choice((-1, 0, 0, 0, 1)))
    quantity = Quantity(min=said, max=said, text=str(said), field="body", start=0, end=1)
    return {"killed": quantity}
