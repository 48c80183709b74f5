"""Finds the spans that may name somebody or some place: our lists first, then the model's guess.

A ``Spot`` is a candidate, not yet resolved; ``actors`` decides what it stands for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from streams.messages import GivenMention, Parse
from streams.ontology.model import Name, NameTree, Ontology, Role, fold
from streams.syntax import Tree

_PARTICLES: Final = frozenset(
    {"al", "el", "an", "as", "ash", "de", "bin", "ibn", "von", "van", "ben"}
)
_LEFT: Final = frozenset(
    {
        "compound",
        "amod",
        "poss",
        "nmod",
        "nummod",
        "det",
        "case",
        "punct",
        "quantmod",
        "advmod",
        "npadvmod",
    }
)
_NAME_LABELS: Final = {
    "PERSON": "person",
    "ORG": "body",
    "GPE": "place",
    "NORP": "people",
    "LOC": "place",
    "FAC": "place",
}
_OTHER_NAMES: Final = frozenset({"WORK_OF_ART", "EVENT", "PRODUCT", "LAW"})


@dataclass(frozen=True, slots=True)
class Spot:
    """Tokens ``[first, last)`` with their head; ``label`` is a spot's kind, ``names`` from the lists."""

    first: int
    last: int
    head: int
    label: str
    names: tuple[Name, ...] = ()
    role: Role | None = None


@lru_cache(maxsize=20_000)
def _folded(token: str) -> tuple[str, ...]:
    return fold(token)


def spots(tree: Tree, ontology: Ontology, given: Sequence[GivenMention]) -> list[Spot]:
    """All candidates of an article, left to right; names of ours shadow the model's."""
    named = list(_from_lists(tree, ontology.names, ontology.cues["restraint"]["firm_words"]))
    taken = {t for s in named for t in range(s.first, s.last)}
    roles = list(_roles(tree, ontology))
    # "Secretary of State" before the model's organisation "State"; a lone role word after it
    long = [r for r in roles if r.last - r.first > 1]
    short = [r for r in roles if r.last - r.first == 1]
    # "the Army", "Cabinet": a word of ours with a capital, not an organisation of that name
    plain = {(r.first, r.last) for r in short if r.role and r.role.kind != "person"}
    guessed = [
        s
        for s in _from_model(tree.parse, tree)
        if s.label != "body" or (s.first, s.last) not in plain
    ]
    for spot in (*long, *guessed, *short):
        if not taken & set(range(spot.first, spot.last)):
            named.append(spot)
            taken.update(range(spot.first, spot.last))
    named.extend(_given(tree, given))
    return sorted(named, key=lambda s: (s.first, s.last))


def span_head(tree: Tree, first: int, last: int) -> int:
    """The token of ``[first, last)`` whose governor lies outside; the last such that is nominal."""
    tops = [t for t in range(first, last) if not first <= tree.head[t] < last or tree.head[t] == t]
    nominal = [t for t in tops if tree.pos[t] in ("NOUN", "PROPN", "PRON", "ADJ", "NUM")]
    return (nominal or tops or [last - 1])[-1]


def _from_lists(tree: Tree, names: NameTree, firms: frozenset[str]) -> Iterator[Spot]:
    for sentence in tree.parse.sentences:
        at = sentence.first
        while at < sentence.last:
            found = _longest(tree, names, at, sentence.last) if _may_start(tree, at) else None
            if found is None:
                at += 1
                continue
            last, candidates = found
            if last < sentence.last and _begins_a_firm(tree, last, candidates[0], firms):
                at = last + 1
                continue
            yield Spot(at, last, span_head(tree, at, last), "name", candidates)
            at = last


def _begins_a_firm(tree: Tree, after: int, name: Name, firms: frozenset[str]) -> bool:
    """Whether a land's name is part of another's: "China Airlines", "Jordan Lake"."""
    single = " " not in name.form and name.kind != "organisation"
    return single and tree.lowered[after] in firms and tree.text[after][0].isupper()


def _may_start(tree: Tree, at: int) -> bool:
    text = tree.text[at]
    return text[0].isupper() or text[0].isdigit() or text.lower() in _PARTICLES


def _longest(
    tree: Tree, names: NameTree, first: int, limit: int
) -> tuple[int, tuple[Name, ...]] | None:
    node: NameTree | None = names
    best: tuple[int, tuple[Name, ...]] | None = None
    at = first
    while node is not None and at < min(limit, first + 9):
        for word in _folded(tree.text[at]):
            node = node.branches.get(word)
            if node is None:
                return best
        at += 1
        if node.names and _folded(tree.text[at - 1]):
            fit = tuple(n for n in node.names if _fits(tree, n, first, at))
            if fit:
                best = at, fit
    return best


_WHOLE: Final = frozenset({"pan", "inter", "trans"})
_PARTS: Final = frozenset({"central", "latin", "north", "south"})


