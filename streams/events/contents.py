"""What an asking, promising, threatening or denying verb is about, folded into it."""

from __future__ import annotations

from typing import Final

from streams.events.asides import of_another
from streams.events.composition import HARM, OATHS, compose, withheld
from streams.events.draft import Draft
from streams.events.governors import undenied
from streams.events.match import Match
from streams.events.modality import Verdict
from streams.events.said import or_else
from streams.events.scene import Scene

GIVEN: Final = frozenset({"AID", "RETREAT", "CONCEDE", "COOPERATE", "SUPPORT"})


def fold_in(scene: Scene, draft: Draft, made: dict[int, Draft]) -> None:
    """Fold the content of an asking, promising, threatening, denying verb into it."""
    tree, mentions = scene.tree, scene.entities.mentions
    inner = _content_of(scene, draft.match, made)
    if inner is None:
        return
    if of_another(scene, draft, inner):
        draft.dropped = inner.dropped = "warns of another's act"
        return
    if draft.type == "ACCUSE" and _own_act(scene, draft, inner):
        draft.dropped = "tells of its own act"
        return
    if draft.type == "REJECT" and inner.match.trigger.negated:
        draft.dropped = "its content is what is told"  # "refused to rule out force"
        inner.verdict = Verdict("actual", draft.match.token)
        inner.parties.actors = inner.parties.actors or list(draft.parties.actors)
        return
    if draft.type == "REJECT" and undenied(scene, draft.match.token):
        draft.dropped = inner.dropped = "neither confirmed nor denied"
        return
    composed = (
        withheld(draft.type, inner.type) if _not_to(scene, draft, inner) else None
    ) or compose(draft.type, draft.mode, tree.lemma[draft.match.token], inner.type, inner.mode)
    if composed.type == "THREATEN" and draft.type == "AGREE" and _behind_for(scene, inner):
        return  # "promised justice for every killing"
    draft.why.append(f"its content is {inner.match.trigger.rule}")
    if tree.lemma[draft.match.token] == "expect" and scene.passive(draft.match.token):
        draft.dropped = "nobody asks for what is expected"
        return
    if composed.keep_operator:
        draft.type, draft.mode = composed.type, composed.mode
        if draft.type == "CONCEDE" and draft.parties.reciprocal:
            if len({a.key for i in draft.parties.actors for a in mentions[i].actors}) > 1:
                draft.type = "AGREE"  # both give way: it is a bargain
            else:
                draft.parties.reciprocal = False
        if not draft.parties.recipients:
            draft.parties.recipients = _from_content(scene, draft, inner)
        if draft.type == "ACCUSE" and inner.type in HARM and _told(scene, inner):
            inner.verdict = Verdict("claimed", draft.match.token)
            return
        inner.dropped = f"content of {draft.match.trigger.rule}"
        below = [t for t in tree.conjuncts(inner.match.token)[1:] if not or_else(scene, t)]
        if inner.type == "ACCUSE":
            below += list(tree.subtree(inner.match.token))  # what it is about is no fact either
        for token in below:
            if token in made and token != draft.match.token:
                made[token].dropped = f"content of {draft.match.trigger.rule}"
    else:
        draft.dropped = "its content is what is told"
        if composed.content is not None:
            inner.verdict = Verdict(composed.content, draft.match.token)
        if not inner.parties.actors:
            inner.parties.actors = list(draft.parties.actors)


def _not_to(scene: Scene, draft: Draft, inner: Draft) -> bool:
    """Whether somebody binds himself not to do a thing: "decided not to send", "vowed never to"."""
    cue, tree = inner.verdict.cue, scene.tree
    if inner.verdict.factuality != "negated" or cue is None:
        return False
    itself = tree.dep[cue] == "neg" and tree.head[cue] == inner.match.token
    return itself or tree.lemma[draft.match.token] in OATHS


def _own_act(scene: Scene, draft: Draft, inner: Draft) -> bool:
    """Whether what is said to be wrong is the speaker's own act: "said that he would break off ties"."""
    mentions = scene.entities.mentions
    doers = {a.key for i in inner.parties.actors for a in mentions[i].actors} - {None}
    speakers = {a.key for i in draft.parties.actors for a in mentions[i].actors}
    return draft.match.trigger.rule == "ACCUSE/claim-wrong" and bool(doers) and doers <= speakers


def _behind_for(scene: Scene, inner: Draft) -> bool:
    tree, token = scene.tree, inner.match.token
    return tree.dep[token] == "pobj" and tree.lowered[tree.head[token]] == "for"


def _told(scene: Scene, inner: Draft) -> bool:
    """Whether a content is a clause with facts of its own: "said that troops had shelled X"."""
    tree = scene.tree
    token = inner.match.token
    return tree.dep[token] == "ccomp" and tree.kid(token, "nsubj", "nsubjpass") is not None


def _from_content(scene: Scene, draft: Draft, inner: Draft) -> list[int]:
    if draft.type in ("REQUEST", "ACCUSE"):
        found = inner.parties.actors or inner.parties.recipients
    else:
        found = inner.parties.recipients or [
            i for i in inner.parties.actors if i not in draft.parties.actors
        ]
    own = {a.key for i in draft.parties.actors for a in scene.entities.mentions[i].actors}
    return [
        i
        for i in found
        if i not in draft.parties.actors
        and not {a.key for a in scene.entities.mentions[i].actors} <= own
    ]


def _content_of(scene: Scene, match: Match, made: dict[int, Draft]) -> Draft | None:
    """The draft at the content's head, or the first just below it ("agreed to hold talks")."""
    tree = scene.tree
    content = match.content
    if match.object in made and made[match.object].type == "ACCUSE":
        return made[match.object]  # "denied accusations that it shelled": the charge is denied
    if content is None:
        return None
    if content in made and content != match.token:
        return made[content]
    for child in tree.children[content]:
        if tree.dep[child] in ("dobj", "xcomp", "attr", "ccomp", "pobj") and child in made:
            return made[child]
    for prep in tree.kids(content, "prep"):
        for noun in tree.kids(prep, "pobj", "pcomp"):
            if noun in made and tree.pos[content] in ("NOUN",):
                return made[noun]
    return None
