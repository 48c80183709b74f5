"""``python -m tests.gold [SET …] [--write]``: what ``make score`` runs.

Codes our own articles and sentences, and every set beside the project, and prints each figure
beside the committed one, with what was gained and lost. ``--write`` renews ``figures.json`` and the
README. ``--rules-only`` leaves out what the trained part proposes and links: the difference is its gain.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from streams.events import trained
from streams.runtime.pool import one_thread_each
from tests.gold import calibration, comparison, external, figures, sets, tables
from tests.gold.coding import Clock, Coder
from tests.gold.score import Report, score
from tests.gold.sets import Case

README: Final = Path(__file__).resolve().parents[2] / "README.md"
OWN: Final = ("articles", "sentences")
RATIO: Final = 0.40
"""The most that all after the parse may cost for each second of parsing."""


def in_our_form(where: Path | None) -> dict[str, Callable[[], list[Case]]]:
    """How to read each set that we score ourselves, ours first; ``where`` others lie, if they do."""
    given: dict[str, Callable[[], list[Case]]] = {
        "articles": sets.articles,
        "sentences": sets.sentences,
    }
    if where is not None:
        for name in external.in_own_form(where):
            given[name] = partial(sets.articles, where, f"{name}.")
    return given


def measure(
    coder: Coder, where: Path | None, run: figures.Run, only: Sequence[str] = ()
) -> tuple[dict[str, Report], Clock]:
    """Codes and scores every set, or ``only`` some, into ``run``; the clock is of our articles."""
    reports: dict[str, Report] = {}
    clock = Clock()
    for name, read in in_our_form(where).items():
        if only and name not in only:
            continue
        cases = read()
        coded = coder.all([case.article for case in cases], name)
        if name == "articles":
            clock = Clock(coder.clock.parse, coder.clock.rest)
        reports[name] = score(cases, coded)
        run[name] = figures.scored(reports[name])
    for name in external.programs(where) if where else ():
        if where and (not only or name in only):
            run[name] = figures.Scored(external.judged(where, name, coder.all))
    return reports, clock


def show(run: figures.Run, reports: dict[str, Report], clock: Clock) -> None:
    """Prints everything, the headline first."""
    before = figures.read()
    for name, now in run.items():
        print(tables.figures(name, now, before.get(name)))
        if name in reports and name in before:
            changed = comparison.changes(before[name], now, reports[name])
            print(tables.gains(changed) or "  nothing found, lost or made up that was not before")
    own = {name: report for name, report in reports.items() if name in OWN}
    for name, report in own.items():
        print(f"types of {name}\n{tables.types(report)}")
    for group in (own, {name: each for name, each in reports.items() if name not in own}):
        bins = calibration.reliability(calibration.outcomes(group.values()))
        if bins:
            count = sum(each.events for each in bins)
            print(f"confidence of {count} events in {', '.join(group)}")
            print(tables.confidence(bins))
    if clock.ratio is not None:
        print(
            f"processor on our articles: parse {clock.parse:.1f} s, all after it {clock.rest:.1f} s,"
            f" ratio {clock.ratio:.2f} (at most {RATIO:.2f})"
        )


def without_trained() -> None:
    """Leaves the trained part its say on confidence only: it proposes and links nothing any more."""
    for part in ("proposals", "links"):
        setattr(trained, part, lambda *_: {})


def main() -> None:
    """Measures, prints, and with ``--write`` renews what is committed."""
    parser = argparse.ArgumentParser(prog="python -m tests.gold", description=__doc__)
    parser.add_argument("only", nargs="*", metavar="SET", help="sets to score; without any, all")
    parser.add_argument("--write", action="store_true", help="renew figures.json and README.md")
    parser.add_argument("--rules-only", action="store_true", help="without the trained part's acts")
    arguments = parser.parse_args()
    if arguments.rules_only and arguments.write:
        parser.error("--write takes the trained part's acts too: leave out --rules-only")
    if arguments.rules_only:
        without_trained()
    one_thread_each()
    where = external.folder()
    if where is None:
        print("EXTERNAL SETS SKIPPED: no folder beside the project; set EVAL_DIR", file=sys.stderr)
    known = [*in_our_form(where), *(external.programs(where) if where else ())]
    if unknown := [name for name in arguments.only if name not in known]:
        parser.error(f"no such set: {', '.join(unknown)}; there are {', '.join(known)}")
    if arguments.only and arguments.write:
        parser.error("--write takes all sets: name none")
    run: figures.Run = {}
    reports, clock = measure(Coder(), where, run, arguments.only)
    show(run, reports, clock)
    if arguments.write:
        figures.write(run)
        made = tables.readme(reports["articles"], reports["sentences"], figures.read())
        README.write_text(tables.renew(README.read_text("utf-8"), made), encoding="utf-8")


if __name__ == "__main__":
    main()
