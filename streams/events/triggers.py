"""Finds the words that make an event: which patterns of the event types stand in a sentence.

A ``Match`` says which trigger stands where; who does it to whom is for ``roles``.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from typing import Final

from streams.events.content import content_of
from streams.events.lemmas import verb_lemma
from streams.events.scene import Scene
from streams.ontology.model import Part, Trigger

_OBJECTS: Final = ("dobj", "nsubjpass", "attr", "oprd", "acomp", "dative")
_PREPS: Final = ("prep", "prt", "agent", "advmod", "dative", "advcl")
_CLASSES: Final = frozenset({"ACTOR", "PERSON", "PLACE", "PEOPLE"})
_FUTURE: Final = frozenset({"will", "would", "shall", "'ll", "’ll"})
_OBLIGING: Final = frozenset({"must", "should", "ought", "shall"})


@dataclass(slots=True)
class Match:
    """A trigger at ``token``; ``words`` are all tokens of the pattern, ``toward`` a preposition's."""

    trigger: Trigger
    token: int
    words: tuple[int, ...]
    object: int | None = None
    toward: int | None = None
    content: int | None = None
    considered: list[Trigger] = field(default_factory=list)


def find(scene: Scene) -> list[Match]:
    """The best match at each token, left to right, those inside a wider match left out."""
    present = [_words_of(scene, s.first, s.last) for s in scene.tree.parse.sentences]
    ranked = {
        t: found
        for t, number in enumerate(scene.tree.sentence_of)
        if (found := _ranked(scene, t, present[number]))
    }
    found = []
    for matches in ranked.values():
        best = next(
            (m for m in matches if not m.trigger.needs_content or _has_content(scene, m, ranked)),
            None,
        )
        if best is not None:
            best.considered = [m.trigger for m in matches if m is not best]
            found.append(best)
    wide: dict[int, Match] = {}
    for match in found:
        if len(match.words) > 1:
            for word in match.words:
                if word != match.token:
                    wide.setdefault(word, match)
    return [
        m
        for m in found
        if m.token not in wide or wide[m.token] is m or len(m.words) > len(wide[m.token].words)
    ]


def _words_of(scene: Scene, first: int, last: int) -> frozenset[str]:
    """The lemmas and forms of a sentence: what a pattern asks for must be among them."""
    return frozenset((*scene.tree.lemma[first:last], *scene.tree.lowered[first:last]))


def _ranked(scene: Scene, token: int, present: frozenset[str]) -> list[Match]:
    return sorted(
        _at(scene, token, present),
        key=lambda m: (
            -len(m.words),
            not m.trigger.needs_content,
            -_selective(m.trigger),
            -m.trigger.weight,
        ),
    )


def _has_content(scene: Scene, match: Match, ranked: Container[int]) -> bool:
    """Whether a trigger stands at the content, or just below it ("denied any part in the raid")."""
    tree, content = scene.tree, match.content
    if content is None or content == match.token:
        return False
    below = list(tree.children[content])
    for prep in tree.kids(content, "prep"):
        below.extend(tree.kids(prep, "pobj", "pcomp"))
    return any(t in ranked for t in (content, *below))


def _selective(trigger: Trigger) -> int:
    return (
        bool(trigger.object)
        + bool(trigger.subject)
        + bool(trigger.toward)
        + 2 * bool(trigger.modal)
    )


