"""``python -m tests.bench.fusing [EVENTS]``: how fast reports become records, and what they take up.
``python -m tests.bench.fusing two``: what it costs to deal the events to two fusers.
``python -m tests.bench.fusing hot``: one pair of parties that does one thing over and over.

One process, events made up by ``tests.support.stories`` over six weeks of publication time, so that the
window closes over two thirds of them. Measured is the whole step, bytes in and bytes out; seconds are of
processor time, bytes as the system counts them.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path
from zlib import crc32

from streams import wire
from streams.messages import Record
from streams.pipeline import Environment, Message, fold_step
from streams.records import Known, fold
from tests.support.hot import hot, loud
from tests.support.stories import pairwise, standing, stream

DAYS = 42.0


def resident() -> int:
    """Bytes of memory that this process takes up now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


def write(number: int, path: Path) -> None:
    """Writes the events, in a process of its own so that their memory is gone again."""
    articles = number * 8 // 9
    with path.open("wb") as out:
        for each in stream(articles, articles // 5, days=DAYS)[0]:
            out.write(wire.write(each) + b"\n")


def main(number: int, path: Path) -> None:
    """Prints one line a measurement."""
    child = multiprocessing.get_context("spawn").Process(target=write, args=(number, path))
    child.start()
    child.join()
    known, before, most = Known(), resident(), 0
    said = at = 0
    spent = last = 0.0
    for at, value in enumerate(path.open("rb"), 1):
        message = Message("events", None, value, ())
        began = time.process_time()
        known, made = fold_step(message, known, Environment())
        spent += time.process_time() - began
        assert all(each.topic == "records" for each in made), "an event of the bench was rejected"
        said += len(made)
        if at % 10_000 == 0:
            most = max(most, len(known))
            print(
                f"{at:>8} events, {10_000 / (spent - last):5.0f} events/s, "
                f"{len(known):>7} reports held, {resident() >> 20} MiB",
                flush=True,
            )
            last = spent
    print(f"{at} events over {DAYS:.0f} days, {said} messages out: {at / spent:.0f} events/s")
    took, most = resident() - before, max(most, len(known))
    print(f"at most {most} reports held in {took >> 20} MiB, {took / most / 1000:.1f} KB a report")


def repeated() -> None:
    """Many strikes of one army within a week, and one strike that everybody tells."""
    for name, (events, truth) in {
        "200 strikes of a week, told 1 to 5 times": hot(200),
        "one strike told 200 times": loud(200),
    }.items():
        messages = [Message("events", None, wire.write(each), ()) for each in events]
        known, out = Known(), list[Message]()
        spent = longest = 0.0
        for message in messages:
            began = time.process_time()
            known, made = fold_step(message, known, Environment())
            took = time.process_time() - began
            spent, longest = spent + took, max(longest, took)
            out += made
        last = {each.key: each.value for each in out}
        found = standing(wire.read(Record, value) for value in last.values() if value)
        precision, recall, pairs = pairwise(found, truth)
        print(f"{name}: {len(found)} records, {len(events) / spent:.0f} events/s, ", end="")
        print(f"at most {1000 * longest:.0f} ms, {pairs} pairs, ", end="")
        print(f"precision {precision:.2f}, recall {recall:.2f}")


def two() -> None:
    """One fuser and two, to which events are dealt by the first of their parties' keys."""
    events, truth = stream(2000, 400)
    for ways in (1, 2):
        fusers = [Known() for _ in range(ways)]
        said: list[Record] = []
        spent = [0.0] * ways
        for event in events:
            keys = sorted(p.key for p in (*event.actors, *event.recipients) if p.key)
            to = crc32(keys[0].encode()) % ways if keys else 0
            began = time.process_time()
            fusers[to], changed = fold(fusers[to], event)
            spent[to] += time.process_time() - began
            said += changed
        precision, recall, pairs = pairwise(standing(said), truth)
        rate = len(events) / max(spent)
        print(f"{ways} fuser(s): {rate:.0f} events/s, {pairs} pairs, ", end="")
        print(f"precision {precision:.3f}, recall {recall:.3f}")


if __name__ == "__main__":
    if sys.argv[1:] in (["two"], ["hot"]):
        two() if sys.argv[1] == "two" else repeated()
        sys.exit()
    with tempfile.TemporaryDirectory() as folder:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, Path(folder) / "events.jsonl")
