"""The one path: which stages there are, and what each makes of one message.

Library, ``dragoman code``, worker, replay and tests all call ``step`` (or ``run``); they differ only
in who carries the bytes. Nothing here knows Kafka, a clock or a random number, so the same message
gives the same bytes wherever it is processed.
"""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache

from streams import alerts, documents, entities, events, records, wire
from streams.errors import Rejected, Unavailable
from streams.flow import (
    DEFAULT_MODEL,
    LIGHT_MODEL,
    Environment,
    Message,
    Options,
    Origin,
    Stage,
)
from streams.messages import (
    Alert,
    Article,
    Document,
    Entities,
    Event,
    Outcome,
    OutcomeKind,
    Record,
)

__all__ = [
    "DEFAULT_MODEL",
    "LIGHT_MODEL",
    "Environment",
    "Message",
    "Options",
    "Origin",
    "Stage",
    "alert_step",
    "fold_step",
    "reject",
    "run",
    "stage",
    "stages",
    "step",
]


def stages() -> tuple[Stage, ...]:
    """The whole flow, stated once; topics, agents, groups and metrics derive their names from it."""
    return (
        Stage(
            "documents",
            "articles",
            ("documents", "outcomes", "rejects"),
            _documents,
            pooled=True,
            needs=("mapping",),
        ),
        Stage(
            "entities",
            "documents",
            ("entities", "outcomes", "rejects"),
            _entities,
            pooled=True,
            needs=("ontology", "parser"),
            ahead=_parse_ahead,
        ),
        Stage(
            "events",
            "entities",
            ("events", "outcomes", "rejects"),
            _events,
            pooled=True,
            needs=("ontology",),
        ),
        Stage("records", "events", ("records", "outcomes", "rejects"), None, pooled=False),
        Stage("alerts", "records", ("alerts", "rejects"), None, pooled=False),
    )


@lru_cache(maxsize=1)
def _by_name() -> dict[str, Stage]:
    return {stage.name: stage for stage in stages()}


def stage(name: str) -> Stage:
    """The stage of that name.

    Raises:
        KeyError: there is none.
    """
    return _by_name()[name]


def step(at: Stage, message: Message, environment: Environment) -> list[Message]:
    """What a stateless stage makes of one message, in the order in which it is to be sent.

    Never raises for a bad message: that gives a reject and an outcome.

    Raises:
        Unavailable: the world's fault; the caller backs off and does not acknowledge.
    """
    if at.work is None:
        raise ValueError(f"stage {at.name} has state: use fold_step")
    try:
        wire.check_version(message.headers)
        return at.work(message, environment)
    except Unavailable:
        raise
    except Rejected as why:
        return reject(at.name, message, why)
    except Exception as bug:
        return reject(at.name, message, _bug(bug), trace=traceback.format_exc())


def fold_step(
    message: Message, known: records.Known, environment: Environment
) -> tuple[records.Known, list[Message]]:
    """What the records stage makes of one message, given and returning its state."""
    del environment  # same signature as step: folding needs no knowledge yet
    try:
        wire.check_version(message.headers)
        place = wire.place(message.headers)
        if place is not None and known.order.late(_text_key(message), place):
            return known, []  # a newer version of the article has spoken
        if message.value is None:
            known, changed = records.withdraw(known, _text_key(message))
        else:
            known, changed = records.fold(known, wire.read(Event, message.value))
        known, buried = records.bury(known)
    except Rejected as why:
        return known, reject("records", message, why)
    except Exception as bug:
        return known, reject("records", message, _bug(bug), trace=traceback.format_exc())
    return known, [
        *(_send("records", r.record_id, r, message) for r in changed),
        *(_gone("records", message, name) for name in buried),
    ]


def alert_step(
    message: Message, known: alerts.Watch, environment: Environment
) -> tuple[alerts.Watch, list[Message]]:
    """What the alerts stage makes of one message, given and returning its state.

    A reject comes without an outcome: what is rejected is a record, which no one article answers for.
    """
    del environment  # the rules are part of the state
    try:
        wire.check_version(message.headers)
        if message.value is None:
            return alerts.drop(known, _text_key(message)), []
        if not known.rules:
            return known, []  # nothing is asked; whoever starts with rules reads the past anew
        known, raised = alerts.watch(known, wire.read(Record, message.value))
    except Rejected as why:
        return known, reject("alerts", message, why)[:1]
    except Exception as bug:
        return known, reject("alerts", message, _bug(bug), trace=traceback.format_exc())[:1]
    return known, [_send("alerts", a.record_id, a, message) for a in raised]


def reject(at: str, message: Message, why: Rejected, *, trace: str = "") -> list[Message]:
    """The reject that holds the original bytes, and the outcome that counts it."""
    article_id = _name_of(message)
    digest = hashlib.sha256(message.value or b"").hexdigest()
    outcome = Outcome(
        article_id=article_id,
        content_hash=digest,
        stage=at,
        outcome="rejected",
        reason=why.reason,
    )
    headers = wire.reject_headers(
        stage=at,
        reason=why.reason,
        detail=why.detail,
        origin=str(message.origin) if message.origin else "",
        trace=trace,
        headers=message.headers,
    )
    return [
        Message("rejects", message.key, message.value, headers),
        _send("outcomes", article_id, outcome, message),
    ]


