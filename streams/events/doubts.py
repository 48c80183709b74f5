"""Names of places that place nothing: one of several lands, or a small town whose land is not spoken of."""

from __future__ import annotations

from typing import Final

from streams.events.scene import Scene
from streams.messages import Mention, Place
from streams.ontology.model import fold

_SMALL: Final = 200_000  # inhabitants
_LARGER: Final = 3  # times
_SEATED: Final = frozenset({"GOV", "LEG"})
_BY_OTHERS: Final = frozenset({"coreference", "pronoun"})


def several(scene: Scene, token: int) -> bool:
    """Whether the place is one of several in different lands: "left for Peru and Chile"."""
    tree = scene.tree
    own = scene.at.get(token)
    if own is None or own[1].place is None:
        return False
    around = tree.kids(token, "conj")
    if tree.dep[token] == "conj":
        around.append(tree.head[token])
    others = [scene.at[t][1].place for t in around if t in scene.at]
    return any(p is not None and p.country != own[1].place.country for p in others)


def place_of_mention(scene: Scene, mention: Mention) -> Place | None:
    """The mention's place; of several towns of the name the one that is by far the largest.

    A seat of government is in its land: "met in Washington", "at the Kremlin".
    """
    if mention.place is None and mention.kind == "body" and len(mention.actors) == 1:
        seat = mention.actors[0]
        if mention.how == "metonym" and _SEATED.intersection(seat.sectors):
            return scene.ontology.states.get(seat.country or "")
        if seat.country is not None:
            return None
        # "in Brussels" is in Belgium, whatever body it stands for elsewhere
    elif mention.place is not None or mention.kind != "place" or mention.actors:
        return mention.place
    towns = [n for n in scene.ontology.names.find(fold(mention.text)) if n.place is not None]
    towns.sort(key=lambda n: -n.people)
    if not towns or towns[0].people <= _SMALL:
        return None
    others = (n.people for n in towns if n.country != towns[0].country)
    return towns[0].place if towns[0].people >= _LARGER * max(others, default=0) else None


def unlikely(scene: Scene, mention: Mention) -> bool:
    """Whether a small town stands alone of its land: more likely a namesake that no list has."""
    place = mention.place
    if place is None or place.kind != "city" or mention.kind != "place":
        return False
    names = scene.ontology.names.find(fold(mention.text))
    if max((n.people for n in names), default=0) > _SMALL:
        return False
    dateline = scene.entities.dateline
    if dateline is not None and dateline.country == place.country:
        return False
    return not any(
        a.country == place.country
        for m in scene.entities.mentions
        if m.kind != "place" and m.how not in _BY_OTHERS
        for a in m.actors
    )
