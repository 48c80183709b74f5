"""A second reading of sentences in which the parser found no finite verb.

Parsers are trained on running text. A headline in capitals is a row of names to them, and in "Poland
scrambled fighter jets" or "Winner Lula thanks the nation" a verb that is rarer than the noun or adjective of the
same form is taken for that. Such a sentence is read again with its capitals taken away, after its colon
only, or with a plain verb in the place of a word that can be one; where that gives a clause with a
subject, its structure is that of the words that stand there. No word and no offset changes. The clause may
stand below another ("Two dead as police fire on crowd"), and its verb in quotation marks.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from spacy.tokens import Doc

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span, Token

SHORTEST, LONGEST = 3, 40  # tokens of a sentence that is read again
CAPITALS: Final = 0.8  # share of its longer words from which a sentence is in capitals
_FINITE: Final = frozenset({"VBZ", "VBD", "VBP", "MD"})
_NAMED: Final = frozenset({"PERSON", "GPE", "NORP", "LOC", "ORG", "FAC"})
_NO_VERB_AFTER: Final = frozenset({"POS", "PRP$", "DT", "CD", "JJ", "IN", "TO"})  # names apart
_TOWARDS: Final = frozenset({"at", "to", "against"})
_JOINING: Final = frozenset({"as", "after", "when", "while"})  # begin a clause below another
_QUOTES: Final = frozenset({"'", '"', "‘", "’", "“", "”"})
_WORDS: Final = tomllib.loads(
    (Path(__file__).parent / "data" / "headlines.toml").read_text(encoding="utf-8")
)
_MANY, _NOUNS, _BODIES = (frozenset(_WORDS[name]) for name in ("many", "nouns", "bodies"))
_AIMED: Final = frozenset({"at", "on", "into", "against"})
_OF_NAMES: Final = frozenset({"NNP", "NNPS", "JJ"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_BELOW: Final = frozenset({"relcl", "advcl", "acl"})
# verbs that the parser never takes for anything else, as (singular, plural, past) by what follows
_PLAIN: Final = {
    "object": ("sees", "see", "saw"),
    "preposition": ("goes", "go", "went"),
    "infinitive": ("wants", "want", "wanted"),
    "clause": ("says", "say", "said"),
}


@dataclass(frozen=True)
class Reading:
    """What a sentence's tokens from ``first`` on are, by another parse of them.

    ``doc`` begins at ``first``; ``stood_in`` is the index in it of the word that a plain verb stood in
    for, and ``lemma`` that word's own, both null where none did.
    """

    first: int
    doc: Doc
    stood_in: int | None = None
    lemma: str | None = None


class Rereader:
    """Reads again what a pipeline reads poorly; without a lexicon of verbs in it, nothing is read again."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        lemmatizer = nlp.get_pipe("lemmatizer") if nlp.has_pipe("lemmatizer") else None
        lookups = getattr(lemmatizer, "lookups", None)
        self._known = False
        if lookups is not None and lookups.has_table("lemma_index"):
            self._known = True
            index = lookups.get_table("lemma_index")
            self._verbs, self._nouns = frozenset(index["verb"]), frozenset(index["noun"])
            self._rules = lookups.get_table("lemma_rules")["verb"]
            self._exceptions = lookups.get_table("lemma_exc")["verb"]

    def readings(self, docs: Sequence[Doc]) -> list[list[Reading]]:
        """The better readings of each document's sentences; empty for most documents."""
        asked: list[tuple[int, int, Reading]] = []  # document, end of the sentence's own, a variant
        for number, doc in enumerate(docs):
            for sentence in doc.sents if self._known else ():
                if SHORTEST < len(sentence) <= LONGEST and not _has_verb(sentence):
                    asked += ((number, sentence.start, v) for v in self._variants(sentence))
        made: list[list[Reading]] = [[] for _ in docs]
        seen: set[tuple[int, int]] = set()
        parsed = self._nlp.pipe(variant.doc for _, _, variant in asked)
        for (number, start, variant), doc in zip(asked, parsed, strict=True):
            if (number, start) not in seen and _is_clause(variant, doc):
                seen.add((number, start))
                made[number].append(Reading(variant.first, doc, variant.stood_in, variant.lemma))
        return made

    def _variants(self, sentence: Span) -> Iterator[Reading]:
        """Other ways to write a sentence, the likeliest first."""
        shouted = _in_capitals(sentence)
        colon = next(
            (t.i for t in sentence if t.text == ":" and sentence.end - t.i > SHORTEST), None
        )
        for first in (sentence.start, colon + 1) if colon is not None else (sentence.start,):
            tokens = sentence.doc[first : sentence.end]
            words = [_uncapital(t) if shouted and t.i > first else t.text for t in tokens]
            if shouted or first != sentence.start:
                yield Reading(first, self._written(tokens, words))
            for token in tokens[1:]:
                yield from self._with_verb(tokens, words, token)

    def _with_verb(self, tokens: Span, words: Sequence[str], token: Token) -> Iterator[Reading]:
        place = token.i - tokens.start
        lemma = self._lemma(token.lower_)
        if (
            lemma is None
            or token.lower_ in _NOUNS | _BODIES
            or token.dep_ in _BELOW
            or any(a.dep_ in _BELOW for a in token.ancestors)
        ):
            return
        after = token.nbor() if token.i + 1 < len(token.doc) else None
        kind = {"IN": "preposition", "TO": "infinitive"}.get(after.tag_ if after else "", "object")
        if after is not None and after.lower_ == "that":
            kind = "clause"
        form = (
            2
            if token.lower_ != lemma and not token.lower_.endswith("s")
            else int(token.lower_ == lemma)
        )
        sure = token.tag_ == "VBZ" or lemma not in self._nouns or _at_somebody(tokens, place)
        many = form == 1 and tokens[place - 1].lower_ in _MANY
        # "army fires on crowd"
        body = tokens[place - 1].lower_ in _BODIES and after is not None and after.lower_ in _AIMED
        if kind == "preposition" and not ((form == 0 and (sure or body)) or many):
            return  # "Israel air strikes in Gaza", "Over 70 killed in Iran"
        before = tokens[place - 1].tag_ if tokens[place - 1].is_lower else "NNP"
        several = ("NNS", "NNPS", "NNP", *(("NN",) if _listed(tokens, place) else ()))
        if not many and (before in _NO_VERB_AFTER or (form == 1 and before not in several)):
            return
        written = [*words[:place], _PLAIN[kind][form], *words[place + 1 :]]
        if _quoted(tokens, place):  # the marks would part a verb from its object
            written[place - 1], written[place + 1] = "also", "the"
        yield Reading(tokens.start, self._written(tokens, written), place, lemma)

    def _lemma(self, word: str) -> str | None:
        """The verb that a word can be a finite form of."""
        if word in self._exceptions:
            found: str = self._exceptions[word][0]
            return found
        if word in self._verbs:
            return word
        if not word.endswith(("s", "ed")):
            return None
        made = (
            word[: len(word) - len(old)] + new for old, new in self._rules if word.endswith(old)
        )
        return next((m for m in made if m != word and m in self._verbs), None)

    def _written(self, tokens: Span, words: Sequence[str]) -> Doc:
        return Doc(self._nlp.vocab, words=list(words), spaces=[bool(t.whitespace_) for t in tokens])


