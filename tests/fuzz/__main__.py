"""``python -m tests.fuzz``: looks for what breaks, so many seconds for every target."""

from __future__ import annotations

import argparse
import sys
import time

from hypothesis import HealthCheck, given, settings

from tests.fuzz.targets import TARGETS, WITH_MODEL


def main() -> int:
    """Exit code 1 if something was found; hypothesis shows the smallest case of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=300.0, help="for every target (300)")
    parser.add_argument("--only", action="append", metavar="TARGET")
    chosen = parser.parse_args()
    targets = {n: t for n, t in {**TARGETS, **WITH_MODEL}.items() if n in (chosen.only or [n])}
    broken = [name for name in targets if not _holds(name, chosen.seconds)]
    print("broken: " + ", ".join(broken) if broken else "nothing was found")
    return 1 if broken else 0


def _holds(name: str, seconds: float) -> bool:
    holds, strategy = {**TARGETS, **WITH_MODEL}[name]
    tried = 0

    @settings(
        max_examples=200, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(strategy)
    def look(value: object) -> None:
        nonlocal tried
        tried += 1
        holds(value)

    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            look()
        except Exception as why:
            print(f"{name}: broken after {tried} cases: {type(why).__name__}: {why}", flush=True)
            print("\n".join(getattr(why, "__notes__", [])), flush=True)
            return False
    print(f"{name}: {tried} cases hold", flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main())
