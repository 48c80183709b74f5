"""Where: ties a place to an act by the words of its clause, by what kind of act it is, or by the dateline."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from streams.events.draft import Draft
from streams.events.places import named
from streams.events.scene import Scene
from streams.events.spoken import said_at
from streams.messages import Location, Mention

# what is only said, and what is done on paper, happens nowhere unless the text says so
NOWHERE: Final = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SANCTION"})
PHYSICAL: Final = frozenset(
    {"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "CONSULT", "RETREAT", "AID", "COOPERATE"}
)
_AFAR: Final = frozenset({"phone", "cyber", "misinformation"})
_LETTING_GO: Final = frozenset({"release", "disarm"})
_MUTUAL: Final = frozenset({"AGREE", "CONSULT"})
_FACTS: Final = frozenset({"actual", "claimed"})


def place_of(scene: Scene, draft: Draft) -> Location | None:
    """The place of an act: stated, else that of the one visited, the host, the struck or the doer's home."""
    trigger = draft.match.trigger
    if draft.mode == "expel":
        return _datelined(scene, draft)
    if draft.mode == "convict":
        found = named(scene, draft.match, by_hand=False)
        return found or _country(scene, _mentions(scene, draft.parties.actors))
    if draft.mode in _AFAR:
        return None
    if draft.type in NOWHERE:
        return said_at(scene, draft) if draft.type != "SANCTION" else None
    if draft.type == "AGREE" and trigger.type in NOWHERE:
        return None
    by_hand = trigger.type in PHYSICAL or (trigger.frame == "mutual" and trigger.type != "CONCEDE")
    if trigger.frame == "visit":
        return _visited(scene, draft)
    found = named(scene, draft.match, by_hand=by_hand)
    if found is None and trigger.frame in ("host", "mediate"):
        found = _host(scene, draft)
    if found is None and by_hand and _at_sea(scene, draft):
        return None
    if found is None and draft.verdict.factuality in _FACTS:
        found = _by_kind(scene, draft)
    if found is None:
        found = _datelined(scene, draft)
    return found


def _visited(scene: Scene, draft: Draft) -> Location | None:
    found = named(
        scene, draft.match, by_hand=True, only=("to", "in", "into", "for", "at", "across")
    )
    visited = _mentions(scene, draft.parties.recipients)
    act = draft.match.token
    if not visited and scene.tree.dep[act] == "relcl":  # "China, to which he paid a visit"
        mention = scene.mention(scene.tree.head[act])
        visited = [mention] if mention is not None else []
    return found or _country(scene, visited, how="stated")


def _host(scene: Scene, draft: Draft) -> Location | None:
    hosting = scene.ontology.cues["setting"]["hosting"]
    if scene.tree.lemma[draft.match.token] not in hosting:
        return None
    subject = scene.subject_of(draft.match.token)
    mention = scene.mention(subject) if subject is not None else None
    return _country(scene, [mention], how="stated") if mention is not None else None


def _by_kind(scene: Scene, draft: Draft) -> Location | None:
    """Where an act of its kind is done when nothing else is said."""
    doers = _mentions(scene, draft.parties.actors)
    others = _mentions(scene, draft.parties.recipients)
    if draft.type == "ASSAULT" and not draft.parties.reciprocal:
        if _afloat(scene, draft) or (draft.mode == "aerial" and not _inner(doers, others)):
            return None
        at_home = draft.mode == "crowd-control" and not others
        return _country(scene, doers if at_home else others)
    entering = scene.ontology.cues["setting"]["entering"]
    if draft.type == "MOBILIZE" and scene.tree.lemma[draft.match.token] in entering:
        return _country(scene, others)
    if draft.mode == "seize" and _afloat(scene, draft):
        return None
    if draft.type in ("COERCE", "MOBILIZE"):
        return _country(scene, doers) or _country(scene, [*doers, *others])
    if draft.type == "PROTEST":
        return _country(scene, [*doers, *others]) or _country(scene, doers)
    if draft.mode in _LETTING_GO and _band(scene, doers):
        return _country(scene, [*doers, *others])
    return _country(scene, doers) if draft.match.trigger.mode == "resign" else None


