"""Who is meant by a later short name, "the minister", "the two countries", "she" or "police".

Reads drafts left to right and completes those without an actor; every completion says how.
"""

from __future__ import annotations

from typing import Final

from streams.entities.antecedents import HE, IT, THEY, pronoun
from streams.entities.descriptions import (
    BODIES,
    described,
)
from streams.entities.drafts import Draft, Scene, country_actor
from streams.entities.homes import DOMESTIC, at_home
from streams.entities.mentions import left_edge
from streams.entities.pronouns import the_land
from streams.entities.relations import epithet, relational, stand_for
from streams.entities.sides import NUMBERS, PAIRS, members
from streams.entities.turns import waits
from streams.entities.visits import of_visit
from streams.messages import Quote
from streams.ontology.model import fold
from streams.syntax import Tree

_REBELS: Final = frozenset({"REB"})
_OFFICES: Final = frozenset({"ministry", "minister", "secretary", "office"})
_MANY: Final = frozenset({"25", "27", "28"})
_TWO: Final = frozenset({"two", "both", "pair", "duo"})
_WE: Final = frozenset({"we", "us", "our", "ours", "i", "me", "my", "ourselves", "myself"})


def complete(scene: Scene, dateline: str | None) -> None:
    """Fill what earlier mentions decide; ``dateline`` is the country the article was filed from."""
    _pronouns(scene)
    scene.drafts.sort(key=lambda d: (d.head, d.how == "given"))
    _later_names(scene)
    for index, draft in enumerate(scene.drafts):
        if draft.actors and draft.note != "unlisted":
            continue
        if draft.kind == "pronoun" and waits(scene, draft):
            continue
        if draft.kind == "pronoun":
            pronoun(scene, index, draft)
        elif draft.kind == "role" and not the_land(scene, index, draft):
            described(scene, index, draft, pronoun)
        elif draft.how == "ner" and stand_for(scene, draft):
            draft.kind, draft.note = "state", ""
    _only_rebels(scene)
    for draft in scene.drafts:
        if draft.kind == "role" and not draft.actors and _of_many_lands(scene, draft):
            if not members(scene, draft):
                draft.how = "office"
            continue
        if draft.actors or draft.role is None:
            continue
        if _several_lands(scene, draft) or not set(draft.role.sectors) & DOMESTIC:
            continue
        at_home(scene, draft, dateline)
        if _hits_itself(scene, draft):
            draft.actors, draft.how = (), "office"
    for index, draft in enumerate(scene.drafts):
        if draft.kind == "pronoun" and not draft.actors:
            pronoun(scene, index, draft)


def _several_lands(scene: Scene, draft: Draft) -> bool:
    """Whether it says more than one state, none of which is the one the article is about."""
    lemma, tag = scene.tree.lemma[draft.head], scene.tree.tag[draft.head]
    words = scene.ontology.cues["descriptions"]
    around = {scene.tree.lowered[c] for c in scene.tree.kids(draft.head, "amod", "compound")}
    of_several = lemma in words["lands"] or lemma == "government" or around & words["regional"]
    return tag == "NNS" and bool(of_several)


def _of_many_lands(scene: Scene, draft: Draft) -> bool:
    """Whether its own words say that it is of no single state: "world leaders", "Western envoys"."""
    tree, wide = scene.tree, scene.ontology.cues["descriptions"]["wide"]
    if tree.lemma[draft.head] in _OFFICES and tree.tag[draft.head] == "NN":
        wide -= {"foreign"}  # "the foreign ministry" is of one
    return any(tree.lowered[c] in wide for c in tree.kids(draft.head, "amod", "compound", "nmod"))


def _hits_itself(scene: Scene, draft: Draft) -> bool:
    """Whether arms that nobody names would act on their own land: "two rockets fell near Lima's port"."""
    tree = scene.tree
    if tree.lemma[draft.head] not in scene.ontology.cues["descriptions"]["materiel"]:
        return False
    pointed = {tree.lowered[c] for c in tree.kids(draft.head, "det", "poss")}
    if not pointed <= {"a", "an", "some", "any", "another", "no"}:
        return False
    own = {actor.key for actor in draft.actors}
    verb = tree.head[draft.head]
    return tree.pos[verb] == "VERB" and any(
        actor.key in own
        for token in tree.subtree(verb)
        if token > verb and token in scene.at and scene.at[token] is not draft
        if not (tree.dep[token] == "pobj" and tree.lowered[tree.head[token]] == "from")
        for actor in scene.at[token].actors
    )


def _only_rebels(scene: Scene) -> None:
    """ "Rebels" that the text does not name are the one armed group that it does name."""
    groups = {
        a.key: d
        for d in scene.drafts
        for a in d.actors
        if d.spot is not None and d.kind == "body" and d.note == "group" and a.key
    }
    if len(groups) != 1:
        return
    (group,) = groups.values()
    if not _REBELS & set(group.actors[0].sectors):
        return
    named = [d for d in scene.drafts if d.spot is not None and d.actors == group.actors]
    for draft in scene.drafts:
        if any(_beside(scene, draft, other) for other in named):
            continue  # "rebels drove out al-Qaeda" are others
        if not draft.actors and draft.role is not None and _REBELS & set(draft.role.sectors):
            draft.actors, draft.how = group.actors[:1], "coreference"
            draft.antecedents = (scene.drafts.index(group),)