def _at(scene: Scene, token: int, present: frozenset[str]) -> Iterator[Match]:
    tree, ontology = scene.tree, scene.ontology
    lemma, lower, pos = tree.lemma[token], tree.lowered[token], tree.pos[token]
    if tree.dep[token] == "amod" and tree.tag[token] == "VBN":
        return  # "the jailed leader", "a U.S.-brokered truce": known already, not told here
    if pos in ("VERB", "AUX") or scene.headline_verb(token):
        head = verb_lemma(lower, scene.verb_lemma(token))
        for trigger in ontology.verbs.get(head, ()):
            if not all(_possible(part, present) for part in trigger.parts):
                continue
            match = _verb(scene, token, trigger)
            if match is not None:
                yield match
    if pos in ("NOUN", "PROPN") and not scene.headline_verb(token):
        for form in {lemma, lower}:
            for trigger in ontology.nouns.get(form, ()):
                match = _noun(scene, token, trigger)
                if match is not None:
                    yield match
    if pos in ("ADJ", "VERB"):
        for trigger in ontology.adjectives.get(lower, ()):
            match = _adjective(scene, token, trigger)
            if match is not None:
                yield match
    for form in {lemma, lower}:
        for trigger in ontology.phrases.get(form, ()):
            match = _phrase(scene, token, trigger)
            if match is not None:
                yield match


def _possible(part: Part, present: frozenset[str]) -> bool:
    if part.preposition is not None and present.isdisjoint(part.preposition.split("|")):
        return False
    return part.words is None or not part.words.isdisjoint(present)


def _verb(scene: Scene, token: int, trigger: Trigger) -> Match | None:
    words = [token]
    thing: int | None = None
    inner: int | None = None
    toward: int | None = None
    for number, part in enumerate(trigger.parts):
        found = _part(scene, token, part, thing, inner)
        if found is None:
            return None
        preposition, noun = found
        words.extend(t for t in (preposition, noun) if t is not None)
        if part.preposition is None:
            thing = noun if noun is not None else thing
        elif noun is not None:
            inner = noun
            if part.preposition == "as":
                toward = preposition  # "denounced it as an American provocation"
            if preposition is not None and scene.tree.head[noun] != preposition:
                thing = noun  # object beside a particle
        elif number == len(trigger.parts) - 1:
            toward = preposition
    match = Match(trigger, token, tuple(words), thing, toward)
    if thing is None:
        match.object = scene.object_of(token)
    match.content = content_of(scene, token, match.object, toward) if trigger.content else None
    return match if _allowed(scene, match) else None


def _part(
    scene: Scene, token: int, part: Part, thing: int | None, inner: int | None
) -> tuple[int | None, int | None] | None:
    tree = scene.tree
    if part.preposition is None:
        assert part.words is not None
        for noun in scene.objects_of(token):
            if _is(scene, noun, part.words) and _modified(scene, noun, part):
                return None, noun
        for adverb in tree.kids(token, "advmod"):
            if not part.modifiers and _is(scene, adverb, part.words):
                return adverb, None  # "respond strongly"
        return None
    wanted = part.preposition.split("|")
    holders = [token] if thing is None else [token, thing]
    if thing is None and (first := scene.object_of(token)) is not None:
        holders.append(first)
    if inner is not None:
        holders.append(inner)  # "come under attack from": "from" hangs on "attack"
    for holder in holders:
        for child in tree.children[holder]:
            if tree.lowered[child] not in wanted or tree.dep[child] not in _PREPS:
                continue
            if part.words is None:
                if _temporal(scene, child):
                    continue  # "on Monday called" is no "call on"
                return child, None
            if tree.kid(child, "pobj", "pcomp") is None:  # a particle: "called off the talks"
                for noun in scene.objects_of(token):
                    if _is(scene, noun, part.words) and _modified(scene, noun, part):
                        return child, noun
            inside = _behind(scene, child, part)
            if inside is not None:
                return child, inside
    return None


def _behind(scene: Scene, preposition: int, part: Part) -> int | None:
    """The object of a preposition that the part asks for; an adjective too ("described as illegal")."""
    tree = scene.tree
    assert part.words is not None
    for noun in tree.kids(preposition, "pobj", "pcomp", "amod", "advcl", "acomp"):
        for member in tree.conjuncts(noun):
            if _is(scene, member, part.words) and _modified(scene, member, part):
                return member
    return None


def _temporal(scene: Scene, preposition: int) -> bool:
    """Whether a preposition only says when."""
    noun = scene.tree.kid(preposition, "pobj")
    return noun is not None and scene.tree.parse.ent[noun][2:] in ("DATE", "TIME")


