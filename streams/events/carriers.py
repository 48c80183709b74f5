"""Texts that carry an act: who adopts a resolution that condemns, condemns; whom a letter is sent to, it asks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from streams.events.draft import Draft
from streams.events.scene import Scene

_NAMING: Final = "ACCUSE/evaluate"
_ADOPTING: Final = frozenset({"SUPPORT", "AGREE"})
_SAID: Final = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "COERCE", "SANCTION"})


def carried(scene: Scene, drafts: Mapping[int, Draft]) -> None:
    """Drop the adopting of a text whose own words are an act: "passed a motion urging Iran"."""
    for draft in drafts.values():
        if not draft.dropped and draft.match.trigger.rule == _NAMING and _by_the_way(scene, draft):
            draft.dropped = "only gives it a name"
        if draft.dropped or draft.type not in _ADOPTING:
            continue
        for text in _texts(scene, draft.match.words, draft.match.object):
            clauses = scene.tree.kids(text, "acl", "relcl")
            said = [c for c in clauses if _is_said(drafts.get(c))]
            if said:
                draft.dropped = f"carries {drafts[said[0]].match.trigger.rule}"
                break


def protested(scene: Scene, drafts: Mapping[int, Draft]) -> None:
    """Tell one protest once: "blocked the port in protest at the levy", "to protest against Togo"."""
    tree = scene.tree
    for token, draft in drafts.items():
        above = tree.head[token]
        why = tree.dep[token] == "pobj" and tree.lowered[above] == "in"
        while why and tree.pos[above] != "VERB" and tree.dep[above] in ("dobj", "pobj", "prep"):
            above = tree.head[above]
        done = drafts.get(above)
        if draft.type != "PROTEST" or draft.dropped or done is None or done is draft:
            continue
        if not (why or tree.dep[token] == "advcl") or done.type != "PROTEST" or done.dropped:
            continue
        done.parties.recipients = done.parties.recipients or draft.parties.recipients
        draft.dropped = "says why the other is done"


def _by_the_way(scene: Scene, draft: Draft) -> bool:
    """Whether a verb only names what another tells: "killed six in what he called a cowardly raid"."""
    tree, verb = scene.tree, draft.match.token
    return tree.dep[verb] in ("ccomp", "pcomp") and any(
        tree.lowered[c] == "what" for c in tree.kids(verb, "dobj", "nsubj")
    )


def sent_to(scene: Scene, draft: Draft) -> None:
    """Aim what a letter asks at whom it is sent to, where it names nobody else: "a note to Togo demanding"."""
    if draft.dropped or draft.type not in ("REQUEST", "THREATEN"):
        return
    tree, mentions = scene.tree, scene.entities.mentions
    holder = tree.head[draft.match.token]
    holders = [holder, tree.head[holder], *tree.kids(holder, "dobj")]
    named = scene.ontology.cues["saying"]["texts"]
    if tree.dep[draft.match.token] not in ("acl", "advcl", "relcl") or not any(
        tree.lemma[h] in named for h in holders
    ):
        return
    own = {a.key for i in draft.parties.actors for a in mentions[i].actors}
    if any(a.key not in own for i in draft.parties.recipients for a in mentions[i].actors):
        return
    for prep in (p for h in holders for p in tree.kids(h, "prep", "dative")):
        for noun in tree.kids(prep, "pobj") if tree.lowered[prep] == "to" else ():
            found = scene.at.get(noun)
            if found is not None and {a.key for a in found[1].actors} - own:
                draft.parties.recipients = [found[0]]
                draft.why.append("addressed to them")
                return


def _texts(scene: Scene, words: Collection[int], thing: int | None) -> list[int]:
    named = scene.ontology.cues["saying"]["texts"]
    among = [*words, thing] if thing is not None else list(words)
    return [t for t in among if scene.tree.lemma[t] in named]


def _is_said(draft: Draft | None) -> bool:
    return draft is not None and not draft.dropped and draft.type in _SAID