def _band(scene: Scene, doers: list[Mention]) -> bool:
    """Whether those who do it are no state: a band holds and frees its captives where it fights."""
    keys = {a.key for m in doers for a in m.actors}
    return bool(keys) and not keys & scene.ontology.states.keys()


def _inner(doers: list[Mention], others: list[Mention]) -> bool:
    """Whether all are of one country: its air force bombs its own rebels."""
    return len({a.country for m in (*doers, *others) for a in m.actors}) == 1


def _afloat(scene: Scene, draft: Draft) -> bool:
    """Whether what is struck is a ship or an aircraft."""
    tree, match = scene.tree, draft.match
    things = [t for t in (match.object, *_behind(scene, match.token)) if t is not None]
    afloat = scene.ontology.cues["setting"]["afloat"]
    return any(
        tree.lemma[t] in afloat
        for thing in things
        for t in (thing, *tree.kids(thing, "compound", "amod"))
    )


def _at_sea(scene: Scene, draft: Draft) -> bool:
    """Whether the act's clause puts it on the open sea: "in the Strait of Hormuz", "over the Baltic"."""
    tree, cues = scene.tree, scene.ontology.cues["setting"]
    placing = cues["firm"] | cues["loose"] | {"toward", "towards"}
    things = (t for t in (draft.match.token, draft.match.object) if t is not None)
    return any(
        tree.lowered[preposition] in placing and tree.lemma[noun].lower() in cues["seas"]
        for thing in things
        for preposition in tree.kids(thing, "prep")
        for noun in tree.kids(preposition, "pobj")
    )


def _behind(scene: Scene, verb: int) -> list[int]:
    tree = scene.tree
    return [n for p in tree.kids(verb, "prep") for n in tree.kids(p, "pobj")]


def _datelined(scene: Scene, draft: Draft) -> Location | None:
    """Where it was filed: for parties that the lead says met or signed, and for whom it expels."""
    dateline, act = scene.entities.dateline, draft.match.token
    if dateline is None or dateline.country is None or draft.verdict.factuality != "actual":
        return None
    if "/" in (dateline.place or "") or draft.match.trigger.word_class == "noun":
        return None
    if draft.match.trigger.frame == "mediate":
        return None  # who has brokered need not have met them there
    sentence = scene.tree.sentence(act)
    lead = next((s for s in scene.tree.parse.sentences if s.field == "body"), None)
    if draft.mode == "expel":
        doers = {a.country for m in _mentions(scene, draft.parties.actors) for a in m.actors}
        at_home = doers == {dateline.country} and (sentence is lead or sentence.field == "title")
        return _state(scene, dateline.country, "dateline") if at_home else None
    keys = {a.key for m in _mentions(scene, draft.parties.actors) for a in m.actors}
    signed = scene.tree.lemma[act] in scene.ontology.cues["setting"]["signing"]
    if sentence is not lead or len(keys) < 2 or not (signed or draft.type in _MUTUAL):
        return None
    return _state(scene, dateline.country, "dateline")


def _mentions(scene: Scene, indices: Iterable[int]) -> list[Mention]:
    return [scene.entities.mentions[i] for i in indices]


def _country(scene: Scene, mentions: Iterable[Mention], how: str = "default") -> Location | None:
    """The one state that all of these belong to; None where there are several, or a body of none."""
    countries = {a.country for m in mentions for a in m.actors if a.key is not None}
    country = next(iter(countries)) if len(countries) == 1 else None
    return _state(scene, country, how) if country is not None else None


def _state(scene: Scene, key: str, how: str) -> Location | None:
    place = scene.ontology.states.get(key)
    if place is None:
        return None
    return Location(
        name=place.name,
        country=place.country,
        lat=place.lat,
        lon=place.lon,
        how="dateline" if how == "dateline" else "stated" if how == "stated" else "default",
    )
