"""What a replay changes: the events of today's rules beside those that stand on the live topic.

Events are compared by id within one version of an article, so that a correction that came since is
not taken for a change of ours. Which build coded an event is not compared: it always differs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import orjson

from streams.pipeline import Message

BUILD: Final = frozenset({"coder", "ontology"})
"""Fields that name the build."""

Version = tuple[str, str]
"""Article id and content hash."""
Body = dict[str, Any]


@dataclass
class Difference:
    """Events by what became of them; ``changed`` holds old and new."""

    same: int = 0
    gone: list[Body] = field(default_factory=list)
    added: list[Body] = field(default_factory=list)
    changed: list[tuple[Body, Body]] = field(default_factory=list)

    def fields(self) -> Counter[str]:
        """How often each field is among what changed."""
        return Counter(name for old, new in self.changed for name in differing(old, new))


class Replayed:
    """Remembers what a replay gives, article version by article version."""

    def __init__(self) -> None:
        self.events: dict[Version, dict[str, Body]] = {}

    def take(self, message: Message) -> None:
        """Notes an event or an outcome; other messages say nothing about events."""
        if message.value is None or message.topic not in ("events", "outcomes"):
            return
        body = orjson.loads(message.value)
        if body.get("content_hash") is None:
            return
        if message.topic == "outcomes" and body["outcome"] not in ("coded", "empty"):
            return
        found = self.events.setdefault((body["article_id"], body["content_hash"]), {})
        if message.topic == "events":
            found[body["event_id"]] = body


def compare(live: Iterable[Message], replayed: Replayed) -> Difference:
    """The difference, for the article versions that were replayed and no others.

    Args:
        live: everything on the live ``events`` topic, in order.
    """
    old: dict[Version, dict[str, Body]] = {}
    for message in live:
        if message.value is None:
            continue
        body = orjson.loads(message.value)
        version = (body["article_id"], body["content_hash"])
        if version in replayed.events:
            old.setdefault(version, {})[body["event_id"]] = body
    found = Difference()
    for version, new in replayed.events.items():
        _compare(old.get(version, {}), new, found)
    return found


def _compare(old: dict[str, Body], new: dict[str, Body], found: Difference) -> None:
    found.gone += [body for name, body in old.items() if name not in new]
    found.added += [body for name, body in new.items() if name not in old]
    for name, body in old.items():
        if name in new and differing(body, new[name]):
            found.changed.append((body, new[name]))
        elif name in new:
            found.same += 1


def differing(old: Body, new: Body) -> list[str]:
    """Names of the fields that differ, in order of the alphabet."""
    names = sorted((old.keys() | new.keys()) - BUILD)
    return [name for name in names if old.get(name) != new.get(name)]


def lines(found: Difference, show: Any, most: int = 20) -> Iterator[str]:
    """The difference for a person: sums, changed fields, then examples of each kind.

    Args:
        show: an event in one line.
        most: examples of each kind.
    """
    yield f"{found.same:>8} events are the same"
    yield f"{len(found.changed):>8} have the same id and changed"
    yield f"{len(found.gone):>8} are gone"
    yield f"{len(found.added):>8} are new"
    for name, number in found.fields().most_common():
        yield f"{number:>8} differ in {name}"
    yield from (f"- {show(body)}" for body in found.gone[:most])
    yield from (f"+ {show(body)}" for body in found.added[:most])
    for old, new in found.changed[:most]:
        yield f"~ {show(new)}  [{', '.join(differing(old, new))}]"
