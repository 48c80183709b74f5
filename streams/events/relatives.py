"""Relative clauses that another speaker is put into: "men who police say fled", "rebels whom Lima says Quito arms"."""

from __future__ import annotations

from typing import Final

from streams.syntax import Tree

_WH: Final = ("WDT", "WP")


def antecedent(tree: Tree, verb: int) -> int | None:
    """What the relative pronoun of ``verb`` stands for, be it below verbs of saying; None without one."""
    node = verb
    for _ in range(3):
        if tree.dep[node] == "relcl":
            return tree.head[node]
        if tree.dep[node] != "ccomp" or tree.kid(node, "mark") is not None:
            return None
        node = tree.head[node]
    return None


def said_of(tree: Tree, verb: int) -> int | None:
    """Whom a clause below a relative clause of saying is about as its object; None elsewhere."""
    if tree.dep[verb] != "ccomp" or tree.kid(verb, "nsubj") is None:
        return None
    above = tree.head[verb]
    held = [*tree.kids(above, "dobj", "dative"), *tree.kids(verb, "dobj", "dative")]
    pronoun = next((t for t in held if tree.tag[t] in _WH), None)
    return antecedent(tree, verb) if pronoun is not None else None
