"""``python -m tests.gold [--write]``: what ``make score`` runs.

Codes our own articles and sentences, and every set beside the project, and prints each figure
beside the committed one, with what was gained and lost. ``--write`` renews ``figures.json`` and the
README.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from streams.runtime.pool import one_thread_each
from tests.gold import calibration, comparison, external, figures, sets, tables
from tests.gold.coding import Clock, Coder
from tests.gold.score import Report, score

README: Final = Path(__file__).resolve().parents[2] / "README.md"
RATIO: Final = 0.40
"""The most that all after the parse may cost for each second of parsing."""


def measure(coder: Coder, where: Path | None, run: figures.Run) -> tuple[dict[str, Report], Clock]:
    """Codes and scores every set into ``run``; the clock is of our own articles."""
    reports: dict[str, Report] = {}
    given = {"articles": sets.articles(), "sentences": sets.sentences()}
    for name in external.in_own_form(where) if where else ():
        given[name] = sets.articles(where or sets.ARTICLES, f"{name}.")
    clock = Clock()
    for name, cases in given.items():
        coded = coder.all([case.article for case in cases], name)
        if name == "articles":
            clock = Clock(coder.clock.parse, coder.clock.rest)
        reports[name] = score(cases, coded)
        run[name] = figures.scored(reports[name])
    for name in external.programs(where) if where else ():
        run[name] = figures.Scored(external.judged(where or sets.ARTICLES, name, coder.all))
    return reports, clock


def show(run: figures.Run, reports: dict[str, Report], clock: Clock) -> None:
    """Prints everything, the headline first."""
    before = figures.read()
    own = {name: reports[name] for name in ("articles", "sentences")}
    for name, now in run.items():
        print(tables.figures(name, now, before.get(name)))
        if name in reports and name in before:
            print(tables.gains(comparison.changes(before[name], now, reports[name])))
    for name in own:
        print(f"types of {name}\n{tables.types(reports[name])}")
    for group in (own, {name: each for name, each in reports.items() if name not in own}):
        bins = calibration.reliability(calibration.outcomes(group.values()))
        if bins:
            count = sum(each.events for each in bins)
            print(f"confidence of {count} events in {', '.join(group)}")
            print(tables.confidence(bins))
    print(
        f"processor on our articles: parse {clock.parse:.1f} s, all after it {clock.rest:.1f} s,"
        f" ratio {clock.ratio or 0.0:.2f} (at most {RATIO:.2f})"
    )


def main() -> None:
    """Measures, prints, and with ``--write`` renews what is committed."""
    parser = argparse.ArgumentParser(prog="python -m tests.gold", description=__doc__)
    parser.add_argument("--write", action="store_true", help="renew figures.json and README.md")
    arguments = parser.parse_args()
    one_thread_each()
    where = external.folder()
    if where is None:
        print("EXTERNAL SETS SKIPPED: no folder beside the project; set EVAL_DIR", file=sys.stderr)
    run: figures.Run = {}
    reports, clock = measure(Coder(), where, run)
    show(run, reports, clock)
    if arguments.write:
        figures.write(run)
        made = tables.readme(reports["articles"], reports["sentences"], figures.read())
        README.write_text(tables.renew(README.read_text("utf-8"), made), encoding="utf-8")


if __name__ == "__main__":
    main()
