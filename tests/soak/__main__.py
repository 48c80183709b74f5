"""``python -m tests.soak``: the real worker under a steady load for as long as told.

Articles of the bench at a share of what the worker was just seen to do; memory, open files and lag
are sampled all the while. Exit code 1 if something grows.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from pathlib import Path

from streams.runtime import feed
from tests.bench.articles import articles
from tests.soak.measure import HEAD, Sample, growing, sample
from tests.soak.plot import drawn
from tests.support.flow import REAL, Flow, settings_for
from tests.support.kraft import apache_kafka

_FIRST = 200  # until every process has its model and its memory
_BURST = 800


def main() -> int:
    """Runs, and writes the samples as they come."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument(
        "--warm", type=float, default=None, help="minutes that do not count (a fifth)"
    )
    parser.add_argument("--share", type=float, default=0.8, help="of the measured capacity (0.8)")
    parser.add_argument("--every", type=float, default=5.0, metavar="SECONDS")
    parser.add_argument("--out", type=Path, default=None, help="samples as TSV, drawn beside it")
    chosen = parser.parse_args()
    with apache_kafka() as (bootstrap, _), tempfile.TemporaryDirectory() as folder:
        flow = Flow(settings_for(bootstrap, pool=0), Path(folder), REAL).create()
        try:
            return _soak(flow, chosen)
        finally:
            flow.close()


def _soak(flow: Flow, chosen: argparse.Namespace) -> int:
    worker = flow.start()
    worker.await_text("worker: ready", 300.0)
    feed.send(flow.settings, articles(_FIRST))
    flow.await_outcomes(_FIRST, 300.0)
    started = time.monotonic()
    feed.send(flow.settings, articles(_BURST, _FIRST))
    flow.await_outcomes(_FIRST + _BURST, 600.0)
    rate = chosen.share * _BURST / (time.monotonic() - started)
    print(f"{rate:.1f} articles a second, {chosen.share:.0%} of what it can do here", flush=True)

    stop = threading.Event()
    feeding = threading.Thread(target=_feed, args=(flow, rate, stop), daemon=True)
    feeding.start()
    samples: list[Sample] = []
    began = time.monotonic()
    while (second := time.monotonic() - began) < 60 * chosen.minutes:
        page = worker.get("/metrics")[1]
        samples.append(sample(worker.process.pid, second, page))
        if chosen.out:
            rows = [HEAD, *(each.row() for each in samples)]
            chosen.out.write_text("\n".join(rows) + "\n", encoding="utf-8")
            chosen.out.with_suffix(".svg").write_text(drawn(samples), encoding="utf-8")
        time.sleep(chosen.every)
    stop.set()
    feeding.join(30.0)
    warm = chosen.minutes / 5 if chosen.warm is None else chosen.warm
    found = growing(samples, 60 * warm)
    print(f"{len(samples)} samples over {chosen.minutes:g} min, the first {warm:g} min not counted")
    print(
        f"resident {samples[-1].resident / 2**20:.0f} MiB, {samples[-1].files} open files, ", end=""
    )
    print(f"lag {samples[-1].lag}")
    print("\n".join(found) if found else "nothing grows")
    return 1 if found or worker.stop() != 0 else 0


def _feed(flow: Flow, rate: float, stop: threading.Event) -> None:
    sent = _FIRST + _BURST
    due = time.monotonic()
    while not stop.is_set():
        batch = articles(max(1, round(rate * 5)), sent)
        feed.send(flow.settings, batch)
        sent += len(batch)
        due += 5.0
        stop.wait(max(0.0, due - time.monotonic()))


if __name__ == "__main__":
    sys.exit(main())
