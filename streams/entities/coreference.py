"""Who is meant by a later short name, "the minister", "the two countries", "she" or "police".

Reads drafts left to right and completes those without an actor; every completion says how.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from streams.entities.actors import Draft, Scene, country_actor
from streams.entities.mentions import left_edge
from streams.messages import Actor, Quote
from streams.ontology.model import fold

_HE: Final = frozenset({"he", "she", "him", "his", "her", "hers", "himself", "herself"})
_IT: Final = frozenset({"it", "its", "itself"})
_THEY: Final = frozenset({"they", "them", "their", "theirs", "themselves"})
_WE: Final = frozenset({"we", "us", "our", "ours", "i", "me", "my", "ourselves", "myself"})
_PAIRS: Final = frozenset(
    "country side leader nation government party man woman minister president state neighbour "
    "neighbor ally power army delegation diplomat official rival capital pair one".split()
)
# "the alliance", "the rebels": what sort of body a noun says, by the sectors it must have
_BODIES: Final[dict[str, frozenset[str]]] = {
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
_DOMESTIC: Final = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "CVL", "OPP", "SPY", "LAB", "AGR", "EDU", "REL", "PTY", "SOC", "JRN", "REF", "MED"})
_SUBJECT: Final = frozenset({"nsubj", "nsubjpass"})
REACH: Final = 3  # sentences back that a pronoun or description may refer


def complete(scene: Scene, dateline: str | None) -> None:
    """Fill what earlier mentions decide; ``dateline`` is the country the article was filed from."""
    _pronouns(scene)
    scene.drafts.sort(key=lambda d: (d.head, d.how == "given"))
    _later_names(scene)
    for index, draft in enumerate(scene.drafts):
        if draft.actors and draft.note != "unlisted":
            continue
        if draft.kind == "pronoun":
            _pronoun(scene, index, draft)
        elif draft.kind == "role":
            _described(scene, index, draft)
    for draft in scene.drafts:
        if not draft.actors and draft.role is not None and set(draft.role.sectors) & _DOMESTIC:
            _at_home(scene, draft, dateline)
    for index, draft in enumerate(scene.drafts):
        if draft.kind == "pronoun" and not draft.actors:
            _pronoun(scene, index, draft)


def speakers(scene: Scene, quotes: tuple[Quote, ...]) -> None:
    """First persons within a quotation are its speaker."""
    for quote in quotes:
        if quote.speaker is None:
            continue
        said_by = scene.drafts[quote.speaker]
        for draft in scene.drafts:
            if draft.kind == "pronoun" and quote.first <= draft.head < quote.last and not draft.actors:
                if scene.tree.lowered[draft.head] in _WE and said_by.actors:
                    draft.actors, draft.how = said_by.actors, "pronoun"
                    draft.antecedents = (quote.speaker,)


def _pronouns(scene: Scene) -> None:
    """Drafts for pronouns and for "both sides", which are no names and no roles."""
    tree = scene.tree
    for token, lemma in enumerate(tree.lemma):
        if token not in scene.at and (lemma in _PAIRS or lemma in _BODIES) and tree.pos[token] == "NOUN":
            marks = {tree.lowered[c] for c in tree.children[token]}
            if marks & {"two", "both", "three", "2"} or (lemma in _BODIES and marks & {"the", "that", "this"}):
                scene.add(Draft(left_edge(tree, token), token + 1, token, "role", "coreference"))
    for token, word in enumerate(tree.lowered):
        if word in _HE or word in _IT or word in _THEY or word in _WE:
            if token not in scene.at and tree.pos[token] in ("PRON", "DET"):
                scene.add(Draft(token, token + 1, token, "pronoun", "pronoun"))


def _later_names(scene: Scene) -> None:
    tree = scene.tree
    named: dict[str, Draft] = {}
    acronyms: dict[str, Draft] = {}
    for draft in scene.drafts:
        if draft.spot is None or draft.kind not in ("person", "body"):
            continue
        words = tree.text[draft.spot.first : draft.spot.last]
        text = " ".join(words)
        if draft.kind == "body" and draft.actors:
            after = draft.spot.last
            if after + 2 < len(tree) and tree.text[after] == "(" and tree.text[after + 2] == ")":
                acronyms[tree.text[after + 1]] = draft
        if draft.kind == "body" and draft.note == "unlisted" and text in acronyms:
            first = acronyms[text]
            if first is not draft:
                draft.actors, draft.how, draft.note = first.actors, "coreference", ""
        if draft.note == "unlisted" and draft.kind == "body" and len(words) == 1 and fold(text)[:1]:
            person = named.get(fold(text)[0])
            if person is not None:
                draft.kind, draft.actors, draft.how, draft.note = "person", person.actors, "coreference", ""
        if draft.kind == "person":
            last = fold(words[-1])[-1:] or (text,)
            earlier = named.get(last[0]) or next((named[w] for w in fold(text) if w in named), None)
            if not draft.actors and earlier is not None and earlier.actors:
                actor = earlier.actors[0]
                draft.actors, draft.how = (actor,), "coreference"
                draft.antecedents = (scene.drafts.index(earlier),)
            if draft.actors:
                for word in fold(text):
                    if len(word) > 2:
                        named.setdefault(word, draft)


def _before(scene: Scene, index: int, reach: int = REACH) -> Iterator[Draft]:
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


def _prefer(scene: Scene, index: int, fits: list[Draft]) -> Draft | None:
    """Subjects before others, the same sentence's subject before an earlier one's."""
    if not fits:
        return None
    tree = scene.tree
    number = tree.sentence_of[scene.drafts[index].head]

    def rank(draft: Draft) -> tuple[int, int]:
        back = number - tree.sentence_of[draft.head]
        subject = tree.dep[draft.head] in _SUBJECT
        return (back * 2 + (0 if subject else 3), -draft.head)

    return min(fits, key=rank)


def _pronoun(scene: Scene, index: int, draft: Draft) -> None:
    tree = scene.tree
    word = tree.lowered[draft.head]
    barred = _clause_mates(scene, draft.head)
    before = [d for d in _before(scene, index) if d.head not in barred]
    if barred:
        keys = {a.key for d in scene.drafts if d.head in barred for a in d.actors} - {None}
        before = [d for d in before if not keys & {a.key for a in d.actors}]
    if word in _HE:
        fits = [d for d in before if d.kind == "person" or (d.kind == "role" and d.role and d.role.kind == "person" and tree.tag[d.head] not in ("NNS", "NNPS"))]
        if not fits:
            fits = [d for d in before if d.kind == "given"]
    elif word in _IT:
        fits = [d for d in before if d.kind in ("state", "body", "given") or (d.kind == "role" and d.role and d.role.kind != "person") or (d.kind == "place" and d.note == "metonym")]
        fits = [d for d in fits if not _inside_modifier(scene, d)] or fits
    elif word in _THEY:
        fits = [d for d in before if tree.tag[d.head] in ("NNS", "NNPS") or (d.role is not None and d.role.kind == "group") or len(d.actors) > 1 or (d.kind == "body")]
        pair = _conjoined(scene, before)
        if pair is not None and (not fits or pair[0].head > _prefer(scene, index, fits).head):  # type: ignore[union-attr]
            draft.actors = tuple(dict.fromkeys(a for d in pair for a in d.actors))
            draft.antecedents = tuple(scene.drafts.index(d) for d in pair)
            return
        if not fits:
            fits = [d for d in before if d.kind in ("state", "people")]
    else:
        return
    best = _prefer(scene, index, fits)
    if best is not None:
        draft.actors = best.actors
        draft.antecedents = (scene.drafts.index(best),)


def _clause_mates(scene: Scene, token: int) -> set[int]:
    """The subjects that an object pronoun can't refer to: "Beijing urged it" is not Beijing."""
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


