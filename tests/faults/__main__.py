"""``python -m tests.faults``: a long run in the fault laboratory, and its figures."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.laboratory import laboratory
from tests.faults.report import settings_said


def main() -> int:
    """Runs for as long as told; exit code 1 if anything that is promised does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0, help="of faults (30)")
    parser.add_argument("--seed", type=int, default=None, help="to draw the same faults again")
    parser.add_argument("--rate", type=float, default=40.0, help="articles a second (40)")
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--patience", type=float, default=150.0, help="seconds to recover in (150)")
    parser.add_argument("--only", action="append", help="this kind of fault; may be repeated")
    chosen = parser.parse_args()
    seed = int(time.time()) if chosen.seed is None else chosen.seed
    print(f"seed {seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="dragoman-faults-") as folder:
        options = {
            "workers": chosen.workers,
            "rate": chosen.rate,
            "patience": chosen.patience,
            "archiving": True,
        }
        with laboratory(Path(folder), seed, nodes=chosen.nodes, told=_say, **options) as made:
            began = time.monotonic()
            made.begin()
            _say(settings_said(made.direct))
            until = time.monotonic() + 60.0 * chosen.minutes
            if chosen.only:
                while time.monotonic() < until:
                    made.disturb(chosen.only)
            else:
                made.drawn(until)
            report = made.end()
            report.seconds = time.monotonic() - began
    print("\n".join(report.lines()))
    problems = report.verdict.problems()
    print("\n".join(problems[:50]))
    return 1 if problems else 0


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
