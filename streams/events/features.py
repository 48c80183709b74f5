"""What the trained part sees of a word in its sentence: names of what is there, and words to liken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from streams.events.scene import Scene
from streams.messages import Mention
from streams.ontology.model import Trigger

_WORDS: Final = frozenset({"VERB", "NOUN", "ADJ"})
_DEAD: Final = ("aux", "auxpass", "punct", "det", "case")
_CLAUSES: Final = ("xcomp", "ccomp", "acl", "advcl", "pcomp")


@dataclass(frozen=True, slots=True)
class Seen:
    """One candidate word: ``names`` of binary features, and words whose vectors count.

    ``names`` that begin with ``own:`` or ``list:`` say which word it is; without them a word looks
    as one does that nobody has listed.
    """

    lemma: str
    noun: bool
    names: tuple[str, ...]
    about: tuple[str, ...]
    topic: tuple[str, ...]

    def as_unknown(self) -> Seen:
        """The same word as if it had never been met."""
        kept = tuple(n for n in self.names if not n.startswith(("own:", "list:")))
        return Seen(self.lemma, self.noun, kept, self.about, self.topic)


def may_be(scene: Scene, token: int) -> bool:
    """Whether a word can be an act at all: a full verb, or a common noun that names nobody."""
    tree = scene.tree
    pos = tree.pos[token]
    if pos == "VERB":
        return tree.dep[token] not in _DEAD and tree.text[token].isalpha()
    if pos != "NOUN" or token in scene.at or tree.dep[token] in ("compound", "nmod", "npadvmod"):
        return False
    return tree.text[token].isalpha() and len(tree.text[token]) > 2


def look(scene: Scene, token: int) -> Seen:
    """The features of one token; a verb's or noun's relations, parties and surroundings."""
    tree = scene.tree
    lemma, pos = tree.lemma[token], tree.pos[token]
    noun = pos in ("NOUN", "PROPN")
    names = [f"own:{lemma}", "noun" if noun else "verb", f"dep:{tree.dep[token]}"]
    names += [f"end:{lemma[-n:]}" for n in (3, 4) if len(lemma) > n + 1]
    names += [f"start:{lemma[:n]}" for n in (2, 3) if len(lemma) > n + 2]
    names += [f"list:{t}" for t in sorted(_listed(scene, token, noun))]
    about: list[str] = []
    if not noun:
        _verb(scene, token, names, about)
    else:
        _noun(scene, token, names, about)
    for child in tree.children[token]:
        dep = tree.dep[child]
        if dep in ("prep", "agent", "prt", "dative") and tree.pos[child] == "ADP":
            word = tree.lowered[child]
            names.append(f"prep:{word}")
            thing = tree.kid(child, "pobj", "pcomp")
            if thing is not None:
                _thing(scene, thing, f"prep:{word}", names, about)
        elif dep in _CLAUSES:
            names += [f"clause:{dep}", f"clause:{tree.lemma[child]}"]
            about.append(tree.lemma[child])
    if tree.sentence(token).field == "title":
        names.append("title")
    topic = _topic(scene, token)
    names += [f"near:{w}" for w in topic]
    return Seen(lemma, noun, tuple(dict.fromkeys(names)), tuple(about), topic)


def _verb(scene: Scene, token: int, names: list[str], about: list[str]) -> None:
    tree = scene.tree
    names.append("passive" if scene.passive(token) else "active")
    subject = scene.subject_of(token)
    if subject is not None:
        _thing(scene, subject, "subject", names, None)
    things = scene.objects_of(token)
    for thing in things[:2]:
        _thing(scene, thing, "object", names, about)
        for child in tree.kids(thing, "amod", "compound"):
            names.append(f"object's:{tree.lemma[child]}")
        owner = scene.owner_of(thing)
        if owner is not None:
            _thing(scene, owner, "object's", names, None)
    if not things:
        names.append("no object")
    governor = tree.head[token]
    if governor != token and tree.pos[governor] in ("VERB", "AUX", "NOUN", "ADJ"):
        names.append(f"under:{tree.lemma[governor]}")


def _noun(scene: Scene, token: int, names: list[str], about: list[str]) -> None:
    tree = scene.tree
    owner = scene.owner_of(token)
    if owner is not None:
        _thing(scene, owner, "owner", names, None)
    for child in tree.kids(token, "amod", "compound"):
        if scene.mention(child) is None:
            names.append(f"of kind:{tree.lemma[child]}")
            about.append(tree.lemma[child])
    governor = tree.head[token]
    if governor == token:
        return
    if tree.pos[governor] == "ADP":
        names.append(f"behind:{tree.lowered[governor]}")
        governor = tree.head[governor]
    names.append(f"under:{tree.lemma[governor]}")
    if tree.pos[governor] in ("VERB", "AUX"):
        names.append(f"under:{tree.dep[token]}:{tree.lemma[governor]}")
        subject = scene.subject_of(governor)
        if subject is not None and subject != token:
            _thing(scene, subject, "carrier", names, None)


def _thing(scene: Scene, token: int, role: str, names: list[str], about: list[str] | None) -> None:
    """Who or what stands in a role: a party by its kind and sectors, a thing by its word."""
    found = scene.at.get(token)
    mention = found[1] if found else None
    if mention is not None and (mention.actors or mention.how == "given"):
        names += _party(mention, role)
    else:
        names.append(f"{role}/thing")
    if scene.tree.pos[token] in _WORDS:
        names.append(f"{role}:{scene.tree.lemma[token]}")
        if about is not None and mention is None:
            about.append(scene.tree.lemma[token])


def _party(mention: Mention, role: str) -> list[str]:
    names = [f"{role}/party"]
    for actor in mention.actors[:1]:
        names += [f"{role}/{sector}" for sector in actor.sectors[:2]]
    return names


def _topic(scene: Scene, token: int) -> tuple[str, ...]:
    """Content words of the sentence within twelve words, names and the word itself left out."""
    tree = scene.tree
    sentence = tree.sentence(token)
    near = range(max(sentence.first, token - 12), min(sentence.last, token + 13))
    words = [
        tree.lemma[t]
        for t in near
        if t != token and tree.pos[t] in _WORDS and t not in scene.at and tree.text[t].isalpha()
    ]
    return tuple(dict.fromkeys(words))


def _listed(scene: Scene, token: int, noun: bool) -> set[str]:
    """The types whose lists hold the word, in whatever pattern."""
    lists = scene.ontology.nouns if noun else scene.ontology.verbs
    triggers: tuple[Trigger, ...] = lists.get(scene.tree.lemma[token], ())
    return {t.type for t in triggers} | {f"{t.type} alone" for t in triggers if not t.specificity}
