"""Objects that the parser hides in a clause: what somebody calls so, who is held to be something."""

from __future__ import annotations

from streams.syntax import Tree


def hidden(tree: Tree, verb: int, *, alone: bool) -> list[int]:
    """Objects of a verb in clauses below it; what is called so only where it has no object else."""
    named = _called(tree, verb) if alone else None
    found = [] if named is None else [named]
    found += [word for thing in tree.kids(verb, "dobj") for word in _strayed(tree, thing)]
    for clause in tree.kids(verb, "ccomp"):
        if _small(tree, clause):  # "holds Lima responsible", "made Lima pay"
            found += [*tree.kids(clause, "nsubj"), clause]
    return found


def _called(tree: Tree, verb: int) -> int | None:
    """What somebody calls so: "condemned what he called an attack", "what it described as theft"."""
    for clause in tree.kids(verb, "ccomp"):
        if not any(tree.lowered[c] == "what" for c in tree.kids(clause, "dobj", "nsubj")):
            continue
        named = tree.kid(clause, "oprd", "attr")
        if named is not None:
            return named
        for prep in tree.kids(clause, "prep"):
            if tree.lowered[prep] == "as":
                return tree.kid(prep, "pobj")
    return None


def _strayed(tree: Tree, thing: int) -> list[int]:
    """What a thing is called, where the parser gives it to the thing's own clause: "plan to go mad"."""
    return [
        word
        for clause in tree.kids(thing, "acl")
        if tree.kid(clause, "dobj") is not None
        for word in tree.kids(clause, "oprd")
    ]


def _small(tree: Tree, clause: int) -> bool:
    """Whether a clause has no verb of its own, or a bare one: it says what becomes of its subject."""
    if tree.kid(clause, "nsubj") is None or tree.kid(clause, "aux", "mark", "neg") is not None:
        return False
    if tree.tag[clause] == "VB":
        return tree.lemma[tree.head[clause]] in ("make", "let", "have", "help")
    return tree.tag[clause] in ("JJ", "NN", "NNS", "RB", "RP", "IN")  # "let the boats back in"
