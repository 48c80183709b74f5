"""What the knowledge files say, as read-only values: names, roles, triggers, cues."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from streams.messages import EventType, Place, QuadClass

NameKind = Literal[
    "state", "adjective", "people", "standing", "organisation", "group", "party", "person",
    "company", "ngo", "media", "city", "region",
]  # fmt: skip
Frame = Literal[
    "acts-on", "mutual", "visit", "host", "mediate", "asks", "receives", "happens-to", "alone"
]
WordClass = Literal["verb", "noun", "adjective", "phrase"]

_JOINERS = re.compile(r"[\s\-–—‐‑/'’`´ʼ]+")
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae"})
_DROPPED = re.compile(r"[.,\"“”()]")


def fold(text: str) -> tuple[str, ...]:
    """The words of a name, without case, accents, dots, hyphens and apostrophes.

    >>> fold("Côte d'Ivoire"), fold("al-Shabaab"), fold("U.S.")
    (('cote', 'd', 'ivoire'), ('al', 'shabaab'), ('us',))
    """
    if text.isascii():
        if text.isalpha():
            return (text.lower(),)
    else:
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c))
    text = _DROPPED.sub("", text).lower()
    if not text.isascii():
        text = text.translate(_LETTERS)
    words = _JOINERS.split(text)
    return tuple(w for w in words if w)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One name in use and whom or what it names.

    ``doubtful`` names are common words or shared by several: they count only with support from
    the same article. ``since`` and ``until`` are ISO dates cut to what is known, or "".
    """

    form: str
    kind: NameKind
    key: str | None
    country: str | None
    sectors: tuple[str, ...] = ()
    name: str | None = None
    role: str | None = None
    doubtful: bool = False
    full: bool = True
    since: str = ""
    until: str = ""
    place: Place | None = None
    people: int = 0


@dataclass(frozen=True, slots=True)
class Role:
    """A noun that says what somebody is: "foreign minister", "troops".

    ``offices`` says for an office of which one holder can be named which it is, by state key;
    "" stands for all states that are not there.
    """

    noun: str
    sectors: tuple[str, ...]
    kind: str
    offices: dict[str, str] | None = field(default=None, hash=False, compare=False)

    def office(self, state: str) -> str | None:
        """The office that the noun means in that state."""
        return self.offices.get(state, self.offices.get("")) if self.offices else None


@dataclass(frozen=True, slots=True)
class Part:
    """One thing a trigger needs beside its head: a preposition, an object, or both.

    ``preposition`` may hold alternatives ("on|upon"); ``modifiers`` must modify the object.
    """

    preposition: str | None
    words: frozenset[str] | None
    modifiers: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """One pattern of one group: the words that make an event of a type.

    ``parts`` are for verbs; ``modifiers`` for nouns; ``toward`` is the last preposition, where
    the other party is looked for first; ``modal`` are auxiliaries of which one must stand with it;
    ``needs_content`` marks what is nothing without a trigger in its content, ``negated`` what is an
    act only where it is denied: "will not accept".
    """

    type: EventType
    rule: str
    mode: str | None
    frame: Frame
    word_class: WordClass
    head: str
    parts: tuple[Part, ...] = ()
    modifiers: tuple[frozenset[str], ...] = ()
    sequence: tuple[frozenset[str], ...] = ()
    toward: str | None = None
    content: bool = False
    needs_content: bool = False
    weight: float = 1.0
    object: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    not_object: frozenset[str] = frozenset()
    not_subject: frozenset[str] = frozenset()
    modal: frozenset[str] = frozenset()
    negated: bool = False
    cameo: str | None = None
    goldstein: float | None = None
    contexts: tuple[str, ...] = ()

    @property
    def specificity(self) -> int:
        """How much the pattern asks for: the more, the earlier it is tried."""
        return (
            2 * len(self.parts)
            + 2 * len(self.modifiers)
            + 2 * len(self.sequence)
            + bool(self.object or self.subject or self.toward or self.modal)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A type of event as a whole: its place in PLOVER and its crosswalk to CAMEO."""

    type: EventType
    quad_class: QuadClass
    intensity: float
    cameo: str
    goldstein: float


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """From PLOVER to CAMEO: the ``types`` that a code may stand under, the code of a type's mode."""

    types: dict[str, frozenset[str]] = field(default_factory=dict)
    modes: dict[tuple[str, str], str] = field(default_factory=dict)


class Toponym(NamedTuple):
    """A name of a city or region, small because there are many; ``own`` is its own name, not another."""

    form: str
    own: bool
    place: str
    kind: Literal["city", "region"]
    country: str
    lat: float
    lon: float
    people: int

    def unfold(self) -> Name:
        """The same as a name."""
        return Name(
            form=self.form,
            kind=self.kind,
            key=self.country,
            country=self.country,
            name=self.place,
            full=self.own,
            place=Place(
                name=self.place, kind=self.kind, country=self.country, lat=self.lat, lon=self.lon
            ),
            people=self.people,
        )


class NameTree:
    """Names by their words, for longest match. Toponyms become names when they are asked for."""

    __slots__ = ("_names", "branches")

    def __init__(self) -> None:
        self.branches: dict[str, NameTree] = _NONE
        self._names: tuple[Name | Toponym, ...] = ()

    @property
    def names(self) -> tuple[Name, ...]:
        """The names of the words that lead here."""
        if any(isinstance(n, Toponym) for n in self._names):
            self._names = tuple(n.unfold() if isinstance(n, Toponym) else n for n in self._names)
        return self._names  # type: ignore[return-value]  # no toponym is left

    def add(self, words: tuple[str, ...], name: Name | Toponym) -> None:
        """Hang ``name`` under its ``words``."""
        node = self
        for word in words:
            if node.branches is _NONE:
                node.branches = {}
            below = node.branches.get(word)
            if below is None:
                below = node.branches[word] = NameTree()
            node = below
        node._names = (*node._names, name)

    def find(self, words: tuple[str, ...]) -> tuple[Name, ...]:
        """The names of exactly these words."""
        node: NameTree | None = self
        for word in words:
            node = node.branches.get(word) if node else None
        return node.names if node else ()


_NONE: Final[dict[str, NameTree]] = {}  # of every leaf; never written to


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """All knowledge, loaded and checked. ``version`` is a digest of the files.

    ``holders`` are full names by state key and office, in the order of the files.
    """

    version: str
    names: NameTree
    roles: dict[tuple[str, ...], Role]
    titles: dict[tuple[str, ...], tuple[str, ...]]
    states: dict[str, Place]
    holders: dict[tuple[str, str], tuple[Name, ...]]
    kinds: dict[str, Kind]
    verbs: dict[str, tuple[Trigger, ...]]
    nouns: dict[str, tuple[Trigger, ...]]
    adjectives: dict[str, tuple[Trigger, ...]]
    phrases: dict[str, tuple[Trigger, ...]]
    sets: dict[str, frozenset[str]]
    cues: dict[str, dict[str, frozenset[str]]]
    cameo: Crosswalk = field(default_factory=Crosswalk)
