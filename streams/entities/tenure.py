"""Who held an office on a day: names by their bounds, unnamed offices by their holder."""

from __future__ import annotations

from typing import Final

from streams.entities.drafts import Scene
from streams.ontology.model import Name, Role

_NOW: Final = frozenset({"current", "incumbent", "present", "sitting"})
KNOWN_FOR: Final = 5  # years after the office


def valid(name: Name, date: str) -> bool:
    """Whether an office is held on ``date``; an unknown bound is open."""
    return date[: len(name.since)] >= name.since and (
        not name.until or date[: len(name.until)] <= name.until
    )


def lately_led(name: Name, date: str) -> bool:
    """Whether somebody led a land not long ago, so that readers still know the bare surname."""
    left = name.until[:4]
    leads = name.role in ("head of state", "head of government")
    return leads and left.isdigit() and 0 <= int(date[:4]) - int(left) <= KNOWN_FOR


def holder(scene: Scene, role: Role, key: str | None) -> str | None:
    """The one person who surely held this office of a state on the article's day, if there is one.

    A holder whose beginning is unknown proves nothing, and two at once leave it open.
    """
    office = role.office(key or "")
    if office is None or key is None:
        return None
    names = scene.ontology.holders.get((key, office), ())
    held = [n for n in names if n.since and valid(n, scene.date)]
    if len({n.name for n in held}) > 1:  # on the day of a change: the one who stays
        held = [n for n in held if scene.date[: len(n.until)] != n.until or not n.until]
    return held[0].name if len({n.name for n in held}) == 1 else None


def unqualified(scene: Scene, first: int, last: int, head: int) -> bool:
    """Whether a role is told of as it is: not "the next", "a deputy", "three", nor in the plural."""
    tree = scene.tree
    if tree.tag[head] not in ("NN", "NNP"):
        return False
    for child in tree.children[head]:
        if child > head or first <= child < last or child in scene.at:
            continue
        if tree.dep[child] == "det" and tree.lowered[child] in ("the", "this", "that"):
            continue
        if tree.dep[child] in ("poss", "punct", "prep", "case") or tree.lowered[child] in _NOW:
            continue
        return False
    return True