def run(messages: Iterable[Message], environment: Environment) -> Iterator[Message]:
    """The whole path in this process: every message of every topic, depth first, in order."""
    takers = {s.takes: s for s in stages()}
    known, watch = records.Known(), alerts.Watch(environment.rules)
    for first in messages:
        waiting = [first]
        while waiting:
            message = waiting.pop(0)
            taker = takers.get(message.topic)
            if taker is None:
                continue
            if taker.name == "records":
                known, made = fold_step(message, known, environment)
            elif taker.name == "alerts":
                watch, made = alert_step(message, watch, environment)
            else:
                made = step(taker, message, environment)
            yield from made
            waiting.extend(made)


def _documents(message: Message, environment: Environment) -> list[Message]:
    if message.origin is not None:
        at = message.origin
        headers = wire.placed(message.headers, at.partition, at.offset)
        message = replace(message, headers=headers)
    if message.value is None:
        article_id = _text_key(message)
        return [
            _gone("documents", message),
            _outcome(message, article_id, None, "documents", "withdrawn"),
        ]
    article = wire.read_article(
        message.value, environment.mapping, limit=environment.options.article_limit
    )
    _check_key(message, article)
    made = documents.read(article, language_floor=environment.options.language_floor)
    if isinstance(made, documents.Filtered):
        return [
            _gone("documents", message, article.article_id),
            _outcome(
                message, article.article_id, made.content_hash, "documents", "filtered", made.reason
            ),
        ]
    return [_send("documents", made.article_id, made, message)]


def _entities(message: Message, environment: Environment) -> list[Message]:
    if message.value is None:
        return [_gone("entities", message)]
    document = wire.read(Document, message.value)
    made = entities.find(document, environment.parser, environment.ontology)
    return [_send("entities", made.article_id, made, message)]


def _parse_ahead(messages: Sequence[Message], environment: Environment) -> None:
    """Parses documents together; whatever is wrong with one is said when its turn comes."""
    read = []
    for message in messages:
        with suppress(Exception):
            if message.value is not None:
                read.append(wire.read(Document, message.value))
    with suppress(Exception):
        environment.parser.ahead(read)


def _events(message: Message, environment: Environment) -> list[Message]:
    if message.value is None:
        return [_gone("events", message)]
    known = wire.read(Entities, message.value)
    coded = events.code(known, environment.ontology, floor=environment.options.confidence_floor)
    if not coded:
        # nothing stands from this article any more, should an earlier version have said otherwise
        return [
            _gone("events", message, known.article_id),
            _outcome(message, known.article_id, known.content_hash, "events", "empty"),
        ]
    ids = tuple(e.event_id for e in coded)
    return [
        *(_send("events", e.article_id, e, message) for e in coded),
        _outcome(message, known.article_id, known.content_hash, "events", "coded", ids=ids),
    ]


def _send(
    topic: str,
    key: str,
    body: Document | Entities | Event | Record | Alert | Outcome,
    cause: Message,
) -> Message:
    value = wire.write(body)
    return Message(topic, key.encode(), value, wire.headers(body, cause.headers, value))


def _gone(topic: str, cause: Message, article_id: str | None = None) -> Message:
    key = article_id.encode() if article_id is not None else cause.key
    return Message(topic, key, None, wire.withdrawal_headers(topic, key, cause.headers))


def _outcome(
    cause: Message,
    article_id: str,
    content_hash: str | None,
    at: str,
    outcome: OutcomeKind,
    reason: str | None = None,
    ids: tuple[str, ...] = (),
) -> Message:
    body = Outcome(
        article_id=article_id,
        content_hash=content_hash,
        stage=at,
        outcome=outcome,
        reason=reason,
        event_ids=ids,
    )
    return _send("outcomes", article_id, body, cause)


def _text_key(message: Message) -> str:
    try:
        key = (message.key or b"").decode()
    except UnicodeDecodeError as why:
        raise Rejected("bad-key", "the key is not UTF-8") from why
    if not key:
        raise Rejected("bad-key", "a withdrawal needs the article's id as its key")
    return key


def _check_key(message: Message, article: Article) -> None:
    if message.key is not None and _text_key(message) != article.article_id:
        raise Rejected("bad-key", "the key is not the article's id")


def _name_of(message: Message) -> str:
    """What to call a message whose article id may be unreadable."""
    try:
        key = (message.key or b"").decode()
    except UnicodeDecodeError:
        key = ""
    if key:
        return key
    return (
        str(message.origin) if message.origin else hashlib.sha256(message.value or b"").hexdigest()
    )


def _bug(why: Exception) -> Rejected:
    last = traceback.extract_tb(why.__traceback__)[-1]
    where = f"{last.filename.rsplit('/', 1)[-1]}:{last.name}"
    fingerprint = hashlib.sha256(f"{type(why).__name__} {where}".encode()).hexdigest()[:12]
    return Rejected("bug", f"{fingerprint} {type(why).__name__} in {where}: {why}")
