"""Who said the words in quotation marks: pairs the marks, then finds the saying verb and its subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from streams.messages import Mention, Parse, Quote, Sentence
from streams.syntax import Tree

_OPEN: Final = {"“": "”", "«": "»", "„": "“", "``": "''"}
_EITHER: Final = '"'
LONGEST: Final = 400  # tokens; a mark left open by mistake must not swallow the article


def find_quotes(
    parse: Parse, mentions: Sequence[Mention], saying: frozenset[str]
) -> tuple[Quote, ...]:
    """Every quotation with its speaker and cue, where the text gives them.

    Args:
        parse: the article's tokens.
        mentions: by index; a quote's ``speaker`` is such an index.
        saying: lemmas of verbs of saying.
    """
    tree = Tree(parse)
    heads = {m.head: i for i, m in enumerate(mentions)}
    found: list[Quote] = []
    last: int | None = None
    last_passage = -1
    for first, end in _pairs(parse):
        field = tree.sentence(first).field
        if tree.sentence(first).passage - last_passage > 1:
            last = None
        cue, speaker = _speaker(tree, heads, first, end, saying)
        if speaker is None and cue is None and _alone(tree, first, end):
            speaker = last
        if speaker is not None:
            last, last_passage = speaker, tree.sentence(first).passage
        found.append(
            Quote(
                field=field,
                start=parse.start[first],
                end=parse.end[end - 1],
                first=first,
                last=end,
                speaker=speaker,
                cue=cue,
            )
        )
    return tuple(found)


def _pairs(parse: Parse) -> Iterator[tuple[int, int]]:
    """Token ranges within marks; a mark left open ends with its paragraph."""
    at = 0
    passages = _passage_ends(parse.sentences)
    while at < len(parse.text):
        mark = parse.text[at]
        close = _OPEN.get(mark) or (_EITHER if mark == _EITHER else None)
        if close is None:
            at += 1
            continue
        limit = min(passages[at], at + LONGEST)
        end = next((i for i in range(at + 1, limit) if parse.text[i] == close), None)
        if end is None and mark == _EITHER:
            at += 1
            continue
        stop = end if end is not None else limit
        if stop > at + 1:
            yield at + 1, stop
        at = stop + 1


def _passage_ends(sentences: Sequence[Sentence]) -> list[int]:
    ends: dict[int, int] = {}
    for sentence in sentences:
        ends[sentence.passage] = sentence.last
    return [ends[s.passage] for s in sentences for _ in range(s.first, s.last)]


def _speaker(
    tree: Tree, heads: dict[int, int], first: int, end: int, saying: frozenset[str]
) -> tuple[int | None, int | None]:
    """The nearest verb of saying outside the marks, in their sentences, and its subject's mention."""
    begin = tree.sentence(first).first
    stop = tree.sentence(end - 1).last
    if (
        stop == end + 1
        and end + 1 < len(tree)
        and tree.sentence(end).passage == tree.sentence(min(end + 1, len(tree) - 1)).passage
    ):
        stop = tree.sentence(min(end + 1, len(tree) - 1)).last
    outside = [t for t in range(begin, stop) if not first <= t < end]
    outside.sort(key=lambda t: first - t if t < first else t - end)
    for token in outside:
        if tree.pos[token] == "VERB" and tree.lemma[token] in saying:
            subject = _subject(tree, token)
            return token, heads.get(subject) if subject is not None else None
        if tree.lowered[token] == "according":
            for prep in (token, *tree.kids(token, "prep")):
                noun = tree.kid(prep, "pobj")
                if noun is not None:
                    return token, heads.get(noun)
    return None, None


def _subject(tree: Tree, verb: int) -> int | None:
    for _ in range(3):
        subject = tree.kid(verb, "nsubj")
        if subject is not None:
            return subject
        if tree.dep[verb] not in ("conj", "advcl", "xcomp"):
            return None
        verb = tree.head[verb]
    return None


def _alone(tree: Tree, first: int, end: int) -> bool:
    """Whether a quotation is its whole sentence, so that the speaker named before goes on."""
    sentence = tree.sentence(first)
    return first - sentence.first <= 1 and end >= sentence.last - 2
