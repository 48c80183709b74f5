"""Harm that somebody announces himself under a condition is a threat.

"We will shut the pass if they come" tells no closure, and no plan of one, but a threat. Whoever else
speaks of it ("analysts say that Lima could shut the pass") only thinks it possible.
"""

from __future__ import annotations

from typing import Final

from streams.events.attribution import attribution_of
from streams.events.composition import threat_mode
from streams.events.conditional import conditioned
from streams.events.draft import Draft
from streams.events.phrases import INSIDE_ACTOR, named
from streams.events.said import modal, or_else
from streams.events.scene import Scene
from streams.events.verdict import Verdict

_HARM: Final = frozenset({"ASSAULT", "COERCE", "SANCTION", "PROTEST"})
_MEANT: Final = frozenset({"will", "would", "shall", "'ll", "’ll"})
_POSSIBLE: Final = frozenset({"could", "may", "might"})
_CANCELLED: Final = frozenset({"REJECT/cancel-visit"})
_OPEN: Final = frozenset({"whether", "if"})
_OWN: Final = frozenset({"we", "i"})
_READY: Final = frozenset({"ready", "prepared", "willing", "determined"})


def threatened(scene: Scene, draft: Draft) -> None:
    """Read harm that its doer announces under a condition as a threat."""
    if draft.type == "THREATEN":
        _stated(scene, draft)
        return
    off = draft.match.trigger.rule in _CANCELLED
    if draft.dropped or not (draft.type in _HARM or off):
        return
    if draft.verdict.factuality not in ("planned", "hypothetical"):
        return
    tree, verb = scene.tree, draft.match.token
    marks = [c for c in tree.kids(verb, "mark") if tree.lowered[c] != "that"]
    if tree.pos[verb] not in ("VERB", "AUX") or marks:
        return
    meant, possible = modal(scene, verb, _MEANT), modal(scene, verb, _POSSIBLE)
    otherwise = or_else(scene, verb)
    hangs = conditioned(scene, verb) and (meant or possible)
    ready = _ready(scene, draft)
    if not (hangs or otherwise or possible or ready):
        return
    speakers = draft.parties.actors if ready else _speakers(scene, draft)
    if not speakers or not (hangs or otherwise or ready or _surely_own(scene, draft)):
        return
    draft.why.append("harm that its doer announces is a threat")
    draft.mode = "relations" if off else threat_mode(draft.type, draft.mode)
    draft.type, draft.verdict = "THREATEN", Verdict("actual")
    draft.parties.actors = [i for i in draft.parties.actors if i in speakers] or speakers
    if not draft.parties.recipients and hangs:
        draft.parties.recipients = _provoking(scene, draft, verb)


def _ready(scene: Scene, draft: Draft) -> bool:
    """Whether somebody is told to be ready for it: "is prepared to go to war", "ready to use force"."""
    cue = draft.verdict.cue
    return (
        draft.type == "ASSAULT"
        and cue is not None
        and scene.tree.lowered[cue] in _READY
        and scene.tree.head[draft.match.token] == cue
    )


def _stated(scene: Scene, draft: Draft) -> None:
    """Read what is to come as threatened now, and by who says that it will come if nobody is named."""
    tree = scene.tree
    if any(tree.lowered[c] in _OPEN for c in tree.kids(draft.match.token, "mark")):
        return  # "has not said whether it will retaliate"
    if draft.match.trigger.modal and draft.verdict.factuality in ("planned", "hypothetical"):
        draft.verdict = Verdict("actual")
    if not draft.parties.actors and draft.match.trigger.word_class == "verb":
        draft.parties.actors = _announcing(scene, draft)
    if not draft.parties.recipients:
        draft.parties.recipients = _provoking(scene, draft, draft.match.token)


