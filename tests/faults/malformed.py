"""``python -m tests.faults.malformed``: a tenth of the stream is broken, and costs next to nothing.

The real worker on Apache Kafka codes good articles alone, then as many with malformed messages of every
kind between them, then as many alone again: a warmer broker is no credit to broken messages. Every
malformed one has to give its one reject with the right reason, every good one its events, in about the same
time as the mean of the two runs beside it.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from streams.runtime import feed
from streams.runtime.reading import follow_many
from streams.wire import read_reject
from tests.support.flow import REAL, Flow, settings_for
from tests.support.kraft import apache_kafka

_WARM = 50
"""Outcomes before time is taken."""
_STATES = ("Turkey", "Egypt", "Norway", "Chile", "Ghana", "India", "Japan", "Peru")


def article(name: str, *leave_out: str, **changes: object) -> bytes:
    """A short article, with fields changed or left out."""
    fields: dict[str, object] = {
        "article_id": name,
        "title": "Talks",
        "body": "Norway condemned Chile on Monday.",
        "published_at": "2024-07-03T10:00:00Z",
        **changes,
    }
    return json.dumps({k: v for k, v in fields.items() if k not in leave_out}).encode()


def malformed(name: str) -> dict[str, tuple[str, bytes, bytes]]:
    """By kind: the reason to be given, the key and the value."""
    key, whole = name.encode(), article(name)

    def body(text: bytes) -> bytes:
        return article(name, body="BODY").replace(b'"BODY"', text)

    return {
        "cut off": ("not-json", key, whole[:-20]),
        "single quotes": ("not-json", key, whole.replace(b'"', b"'")),
        "two at once": ("not-json", key, whole + whole),
        "no number": ("not-json", key, body(b"NaN")),
        "another encoding": ("not-json", key, body('"Türkiye"'.encode("latin-1"))),
        "nothing": ("not-json", key, b""),
        "an error page": ("not-json", key, b"<html><body>502 Bad Gateway</body></html>"),
        "a list": ("not-json", key, b"[" + whole + b"]"),
        "a text": ("not-json", key, b'"Norway condemned Chile on Monday."'),
        "no body": ("wrong-schema", key, article(name, "body")),
        "no id": ("wrong-schema", key, article(name, "article_id")),
        "a title that is a number": ("wrong-schema", key, article(name, title=7)),
        "a time that is a number": ("wrong-schema", key, article(name, published_at=1720000000)),
        "blank": ("empty-text", key, article(name, title="", body=" \n ")),
        "five megabytes": ("too-large", key, article(name, body="word " * 1_000_000)),
        "null bytes": ("null-bytes", key, article(name, body="Norway\x00condemned Chile")),
        "half a character": ("lone-surrogate", key, body(b'"\\ud800"')),
        "another century": ("bad-date", key, article(name, published_at="1246-07-03T10:00:00Z")),
        "no date": ("bad-date", key, article(name, published_at="last Tuesday")),
        "five thousand deep": ("too-deep", key, b'{"a":' * 5000 + b"1" + b"}" * 5000),
        "another's key": ("bad-key", b"of-" + key, whole),
        "a key of bytes": ("bad-key", b"\xff\xfe" + key, whole),
    }


KINDS = tuple(malformed("x"))


def good(number: int, run: str) -> Iterator[tuple[bytes, bytes]]:
    """Articles that tell one event each."""
    for n in range(number):
        who, whom = random.Random(n).sample(_STATES, 2)
        name = f"{run}{n}"
        yield (
            name.encode(),
            article(name, body=f"{who} condemned {whom} on Monday over the {n} fishermen held."),
        )


def bad(number: int, run: str) -> Iterator[tuple[str, bytes, bytes]]:
    """Reason, key and value of malformed messages, kind after kind."""
    for n in range(number):
        yield malformed(f"{run}bad{n}")[KINDS[n % len(KINDS)]]


def timed(flow: Flow, messages: list[tuple[bytes, bytes]], good_ones: int) -> float:
    """Good articles a second through the running worker, ``messages`` all sent before they count."""
    before = len(flow.read("outcomes"))
    feed.send(flow.settings, messages)
    topic = flow.settings.topic("outcomes")
    came, began = 0, 0.0
    for read in follow_many(flow.settings, [topic], from_start=True):
        came += read is not None
        if came >= before + _WARM and not began:
            began = time.monotonic()
        if came >= before + len(messages):
            break
    return good_ones * (1 - _WARM / len(messages)) / (time.monotonic() - began)


def mixed(
    run: str, good_ones: int, bad_ones: int
) -> tuple[list[tuple[bytes, bytes]], Counter[str]]:
    """Good and malformed messages in a random order, and how often each reason is to be given."""
    wrong = list(bad(bad_ones, run))
    messages = [*good(good_ones, run), *((key, value) for _, key, value in wrong)]
    random.Random(run).shuffle(messages)
    return messages, Counter(reason for reason, _, _ in wrong)


def problems(flow: Flow, run: str, good_ones: int, wanted: Counter[str]) -> list[str]:
    """What is not as it should be after a mixed run, a line each."""
    found = []
    reasons = Counter(read_reject(m.headers).reason for m in flow.read("rejects"))
    if reasons != wanted:
        found.append(f"rejects {dict(reasons)}, wanted {dict(wanted)}")
    bodies = (json.loads(m.value or b"{}") for m in flow.read("outcomes"))
    outcomes = Counter(
        body["outcome"]
        for body in bodies
        if body["article_id"].startswith(run) and "bad" not in body["article_id"]
    )
    if outcomes != Counter(coded=good_ones):
        found.append(f"of {good_ones} good ones {dict(outcomes)}")
    return found


def main() -> int:
    """Prints the figures; exit code 1 where something is lost, wrongly rejected or a fifth slower."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--good", type=int, default=10_000)
    parser.add_argument("--bad", type=int, default=1_000)
    chosen = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="dragoman-malformed-") as folder,
        apache_kafka() as (at, _),
    ):
        settings = settings_for(at, pool=2, session_seconds=30.0, reject_run=0)
        flow = Flow(settings, Path(folder), REAL).create()
        try:
            worker = flow.start()
            worker.await_text("worker: ready", 240.0)
            timed(flow, list(good(2 * _WARM, "warm")), 2 * _WARM)
            alone = timed(flow, list(good(chosen.good, "alone")), chosen.good)
            print(f"{chosen.good} good articles alone: {alone:.1f} a second", flush=True)
            messages, wanted = mixed("mixed", chosen.good, chosen.bad)
            among = timed(flow, messages, chosen.good)
            wrong = problems(flow, "mixed", chosen.good, wanted)
            again = timed(flow, list(good(chosen.good, "again")), chosen.good)
        finally:
            flow.close()
    share = 2 * among / (alone + again)
    print(f"alone once more: {again:.1f} a second")
    print(f"among {chosen.bad} malformed of {len(KINDS)} kinds: {among:.1f} good ones a second")
    print(f"that is {share:.2f} of their mean; rejects by reason: {dict(wanted)}")
    print("\n".join(wrong) or "every reject has its reason, every good article is coded")
    return 1 if wrong or share < 0.8 else 0


if __name__ == "__main__":
    sys.exit(main())
