"""Parties told by their number or membership: "both sides", "the three", "the 27", "West African leaders"."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Final

from streams.entities.bonds import bound, stands_between
from streams.entities.drafts import Draft, Scene

_JOINED: Final = 2.0  # what having been named together weighs
_ASIDE: Final = 0.4  # and what it leaves to be the host of others
PAIRS: Final = frozenset(
    "country side leader nation government party man woman minister president state neighbour "
    "neighbor ally power army delegation diplomat official rival capital pair one adversary ambassador "
    "belligerent chief combatant commander delegate economy enemy envoy faction foe force general "
    "king military monarch navy negotiator politician premier signatory statesman team".split()
)
_TWO_OF: Final = frozenset({"two", "2"})
_SIDES: Final = frozenset({"side", "party"})
_EITHER: Final = frozenset({"each", "either", "neither"})
_DEFINITE: Final = frozenset({"the", "all", "these", "those", "both"})
NUMBERS: Final = {"three": 3, "four": 4, "five": 5, "six": 6}
_OF: Final = "members_of_"  # and the organisation's key: lists of what its members are called
_INSIDE: Final = frozenset({"amod", "compound", "nmod", "poss"})
SUBJECT: Final = frozenset({"nsubj", "nsubjpass"})


def pair(scene: Scene, draft: Draft) -> bool:
    """Resolve "both sides", "the two leaders", "the three" to those the text is about; true where it could."""
    tree = scene.tree
    lemma = tree.lemma[draft.head]
    if lemma.isdigit():
        return members(scene, draft)
    if lemma not in PAIRS and lemma not in ("two", "both", "duo", *NUMBERS):
        return False
    marks = {tree.lowered[c] for c in tree.children[draft.head]} | {lemma}
    opposed = scene.ontology.cues["descriptions"]["opposed"]
    if marks & opposed and tree.tag[draft.head] == "NNS":
        marks = (marks - opposed) | {"the"}
    if marks & _EITHER and tree.tag[draft.head] == "NN":
        marks |= {"both"}  # "each side", "neither party"
    bare = tree.tag[draft.head] == "NNS" and marks <= {"the", lemma} and "the" in marks
    bare = bare and lemma not in scene.ontology.cues["descriptions"]["crowds"]
    counted = marks & (NUMBERS.keys() | _TWO_OF) and lemma not in _SIDES
    if counted and not marks & _DEFINITE and not tree.headline(draft.head):
        return False  # "three allies", "two ministers" are whoever they are
    if not bare and not marks & ({"two", "both", "2", "duo", "pair"} | NUMBERS.keys()):
        return False
    many = next((NUMBERS[m] for m in sorted(marks & NUMBERS.keys())), 0)
    if many and _list_of(scene, draft, many):
        return True
    if many > 3:
        return False
    wanted = 3 if "three" in marks else 2
    doing = barred(scene, draft.head)
    found = _sides(scene, draft, wanted, doing)
    if len(found) < 2 and not (doing and found):
        found = _sides(scene, draft, wanted, frozenset())
    if not found or (len(found) < 2 and lemma not in _SIDES):
        return False  # whoever urges both sides is none of them: they may be of the one land
    draft.actors = tuple(d.actors[0] for d in found)
    draft.how = "coreference"
    draft.antecedents = tuple(scene.drafts.index(d) for d in found)
    return True


def members(scene: Scene, draft: Draft) -> bool:
    """Resolve "the 27" or "West African leaders" to the organisation of theirs that is named in the text."""
    tree, words = scene.tree, scene.ontology.cues["descriptions"]
    said = set(tree.lowered[draft.first : draft.head + 1])
    keys = [name.removeprefix(_OF) for name in words if name.startswith(_OF) and said & words[name]]
    for other in scene.drafts:
        if other.actors and other.actors[0].key in keys:
            draft.actors, draft.how = other.actors[:1], "coreference"
            draft.antecedents = (scene.drafts.index(other),)
            return True
    return False


def _list_of(scene: Scene, draft: Draft, many: int) -> bool:
    """Resolve "the four governments" to the nearest list of so many before it."""
    tree = scene.tree
    for other in reversed(scene.drafts):
        if other.head >= draft.head or tree.dep[other.head] == "conj":
            continue
        members = [scene.at[m] for m in tree.conjuncts(other.head) if m in scene.at]
        keys = {m.actors[0].key for m in members if len(m.actors) == 1} - {None}
        if len(members) == many and len(keys) == many:
            draft.actors = tuple(m.actors[0] for m in members)
            draft.how = "coreference"
            draft.antecedents = tuple(scene.drafts.index(m) for m in members)
            return True
    return False


def barred(scene: Scene, token: int) -> frozenset[str]:
    """The keys of who acts on an object: "Washington urged both sides" is about two others."""
    tree = scene.tree
    if tree.dep[token] == "poss":
        token = tree.head[token]  # "praised the bloc's efforts"
    preposition = tree.head[token]
    if tree.dep[token] == "pobj" and tree.dep[tree.head[preposition]] == "dobj":
        token = tree.head[preposition]  # "made a deal with neither country"
    keys = {a.key for m in clause_mates(scene, token) if m in scene.at for a in scene.at[m].actors}
    return frozenset(key for key in keys if key is not None)


def clause_mates(scene: Scene, token: int) -> set[int]:
    """The subjects that an object can't refer to: "Beijing urged it" is not Beijing."""
    tree = scene.tree
    verb = tree.head[token]
    if tree.dep[token] == "pobj" and tree.dep[verb] == "prep":
        verb = tree.head[verb]
    elif tree.dep[token] not in ("dobj", "dative"):
        return set()
    for _ in range(3):
        found = set(tree.kids(verb, "nsubj"))
        if found or tree.dep[verb] not in ("conj", "xcomp"):
            # "Biden, who met him": who is told of is not whom he meets
            whose = {tree.head[verb]} if tree.dep[verb] == "relcl" else set()
            return {m for f in found for m in tree.conjuncts(f)} | whose
        verb = tree.head[verb]
    return set()


