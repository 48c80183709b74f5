"""``figures.json``: what the coder scored at the last commit, and event by event what it found.

Events of gold are told by their position in the article, coded ones by type and the place of their
trigger: numbers and names of ours, so that no text of anybody's set is kept here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from streams.messages import Event
from tests.gold.calibration import expected_error, outcomes, reliability
from tests.gold.score import Compared, Report
from tests.gold.sets import HERE

PATH: Final = HERE / "figures.json"


@dataclass(frozen=True, slots=True)
class Labels:
    """Of one article: positions of gold events found, and labels of events made up."""

    matched: tuple[int, ...] = ()
    spurious: tuple[str, ...] = ()


@dataclass(slots=True)
class Scored:
    """One set: its figures by name, and for sets in our form the labels by article."""

    figures: dict[str, float]
    labels: dict[str, Labels] = field(default_factory=dict)


Run = dict[str, Scored]
"""Sets by name."""


def scored(report: Report) -> Scored:
    """What is kept of a report."""
    error = expected_error(reliability(outcomes([report])))
    found = {**report.figures(), "calibration error": round(error, 3)}
    return Scored(found, {each.name: labels(each) for each in report.articles})


def labels(compared: Compared) -> Labels:
    """What is kept of an article."""
    counting = (i for i in sorted(compared.pairs) if not compared.gold[i].optional)
    return Labels(tuple(counting), tuple(names(compared.spurious())))


def names(events: Iterable[Event]) -> list[str]:
    """A name for each event that another run gives it too: ``AID@body:31``, ``AID@body:31#2``."""
    made: list[str] = []
    for event in events:
        base = f"{event.type}@{event.evidence.field}:{event.evidence.trigger_start}"
        times = sum(name.partition("#")[0] == base for name in made)
        made.append(f"{base}#{times + 1}" if times else base)
    return made


def read(path: Path = PATH) -> Run:
    """The committed run; empty where none was committed yet."""
    if not path.exists():
        return {}
    return {name: _scored(found) for name, found in json.loads(path.read_bytes()).items()}


def write(run: Run, path: Path = PATH) -> None:
    """Puts ``run`` in place; sets that it did not measure keep what was known of them."""
    kept = {**read(path), **run}
    text = json.dumps({name: _plain(kept[name]) for name in sorted(kept)}, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def _plain(of: Scored) -> dict[str, Any]:
    found = {
        name: " ".join(["+", *map(str, each.matched), "-", *each.spurious])
        for name, each in of.labels.items()
        if each.matched or each.spurious
    }
    return {"figures": of.figures, **({"articles": found} if found else {})}


def _scored(found: dict[str, Any]) -> Scored:
    return Scored(
        found["figures"], {name: _read(text) for name, text in found.get("articles", {}).items()}
    )


def _read(text: str) -> Labels:
    """One line an article keeps the file short: "+ 0 2 - AID@body:31"."""
    matched, spurious = text.removeprefix("+").split("-", 1)
    return Labels(tuple(map(int, matched.split())), tuple(spurious.split()))
