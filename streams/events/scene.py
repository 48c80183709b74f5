"""One article as the coder sees it: the tree, the mentions by their head, and who governs whom.

The questions that every rule asks (subject, object, content, controller) are answered here once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from streams.events import headlines
from streams.events.complements import hidden
from streams.events.lemmas import mended
from streams.events.memory import remembered
from streams.messages import Entities, Mention
from streams.ontology.model import Ontology
from streams.syntax import Tree

SUBJECT_CONTROL: Final = frozenset(
    "promise vow pledge threaten swear refuse decline offer agree".split()
)


@dataclass
class Scene:
    """Entities and ontology with the tree over them; token arguments are parse indices."""

    entities: Entities
    ontology: Ontology
    memory: dict[tuple[object, ...], Any] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def tree(self) -> Tree:
        return mended(Tree(headlines.mended(self.entities.parse)), self.ontology.cues["lemmas"])

    @cached_property
    def at(self) -> dict[int, tuple[int, Mention]]:
        """Mentions by head token with their index; one that came with the article wins."""
        found: dict[int, tuple[int, Mention]] = {}
        for index, mention in enumerate(self.entities.mentions):
            old = found.get(mention.head)
            if (
                old is None
                or mention.how == "given"
                or (not old[1].actors and old[1].how != "given")
            ):
                found[mention.head] = (index, mention)
        return found

    def mention(self, token: int) -> Mention | None:
        """The mention whose head ``token`` is, if it stands for somebody."""
        found = self.at.get(token)
        return found[1] if found and found[1].actors else None

    # -- verbs ---------------------------------------------------------------------------------

    def headline_verb(self, token: int) -> bool:
        """Whether a word of a headline that the parser took for a noun is its verb."""
        tree = self.tree
        if tree.sentence(token).field != "title" or tree.tag[token] != "NNS":
            return False
        lower = tree.lowered[token]
        if tree.text[token] != lower or not lower.endswith("s") or token in self.at:
            return False
        sentence = tree.sentence(token)
        if any(
            tree.pos[t] == "VERB" and tree.tag[t] in ("VBZ", "VBD", "VBP")
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

    @remembered
    def passive(self, verb: int) -> bool:
        """Whether the verb is a passive or a past participle that modifies a noun."""
        tree = self.tree
        if tree.kid(verb, "auxpass", "nsubjpass") is not None:
            return True
        if tree.tag[verb] in ("VBN", "VBD") and tree.dep[verb] == "acl":
            return tree.kid(verb, "nsubj") is None  # a clause with a subject of its own is none
        if tree.tag[verb] == "VBN" and tree.dep[verb] == "amod":
            return True
        if tree.kid(verb, "agent") is not None and tree.kid(verb, "dobj") is None:
            return True
        if (
            tree.dep[verb] == "conj"
            and tree.tag[verb] == "VBN"
            and tree.kid(verb, "aux", "nsubj") is None
        ):
            return self.passive(tree.head[verb])
        if self._left_out(verb):
            return True
        # headlines leave the copula out: "Two held in raid"
        return (
            tree.sentence(verb).field == "title"
            and tree.tag[verb] == "VBN"
            and tree.kid(verb, "dobj", "aux") is None
        )

    def _left_out(self, verb: int) -> bool:
        """Whether a verb that must have an object has none: its auxiliary is left out."""
        tree = self.tree
        if tree.tag[verb] not in ("VBD", "VBN") or tree.dep[verb] == "relcl":
            return False
        if tree.lemma[verb] not in self.ontology.cues["verbs"]["transitive"]:
            return False
        whole = ("dobj", "ccomp", "xcomp", "oprd", "attr", "acomp", "dative", "aux", "prt")
        if tree.kid(verb, *whole) is not None or tree.kid(verb, "nsubj") is None:
            return False
        # "condemned and expelled the envoy": the object is behind the last
        return all(tree.kid(c, "dobj") is None for c in tree.kids(verb, "conj"))

    @remembered
    def subject_of(self, verb: int, depth: int = 0) -> int | None:
        """Who does it: the agent of a passive, else the subject, found through control and coordination."""
        tree = self.tree
        if self.passive(verb):
            return self._agent(verb)
        own = self._own_subject(verb)
        if own is not None or depth > 6:
            return self._author(own, depth)
        dep, governor = tree.dep[verb], tree.head[verb]
        if dep == "acl":
            if tree.tag[verb] in ("VBG", "VBZ", "VBP", "VBD"):
                return self._author(governor, depth)
            return self._noun_controller(governor, depth)
        if dep == "amod" and tree.tag[verb] == "VBG":
            return governor
        if dep == "relcl":
            return self._author(governor, depth) if tree.kid(verb, "dobj") is not None else None
        if dep == "conj":
            if tree.pos[governor] in ("VERB", "AUX"):
                return (
                    self._patient(governor)
                    if self.passive(governor)
                    else self.subject_of(governor, depth + 1)
                )
            return None
        if dep in ("xcomp", "ccomp", "advcl", "prep", "pcomp", "acomp", "oprd", "dep", "advmod"):
            if dep == "pcomp":
                governor = tree.head[governor]
            if tree.pos[governor] in ("VERB", "AUX"):
                return self._controller(verb, governor, dep, depth)
            if tree.pos[governor] in ("NOUN", "PROPN"):
                return self._noun_controller(governor, depth)
            if tree.pos[governor] == "ADJ":
                top = tree.head[governor]
                return self.subject_of(top, depth + 1) if tree.pos[top] in ("VERB", "AUX") else None
        return None

    def _controller(self, verb: int, governor: int, dep: str, depth: int) -> int | None:
        tree = self.tree
        gerund_of = dep == "pcomp"
        infinitive = any(tree.tag[c] == "TO" for c in tree.kids(verb, "aux"))
        thing = tree.kid(governor, "dobj", "dative")
        controls = tree.lemma[governor] not in SUBJECT_CONTROL and dep != "advcl"
        if thing is not None and controls and (infinitive or gerund_of) and self._somebody(thing):
            return thing
        if infinitive:
            # "call on X to release", "appeal to X to stop"
            for prep in tree.kids(governor, "prep"):
                if tree.lowered[prep] in ("on", "upon", "to", "for", "with"):
                    for noun in tree.kids(prep, "pobj"):
                        if self.mention(noun) is not None and prep < verb and dep != "advcl":
                            return noun
                        if self.mention(noun) is not None and tree.lemma[governor] in (
                            "call",
                            "appeal",
                            "plead",
                        ):
                            return noun
        if self.passive(governor):
            return self._patient(governor)
        return self.subject_of(governor, depth + 1)

    def _somebody(self, token: int) -> bool:
        return self.mention(token) is not None or self.tree.pos[token] in ("PROPN", "PRON")

    def _own_subject(self, verb: int) -> int | None:
        tree = self.tree
        subject = tree.kid(verb, "nsubj", "csubj")
        if subject is None:
            # "Syria and Tunisia have normalised ties": the parser may hang them on the auxiliary
            hung = (tree.kid(a, "nsubj") for a in tree.kids(verb, "aux"))
            subject = next((s for s in hung if s is not None), None)
        if subject is None:
            return None
        if tree.tag[subject] in ("WDT", "WP") or (
            tree.lowered[subject] == "that" and tree.dep[verb] == "relcl"
        ):
            if tree.dep[verb] == "relcl":
                return tree.head[verb]
            if tree.dep[verb] == "conj":
                top = verb
                while tree.dep[top] == "conj":
                    top = tree.head[top]
                return tree.head[top] if tree.dep[top] == "relcl" else None
            return None
        return subject

    def _agent(self, verb: int) -> int | None:
        tree = self.tree
        # "branded an aggressor by X", "given notice by X": the parser hangs "by" on the complement
        for holder in (verb, *tree.kids(verb, "oprd", "dobj")):
            for prep in tree.children[holder]:
                if tree.dep[prep] == "agent" or (
                    tree.lowered[prep] == "by" and tree.dep[prep] == "prep"
                ):
                    noun = tree.kid(prep, "pobj")
                    if noun is not None:
                        return noun
        return None

    def _patient(self, verb: int) -> int | None:
        tree = self.tree
        thing = tree.kid(verb, "nsubjpass")
        if (clause := tree.kid(verb, "csubjpass")) is not None:
            thing = tree.kid(clause, "nsubj")  # "two sailors held in Libya were freed"
        if thing is not None:
            if tree.tag[thing] in ("WDT", "WP") or tree.lowered[thing] == "that":
                return tree.head[verb] if tree.dep[verb] == "relcl" else None
            return thing
        if self._left_out(verb):
            return tree.kid(verb, "nsubj")
        if tree.dep[verb] in ("acl", "amod", "relcl"):
            return tree.head[verb]
        if tree.dep[verb] == "conj":
            first = tree.head[verb]
            if tree.pos[first] == "VERB":
                return self._patient(first) if self.passive(first) else self.subject_of(first)
        if tree.dep[verb] in ("xcomp", "advcl", "ccomp") and tree.pos[tree.head[verb]] in (
            "VERB",
            "AUX",
        ):
            return (
                self._patient(tree.head[verb])
                if self.passive(tree.head[verb])
                else self.subject_of(tree.head[verb])
            )
        above = tree.head[verb]
        if tree.dep[verb] == "xcomp" and tree.pos[above] == "ADJ" and tree.dep[above] == "acomp":
            return tree.kid(tree.head[above], "nsubj", "nsubjpass")  # "is due to be signed"
        return tree.kid(verb, "nsubj")

    def _noun_controller(self, noun: int, depth: int) -> int | None:
        """Whose plan, vow or decision it is: possessor, else the subject of the verb above."""
        tree = self.tree
        owner = self.owner_of(noun)
        if owner is not None:
            return owner
        governor = tree.head[noun]
        if (
            depth < 5
            and tree.dep[noun] in ("dobj", "attr", "oprd")
            and tree.pos[governor] in ("VERB", "AUX")
        ):
            return self.subject_of(governor, depth + 1)
        if depth < 5 and tree.dep[noun] == "pobj" and tree.pos[tree.head[governor]] == "AUX":
            # "is at the forefront of mediating"
            return self.subject_of(tree.head[governor], depth + 1)
        return None

    def _author(self, noun: int | None, depth: int) -> int | None:
        """Who speaks by a text: "Togo issued a statement condemning", "the Togolese letter that asks"."""
        tree = self.tree
        if noun is None or depth > 4 or noun in self.at:
            return noun
        if tree.lemma[noun] not in self.ontology.cues["saying"]["texts"]:
            return noun
        issued = next((c for c in tree.kids(noun, "acl") if tree.tag[c] == "VBN"), None)
        author = self._agent(issued) if issued is not None else None
        if author is None and tree.dep[noun] == "nsubjpass":
            author = self._agent(tree.head[noun])
        if author is None:
            author = self._noun_controller(noun, depth + 1)
        return author if author is not None else noun

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
        found += hidden(tree, verb, alone=not found)
        if not found and tree.dep[verb] == "relcl" and tree.kid(verb, "nsubj") is not None:
            subject = tree.kid(verb, "nsubj")
            if subject is not None and tree.tag[subject] not in ("WDT", "WP"):
                found.append(tree.head[verb])
        return [m for thing in found for m in tree.conjuncts(self.through(thing))]

    @remembered
    def through(self, noun: int) -> int:
        """The noun meant: "talks" of "a series of talks"."""
        tree, counting = self.tree, self.ontology.cues["descriptions"]["counting"]
        for _ in range(3):
            held = self.mention(noun)
            guessed = held is not None and held.how == "coreference" and not held.antecedents
            if tree.lemma[noun] not in counting or (held is not None and not guessed):
                return noun
            inner = next(
                (
                    p
                    for prep in tree.kids(noun, "prep")
                    if tree.lowered[prep] == "of"
                    for p in tree.kids(prep, "pobj")
                ),
                None,
            )
            if inner is None or (guessed and self.mention(inner) is None):
                return noun  # "the delegation" is of where we are, "a delegation of rebels" theirs
            noun = inner
        return noun

    # -- nouns ---------------------------------------------------------------------------------

    @remembered
    def owner_of(self, noun: int) -> int | None:
        """The possessor, demonym or compound that says whose act a noun is: "Turkey's", "Turkish"."""
        tree = self.tree
        possessor = tree.kid(noun, "poss")
        if possessor is not None and tree.pos[possessor] != "PRON":
            return possessor
        for child in tree.kids(noun, "amod", "compound", "nmod"):
            # "his Sudanese colleague" is Sudan's, whoever he is
            if child < noun and self.mention(child) is not None:
                return child
        # the parser takes "struck Hezbollah targets" for a clause of its own
        cut = tree.dep[noun] in ("dobj", "pobj") and tree.pos[noun] == "NOUN"
        if cut and noun - 1 in tree.kids(noun, "nsubj") and self.mention(noun - 1) is not None:
            return noun - 1
        return possessor
