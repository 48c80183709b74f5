"""Reads every topic and proves the sums: what is there against what an undisturbed run gives.

The articles topic is the truth: what the brokers hold of it has to come out of the other end.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

import orjson

from streams.pipeline import Environment, Message, fold_step
from streams.records import Known
from tests.faults import stages

Given = dict[str, list[Message]]
"""Messages by logical topic."""


@dataclass
class Verdict:
    """What was found. All but ``doubled`` and the sums must be zero or empty."""

    articles: int = 0
    versions: int = 0
    rejected: int = 0
    lost: list[str] = field(default_factory=list)
    wrongly_rejected: list[str] = field(default_factory=list)
    doubled: dict[str, int] = field(default_factory=dict)
    conflicts: list[str] = field(default_factory=list)
    wrong_records: list[str] = field(default_factory=list)
    overtaken: list[str] = field(default_factory=list)

    def problems(self) -> list[str]:
        """One line for each thing that must not be."""
        return [
            *(f"lost: {each}" for each in self.lost),
            *(f"wrongly rejected: {each}" for each in self.wrongly_rejected),
            *(f"one id, two contents: {each}" for each in self.conflicts),
            *(f"record differs from the undisturbed run: {each}" for each in self.wrong_records),
            *(f"an older revision is the last one: {each}" for each in self.overtaken),
        ]

    def lines(self) -> list[str]:
        """The figures."""
        doubled = ", ".join(f"{topic} {n}" for topic, n in self.doubled.items())
        return [
            f"messages on articles      {self.articles}",
            f"article versions          {self.versions}",
            f"rejected as they should   {self.rejected}",
            f"lost                      {len(self.lost)}",
            f"wrongly rejected          {len(self.wrongly_rejected)}",
            f"one id, two contents      {len(self.conflicts)}",
            f"records that differ       {len(self.wrong_records)}",
            f"older revision came last  {len(self.overtaken)}",
            f"doubled by topic          {doubled}",
        ]


def check(given: Given) -> Verdict:
    """Proves or disproves; ``given`` is everything on every topic."""
    found = Verdict(articles=len(given["articles"]))
    good, bad = _sorted_out(given["articles"])
    _outcomes(given, good, found)
    _rejects(given, bad, found)
    found.doubled = {
        topic: _doubled(given[topic], wanted) for topic, wanted in _wanted(good).items()
    }
    _events(given["events"], found)
    _records(given["records"], _undisturbed(good), found)
    return found


def _sorted_out(articles: list[Message]) -> tuple[list[Message], list[Message]]:
    good: list[Message] = []
    bad: list[Message] = []
    for message in articles:
        (good if not (message.key or b"").startswith(b"bad") else bad).append(message)
    return good, bad


def _made(message: Message) -> list[Message]:
    """What the first three stages give of an article, in the end."""
    return stages.conclude(message, None)


def _wanted(good: list[Message]) -> dict[str, Counter[Any]]:
    wanted: dict[str, Counter[Any]] = {
        topic: Counter() for topic in ("documents", "entities", "events", "outcomes")
    }
    for message in good:
        for topic in ("documents", "entities"):
            wanted[topic][message.key, message.value] += 1
        for made in _made(message):
            wanted[made.topic][made.key, made.value] += 1
    return wanted


def _doubled(messages: list[Message], wanted: Counter[Any]) -> int:
    there = Counter((each.key, each.value) for each in messages)
    return sum(max(0, n - wanted[name]) for name, n in there.items() if name in wanted)


def _outcomes(given: Given, good: list[Message], found: Verdict) -> None:
    wanted = _wanted(good)
    for topic, names in wanted.items():
        there = {(each.key, each.value) for each in given[topic]}
        found.lost += [f"{key!r} on {topic}" for key, value in names if (key, value) not in there]
    found.versions = len(wanted["outcomes"])


def _rejects(given: Given, bad: list[Message], found: Verdict) -> None:
    wanted = {(each.key, each.value) for each in bad}
    there = {(each.key, each.value) for each in given["rejects"]}
    found.rejected = len(wanted & there)
    found.lost += [f"{key!r} on rejects" for key, _ in wanted - there]
    found.wrongly_rejected += [f"{key!r}" for key, _ in there - wanted]


def _events(events: list[Message], found: Verdict) -> None:
    contents = defaultdict(set)
    for each in events:
        if each.value is not None:
            body = orjson.loads(each.value)
            contents[body["event_id"], body["content_hash"]].add(each.value)
    found.conflicts += [f"event {name[0]}" for name, values in contents.items() if len(values) > 1]


def _undisturbed(good: list[Message]) -> dict[str, dict[str, Any]]:
    """Records by id, without their revision, had everything been folded once and in order."""
    known, last = Known(), dict[str, dict[str, Any]]()
    environment = Environment()
    for message in good:
        for made in _made(message):
            if made.topic != "events":
                continue
            known, changed = fold_step(made, known, environment)
            for each in changed:
                assert each.topic == "records", "the laboratory's own events keep their contract"
                body = orjson.loads(each.value or b"null")
                name, _ = body.pop("record_id"), body.pop("revision")
                last[name] = body
    return last


def _records(
    records: list[Message], undisturbed: dict[str, dict[str, Any]], found: Verdict
) -> None:
    contents = defaultdict(set)
    newest: dict[str, int] = {}
    last: dict[str, dict[str, Any]] = {}
    for each in records:
        body = orjson.loads(each.value or b"null")
        name = body.pop("record_id")
        revision = body.pop("revision")
        contents[name, revision].add(each.value)
        newest[name] = max(newest.get(name, 0), revision)
        last[name] = {**body, "r": revision}
    found.conflicts += [f"record {n} r{r}" for (n, r), v in contents.items() if len(v) > 1]
    for name, body in last.items():
        if body.pop("r") < newest[name]:
            found.overtaken.append(name)
        if body != undisturbed.get(name):
            found.wrong_records.append(name)
    found.lost += [f"record {name}" for name in undisturbed if name not in last]
