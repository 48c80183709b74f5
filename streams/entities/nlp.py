"""The one place that knows spaCy: a document's passages become one parse in source offsets."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from streams.alignment import source_span
from streams.entities.reread import Reading, Rereader, topic
from streams.errors import BadSetting
from streams.messages import Document, Parse, Passage, Sentence

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

PASSAGE_LIMIT: Final = 20_000  # characters; the parser's cost grows with its longest sentence
REMEMBERED: Final = 200_000  # tokens after which the words met are forgotten
# words that spaCy would cut at their hyphen and then take "re" for the verb: "re-established"
WHOLE: Final = re.compile(r"[Rr]e-[a-z]{3,}$")
TOGETHER_LIMIT: Final = 80_000  # characters; what is parsed at once is held in memory at once


class Parser:
    """A spaCy pipeline by its package name; loaded on construction.

    Raises:
        BadSetting: no such pipeline is installed.
    """

    def __init__(self, model: str) -> None:
        import spacy  # slow to import, and only needed where a text is parsed

        with warnings.catch_warnings():
            # W095: the md pipeline was trained with 3.7; tests/entities pins its parses on 3.8
            warnings.filterwarnings("ignore", message=r"\[W095\]")
            try:
                self._nlp: Language = spacy.load(model)
            except OSError as why:
                raise BadSetting(
                    f"model {model!r} is not installed: name an installed spaCy pipeline"
                ) from why
        tokenizer: Any = self._nlp.tokenizer
        tokenizer.token_match = WHOLE.match
        self.model = model
        self._rereader = Rereader(self._nlp)
        self._at_hand: dict[tuple[Passage, ...], Parse] = {}
        self._zone = ExitStack()
        self._room = 0

    def vectors(self) -> tuple[dict[str, int], NDArray[np.float32]]:
        """The pipeline's word vectors: the row of each word, and the rows; for training only."""
        vocabulary = self._nlp.vocab
        rows = {
            vocabulary.strings[key]: int(row) for key, row in vocabulary.vectors.key2row.items()
        }
        return rows, np.asarray(vocabulary.vectors.data, np.float32)

    def parse(self, document: Document) -> Parse:
        """The whole document parsed; no object of spaCy outlives the call."""
        found = self._at_hand.pop(document.passages, None)
        return found or self._together([document])[0]

    def ahead(self, documents: Sequence[Document]) -> None:
        """Parses several documents at once, which costs a third less; ``parse`` then has them at hand.

        The model sees each passage by itself, so that a parse is the same in whatever company.
        """
        self._at_hand.clear()
        room = TOGETHER_LIMIT
        chosen = []
        for document in documents:
            room -= sum(len(p.text) for p in document.passages)
            if room < 0:
                break
            chosen.append(document)
        passages = [document.passages for document in chosen]
        self._at_hand.update(zip(passages, self._together(chosen), strict=True))

    def _together(self, documents: Sequence[Document]) -> list[Parse]:
        if self._room <= 0:
            self._forget_words()
        docs = list(self._nlp.pipe(p.text[:PASSAGE_LIMIT] for d in documents for p in d.passages))
        read = iter(zip(docs, self._rereader.readings(docs), strict=True))
        made = [
            _joined(self.model, d.passages, list(islice(read, len(d.passages)))) for d in documents
        ]
        self._room -= sum(len(parse.text) for parse in made)
        return made

    def _forget_words(self) -> None:
        """Frees what spaCy keeps of every word that it meets, which would else grow for ever.

        Not after each article: to enter the same words anew for each is a tenth of the work on it.
        """
        self._zone.close()
        self._zone.enter_context(self._nlp.memory_zone())
        self._room = REMEMBERED


