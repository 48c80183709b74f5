"""The pattern language of ``event_types/*.toml``, read into triggers; see docs/knowledge.md."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from streams.errors import BadKnowledge
from streams.messages import EVENT_TYPES
from streams.ontology.model import Part, Trigger, WordClass

PREPOSITIONS: Final[frozenset[str]] = frozenset(
    "aboard about above across after against ahead along alongside amid among apart around aside as "
    "at away back before behind below beneath beside between beyond by close closer down during for "
    "forth forward from home in inside into jointly near of off on onto opposite out outside over "
    "past through throughout till to together toward towards under until up upon with within without".split()
)
FRAMES: Final[frozenset[str]] = frozenset(
    "acts-on mutual visit host mediate asks receives happens-to alone".split()
)
MODES: Final[dict[str, frozenset[str]]] = {
    "CONSULT": frozenset({"visit", "third-party", "multilateral", "phone"}),
    "RETREAT": frozenset(
        {"withdraw", "release", "return", "disarm", "ceasefire", "access", "resign"}
    ),
    "REQUEST": frozenset({"assist", "change", "yield", "meet"}),
    "ACCUSE": frozenset({"disapprove", "investigate", "allege"}),
    "REJECT": frozenset({"assist", "change", "yield", "meet"}),
    "THREATEN": frozenset(
        {"restrict", "ban", "arrest", "relations", "rights", "expel", "territory", "violence"}
    ),
    "PROTEST": frozenset({"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"}),
    "SANCTION": frozenset({"convict", "expel", "withdraw", "discontinue"}),
    "MOBILIZE": frozenset({"troops", "weapons", "police", "militia"}),
    "COERCE": frozenset(
        "seize restrict ban censor curfew martial-law arrest deport withhold misinformation cyber".split()
    ),
    "ASSAULT": frozenset(
        "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack "
        "aerial drone heavy-weapons crowd-control unconventional".split()
    ),
}
_WORD_CLASSES: Final[dict[str, WordClass]] = {
    "verbs": "verb",
    "nouns": "noun",
    "adjectives": "adjective",
    "phrases": "phrase",
}
_GROUP_KEYS: Final[frozenset[str]] = frozenset(
    "id mode cameo goldstein frame contexts verbs nouns adjectives phrases object subject "
    "not_object not_subject modal negated content needs_content weight examples counter".split()
)
Sets = dict[str, frozenset[str]]


def triggers_of(where: str, table: dict[str, Any], sets: Sets) -> Iterator[Trigger]:
    """Every trigger of one event type file.

    Args:
        where: the file's name, for error messages.
        table: the file as TOML gives it.
        sets: nouns by set name.

    Raises:
        BadKnowledge: a key, frame, mode, set or pattern is not of the language.
    """
    event_type = table.get("type")
    if not isinstance(event_type, str) or event_type not in EVENT_TYPES:
        raise BadKnowledge(f"{where}: type {event_type!r} is none of the sixteen")
    seen: set[str] = set()
    groups = table.get("group", [])
    if not isinstance(groups, list) or not all(isinstance(group, dict) for group in groups):
        raise BadKnowledge(f"{where}: groups are to be tables [[group]]")
    for group in groups:
        name = f"{event_type}/{group.get('id', '?')}"
        if name in seen:
            raise BadKnowledge(f"{where}: group {name} stands twice")
        seen.add(name)
        _check_group(where, name, event_type, group)
        try:
            shared = _shared(event_type, name, group, sets)
        except KeyError as unknown:
            raise BadKnowledge(f"{where}: {name} uses the unknown set {unknown}") from unknown
        for key, word_class in _WORD_CLASSES.items():
            for pattern in group.get(key, []):
                try:
                    yield from _expand(pattern, word_class, shared, sets)
                except KeyError as unknown:
                    raise BadKnowledge(
                        f"{where}: {name}: pattern {pattern!r} uses the unknown set {unknown}"
                    ) from unknown


def _text(given: Any) -> bool:
    return isinstance(given, str) and bool(given.strip())


def _texts(given: Any) -> bool:
    return isinstance(given, list) and all(_text(each) for each in given)


def _number(given: Any) -> bool:
    return isinstance(given, int | float) and not isinstance(given, bool)


_SHAPES: Final[dict[str, Callable[[Any], bool]]] = {
    **dict.fromkeys(("id", "mode", "frame", "cameo"), _text),
    **dict.fromkeys(("goldstein", "weight"), _number),
    **dict.fromkeys(("content", "needs_content", "negated"), lambda given: isinstance(given, bool)),
}
"""What the value of a group's key has to be; a list of texts where nothing else is said."""


