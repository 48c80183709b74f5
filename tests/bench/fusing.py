"""``python -m tests.bench.fusing [EVENTS]``: how fast reports become records, and what they take up.

One process, events made up by ``tests.support.stories`` over six weeks of publication time, so that the
window closes over two thirds of them. Seconds are of processor time, bytes as the system counts them.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path

from streams import wire
from streams.messages import Event
from streams.records import Known, fold
from tests.support.stories import stream

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
    started = time.process_time()
    said = 0
    spent = 0.0
    at = 0
    for at, value in enumerate(path.open("rb"), 1):
        event = wire.read(Event, value)
        began = time.process_time()
        known, changed = fold(known, event)
        spent += time.process_time() - began
        said += len(changed)
        for each in changed:
            wire.headers(each, ())
        if at % 10_000 == 0:
            most = max(most, len(known))
            print(f"{at:>8} events, {len(known):>7} reports held, {resident() >> 20} MiB")
    took = time.process_time() - started
    print(f"{at} events over {DAYS:.0f} days, {said} revisions")
    print(f"folding alone {at / spent:.0f} events/s; read, folded, written ", end="")
    print(f"{at / took:.0f} events/s")
    print(f"at most {max(most, len(known))} reports held in {(resident() - before) >> 20} MiB")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, Path(folder) / "events.jsonl")
