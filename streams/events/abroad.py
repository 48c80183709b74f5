"""Where a headline without a verb says that an official is: "Macron in Brasilia to mend ties" is a visit."""

from __future__ import annotations

from typing import Final

from streams.events.composition import HARM
from streams.events.draft import Draft
from streams.events.match import Match
from streams.events.phrases import named
from streams.events.roles import Parties
from streams.events.scene import Scene
from streams.events.verdict import Verdict
from streams.ontology.model import Trigger

_OFFICIALS: Final = frozenset({"GOV", "IGO"})
_HOUSES: Final = frozenset({"embassy", "consulate", "mission", "school", "base"})
_FINITE: Final = frozenset({"VBZ", "VBP", "VBD", "MD"})
_ENDS: Final = frozenset({":", ",", ";", "-", "–", "—", ".", "as", "while"})
_STAY: Final = Trigger(
    type="CONSULT",
    rule="CONSULT/abroad",
    mode="visit",
    frame="visit",
    word_class="noun",
    head="in",
    weight=0.8,
)


def stays(scene: Scene, made: dict[int, Draft]) -> dict[int, Draft]:
    """Visits by the preposition that places an official abroad, where no visit is told beside."""
    tree, found = scene.tree, {}
    for token in range(len(tree)):
        if tree.lowered[token] != "in" or tree.dep[token] != "prep" or not tree.headline(token):
            continue
        sentence = tree.sentence(token)
        told = {
            d.type for t, d in made.items() if sentence.first <= t < sentence.last and not d.dropped
        }
        place = tree.kid(token, "pobj")
        guest = _guest(scene, token, place) if place is not None else None
        if "CONSULT" in told or guest is None or _struck(scene, guest, made):
            continue
        guests, hosts = named(scene, guest), named(scene, place)
        if not (guests and hosts) or _keys(scene, hosts) & _keys(scene, guests):
            continue
        if all(_official(scene, i) for i in guests):
            draft = Draft(
                Match(_STAY, token, (token,)),
                "CONSULT",
                "visit",
                Parties(guests, hosts),
                Verdict("actual"),
            )
            draft.why.append("an official is abroad")
            found[token] = draft
    return found


def _guest(scene: Scene, preposition: int, place: int) -> int | None:
    """Who is said to be in a place without a verb: a noun that nothing finite of its clause governs."""
    tree = scene.tree
    guest = tree.head[preposition]
    if tree.pos[guest] in ("ADV", "ADP"):  # "Szijjarto back in Moscow"
        before = [t for t in range(guest) if tree.head[t] == guest and tree.dep[t] == "nsubj"]
        guest = before[-1] if before else tree.head[guest]
    if tree.pos[guest] not in ("NOUN", "PROPN") or guest > preposition:
        return None
    after = tree.text[place + 1] if place + 1 < tree.sentence(place).last else ":"
    if after not in _ENDS and any(_finite(scene, t) for t in (guest, *tree.ancestors(guest))):
        return None
    return guest


def _struck(scene: Scene, guest: int, made: dict[int, Draft]) -> bool:
    """Whether something else is told to befall a guest there: "strike kills leader in Kabul"."""
    return any(made[a].type in HARM for a in scene.tree.ancestors(guest) if a in made)


def _finite(scene: Scene, verb: int) -> bool:
    tree = scene.tree
    helped = any(tree.tag[a] in _FINITE for a in tree.kids(verb, "aux", "auxpass"))
    return tree.tag[verb] in _FINITE or helped


def _official(scene: Scene, index: int) -> bool:
    mention = scene.entities.mentions[index]
    if scene.tree.lemma[mention.head] in _HOUSES:
        return False  # "the consulate in Lima" visits nobody
    acting = mention.kind in ("person", "role") or mention.how == "office"
    return acting and any(_OFFICIALS & set(a.sectors) for a in mention.actors)


def _keys(scene: Scene, indices: list[int]) -> set[str | None]:
    return {a.key for i in indices for a in scene.entities.mentions[i].actors}