def _has_verb(sentence: Span) -> bool:
    """Whether a sentence has the verb it needs, finite or not: "five killed in Chad", "Chad to sue"."""
    root = sentence.root
    before = sentence.doc[sentence.start : root.i]
    if root.lower_ in _NOUNS | _BODIES and all(t.tag_ in _OF_NAMES for t in before):
        return False  # "Kenya police fire gas", "Danish court sentences Swede": those are no verbs
    if any(_many_before(t) for t in sentence if t.tag_ == "NN" and t.i > sentence.start):
        return False  # "Two hurt as Peru police fire on crowd"
    if root.tag_ == "VBG" and root.i > sentence.start and root.nbor(-1).tag_ == "NNS":
        # "Greece fires warning shots": the verb was taken for who warns
        taken = root.nbor(-1)
        bare = not any(c.dep_ in ("aux", "prep") for c in root.lefts)
        return not (bare and taken.head.i == root.i and taken.text.islower())
    named = root.tag_ in _FINITE or root.pos_ in ("VERB", "AUX")
    return named and not (root.tag_ not in _FINITE and _in_capitals(sentence))


def topic(sentence: Span) -> Token | None:
    """What stands before a colon and was taken for a second subject: "Crimea: Turkey condemns vote"."""
    colon = next((t.i for t in sentence if t.text == ":"), sentence.end)
    for named in sentence.doc[sentence.start : colon] if colon < sentence.end else ():
        if named.dep_ in _SUBJECTS and named.head.i > colon:
            second = any(c.dep_ in _SUBJECTS and c.i > colon for c in named.head.lefts)
            return named if second else None
    return None