def _toward(scene: Scene, holders: list[int], trigger: Trigger) -> int | None:
    """The preposition behind which the other party of a noun or adjective is looked for first."""
    assert trigger.toward is not None
    tree, wanted = scene.tree, trigger.toward.split("|")
    for holder in holders:
        for prep in tree.kids(holder, "prep", "agent", "dative"):
            if tree.lowered[prep] in wanted and not _temporal(scene, prep):
                return prep
    return None


def _is(scene: Scene, token: int, words: frozenset[str]) -> bool:
    tree = scene.tree
    return tree.lemma[token] in words or tree.lowered[token] in words


def _modified(scene: Scene, noun: int, part: Part) -> bool:
    tree = scene.tree
    around = [c for c in tree.children[noun] if c < noun]
    return all(any(_is(scene, c, words) for c in around) for words in part.modifiers)


def _noun(scene: Scene, token: int, trigger: Trigger) -> Match | None:
    tree = scene.tree
    words = [token]
    for wanted in trigger.modifiers:
        modifier = next(
            (c for c in tree.subtree(token) if c < token and _is(scene, c, wanted)), None
        )
        if modifier is None:
            return None
        words.append(modifier)
    for part in trigger.parts:  # "show of force"
        assert part.preposition is not None
        behind = part.preposition.split("|")
        found = [
            (prep, noun)
            for prep in tree.kids(token, "prep")
            if tree.lowered[prep] in behind and (noun := _behind(scene, prep, part)) is not None
        ]
        if not found:
            return None
        words.extend(found[0])
    toward = None
    if trigger.toward is not None:
        holders = [*words[:1], *words[len(trigger.modifiers) + 1 :]]
        if tree.dep[token] in ("dobj", "nsubjpass"):
            holders.append(tree.head[token])  # "a loan was given to": "to" hangs on the verb
        toward = _toward(scene, holders, trigger)
        if toward is None:
            return None
    match = Match(trigger, token, tuple(words), None, toward)
    if trigger.content:
        match.content = content_of(scene, token, None, toward)
    if (
        tree.dep[token] in ("compound", "nmod")
        and tree.pos[tree.head[token]] in ("NOUN", "PROPN")
        and len(words) == 1
    ):
        return None  # "protest song", "attack dog": the whole is named, not the act
    return match if _allowed(scene, match) else None


def _adjective(scene: Scene, token: int, trigger: Trigger) -> Match | None:
    tree = scene.tree
    if tree.dep[token] not in (
        "acomp",
        "oprd",
        "ROOT",
        "conj",
        "amod",
        "advcl",
        "acl",
        "relcl",
        "ccomp",
        "xcomp",
    ):
        return None
    toward = None
    if trigger.toward is not None:
        toward = _toward(scene, [token], trigger)
        if toward is None:
            return None
    elif tree.dep[token] == "amod":
        return None
    words = (token,) if toward is None else (token, toward)
    match = Match(trigger, token, words, None, toward)
    if trigger.content:
        match.content = content_of(scene, token, None, toward)
    return match if _allowed(scene, match) else None


def _phrase(scene: Scene, token: int, trigger: Trigger) -> Match | None:
    tree = scene.tree
    last = token + len(trigger.sequence)
    if last > tree.sentence(token).last:
        return None
    for at, words in zip(range(token, last), trigger.sequence, strict=True):
        if not _is(scene, at, words):
            return None
    toward = last - 1 if trigger.toward is not None else None
    match = Match(trigger, token, tuple(range(token, last)), None, toward)
    return match if _allowed(scene, match) else None


