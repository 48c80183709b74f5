"""How the pattern of one trigger stands at a token: as a verb, a noun, an adjective or a phrase."""

from __future__ import annotations

from functools import cache
from typing import Final

from streams.events.constraints import allowed
from streams.events.content import content_of
from streams.events.match import Match, among
from streams.events.scene import Scene
from streams.ontology.model import Part, Trigger

_QUOTES: Final = frozenset("\"“”'‘’")
_PREPS: Final = ("prep", "prt", "agent", "advmod", "dative", "advcl", "acomp", "oprd")


def possible(part: Part, present: frozenset[str]) -> bool:
    if part.preposition is not None and present.isdisjoint(_alternatives(part.preposition)):
        # "to" may be left out before whom something is given
        return part.words is None and "to" in _alternatives(part.preposition)
    return part.words is None or not part.words.isdisjoint(present)


def needed(part: Part) -> frozenset[str] | None:
    """Words of which one must be there for ``possible`` to hold; None where none must."""
    if part.words is not None:
        return part.words
    if part.preposition is None or "to" in _alternatives(part.preposition):
        return None
    return _alternatives(part.preposition)


@cache
def _alternatives(prepositions: str) -> frozenset[str]:
    return frozenset(prepositions.split("|"))


def verb(scene: Scene, token: int, trigger: Trigger) -> Match | None:
    words = [token]
    thing: int | None = None
    inner: int | None = None
    toward: int | None = None
    particle: int | None = None
    tree = scene.tree
    for number, part in enumerate(trigger.parts):
        found = _part(scene, token, part, thing, inner, particle)
        if found is None and inner is None and number and len(words) > 1:
            # "walk out of": "of" hangs on "out"
            found = _part(scene, token, part, thing, words[-1], particle)
        if found is None:
            return None
        preposition, noun = found
        if (
            preposition is None
            or tree.dep[preposition] != "dative"
            or tree.pos[preposition] == "ADP"
        ):
            words.extend(t for t in (preposition, noun) if t is not None)
        if part.preposition is None:
            thing = noun if noun is not None else thing
        elif noun is not None:
            inner = noun
            if part.preposition == "as":
                toward = preposition  # "denounced it as an American provocation"
            if preposition is not None and scene.tree.head[noun] != preposition:
                thing = noun  # object beside a particle
        elif number == len(trigger.parts) - 1:
            toward = preposition
        else:
            particle = preposition
    if _means_another(scene, token, words) or _only_where(
        scene, token, trigger, particle or toward
    ):
        return None
    match = Match(trigger, token, tuple(words), thing, toward)
    if thing is None:
        match.object = scene.object_of(token)
    match.content = content_of(scene, token, match.object, toward) if trigger.content else None
    return match if allowed(scene, match) else None


def _means_another(scene: Scene, verb: int, words: list[int]) -> bool:
    """Whether a particle that the pattern does not know changes what the verb means."""
    tree, apart = scene.tree, scene.ontology.cues["verbs"]["apart"]
    return any(
        p not in words and f"{tree.lemma[verb]} {tree.lowered[p]}" in apart
        for p in tree.kids(verb, "prt")
    )


def _only_where(scene: Scene, verb: int, trigger: Trigger, preposition: int | None) -> bool:
    """Whether "in" is no particle but says where something is done to a thing: "given asylum in Lima"."""
    if preposition is None or len(trigger.parts) > 1 or trigger.parts[0].preposition != "in":
        return False
    place = scene.tree.kid(preposition, "pobj")
    return place is not None and scene.tree.kid(verb, "dobj") is not None


