"""Nouns that name a party by what it is to another or by its kind: "its neighbour", "the kingdom"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Final

from streams.entities.drafts import Draft, Scene, country_actor
from streams.messages import Actor, MentionKind

_DEFINITE: Final = frozenset({"the", "this", "that"})
_ALONE: Final = frozenset({"poss", "pobj", "dobj", "nsubj", "nsubjpass"})
_RELATIONAL: Final = "relational"

Pronoun = Callable[[Scene, int, Draft], None]


def relational(scene: Scene, head: int) -> bool:
    """Whether a noun means another than its possessor: "Thailand's neighbour", "his counterpart"."""
    words, tree = scene.ontology.cues["descriptions"][_RELATIONAL], scene.tree
    # "Zimbabwe's rivals" may be each other's, "its neighbour" is another
    return (
        tree.lemma[head] in words and tree.tag[head] == "NN" and tree.kid(head, "poss") is not None
    )


def halves(scene: Scene) -> None:
    """Name the first of two lands that share half a name: "North and South Korea"."""
    tree, words = scene.tree, scene.ontology.cues["descriptions"]
    for token in range(len(tree) - 3):
        first, joined, second, shared = tree.text[token : token + 4]
        if joined not in ("and", "or") or words.get(second) is None or token in scene.at:
            continue
        keys = words.get(first, frozenset())
        if len(keys) == 1 and scene.at.get(token + 3) is not None and shared in words["halved"]:
            key = next(iter(keys))
            kind: MentionKind = scene.at[token + 3].kind
            actor = country_actor(scene.ontology, key, (), None)
            scene.add(Draft(token, token + 1, token, kind, scene.at[token + 3].how, (actor,)))


def epithet(scene: Scene, head: int) -> frozenset[str]:
    """The keys of the states that a definite noun can stand for: "the kingdom"; none for other words."""
    tree, words = scene.tree, scene.ontology.cues["descriptions"]
    keys = words.get(tree.text[head]) or words.get(tree.lemma[head].lower()) or frozenset()
    if not keys or tree.lemma[head] == _RELATIONAL:
        return frozenset()
    if tree.kid(head, "poss", "amod", "compound") is not None:
        return frozenset()
    if any(p in scene.at for of in tree.kids(head, "prep") for p in tree.kids(of, "pobj")):
        return frozenset()  # "the kingdom of Jordan" is named
    halved = keys <= words["halves"] and tree.dep[head] in _ALONE  # "North's boat" in a headline
    if not halved and not any(tree.lowered[c] in _DEFINITE for c in tree.kids(head, "det")):
        return frozenset()
    return keys


def relate(scene: Scene, draft: Draft, pronoun: Pronoun) -> bool:
    """Resolve "its neighbour" to the other state or group that the article is about."""
    if not relational(scene, draft.head):
        return False
    tree = scene.tree
    named = scene.at.get(draft.head + 1)
    if named is not None and named.kind == "state" and tree.head[named.head] == draft.head:
        _take(scene, draft, named)  # "our neighbour Greece"
        return True
    owner = scene.at.get(tree.kid(draft.head, "poss") or 0)
    if owner is not None and not owner.actors and owner.kind == "pronoun":
        pronoun(scene, scene.drafts.index(owner), owner)
    if owner is None or not owner.actors:
        return False
    own = {a.key for a in owner.actors}
    others = own | _named_after(scene, draft.head)  # "backed its ally and condemned Beijing"
    found = _weightiest(scene, draft.head, lambda a: a.key is not None and a.key not in others)
    if found is None:
        found = _weightiest(scene, draft.head, lambda a: a.key is not None and a.key not in own)
    if found is None:
        return False
    _take(scene, draft, found)
    return True


def stand_for(scene: Scene, draft: Draft) -> bool:
    """Resolve "the kingdom" to the nearest kingdom that was named before it."""
    keys = epithet(scene, draft.head)
    if not keys:
        return False
    for other in reversed(scene.drafts):
        if other.head < draft.head and any(a.key in keys for a in other.actors):
            _take(scene, draft, other)
            return True
    halves = scene.ontology.cues["descriptions"]["halves"]
    if len(keys) == 1 and keys <= halves:
        # "the North" need not be named where the South is
        facing = (a for d in scene.drafts if d.head < draft.head for a in d.actors)
        if any(a.key in halves for a in facing):
            draft.actors = (country_actor(scene.ontology, next(iter(keys)), (), None),)
            draft.how = "coreference"
            return True
    return False


def _weightiest(scene: Scene, token: int, fits: Callable[[Actor], bool]) -> Draft | None:
    """The party most spoken of so far, the near counting more than the far."""
    tree = scene.tree
    weight: defaultdict[str, float] = defaultdict(float)
    latest: dict[str, Draft] = {}
    for draft in _before(scene, token):
        back = tree.sentence_of[token] - tree.sentence_of[draft.head]
        for actor in draft.actors[:1]:
            if fits(actor) and not {"JRN", "IGO", "NGO"} & set(actor.sectors):
                weight[actor.key or ""] += 1.0 + 2.0 / (1 + back)
                latest[actor.key or ""] = draft
    return latest[max(sorted(weight), key=lambda k: weight[k])] if weight else None


def _named_after(scene: Scene, token: int) -> set[str | None]:
    """Who is acted on by name later in the same sentence: another than the one described."""
    tree = scene.tree
    return {
        a.key
        for d in scene.drafts
        if token < d.head < tree.sentence(token).last and tree.dep[d.head] in ("dobj", "dative")
        if d.spot is not None and tree.head[d.head] != tree.head[token]
        for a in d.actors
    }


def _before(scene: Scene, token: int) -> Iterable[Draft]:
    return (
        d for d in scene.drafts if d.head < token and len(d.actors) == 1 and d.note != "unlisted"
    )


def _take(scene: Scene, draft: Draft, other: Draft) -> None:
    actor = other.actors[0]
    sectors = draft.role.sectors if draft.role is not None and draft.role.kind == "person" else ()
    if relational(scene, draft.head) and not _official(draft):
        sectors = ()
    role = draft.role.noun if draft.role is not None and sectors else None
    draft.actors = (
        Actor(key=actor.key, country=actor.country, sectors=sectors or actor.sectors, role=role),
    )
    draft.how = "coreference"
    draft.antecedents = (scene.drafts.index(other),)


def _official(draft: Draft) -> bool:
    return draft.role is not None and "GOV" in draft.role.sectors
