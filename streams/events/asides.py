"""Words of acts that tell of none where they stand: "in protest", "asked about it, she said", a question."""

from __future__ import annotations

from typing import Final

from streams.events.clauses import clause_of
from streams.events.composition import HARM
from streams.events.draft import Draft
from streams.events.scene import Scene
from streams.events.sorts import protesters

_OF_FICTION: Final = 3


def told_by_the_way(scene: Scene, draft: Draft) -> bool:
    """Whether the words of an act only say why, on what terms or in answer to what another is done."""
    return (
        _in_protest(scene, draft)
        or _interviewed(scene, draft)
        or _questioned(scene, draft)
        or _watched(draft)
        or _excused(scene, draft)
        or _as_a_rule(scene, draft)
        or _plotted(scene, draft)
    )


def of_another(scene: Scene, draft: Draft, inner: Draft) -> bool:
    """ "Washington warned that Russia could invade Ukraine": no threat of who warns."""
    if draft.type != "THREATEN" or inner.type not in HARM or scene.passive(inner.match.token):
        return False
    mentions = scene.entities.mentions
    own, doers = (
        {a.key for i in found for a in mentions[i].actors} - {None}
        for found in (draft.parties.actors, inner.parties.actors)
    )
    aimed = {a.key for i in inner.parties.recipients for a in mentions[i].actors} - {None}
    return bool(own and doers and aimed) and not own & doers and not own & aimed


def _in_protest(scene: Scene, draft: Draft) -> bool:
    """ "Recalled its envoy in protest at the raid", "lodged a formal protest": no people act."""
    tree, token = scene.tree, draft.match.token
    if draft.type != "PROTEST" or tree.pos[token] != "NOUN":
        return False
    above = tree.head[token]
    why = tree.dep[token] == "pobj" and tree.lowered[above] in ("in", "under", "of")
    why = why and protesters(scene, token) is None
    words = scene.ontology.cues["restraint"]["on_paper"]
    return (why and tree.tag[token] == "NN" and token == above + 1) or any(
        tree.lowered[c] in words for c in tree.kids(token, "amod")
    )


def _interviewed(scene: Scene, draft: Draft) -> bool:
    """ "Asked whether the truce held, the minister said": a reporter asks."""
    tree, token = scene.tree, draft.match.token
    return (
        tree.lemma[token] == "ask"
        and tree.tag[token] == "VBN"
        and tree.dep[token] == "advcl"
        and tree.kid(token, "agent", "nsubj", "auxpass") is None
    )


def _questioned(scene: Scene, draft: Draft) -> bool:
    """ "Will Tehran retaliate?": what a question asks for is not told."""
    tree, token = scene.tree, draft.match.token
    sentence = tree.sentence(token)
    if sentence.field == "title" or tree.text[sentence.last - 1] != "?":
        return False
    subject = tree.kid(token, "nsubj", "nsubjpass")
    return (
        tree.dep[token] == "ROOT"
        and subject is not None
        and any(helper < subject for helper in tree.kids(token, "aux", "auxpass"))
    )


def _watched(draft: Draft) -> bool:
    """Spying and lies of nobody's: "reports of espionage"."""
    return draft.type == "COERCE" and draft.mode == "misinformation" and not draft.parties.actors


def _excused(scene: Scene, draft: Draft) -> bool:
    """ "Defended the action as fair": one's own doing, to nobody's support."""
    return (
        draft.type == "SUPPORT"
        and scene.tree.lemma[draft.match.token] == "defend"
        and draft.inferred.issuperset(draft.parties.recipients)
    )


def _as_a_rule(scene: Scene, draft: Draft) -> bool:
    """ "Usually a committee meets": a custom."""
    tree, token = scene.tree, draft.match.token
    customary = scene.ontology.cues["restraint"]["as_a_rule"]
    return tree.tag[token] in ("VBZ", "VBP") and any(
        tree.lowered[c] in customary for c in tree.kids(token, "advmod")
    )


def _plotted(scene: Scene, draft: Draft) -> bool:
    """ "Then gunmen storm the palace", in a review: the plot of a film, a book, a play, a game."""
    tree, token = scene.tree, draft.match.token
    sentence = tree.sentence(token)
    if sentence.field == "title" or not _review(scene):
        return False
    verb = clause_of(scene, token)
    told = tree.kids(verb, "aux", "auxpass")
    if len(told) != 1 or tree.tag[verb] != "VBN" or tree.lemma[told[0]] != "be":
        told = [verb]  # "is kidnapped" is a plot's present, "has banned" and "is probing" are not
    by_teller = any(
        tree.lowered[t] in ("i", "we", "me", "us", "my", "our")
        for t in range(sentence.first, sentence.last)
    )
    return by_teller or tree.tag[told[0]] in ("VBZ", "VBP")


def _review(scene: Scene) -> bool:
    """Whether the article is of something made up."""
    words = scene.ontology.cues["restraint"]["fiction"]
    tree = scene.tree
    nouns = {tree.lemma[t] for t in range(len(tree.pos)) if tree.pos[t] == "NOUN"}
    return len(words & nouns) >= _OF_FICTION
