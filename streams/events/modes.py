"""Which mode of its type an act is, where its trigger leaves it open: by what is asked, by what means.

Source of the modes: PLOVER 2.0.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from streams.events.draft import Draft
from streams.events.scene import Scene

_ASKED: Final = ("yield", "meet", "assist", "change")
_THREATENED: Final = ("violence", "restrict", "relations", "expel", "arrest", "ban", "territory")
_MEANS: Final = (
    "suicide-attack", "crowd-control", "drone", "aerial", "heavy-weapons", "explosives", "firearms",
    "primitive",
)  # fmt: skip
# what a trigger says only roughly: another means beside it tells more
_ROUGH: Final = frozenset({None, "heavy-weapons", "explosives", "aerial", "destroy"})
_BELOW: Final = ("dobj", "pobj", "prep", "pcomp", "xcomp", "conj", "attr", "agent")
_GUESTS: Final = 2


def mode_of(scene: Scene, draft: Draft) -> str | None:
    """The draft's mode with the words around taken in, or None."""
    if draft.type in ("REQUEST", "REJECT"):
        return _by_words(scene, draft, "asked", _ASKED) or _asked_anyhow(scene, draft)
    if draft.type == "THREATEN" and draft.mode is None:
        return _by_words(scene, draft, "threatened", _THREATENED)
    if draft.type == "ASSAULT" and draft.mode in _ROUGH:
        return _by_means(scene, draft) or draft.mode
    if draft.type == "ASSAULT" and draft.mode == "aerial":
        by_himself = _by_means(scene, draft) == "suicide-attack"  # a bomber that is no aircraft
        return "suicide-attack" if by_himself else draft.mode
    if draft.type == "MOBILIZE" and draft.mode in ("troops", "weapons"):
        return _by_forces(scene, draft) or draft.mode
    if draft.type == "CONSULT" and draft.mode == "visit" and draft.match.trigger.frame == "host":
        return "third-party" if _between(scene, draft) else "visit"
    return draft.mode


def _asked_anyhow(scene: Scene, draft: Draft) -> str | None:
    """The mode of a request or refusal whose content has no word that tells one.

    That something else be done is not by itself that somebody change what he does; who meets "at
    the request of" somebody was asked to meet.
    """
    tree, act = scene.tree, draft.match.token
    if tree.pos[act] == "ADP":
        verb = tree.head[act]
        done = {tree.lemma[t] for t in (verb, *tree.kids(verb, "dobj", "xcomp"))}
        done |= {tree.lemma[t] for x in tree.kids(verb, "xcomp") for t in tree.kids(x, "dobj")}
        if done & scene.ontology.cues["modes"]["asked_meet"]:
            return "meet"
    return draft.mode if draft.mode != "change" else None


def _by_words(scene: Scene, draft: Draft, what: str, modes: tuple[str, ...]) -> str | None:
    """The mode by the first word of the content that tells one."""
    tree, cues = scene.tree, scene.ontology.cues["modes"]
    for token in _content(scene, draft):
        beside = [tree.lowered[c] for c in tree.kids(token, "prt", "advmod", "ccomp", "xcomp")]
        pairs = {f"{tree.lemma[token]} {word}" for word in beside}
        for mode in modes:
            if pairs & cues.get(f"{what}_{mode}_pairs", frozenset()):
                return mode
        for mode in modes:
            if {tree.lemma[token], tree.lowered[token]} & cues[f"{what}_{mode}"]:
                return mode
    return None


def _content(scene: Scene, draft: Draft) -> Iterator[int]:
    """What is asked, refused or threatened: its head, then what hangs on it, three steps down."""
    tree, match = scene.tree, draft.match
    level = [t for t in (match.content, match.object) if t is not None and _thing(scene, t)]
    if match.toward is not None:
        level += [t for t in tree.kids(match.toward, "pobj") if _thing(scene, t)]
    for _ in range(3):
        yield from (t for t in level if _thing(scene, t))
        level = [c for t in level for c in _below(scene, t)]


def _below(scene: Scene, token: int) -> list[int]:
    """What hangs on a word; on a party only what is asked "for", which the parser hangs there too."""
    tree = scene.tree
    if _thing(scene, token):
        return tree.kids(token, *_BELOW)
    return [p for p in tree.kids(token, "prep") if tree.lowered[p] == "for"]


def _thing(scene: Scene, token: int) -> bool:
    """Whether a word names no party: "force" and "troops" that are asked for are things too."""
    mention = scene.mention(token)
    return mention is None or (mention.kind == "role" and mention.how == "coreference")


def _by_means(scene: Scene, draft: Draft) -> str | None:
    """The mode by what it is done with: the doer's tool, "with", "using", a modifier of the noun."""
    tree, cues = scene.tree, scene.ontology.cues["modes"]
    act = draft.match.token
    tokens = [act, *tree.kids(act, "nsubj", "compound", "amod", "dobj", "advcl", "acl")]
    subject = scene.subject_of(act) if tree.pos[act] == "VERB" else None
    tokens += [t for t in (subject,) if t is not None]
    acts = [act, *([tree.head[act]] if tree.dep[act] == "advcl" else [])]  # "…, killing five"
    # "attacked a post with rockets": the parser may hang "with" on the post
    acts += tree.kids(act, "dobj")
    for preposition in (p for a in acts for p in tree.kids(a, "prep", "agent")):
        if tree.lowered[preposition] in ("with", "by", "from", "in"):
            tokens += tree.kids(preposition, "pobj")
    tokens += [c for t in tokens for c in tree.kids(t, "compound", "amod", "conj", "dobj")]
    lemmas = {tree.lemma[t] for t in tokens}
    pairs = {f"{tree.lemma[t]} {tree.lemma[c]}" for t in tokens for c in tree.kids(t, "compound")}
    if pairs & cues["means_crowd_control_pairs"]:
        return "crowd-control"
    for mode in _MEANS:
        if lemmas & cues[f"means_{mode.replace('-', '_')}"]:
            return mode
    return None


def _by_forces(scene: Scene, draft: Draft) -> str | None:
    """The mode by what is moved, or else by who moves: "moved tanks", "soldiers crossed"."""
    tree, cues, match = scene.tree, scene.ontology.cues["modes"], draft.match
    subject = scene.subject_of(match.token) if tree.pos[match.token] == "VERB" else None
    for thing in (match.object, subject):
        if thing is None:
            continue
        lemmas = {tree.lemma[t] for t in (thing, *tree.kids(thing, "compound", "conj"))}
        for mode in ("weapons", "police", "militia", "troops"):
            if lemmas & cues[f"forces_{mode}"]:
                return mode
    return None


def _between(scene: Scene, draft: Draft) -> bool:
    """Whether a host receives several who are at odds with each other, and not one visitor."""
    mentions = scene.entities.mentions
    guests = {a.key for i in draft.parties.actors for a in mentions[i].actors} - {None}
    hosts = {a.key for i in draft.parties.recipients for a in mentions[i].actors}
    return len(guests - hosts) >= _GUESTS
