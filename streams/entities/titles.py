"""Titles, roles and appositions: they say whom a name or an unnamed office stands for."""

from __future__ import annotations

from typing import Final

from streams.entities.drafts import Draft, Scene, countries_joined, country_near
from streams.entities.mentions import Spot, left_edge
from streams.entities.relations import relational
from streams.entities.tenure import holder, unqualified
from streams.messages import Actor
from streams.syntax import Tree


def titled(scene: Scene, draft: Draft) -> None:
    """A person's title, and through it the country of one whom no list knows."""
    tree = scene.tree
    edge = left_edge(tree, draft.head)
    roles = [s for s in scene.spots if s.label == "role" and edge <= s.head < draft.first]
    text: str | None = None
    if roles:
        begin, end = roles[0].first, roles[-1].last
        while begin > edge and tree.lowered[begin - 1] in (
            "acting",
            "deputy",
            "former",
            "ex",
            "vice",
            "interim",
            "caretaker",
        ):
            begin -= 1
        text = " ".join(tree.text[begin:end])
    former = any(tree.lowered[t] in _FORMER for t in range(edge, draft.first))
    if draft.actors:
        actor = draft.actors[0]
        if text:
            draft.actors = (
                Actor(
                    key=actor.key,
                    country=actor.country,
                    sectors=actor.sectors or _of_title(roles),
                    name=actor.name,
                    role=text,
                ),
            )
        draft.first = min(edge, draft.first)
        return
    country = country_near(scene, draft.head, edge)
    draft.first = min(edge, draft.first)
    name = " ".join(tree.text[draft.spot.first : draft.spot.last]) if draft.spot else None
    if roles:
        draft.role = roles[-1].role
    if country is not None and (roles or country.key is not None):
        sectors = roles[-1].role.sectors if roles and roles[-1].role else ()
        draft.actors = (
            Actor(
                key=country.key, country=country.country,
                sectors=("ELI",) if former else sectors or country.sectors, name=name, role=text,
            ),
        )  # fmt: skip
        draft.how = "title"


def _of_title(roles: list[Spot]) -> tuple[str, ...]:
    """What a title says of one who holds no listed office yet: "Commodore Bainimarama"."""
    return roles[-1].role.sectors if roles and roles[-1].role else ()


def appositions(scene: Scene) -> None:
    """ "X, the Polish foreign minister," and "the foreign minister, X": each completes the other."""
    tree = scene.tree
    for draft in list(scene.drafts):
        for child in tree.kids(draft.head, "appos"):
            other = scene.at.get(child)
            if other is None:
                continue
            if _several(scene, draft, child):
                continue
            known, unknown = (draft, other) if draft.actors else (other, draft)
            if not known.actors or not _same_sort(draft, other):
                continue
            if not unknown.actors or unknown.note == "unlisted":
                actor = known.actors[0]
                name = _own_name(tree, unknown) or actor.name
                role = unknown.role or known.role
                unknown.actors = (
                    Actor(
                        key=actor.key,
                        country=actor.country,
                        sectors=actor.sectors or (role.sectors if role else ()),
                        name=name,
                        role=actor.role,
                    ),
                )
                unknown.how = "apposition"
                unknown.note = ""
            other.antecedents = (scene.drafts.index(draft),)


def _several(scene: Scene, draft: Draft, child: int) -> bool:
    """Complete a plural by those who follow it: "the two presidents, Japarov and Rakhmon"."""
    tree = scene.tree
    if tree.tag[draft.head] not in ("NNS", "NNPS") or draft.kind != "role":
        return False
    members = [scene.at[m] for m in tree.conjuncts(child) if m in scene.at]
    if len(members) < 2 or not all(m.actors for m in members):
        return False
    draft.actors = tuple(dict.fromkeys(m.actors[0] for m in members))
    draft.how = "apposition"
    return True


def _same_sort(a: Draft, b: Draft) -> bool:
    person = {"person", "role"}
    if a.kind in person and b.kind in person:
        return True
    return a.kind == b.kind or (a.kind in ("role", "body") and b.kind in ("role", "body"))


def _own_name(tree: Tree, draft: Draft) -> str | None:
    if draft.kind != "person" or draft.spot is None:
        return None
    return " ".join(tree.text[draft.spot.first : draft.spot.last])


def _possessor_is(scene: Scene, head: int, actor: Actor | None) -> bool:
    owner = scene.at.get(scene.tree.kid(head, "poss") or 0)
    return actor is not None and owner is not None and actor in owner.actors


_FORMER: Final = frozenset(
    {"former", "ex", "deposed", "ousted", "late", "retired", "exiled", "then"}
)


def office(scene: Scene, spot: Spot) -> None:
    """A role noun: with a name beside it a title, else a mention of its own."""
    tree, role = scene.tree, spot.role
    assert role is not None
    if spot.head in scene.at:
        return
    governor = tree.head[spot.head]
    title = tree.dep[spot.head] in ("compound", "nmod", "amod")
    if title and governor in scene.at and scene.at[governor].kind == "person":
        return  # read when the person is
    country = country_near(scene, spot.head, left_edge(tree, spot.head))
    if relational(scene, spot.head) and _possessor_is(scene, spot.head, country):
        country = None  # "Thailand's neighbour" is not Thailand
    first = min(spot.first, left_edge(tree, spot.head))
    text = " ".join(tree.text[spot.first : spot.last])
    former = any(tree.lowered[c] in _FORMER for c in tree.children[spot.head] if c < spot.head)
    sectors = ("ELI",) if former and "GOV" in role.sectors else role.sectors
    draft = Draft(first, spot.last, spot.head, "role", "office", role=role, spot=spot)
    if country is not None:
        lands = [country]
        if role.kind != "person" or tree.tag[spot.head] in ("NNS", "NNPS"):
            lands += [c for c in countries_joined(scene, spot.head) if c.key != country.key]
        draft.actors = tuple(
            Actor(
                key=land.key,
                country=land.country,
                sectors=_kept(scene, land, sectors),
                name=None if former else _holder(scene, spot, land.key),
                role=text,
            )
            for land in lands
        )
    scene.add(draft)


def _kept(scene: Scene, land: Actor, sectors: tuple[str, ...]) -> tuple[str, ...]:
    """The sectors of an office of a state; of another body's, its own before them."""
    if land.key in scene.ontology.states or land.country is None:
        return sectors or land.sectors
    return tuple(dict.fromkeys((*land.sectors, *sectors)))


def _holder(scene: Scene, spot: Spot, key: str | None) -> str | None:
    """ "the French president" is who held that office on the article's day."""
    if spot.role is None or not unqualified(scene, spot.first, spot.last, spot.head):
        return None
    return holder(scene, spot.role, key)
