"""Whose police, soldiers and crowds they are that the text does not name: those of where it is told."""

from __future__ import annotations

from typing import Final

from streams.entities.blame import attacker, blamed, quoted, said, tells_own
from streams.entities.drafts import Draft, Scene, country_actor
from streams.entities.ground import LOCAL, home

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
_HELD: Final = "held_by_"  # and a state's key: lists of lands that its army holds


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
    key = _holder(scene, draft, key)
    draft.actors = (country_actor(scene.ontology, key, draft.role.sectors, draft.role.noun),)
    draft.how = "coreference"


def _holder(scene: Scene, draft: Draft, key: str) -> str:
    """The land whose army and settlers are in a land that has none of its own, for these; else the land."""
    words = scene.ontology.cues["descriptions"]
    theirs = draft.role is not None and "MIL" in draft.role.sectors
    if not (theirs or scene.tree.lemma[draft.head] == "settler"):
        return key
    return next(
        (n.removeprefix(_HELD) for n in words if n.startswith(_HELD) and key in words[n]), key
    )


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
    own = _place_of(scene, noun, ("in", "from", "at")) or _shared(scene, noun)
    own = own or _loosed(scene, noun)
    if own is not None:
        return own
    draft, tree = scene.at.get(noun), scene.tree
    if draft is None or draft.role is None or not set(draft.role.sectors) & LOCAL:
        return None
    verb = tree.head[noun]
    if tree.dep[noun] == "pobj" and tree.dep[verb] == "agent":
        verb = tree.head[verb]  # "was picked up by police at Gdansk airport"
    elif tree.dep[noun] not in ("nsubj", "nsubjpass", "dobj"):
        return None
    return _place_of(scene, verb, ("in", "at", "outside", "across", "through"))


def _shared(scene: Scene, noun: int) -> str | None:
    """The land said before the first of two nouns, which is the second's too: "Cuban doctors and nurses"."""
    tree = scene.tree
    first = scene.at.get(tree.head[noun])
    if tree.dep[noun] != "conj" or first is None or first.how != "office":
        return None
    said = [scene.at[t] for t in tree.kids(first.head, "amod") if t in scene.at]
    if not said or tree.kid(noun, "det", "poss", "amod", "nummod") is not None:
        return None
    keys = {a.key for d in said for a in d.actors} & scene.ontology.states.keys()
    return next(iter(keys)) if len(keys) == 1 else None


def _loosed(scene: Scene, noun: int) -> str | None:
    """Where arms come from: "rockets and shells fired from Chad" are Chad's."""
    tree, words = scene.tree, scene.ontology.cues["descriptions"]
    first = tree.head[noun] if tree.dep[noun] == "conj" else noun
    if tree.lemma[noun] not in words["materiel"]:
        return None
    fired = [v for n in tree.conjuncts(first) for v in tree.kids(n, "acl", "relcl")]
    if tree.dep[first] in ("nsubj", "nsubjpass"):
        fired.append(tree.head[first])
    lands = (_place_of(scene, v, ("from",)) for v in fired if tree.lemma[v] in words["loosed"])
    return next((land for land in lands if land is not None), None)


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
