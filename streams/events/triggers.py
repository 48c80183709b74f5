"""Finds the words that make an event: which patterns of the event types stand in a sentence.

A ``Match`` says which trigger stands where; who does it to whom is for ``roles``.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from streams.events import shapes
from streams.events.lemmas import listed_lemma, verb_lemma
from streams.events.match import Match as Match
from streams.events.match import among
from streams.events.required import required
from streams.events.scene import Scene
from streams.events.sorts import somebody
from streams.ontology.model import Trigger


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
    acting = {s for m in found if (s := _worded_subject(scene, m)) is not None}
    found = [m for m in found if m.token not in acting]
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


def _worded_subject(scene: Scene, match: Match) -> int | None:
    """The event noun that a verb's pattern asks for as its subject: "the truce took effect" is one act."""
    if match.trigger.word_class != "verb" or not match.trigger.subject:
        return None
    subject = scene.subject_of(match.token)
    if subject is None or scene.mention(subject) is not None:
        return None
    return subject if among(scene, subject, match.trigger.subject) else None


def _words_of(scene: Scene, first: int, last: int) -> frozenset[str]:
    """The lemmas and forms of a sentence: what a pattern asks for must be among them."""
    tree = scene.tree
    cut = (form for t, forms in tree.joined.items() if first <= t < last for form in forms)
    return frozenset((*tree.lemma[first:last], *tree.lowered[first:last], *cut))


def _listed(
    known: Mapping[str, Sequence[Trigger]], heads: Iterable[str], present: frozenset[str]
) -> Iterator[Trigger]:
    """The triggers of these heads whose other words are in the sentence, in the order of the lists."""
    held = (known[head] for head in heads if head in known)
    return (trigger for triggers in held for trigger in required(triggers).of(present))


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
        + 3 * trigger.negated
    )


def _at(scene: Scene, token: int, present: frozenset[str]) -> Iterator[Match]:
    tree, ontology = scene.tree, scene.ontology
    lemma, lower, pos = tree.lemma[token], tree.lowered[token], tree.pos[token]
    if tree.dep[token] == "amod" and tree.tag[token] == "VBN":
        return  # "the jailed leader", "a U.S.-brokered truce": known already, not told here
    if tree.dep[token] == "amod" and tree.tag[token] == "VBG":
        carrier = tree.head[token]
        if scene.mention(carrier) is None and not somebody(scene, carrier):
            return  # "rampaging floodwaters": what acts is nobody
    if pos in ("VERB", "AUX") or scene.headline_verb(token):
        head = listed_lemma(verb_lemma(lower, scene.verb_lemma(token)), ontology.verbs)
        for trigger in _listed(ontology.verbs, (head, *tree.joined.get(token, ())[1:]), present):
            match = shapes.verb(scene, token, trigger)
            if match is not None:
                yield match
    if (pos in ("NOUN", "PROPN") or token in tree.joined) and not scene.headline_verb(token):
        for form in {lemma, lower, *tree.joined.get(token, ())}:
            for trigger in ontology.nouns.get(form, ()):
                match = shapes.noun(scene, token, trigger)
                if match is not None:
                    yield match
    if pos in ("ADJ", "VERB"):
        for trigger in ontology.adjectives.get(lower, ()):
            match = shapes.adjective(scene, token, trigger)
            if match is not None:
                yield match
    for form in {lemma, lower}:
        for trigger in ontology.phrases.get(form, ()):
            match = shapes.phrase(scene, token, trigger)
            if match is not None:
                yield match