def _announcing(scene: Scene, draft: Draft) -> list[int]:
    """Who says or demands it, if that is not who would suffer it."""
    tree, mentions, node = scene.tree, scene.entities.mentions, draft.match.token
    suffer = {a.key for i in draft.parties.recipients for a in mentions[i].actors}
    found: list[int] = []
    said = attribution_of(scene, node)
    if said is not None and said[1] is not None:
        found = [said[1]]
    while not found and tree.dep[node] in ("conj", "xcomp", "ccomp", "advcl", "acl"):
        node = tree.head[node]
        if tree.lemma[node] in scene.ontology.cues["modality"]["hypothetical"]:
            found = named(scene, scene.subject_of(node), INSIDE_ACTOR)
    return [i for i in found if not {a.key for a in mentions[i].actors} & suffer]


def _speakers(scene: Scene, draft: Draft) -> list[int]:
    """The doers as far as it is they who speak; nobody where another speaks of them."""
    mentions, doers = scene.entities.mentions, draft.parties.actors
    announcing = _announcing(scene, draft)
    if not doers:
        return announcing if scene.passive(draft.match.token) else []
    if any(mentions[i].text.lower() in _OWN for i in doers):
        return doers
    keys = {a.key for i in announcing for a in mentions[i].actors} - {None}
    if _by_own_voice(scene, draft.match.token):
        return doers  # "Chad would close the border, its minister said"
    return [i for i in doers if keys & {a.key for a in mentions[i].actors}]


def _surely_own(scene: Scene, draft: Draft) -> bool:
    """Whether it is its doer who speaks of a bare possibility: not some "officials" of no named land."""
    mentions = scene.entities.mentions
    told = [mentions[i] for i in _announcing(scene, draft)]
    named = any(m.how != "coreference" or m.antecedents for m in told)
    return bool(draft.parties.actors) and (named or _by_own_voice(scene, draft.match.token))


def _by_own_voice(scene: Scene, act: int) -> bool:
    """Whether who tells of it is named by "its" or "their" only, that is, as somebody of who acts."""
    tree, node = scene.tree, act
    while tree.dep[node] == "ccomp":
        node = tree.head[node]
    for verb in (node, *tree.kids(act, "ccomp", "parataxis")):
        speaker = tree.kid(verb, "nsubj") if verb != act else None
        owner = tree.kid(speaker, "poss") if speaker is not None else None
        if owner is not None and tree.lowered[owner] in ("its", "their"):
            return True
    return False


def _provoking(scene: Scene, draft: Draft, verb: int) -> list[int]:
    """Whose doing is the condition: "would fire if Peru crossed the river"."""
    tree, mentions = scene.tree, scene.entities.mentions
    own = {a.key for i in draft.parties.actors for a in mentions[i].actors}
    for clause in tree.kids(verb, "advcl"):
        found = named(scene, scene.subject_of(clause), INSIDE_ACTOR)
        found = [i for i in found if not {a.key for a in mentions[i].actors} & own]
        if found:
            return found
    return []


def told_to(scene: Scene, draft: Draft) -> None:
    """Aim what somebody tells another of himself at who is told: "told Lima that it would not leave"."""
    if draft.dropped or draft.type not in ("THREATEN", "REJECT") or draft.parties.recipients:
        return
    tree, node = scene.tree, draft.match.token
    for _ in range(4):
        governor = tree.head[node]
        if governor == node:
            return
        if tree.dep[node] == "ccomp" and (
            tree.lemma[governor] in scene.ontology.cues["saying"]["addressing"]
        ):
            mentions = scene.entities.mentions
            own = {a.key for i in draft.parties.actors for a in mentions[i].actors}
            heard = [i for o in tree.kids(governor, "dobj", "dative") for i in named(scene, o)]
            draft.parties.recipients = [
                i
                for i in heard
                if not {a.key for a in mentions[i].actors} & own
                and not {s for a in mentions[i].actors for s in a.sectors} & {"JRN", "LEG"}
            ]
            return
        node = governor
