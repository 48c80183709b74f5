"""Whom an act at home is aimed at where its words do not say: police fire, an opposition criticises."""

from __future__ import annotations

from typing import Final

from streams.events.authorities import LAWFUL
from streams.events.draft import Draft
from streams.events.placing import where_of
from streams.events.scene import Scene

_AT_HOME: Final = frozenset(
    {("COERCE", mode) for mode in LAWFUL - {"deport", "censor"}}
    | {("SANCTION", "convict"), ("MOBILIZE", "police")}
)
_OVER_ALL: Final = frozenset({"ban", "censor"})
_RINGING: Final = frozenset({"cordon", "encircle", "guard", "occupy", "ring", "seal", "surround"})


def own_people(scene: Scene, draft: Draft) -> int | None:
    """Whom an act at home is aimed at where its words do not say: police fire, an opposition criticises.

    The actor's own mention is given, as what stands for his land; None where the act may be abroad.
    """
    mentions, tree = scene.entities.mentions, scene.tree
    if not draft.parties.actors:
        return None
    index = draft.parties.actors[0]
    mention = mentions[index]
    sectors = {s for a in mention.actors for s in a.sectors}
    if not any(a.key in scene.ontology.states for a in mention.actors):
        return None
    if draft.type == "ASSAULT" and "COP" in sectors:
        return index
    if draft.type == "ASSAULT" and "MIL" in sectors and _in_own_land(scene, draft, index):
        return index
    content = draft.match.content
    if draft.type == "THREATEN" and content is not None and _upon_citizens(scene, content):
        return index
    if draft.type in ("ASSAULT", "COERCE") and _upon_citizens(scene, draft.match.token):
        place = where_of(scene, draft.match.token)
        return index if place is None else place
    if draft.type == "MOBILIZE" and _round_own_site(scene, draft):
        return index
    if draft.type == "COERCE" and draft.mode in _OVER_ALL and not _upon(scene, draft):
        return index
    if draft.type == "ACCUSE" and sectors & {"OPP", "ELI", "JUD", "COP"}:
        return index
    convicted = draft.mode == "convict"
    if (draft.type == "COERCE" or convicted) and _of_people(scene, draft):
        return index
    if (draft.type, draft.mode) in _AT_HOME and _of_nobody_known(scene, draft):
        return index
    if draft.match.trigger.rule == "THREATEN/shoot-order":
        return index
    if draft.type == "THREATEN" and sectors & {"LAB", "AGR", "EDU", "MED"}:
        return index
    if draft.type == "REJECT" and content is not None and sectors & {"OPP", "PTY"}:
        joined = {tree.lemma[o] for o in scene.objects_of(content)}
        if joined & scene.ontology.cues["setting"]["joined_at_home"]:
            return index
    if draft.type in ("REJECT", "SUPPORT") and "OPP" in sectors and _of_nobody_known(scene, draft):
        return index  # "the opposition rejected the result"
    if draft.type == "REJECT" and content is not None:
        below = {tree.lemma[content], *(tree.lemma[o] for o in scene.objects_of(content))}
        if below & scene.ontology.cues["setting"]["leaving"]:
            return index
    return None


def _in_own_land(scene: Scene, draft: Draft, index: int) -> bool:
    """Whether soldiers of the one land that a text is of beat people or burn houses, which are its own."""
    mentions, states = scene.entities.mentions, scene.ontology.states
    if mentions[index].how != "coreference":
        return False
    tree, verb = scene.tree, draft.match.token
    onto = [n for p in tree.kids(verb, "prep") for n in tree.kids(p, "pobj")]
    things = [*scene.objects_of(verb), *(n for n in onto if tree.lowered[tree.head[n]] == "to")]
    lemmas = {tree.lemma[t] for t in things}
    if lemmas & scene.ontology.cues["descriptions"]["dwellings"]:
        return all(scene.owner_of(t) is None for t in things)
    if lemmas & scene.ontology.sets["armed"] or not things:
        return False
    named = {a.key for m in mentions for a in m.actors if a.key in states}
    return named <= {a.key for a in mentions[index].actors}


def _of_nobody_known(scene: Scene, draft: Draft) -> bool:
    """Whether those whom an act befalls have no land that is known, if they are told at all."""
    mentions = [scene.entities.mentions[i] for i in draft.parties.recipients]
    return all(not m.actors and m.kind != "place" for m in mentions)


def _upon(scene: Scene, draft: Draft) -> list[int]:
    """The nouns that say to whom or to what it is done."""
    thing = draft.match.object
    nouns = scene.objects_of(draft.match.token) + ([thing] if thing is not None else [])
    return [n for n in nouns if scene.mention(n) is not None or scene.owner_of(n) is not None]


def _round_own_site(scene: Scene, draft: Draft) -> bool:
    """Whether forces ring what is their own land's: "troops surrounded the hospital"."""
    tree, thing = scene.tree, draft.match.object
    if thing is None or tree.lemma[draft.match.token] not in _RINGING:
        return False
    civil = scene.ontology.cues["setting"]["civil_sites"]
    return tree.lemma[thing] in civil and scene.owner_of(thing) is None


def _upon_citizens(scene: Scene, verb: int) -> bool:
    """Whether those whom it befalls are people that a state has at home: protesters, inmates, voters."""
    tree, words = scene.tree, scene.ontology.cues["setting"]["citizens"]
    nouns = [*scene.objects_of(verb), *tree.kids(verb, "dative")]
    return any(tree.lemma[n] in words and not _somebodys(scene, n) for n in nouns)


def _somebodys(scene: Scene, noun: int) -> bool:
    """Whether the text says whose people they are."""
    mention = scene.mention(noun)
    return mention is not None and mention.how != "coreference"


def _of_people(scene: Scene, draft: Draft) -> bool:
    """Whether those whom an act befalls are people whom nothing gives a country: "94 dissidents"."""
    mentions = [scene.entities.mentions[i] for i in draft.parties.recipients]
    return bool(mentions) and all(
        m.kind in ("role", "people", "person") and not m.actors for m in mentions
    )
