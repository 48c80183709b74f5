"""The score as people read it: on a terminal, and between two marks in the README."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from tests.gold.calibration import Bin, expected_error
from tests.gold.comparison import Change, moved
from tests.gold.figures import Scored
from tests.gold.score import Report, Tally

_BLOCK: Final = re.compile(r"(<!-- score -->\n).*?(<!-- /score -->)", re.DOTALL)
_HEADLINES: Final = ("F1", "precision", "recall", "loose F1", "parties", "factuality", "empty")
_OWN: Final = {"articles": "**own articles**", "sentences": "own sentences"}
_SHOWN: Final = 40
"""Changes of each kind that are listed; more would not be read."""


def figures(name: str, now: Scored, before: Scored | None) -> str:
    """One set, each figure beside the committed one."""
    rows = [
        f"  {figure:<22}{value:7.3f}" + ("      new" if old is None else f"{value - old:+9.3f}")
        for figure, value, old in moved(before, now)
    ]
    return "\n".join([name, *rows])


def types(report: Report) -> str:
    """Precision, recall and F1 of each type."""
    rows = [
        f"  {kind:<10} gold {each.gold:4}   P {each.precision:.2f}  R {each.recall:.2f}"
        f"  F1 {each.f1:.2f}"
        for kind, each in report.types.items()
    ]
    return "\n".join(rows)


def gains(changes: Iterable[Change]) -> str:
    """What changed, the better first."""
    ordered = sorted(changes, key=lambda change: (change.sign != "+", change.what))
    lines: list[str] = []
    for what in dict.fromkeys(change.what for change in ordered):
        same = [change for change in ordered if change.what == what]
        lines.append(f"  {same[0].sign}{len(same)} {what}")
        lines += [f"      {change.article}  {change.event}" for change in same[:_SHOWN]]
        if len(same) > _SHOWN:
            lines.append(f"      and {len(same) - _SHOWN} more")
    return "\n".join(lines)


def confidence(table: list[Bin]) -> str:
    """The reliability table with its error below."""
    rows = [
        f"  {each.low:.1f}-{each.high:.1f}   {each.events:6}   given {each.given:.2f}"
        f"   told {each.told:.2f}"
        for each in table
    ]
    return "\n".join([*rows, f"  expected calibration error {expected_error(table):.3f}"])


def readme(own: Report, sentences: Report, sets: Mapping[str, Scored]) -> str:
    """The README's section: own articles first, others named as what they are."""
    made = [
        f"{own.events.gold} events in {len(own.articles)} whole articles of our own, written from"
        " the ontology\nbefore any coder ran on them and never used to tune a rule. Other sets are"
        " external; rules were made\nwith an eye on their errors (`make score`). Parties and factuality are"
        " of what was found; `empty` is\nthe share of articles without events that gave none.\n",
        _headings("set", ("events F1", *_HEADLINES[1:])),
        *(headline(name, sets[name]) for name in _order(sets)),
        "",
        *_judged(sets),
        f"By type, in {len(sentences.articles)} sentences of our own and in the articles:\n",
        _headings("type", ("F1 in sentences", "F1 in articles")),
        *(_type(kind, each, own.types[kind]) for kind, each in sentences.types.items()),
    ]
    return "\n".join(made) + "\n"


def headline(name: str, kept: Scored) -> str:
    """One set's row in the README."""
    title = _OWN.get(name, f"{name} (external)")
    cells = (f"{kept.figures[each]:.2f}" if each in kept.figures else "" for each in _HEADLINES)
    return f"| {title} | {' | '.join(cells)} |"


def renew(text: str, made: str) -> str:
    """The README's text with ``made`` between its marks."""
    return _BLOCK.sub(lambda marks: marks[1] + made + marks[2], text)


def _judged(sets: Mapping[str, Scored]) -> list[str]:
    wanted = {"pairs": ("macro_f1", "labelled pairs"), "leads": ("class f1", "news leads")}
    found = [
        f"{title} (external) {sets[name].figures[figure]:.2f}"
        for name, (figure, title) in wanted.items()
        if name in sets
    ]
    return [f"F1 of the type alone: {', '.join(found)}.\n"] if found else []


def _headings(first: str, others: Iterable[str]) -> str:
    names = list(others)
    return f"| {first} | {' | '.join(names)} |\n| --- |{' ---: |' * len(names)}"


def _order(sets: Mapping[str, Scored]) -> list[str]:
    """Our own, then those of others that are scored as ours are."""
    others = (name for name in sorted(sets) if name not in _OWN and "F1" in sets[name].figures)
    return [*_OWN, *others]


def _type(kind: str, sentences: Tally, articles: Tally) -> str:
    return f"| {kind} | {sentences.f1:.2f} | {articles.f1:.2f} |"
