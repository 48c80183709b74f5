"""Who is asked to do what: "called for Peru to open its border" is put as "called on Peru to open it" is.

Parsers take the word "for" for the mark of a clause and who is asked for its subject, so that nobody is
called on. ``mended`` gives a parse in which the word governs who is asked, as "on" and "to" do.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from streams.messages import Parse
from streams.syntax import Tree

_CLAUSES: Final = ("advcl", "ccomp", "xcomp", "acl", "relcl")


def mended(parse: Parse, asking: frozenset[str]) -> Parse:
    """The parse with those asked as objects of "for" after the words ``asking``; itself where there are none."""
    tree = Tree(parse)
    head, dep, tag, pos = list(parse.head), list(parse.dep), list(parse.tag), list(parse.pos)
    changed = False
    for mark in range(1, len(tree)):
        verb = tree.head[mark]
        if (
            tree.lowered[mark] != "for"
            or tree.dep[mark] != "mark"
            or tree.dep[verb] not in _CLAUSES
        ):
            continue
        asked, above = tree.kid(verb, "nsubj"), tree.head[verb]
        to = any(tree.tag[c] == "TO" for c in tree.kids(verb, "aux"))
        if asked is None or asked < mark or not to or tree.lemma[above] not in asking:
            continue
        head[mark], dep[mark], tag[mark], pos[mark] = above, "prep", "IN", "ADP"
        head[asked], dep[asked] = mark, "pobj"
        changed = True
    if not changed:
        return parse
    return replace(parse, head=tuple(head), dep=tuple(dep), tag=tuple(tag), pos=tuple(pos))
