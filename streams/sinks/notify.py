"""The notifier: alerts from their topic to people and services, none lost silently.

Alerts that are due later are held, and those of one digest go together. How far delivery has come is kept
in a file: the place before the oldest alert that is still held or under way, and what beyond it has been
delivered. So after a crash an alert may come once more, but none is left out.
"""

from __future__ import annotations

import json
import logging
import random
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Protocol

import orjson

from streams.errors import Misuse, Unavailable
from streams.sinks.addresses import Refused
from streams.sinks.consuming import Line
from streams.sinks.needs import need
from streams.sinks.webhook import Undeliverable

log = logging.getLogger(__name__)

SEVERITIES: Final = ("low", "medium", "high", "critical")
_LONGEST_PAUSE: Final = 300.0


class Channel(Protocol):
    """A way to deliver."""

    def deliver(self, alerts: Sequence[dict[str, Any]]) -> None:
        """Delivers alerts together, once.

        Raises:
            Undeliverable: never will.
            Unavailable: not just now.
        """


class Apprise:
    """People, over any service that Apprise knows.

    Args:
        addresses: Apprise URLs, such as ``mailto://…`` or ``slack://…``.

    Raises:
        Misuse: Apprise does not know one, or is not installed.
    """

    def __init__(self, addresses: Iterable[str]) -> None:
        self._apprise = need("apprise", "notify").Apprise()
        for address in addresses:
            if not self._apprise.add(address):
                scheme = address.partition("://")[0]
                raise Misuse(
                    f"Apprise does not know how to deliver to a {scheme}:// address like this"
                )

    def deliver(self, alerts: Sequence[dict[str, Any]]) -> None:
        """As ``Channel``."""
        title, body = text(alerts)
        if not self._apprise.notify(title=title, body=body):
            raise Unavailable("Apprise could not deliver to all of its addresses")


