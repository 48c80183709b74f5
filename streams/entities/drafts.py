"""Mentions in the making, and the scene of one article that they stand in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from streams.entities.mentions import Spot
from streams.messages import Actor, How, MentionKind, Place
from streams.ontology.model import Ontology, Role
from streams.syntax import Tree

_MODIFIERS: Final = ("poss", "amod", "compound", "nmod", "det")


_WITHIN: Final = frozenset({"for", "from", "at"})  # "a spokesman for the Coast Guard" is of it
_HIS: Final = frozenset({"its", "his", "her", "their"})
_THENCE: Final = frozenset({"from", "in", "to", "at"})
_OF: Final = frozenset({"of", "for", "from", "in", "to", "at"})


@dataclass(slots=True)
class Draft:
    """A mention in the making; fields as in ``messages.Mention``."""

    first: int
    last: int
    head: int
    kind: MentionKind
    how: How
    actors: tuple[Actor, ...] = ()
    place: Place | None = None
    antecedents: tuple[int, ...] = ()
    candidates: tuple[str, ...] = ()
    note: str = ""
    role: Role | None = None
    spot: Spot | None = None


@dataclass(slots=True)
class Scene:
    """One article under resolution: ``date`` is the ISO day by which offices count."""

    tree: Tree
    ontology: Ontology
    date: str
    spots: Sequence[Spot]
    drafts: list[Draft] = field(default_factory=list)
    at: dict[int, Draft] = field(default_factory=dict)
    present: Counter[str] = field(default_factory=Counter)

    def add(self, draft: Draft) -> Draft:
        """Keep a draft; the first at a head stays its holder."""
        self.drafts.append(draft)
        self.at.setdefault(draft.head, draft)
        return draft


def toward(tree: Tree, word: int) -> bool:
    """Whether a land's adjective says what people are for or against, not whose they are: "anti-French"."""
    return word > 1 and tree.text[word - 1] in "-–" and tree.lowered[word - 2] in ("anti", "pro")


def country_near(scene: Scene, head: int, first: int | None = None) -> Actor | None:
    """The state, organisation or group that a noun's modifiers name: "Iran's", "Iranian", "of Iran"."""
    tree = scene.tree
    stack = [c for c in tree.children[head] if tree.dep[c] in _MODIFIERS]
    own = scene.at.get(head)
    while stack:
        child = stack.pop(0)
        if toward(tree, child):
            continue
        draft = scene.at.get(child)
        if tree.lowered[child] == "whose" and tree.dep[child] == "poss":
            draft = _antecedent(scene, head)
        if (
            draft is not None
            and draft is not own
            and draft.actors
            and draft.kind in ("state", "people", "body", "place", "person")
        ) and not (draft.kind == "place" and tree.dep[child] == "amod"):
            return draft.actors[0]
        stack.extend(c for c in tree.children[child] if tree.dep[c] in (*_MODIFIERS, "conj"))
    if first is not None and first < head:
        for draft in scene.drafts:
            if (
                first <= draft.first < head
                and draft is not own
                and draft.actors
                and draft.kind in ("state", "people")
                and not toward(tree, draft.head)
            ):
                return draft.actors[0]
    seated = tree.lemma[head] in scene.ontology.cues["descriptions"]["seated"]
    envoy = tree.lemma[head] in scene.ontology.cues["descriptions"]["guests"]
    his = envoy and any(tree.lowered[c] in _HIS for c in tree.kids(head, "poss"))
    for prep in tree.kids(head, "prep"):
        if his and tree.lowered[prep] in _THENCE:
            continue  # "called home its envoy from Lima"
        if tree.lemma[prep] in _OF:
            for noun in tree.kids(prep, "pobj"):
                draft = scene.at.get(noun)
                if (
                    draft is not None
                    and draft.actors
                    and draft.kind in ("state", "body", "place")
                    and (
                        tree.lemma[prep] == "of"
                        or draft.kind == "state"
                        or (draft.kind == "body" and tree.lemma[prep] in _WITHIN)
                        or (draft.how == "metonym" and seated)
                    )
                ):
                    return draft.actors[0]
    return None


def countries_joined(scene: Scene, head: int) -> list[Actor]:
    """The states that coordinated modifiers name: "US and Chinese officials", "ministers of Togo and Mali"."""
    tree = scene.tree
    firsts = [c for c in tree.children[head] if tree.dep[c] in _MODIFIERS]
    for prep in tree.kids(head, "prep"):
        if tree.lowered[prep] in ("of", "from"):
            firsts += tree.kids(prep, "pobj")
    found: dict[str, Actor] = {}
    for token in (t for first in firsts for t in tree.conjuncts(first)):
        draft = scene.at.get(token)
        if draft is not None and draft.actors and draft.kind in ("state", "people"):
            found.setdefault(draft.actors[0].key or "", draft.actors[0])
    return list(found.values())


def _antecedent(scene: Scene, noun: int) -> Draft | None:
    """Whom the relative clause is of that a noun with "whose" stands in."""
    tree = scene.tree
    while tree.dep[noun] != "relcl" and tree.head[noun] != noun:
        noun = tree.head[noun]
    return scene.at.get(tree.head[noun]) if tree.dep[noun] == "relcl" else None


def country_actor(ontology: Ontology, key: str, sectors: Iterable[str], role: str | None) -> Actor:
    """An actor of the state ``key`` in some role."""
    place = ontology.states.get(key)
    return Actor(
        key=key, country=place.country if place else key, sectors=tuple(sectors), role=role
    )
