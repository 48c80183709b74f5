"""When and where: ties dates and places to a trigger by the clause they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from streams.events.scene import Scene
from streams.messages import EventDate, Location, Mention, Party, Time, Words

_WHERE: Final = frozenset(
    {
        "in",
        "at",
        "near",
        "outside",
        "inside",
        "around",
        "off",
        "across",
        "on",
        "over",
        "within",
        "throughout",
        "along",
        "from",
        "to",
        "into",
        "toward",
        "towards",
        "north",
        "south",
        "east",
        "west",
        "of",
    }
)
_FIRM: Final = frozenset(
    {"in", "at", "near", "outside", "inside", "across", "around", "throughout", "off", "within"}
)
_THROUGH: Final = frozenset(
    {
        "xcomp",
        "pcomp",
        "prep",
        "pobj",
        "dobj",
        "acl",
        "advcl",
        "attr",
        "oprd",
        "nsubj",
        "nsubjpass",
        "conj",
        "compound",
        "amod",
        "acomp",
        "agent",
        "advmod",
        "npadvmod",
        "appos",
        "poss",
        "relcl",
        "dative",
        "prt",
    }
)
SPEECH: Final = frozenset(
    {"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "CONCEDE", "AGREE"}
)


def clause_of(scene: Scene, token: int) -> int:
    """The nearest verb at or above ``token``, or the root."""
    tree = scene.tree
    node = token
    while tree.pos[node] not in ("VERB", "AUX") and tree.head[node] != node:
        node = tree.head[node]
    return node


def _near(scene: Scene, trigger: int) -> dict[int, int]:
    """Clause verbs and event nouns whose settings are the trigger's too, with their distance."""
    tree = scene.tree
    found = {trigger: 0}
    node, distance = trigger, 0
    light = scene.ontology.cues["modality"]
    while tree.head[node] != node and distance < 6:
        governor, dep = tree.head[node], tree.dep[node]
        distance += 1
        if dep in ("ccomp", "advcl", "relcl", "parataxis"):
            break
        if dep == "nsubj" and tree.lemma[governor] not in (
            "be",
            "take",
            "come",
            "begin",
            "start",
            "continue",
            "end",
            "follow",
            "happen",
            "occur",
            "leave",
            "kill",
            "draw",
            "last",
            "go",
        ):
            break
        if dep == "conj" and tree.kid(node, "nsubj", "nsubjpass") is not None:
            break
        if (
            dep in ("pcomp", "acl")
            and tree.tag[node] in ("VBG",)
            and tree.lemma[governor] not in light["transparent"]
            and dep == "acl"
        ):
            break
        found[governor] = distance
        node = governor
    for child in tree.children[trigger]:
        if (
            tree.dep[child] in ("xcomp", "advcl", "conj")
            and tree.pos[child] in ("VERB", "AUX")
            and tree.kid(child, "nsubj", "nsubjpass") is None
        ):
            found.setdefault(child, 2)
    return found


def _holder(scene: Scene, token: int) -> int:
    """The verb or noun that a time or place phrase modifies."""
    tree = scene.tree
    node = token
    while tree.head[node] != node:
        governor = tree.head[node]
        if tree.pos[governor] in ("VERB", "AUX"):
            return governor
        if (
            tree.dep[node] in ("prep", "npadvmod", "nmod", "compound", "poss", "amod", "advmod")
            and tree.pos[governor] in ("NOUN", "PROPN")
            and tree.dep[node] != "pobj"
        ):
            return governor
        node = governor
    return node


