"""One article's tree and who is mentioned in it: the nouns, before any verb is asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from streams.events import headlines, wishes
from streams.events.lemmas import mended
from streams.events.memory import remembered
from streams.messages import Entities, Mention
from streams.ontology.model import Ontology
from streams.syntax import Tree

# "$500 million in aid" is aid
_SUMS: Final = frozenset({"million", "billion", "trillion", "dollar", "euro", "pound"})


@dataclass
class Mentioned:
    """Entities and ontology with the tree over them; token arguments are parse indices."""

    entities: Entities
    ontology: Ontology
    memory: dict[tuple[object, ...], Any] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def tree(self) -> Tree:
        parse = headlines.mended(self.entities.parse)
        parse = wishes.mended(parse, self.ontology.cues["saying"]["asking"])
        return mended(Tree(parse), self.ontology.cues["lemmas"])

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

    @remembered
    def through(self, noun: int) -> int:
        """The noun meant: "talks" of "a series of talks"."""
        tree, counting = self.tree, self.ontology.cues["descriptions"]["counting"]
        for _ in range(3):
            held = self.mention(noun)
            guessed = held is not None and held.how == "coreference" and not held.antecedents
            if tree.lemma[noun] not in counting or (held is not None and not guessed):
                return noun
            inner = self.counted(noun)
            if inner is None or (guessed and self.mention(inner) is None):
                return noun  # "the delegation" is of where we are, "a delegation of rebels" theirs
            noun = inner
        return noun

    def counted(self, noun: int) -> int | None:
        """What a number or sum is of: "thousands of men", "€50bn in aid"."""
        tree = self.tree
        # the parser may hang the preposition right behind an object on the verb
        held = tree.kids(tree.head[noun], "prep") if tree.dep[noun] == "dobj" else []
        for prep in (*tree.kids(noun, "prep"), *(p for p in held if p == noun + 1)):
            money = tree.lowered[prep] == "in" and tree.lemma[noun] in _SUMS
            if tree.lowered[prep] == "of" or money:
                return tree.kid(prep, "pobj")
        return None

    @remembered
    def owner_of(self, noun: int) -> int | None:
        """The possessor, demonym or compound that says whose act a noun is: "Turkey's", "Turkish"."""
        tree = self.tree
        possessor = tree.kid(noun, "poss")
        if possessor is not None and tree.pos[possessor] != "PRON":
            return possessor
        for child in tree.kids(noun, "amod", "compound", "nmod"):
            # "his Sudanese colleague" is Sudan's, whoever he is
            against = child > 1 and tree.lowered[child - 2] in ("anti", "pro")
            if child < noun and self.mention(child) is not None and not against:
                return child
        # the parser takes "struck Hezbollah targets" for a clause of its own
        cut = tree.dep[noun] in ("dobj", "pobj") and tree.pos[noun] == "NOUN"
        if cut and noun - 1 in tree.kids(noun, "nsubj") and self.mention(noun - 1) is not None:
            return noun - 1
        return possessor