def _check_group(where: str, name: str, event_type: str, group: dict[str, Any]) -> None:
    unknown = set(group) - _GROUP_KEYS
    if unknown:
        raise BadKnowledge(f"{where}: {name} has the unknown key {sorted(unknown)[0]!r}")
    for key, given in group.items():
        if not _SHAPES.get(key, _texts)(given):
            raise BadKnowledge(f"{where}: {name} has a {key} of the wrong kind: {given!r}")
    if group.get("frame", "acts-on") not in FRAMES:
        raise BadKnowledge(f"{where}: {name} has the unknown frame {group['frame']!r}")
    mode = group.get("mode")
    if mode is not None and mode not in MODES.get(event_type, frozenset()):
        raise BadKnowledge(f"{where}: {name} has the unknown mode {mode!r}")
    if not 0 < group.get("weight", 1.0) <= 1:
        raise BadKnowledge(f"{where}: {name} has a weight outside 0..1")


def _words(token: str, sets: Sets) -> frozenset[str]:
    found: set[str] = set()
    for word in token.split("|"):
        if word.startswith("@"):
            found |= sets[word[1:]]
        else:
            found.add(word)
    return frozenset(found)


def _heads(token: str, sets: Sets) -> list[str]:
    """A verb pattern's first words in the order given, those of a set in alphabetical order."""
    heads = (sorted(_words(w, sets)) if w.startswith("@") else [w] for w in token.split("|"))
    return list(dict.fromkeys(word for words in heads for word in words))


def _constraint(words: list[str] | None, sets: Sets) -> frozenset[str]:
    return frozenset().union(*(_words(w, sets) for w in words or []))


def _shared(event_type: str, rule: str, group: dict[str, Any], sets: Sets) -> dict[str, Any]:
    """What a group says once for all its patterns."""
    return {
        "type": event_type,
        "rule": rule,
        "mode": group.get("mode"),
        "frame": group.get("frame", "acts-on"),
        "content": group.get("content", False),
        "needs_content": group.get("needs_content", False),
        "weight": group.get("weight", 1.0),
        "object": _constraint(group.get("object"), sets),
        "subject": _constraint(group.get("subject"), sets),
        "not_object": _constraint(group.get("not_object"), sets),
        "not_subject": _constraint(group.get("not_subject"), sets),
        "modal": frozenset(group.get("modal", ())),
        "negated": group.get("negated", False),
        "cameo": group.get("cameo"),
        "goldstein": group.get("goldstein"),
        "contexts": tuple(group.get("contexts", ())),
    }


def _expand(
    pattern: str, word_class: WordClass, shared: dict[str, Any], sets: Sets
) -> Iterator[Trigger]:
    tokens = pattern.split()
    shape: dict[str, Any]
    if word_class == "verb":
        heads, shape = _heads(tokens[0], sets), _verb_shape(tokens[1:], sets)
    elif word_class == "phrase":
        sequence = tuple(_words(t, sets) for t in tokens)
        heads = sorted(sequence[0])
        last = tokens[-1]
        shape = {"sequence": sequence, "toward": last if _is_preposition(last) else None}
    else:
        first = next((n for n, t in enumerate(tokens) if n and _is_preposition(t)), len(tokens))
        *before, last = tokens[:first]
        heads = sorted(_words(last, sets))
        shape = _verb_shape(tokens[first:], sets)
        shape["parts"] = tuple(p for p in shape["parts"] if p.words is not None)
        shape["modifiers"] = tuple(_words(t, sets) for t in before)
    for head in heads:
        yield Trigger(word_class=word_class, head=head, **shared, **shape)


def _is_preposition(token: str) -> bool:
    return all(word in PREPOSITIONS for word in token.split("|"))


def _verb_shape(tokens: list[str], sets: Sets) -> dict[str, Any]:
    parts: list[Part] = []
    waiting: str | None = None
    run: list[str] = []
    for token in [*tokens, ""]:
        # "call home @envoy" has a particle, "confine to home" an object
        if token and (not _is_preposition(token) or (token == "home" and waiting and not run)):
            run.append(token)
            continue
        if run:
            *before, head = run
            modifiers = tuple(_words(t, sets) for t in before)
            parts.append(Part(waiting, _words(head, sets), modifiers))
            run, waiting = [], None
        if token:
            if waiting is not None:
                parts.append(Part(waiting, None))
            waiting = token
    if waiting is not None:
        parts.append(Part(waiting, None))
    return {"parts": tuple(parts), "toward": waiting}
