"""A parse seen as a tree: who depends on whom. Used by the rooms that read sentences.

Built once an article from ``messages.Parse``; holds no model and does no linguistics of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from streams.messages import Parse, Sentence

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_TERSE = 20  # tokens
PASSIVE = frozenset({"nsubjpass", "auxpass"})


class Tree:
    """Navigation over one parse. Token arguments and results are indices into its arrays."""

    __slots__ = (
        "__dict__",
        "children",
        "dep",
        "head",
        "lemma",
        "parse",
        "pos",
        "sentence_of",
        "tag",
        "text",
    )

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.text, self.lemma, self.tag = parse.text, parse.lemma, parse.tag
        self.pos, self.dep, self.head = parse.pos, parse.dep, parse.head
        self.children: list[list[int]] = [[] for _ in parse.text]
        for i, h in enumerate(parse.head):
            if h != i:
                self.children[h].append(i)
        self.sentence_of: list[int] = [0] * len(parse.text)
        for number, sentence in enumerate(parse.sentences):
            for i in range(sentence.first, sentence.last):
                self.sentence_of[i] = number

    def __len__(self) -> int:
        return len(self.text)

    def kids(self, token: int, *deps: str) -> list[int]:
        """Children of ``token`` whose relation is one of ``deps``, left to right."""
        return [c for c in self.children[token] if self.dep[c] in deps]

    def kid(self, token: int, *deps: str) -> int | None:
        """The first such child, or None."""
        dep = self.dep
        for child in self.children[token]:
            if dep[child] in deps:
                return child
        return None

    def subtree(self, token: int) -> Iterator[int]:
        """``token`` and all below it, in no particular order."""
        stack = [token]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(self.children[node])

    def span(self, token: int) -> tuple[int, int]:
        """First and one-past-last token of the subtree."""
        nodes = list(self.subtree(token))
        return min(nodes), max(nodes) + 1

    def ancestors(self, token: int) -> Iterator[int]:
        """Governors from the nearest to the root."""
        while self.head[token] != token:
            token = self.head[token]
            yield token

    def conjuncts(self, token: int) -> list[int]:
        """``token`` and what is coordinated after it: "X, Y and Z" from X."""
        found = [token]
        for node in found:
            found.extend(c for c in self.kids(node, "conj") if c not in found)
        return found

    def sentence(self, token: int) -> Sentence:
        """The sentence that holds ``token``."""
        return self.parse.sentences[self.sentence_of[token]]

    def headline(self, token: int) -> bool:
        """Whether ``token`` stands in the title, or in what a text without one begins with for a title."""
        return self.sentence_of[token] in self._headlines

    @cached_property
    def _headlines(self) -> frozenset[int]:
        """Numbers of such sentences: short, hardly an article, no past tense, perhaps after a label."""
        found = set()
        for number, sentence in enumerate(self.parse.sentences):
            words = self.lowered[sentence.first : sentence.last]
            begins = not number or self.text[sentence.first - 1] == ":"
            articles = [at for at, word in enumerate(words) if word in ("the", "a", "an")]
            past = "VBD" in self.tag[sentence.first : sentence.last]
            terse = len(words) <= _TERSE and len(articles) <= (not past) and 0 not in articles
            if sentence.field == "title" or (begins and terse):
                found.add(number)
            elif not begins:
                break
        return frozenset(found)

    @cached_property
    def joined(self) -> dict[int, tuple[str, ...]]:
        """Forms and lemmas with their hyphen, by the last token, of words that the parser cut: "sit-in"."""
        found: dict[int, tuple[str, ...]] = {}
        start, end, lowered = self.parse.start, self.parse.end, self.lowered
        for i in range(2, len(self.text)):
            if self.text[i - 1] != "-" or end[i - 2] != start[i - 1] or end[i - 1] != start[i]:
                continue
            if self.sentence_of[i - 2] == self.sentence_of[i]:
                before = lowered[i - 2]
                found[i] = (f"{before}-{lowered[i]}", f"{before}-{self.lemma[i]}")
        return found

    @cached_property
    def lowered(self) -> tuple[str, ...]:
        """Token texts in lower case."""
        return tuple(t.lower() for t in self.text)
