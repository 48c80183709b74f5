"""Rules from TOML files, every mistake refused with one line that names file and line."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Final, NoReturn

from streams.alerts import values
from streams.alerts.rules import REPEATS, Rule
from streams.errors import BadRule
from streams.messages import EVENT_TYPES, FACTUALITIES, SEVERITIES, STATUSES
from streams.ontology import vocabulary
from streams.ontology.patterns import MODES

_HEADER: Final = re.compile(r"""\s*\[\[\s*(rule|"rule"|'rule')\s*\]\]""")

_READ: Final[dict[str, Callable[[Any], Any]]] = {
    "name": values.name,
    "severity": values.one_of(SEVERITIES),
    "actors": values.keys,
    "recipients": values.keys,
    "parties": values.keys,
    "dyads": values.dyads,
    "sectors": values.words("sectors"),
    "types": values.several_of(EVENT_TYPES),
    "modes": values.words("mode"),
    "quad_classes": values.words("quad_class"),
    "contexts": values.words("contexts"),
    "countries": values.countries,
    "factuality": values.several_of(FACTUALITIES),
    "status": values.several_of(STATUSES),
    "min_confidence": values.number(0.0, 1.0),
    "min_sources": values.whole(1),
    "magnitude": values.numbers,
    "silence_days": values.number(0.01, 3650.0),
    "spike": values.spike,
    "turn": values.turn,
    "quiet": values.quiet,
    "cooldown_hours": values.number(0.0, 87_600.0),
    "digest_hours": values.number(0.0, 8_760.0),
    "repeat": values.one_of(REPEATS),
}
_NO_CONDITION: Final = {"name", "severity", "quiet", "cooldown_hours", "digest_hours", "repeat"}


def read(path: Path) -> tuple[Rule, ...]:
    """The rules of a file, or of every ``*.toml`` in a folder, in the order of files and lines.

    Raises:
        BadRule: ``file:line: what is wrong``, the first mistake of all.
    """
    if path.is_dir():
        files = sorted(path.glob("*.toml"))
        if not files:
            raise BadRule(f"{path}: no *.toml file there")
    else:
        files = [path]
    rules: dict[str, Rule] = {}
    for file in files:
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as why:
            raise BadRule(f"{file} cannot be read: {why}") from None
        for rule in parse(text, file.name):
            if rule.name in rules:
                first = rules[rule.name].where
                raise BadRule(f"{rule.where}: the rule {rule.name!r} is there already, at {first}")
            rules[rule.name] = rule
    return tuple(rules.values())


def parse(text: str, file: str) -> tuple[Rule, ...]:
    """The rules of one text.

    Raises:
        BadRule: as ``read``.
    """
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as why:
        what, _, where = str(why).partition(" (at line ")
        line = where.partition(",")[0] or str(len(text.splitlines()))
        raise BadRule(f"{file}:{line}: not TOML: {what}") from None
    source = _Source(text, file)
    for key in found:
        if key != "rule":
            source.refuse(
                None, key, f"unknown {key!r}; a file holds [[rule]] tables and nothing else"
            )
    rules = found.get("rule")
    if not isinstance(rules, list):
        raise BadRule(f"{file}:1: no [[rule]]")
    if len(rules) != source.rules:
        source.refuse(None, "rule", "each rule is to be a table of its own, headed [[rule]]")
    return tuple(_rule(source, number, each) for number, each in enumerate(rules))


def strangers(rules: Iterable[Rule]) -> Iterator[tuple[Rule, str]]:
    """Keys that no state and no actor that ships has, with their rules.

    That is no mistake: a user's own lists and the mentions that articles bring have keys of their own.
    """
    known = vocabulary.actor_keys()
    for rule in rules:
        named = (*rule.actors, *rule.recipients, *rule.parties, *chain(*rule.dyads))
        for key in dict.fromkeys(named):
            if key not in known:
                yield rule, key


class _Source:
    """Finds the line of a key, which the TOML parser does not tell."""

    def __init__(self, text: str, file: str) -> None:
        self._lines, self._file = text.splitlines(), file
        self._starts = [n for n, line in enumerate(self._lines) if _HEADER.match(line)]

    @property
    def rules(self) -> int:
        """How many headings of rules there are."""
        return len(self._starts)

    def line(self, rule: int | None, key: str) -> int:
        """The line, from 1, of a key of the ``rule``-th rule; of the rule where it has no such key."""
        start = self._starts[rule] if rule is not None else 0
        ends = [s for s in self._starts if s > start] if rule is not None else []
        pattern = re.compile(rf"\s*(\[+\s*(rule\s*\.\s*)?)?[\"']?{re.escape(key)}[\"']?\s*[=.\]]")
        for number in range(start, ends[0] if ends else len(self._lines)):
            if pattern.match(self._lines[number]):
                return number + 1
        return start + 1

    def where(self, rule: int | None, key: str) -> str:
        """``file:line``."""
        return f"{self._file}:{self.line(rule, key)}"

    def refuse(self, rule: int | None, key: str, what: str) -> NoReturn:
        """Raises the one line."""
        raise BadRule(f"{self.where(rule, key)}: {what}")


def _rule(source: _Source, number: int, found: dict[str, Any]) -> Rule:
    read: dict[str, Any] = {}
    for key, value in found.items():
        if key not in _READ:
            source.refuse(number, key, f"unknown {key!r}{_nearest(key, _READ)}")
        try:
            read[key] = _READ[key](value)
        except ValueError as why:
            source.refuse(number, key, f"{key} {why}")
    if "name" not in read:
        source.refuse(number, "name", "a rule needs a name")
    if not read.keys() - _NO_CONDITION:
        source.refuse(
            number, "name", f"the rule {read['name']!r} has no condition: it fires always"
        )
    if "modes" in read and len(read.get("types", ())) == 0:
        source.refuse(number, "modes", "modes belong to types: name the types too")
    if "modes" in read:
        possible = {mode for each in read["types"] for mode in MODES.get(each, ())}
        for mode in read["modes"]:
            if mode not in possible:
                of = f"{mode!r} is no mode of {' or '.join(read['types'])}"
                told = (
                    f"their modes are {', '.join(sorted(possible))}"
                    if possible
                    else "they have none"
                )
                source.refuse(number, "modes", f"modes: {of}; {told}")
    return Rule(where=source.where(number, "name"), **read)


def _nearest(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(known)}"
