"""One article as the coder sees it: the tree, the mentions by their head, and who governs whom.

The questions that every rule asks (subject, object, content, controller) are answered here once:
``mentioned`` answers for nouns, ``subjects`` for who acts, this room for the rest.
"""

from __future__ import annotations

from typing import Final

from streams.events.complements import hidden
from streams.events.memory import remembered
from streams.events.relatives import said_of
from streams.events.subjects import Subjects

_NOUNS: Final = frozenset({"NN", "NNS", "NNP", "NNPS", "CD", "PRP"})


class Scene(Subjects):
    """Entities and ontology with the tree over them; token arguments are parse indices."""

    def headline_verb(self, token: int) -> bool:
        """Whether a word of a headline that the parser took for a noun is its verb."""
        tree = self.tree
        if not tree.headline(token) or tree.tag[token] != "NNS":
            return False
        lower = tree.lowered[token]
        if tree.text[token] != lower or not lower.endswith("s") or token in self.at:
            return False
        if token + 1 < len(tree) and tree.text[token + 1] == ":":
            return False  # "Peru protests: Lima airport reopens"
        sentence = tree.sentence(token)
        if not any(tree.tag[t] in _NOUNS for t in range(sentence.first, token)):
            return False  # "Anti-French protests in Niamey": nobody does it
        if any(
            tree.tag[t] == "MD" or (tree.pos[t] == "VERB" and tree.tag[t] in ("VBZ", "VBD", "VBP"))
            for t in range(sentence.first, sentence.last)
        ):
            return False
        return lower[:-1] in self.ontology.verbs or lower[:-2] in self.ontology.verbs

    def verb_lemma(self, token: int) -> str:
        """The verb's lemma, also of a headline's verb that was taken for a noun."""
        lower = self.tree.lowered[token]
        if self.tree.pos[token] in ("NOUN", "PROPN"):
            return lower[:-1] if lower[:-1] in self.ontology.verbs else lower[:-2]
        return self.tree.lemma[token]

    def object_of(self, verb: int) -> int | None:
        """To whom or what it is done: the first of ``objects_of``."""
        objects = self.objects_of(verb)
        return objects[0] if objects else None

    @remembered
    def objects_of(self, verb: int) -> list[int]:
        """Direct object or complement, patient of a passive, antecedent of a relative clause; with conjuncts."""
        tree = self.tree
        found: list[int] = []
        if self.passive(verb):
            patient = self._patient(verb)
            if patient is not None:
                found.append(patient)
        for thing in tree.kids(verb, "dobj", "attr", "oprd", "acomp"):
            if tree.tag[thing] in ("WDT", "WP") or (
                tree.lowered[thing] == "that" and tree.dep[verb] == "relcl"
            ):
                thing = tree.head[verb] if tree.dep[verb] == "relcl" else thing
            found.append(thing)
        told = said_of(tree, verb)
        if told is not None:  # "rebels whom Lima says Quito arms"
            found = [told, *(t for t in found if tree.tag[t] not in ("WDT", "WP"))]
        found += hidden(tree, verb, alone=not found)
        if not found and tree.dep[verb] == "relcl" and tree.kid(verb, "nsubj") is not None:
            subject = tree.kid(verb, "nsubj")
            if subject is not None and tree.tag[subject] not in ("WDT", "WP"):
                found.append(tree.head[verb])
        return [m for thing in found for m in tree.conjuncts(self.through(thing))]
