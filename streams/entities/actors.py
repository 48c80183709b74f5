"""Says whom each spot stands for: by the lists, by title and apposition, by demonym and metonym.

Works on drafts that the later passes (coreference, home country) may still complete.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from streams.entities.drafts import Draft, Scene, country_near
from streams.entities.mentions import Spot
from streams.entities.relations import halves
from streams.entities.support import presence_near, present, supported
from streams.entities.tenure import valid
from streams.entities.titles import appositions, office, titled
from streams.messages import Actor, How, MentionKind
from streams.ontology.model import Name

_KIND: Final[dict[str, MentionKind]] = {
    "state": "state",
    "adjective": "people",
    "people": "people",
    "standing": "body",
    "person": "person",
    "city": "place",
    "region": "place",
}
_RANK: Final = {
    "state": 0,
    "adjective": 1,
    "people": 1,
    "organisation": 2,
    "standing": 3,
    "group": 3,
    "party": 4,
    "person": 5,
    "ngo": 6,
    "company": 6,
    "media": 7,
    "region": 8,
    "city": 8,
}


def resolve(scene: Scene) -> None:
    """Drafts for every spot, names first so that roles and titles can lean on them."""
    scene.present = present(scene)
    for spot in scene.spots:
        if spot.label == "name":
            draft = _named(scene, spot)
            if draft is not None:
                scene.add(draft)
    for spot in scene.spots:
        if spot.label in ("person", "body", "place", "people"):
            scene.add(_guessed(scene, spot))
    halves(scene)
    for spot in scene.spots:
        if spot.label == "role":
            office(scene, spot)
    for draft in scene.drafts:
        if draft.kind == "person":
            _sent_by(scene, draft)
            titled(scene, draft)
    appositions(scene)
    for spot in scene.spots:
        if spot.label == "given":
            _given(scene, spot)


def _named(scene: Scene, spot: Spot) -> Draft | None:
    names = [n for n in spot.names if supported(scene, spot, n) or _seat_speaks(scene, spot, n)]
    if not names:
        return None
    names.sort(
        key=lambda n: (
            _RANK[n.kind],
            n.doubtful,
            -scene.present[n.country or n.key or ""],
            -n.people,
        )
    )
    best = names[0]
    elsewhere = _elsewhere(scene, spot, best, spot.names)
    if elsewhere:
        return _place(scene, spot, elsewhere)
    if best.kind == "person":
        return _person(scene, spot, [n for n in names if n.kind == "person"])
    if best.kind in ("city", "region"):
        return _place(scene, spot, names)
    if (
        best.kind in ("adjective", "people")
        and len({n.key for n in names if n.kind in ("adjective", "people")}) > 1
    ):
        here = [
            n for n in names if scene.present[n.key or ""] > 0 and n.kind in ("adjective", "people")
        ]
        best = max(here, key=lambda n: scene.present[n.key or ""]) if here else best
    elif best.doubtful:
        like = [n for n in names if n.doubtful and _RANK[n.kind] == _RANK[best.kind]]
        best = max(like, key=lambda n: presence_near(scene, spot, n.country or n.key))
    actor = Actor(key=best.key, country=best.country, sectors=best.sectors, name=best.name)
    place = best.place or next(
        (n.place for n in names if n.kind in ("city", "region") and n.country == best.country), None
    )
    how: How = (
        "demonym"
        if best.kind in ("adjective", "people")
        else "metonym"
        if best.kind == "standing"
        else "gazetteer"
    )
    kind = _KIND.get(best.kind, "body")
    return Draft(
        spot.first, spot.last, spot.head, kind, how, (actor,), place, spot=spot, note=best.kind
    )


def _seat_speaks(scene: Scene, spot: Spot, name: Name) -> bool:
    """Whether a town speaks for the body that has its seat there: "Warsaw asked Brussels for help".

    Where its own state is spoken of, and where something is done "in" it, it is the town.
    """
    of = {n.country for n in spot.names if n.kind == "standing"}
    return (
        name.kind == "organisation"
        and bool(of)
        and not any(scene.present[c or ""] for c in of)
        and not _locative(scene, spot)
    )


def _elsewhere(scene: Scene, spot: Spot, best: Name, names: tuple[Name, ...]) -> list[Name]:
    """Places that words mean which would else be a state or its seat, or the largest of that name.

    "Lebanon, Pennsylvania" says it; "in Tripoli" does where Lebanon is spoken of and Libya is
    named by that word alone, and the town is no village beside the other.
    """
    towns = [n for n in names if n.kind in ("city", "region")]
    if not towns:
        return []
    within = _within(scene, spot, best)
    if within:
        return [n for n in towns if n.country in within]
    own = next((n.people for n in towns if n.country == best.country and n.kind == "city"), 0)
    if best.kind != "standing" or not _locative(scene, spot):
        return []
    named = {
        n.country or n.key
        for other in scene.spots
        if other.names != spot.names
        for n in other.names
        if not n.doubtful and n.kind not in ("city", "region")
    }
    if best.country in named:
        return []
    return [n for n in towns if n.country in named and n.people * 6 > own]


def _within(scene: Scene, spot: Spot, best: Name) -> set[str | None]:
    """The countries of the region or state that stands after a comma: "Birmingham, Alabama".

    Two states with a comma between them are a list: "Niger, Nigeria and Chad".
    """
    tree = scene.tree
    if spot.last >= len(tree) or tree.text[spot.last] != ",":
        return set()
    after = next((s for s in scene.spots if s.first == spot.last + 1 and s.label == "name"), None)
    wider = ("region",) if best.kind == "state" else ("region", "state")
    return {n.country for n in after.names if n.kind in wider} if after else set()


def _locative(scene: Scene, spot: Spot) -> bool:
    tree = scene.tree
    governor = tree.head[spot.head]
    return tree.dep[spot.head] == "pobj" and tree.lemma[governor] in ("in", "near", "at", "outside")


def _person(scene: Scene, spot: Spot, names: list[Name]) -> Draft:
    holding = [n for n in names if valid(n, scene.date)]
    past = sorted(
        (n for n in names if n.until and scene.date[: len(n.until)] > n.until),
        key=lambda n: n.until,
    )
    holding.sort(key=lambda n: (-scene.present[n.country or ""], not n.full))
    best = holding[0] if holding else past[-1] if past else names[0]
    sectors, role = best.sectors, best.role
    key = best.key
    note = ""
    if not holding and past:
        sectors, role, note = (
            ("ELI",),
            f"former {best.role}" if best.role else None,
            "out of office",
        )
        if key not in scene.ontology.states and best.country:
            key = best.country
    elif not holding:
        sectors, role, note = (), None, "not yet in office"
    actor = Actor(key=key, country=best.country, sectors=sectors, name=best.name, role=role)
    others = tuple(
        sorted({n.key for n in names if n.key and n.key != best.key and n.name != best.name})
    )
    return Draft(
        spot.first,
        spot.last,
        spot.head,
        "person",
        "gazetteer",
        (actor,),
        None,
        (),
        others,
        note,
        spot=spot,
    )


def _sent_by(scene: Scene, draft: Draft) -> None:
    """Count a person to whom he is said to be of: "the African Union's Thabo Mbeki"."""
    owner = scene.at.get(scene.tree.kid(draft.head, "poss") or -1)
    if owner is None or owner.kind not in ("state", "body") or not owner.actors or not draft.actors:
        return
    of, actor = owner.actors[0], draft.actors[0]
    if of.key is not None and of.key != actor.key and of.country != actor.country:
        sectors = of.sectors or actor.sectors
        draft.actors = (replace(actor, key=of.key, country=of.country, sectors=sectors),)


def _place(scene: Scene, spot: Spot, names: list[Name]) -> Draft:
    """The place of that name that the article is about, or the one that everybody means, or none."""
    named = [n for n in names if n.place is not None]
    here = [n for n in named if scene.present[n.country or ""]]
    words = scene.tree.lowered[spot.first : spot.last]
    if " ".join(words) in scene.ontology.cues["descriptions"]["known_cities"]:
        here = named = [max(named, key=_weight)]
    pool = here or named
    best = max(pool, key=_weight)
    # a country's province of the name is no rival to a city that is more than twice as large
    rest = {n.country for n in pool if 2.5 * _people(n) > _people(best)} - {best.country}
    if rest and not here:
        return Draft(
            spot.first, spot.last, spot.head, "place", "gazetteer",
            candidates=tuple(sorted({n.country or "" for n in pool})), spot=spot, note="several places",
        )  # fmt: skip
    actor = Actor(key=best.country, country=best.country, sectors=(), name=best.name)
    return Draft(
        spot.first,
        spot.last,
        spot.head,
        "place",
        "gazetteer",
        (actor,),
        best.place,
        spot=spot,
        note=best.kind,
    )


def _weight(name: Name) -> int:
    """How readily a place is thought of by a name: its own counts more, a region more than a town."""
    return _people(name) * (2 if name.kind == "region" else 1)


def _people(name: Name) -> int:
    return name.people * (4 if name.full else 1)


def _guessed(scene: Scene, spot: Spot) -> Draft:
    """What only the model knows: a body gets its own name as key, a person none."""
    tree = scene.tree
    text = " ".join(tree.text[spot.first : spot.last])
    if spot.label == "body" and spot.last - spot.first <= 6:
        roles = [s for s in scene.spots if s.label == "role" and spot.first <= s.head < spot.last]
        country = country_near(scene, spot.head, spot.first)
        if roles and country is not None:
            role = roles[-1].role
            actor = Actor(
                key=country.key, country=country.country, sectors=role.sectors if role else ()
            )
            return Draft(
                spot.first, spot.last, spot.head, "body", "demonym", (actor,), role=role, spot=spot
            )
        actor = Actor(
            key=text.upper() if spot.last - spot.first > 1 or text.isupper() else None, name=text
        )
        return Draft(
            spot.first, spot.last, spot.head, "body", "ner", (actor,), spot=spot, note="unlisted"
        )
    kind: MentionKind = (
        "person" if spot.label == "person" else "place" if spot.label == "place" else "people"
    )
    return Draft(spot.first, spot.last, spot.head, kind, "ner", (), spot=spot, note="unlisted")


def _given(scene: Scene, spot: Spot) -> None:
    """A mention that came with the article counts as an actor, resolved or not."""
    tree = scene.tree
    inside = [d for d in scene.drafts if spot.first <= d.head < spot.last and d.actors]
    at_head = scene.at.get(spot.head)
    best = at_head if at_head is not None and at_head.actors else (inside[-1] if inside else None)
    text = " ".join(tree.text[spot.first : spot.last])
    actors: tuple[Actor, ...] = best.actors if best is not None else (Actor(name=text),)
    draft = Draft(
        spot.first, spot.last, spot.head, "given", "given", actors,
        best.place if best is not None else None, spot=spot, role=best.role if best is not None else None,
    )  # fmt: skip
    scene.drafts.append(draft)
    scene.at[spot.head] = draft