def text(alerts: Sequence[dict[str, Any]]) -> tuple[str, str]:
    """Title and body for a person to read."""
    parts = []
    for each in alerts:
        why = "\n".join(f"  - {reason['text']}" for reason in each["reasons"])
        proofs = "\n".join(
            f"  “{proof['evidence']['text']}” {proof['publisher'] or ''} {proof['url'] or ''}".rstrip()
            for proof in each["evidence"][-3:]
        )
        parts.append(f"{each['title']}\n{why}\n{proofs}\n  record {each['record_id']}")
    first = alerts[0]
    if len(alerts) == 1:
        return f"[{first['severity']}] {first['rule']}", parts[0]
    return f"[{first['severity']}] {first['rule']}: {len(alerts)} alerts", "\n\n".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How stubborn delivery is: attempts, seconds before the second, doubled each time."""

    attempts: int = 6
    pause: float = 1.0
    least_severity: str = "low"


@dataclass
class Journal:
    """How far delivery has come, in a file: next offsets by partition, and deliveries beyond them."""

    path: Path
    places: dict[str, int] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, path: Path) -> Journal:
        """What the file says; nothing where there is none.

        Raises:
            Misuse: it is no such file.
        """
        if not path.exists():
            return cls(path)
        try:
            found = json.loads(path.read_text())
            return cls(path, dict(found["places"]), set(found["done"]))
        except (ValueError, KeyError, TypeError):
            raise Misuse(f"{path} is not where a notifier has kept how far it came") from None

    def write(self) -> None:
        """Writes the file in one step."""
        part = self.path.with_suffix(".part")
        part.write_text(json.dumps({"places": self.places, "done": sorted(self.done)}))
        part.replace(self.path)


class Notifier:
    """Delivers what comes when it is due.

    Args:
        dead_letters: a file that takes, as JSON Lines, what could not be delivered and why.
        clock: seconds since 1970; sleep: waits. Both others in tests.
    """

    def __init__(
        self,
        channels: Sequence[tuple[str, Channel]],
        journal: Journal,
        dead_letters: Path,
        policy: Policy,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._channels, self._journal, self._dead = channels, journal, dead_letters
        self._policy, self._clock, self._sleep = policy, clock, sleep
        self._held: dict[tuple[int, int], dict[str, Any]] = {}
        self._ends: dict[int, int] = {}
        self.delivered = self.failed = 0

    def place(self, topic: str, partition: int) -> int:
        """The offset to go on from."""
        del topic
        return self._journal.places.get(str(partition), 0)

    def take(self, lines: Iterable[Line]) -> None:
        """Holds what comes until it is due."""
        for line in lines:
            self._ends[line.partition] = line.offset + 1
            if line.value is None:
                continue
            try:
                alert = orjson.loads(line.value)
                wanted = SEVERITIES.index(alert["severity"])
                alert["alert_id"], alert["rule"], alert["raised_at"], alert["digest"]
            except (ValueError, KeyError, TypeError):
                self._bury([{"offset": line.offset, "partition": line.partition}], "-", "no alert")
                continue
            if wanted >= SEVERITIES.index(self._policy.least_severity):
                self._held[(line.partition, line.offset)] = alert

    def settle(self) -> None:
        """Delivers all that is due, those of a digest together, and notes how far it has come."""
        now = datetime.fromtimestamp(self._clock(), UTC)
        groups: dict[str, list[tuple[int, int]]] = {}
        for at, alert in sorted(self._held.items()):
            due = alert.get("due")
            if due is None or datetime.fromisoformat(due) <= now:
                groups.setdefault(alert["digest"] or alert["alert_id"], []).append(at)
        for places in groups.values():
            for name, channel in self._channels:
                self._deliver(name, channel, places)
            for at in places:
                del self._held[at]
            self._note()
        self._note()

    def _deliver(self, name: str, channel: Channel, places: list[tuple[int, int]]) -> None:
        marks = {at: f"{at[0]}/{at[1]}/{name}" for at in places}
        left = {at: self._held[at] for at in places if marks[at] not in self._journal.done}
        if not left:
            return
        alerts = list({alert["alert_id"]: alert for alert in left.values()}.values())
        pause = self._policy.pause
        for attempt in range(1, self._policy.attempts + 1):
            try:
                channel.deliver(alerts)
            except (Undeliverable, Refused) as why:
                self._bury(alerts, name, str(why))
                break
            except Unavailable as why:
                log.warning("%s: attempt %d: %s", name, attempt, why)
                if attempt == self._policy.attempts:
                    self._bury(alerts, name, f"after {attempt} attempts: {why}")
                    break
                # spread out, so that many notifiers do not come back all at once
                self._sleep(pause * random.uniform(0.75, 1.25))
                pause = min(2 * pause, _LONGEST_PAUSE)
            else:
                self.delivered += len(alerts)
                break
        self._journal.done |= {marks[at] for at in left}
        self._journal.write()

    def _bury(self, alerts: Sequence[dict[str, Any]], name: str, why: str) -> None:
        self.failed += len(alerts)
        at = datetime.fromtimestamp(self._clock(), UTC).isoformat(timespec="seconds")
        with self._dead.open("ab") as out:
            for each in alerts:
                letter = {"at": at, "channel": name, "why": why, "alert": each}
                out.write(orjson.dumps(letter) + b"\n")
        log.error("%s: %d not delivered: %s", name, len(alerts), why)

    def _note(self) -> None:
        """Moves each place up to the oldest alert that is still held."""
        journal = self._journal
        before = dict(journal.places)
        for partition, end in self._ends.items():
            held = [offset for of, offset in self._held if of == partition]
            journal.places[str(partition)] = min(held, default=end)
        beyond = {mark for mark in journal.done if self._beyond(mark)}
        if (before, journal.done) != (journal.places, beyond):
            journal.done = beyond
            journal.write()

    def _beyond(self, mark: str) -> bool:
        partition, offset, _ = mark.split("/", 2)
        return int(offset) >= self._journal.places.get(partition, 0)
