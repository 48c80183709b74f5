"""Builds small parses by hand, so that rules over trees are tested without a model.

A sentence is words with their tag, relation and governor: ``Kenya/NNP/nsubj/1 left/VBD/ROOT/1/leave``.
The governor is a position within the sentence, a fifth part the lemma where it differs from the word
in small letters. ``flat`` takes bare text and makes a tree that tells nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from streams.messages import Field, Parse, Sentence

_POS = {
    "NN": "NOUN",
    "NNS": "NOUN",
    "NNP": "PROPN",
    "NNPS": "PROPN",
    "CD": "NUM",
    "IN": "ADP",
    "TO": "PART",
    "MD": "AUX",
    "DT": "DET",
    "JJ": "ADJ",
    "JJR": "ADJ",
    "JJS": "ADJ",
    "RB": "ADV",
    "RBR": "ADV",
    "RBS": "ADV",
    "PRP": "PRON",
    "PRP$": "PRON",
    "WP": "PRON",
    "WDT": "PRON",
    "POS": "PART",
    "CC": "CCONJ",
    "RP": "ADP",
    "$": "SYM",
}
_NO_SPACE_BEFORE = frozenset(".,;:!?)”’%") | {"'s", "’s", "n't"}
_NO_SPACE_AFTER = frozenset("(“‘$£€")


@dataclass
class _Rows:
    text: list[str] = field(default_factory=list)
    lemma: list[str] = field(default_factory=list)
    tag: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    dep: list[str] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    ent: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)


def tree_of(*sentences: str, field: Field = "body", passages: Sequence[int] | None = None) -> Parse:
    """A parse of sentences written as in the module's description; one passage unless told."""
    rows = _Rows()
    for number, sentence in enumerate(sentences):
        tokens = [t.split("/") for t in sentence.split()]
        passage = passages[number] if passages else 0
        _add(rows, tokens, field, passage)
    return _done(rows)


def flat(*sentences: str, field: Field = "body", passages: Sequence[int] | None = None) -> Parse:
    """A parse of sentences given as tokens parted by spaces; all hang on the first."""
    rows = _Rows()
    for number, sentence in enumerate(sentences):
        tokens = [[word, _guess(word), "dep", "0"] for word in sentence.split()]
        tokens[0][2] = "ROOT"
        _add(rows, tokens, field, passages[number] if passages else 0)
    return _done(rows)


def source_of(parse: Parse) -> str:
    """The text that the parse's offsets refer to."""
    words = [" "] * (parse.end[-1] if parse.end else 0)
    for text, start in zip(parse.text, parse.start, strict=True):
        words[start : start + len(text)] = text
    return "".join(words)


def _guess(word: str) -> str:
    if word[0].isdigit():
        return "CD"
    return "NNP" if word[0].isupper() else "NN"


def _add(rows: _Rows, tokens: list[list[str]], field: Field, passage: int) -> None:
    first = len(rows.text)
    at = rows.end[-1] + 1 if rows.end else 0
    open_before = True
    for word, tag, dep, head, *lemma in tokens:
        if not open_before and word not in _NO_SPACE_BEFORE:
            at += 1
        rows.text.append(word)
        rows.lemma.append(lemma[0] if lemma else word.lower())
        rows.tag.append(tag)
        rows.pos.append(_pos(tag, dep))
        rows.dep.append(dep)
        rows.head.append(first + int(head))
        rows.ent.append("")
        rows.start.append(at)
        at += len(word)
        rows.end.append(at)
        open_before = word in _NO_SPACE_AFTER
    rows.sentences.append(
        Sentence(
            first=first,
            last=len(rows.text),
            field=field,
            start=rows.start[first],
            end=rows.end[-1],
            passage=passage,
        )
    )


def _pos(tag: str, dep: str) -> str:
    if tag.startswith("VB"):
        return "AUX" if dep in ("aux", "auxpass") else "VERB"
    return _POS.get(tag, "PUNCT" if not tag[0].isalpha() else "X")


def _done(rows: _Rows) -> Parse:
    return Parse(
        model="by hand",
        text=tuple(rows.text),
        lemma=tuple(rows.lemma),
        tag=tuple(rows.tag),
        pos=tuple(rows.pos),
        dep=tuple(rows.dep),
        head=tuple(rows.head),
        ent=tuple(rows.ent),
        start=tuple(rows.start),
        end=tuple(rows.end),
        sentences=tuple(rows.sentences),
    )
