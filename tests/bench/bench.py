"""Throughput and latency from one run on this machine, as ratios to the bare parser.

(a) ``nlp.pipe`` of the model over the cleaned texts, as many processes, measured before and after
the others, because a shared machine is not the same from one minute to the next; (b) the stages as a library,
as many processes; (c) everything through Apache Kafka. Each is measured from its first finished
article to its last, so that loading models does not count. Then articles are sent at half of (c)'s
rate, and the time from sending an article to reading its outcome is taken.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import spacy

from streams import pipeline
from streams.pipeline import Environment, Message
from streams.runtime import feed
from streams.runtime.pool import one_thread_each
from streams.runtime.reading import follow_many
from streams.runtime.settings import Settings
from tests.bench.articles import articles
from tests.support.flow import REAL, Flow
from tests.support.kraft import apache_kafka

README = Path(__file__).resolve().parents[2] / "README.md"
_BLOCK = re.compile(r"(<!-- bench -->\n).*?(<!-- /bench -->)", re.DOTALL)
_CHUNK = 16
"""Articles a call of (a) and (b): enough for the parser to batch."""
_WARM = 40
"""Outcomes after the first article before (c) counts as steady."""


@dataclass(frozen=True)
class Rate:
    """How many articles in how many seconds, without the warm-up."""

    number: int
    seconds: float

    @property
    def value(self) -> float:
        return self.number / self.seconds


def steady(moments: Iterable[tuple[float, int]]) -> Rate:
    """The rate between the first and the last of ``(moment, how many finished)``."""
    ordered = sorted(moments)
    return Rate(sum(n for _, n in ordered[1:]), ordered[-1][0] - ordered[0][0])


# --- (a) and (b): processes of our own -----------------------------------------------------------

_STATE: dict[str, Any] = {}


def _load(model: str) -> None:
    one_thread_each()
    environment = Environment(pipeline.Options(model=model))
    _STATE["environment"] = environment
    _STATE["nlp"] = spacy.load(model)
    _STATE["ready"] = environment.parser, environment.ontology


def _parse(texts: list[str]) -> int:
    nlp = _STATE["nlp"]
    with nlp.memory_zone():
        return sum(1 for _ in nlp.pipe(texts))


def _code(values: list[tuple[bytes, bytes]]) -> int:
    messages = [Message("articles", key, value) for key, value in values]
    made = pipeline.run(messages, _STATE["environment"])
    return sum(1 for message in made if message.topic == "outcomes")


def spread(work: Callable[[Any], int], items: list[Any], processes: int, model: str) -> Rate:
    """The rate of ``work`` over chunks of ``items`` in ``processes`` processes that are warm."""
    chunks = [items[i : i + _CHUNK] for i in range(0, len(items), _CHUNK)]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, _load, (model,)) as pool:
        warm = [pool.submit(work, chunk) for chunk in chunks[: 2 * processes]]
        for each in warm:
            each.result()
        started = time.monotonic()
        pending = [pool.submit(work, chunk) for chunk in chunks]
        number = sum(each.result() for each in as_completed(pending))
        return Rate(number, time.monotonic() - started)


def cleaned(values: list[tuple[bytes, bytes]]) -> list[str]:
    """The text of each article that the parser gets to see."""
    at, environment = pipeline.stage("documents"), Environment()
    texts = []
    for key, value in values:
        made = pipeline.step(at, Message("articles", key, value), environment)
        document = orjson.loads(made[0].value or b"")
        texts.append("\n\n".join(passage["text"] for passage in document["passages"]))
    return texts


# --- (c): through Kafka --------------------------------------------------------------------------


def _outcomes(flow: Flow) -> Iterator[tuple[float, str] | None]:
    """When each outcome is read, by article; None when nothing comes for a moment."""
    topic = flow.settings.topic("outcomes")
    for each in follow_many(flow.settings, [topic], from_start=True):
        if each is None:
            yield None
        else:
            yield time.monotonic(), (each.message.key or b"").decode()


def through_kafka(
    flow: Flow, values: list[tuple[bytes, bytes]], share: float, number: int
) -> tuple[Rate, list[float]]:
    """The steady rate with a full queue, then latencies at ``share`` of it."""
    outcomes = _outcomes(flow)
    feed.send(flow.settings, values)
    moments: list[tuple[float, int]] = []
    for found in outcomes:
        if found is not None:
            moments.append((found[0], 1))
        if len(moments) == len(values):
            break
    rate = steady(moments[_WARM:])
    return rate, paced(flow, values, outcomes, share * rate.value, number)


def paced(
    flow: Flow,
    values: list[tuple[bytes, bytes]],
    outcomes: Iterator[tuple[float, str] | None],
    rate: float,
    number: int,
) -> list[float]:
    """Seconds from sending to reading the outcome, articles sent evenly at ``rate`` a second."""
    sent: dict[str, float] = {}

    def send() -> None:
        sender = feed.producer(flow.settings)
        started = time.monotonic()
        for n in range(number):
            time.sleep(max(0.0, started + n / rate - time.monotonic()))
            _key, value = values[n % len(values)]
            renamed = orjson.loads(value) | {"article_id": f"paced-{n}"}
            sent[f"paced-{n}"] = time.monotonic()
            sender.send(flow.settings.topic("articles"), orjson.dumps(renamed), b"paced-%d" % n)
        sender.close()

    thread = threading.Thread(target=send)
    thread.start()
    latencies: list[float] = []
    for found in outcomes:
        if found is not None and found[1] in sent:
            latencies.append(found[0] - sent[found[1]])
        if len(latencies) == number:
            break
    thread.join()
    return latencies


def main() -> int:
    """Measures and prints; 0 when (c)/(a) is at least 0.5 and half of the latencies under 1 s."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--paced", type=int, default=200)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--model", default=pipeline.DEFAULT_MODEL)
    parser.add_argument("--write", action="store_true", help="renew the figures in README.md")
    chosen = parser.parse_args()
    values = articles(chosen.articles)
    texts = cleaned(values)
    words = sum(len(text.split()) for text in texts) / len(texts)
    print(f"{len(values)} articles of {words:.0f} words: about five minutes", flush=True)
    before = spread(_parse, texts, chosen.processes, chosen.model)
    code = spread(_code, values, chosen.processes, chosen.model)
    with apache_kafka() as (bootstrap, origin), tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            bootstrap=bootstrap,
            prefix=f"bench{time.time_ns()}.",
            replication=1,
            pool=chosen.processes,
            model=chosen.model,
            http_port=0,
        )
        flow = Flow(settings, Path(folder), REAL).create()
        worker = flow.start()
        try:
            worker.await_text("worker: ready")
            rate, latencies = through_kafka(flow, values, 0.5, chosen.paced)
            worker.stop()
        finally:
            flow.close()
    after = spread(_parse, texts, chosen.processes, chosen.model)
    bare = Rate(before.number + after.number, before.seconds + after.seconds)
    p50, p99 = (sorted(latencies)[int(len(latencies) * share)] for share in (0.5, 0.99))
    told = [
        f"{len(values)} articles of {words:.0f} words, {chosen.processes} processes of each stage",
        f"(a) nlp.pipe               {bare.value:7.1f} articles/s   "
        f"{before.value:.1f} before, {after.value:.1f} after",
        _line("(b) the stages, no broker ", code, bare),
        _line("(c) through Apache Kafka  ", rate, bare),
        f"    ({origin})",
        f"latency at {0.5 * rate.value:.1f} articles/s: p50 {p50:.2f} s, p99 {p99:.2f} s",
    ]
    print("\n".join(told))
    if chosen.write:
        page = README.read_text(encoding="utf-8")
        block = "\n```text\n" + "\n".join(told) + "\n```\n"
        README.write_text(_BLOCK.sub(lambda m: m[1] + block + m[2], page), encoding="utf-8")
    good = rate.value / bare.value >= 0.5 and p50 < 1.0
    print("as promised" if good else "NOT as promised: (c)/(a) at least 0.50 and p50 under 1 s")
    return 0 if good else 1


def _line(name: str, rate: Rate, bare: Rate) -> str:
    """One line of the table."""
    return f"{name} {rate.value:7.1f} articles/s   {rate.value / bare.value:.2f} of (a)"


if __name__ == "__main__":
    sys.exit(main())
