"""Whether a name that could be somebody else's means him here: what else the article names speaks for it."""

from __future__ import annotations

from collections import Counter

from streams.entities.drafts import Scene
from streams.entities.mentions import Spot
from streams.entities.namesakes import namesake
from streams.entities.tenure import lately_led, valid
from streams.ontology.model import Name, fold

_PLACED_BY = frozenset({"in", "at", "near", "outside", "around", "from", "through"})


def present(scene: Scene) -> Counter[str]:
    """How often each country is surely named, against which doubtful names are weighed."""
    count: Counter[str] = Counter()
    for spot in scene.spots:
        keys = {
            n.country or n.key
            for n in spot.names
            if not n.doubtful and n.kind not in ("city", "region")
        }
        sure = [n for n in spot.names if not n.doubtful]
        if len(keys) == 1 and sure and (sure[0].full or sure[0].kind != "person"):
            count[next(iter(keys)) or ""] += 1
            count[sure[0].key or ""] += sure[0].key != sure[0].country
    count.pop("", None)
    return count


def presence_near(scene: Scene, spot: Spot, key: str | None) -> float:
    """How much the country of a doubtful name is spoken of around it."""
    tree = scene.tree
    here = tree.sentence_of[spot.head]
    score = 0.1 * scene.present[key or ""]
    for other in scene.spots:
        back = here - tree.sentence_of[other.head]
        if 0 <= back <= 2 and any(
            (n.country or n.key) == key and not n.doubtful for n in other.names
        ):
            score += 3.0 - back
    return score


def supported(scene: Scene, spot: Spot, name: Name) -> bool:
    tree = scene.tree
    if name.kind == "person" and not name.full:
        return _bare_surname(scene, spot, name)
    if namesake(scene, spot.head, name.kind):
        return False
    if not name.doubtful or scene.present[name.key or ""] or scene.present[name.country or ""]:
        return True
    if name.kind == "organisation" and (_seat(scene, spot) or _the_world_s(scene, spot, name)):
        return True
    label = tree.parse.ent[spot.first][2:]
    if name.kind in ("state", "adjective", "people"):
        return label in ("GPE", "NORP") or (name.kind == "state" and _stands_alone(scene, spot))
    return False


def _seat(scene: Scene, spot: Spot) -> bool:
    """Whether a capital's name means the union that sits there: it does not say where, nor is its land named."""
    lands = {n.country or n.key for n in spot.names if n.kind == "standing"}
    if not lands or scene.tree.lowered[scene.tree.head[spot.head]] in _PLACED_BY:
        return False
    others = (s for s in scene.spots if s.names != spot.names)
    return not any(
        (n.country or n.key) in lands and not n.doubtful for s in others for n in s.names
    )


def _the_world_s(scene: Scene, spot: Spot, name: Name) -> bool:
    """Whether it is a world body's name, as nothing but "the" says whose: "the Security Council"."""
    tree = scene.tree
    pointed = spot.first > 0 and tree.lowered[spot.first - 1] == "the"
    capital = all(tree.text[t][:1].isupper() for t in range(spot.first, spot.last))
    return pointed and capital and spot.last - spot.first > 1 and not name.country


def _stands_alone(scene: Scene, spot: Spot) -> bool:
    """Whether a land's name that people bear too is nobody's here: alone, and among other lands."""
    tree = scene.tree
    around = (spot.first - 1, spot.last)
    if any(0 <= t < len(tree) and tree.pos[t] == "PROPN" for t in around):
        return False  # "Michael Jordan"
    bears = tree.text[spot.first]
    longer = any(tree.text[t] == bears and tree.parse.ent[t][:1] == "I" for t in range(len(tree)))
    return not longer and bool(scene.present)


def _bare_surname(scene: Scene, spot: Spot, name: Name) -> bool:
    """Whether a surname alone may mean this person: named in full nearby, or in office and fitting."""
    full = fold(name.name or "")
    for other in scene.spots:
        if other is not spot and any(n.full and fold(n.name or "") == full for n in other.names):
            return True
    tree = scene.tree
    before = tree.text[spot.first - 1] if spot.first else ""
    if (
        before[:1].isupper()
        and tree.pos[spot.first - 1] == "PROPN"
        and (before.lower(),) not in scene.ontology.titles
    ):
        title_before = any(s.label == "role" and s.last == spot.first for s in scene.spots)
        if not title_before:
            return False
    if name.doubtful:
        return False
    label = tree.parse.ent[spot.first][2:]
    if not valid(name, scene.date):
        led = lately_led(name, scene.date) and len({n.country for n in spot.names}) == 1
        return led and (label == "PERSON" or _acts(scene, spot, name))
    return (
        bool(scene.present[name.country or ""] or scene.present[name.key or ""])
        or label == "PERSON"
        or not label
        or _acts(scene, spot, name)
    )


def _acts(scene: Scene, spot: Spot, name: Name) -> bool:
    """Whether who leads a land does something by his name alone, whatever the model takes that for."""
    tree, head = scene.tree, spot.head
    while tree.dep[head] == "conj":
        head = tree.head[head]
    verb = tree.head[head]
    leads = name.role in ("head of state", "head of government", "foreign minister", "leader")
    return leads and tree.dep[head] in ("nsubj", "dobj") and tree.pos[verb] == "VERB"
