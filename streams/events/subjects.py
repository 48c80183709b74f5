"""Who does what a verb says: subjects through passives, control, coordination, texts and headlines."""

from __future__ import annotations

from typing import Final

from streams.events.memory import remembered
from streams.events.mentioned import Mentioned
from streams.events.ranked import copula_of, ranked
from streams.events.relatives import antecedent

SUBJECT_CONTROL: Final = frozenset(
    "promise vow pledge threaten swear refuse decline offer agree".split()
)

_OF_THE_OBJECT: Final = frozenset({"about", "for", "from", "into", "of", "over", "with"})


_NOMINAL: Final = (("NOUN",), ("PROPN",), ("NUM",), ("ADJ",), ("DET",), ("PRON",))
_ARMED: Final = frozenset({"MIL", "REB", "COP", "PRM", "UAF", "CRM"})


class Subjects(Mentioned):
    """The doers of verbs; what they do it to is for ``Scene``."""

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
        # headlines leave the copula out: "Two held in raid", "defector given asylum"
        words = self.ontology.cues["verbs"]
        participle = tree.tag[verb] == "VBN" or tree.lowered[verb] in words["participles"]
        whole = ("aux",) if tree.lemma[verb] in words["of_two_objects"] else ("dobj", "aux")
        return tree.headline(verb) and participle and tree.kid(verb, *whole) is None

    def _left_out(self, verb: int) -> bool:
        """Whether a verb that must have an object has none: its auxiliary is left out."""
        tree = self.tree
        if tree.tag[verb] not in ("VBD", "VBN") or tree.dep[verb] == "relcl":
            return False
        words, lemma = self.ontology.cues["verbs"], tree.lemma[verb]
        become = lemma in words["complemented"] and tree.kid(verb, "oprd", "acomp") is not None
        borne = lemma in words["with_what"] and any(
            tree.lowered[p] == "with" for p in tree.kids(verb, "prep")
        )
        if not (become or borne or lemma in words["transitive"] or self._bare(verb)):
            return False
        whole: tuple[str, ...] = ("dobj", "ccomp", "xcomp", "attr", "dative", "aux", "prt")
        whole += () if become else ("oprd", "acomp")
        held, particle = tree.kid(verb, *whole), tree.kid(verb, "prt")
        if particle is not None and held == particle:
            # "kicked out of the bloc", "reservists called up"
            moved = tree.lowered[particle + 1 : particle + 2] == ("of",)
            held = None if moved or self._with_particle(verb) in words["in_headlines"] else held
        if held is not None or tree.kid(verb, "nsubj") is None:
            return False
        if self._at_people(verb):
            return False
        # "condemned and expelled the envoy": the object is behind the last
        return all(tree.kid(c, "dobj") is None for c in tree.kids(verb, "conj"))

    def _at_people(self, verb: int) -> bool:
        """Whether it is people at whom it is done and no place: "soldiers shot at marchers"."""
        tree = self.tree
        return any(
            tree.tag[noun] in ("NNS", "NNPS") and self.mention(noun) is not None
            for prep in tree.kids(verb, "prep")
            if prep == verb + 1 and tree.lowered[prep] == "at"
            for noun in tree.kids(prep, "pobj")
        )

    def _with_particle(self, verb: int) -> str | None:
        """A verb's lemma with its particle, if it has one: "call up"."""
        particle = self.tree.kid(verb, "prt")
        if particle is None or self.tree.pos[particle + 1 : particle + 2] in _NOMINAL:
            return None  # "handed over ambulances": there is an object
        return f"{self.tree.lemma[verb]} {self.tree.lowered[particle]}"

    def _bare(self, verb: int) -> bool:
        """Whether a headline left out the auxiliary of what was done to somebody or something.

        "reporter held", "mosque attacked in Kabul"; not "rebels attacked".
        """
        tree, words = self.tree, self.ontology.cues["verbs"]
        subject = tree.kid(verb, "nsubj")
        if not tree.headline(verb) or subject is None:
            return False
        found = self.at.get(subject)
        if self._with_particle(verb) in words["in_headlines"]:
            return tree.tag[subject] != "PRP"
        if tree.lemma[verb] in words["of_people"]:
            return found is not None and found[1].kind in ("person", "role")
        if tree.lemma[verb] not in words["in_headlines"] or tree.tag[subject] == "PRP":
            return False
        # whose land is named may act itself: "Kenya delivered"
        whole = found is not None and found[1].kind in ("state", "body")
        armed = {s for a in found[1].actors for s in a.sectors} & _ARMED if found else set()
        return not whole and not (armed and tree.lemma[verb] in words["of_the_armed"])

    @remembered
    def subject_of(self, verb: int, depth: int = 0) -> int | None:
        """Who does it: the agent of a passive, else the subject, found through control and coordination."""
        tree = self.tree
        if self.passive(verb):
            return self._agent(verb)
        own = self._own_subject(verb)
        if own is not None or depth > 6:
            return self._author(own, depth)
        rank = ranked(tree, verb, self.ontology.cues["modality"]["ranked"])
        if rank is not None and rank not in self.at:
            copula = copula_of(tree, rank)
            if copula is not None:
                return self.subject_of(copula, depth + 1)
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
                if dep == "pcomp" and self._faulted(governor, tree.head[verb]):
                    return governor
                return self._noun_controller(governor, depth)
            undone = tree.lemma[governor] in self.ontology.cues["modality"]["left_undone"]
            if tree.pos[governor] == "ADJ" or undone:  # "is wary of", "stopped short of"
                top = tree.head[governor]
                return self.subject_of(top, depth + 1) if tree.pos[top] in ("VERB", "AUX") else None
        return None

    def _controller(self, verb: int, governor: int, dep: str, depth: int) -> int | None:
        tree = self.tree
        # "thanked Lima for sending", but "left Lima after sending"
        gerund_of = dep == "pcomp" and tree.lowered[tree.head[verb]] in _OF_THE_OBJECT
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

    def _faulted(self, noun: int, preposition: int) -> bool:
        """Whether "for" hangs on whom a verb is aimed at, not on the verb: "criticised the bloc for delaying"."""
        tree = self.tree
        aimed = tree.dep[noun] == "dobj" and tree.lowered[preposition] == "for"
        return aimed and self._somebody(noun)

    def _somebody(self, token: int) -> bool:
        named = self.mention(token) is not None or self.tree.pos[token] in ("PROPN", "PRON")
        return named or self.tree.lemma[token] in self.ontology.cues["descriptions"]["bodies"]

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
            return antecedent(tree, verb)  # "who officials say came"
        return subject

    def _agent(self, verb: int) -> int | None:
        tree = self.tree
        # "branded an aggressor by X", "given notice by X": the parser hangs "by" on the complement
        # … or on what it was done in: "held in custody by X", "killed in a raid by X"
        inside = [
            noun
            for prep in tree.kids(verb, "prep")
            if tree.lowered[prep] in ("in", "into", "under", "at")
            for noun in tree.kids(prep, "pobj")
            if tree.lemma[noun] in self.ontology.nouns or tree.lemma[noun] == "custody"
        ]
        # "shops were looted and cars overturned by youths": it is told with the last
        last = [
            c
            for c in tree.kids(verb, "conj")
            if tree.tag[c] in ("VBN", "VBD") and tree.kid(c, "dobj") is None
        ]
        for holder in (verb, *tree.kids(verb, "oprd", "dobj"), *inside, *last[-1:]):
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
        for prep in tree.kids(noun, "prep"):
            maker = tree.kid(prep, "pobj") if tree.lowered[prep] == "by" else None
            if maker is not None and self._somebody(maker):
                return maker  # "the promise by Germany to send tanks"
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