def _inside_modifier(scene: Scene, draft: Draft) -> bool:
    return scene.tree.dep[draft.head] in ("poss", "amod", "compound", "nmod")


def _conjoined(scene: Scene, before: list[Draft]) -> list[Draft] | None:
    """The nearest "X and Y" that is a subject."""
    for draft in before:
        if scene.tree.dep[draft.head] in _SUBJECT:
            members = [scene.at[c] for c in scene.tree.conjuncts(draft.head) if c in scene.at]
            members = [m for m in members if m.actors]
            if len(members) > 1:
                return members
    return None


def _described(scene: Scene, index: int, draft: Draft) -> None:
    """"the minister", "his Egyptian counterpart", "both sides", "its foreign ministry"."""
    tree = scene.tree
    head = draft.head
    if _pair(scene, index, draft):
        return
    if _body(scene, index, draft):
        return
    owner = next((scene.at[c] for c in tree.kids(head, "poss") if c in scene.at), None)
    if owner is not None:
        if not owner.actors and owner.kind == "pronoun":
            _pronoun(scene, scene.drafts.index(owner), owner)
        if owner.actors and owner.kind in ("pronoun", "role") and draft.role is not None:
            draft.actors = tuple(
                Actor(key=a.key, country=a.country, sectors=draft.role.sectors or a.sectors, role=draft.role.noun)
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
        for d in _before(scene, index)
        if d.kind in ("person", "role") and (own & {s for a in d.actors for s in a.sectors})
        and (d.kind == "person" or (d.role is not None and d.role.noun.split()[-1] == draft.role.noun.split()[-1]))
    ]
    best = _prefer(scene, index, fits)
    if best is not None:
        draft.actors, draft.how = best.actors, "coreference"
        draft.antecedents = (scene.drafts.index(best),)


