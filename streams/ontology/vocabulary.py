"""Which keys the knowledge files hold, for checks that need no more than that."""

from __future__ import annotations

from functools import cache

from streams.ontology.geography import countries
from streams.ontology.load import DATA
from streams.ontology.tables import rows


@cache
def actor_keys() -> frozenset[str]:
    """Keys of states and of the actors that ship; a user's own lists and articles may bring more."""
    named = (row["key"] for path in (DATA / "actors").glob("*.tsv") for row in rows(path))
    states = (path.stem for path in (DATA / "states").glob("*.toml"))
    return frozenset(countries()) | frozenset(states) | frozenset(key for key in named if key)
