"""Descriptions without a name: "the minister", "both sides", "the alliance", "police"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from streams.entities.blame import blamed, said
from streams.entities.drafts import Draft, Scene
from streams.entities.relations import relate, stand_for
from streams.entities.sides import SUBJECT, barred, pair
from streams.entities.turns import reported
from streams.entities.visits import visitor_or_host
from streams.messages import Actor

REACH: Final = 3  # sentences back that a pronoun or description may refer
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
    if visitor_or_host(scene, draft) or relate(scene, draft, pronoun) or stand_for(scene, draft):
        return
    if pair(scene, draft):
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
    others = blamed(scene, said(scene, head))
    fits = [
        d
        for d in before(scene, index)
        if d.kind in ("person", "role")
        and not others & {a.key for a in d.actors}
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
        aside = aside or (back > 0 and reported(scene, draft))
        return (back * 2 + (0 if subject else 3) + aside, -draft.head)

    return min(fits, key=rank)