def _part(
    scene: Scene,
    token: int,
    part: Part,
    thing: int | None,
    inner: int | None,
    particle: int | None,
) -> tuple[int | None, int | None] | None:
    tree = scene.tree
    if part.preposition is None:
        assert part.words is not None
        # "gave them a week", however the parser takes "a week"
        receivers = [d for d in tree.kids(token, "dative", "npadvmod") if tree.pos[d] != "ADP"]
        receivers = [d for d in receivers if d > token]
        for noun in (*scene.objects_of(token), *receivers):
            if among(scene, noun, part.words) and _modified(scene, noun, part):
                return None, noun
        for noun in scene.objects_of(token):
            for state in tree.kids(noun, "amod"):
                if state > noun and among(scene, state, part.words):
                    return state, None  # "is holding eleven sailors captive"
            for said in tree.kids(noun, "appos"):  # "called the decree “an abhorrent act”"
                quoted = tree.text[min(tree.subtree(said)) - 1] in _QUOTES or any(
                    tree.text[c] in _QUOTES for c in tree.children[said]
                )
                # "declared the consul persona non grata": what is spelt out is no mere apposition
                spelt = quoted or len(part.modifiers) > 1
                if spelt and among(scene, said, part.words) and _modified(scene, said, part):
                    return None, said
        for clause in tree.kids(token, "xcomp", "advcl"):
            if tree.dep[clause] == "advcl" and tree.text[min(tree.subtree(clause)) - 1] == ",":
                continue  # beside the act, not what it is: "sent troops, packing"
            gerund = tree.tag[clause] == "VBG" and not part.modifiers
            if gerund and tree.lowered[clause] in part.words:
                return None, clause  # "stopped issuing"
        for adverb in tree.kids(token, "advmod", "intj", "prt", "advcl"):
            if tree.dep[adverb] == "advcl" and tree.pos[adverb] != "ADJ":
                continue  # "burned alive"
            if not part.modifiers and among(scene, adverb, part.words):
                return adverb, None  # "respond strongly", "said no to"
        return None
    wanted = part.preposition.split("|")
    holders = [token] if thing is None else [token, thing]
    if thing is None and (first := scene.object_of(token)) is not None:
        holders.extend(tree.conjuncts(first))  # "added a bank and a refinery to the list"
    # "poured thousands of men into": "into" hangs on the number
    holders += [o for o in tree.kids(token, "dobj") if o not in holders and scene.through(o) != o]
    if inner is not None:
        holders.append(inner)  # "come under attack from": "from" hangs on "attack"
    if particle is not None:
        holders.append(particle)  # "gone back to barracks": "to" may hang on "back"
    # "accused Lima, days before, of bombing": "of" may hang on an adverb
    holders.extend(a for a in tree.kids(token, "advmod") if tree.kid(a, "prep") is not None)
    if part.words is None and "to" in wanted:
        heard = tree.kid(token, "dative")
        if heard is not None and tree.pos[heard] != "ADP":
            return heard, None  # "lent Nepal two helicopters" is "lent them to Nepal"
    for holder in holders:
        for child in (*tree.children[holder], *_before_prepositions(scene, holder)):
            way = tree.dep[child] == "ccomp" and tree.tag[child] in ("RB", "RP", "IN")
            if tree.lowered[child] not in wanted or not (way or tree.dep[child] in _PREPS):
                continue
            if part.words is None:
                if _temporal(scene, child) and tree.lowered[child] not in ("until", "till"):
                    continue  # "on Monday called" is no "call on"
                return child, None
            if tree.kid(child, "pobj", "pcomp") is None:  # a particle: "called off the talks"
                for noun in scene.objects_of(token):
                    if among(scene, noun, part.words) and _modified(scene, noun, part):
                        return child, noun
            inside = _behind(scene, child, part)
            if inside is not None:
                return child, inside
    return None


def _before_prepositions(scene: Scene, holder: int) -> list[int]:
    """Adverbs that the parser hangs on the preposition after them: "banded together with"."""
    tree = scene.tree
    preps = tree.kids(holder, "prep")
    return [a for prep in preps for a in tree.kids(prep, "advmod") if a == prep - 1]


def _behind(scene: Scene, preposition: int, part: Part) -> int | None:
    """The object of a preposition that the part asks for; an adjective too ("described as illegal")."""
    tree = scene.tree
    assert part.words is not None
    for noun in tree.kids(preposition, "pobj", "pcomp", "amod", "advcl", "acomp"):
        for member in (*tree.conjuncts(noun), scene.through(noun)):
            if among(scene, member, part.words) and _modified(scene, member, part):
                return member
    return None