def _in_capitals(sentence: Span) -> bool:
    words = [t.text for t in sentence if t.is_alpha and len(t) > SHORTEST]
    return len(words) >= SHORTEST and sum(w[0].isupper() for w in words) >= CAPITALS * len(words)


def _uncapital(token: Token) -> str:
    return token.text if token.ent_type_ in _NAMED and not token.text.isupper() else token.lower_


def _at_somebody(tokens: Span, place: int) -> bool:
    """Whether but a name stands before a word, and one after its preposition: "Turkey fumes at Greece"."""
    names = [t.tag_ for t in tokens[:place]]
    towards = tokens[place + 1 : place + 3]
    named = len(towards) == 2 and towards[1].is_title and towards[1].ent_type_ in _NAMED
    return named and towards[0].lower_ in _TOWARDS and set(names) <= {"NNP", "NNPS"}


def _many_before(noun: Token) -> bool:
    """Whether but many of somebody stand between "as" and a noun, which can be their verb: "as police fire"."""
    before = noun.nbor(-1)
    named = before.lower_ in _MANY
    while before.i > 0 and (before.lower_ in _MANY or before.tag_ in _OF_NAMES):
        before = before.nbor(-1)
    return named and before.lower_ in _JOINING


def _quoted(tokens: Span, place: int) -> bool:
    """Whether a word with a noun behind it stands in quotation marks alone: "jets 'buzzed' ship"."""
    if not 0 < place < len(tokens) - 2:
        return False
    marks = {tokens[place - 1].text, tokens[place + 1].text}
    return marks <= _QUOTES and tokens[place + 2].pos_ in ("NOUN", "PROPN", "ADJ")


def _listed(tokens: Span, place: int) -> bool:
    """Whether two are named in a row right before a word: "Rebels, army trade fire"."""
    return place > 2 and tokens[place - 2].lower_ in (",", "and", "&")


def _below(variant: Reading, doc: Doc, root: Token) -> Token:
    """The verb that stood in, where the clause that it makes is one below a verbless whole; else the root."""
    verb = doc[variant.stood_in] if variant.stood_in is not None else root
    joined = any(c.dep_ == "mark" and c.lower_ in _JOINING for c in verb.lefts)
    return verb if verb.dep_ == "advcl" and verb.head.i == root.i and joined else root


def _is_clause(variant: Reading, doc: Doc) -> bool:
    """Whether a variant came out as one clause with a finite verb and a subject before it."""
    roots = [t for t in doc if t.head.i == t.i and not t.is_space]
    if len(roots) != 1:
        return False
    root = _below(variant, doc, roots[0])
    takes = {c.dep_ for c in root.rights}
    # "Ethiopia and Somalia see deal" is read with the bare form of the plural
    bare = variant.stood_in == root.i and root.tag_ == "VB" and "dobj" in takes
    several = any(c.dep_ == "nsubj" and any(c.conjuncts) for c in root.lefts)
    if root.tag_ not in _FINITE and not (bare and several):
        return False
    if variant.stood_in is not None and root.i != variant.stood_in:
        return False
    named = {c.dep_ for c in root.lefts}
    many = root.i > 0 and doc[root.i - 1].lower_ in _MANY
    whole = variant.stood_in is None or root.tag_ == "VBZ" or many
    return "nsubj" in named and (whole or not takes.isdisjoint({"dobj", "xcomp"}))
