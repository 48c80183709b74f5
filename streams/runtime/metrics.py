"""What can be measured, as a closed list: a name, a kind, a sentence each.

Every metric carries the label ``stage``; each stage's process has a registry of its own and the
worker's page shows them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

import orjson
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)

from streams.pipeline import Message

Count = Literal[
    "taken", "acknowledged", "sent", "outcomes", "rejects", "retries", "pool_restarts", "rebalances"
]
Level = Literal["window", "partitions", "lag", "loop_lag_seconds", "ready", "records_known"]
Spread = Literal["work_seconds", "stage_seconds", "age_seconds"]

# else every counter and spread brings a second metric with it
disable_created_metrics()  # type: ignore[no-untyped-call]

NAMESPACE: Final = "dragoman"
SECONDS: Final = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


@dataclass(frozen=True, slots=True)
class About:
    """A metric's sentence and the labels it has beside ``stage``."""

    sentence: str
    labels: tuple[str, ...] = ()


COUNTS: Final[dict[Count, About]] = {
    "taken": About("Messages taken from the broker."),
    "acknowledged": About("Messages done with: everything made from them is with the broker."),
    "sent": About("Messages sent, by logical topic.", ("topic",)),
    "outcomes": About(
        "Final outcomes of articles; articles = coded + empty + filtered + rejected + withdrawn.",
        ("outcome",),
    ),
    "rejects": About("Messages that could not be processed, by reason.", ("reason",)),
    "retries": About("Times that something outside did not answer and was asked again."),
    "pool_restarts": About("Pool processes that died or ran out of time and were replaced."),
    "rebalances": About("Times that the broker dealt the partitions out anew."),
}
LEVELS: Final[dict[Level, About]] = {
    "window": About("Messages under way: taken and not yet acknowledged."),
    "partitions": About("Partitions that this process reads."),
    "lag": About("Messages that wait on the broker for this process."),
    "loop_lag_seconds": About("How late the event loop is; above a second it is blocked."),
    "ready": About("1 when models are loaded and partitions assigned, else 0."),
    "records_known": About("Reports or records held in memory by a stage with state."),
}
SPREADS: Final[dict[Spread, About]] = {
    "work_seconds": About("From taking a message to its output, waiting for a process included."),
    "stage_seconds": About("From taking a message to acknowledging it."),
    "age_seconds": About("From a message's time stamp to its acknowledgement."),
}


class Metrics:
    """The metrics of one stage's process."""

    def __init__(self, stage: str) -> None:
        self.stage = stage
        self._registry = CollectorRegistry()
        self._counts = {
            name: Counter(
                f"{NAMESPACE}_{name}",
                about.sentence,
                ("stage", *about.labels),
                registry=self._registry,
            )
            for name, about in COUNTS.items()
        }
        self._levels = {
            name: Gauge(f"{NAMESPACE}_{name}", about.sentence, ("stage",), registry=self._registry)
            for name, about in LEVELS.items()
        }
        self._spreads = {
            name: Histogram(
                f"{NAMESPACE}_{name}",
                about.sentence,
                ("stage",),
                buckets=SECONDS,
                registry=self._registry,
            )
            for name, about in SPREADS.items()
        }
        # looked up once, as this is done for every message; and shown as 0 from the start
        self._plain = {n: self._counts[n].labels(stage) for n, a in COUNTS.items() if not a.labels}
        self._own_levels = {name: level.labels(stage) for name, level in self._levels.items()}
        self._own_spreads = {name: spread.labels(stage) for name, spread in self._spreads.items()}

    def count(self, name: Count, by: float = 1, **labels: str) -> None:
        """Adds to a counter; ``labels`` are those of its ``About``."""
        plain = self._plain.get(name) if not labels else None
        (plain or self._counts[name].labels(stage=self.stage, **labels)).inc(by)

    def gauge(self, name: Level, value: float) -> None:
        """Sets a level."""
        self._own_levels[name].set(value)

    def observe(self, name: Spread, seconds: float) -> None:
        """Adds one observation."""
        self._own_spreads[name].observe(seconds)

    def made(self, messages: list[Message]) -> None:
        """Counts what was made of one message: by topic, and the outcomes and rejects in it."""
        for each in messages:
            self.count("sent", topic=each.topic)
            if each.topic == "outcomes" and each.value is not None:
                outcome = orjson.loads(each.value)
                self.count("outcomes", outcome=outcome["outcome"])
                if outcome["outcome"] == "rejected":
                    self.count("rejects", reason=str(outcome["reason"]))

    def page(self) -> str:
        """Everything in Prometheus' text format."""
        return generate_latest(self._registry).decode()


def merged(pages: list[str]) -> str:
    """One page of several: every metric's explanation once, then all its samples.

    The format wants the samples of a metric together, which plain concatenation breaks.
    """
    heads: dict[str, list[str]] = {}
    samples: dict[str, list[str]] = {}
    for page in pages:
        family = ""
        for line in page.splitlines():
            if line.startswith("# "):
                family = line.split(" ", 3)[2]
                known = heads.setdefault(family, [])
                if line not in known:
                    known.append(line)
            elif line:
                samples.setdefault(family, []).append(line)
    lines = [line for name in heads for line in (*heads[name], *samples.get(name, []))]
    return "\n".join(lines) + "\n" if lines else ""


def names() -> list[str]:
    """Every metric name as Prometheus shows it."""
    totals = [f"{NAMESPACE}_{name}_total" for name in get_args(Count)]
    return totals + [f"{NAMESPACE}_{name}" for name in (*get_args(Level), *get_args(Spread))]
