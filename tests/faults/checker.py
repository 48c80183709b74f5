"""Reads every topic and proves the sums: what is there against what an undisturbed run gives.

The articles topic is the truth: what the brokers hold of it has to come out of the other end.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
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
    archived: int | None = None
    archive: list[str] = field(default_factory=list)

    def problems(self) -> list[str]:
        """One line for each thing that must not be."""
        return [
            *(f"lost: {each}" for each in self.lost),
            *(f"wrongly rejected: {each}" for each in self.wrongly_rejected),
            *(f"one id, two contents: {each}" for each in self.conflicts),
            *(f"record differs from the undisturbed run: {each}" for each in self.wrong_records),
            *(f"an older revision is the last one: {each}" for each in self.overtaken),
            *(f"archive: {each}" for each in self.archive),
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
            f"rows in the archive       {self.archived or 'none kept'}",
            f"lost or doubled there     {len(self.archive)}",
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


def archive(rows: Iterable[tuple[str, int, int]], given: Given, found: Verdict) -> None:
    """Proves that an archive holds each message of its topics once.

    Args:
        rows: logical topic, partition and offset of each row.
    """
    there = Counter(rows)
    wanted = {
        (topic, each.origin.partition, each.origin.offset)
        for topic in ("events", "records")
        for each in given[topic]
        if each.origin is not None
    }
    found.archived = there.total()
    found.archive += [f"{name} is not there" for name in sorted(wanted - there.keys())]
    found.archive += [f"{name} is there {n} times" for name, n in there.items() if n > 1]
    found.archive += [f"{name} is on no topic" for name in sorted(there.keys() - wanted)]


def _in_time(good: list[Message]) -> list[Message]:
    """As they were sent: in order within each partition, and by number over all of them."""
    newest: Counter[int] = Counter()
    order = []
    for message in good:
        assert message.origin is not None, "read from a topic"
        at = message.origin.partition
        newest[at] = max(newest[at], int((message.key or b"")[1:]))
        order.append((newest[at], at, message.origin.offset, message))
    return [message for *_, message in sorted(order, key=lambda each: each[:3])]


def _undisturbed(good: list[Message]) -> dict[str, dict[str, Any] | None]:
    """Records by id, without their revision, had everything been folded once and in order.

    Null is a record that was retracted so long ago that its tombstone was told.
    """
    known, last = Known(), dict[str, dict[str, Any] | None]()
    environment = Environment()
    for message in _in_time(good):
        for made in _made(message):
            if made.topic != "events":
                continue
            known, changed = fold_step(made, known, environment)
            for each in changed:
                assert each.topic == "records", "the laboratory's own events keep their contract"
                if each.value is None:
                    last[(each.key or b"").decode()] = None
                    continue
                body = orjson.loads(each.value)
                name, _ = body.pop("record_id"), body.pop("revision")
                last[name] = body
    return last


def _records(
    records: list[Message], undisturbed: dict[str, dict[str, Any] | None], found: Verdict
) -> None:
    contents = defaultdict(set)
    newest: dict[str, int] = {}
    last: dict[str, tuple[int, dict[str, Any]] | None] = {}
    for each in records:
        if each.value is None:
            last[(each.key or b"").decode()] = None
            continue
        body = orjson.loads(each.value)
        name = body.pop("record_id")
        revision = body.pop("revision")
        contents[name, revision].add(each.value)
        newest[name] = max(newest.get(name, 0), revision)
        last[name] = revision, body
    found.conflicts += [f"record {n} r{r}" for (n, r), v in contents.items() if len(v) > 1]
    for name, told in last.items():
        if told is not None and told[0] < newest[name]:
            found.overtaken.append(name)
        if not _same(told[1] if told else None, undisturbed.get(name)):
            found.wrong_records.append(name)
    found.lost += [f"record {name}" for name in undisturbed if name not in last]


def _same(one: dict[str, Any] | None, other: dict[str, Any] | None) -> bool:
    """A tombstone and the retraction before it are one: when the tombstone comes is a matter of time."""
    if one is None or other is None:
        there = one or other
        return there is None or bool(there["status"] == "retracted")
    return _but_when(one) == _but_when(other)


def _but_when(body: dict[str, Any]) -> dict[str, Any]:
    """Without the stream's time at which it was retracted, which hangs on what came just before."""
    return {name: value for name, value in body.items() if name != "retracted_at"}
