"""``dragoman demo``: the whole flow on this machine, from a broker to coded events, in a minute."""

from __future__ import annotations

import argparse
import contextlib
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from streams.errors import Unavailable
from streams.runtime import settings

SAMPLE = Path(__file__).resolve().parent.parent / "sample" / "articles.jsonl"
PATIENCE_SECONDS = 50.0

# a broker on the same machine answers at once, and the embedded one lets half a session pass before
# it deals out partitions
_QUICK = {"session_seconds": 2.0, "fetch_wait_seconds": 0.05, "replication": 1, "http_port": 0}


def register(subparsers: Any) -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser(
        "demo",
        help="see the whole flow on this machine",
        description="Starts an embedded broker and the worker, sends the sample articles and shows "
        "the events as they come. KEEP=1 in the environment leaves it running.",
    )
    parser.add_argument("--articles", type=Path, default=SAMPLE, metavar="FILE", help="your own")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Runs the demo; 0 when every article has its outcome."""
    chosen = replace(settings.read(), **_QUICK)  # type: ignore[arg-type]
    from streams.runtime import broker, feed, topics

    _say("starting the embedded broker ...")
    with broker.embedded() as bootstrap:
        chosen = replace(chosen, bootstrap=bootstrap)
        topics.create(chosen)
        _say(f"broker on {bootstrap}; starting the worker (it loads the language model) ...")
        with _worker(chosen) as worker:
            outgoing = list(feed.read(arguments.articles))
            feed.send(chosen, outgoing)
            _say(f"{len(outgoing)} messages sent to {chosen.topic('articles')}\n")
            settled = _show(chosen, len(outgoing), worker)
            holds = _sums(chosen)
            _further(bootstrap)
            if os.environ.get("KEEP") == "1":
                _keep(chosen)
    return 0 if settled and holds else 1


@contextlib.contextmanager
def _worker(chosen: settings.Settings) -> Iterator[subprocess.Popen[bytes]]:
    from streams.runtime.processes import die_with_parent, end

    parent = os.getpid()
    process = subprocess.Popen(
        [sys.executable, "-m", "streams.cli", "worker", "--quiet"],
        env={**os.environ, **settings.variables(chosen)},
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for us; the worker is then told to finish
        preexec_fn=lambda: die_with_parent(parent),
    )
    try:
        yield process
    finally:
        end(process, grace=chosen.drain_seconds)


def _show(chosen: settings.Settings, expected: int, worker: subprocess.Popen[bytes]) -> bool:
    """Prints events and outcomes until every message has its outcome; says whether that came."""
    from streams.cli import show
    from streams.runtime.reading import follow_many

    names = {chosen.topic(name): name for name in ("events", "outcomes")}
    deadline = time.monotonic() + PATIENCE_SECONDS
    settled = 0
    for each in follow_many(chosen, list(names), from_start=True):
        if each is None:
            if worker.poll() is not None:
                raise Unavailable(f"the worker left with code {worker.returncode}")
            if settled >= expected:
                return True
            if time.monotonic() > deadline:
                _say(f"only {settled} of {expected} messages settled in {PATIENCE_SECONDS:.0f} s")
                return False
            continue
        topic = names[each.message.topic]
        if topic == "outcomes":
            settled += 1
        elif each.message.value is not None:
            print(show.line(topic, each.message), flush=True)
    return False


def _sums(chosen: settings.Settings) -> bool:
    from streams.runtime.audit import audit
    from streams.runtime.reading import read_all

    found = audit(
        read_all(chosen, chosen.topic("articles")),
        read_all(chosen, chosen.topic("outcomes")),
        None,
        limit=chosen.article_limit,
    )
    print("\n" + "\n".join(found.lines()))
    counted = Counter({kind: number for kind, number in found.sums.items() if number})
    terms = " + ".join(f"{number} {kind}" for kind, number in counted.items())
    print(f"{found.versions} articles = {terms}\n")
    return found.holds


def _further(bootstrap: str) -> None:
    print("To look further, start it again with KEEP=1 and in another terminal:")
    print(f"  export DRAGOMAN_BOOTSTRAP={bootstrap if os.environ.get('KEEP') == '1' else '...'}")
    for command in (
        "dragoman tail records --from-start",
        "dragoman tail outcomes --from-start",
        "dragoman rejects list",
        "dragoman feed FILE.jsonl",
        "dragoman topics audit",
    ):
        print(f"  {command}")


def _keep(chosen: settings.Settings) -> None:
    from streams.cli import show
    from streams.runtime.reading import follow

    _say("\nstill running, events appear below; Ctrl-C ends it")
    with contextlib.suppress(KeyboardInterrupt):
        for each in follow(chosen, chosen.topic("events"), from_start=False):
            print(show.line("events", each.message), flush=True)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