def _temporal(scene: Scene, preposition: int) -> bool:
    """Whether a preposition only says when."""
    noun = scene.tree.kid(preposition, "pobj")
    return noun is not None and scene.tree.parse.ent[noun][2:] in ("DATE", "TIME")


def _toward(scene: Scene, holders: list[int], trigger: Trigger) -> int | None:
    """The preposition behind which the other party of a noun or adjective is looked for first."""
    assert trigger.toward is not None
    tree, wanted = scene.tree, trigger.toward.split("|")
    for holder in holders:
        for prep in tree.kids(holder, "prep", "agent", "dative"):
            if tree.lowered[prep] in wanted and not _temporal(scene, prep):
                return prep
    return None


def _modified(scene: Scene, noun: int, part: Part) -> bool:
    tree = scene.tree
    around = [c for c in tree.children[noun] if c < noun]
    for part_of in [c for c in around if tree.dep[c] == "compound"]:
        around += tree.kids(part_of, "compound", "amod")  # "a missile launch site"
    return all(any(among(scene, c, words) for c in around) for words in part.modifiers)


def noun(scene: Scene, token: int, trigger: Trigger) -> Match | None:
    tree = scene.tree
    words = [token]
    for wanted in trigger.modifiers:
        modifier = next(
            (c for c in tree.subtree(token) if c < token and among(scene, c, wanted)), None
        )
        if modifier is None:
            return None
        words.append(modifier)
    for part in trigger.parts:  # "show of force"
        assert part.preposition is not None
        behind = part.preposition.split("|")
        found = [
            (prep, noun)
            for prep in tree.kids(token, "prep")
            if tree.lowered[prep] in behind and (noun := _behind(scene, prep, part)) is not None
        ]
        if not found:
            return None
        words.extend(found[0])
    toward = None
    if trigger.toward is not None:
        holders = [*words[:1], *words[len(trigger.modifiers) + 1 :]]
        if tree.dep[token] in ("dobj", "nsubjpass", "attr"):
            # "a loan was given to", "there were contacts last week between": it hangs on the verb
            holders.append(tree.head[token])
        elif tree.dep[token] == "nsubj" and (
            tree.lemma[tree.head[token]] in scene.ontology.cues["setting"]["carrying"]
        ):
            holders.append(tree.head[token])  # "riots erupted in"
        toward = _toward(scene, holders, trigger)
        if toward is None:
            return None
    match = Match(trigger, token, tuple(words), None, toward)
    if trigger.content:
        match.content = content_of(scene, token, None, toward)
    if (
        tree.dep[token] in ("compound", "nmod")
        and tree.pos[tree.head[token]] in ("NOUN", "PROPN")
        and len(words) == 1
    ):
        return None  # "protest song", "attack dog": the whole is named, not the act
    return match if allowed(scene, match) else None


def adjective(scene: Scene, token: int, trigger: Trigger) -> Match | None:
    tree = scene.tree
    if tree.dep[token] not in (
        "acomp",
        "oprd",
        "ROOT",
        "conj",
        "amod",
        "advcl",
        "acl",
        "relcl",
        "ccomp",
        "xcomp",
    ):
        return None
    toward = None
    if trigger.toward is not None:
        toward = _toward(scene, [token], trigger)
        if toward is None:
            return None
    elif tree.dep[token] == "amod":
        return None
    words = (token,) if toward is None else (token, toward)
    match = Match(trigger, token, words, None, toward)
    if trigger.content:
        match.content = content_of(scene, token, None, toward)
    return match if allowed(scene, match) else None


def phrase(scene: Scene, token: int, trigger: Trigger) -> Match | None:
    tree = scene.tree
    last = token + len(trigger.sequence)
    if last > tree.sentence(token).last:
        return None
    for at, words in zip(range(token, last), trigger.sequence, strict=True):
        if not among(scene, at, words):
            return None
    toward = last - 1 if trigger.toward is not None else None
    match = Match(trigger, token, tuple(range(token, last)), None, toward)
    return match if allowed(scene, match) else None
