"""Streams in which one pair of parties does one thing over and over, or one event is told over and over.

Strikes of one army on one country within a week share parties, type, mode and often the day. What tells
them apart is the town, the toll and the words, each of which an outlet may leave out; words are drawn
from so few that any two strikes share some.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

from streams.messages import Event, Location
from tests.support.stories import START, WORDS, Happening, telling

TOWNS = tuple(
    f"{first}{last}"
    for first in ("Bel", "Dor", "Kam", "Lug", "Mar", "Nov", "Ost", "Pol")
    for last in ("ava", "etsk", "ino", "ograd", "une")
)
WAR = WORDS[20:80]


def strikes(number: int = 200, days: float = 7.0, seed: int = 3) -> list[Happening]:
    """Strikes of one army on one country; ``country`` of each is the country's, not the town's."""
    chance = random.Random(seed)
    return [
        Happening(
            number=n,
            type="ASSAULT",
            mode=chance.choice(("aerial", "drone", "heavy-weapons")),
            actor="RUS",
            recipient="UKR",
            at=START + timedelta(days=days * chance.random()),
            country="UKR",
            words=tuple(chance.sample(WAR, 8)),
            killed=chance.choice((None, 1, 2, 3, 4, 5, 7, 9, 12, 20, 31)),
        )
        for n in range(number)
    ]


def reported(of: Happening, article_id: str, chance: random.Random) -> Event:
    """One outlet's report of a strike: the town in three of five, and then among its words too."""
    made = telling(of, article_id, chance)
    town = TOWNS[random.Random(of.number).randrange(len(TOWNS))]
    named = chance.random() < 0.6
    words = chance.sample(of.words, chance.randint(4, 6)) + chance.sample(WAR, 2)
    text = " ".join([*words, town] if named else words)
    place = Location(name=town, country="UKR", lat=0.0, lon=0.0) if named else None
    evidence = replace(
        made.evidence, end=len(text), text=text, trigger=words[0], trigger_end=len(words[0])
    )
    toll = made.magnitude if chance.random() < 0.7 else {}
    return replace(made, evidence=evidence, location=place, magnitude=toll)


def hot(
    number: int = 200, most: int = 5, days: float = 7.0, seed: int = 3
) -> tuple[list[Event], dict[str, int]]:
    """Reports of so many strikes, each told up to so often, by publication; and what each tells."""
    chance = random.Random(seed)
    made, truth = list[Event](), dict[str, int]()
    for each in strikes(number, days, seed):
        for turn in range(chance.randint(1, most)):
            event = reported(each, f"hot-{each.number}-{turn}", chance)
            made.append(event)
            truth[event.event_id] = each.number
    return sorted(made, key=lambda e: (e.published_at, e.event_id)), truth


def loud(times: int = 200, seed: int = 3) -> tuple[list[Event], dict[str, int]]:
    """One strike told so often."""
    chance = random.Random(seed)
    (each,) = strikes(1, seed=seed)
    made = [reported(each, f"loud-{turn}", chance) for turn in range(times)]
    return sorted(made, key=lambda e: (e.published_at, e.event_id)), {
        e.event_id: each.number for e in made
    }
