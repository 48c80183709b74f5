"""Which day is an act's: sentences of our own through the whole room, published on Thursday 4 July 2024."""

from __future__ import annotations

import pytest

from streams.messages import Event
from streams.pipeline import Environment, Options
from tests.support.coding import all_coded

pytestmark = pytest.mark.model

# text, type of the act, its first day (None: the text gives none)
CASES = [
    # the day of the verb that a participle goes on from; an "after" clause has a day of its own
    (
        "Kenyan police raided a Somali bank on Monday, arresting four clerks.",
        "COERCE",
        "2024-07-01",
    ),
    ("Peru recalled its ambassador on Tuesday after Bolivia condemned Peru.", "ACCUSE", None),
    # a clause with "when" tells of the day it hangs on
    (
        "The quarrel began on Sunday, when Chad expelled three Libyan diplomats.",
        "SANCTION",
        "2024-06-30",
    ),
    ("It worsened in June, when Greek troops shelled Turkish soldiers.", "ASSAULT", "2024-06-01"),
    # so does a clause with a subject of its own beside it; what came before is of another day
    (
        "Mali shut its border on Monday, its premier accusing Niger of smuggling.",
        "ACCUSE",
        "2024-07-01",
    ),
    ("Mali shut its border on Monday after accusing Niger of smuggling.", "ACCUSE", None),
    # but what is done on the way to something is of its day
    ("Mali shut its border on Monday after arresting four Nigerien spies.", "COERCE", "2024-07-01"),
    ("Mali shut its border in June after arresting four Nigerien spies.", "COERCE", None),
    ("Chilean marines killed a Peruvian smuggler after Tuesday's vote.", "ASSAULT", None),
    # the occasion may be a meeting of those who speak
    (
        "Peru and Chile met for the second time on Tuesday and promised to cooperate.",
        "AGREE",
        "2024-07-02",
    ),
    # what follows with "and" is of the same day, what follows a semicolon need not be
    (
        "Mali closed its airspace on Monday and Niger expelled the French ambassador.",
        "SANCTION",
        "2024-07-01",
    ),
    (
        "Mali sent troops north on Monday; Niger has expelled the French ambassador.",
        "SANCTION",
        None,
    ),
    # who reports its own act does it by reporting; who reports another's does not
    (
        "Norway is expelling two Russian diplomats, the Norwegian government said on Tuesday.",
        "SANCTION",
        "2024-07-02",
    ),
    ("Chile said on Monday that it rejects the Bolivian proposal.", "REJECT", "2024-07-01"),
    (
        "Russia has expelled two Norwegian diplomats, the Swedish government said on Tuesday.",
        "SANCTION",
        None,
    ),
    # the occasion of words dates them, what they are about does not
    (
        "At a conference in Oslo on Tuesday Japan condemned the Syrian government.",
        "ACCUSE",
        "2024-07-02",
    ),
    ("Japan condemned Monday's attack on Syria.", "ACCUSE", None),
    ("Hungary asked Serbia to release the two drivers on Friday.", "REQUEST", None),
    # a bound is no day of words, but the beginning of what is done since
    ("Togo has refused to meet Benin since June.", "REJECT", None),
    ("Israeli troops have killed 40 Lebanese soldiers since June 9.", "ASSAULT", "2024-06-09"),
    # "hours before" a clause is no day
    ("Hours before Laos voted, Cuba expelled a Mexican diplomat.", "SANCTION", None),
    # but the day of a clause that is hours away is
    (
        "Hours before he flew to Rome on Monday, Peru's president accused Bolivia of theft.",
        "ACCUSE",
        "2024-07-01",
    ),
    (
        "Shortly after Norway signed the treaty on Tuesday, Chad expelled a Norwegian diplomat.",
        "SANCTION",
        "2024-07-02",
    ),
    # a clause with "as" may hold the day of the one that it hangs on
    (
        "As leaders met in Rome on Monday, Mali expelled a Chadian diplomat.",
        "SANCTION",
        "2024-07-01",
    ),
    # the day that another clause explains
    (
        "Mali expelled a Chadian diplomat on the day that the court sat, July 1.",
        "SANCTION",
        "2024-07-01",
    ),
    # what is said in support of somebody is said when the statement is made
    (
        "Chile and Peru issued a statement on Monday in support of Bolivia.",
        "SUPPORT",
        "2024-07-01",
    ),
    # a planned act is dated by its content
    ("The Kenyan president plans to visit Rwanda on Monday.", "AGREE", "2024-07-08"),
    # the tale goes on in the simple past
    (
        "Iranian police arrested two Iraqi monks on Tuesday. Iraqi soldiers detained six Iranians.",
        "COERCE",
        "2024-07-02",
    ),
    (
        "Kenyan police arrested a Somali clerk on Tuesday. Soldiers were sent to the Somali border.",
        "MOBILIZE",
        "2024-07-02",
    ),
    (
        "Iraqi officials flew to Baku on Tuesday. Iran has expelled an Iraqi diplomat.",
        "SANCTION",
        None,
    ),
    ("Iran warned Iraq about years of neglect and expelled an Iraqi diplomat.", "SANCTION", None),
]


@pytest.fixture(scope="module")
def coded() -> list[tuple[Event, ...]]:
    return all_coded([text for text, _, _ in CASES], Environment(Options()))


@pytest.mark.parametrize("number", range(len(CASES)), ids=[text for text, _, _ in CASES])
def test_the_day_of_an_act(number: int, coded: list[tuple[Event, ...]]) -> None:
    text, kind, day = CASES[number]
    days = [e.date.start if e.date else None for e in coded[number] if e.type == kind]
    assert days, f"no {kind} in {text}"
    assert days[-1] == day
