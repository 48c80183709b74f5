"""``python -m tests.gold [--write]``: what ``make score`` runs; ``--write`` puts it in the README."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from streams import code
from tests.gold.score import Report, Tally, cases, score

README = Path(__file__).resolve().parents[2] / "README.md"
_BLOCK = re.compile(r"(<!-- score -->\n).*?(<!-- /score -->)", re.DOTALL)


def table(report: Report) -> str:
    """The figures as a table for people."""
    lines = [
        "| type | precision | recall | F1 | mode | factuality | all parties |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
        *(_row(kind, tally) for kind, tally in report.types.items()),
        _row("**all**", report.all),
    ]
    known = sum(tally.matched + tally.missed for tally in report.types.values())
    return (
        f"{known} events in {len(cases())} sentences of our own, written from the ontology before\n"
        "any coder ran on them and never used to tune a rule (`make score`). Mode, factuality and\n"
        "parties are shares of the events that were found.\n\n"
        + "\n".join(lines)
        + f"\n\nOf {report.eventless} sentences that tell of no event, {report.silent} gave none.\n"
    )


def _row(kind: str, tally: Tally) -> str:
    found = max(tally.matched, 1)
    shares = (
        tally.precision,
        tally.recall,
        tally.f1,
        tally.same_mode / found,
        tally.same_factuality / found,
        tally.same_parties / found,
    )
    return f"| {kind} | " + " | ".join(f"{share:.2f}" for share in shares) + " |"


def renew(text: str, made: str) -> str:
    """The README's text with ``made`` as its figures."""
    return _BLOCK.sub(lambda marks: marks[1] + made + marks[2], text)


def main() -> None:
    """Scores, prints, and with ``--write`` renews the README."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="renew the figures in README.md")
    arguments = parser.parse_args()
    made = table(score(cases(), code))
    print(made)
    if arguments.write:
        README.write_text(renew(README.read_text(encoding="utf-8"), made), encoding="utf-8")


if __name__ == "__main__":
    main()