def date_of(scene: Scene, trigger: int, *, speech: bool) -> EventDate | None:
    """The date that the text ties to the trigger, or None."""
    tree = scene.tree
    near = _near(scene, trigger)
    here = tree.sentence_of[trigger]
    best: tuple[int, Time] | None = None
    for time in scene.entities.times:
        if tree.sentence_of[time.first] != here or time.precision == "year":
            continue
        top = _top(scene, time)
        holder = _holder(scene, top)
        distance = near.get(holder)
        if distance is None and not speech:
            clause = clause_of(scene, trigger)
            if (
                clause_of(scene, holder) == clause
                and tree.pos[holder] in ("NOUN", "PROPN")
                and tree.dep[holder] in ("dobj", "pobj", "attr")
            ):
                distance = 4
        if distance is None:
            continue
        if (
            speech
            and holder != trigger
            and tree.lemma[holder] not in ("say", "tell", "announce")
            and distance > 1
        ):
            continue
        if best is None or distance < best[0]:
            best = distance, time
    if best is None:
        return None
    time = best[1]
    start, end = time.from_day, time.to_day
    precision = time.precision
    words = Words(field=time.field, start=time.start, end=time.end, text=time.text)
    return EventDate(
        start=start, end=end, precision=precision, text=time.text, how=time.how, words=words
    )


def _top(scene: Scene, time: Time) -> int:
    tree = scene.tree
    inside = range(time.first, time.last)
    for token in inside:
        if tree.head[token] not in inside or tree.head[token] == token:
            return token
    return time.first


def place_of(
    scene: Scene, trigger: int, involved: list[Mention], *, physical: bool
) -> Location | None:
    """The place that the text ties to the trigger: behind a preposition of its clause, or what is struck."""
    tree = scene.tree
    near = _near(scene, trigger)
    best: tuple[float, Mention] | None = None
    for token, mention in _places(scene, trigger):
        prep = tree.head[token]
        while tree.dep[prep] in ("conj", "appos", "compound", "nmod") or (
            tree.pos[prep] in ("PROPN", "NOUN") and tree.dep[prep] == "pobj"
        ):
            prep = tree.head[prep]
        if tree.pos[prep] != "ADP" or tree.lowered[prep] not in _WHERE:
            continue
        holder = tree.head[prep]
        distance = near.get(holder)
        if (
            distance is None
            and tree.pos[holder] in ("NOUN", "PROPN")
            and clause_of(scene, holder) in near
        ):
            distance = near[clause_of(scene, holder)] + 2
            if not physical:
                continue
        if distance is None and tree.pos[holder] == "ADP":
            distance = near.get(tree.head[holder])
        if distance is None:
            continue
        word = tree.lowered[prep]
        if word not in _FIRM and not (
            physical
            and word
            in ("on", "over", "along", "into", "to", "of", "from", "north", "south", "east", "west")
        ):
            continue
        if not physical and mention.kind == "state" and word not in ("in", "at"):
            continue
        size = {"city": 0.0, "site": 0.0, "region": 0.3}.get(
            mention.place.kind if mention.place else "", 0.6
        )
        score = distance + size + (0 if word in _FIRM else 1.0)
        if best is None or score < best[0]:
            best = score, mention
    if best is None and physical:
        for mention in involved:
            if mention.place is not None and mention.kind in ("place", "state"):
                best = 9.0, mention
                break
    return _location(best[1]) if best is not None else None


def home_of(scene: Scene, parties: Iterable[Party]) -> Location | None:
    """The one country that all parties are of, as a place by default; None where there are several."""
    countries = {p.country for p in parties if p.key is not None}
    country = next(iter(countries)) if len(countries) == 1 else None
    place = scene.ontology.states.get(country or "")
    if place is None:
        return None
    return Location(
        name=place.name, country=place.country, lat=place.lat, lon=place.lon, how="default"
    )


def _location(mention: Mention) -> Location | None:
    place = mention.place
    if place is None:
        return None
    return Location(
        name=place.name,
        country=place.country,
        lat=place.lat,
        lon=place.lon,
        how="stated",
        words=Words(field=mention.field, start=mention.start, end=mention.end, text=mention.text),
    )


def _places(scene: Scene, trigger: int) -> Iterator[tuple[int, Mention]]:
    sentence = scene.tree.sentence(trigger)
    for token in range(sentence.first, sentence.last):
        found = scene.at.get(token)
        if found is not None and found[1].place is not None:
            yield token, found[1]
