"""Who said the words in quotation marks: the subject of the verb of saying that goes with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from streams.entities.quotemarks import Marked, marked
from streams.messages import Mention, Parse, Quote
from streams.syntax import Tree

_MARKS: Final = frozenset("“”«»„\"‘’'`") | {"``", "''"}
_HEARERS: Final = frozenset({"tell", "ask", "inform", "brief", "advise", "remind", "notify"})
_INHERITS: Final = frozenset({"conj", "advcl", "xcomp", "pcomp"})
_RELATIVE: Final = frozenset({"who", "that", "which"})
_AFTER: Final = 6  # tokens: "…,” the Iranian foreign minister said" begins a sentence to the parser


def find_quotes(
    parse: Parse, mentions: Sequence[Mention], saying: frozenset[str]
) -> tuple[Quote, ...]:
    """Every quotation with its speaker and cue, where the text gives them.

    Args:
        parse: the article's tokens.
        mentions: by index; a quote's ``speaker`` is such an index.
        saying: lemmas of verbs of saying, and phrases that end in a preposition ("according to").

    Returns:
        Quotes in order; the marks are not part of them.
    """
    return _Listener(Tree(parse), mentions, saying).hear()


class _Listener:
    """Goes through the quotations; whoever spoke last goes on where nobody else is named."""

    def __init__(self, tree: Tree, mentions: Sequence[Mention], saying: frozenset[str]) -> None:
        self.tree = tree
        self.verbs = saying
        self.phrases = [tuple(s.split()) for s in saying if " " in s]
        self.heads: dict[int, int] = {}
        self.covers: dict[int, int] = {}
        for index, mention in enumerate(mentions):
            self.heads.setdefault(mention.head, index)
            for token in range(mention.first, mention.last):
                self.covers.setdefault(token, index)

    def hear(self) -> tuple[Quote, ...]:
        found: list[Quote] = []
        spans = list(marked(self.tree.parse))
        inside = {t for s in spans for t in range(s.first, s.last)}
        last: int | None = None
        passage, held_open = -2, False
        for span in spans:
            where = self.tree.sentence(span.first)
            if where.passage - passage > 1 and not held_open:
                last = None
            cue, speaker = self._speaker(span, inside)
            if speaker is None and (held_open or (cue is None and self._alone(span))):
                speaker = last
            if speaker is not None:
                last, passage = speaker, where.passage
            held_open = span.goes_on
            found.append(_quote(self.tree.parse, span, where.field, speaker, cue))
        return tuple(found)

    def _speaker(self, span: Marked, inside: set[int]) -> tuple[int | None, int | None]:
        """The cue token and the speaker's mention; a cue without a speaker means nobody known."""
        for cue in self._cues(span, inside):
            phrase = self._phrase_object(cue)
            source = phrase if phrase is not None else self._subject(cue)
            if source is not None:
                return cue, self._mention(source)
        return None, None

    def _cues(self, span: Marked, inside: set[int]) -> Iterator[int]:
        """Verbs and phrases of saying: those that govern the words first, then the nearest."""
        tree = self.tree
        governing = list(dict.fromkeys(self._above(span)))
        yield from (t for t in governing if t not in inside and self._is_cue(t))
        outside = [t for t in self._around(span) if t not in inside and self._is_cue(t)]
        # behind the words is likelier than as far before them: “…,” he said
        outside.sort(key=lambda t: (span.first - t) if t < span.first else (t - span.last))
        yield from outside
        introduced = self._introduction(span)
        if introduced is not None and tree.lemma[introduced] not in self.verbs:
            yield introduced

    def _above(self, span: Marked) -> Iterator[int]:
        tree = self.tree
        for token in range(span.first, span.last):
            if span.first <= tree.head[token] < span.last and tree.head[token] != token:
                continue
            yield from tree.kids(token, "ccomp", "parataxis")  # "…, he said" hung below the words
            yield from tree.ancestors(token)

    def _around(self, span: Marked) -> range:
        tree, parse = self.tree, self.tree.parse
        begin = tree.sentence(span.first).first
        final = tree.sentence(span.last - 1)
        stop = final.last
        following = tree.sentence_of[span.last - 1] + 1
        if stop <= span.last + 1 and following < len(parse.sentences):
            after = parse.sentences[following]
            if after.passage == final.passage and not _ends_sentence(tree, span):
                stop = min(after.last, after.first + _AFTER)
        return range(begin, stop)

    def _introduction(self, span: Marked) -> int | None:
        """The verb of a sentence that ends in a colon just before the words."""
        tree = self.tree
        sentence = tree.sentence(span.first)
        before = span.first - 2
        if before < 0 or tree.text[before] != ":":
            return None
        if before >= sentence.first:
            token = next((t for t in range(sentence.first, before) if tree.dep[t] == "ROOT"), None)
        else:
            previous = tree.sentence(before)
            if previous.passage < sentence.passage - 1:
                return None
            token = next((t for t in range(previous.first, before) if tree.head[t] == t), None)
        return token if token is not None and tree.pos[token] in ("VERB", "AUX") else None

    def _is_cue(self, token: int) -> bool:
        tree = self.tree
        if tree.pos[token] == "VERB" and tree.lemma[token] in self.verbs:
            hears = tree.kid(token, "nsubjpass") is not None and tree.lemma[token] in _HEARERS
            return not hears
        return any(self._matches(token, phrase) for phrase in self.phrases)

    def _matches(self, token: int, phrase: tuple[str, ...]) -> bool:
        return self.tree.lowered[token : token + len(phrase)] == phrase

    def _phrase_object(self, token: int) -> int | None:
        for phrase in self.phrases:
            if self._matches(token, phrase):
                preposition = token + len(phrase) - 1
                return self.tree.kid(preposition, "pobj") or self.tree.kid(token, "pobj")
        return None

    def _subject(self, verb: int) -> int | None:
        tree = self.tree
        for _ in range(4):
            subject = tree.kid(verb, "nsubj", "nsubjpass")
            if subject is not None:
                relative = tree.lowered[subject] in _RELATIVE and tree.dep[verb] == "relcl"
                return tree.head[verb] if relative else subject
            agent = tree.kid(verb, "agent")
            if agent is not None:
                return tree.kid(agent, "pobj")
            if tree.dep[verb] in ("acl", "relcl"):
                return tree.head[verb]  # "the minister, speaking in Doha"
            if tree.dep[verb] not in _INHERITS:
                return None
            verb = tree.head[verb] if tree.dep[verb] != "pcomp" else tree.head[tree.head[verb]]
        return None

    def _mention(self, noun: int) -> int | None:
        """The mention that a noun heads or is part of, or whose statement it is."""
        found = self.heads.get(noun, self.covers.get(noun))
        if found is not None:
            return found
        tree = self.tree
        near = [*tree.kids(noun, "appos", "poss", "compound")]
        for preposition in tree.kids(noun, "prep"):
            if tree.lowered[preposition] in ("from", "by", "of"):
                near.extend(tree.kids(preposition, "pobj"))
        return next((self.heads[t] for t in near if t in self.heads), None)

    def _alone(self, span: Marked) -> bool:
        """Whether the quotation fills its sentences, so that whoever spoke before goes on."""
        tree = self.tree
        first, last = tree.sentence(span.first).first, tree.sentence(span.last - 1).last
        rest = (*range(first, span.first), *range(span.last, last))
        return all(tree.text[t] in _MARKS or tree.pos[t] == "PUNCT" for t in rest)


def _ends_sentence(tree: Tree, span: Marked) -> bool:
    """Whether the words close with a full stop, so that what follows is a sentence of its own."""
    return tree.text[span.last - 1] in (".", "…")


def _quote(parse: Parse, span: Marked, field: str, speaker: int | None, cue: int | None) -> Quote:
    return Quote(
        field="title" if field == "title" else "body",
        start=parse.start[span.first],
        end=parse.end[span.last - 1],
        first=span.first,
        last=span.last,
        speaker=speaker,
        cue=cue,
    )
