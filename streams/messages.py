"""The messages that travel between stages, and their parts: frozen, no behaviour but invariants.

Every room takes one of these and makes the next; ``wire`` turns them into bytes and back. All
offsets are half-open ``[start, end)`` counts of code points into the article's ``title`` or
``body`` *as received*. Token positions are indices into ``Parse``'s parallel arrays.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, Literal, get_args

Field = Literal["title", "body"]
EventType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
EVENT_TYPES: Final[tuple[EventType, ...]] = get_args(EventType)
Factuality = Literal["actual", "claimed", "planned", "hypothetical", "negated"]
FACTUALITIES: Final[tuple[Factuality, ...]] = get_args(Factuality)
QuadClass = Literal[
    "verbal cooperation", "material cooperation", "verbal conflict", "material conflict"
]
OutcomeKind = Literal["coded", "empty", "filtered", "rejected", "withdrawn"]
OUTCOMES: Final[tuple[OutcomeKind, ...]] = get_args(OutcomeKind)
Status = Literal["reported", "corroborated", "disputed", "retracted"]
STATUSES: Final[tuple[Status, ...]] = get_args(Status)
Severity = Literal["low", "medium", "high", "critical"]
SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)
COUNTED: Final = ("killed", "injured", "displaced", "detained", "missing", "money")
"""What the numbers of an event count."""
Precision = Literal["day", "week", "month", "quarter", "season", "year", "range"]
DateHow = Literal["stated", "inferred", "default"]
SlotHow = Literal["stated", "coreference", "dateline", "default"]
MentionKind = Literal["person", "body", "state", "people", "place", "role", "pronoun", "given"]
How = Literal[
    "gazetteer",  # the words stand in our lists
    "demonym",  # "Iranian", "the Turks"
    "metonym",  # capital, palace or ministry that stands for the government
    "title",  # "Polish foreign minister X"
    "apposition",  # "X, the Polish foreign minister,"
    "office",  # "the French president": the role and its country, no name
    "coreference",  # a later short name or description of someone named before
    "pronoun",
    "ner",  # only the statistical model says so; key unknown
    "given",  # a mention that came with the article
]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenMention:
    """A span that an upstream tagger says is an actor."""

    field: Field
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A news article as received. ``published_at`` is RFC 3339 with offset."""

    article_id: str
    title: str
    body: str
    published_at: str
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    mentions: tuple[GivenMention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The title or one paragraph of the body, cleaned.

    ``runs`` aligns ``text`` with the field it came from: each run is
    ``(clean_start, clean_length, source_start, source_length)``, in order and without gaps in
    the clean text; a run of equal lengths is character for character, any other is one unit.
    """

    field: Field
    text: str
    runs: tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """Where and when the article was filed: ``DOHA, July 3 (Agency) —``; offsets into the body."""

    start: int
    end: int
    place: str | None = None
    country: str | None = None
    date: str | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article cleaned, dated and in a known language.

    ``anchor`` is the ISO day from which relative dates count; ``content_hash`` is hex SHA-256
    of title and body; ``signature`` is the near-duplicate signature, hex.
    """

    article_id: str
    content_hash: str
    title: str
    body: str
    published_at: str
    anchor: str
    language: str
    signature: str
    url: str | None = None
    publisher: str | None = None
    mentions: tuple[GivenMention, ...] = ()
    passages: tuple[Passage, ...] = ()
    dateline: Dateline | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Tokens ``[first, last)`` of one sentence, with its field, span and paragraph (passage) number."""

    first: int
    last: int
    field: Field
    start: int
    end: int
    passage: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Parse:
    """Tokens as parallel arrays. ``head`` is the absolute index of the governor, itself at a root.

    ``tag`` is Penn Treebank, ``pos`` Universal, ``dep`` spaCy's English (ClearNLP) labels, ``ent``
    the model's entity label with B-/I- prefix or "". ``start``/``end`` are source offsets.
    """

    model: str
    text: tuple[str, ...] = ()
    lemma: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    pos: tuple[str, ...] = ()
    dep: tuple[str, ...] = ()
    head: tuple[int, ...] = ()
    ent: tuple[str, ...] = ()
    start: tuple[int, ...] = ()
    end: tuple[int, ...] = ()
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A political actor as resolved. ``key`` and ``country`` as in the protocol; null is unknown."""

    key: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    name: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place on the map. ``kind``: country, region, city, site, sea. ``country`` is ISO alpha-3."""

    name: str
    kind: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Tokens ``[first, last)`` that name somebody or some place, and what they resolve to.

    ``actors`` holds several for "the two leaders" or a plural pronoun, none where the mention is
    unresolved. ``candidates`` keeps the keys between which the text does not decide.
    """

    first: int
    last: int
    head: int
    field: Field
    start: int
    end: int
    text: str
    kind: MentionKind
    how: How
    actors: tuple[Actor, ...] = ()
    place: Place | None = None
    antecedents: tuple[int, ...] = ()
    candidates: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time expression, resolved: ISO days ``from_day`` to ``to_day`` inclusive.

    ``how``: ``stated`` names the day by itself, ``inferred`` needed the anchor.
    """

    first: int
    last: int
    field: Field
    start: int
    end: int
    text: str
    from_day: str
    to_day: str
    precision: Precision
    how: DateHow


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words in quotation marks, marks excluded; ``speaker`` is a mention's index, ``cue`` a token's."""

    field: Field
    start: int
    end: int
    first: int
    last: int
    speaker: int | None = None
    cue: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entities:
    """A parsed article with everybody in it: the replay point, from which rules need no model."""

    article_id: str
    content_hash: str
    title: str
    body: str
    published_at: str
    anchor: str
    signature: str
    parse: Parse
    url: str | None = None
    publisher: str | None = None
    dateline: Dateline | None = None
    mentions: tuple[Mention, ...] = ()
    times: tuple[Time, ...] = ()
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words a slot rests on: ``text`` is ``article[field][start:end]``."""

    field: Field
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An actor in its role in an event, with the words that name it there."""

    key: str | None
    country: str | None
    sectors: tuple[str, ...]
    name: str | None
    role: str | None
    mention: str
    field: Field
    start: int
    end: int
    how: SlotHow = "stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDate:
    """When it happened: ISO days, inclusive. ``how`` ``default`` is the publication day."""

    start: str
    end: str
    precision: Precision
    text: str | None
    how: DateHow
    words: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where it happened; ``words`` is null when it comes from the dateline."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    how: SlotHow = "stated"
    words: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says so: speaker's name and key, the word of saying, and the quoted words if any."""

    name: str
    cue: str | None
    quote: str | None
    key: str | None = None
    words: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number the text gives: inclusive bounds, an open one null; ``unit`` for money (ISO 4217)."""

    min: float | None
    max: float | None
    text: str
    field: Field
    start: int
    end: int
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The sentence that states the event and, within it, the trigger."""

    field: Field
    start: int
    end: int
    trigger_start: int
    trigger_end: int
    text: str
    trigger: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What one article says happened, each event once, at its fullest telling."""

    event_id: str
    article_id: str
    content_hash: str
    published_at: str
    publisher: str | None
    url: str | None
    signature: str
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    reciprocal: bool
    factuality: Factuality
    factuality_words: Words | None
    date: EventDate | None
    location: Location | None
    attribution: Attribution | None
    magnitude: dict[str, Quantity]
    evidence: Evidence
    tellings: tuple[Evidence, ...]
    confidence: float
    rule: str
    cameo: str | None
    quad_class: QuadClass
    intensity: float
    goldstein: float | None
    ontology: str
    coder: str

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence {self.confidence} is not within 0..1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one report says of each slot, as in its event."""

    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    reciprocal: bool
    factuality: Factuality
    date: EventDate | None
    location: Location | None
    attribution: Attribution | None
    magnitude: dict[str, Quantity]
    confidence: float
    cameo: str | None
    quad_class: QuadClass
    intensity: float
    goldstein: float | None
    ontology: str
    coder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One article's telling of a record: where to read it, the words, and what it says."""

    event_id: str
    article_id: str
    content_hash: str
    published_at: str
    publisher: str | None
    url: str | None
    signature: str
    evidence: Evidence
    said: Said | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One of several things said of a slot: ``reports`` are event ids, ``sources`` publishers."""

    text: str
    reports: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A slot on which reports differ, and who says what; for numbers the range over all of them."""

    slot: str
    versions: tuple[Version, ...]
    min: float | None = None
    max: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One real-world event as known so far; each change is a new ``revision``, never a new id.

    Every slot holds the best value that the reports give; ``support`` names the reports (by event
    id) that say so, ``conflicts`` the slots on which they differ. ``retracted_at`` is in publication
    time; ``superseded_by`` is the record that took this one in.
    """

    record_id: str
    revision: int
    status: Status
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    reciprocal: bool
    factuality: Factuality
    date: EventDate | None
    location: Location | None
    magnitude: dict[str, Quantity]
    confidence: float
    reports: tuple[Report, ...]
    sources: tuple[str, ...]
    first_seen: str
    last_seen: str
    supersedes: tuple[str, ...]
    cameo: str | None
    quad_class: QuadClass
    intensity: float
    goldstein: float | None
    ontology: str
    coder: str
    support: dict[str, tuple[str, ...]] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    superseded_by: str | None = None
    retracted_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A condition of a rule that held, and in words why."""

    condition: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The words of one report: where to read them."""

    event_id: str
    article_id: str
    published_at: str
    publisher: str | None
    url: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A rule that held for a record: which, why, and the words it rests on.

    ``due`` is the earliest time of delivery, null at once; alerts of one ``digest`` are delivered
    together. ``raised_at`` is in publication time.
    """

    alert_id: str
    rule: str
    severity: Severity
    raised_at: str
    due: str | None
    digest: str | None
    title: str
    reasons: tuple[Reason, ...]
    record_id: str
    revision: int
    status: Status
    type: EventType
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    country: str | None
    sources: tuple[str, ...]
    evidence: tuple[Proof, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one version of an article: exactly one, final."""

    article_id: str
    content_hash: str | None
    stage: str
    outcome: OutcomeKind
    reason: str | None = None
    event_ids: tuple[str, ...] = ()
    detail: dict[str, Any] = field(default_factory=dict)