def _allowed(scene: Scene, match: Match) -> bool:
    """Whether the trigger's selectional constraints hold."""
    trigger = match.trigger
    if trigger.modal and not _modal(scene, match.token, trigger.modal):
        return False
    if not (trigger.object or trigger.not_object or trigger.subject or trigger.not_subject):
        return True
    if "COMPLEMENT" in trigger.not_object and scene.tree.kid(match.token, "oprd") is not None:
        return False  # "called him a liar" is no telephone call
    thing = scene.through(match.object) if match.object is not None else None
    if match.trigger.word_class != "verb" and thing is None:
        thing = scene.noun_object(match.token)
    if thing is None and match.toward is not None:
        thing = scene.tree.kid(match.toward, "pobj")  # "fired on the crowd"
        thing = scene.through(thing) if thing is not None else None
    said = next((c for c in _SAID if c in trigger.object), None)
    if said is not None:
        if match.content is None or not _SAID[said](scene, match.content, trigger.object):
            return False
    elif trigger.object and not _satisfies(scene, thing, match.content, trigger.object):
        return False
    if trigger.not_object and _satisfies(scene, thing, match.content, trigger.not_object):
        return False
    if trigger.subject or trigger.not_subject:
        subject = (
            scene.subject_of(match.token)
            if trigger.word_class != "noun"
            else scene.owner_of(match.token)
        )
        subject = scene.through(subject) if subject is not None else None
        if trigger.subject and not _satisfies(scene, subject, None, trigger.subject):
            return False
        if trigger.not_subject and _satisfies(scene, subject, None, trigger.not_subject):
            return False
    return True


def _modal(scene: Scene, token: int, words: frozenset[str]) -> bool:
    """Whether one of the auxiliaries stands with a verb, or with the one that it is coordinated to."""
    tree = scene.tree
    while tree.dep[token] == "conj" and tree.kid(token, "aux", "nsubj") is None:
        token = tree.head[token]
    return any(tree.lowered[c] in words for c in tree.kids(token, "aux"))


def _obliged(scene: Scene, content: int, words: frozenset[str]) -> bool:
    """Whether a content says what somebody named must do: "said that Israel must stop"."""
    if not _modal(scene, content, _OBLIGING):
        return False
    subject = scene.subject_of(content)
    if scene.passive(content):
        subject = scene.tree.kid(content, "nsubjpass")
    mention = scene.mention(scene.through(subject)) if subject is not None else None
    return mention is not None and mention.kind != "pronoun"


def _judged(scene: Scene, content: int, words: frozenset[str]) -> bool:
    """Whether a content says what somebody's doing is: "said that Iceland's conduct was unacceptable"."""
    tree = scene.tree
    if tree.lemma[content] != "be" or tree.kid(content, "neg") is not None:
        return False
    if not any(_is(scene, c, words) for c in tree.kids(content, "acomp", "attr", "oprd")):
        return False
    subject = tree.kid(content, "nsubj")
    if subject is None:
        return False
    subject = scene.through(subject)
    for holder in (subject, scene.owner_of(subject)):
        mention = scene.mention(holder) if holder is not None else None
        if mention is not None and mention.kind != "pronoun":
            return True
    return False


def _foretold(scene: Scene, content: int, words: frozenset[str]) -> bool:
    """Whether a content says what is to come of it: "warned that there would be consequences"."""
    tree = scene.tree
    if not _modal(scene, content, _FUTURE):
        return False
    things = tree.kids(content, "dobj", "attr", "acomp", "oprd")
    for prep in tree.kids(content, "prep"):
        things.extend(tree.kids(prep, "pobj"))
    return any(_is(scene, t, words) for t in things)


_SAID: Final[dict[str, Callable[[Scene, int, frozenset[str]], bool]]] = {
    "OBLIGED": _obliged,
    "JUDGED": _judged,
    "FORETOLD": _foretold,
}


def _satisfies(scene: Scene, token: int | None, content: int | None, words: frozenset[str]) -> bool:
    if content is not None and _is(scene, content, words):
        return True
    if token is None:
        return False
    for member in scene.tree.conjuncts(token):
        if _is(scene, member, words):
            return True
        for wanted in words & _CLASSES:
            if scene.is_a(member, wanted):
                return True
    return False
