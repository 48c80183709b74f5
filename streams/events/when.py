"""When: ties a date to an act by the clause it stands in, or by the clause of who tells of it."""

from __future__ import annotations

from typing import Final

from streams.events.clauses import clause_of
from streams.events.nearest import nearest
from streams.events.scene import Scene
from streams.messages import EventDate, Sentence, Time, Words

SPEECH: Final = frozenset(
    {"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "CONCEDE", "AGREE"}
)


def date_of(
    scene: Scene,
    act: int,
    *,
    speech: bool,
    planned: bool = False,
    done: bool = True,
    told: int | None = None,
) -> EventDate | None:
    """The date that the text ties to the act, or None.

    Args:
        scene: the article.
        act: the trigger's token.
        speech: whether the act is one of words, so that days in its content are not its own.
        planned: whether it is still to come, so that they are.
        done: whether it happened, so that it has the day of its story where it has none of its own.
        told: the verb by which a party tells of its own act ("said on Monday that it rejects"), if any.
    """
    sentence = scene.tree.sentence(act)
    found = nearest(scene, act, sentence, speech=speech, planned=planned, told=told)
    if found is None and done and sentence.field == "title" and scene.tree.dep[act] != "pobj":
        lead = next((s for s in scene.tree.parse.sentences if s.field == "body"), None)
        if lead is not None:
            found = _of_root(scene, lead)
    if found is None and done and not speech:
        found = _carried(scene, act, sentence) or _just_before(scene, act, sentence)
    return _dated(found) if found is not None else None


def _of_root(scene: Scene, sentence: Sentence) -> Time | None:
    """The day of a sentence's main clause, or of what it says that somebody says."""
    tree = scene.tree
    root = next((t for t in range(sentence.first, sentence.last) if tree.dep[t] == "ROOT"), None)
    if root is None:
        return None
    if tree.lemma[root] in scene.ontology.cues["saying"]["verbs"]:
        told = tree.kid(root, "ccomp")
        root = told if told is not None else root
    return nearest(scene, root, sentence, speech=False, planned=False, told=None)


def _carried(scene: Scene, act: int, sentence: Sentence) -> Time | None:
    """The day of the sentence before, in the paragraph or the lead, where the tale goes on in the simple past."""
    tree = scene.tree
    number = tree.sentence_of[act]
    if tree.dep[act] != "ROOT" or number == 0 or not _past(scene, act):
        return None
    before = scene.tree.parse.sentences[number - 1]
    lead = next((s.passage for s in scene.tree.parse.sentences if s.field == "body"), None)
    goes_on = before.passage in (sentence.passage, lead)
    if (
        before.field != sentence.field
        or not goes_on
        or any(sentence.first <= t.first < sentence.last for t in scene.entities.times)
    ):
        return None
    found = _of_root(scene, before)
    return found if found is not None and found.precision == "day" else None


def _just_before(scene: Scene, act: int, sentence: Sentence) -> Time | None:
    """The day of the clause that an act led up to: "declared a curfew on Monday after arresting five"."""
    tree = scene.tree
    after = tree.head[act]
    if tree.dep[act] != "pcomp" or tree.tag[act] != "VBG" or tree.lowered[after] != "after":
        return None
    then = clause_of(scene, after)
    found = nearest(scene, then, sentence, speech=False, planned=False, told=None)
    return found if found is not None and found.precision == "day" else None


def _past(scene: Scene, verb: int) -> bool:
    """Whether a verb is in the simple past: "detained", "were deployed"."""
    tree = scene.tree
    if any(tree.lemma[c] == "have" for c in tree.kids(verb, "aux")):
        return False
    return tree.tag[verb] == "VBD" or any(tree.tag[c] == "VBD" for c in tree.kids(verb, "auxpass"))


def _dated(time: Time) -> EventDate:
    words = Words(field=time.field, start=time.start, end=time.end, text=time.text)
    return EventDate(
        start=time.from_day,
        end=time.to_day,
        precision=time.precision,
        text=time.text,
        how=time.how,
        words=words,
    )