def _sides(scene: Scene, draft: Draft, wanted: int, without: frozenset[str]) -> list[Draft]:
    """The parties that an article is about so far, the near counting more than the far."""
    tree = scene.tree
    weight: defaultdict[str, float] = defaultdict(float)
    latest: dict[str, Draft] = {}
    lands = tree.lemma[draft.head] in scene.ontology.cues["descriptions"]["lands"]
    for other in scene.drafts:
        if other.head >= draft.head or len(other.actors) != 1 or other.note == "unlisted":
            continue
        actor = other.actors[0]
        if actor.key is None or {"JRN", "IGO", "NGO", "BUS", "MNC"} & set(actor.sectors):
            continue
        if actor.key in without or (lands and actor.key not in scene.ontology.states):
            continue
        back = tree.sentence_of[draft.head] - tree.sentence_of[other.head]
        near = 1.0 + 2.0 / (1 + back) + 0.5 * (tree.dep[other.head] in SUBJECT)
        seat = other.how == "metonym" and tree.lowered[tree.head[other.head]] in ("in", "at")
        near *= 0.4 if other.kind == "place" or seat else 1.0
        whole = scene.at.get(tree.head[other.head]) if tree.dep[other.head] in _INSIDE else None
        weight[actor.key] += near * (_ASIDE if stands_between(scene, whole or other) else 1.0)
        latest[actor.key] = other
    if wanted == 2:
        best = _likeliest_pair(weight, bound(scene, draft.head))
    else:
        best = sorted(sorted(weight), key=lambda k: -weight[k])[:wanted]
    return [latest[key] for key in best]


def _likeliest_pair(weight: dict[str, float], joined: Counter[frozenset[str]]) -> list[str]:
    """The two that weigh most together, having been named with "and" between them counting too."""
    heavy = sorted(sorted(weight), key=lambda k: -weight[k])[:6]
    pairs = [(a, b) for i, a in enumerate(heavy) for b in heavy[i + 1 :]]
    if not pairs:
        return heavy

    def together(pair: tuple[str, str]) -> float:
        return weight[pair[0]] + weight[pair[1]] + _JOINED * joined[frozenset(pair)]

    best = max(pairs, key=together)
    return list(best)