def _body(scene: Scene, index: int, draft: Draft) -> bool:
    """"the alliance" is NATO, "the rebels" are M23, where such a one was named before."""
    tree = scene.tree
    sectors = _BODIES.get(tree.lemma[draft.head])
    if sectors is None or not any(tree.lowered[c] in ("the", "this", "that") for c in tree.kids(draft.head, "det")):
        return False
    if tree.kid(draft.head, "poss") is not None:
        return False
    states = scene.ontology.states
    fits = [
        d
        for d in _before(scene, index, reach=8)
        if any(a.key not in states and sectors & set(a.sectors) for a in d.actors)
    ]
    if not fits:
        return False
    draft.actors = tuple(a for a in fits[0].actors if a.key not in states)[:1]
    draft.how = "coreference"
    draft.antecedents = (scene.drafts.index(fits[0]),)
    return True


def _pair(scene: Scene, index: int, draft: Draft) -> bool:
    tree = scene.tree
    lemma = tree.lemma[draft.head]
    if lemma not in _PAIRS:
        return False
    marks = {tree.lowered[c] for c in tree.children[draft.head]}
    if not marks & {"two", "both", "three", "2"}:
        return False
    wanted = 3 if "three" in marks else 2
    found: list[Draft] = []
    keys: set[str | None] = set()
    for other in _before(scene, index, reach=4):
        for actor in other.actors:
            if actor.key is not None and actor.key not in keys and len(keys) < wanted and other.kind != "place":
                keys.add(actor.key)
                found.append(other)
    if len(keys) < 2:
        return False
    draft.actors = tuple({a.key: a for d in found for a in d.actors if a.key in keys}.values())
    draft.how = "coreference"
    draft.antecedents = tuple(scene.drafts.index(d) for d in found)
    return True


def _at_home(scene: Scene, draft: Draft, dateline: str | None) -> None:
    """The country of "police", "the army" or "protesters" that the text does not name again."""
    key = home(scene, draft.head, dateline)
    if key is None or draft.role is None:
        return
    draft.actors = (country_actor(scene.ontology, key, draft.role.sectors, draft.role.noun),)
    draft.how = "coreference"


def home(scene: Scene, token: int, dateline: str | None) -> str | None:
    """The state at whose home the text is at ``token``: the nearest and most named, or the dateline's."""
    tree = scene.tree
    number = tree.sentence_of[token]
    score: Counter[str] = Counter()
    if dateline:
        score[dateline] += 1.2  # type: ignore[assignment]
    for draft in scene.drafts:
        back = number - tree.sentence_of[draft.head]
        if draft.how in ("coreference", "pronoun", "ner"):
            continue
        for actor in draft.actors:
            if actor.key in scene.ontology.states:
                near = 2.0 if back == 0 else 1.5 if back == 1 else 1.0 if back > 1 else 0.4
                if draft.kind == "place":
                    near *= 1.5
                elif tree.dep[draft.head] in _SUBJECT:
                    near *= 1.6
                score[actor.key] += near  # type: ignore[assignment]
    return max(sorted(score), key=lambda k: score[k]) if score else None
