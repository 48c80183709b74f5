"""Records made up for tests."""

from __future__ import annotations

from typing import Any

from streams.messages import Location, Party, Quantity, Record
from streams.records.best import record as amount_to
from streams.records.known import report_of
from tests.support.events import event, party


def record(name: str, **changes: Any) -> Record:
    """A record of one report; ``changes`` are those of its event, or of the record itself."""
    own = {key: changes.pop(key) for key in list(changes) if key in _OF_RECORD}
    made = amount_to(name, 1, [report_of(event(name, 1, **changes))], ())
    return Record(**{**{key: getattr(made, key) for key in _ALL}, **own})


def parties(*keys: str) -> tuple[Party, ...]:
    """Actors or recipients by their keys."""
    return tuple(party(key) for key in keys)


def place(country: str, name: str = "") -> Location:
    """A place in a country."""
    return Location(name=name or country.title(), country=country, lat=10.5, lon=-20.25)


def toll(**numbers: float) -> dict[str, Quantity]:
    """Numbers by what they count."""
    return {
        name: Quantity(min=number, max=number, text="", field="body", start=0, end=1)
        for name, number in numbers.items()
    }


_OF_RECORD = {"status", "revision", "sources", "first_seen", "last_seen", "supersedes"}
_ALL = tuple(Record.__dataclass_fields__)