def _fits(tree: Tree, name: Name, first: int, last: int) -> bool:
    """Whether the words are written as a name and not swallowed by a longer one."""
    words = tree.text[first:last]
    form = name.form
    if form.isupper() and len(form) <= 6 and not "".join(words).replace(".", "").isupper():
        return False
    if form[0].isupper() and not words[0][0].isupper():
        return False
    if (
        name.kind in ("company", "ngo", "media")
        and words[-1][0].islower()
        and form.split()[-1][0].isupper()
    ):
        return False  # "Syrian air defences" are not Syrian Air's
    if last - first == 1:
        if name.kind in ("city", "region") and tree.pos[first] != "PROPN":
            return False
        if tree.pos[first] in ("VERB", "AUX", "ADP", "PRON", "DET", "ADV", "SCONJ", "CCONJ") and (
            first == tree.sentence(first).first
        ):
            return False
    if name.kind in ("adjective", "people"):
        # "the Pan-American highway" is no American's
        whole = first > 1 and tree.text[first - 1] == "-" and tree.lowered[first - 2] in _WHOLE
        # "South American presidents" are of a continent
        part = first > 0 and tree.lowered[first - 1] in _PARTS and tree.text[first - 1][0].isupper()
        return not whole and not (part and first > tree.sentence(first).first)
    return not _swallowed(tree, name, first, last)


def _swallowed(tree: Tree, name: Name, first: int, last: int) -> bool:
    """Whether the model sees the words as part of somebody's or something's longer name."""
    begin, end, label = entity_at(tree.parse, first)
    if label and (begin < first or end > last) and begin <= first and end >= last:
        while begin < first and _no_part(tree, begin):
            begin += 1
        while end > last and tree.text[end - 1] in ("'s", "’s", "’", "'", "-", "–"):
            end -= 1
        if (begin, end) != (first, last):
            inner = name.kind in ("state", "city", "region", "person", "standing")
            if label == "PERSON" and not (
                name.kind == "state" and begin == first and end - last > 2
            ):
                return inner and not (name.kind == "person" and name.full)
            if label in _OTHER_NAMES or (label == "ORG" and name.kind in ("city", "region")):
                return True
    after = tree.text[last] if last < len(tree) else ""
    if (
        name.kind in ("city", "region")
        and last < len(tree)
        and tree.sentence_of[last] == tree.sentence_of[first]
    ):
        # "Paris Whitcombe", "Victoria Nuland"
        return (
            after[:1].isupper()
            and tree.head[first] == last
            and tree.parse.ent[last].endswith("PERSON")
        )
    return False


def _no_part(tree: Tree, token: int) -> bool:
    """Whether the model began a name with a word that is none's: an article, a verb ("chides Milei")."""
    verb = tree.pos[token] in ("VERB", "AUX") and tree.text[token].islower()
    return verb or tree.lowered[token] in ("the", "a")


def entity_at(parse: Parse, token: int) -> tuple[int, int, str]:
    """The model's entity over ``token`` as (first, last, label); label "" where there is none."""
    tag = parse.ent[token]
    if not tag:
        return token, token, ""
    first = token
    while first > 0 and parse.ent[first].startswith("I-"):
        first -= 1
    last = token + 1
    while last < len(parse.ent) and parse.ent[last].startswith("I-"):
        last += 1
    return first, last, tag[2:]


def _from_model(parse: Parse, tree: Tree) -> Iterator[Spot]:
    at = 0
    while at < len(parse.text):
        first, last, label = entity_at(parse, at)
        if label not in _NAME_LABELS:
            at += 1
            continue
        while first < last and tree.lowered[first] in ("the", "a", "an"):
            first += 1
        while last > first and tree.text[last - 1] in ("'s", "’s", "’", "'"):
            last -= 1
        if first < last:
            yield Spot(first, last, span_head(tree, first, last), _NAME_LABELS[label])
        at = max(last, at + 1)


def _roles(tree: Tree, ontology: Ontology) -> Iterator[Spot]:
    texts = [_folded(word) for word in tree.lowered]
    for at in range(len(tree)):
        if tree.pos[at] not in ("NOUN", "PROPN", "ADJ"):
            continue
        lasts = dict.fromkeys((_folded(tree.lemma[at]), texts[at]))
        start = tree.sentence(at).first
        for width in (4, 3, 2, 1):
            first = at - width + 1
            if first < start or not texts[first]:
                continue  # no phrase begins with a comma
            before = tuple(w for words in texts[first:at] for w in words)
            role = next((r for w in lasts if (r := ontology.roles.get(before + w))), None)
            if role is not None:
                if width == 1 and tree.pos[at] == "ADJ":
                    break
                yield Spot(first, at + 1, at, "role", role=role)
                break


def _given(tree: Tree, given: Sequence[GivenMention]) -> Iterator[Spot]:
    parse = tree.parse
    for mention in given:
        inside = [
            i
            for i in range(len(parse.text))
            if parse.start[i] < mention.end
            and parse.end[i] > mention.start
            and tree.sentence(i).field == mention.field
        ]
        if inside:
            first, last = inside[0], inside[-1] + 1
            yield Spot(first, last, span_head(tree, first, last), "given")


def left_edge(tree: Tree, head: int) -> int:
    """First token of the base noun phrase of ``head``, determiner left out."""
    first = head
    for child in tree.children[head]:
        if child < head and tree.dep[child] in _LEFT:
            first = min(first, tree.span(child)[0])
    while first < head and (
        tree.dep[first] in ("det", "punct", "cc", "advmod", "predet")
        or tree.text[first] in ("“", '"', ",")
    ):
        first += 1
    return first
