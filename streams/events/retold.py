"""An act that a noun says again: "condemned the decision", "hailed the deal", "turned down the offer".

Who is judged is who did it in a sentence before: a decision is the doer's, a deal is of all who made
it, and what somebody turns down was put to him.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from streams.events.draft import Draft
from streams.events.own_people import own_people
from streams.events.phrases import INSIDE_ACTOR, named
from streams.events.scene import Scene

_JUDGING: Final = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
_SAID_OF: Final = frozenset({"about", "against", "at", "for", "of", "on", "over", "to", "with"})
_POINTED: Final = frozenset({"the", "that", "this", "these", "those", "such", "both"})
_REACH: Final = 2  # sentences back
_FRAMES: Final = frozenset({"asks", "acts-on"})


def retold(scene: Scene, draft: Draft, made: dict[int, Draft]) -> None:
    """Aim a judgement of "the move" or "the deal" at those whose it was in a sentence before."""
    found = draft.parties
    if draft.dropped or draft.type not in _JUDGING or draft.match.trigger.frame not in _FRAMES:
        return
    own = _keys(scene, found.actors)
    if not own or own_people(scene, draft) is not None or _further(scene, draft, made):
        return
    thing = _it(scene, draft)
    if thing is None:
        if _keys(scene, found.recipients):
            return
        thing = next(_things(scene, draft), None)
    if thing is None:
        return
    whose = _whose(scene, draft, thing, own, made)
    if whose:
        found.recipients = whose
        draft.inferred.update(whose)
        draft.why.append(f"whose “{scene.tree.text[thing]}” was told before")
        again = made.get(thing)
        if again is not None and not _keys(
            scene, [*again.parties.actors, *again.parties.recipients]
        ):
            again.dropped = "told before"  # "protested against the deportations"


def _further(scene: Scene, draft: Draft, made: dict[int, Draft]) -> bool:
    """Aim what only goes on about a thing at the same: "welcomed the truce, calling it a first step"."""
    found, mentions = draft.parties, scene.entities.mentions
    above = made.get(scene.tree.head[draft.match.token])
    if above is None or above.type != draft.type or above.dropped or not above.inferred:
        return False
    if any(mentions[i].kind != "pronoun" for i in found.recipients):
        return False
    found.recipients = [i for i in above.parties.recipients if i in above.inferred]
    draft.inferred.update(found.recipients)
    return True


def _it(scene: Scene, draft: Draft) -> int | None:
    """The "it" of a judgement that says again what a sentence before told: "Oman hailed it"."""
    tree, mentions = scene.tree, scene.entities.mentions
    for thing in scene.objects_of(draft.match.token) if draft.match.toward is None else ():
        if tree.lowered[thing] not in ("it", "this", "that") or tree.pos[thing] != "PRON":
            continue
        here = tree.sentence_of[thing]
        meant = [a for i in draft.parties.recipients for a in mentions[i].antecedents]
        if all(tree.sentence_of[mentions[a].head] < here for a in meant) and all(
            mentions[i].head == thing for i in draft.parties.recipients
        ):
            return thing
    return None


def _things(scene: Scene, draft: Draft) -> Iterator[int]:
    """The nouns of a judgement that point back to an act and do not themselves say whose it is."""
    tree, match = scene.tree, draft.match
    nouns = list(scene.objects_of(match.token))
    if match.object is not None:
        nouns.append(match.object)
    for prep in tree.kids(match.token, "prep"):
        if tree.lowered[prep] in _SAID_OF:
            nouns.extend(tree.kids(prep, "pobj"))
    if match.content is not None:
        nouns.append(match.content)
        nouns.extend(tree.kids(match.content, "nsubj", "nsubjpass"))
    for noun in dict.fromkeys(nouns):
        pointed = {tree.lowered[c] for c in tree.kids(noun, "det", "predet", "amod")}
        if (
            tree.pos[noun] == "NOUN"
            and pointed & _POINTED
            and scene.mention(noun) is None
            and not named(scene, noun)
            and _said_again(scene, noun) is not None
        ):
            yield noun


def _said_again(scene: Scene, noun: int) -> frozenset[str] | None:
    """The types of the acts that a noun can say again; none named for a noun of any act, None for no act."""
    tree, words = scene.tree, scene.ontology.cues["descriptions"]
    lemma = tree.lemma[noun]
    if lemma in words["of_bodies"]:
        return None
    if lemma in words["deeds"] or lemma in words["dealings"]:
        return frozenset()
    types = frozenset(t.type for t in scene.ontology.nouns.get(lemma, ()) if not t.modifiers)
    return types or None


def _whose(
    scene: Scene, draft: Draft, thing: int, own: set[str], made: dict[int, Draft]
) -> list[int]:
    """The mentions of those who did what a noun says again; nobody where that is not told."""
    tree = scene.tree
    types = _said_again(scene, thing) or frozenset()
    pronoun = tree.pos[thing] == "PRON"
    together = tree.lemma[thing] in scene.ontology.cues["descriptions"]["dealings"]
    here = tree.sentence_of[thing]
    for number in range(here, here - _REACH - 1, -1):
        if number < 0 or tree.parse.sentences[number].field != tree.sentence(thing).field:
            break
        told = [
            d
            for t, d in sorted(made.items())
            if tree.sentence_of[t] == number and _an_act(d, draft)
            if t < draft.match.token or _after_it(scene, t)
        ]
        for past in told:
            doers, others = past.parties.actors, past.parties.recipients
            if types and past.type not in types:
                continue
            everyone = [*doers, *others] if together or (pronoun and not others) else doers
            if together and len(_keys(scene, everyone)) < 2:
                continue
            if whose := [i for i in everyone if not _keys(scene, [i]) & own]:
                return [i for i in whose if _keys(scene, [i])]
        if number < here and not told and not types and not together and not pronoun:
            whose = _main_doer(scene, number)  # an act that has no type: "made the church a mosque"
            return [] if _keys(scene, whose) & own else whose
    return []


def _after_it(scene: Scene, act: int) -> bool:
    """Whether a clause tells what was before the one it hangs on: "…, the EU said after they signed"."""
    tree = scene.tree
    return tree.dep[act] in ("advcl", "pcomp") and any(
        tree.lowered[c] == "after" for c in (*tree.kids(act, "mark", "prep"), tree.head[act])
    )


def _an_act(past: Draft, draft: Draft) -> bool:
    """Whether a draft is an act that can be judged, not itself a judgement of one."""
    if past is draft or past.dropped:
        return False
    return not (past.type == draft.type == "SUPPORT" and past.inferred) and not (
        past.type == "ACCUSE" and past.mode == "disapprove" and past.inferred
    )


def _main_doer(scene: Scene, number: int) -> list[int]:
    """The party that is the subject of a sentence's main verb."""
    tree = scene.tree
    sentence = tree.parse.sentences[number]
    for token in range(sentence.first, sentence.last):
        if tree.head[token] == token and tree.pos[token] == "VERB":
            if tree.lemma[token] in scene.ontology.cues["saying"]["verbs"]:
                return []
            whose = named(scene, scene.subject_of(token), INSIDE_ACTOR)
            return whose if _keys(scene, whose) else []
    return []


def _keys(scene: Scene, indices: list[int]) -> set[str]:
    mentions = scene.entities.mentions
    return {a.key for i in indices for a in mentions[i].actors if a.key is not None}
