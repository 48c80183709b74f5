"""Descriptions without a name: "the minister", "both sides", "the alliance", "police"."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import Final

from streams.entities.drafts import Draft, Scene
from streams.entities.relations import relate, stand_for
from streams.messages import Actor

_JOINED: Final = 2.0  # what having been named together weighs
REACH: Final = 3  # sentences back that a pronoun or description may refer
PAIRS: Final = frozenset(
    "country side leader nation government party man woman minister president state neighbour "
    "neighbor ally power army delegation diplomat official rival capital pair one".split()
)


_DEFINITE: Final = frozenset({"the", "all", "these", "those", "both"})
_NUMBERS: Final = {"three": 3, "four": 4, "five": 5, "six": 6}

# "the alliance", "the rebels": what sort of body a noun says, by the sectors it must have
BODIES: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(
        "alliance bloc union organisation organization agency watchdog body council commission court tribunal "
        "fund group bank secretariat league community".split(),
        frozenset({"IGO", "NGO"}),
    ),
    **dict.fromkeys(
        "rebel guerrilla militant insurgent militia fighter faction movement separatist gunman jihadist "
        "extremist group paramilitary force".split(),
        frozenset({"REB", "PRM", "UAF"}),
    ),
    "party": frozenset({"PTY", "OPP"}),
}


def described(
    scene: Scene, index: int, draft: Draft, pronoun: Callable[[Scene, int, Draft], None]
) -> None:
    """ "the minister", "his Egyptian counterpart", "both sides", "its foreign ministry"."""
    tree = scene.tree
    head = draft.head
    if relate(scene, draft, pronoun) or stand_for(scene, draft):
        return
    if _pair(scene, draft):
        return
    if _body(scene, index, draft):
        return
    owner = next((scene.at[c] for c in tree.kids(head, "poss") if c in scene.at), None)
    if owner is not None:
        if not owner.actors and owner.kind == "pronoun":
            pronoun(scene, scene.drafts.index(owner), owner)
        if owner.actors and owner.kind in ("pronoun", "role") and draft.role is not None:
            draft.actors = tuple(
                Actor(
                    key=a.key,
                    country=a.country,
                    sectors=draft.role.sectors or a.sectors,
                    role=draft.role.noun,
                )
                for a in owner.actors
            )
            draft.how = "coreference"
            return
    if draft.role is None or draft.role.kind != "person" or tree.tag[head] in ("NNS", "NNPS"):
        return
    definite = any(tree.lowered[c] in ("the", "this", "that") for c in tree.kids(head, "det"))
    if not definite:
        return
    own = set(draft.role.sectors)
    fits = [
        d
        for d in before(scene, index)
        if d.kind in ("person", "role")
        and (own & {s for a in d.actors for s in a.sectors})
        and (
            d.kind == "person"
            or (d.role is not None and d.role.noun.split()[-1] == draft.role.noun.split()[-1])
        )
    ]
    best = prefer(scene, index, fits)
    if best is not None:
        draft.actors, draft.how = best.actors, "coreference"
        draft.antecedents = (scene.drafts.index(best),)


def _body(scene: Scene, index: int, draft: Draft) -> bool:
    """ "the alliance" is NATO, "the rebels" are M23, where such a one was named before."""
    tree = scene.tree
    sectors = BODIES.get(tree.lemma[draft.head])
    if sectors is None or not any(
        tree.lowered[c] in ("the", "this", "that") for c in tree.kids(draft.head, "det")
    ):
        return False
    if tree.kid(draft.head, "poss") is not None:
        return False
    if "IGO" in sectors and tree.tag[draft.head] == "NNS":
        return False  # "the unions" are no bloc
    states = scene.ontology.states
    doing = barred(scene, draft.head)
    fits = [
        d
        for d in before(scene, index, reach=8)
        if any(
            a.key not in states and a.key not in doing and sectors & set(a.sectors)
            for a in d.actors
        )
    ]
    if not fits:
        return False
    draft.actors = tuple(a for a in fits[0].actors if a.key not in states)[:1]
    draft.how = "coreference"
    draft.antecedents = (scene.drafts.index(fits[0]),)
    return True


def _pair(scene: Scene, draft: Draft) -> bool:
    tree = scene.tree
    lemma = tree.lemma[draft.head]
    if lemma not in PAIRS and lemma not in ("two", "both", "duo"):
        return False
    marks = {tree.lowered[c] for c in tree.children[draft.head]} | {lemma}
    bare = tree.tag[draft.head] == "NNS" and marks <= {"the", lemma} and "the" in marks
    bare = bare and lemma not in scene.ontology.cues["descriptions"]["crowds"]
    if marks & _NUMBERS.keys() and not marks & _DEFINITE:
        return False  # "three allies" are whoever they are
    if not bare and not marks & ({"two", "both", "2", "duo", "pair"} | _NUMBERS.keys()):
        return False
    many = next((_NUMBERS[m] for m in sorted(marks & _NUMBERS.keys())), 0)
    if many and _list_of(scene, draft, many):
        return True
    if many > 3:
        return False
    wanted = 3 if "three" in marks else 2
    found = _sides(scene, draft, wanted, barred(scene, draft.head))
    if len(found) < 2:
        found = _sides(scene, draft, wanted, frozenset())
    if len(found) < 2:
        return False
    draft.actors = tuple(d.actors[0] for d in found)
    draft.how = "coreference"
    draft.antecedents = tuple(scene.drafts.index(d) for d in found)
    return True


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
    if scene.tree.dep[token] == "poss":
        token = scene.tree.head[token]  # "praised the bloc's efforts"
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
            return {m for f in found for m in tree.conjuncts(f)}
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
        weight[actor.key] += near * (0.4 if other.kind == "place" else 1.0)
        latest[actor.key] = other
    if wanted == 2:
        best = _likeliest_pair(weight, _joined(scene, draft))
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


def _joined(scene: Scene, draft: Draft) -> Counter[frozenset[str]]:
    """How often two parties were named as one before a draft: "Thailand and Cambodia"."""
    tree = scene.tree
    count: Counter[frozenset[str]] = Counter()
    for other in scene.drafts:
        if other.head >= draft.head or len(other.actors) != 1 or tree.dep[other.head] == "conj":
            continue
        members = [scene.at[m] for m in tree.conjuncts(other.head) if m in scene.at]
        keys = {m.actors[0].key for m in members if len(m.actors) == 1} - {None}
        if len(members) == 2 and len(keys) == 2:
            count[frozenset(k for k in keys if k)] += 1
    return count


def before(scene: Scene, index: int, reach: int = REACH) -> Iterator[Draft]:
    """Resolved drafts before ``drafts[index]``, nearest first, within reach and in the same field."""
    tree = scene.tree
    here = scene.drafts[index]
    number = tree.sentence_of[here.head]
    for draft in reversed(scene.drafts[:index]):
        back = number - tree.sentence_of[draft.head]
        if back > reach:
            return
        if draft.actors and draft.head != here.head:
            yield draft


def prefer(scene: Scene, index: int, fits: list[Draft]) -> Draft | None:
    """Subjects before others, the same sentence's subject before an earlier one's."""
    if not fits:
        return None
    tree = scene.tree
    number = tree.sentence_of[scene.drafts[index].head]

    def rank(draft: Draft) -> tuple[int, int]:
        back = number - tree.sentence_of[draft.head]
        subject = tree.dep[draft.head] in SUBJECT
        aside = subject and tree.dep[tree.head[draft.head]] == "relcl"
        return (back * 2 + (0 if subject else 3) + aside, -draft.head)

    return min(fits, key=rank)


SUBJECT: Final = frozenset({"nsubj", "nsubjpass"})
