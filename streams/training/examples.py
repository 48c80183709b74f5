"""What is learnt from: marked sentences of our own, and the knowledge files' own words and examples."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from streams.events.classifier import LABELS, NONE
from streams.events.features import Seen, look, may_be
from streams.events.scene import Scene
from streams.events.triggers import Match, find
from streams.ontology.load import DATA
from streams.ontology.model import Ontology, Trigger

SENTENCES: Final = Path(__file__).parent / "sentences"
_MARK: Final = re.compile(r"\{([TAR]):([^{}]*)\}")

# how much an example of each origin counts beside a marked trigger
UNMARKED: Final = 0.3
EXAMPLE: Final = 1.0
TOGETHER: Final = 0.5
COUNTER: Final = 0.5
PATTERN: Final = 0.25


@dataclass(frozen=True, slots=True)
class Labelled:
    """One word seen, the type it has there, and how much it counts."""

    seen: Seen
    label: str
    weight: float
    origin: str = "marked"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with the span of its trigger; for examples of knowledge files, of no trigger."""

    text: str
    label: str
    start: int = -1
    end: int = -1
    rule: str = ""


Reader = Callable[[str], Scene]


def marked(folder: Path = SENTENCES) -> Iterator[Line]:
    """The training sentences, marks taken out, file by file in order of types."""
    for label in LABELS:
        rows = (folder / f"{label}.tsv").read_text(encoding="utf-8").splitlines()[1:]
        for row in rows:
            if row.strip():
                yield _unmarked(row.split("\t")[1], label)


def _unmarked(text: str, label: str) -> Line:
    plain, at, start, end = [], 0, -1, -1
    for mark in _MARK.finditer(text):
        plain.append(text[at : mark.start()])
        if mark[1] == "T":
            start = sum(map(len, plain))
            end = start + len(mark[2])
        plain.append(mark[2])
        at = mark.end()
    return Line("".join(plain) + text[at:], label, start, end)


def told(data: Path = DATA) -> Iterator[Line]:
    """Examples and counter-examples of the event types; a counter-example's label is NONE."""
    for path in sorted((data / "event_types").glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for group in table["group"]:
            rule = f"{table['type']}/{group['id']}"
            for line in group.get("examples", []):
                yield Line(line.split(":", 1)[1].strip(), table["type"], rule=rule)
            for line in group.get("counter", []):
                yield Line(line, NONE, rule=rule)


def from_marked(line: Line, scene: Scene) -> Iterator[Labelled]:
    """The marked word, what carries it or completes it, and as NONE all that no mark and no list holds."""
    tree, parse = scene.tree, scene.entities.parse
    matches = find(scene)
    held = {w for m in matches for w in m.words}
    triggers = [
        t for t in range(len(tree)) if parse.start[t] < line.end and line.start < parse.end[t]
    ]
    together = {w for t in triggers for w in _together(scene, t, matches)} - {*triggers}
    for token in range(len(tree)):
        if token in triggers:
            yield Labelled(look(scene, token), line.label, 1.0)
        elif token in together:
            yield Labelled(look(scene, token), line.label, TOGETHER, "together")
        elif token not in held and may_be(scene, token):
            yield Labelled(look(scene, token), NONE, UNMARKED, "unmarked")


def _together(scene: Scene, trigger: int, matches: list[Match]) -> set[int]:
    """Words that make the act only with the trigger: "imposed" of sanctions, "sanctions" of lifted."""
    tree = scene.tree
    found = {
        w for m in matches if m.token == trigger for w in m.words if tree.pos[w] in ("VERB", "NOUN")
    }
    governor = tree.head[trigger]
    carried = tree.dep[trigger] in ("dobj", "nsubjpass") and tree.pos[governor] == "VERB"
    if carried and tree.lemma[governor] in scene.ontology.cues["modality"]["light"]:
        found.add(governor)
    return found


def from_told(line: Line, scene: Scene) -> Iterator[Labelled]:
    """The word by which its own rule finds an example; the listed words of a counter-example."""
    matches = find(scene)
    if line.label != NONE:
        for match in matches:
            if match.trigger.rule == line.rule:
                yield Labelled(look(scene, match.token), line.label, EXAMPLE, "example")
                for word in _together(scene, match.token, [match]) - {match.token}:
                    yield Labelled(look(scene, word), line.label, TOGETHER, "together")
        return
    heads = _heads(scene.ontology, line.rule)
    other = {m.token for m in matches}
    for token in range(len(scene.tree)):
        if scene.tree.lemma[token] in heads and token not in other:
            yield Labelled(look(scene, token), NONE, COUNTER, "counter")


def _heads(ontology: Ontology, rule: str) -> set[str]:
    tables = (ontology.verbs, ontology.nouns)
    return {t.head for table in tables for ts in table.values() for t in ts if t.rule == rule}


def from_patterns(ontology: Ontology) -> Iterator[Labelled]:
    """Every listed pattern as a word seen with what the pattern asks for and nothing else."""
    for noun, table in ((False, ontology.verbs), (True, ontology.nouns)):
        for lemma in sorted(table):
            for trigger in sorted(table[lemma], key=_written):
                seen = _bare(lemma, noun, trigger)
                yield Labelled(seen, trigger.type, PATTERN * trigger.weight, "pattern")


def _written(trigger: Trigger) -> tuple[str, str]:
    """What a pattern asks for, in one order: that of sets changes from process to process."""
    parts = [(part.preposition or "", sorted(part.words or ())) for part in trigger.parts]
    modifiers = [sorted(words) for words in trigger.modifiers]
    return trigger.rule, repr((parts, modifiers, trigger.toward or ""))


def _bare(lemma: str, noun: bool, trigger: Trigger) -> Seen:
    names = [f"own:{lemma}", "noun" if noun else "verb"]
    names += [f"end:{lemma[-n:]}" for n in (3, 4) if len(lemma) > n + 1]
    names += [f"start:{lemma[:n]}" for n in (2, 3) if len(lemma) > n + 2]
    about: list[str] = []
    for part in trigger.parts:
        for word in (part.preposition or "").split("|"):
            if word:
                names.append(f"prep:{word}")
        for thing in sorted(part.words or ())[:4]:
            names.append(f"prep:{thing}" if part.preposition else f"object:{thing}")
            about.append(thing)
    for words in trigger.modifiers:
        names += [f"of kind:{w}" for w in sorted(words)[:3]]
        about += sorted(words)[:3]
    if trigger.toward:
        names.append(f"prep:{trigger.toward}")
    return Seen(lemma, noun, tuple(dict.fromkeys(names)), tuple(about), ())


def collect(read: Reader, ontology: Ontology) -> list[Labelled]:
    """All examples in a fixed order. ``read`` parses a sentence and finds who is in it."""
    found: list[Labelled] = []
    for line in marked():
        found.extend(from_marked(line, read(line.text)))
    for line in told():
        found.extend(from_told(line, read(line.text)))
    found.extend(from_patterns(ontology))
    return found


def types_of(examples: Iterable[Labelled]) -> list[int]:
    """The index in ``LABELS`` of each example's type."""
    return [LABELS.index(e.label) for e in examples]
