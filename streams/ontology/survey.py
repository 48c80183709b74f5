"""What the knowledge holds and where it contradicts itself: counts, unknown dates, shared offices."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from streams.ontology import periods
from streams.ontology.naming import office_rows, own_actor
from streams.ontology.tables import Row, rows, toml

LEAST: int = 31
"""Days that two holders of one office may share before it counts as a contradiction."""


@dataclass(slots=True)
class Survey:
    """Counts by what is counted; ``bounds`` of office lines; ``overlaps`` one line each."""

    counts: Counter[str] = field(default_factory=Counter)
    bounds: Counter[str] = field(default_factory=Counter)
    overlaps: list[str] = field(default_factory=list)


def survey(folders: Sequence[Path]) -> Survey:
    """Count what the folders hold; they load, or should be loaded first.

    Raises:
        BadKnowledge: a file cannot be read.
    """
    found = Survey()
    offices: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    joint: list[Row] = []
    for folder in folders:
        for path in sorted((folder / "states").glob("*.toml")):
            found.counts[{"state": "states", "partial": "partly recognised states"}.get(
                toml(path)["kind"], "territories")] += 1  # fmt: skip
        for path in sorted((folder / "actors").glob("*.tsv")):
            found.counts[path.stem.replace("_", " ")] += len(rows(path))
        for path in sorted((folder / "actors" / "own").glob("*.toml")):
            found.counts[own_actor(path)[0].replace("_", " ")] += 1
        for table in ("roles", "titles"):
            found.counts[table] += len(rows(folder / f"{table}.tsv"))
        joint += rows(folder / "joint_offices.tsv")
    for state, holders in office_rows(folders).items():
        for row in holders:
            offices[state, row["office"]].append(row)
    for (state, office), lines in offices.items():
        found.counts["office lines"] += len(lines)
        found.bounds.update(_unknown(row) for row in lines)
        if office not in ("leader", "spokesperson", "other"):
            found.overlaps += _overlaps(state, office, lines, joint)
    return found


def _unknown(row: Row) -> str:
    since, until = row.get("from"), row.get("until")
    if since:
        return "both dates" if until else "no end (in office, or not known)"
    return "no beginning" if until else "neither date"


def _overlaps(state: str, office: str, lines: list[Row], joint: list[Row]) -> list[str]:
    real = [r for r in joint if (r["state"], r["office"]) == (state, office)]
    found = []
    for number, one in enumerate(lines):
        for other in lines[number + 1 :]:
            if one["name"] == other["name"] or any(_within(one, other, r) for r in real):
                continue
            days = periods.surely_shared(_period(one), _period(other))
            if days > LEAST:
                found.append(
                    f"{other['line']}: {office} {other['name']} and {one['name']} "
                    f"({one['line']}) share {days if days < 36500 else 'endless'} days"
                )
    return found


def _within(one: Row, other: Row, real: Row) -> bool:
    """Whether two holders share no more than a period in which that is how it was."""
    if not real["from"] and not real["until"]:
        return True
    begin = max(periods.first_day(one["from"]), periods.first_day(other["from"]))
    end = min(periods.last_day(one["until"]), periods.last_day(other["until"]))
    return periods.first_day(real["from"]) <= begin and end <= periods.last_day(real["until"])


def _period(row: Row) -> tuple[str, str]:
    return row.get("from", ""), row.get("until", "")
