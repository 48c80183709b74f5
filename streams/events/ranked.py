"""Those who come first: "Chad was the first to recognise it" says that Chad did so.

The parser makes the infinitive a clause of "first", of the noun it counts, or of the verb above.
"""

from __future__ import annotations

from streams.syntax import Tree


def ranked(tree: Tree, verb: int, words: frozenset[str]) -> int | None:
    """The noun or adjective of rank that an infinitive is of: "first", "the only state"; None elsewhere.

    Args:
        tree: the article's.
        verb: the infinitive.
        words: the words of rank.
    """
    if tree.tag[verb] != "VB" or not any(tree.tag[c] == "TO" for c in tree.kids(verb, "aux")):
        return None
    above, dep = tree.head[verb], tree.dep[verb]
    if dep in ("relcl", "acl", "xcomp", "ccomp", "advcl") and _counts(tree, above, words):
        return above
    if dep not in ("xcomp", "ccomp", "advcl"):
        return None
    near = [*tree.kids(above, "attr", "acomp")]
    near += [n for p in tree.kids(above, "prep") for n in tree.kids(p, "pobj")]
    return next((n for n in near if n < verb and _counts(tree, n, words)), None)


def copula_of(tree: Tree, rank: int) -> int | None:
    """The verb that says whose rank it is: "was the first", "became one of the first", "was among the first"."""
    node = rank
    for _ in range(4):
        above = tree.head[node]
        if tree.dep[node] in ("attr", "acomp", "oprd", "pcomp") or tree.dep[node] == "pobj":
            if tree.pos[above] in ("VERB", "AUX"):
                return above
        elif tree.dep[node] != "prep":
            return None
        elif tree.pos[above] in ("VERB", "AUX"):
            return above
        node = above
    return None


def _counts(tree: Tree, noun: int, words: frozenset[str]) -> bool:
    return tree.lowered[noun] in words or any(
        tree.lowered[c] in words for c in tree.kids(noun, "amod") if c < noun
    )