def _beside(scene: Scene, one: Draft, other: Draft) -> bool:
    """Whether another stands after a draft in the same sentence."""
    tree = scene.tree
    return one.head < other.head and tree.sentence_of[one.head] == tree.sentence_of[other.head]


def speakers(scene: Scene, quotes: tuple[Quote, ...]) -> None:
    """First persons within a quotation are its speaker."""
    for quote in quotes:
        if quote.speaker is None:
            continue
        said_by = scene.drafts[quote.speaker]
        for draft in scene.drafts:
            if (
                (
                    draft.kind == "pronoun"
                    and quote.first <= draft.head < quote.last
                    and not draft.actors
                )
                and scene.tree.lowered[draft.head] in _WE
                and said_by.actors
            ):
                draft.actors, draft.how = said_by.actors, "pronoun"
                draft.antecedents = (quote.speaker,)
                _ours(scene, draft)


def _ours(scene: Scene, draft: Draft) -> None:
    """Give "our people" and "our troops", guessed to be of where they are, the land of who speaks."""
    held = scene.at.get(scene.tree.head[draft.head])
    if scene.tree.dep[draft.head] != "poss" or held is None or held.role is None:
        return
    key = draft.actors[0].key or ""
    guessed = bool(held.actors) and held.how == "coreference" and not held.antecedents
    if guessed and key in scene.ontology.states:
        held.actors = (country_actor(scene.ontology, key, held.role.sectors, held.role.noun),)


def _pronouns(scene: Scene) -> None:
    """Drafts for pronouns and for "both sides", which are no names and no roles."""
    tree = scene.tree
    for token, lemma in enumerate(tree.lemma):
        unknown = token not in scene.at or scene.at[token].note == "unlisted"
        if unknown and (
            relational(scene, token) or epithet(scene, token) or of_visit(scene, token)
        ):
            if token in scene.at:  # "the North" looks like a name
                scene.drafts.remove(scene.at.pop(token))
            scene.add(Draft(left_edge(tree, token), token + 1, token, "role", "coreference"))
        if (
            token not in scene.at
            and (lemma in PAIRS or lemma in BODIES)
            and tree.pos[token] == "NOUN"
        ):
            marks = {tree.lowered[c] for c in tree.children[token]}
            several = (
                marks & {"two", "both", "three", "2", "each", "either", "neither"}
                or tree.tag[token] == "NNS"
            )
            if several or (lemma in BODIES and marks & {"the", "that", "this"}):
                scene.add(Draft(left_edge(tree, token), token + 1, token, "role", "coreference"))
    for token, word in enumerate(tree.lowered):
        # "the three", "the 27"
        counted = (word in NUMBERS or word in _MANY) and _pointed(tree, token)
        alone = (word in _TWO or counted) and tree.dep[token] in (
            "nsubj",
            "nsubjpass",
            "pobj",
            "dobj",
        )
        # "killing two" counts, "urged the two" points
        alone &= word == "both" or tree.dep[token] not in ("dobj", "pobj") or _pointed(tree, token)
        if alone and token not in scene.at and tree.kid(token, "prep") is None:
            scene.add(Draft(token, token + 1, token, "role", "coreference"))
        known = word in HE or word in IT or word in THEY or word in _WE
        if known and token not in scene.at and tree.pos[token] in ("PRON", "DET"):
            scene.add(Draft(token, token + 1, token, "pronoun", "pronoun"))


def _pointed(tree: Tree, token: int) -> bool:
    return any(tree.lowered[c] in ("the", "these", "those") for c in tree.kids(token, "det"))


def _later_names(scene: Scene) -> None:
    tree = scene.tree
    named: dict[str, Draft] = {}
    acronyms: dict[str, Draft] = {}
    for draft in scene.drafts:
        if draft.spot is None or draft.kind not in ("person", "body"):
            continue
        words = tree.text[draft.spot.first : draft.spot.last]
        text = " ".join(words)
        if draft.kind == "body" and draft.actors:
            after = draft.spot.last
            if after + 2 < len(tree) and tree.text[after] == "(" and tree.text[after + 2] == ")":
                acronyms[tree.text[after + 1]] = draft
        if draft.kind == "body" and draft.note == "unlisted" and text in acronyms:
            first = acronyms[text]
            if first is not draft:
                draft.actors, draft.how, draft.note = first.actors, "coreference", ""
        if draft.note == "unlisted" and draft.kind == "body" and len(words) == 1 and fold(text)[:1]:
            person = named.get(fold(text)[0])
            if person is not None:
                draft.kind, draft.actors, draft.how, draft.note = (
                    "person",
                    person.actors,
                    "coreference",
                    "",
                )
        if draft.kind == "person":
            last = fold(words[-1])[-1:] or (text,)
            earlier = named.get(last[0]) or next((named[w] for w in fold(text) if w in named), None)
            if not draft.actors and earlier is not None and earlier.actors:
                actor = earlier.actors[0]
                draft.actors, draft.how = (actor,), "coreference"
                draft.antecedents = (scene.drafts.index(earlier),)
            if draft.actors:
                for word in fold(text):
                    if len(word) > 2:
                        named.setdefault(word, draft)
