"""Whose police, soldiers and crowds they are that the text does not name: those of where it is told."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from streams.entities.blame import attacker, blamed, quoted, said, tells_own
from streams.entities.drafts import Draft, Scene, country_actor

_SUBJECT: Final = frozenset({"nsubj", "nsubjpass"})
DOMESTIC: Final = frozenset(
    {
        "GOV",
        "MIL",
        "COP",
        "LEG",
        "JUD",
        "CVL",
        "OPP",
        "SPY",
        "LAB",
        "AGR",
        "EDU",
        "REL",
        "PTY",
        "SOC",
        "JRN",
        "REF",
        "MED",
    }
)
_QUOTED: Final = 0.5
_LOCAL: Final = frozenset({"COP", "JUD", "CVL", "LAB", "AGR", "EDU", "MED", "SOC"})
"""Whose people and courts are of the place where they act, as soldiers and ministers need not be."""


def at_home(scene: Scene, draft: Draft, dateline: str | None) -> None:
    """The country of "police", "the army" or "protesters" that the text does not name again."""
    if _of_who_moves_them(scene, draft):
        return
    key = _stood_in(scene, draft.head) or tells_own(scene, draft.head)
    if key is None:
        others = blamed(scene, said(scene, draft.head)) | attacker(scene, draft.head)
        key = home(scene, draft.head, dateline, quoted(scene, draft.head), others)
    if key is None or draft.role is None:
        return
    draft.actors = (country_actor(scene.ontology, key, draft.role.sectors, draft.role.noun),)
    draft.how = "coreference"


def _of_who_moves_them(scene: Scene, draft: Draft) -> bool:
    """Give troops that somebody moves or pulls back to him: "the two ministers agreed to withdraw troops"."""
    tree, verb, moving = (
        scene.tree,
        scene.tree.head[draft.head],
        scene.ontology.cues["descriptions"],
    )
    moves = tree.dep[draft.head] == "dobj" and tree.lemma[verb] in moving["moving"]
    if not moves or draft.role is None or "MIL" not in draft.role.sectors:
        return False
    for _ in range(4):
        subject = tree.kid(verb, "nsubj")
        owner = scene.at.get(subject) if subject is not None else None
        if owner is not None and len(owner.actors) > 1:
            sectors, noun = draft.role.sectors, draft.role.noun
            draft.actors = tuple(
                country_actor(scene.ontology, a.key, sectors, noun) for a in owner.actors if a.key
            )
            draft.how = "coreference"
            return bool(draft.actors)
        if subject is not None or tree.dep[verb] not in ("xcomp", "conj", "advcl", "ccomp"):
            return False
        verb = tree.head[verb]
    return False


def _stood_in(scene: Scene, noun: int) -> str | None:
    """The state of the place that the noun's own words name, or where it acts: "prosecutors in Rome"."""
    own = _place_of(scene, noun, ("in", "from", "at"))
    if own is not None:
        return own
    draft, tree = scene.at.get(noun), scene.tree
    if draft is None or draft.role is None or not set(draft.role.sectors) & _LOCAL:
        return None
    verb = tree.head[noun]
    if tree.dep[noun] == "pobj" and tree.dep[verb] == "agent":
        verb = tree.head[verb]  # "was picked up by police at Gdansk airport"
    elif tree.dep[noun] not in ("nsubj", "nsubjpass", "dobj"):
        return None
    return _place_of(scene, verb, ("in", "at", "outside", "across", "through"))


def _place_of(scene: Scene, holder: int, prepositions: tuple[str, ...]) -> str | None:
    """The state of the place behind one of the prepositions of a word."""
    tree = scene.tree
    for prep in tree.kids(holder, "prep"):
        if tree.lowered[prep] not in prepositions:
            continue
        for place in tree.kids(prep, "pobj"):
            inner = [place, *tree.kids(place, "compound", "nmod")]
            for draft in (scene.at[t] for t in inner if t in scene.at):
                if not (draft.kind in ("place", "state") or draft.how == "metonym"):
                    continue
                key = next((a.country for a in draft.actors if a.country), None)
                if key in scene.ontology.states:
                    return key
    return None


def home(
    scene: Scene,
    token: int,
    dateline: str | None,
    quote: frozenset[int] = frozenset(),
    others: frozenset[str] = frozenset(),
) -> str | None:
    """The state at whose home the text is at ``token``: the nearest and most named, or the dateline's.

    What is in its ``quote`` counts for less: it is of others as often; ``others`` it is not of.
    """
    tree = scene.tree
    number = tree.sentence_of[token]
    score: defaultdict[str, float] = defaultdict(float)
    if dateline:
        score[dateline] += 2.5
    for draft in scene.drafts:
        back = number - tree.sentence_of[draft.head]
        if draft.how in ("coreference", "pronoun", "ner"):
            continue
        for actor in draft.actors:
            if actor.key in scene.ontology.states and actor.key not in others:
                near = 2.0 if back == 0 else 1.5 if back == 1 else 1.0 if back > 1 else 0.4
                if draft.kind == "place":
                    near *= 1.5
                elif tree.dep[draft.head] in _SUBJECT:
                    near *= 1.6
                score[actor.key] += near * (_QUOTED if draft.head in quote else 1.0)
    return max(sorted(score), key=lambda k: score[k]) if score else None