def _joined(
    model: str, passages: Sequence[Passage], docs: Sequence[tuple[Doc, Sequence[Reading]]]
) -> Parse:
    columns: dict[str, list[str]] = {k: [] for k in ("text", "lemma", "tag", "pos", "dep", "ent")}
    heads: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    sentences: list[Sentence] = []
    for number, (passage, (doc, readings)) in enumerate(zip(passages, docs, strict=True)):
        base = len(heads)
        view = _View(doc, readings)
        position: list[
            int
        ] = []  # index in our arrays of each of spaCy's tokens; spaces are left out
        kept = 0
        for token in doc:
            position.append(base + kept)
            kept += not token.is_space
        for token in doc:
            if token.is_space:
                continue
            read = view.token(token)
            columns["text"].append(token.text)
            columns["lemma"].append(view.lemma(token))
            columns["tag"].append(read.tag_)
            columns["pos"].append(read.pos_)
            columns["dep"].append(view.dep(token))
            columns["ent"].append(f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "")
            heads.append(position[view.head(token)])
            start, end = source_span(passage, token.idx, token.idx + len(token))
            starts.append(start)
            ends.append(end)
        for sentence in doc.sents:
            words = [t for t in sentence if not t.is_space]
            if words:
                first, last = position[words[0].i], position[words[-1].i] + 1
                sentences.append(
                    Sentence(
                        first=first,
                        last=last,
                        field=passage.field,
                        start=starts[first],
                        end=ends[last - 1],
                        passage=number,
                    )
                )
    return Parse(
        model=model,
        head=tuple(heads),
        start=tuple(starts),
        end=tuple(ends),
        sentences=tuple(sentences),
        **{k: tuple(v) for k, v in columns.items()},
    )


_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})


def _finite(token: Token) -> Token:
    """The governor; of a finite verb hung on a gerund the finite verb above: "for arming them and closed it"."""
    governor = token.head
    if token.dep_ != "conj" or token.tag_ not in _FINITE:
        return governor
    if governor.tag_ != "VBG" or governor.dep_ != "pcomp":
        return governor
    return next((a for a in governor.ancestors if a.tag_ in _FINITE), governor)


class _View:
    """A passage's tokens as the better reading of their sentence has them."""

    def __init__(self, doc: Doc, readings: Sequence[Reading]) -> None:
        self._doc = doc
        self._of: dict[int, Reading] = {}
        self._before: dict[int, Reading] = {}  # what stands in a sentence before what was reread
        for reading in readings:
            for i in range(reading.first, reading.first + len(reading.doc)):
                self._of[i] = reading
            for i in range(doc[reading.first].sent.start, reading.first):
                self._before[i] = reading
        read = [(0, sentence) for sentence in doc.sents if sentence.start not in self._of]
        read += [(reading.first, reading.doc[:]) for reading in readings]
        self._topics = {at + named.i for at, s in read if (named := topic(s)) is not None}

    def token(self, token: Token) -> Token:
        """The token as it was read at last, by its own or another document."""
        reading = self._of.get(token.i)
        return token if reading is None else reading.doc[token.i - reading.first]

    def lemma(self, token: Token) -> str:
        reading = self._of.get(token.i)
        if reading is not None and reading.lemma and token.i - reading.first == reading.stood_in:
            return reading.lemma
        return self.token(token).lemma_.lower()

    def dep(self, token: Token) -> str:
        if token.i in self._topics or self._leaves(token) is not None:
            return "dep"
        return self.token(token).dep_

    def head(self, token: Token) -> int:
        """The index of the governor; a governor that is white space gives way to its own."""
        reading = self._leaves(token)
        if reading is not None:
            return reading.first + next(t.i for t in reading.doc if t.head.i == t.i)
        reading, own = self._of.get(token.i), self.token(token)
        head = _finite(own)
        while head.is_space and head.head.i != head.i:
            head = head.head
        if head.is_space:
            head = own
        return head.i if reading is None else reading.first + head.i

    def _leaves(self, token: Token) -> Reading | None:
        """The reading to whose root a token before it belongs: "Kenya protests: police fire gas"."""
        reading = self._before.get(token.i)
        inside = token.head.i != token.i and token.head.i in self._before
        return None if inside else reading
