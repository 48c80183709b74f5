"""Headers of our own messages: CloudEvents 1.0 in Kafka's binary mode, and the trace.

All are functions of the message and of the headers that came with its cause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Final

from streams import contracts
from streams.errors import Rejected
from streams.messages import Alert, Document, Entities, Event, Outcome, Record
from streams.wire.codec import Written, write

Headers = tuple[tuple[str, bytes], ...]
Incoming = Iterable[tuple[str, bytes | None]]
"""Headers as Kafka may give them: a value can be null, which is taken as empty."""

_LONGEST_SUBJECT: Final = 1024
_LONGEST_STATE: Final = 512
_TRACEPARENT: Final = re.compile(
    rb"[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}"
)
_TIME: Final = re.compile(rb"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)")
_SOURCES: Final[dict[type[Written], str]] = {
    Document: "documents",
    Entities: "entities",
    Event: "events",
    Record: "records",
    Alert: "alerts",
    Outcome: "outcomes",
}


def headers(message: Written, incoming: Incoming, value: bytes | None = None) -> Headers:
    """The headers of a message of ours, made because of one that came with ``incoming``.

    ``ce_id`` is a digest of the content: a redelivery has the same, a changed message another.
    ``ce_time`` is the time of publication; an outcome takes it over from its cause where given.

    Args:
        value: the message's bytes, where they are there already.
    """
    came = first_values(incoming)
    kind = type(message).__name__.lower()
    if isinstance(message, Record | Alert):
        subject, version = message.record_id, ""
    else:
        subject, version = message.article_id, message.content_hash or ""
    digest = sha256(write(message) if value is None else value).hexdigest()
    return (
        *cloudevent(kind, _SOURCES[type(message)], digest, subject),
        *_time(message, came),
        ("content-type", b"application/json"),
        *trace(came, f"{subject}\n{version}"),
    )


def withdrawal_headers(topic: str, key: bytes | None, incoming: Incoming) -> Headers:
    """The headers of a null value that takes back on ``topic`` what ``key`` names."""
    came = first_values(incoming)
    subject = (key or b"").decode(errors="backslashreplace")
    cause = came.get("ce_id", b"")
    identity = sha256(b"\n".join((topic.encode(), key or b"", cause))).hexdigest()
    message = next((t.message for t in contracts.topics() if t.name == topic), topic)
    return (
        *cloudevent(message, topic, identity, subject, kind=f"{message}.withdrawn"),
        *_time_of(came),
        *trace(came, subject),
    )


def check_version(incoming: Incoming) -> None:
    """Refuses a message that names a contract of ours which this build does not know.

    A producer's own contract on an article is no concern of ours and passes.

    Raises:
        Rejected: wrong-version.
    """
    named = first_values(incoming).get("ce_dataschema", b"")
    if named.startswith(contracts.URN.encode()):
        known = {contracts.dataschema(message).encode() for message in contracts.MESSAGES}
        if named not in known:
            raise Rejected("wrong-version", f"{encoded(repr(named)).decode()} is not known here")


def cloudevent(
    message: str, source: str, identity: str, subject: str, *, kind: str = ""
) -> Headers:
    """The attributes of a message: its contract, where it comes from, its id and its subject."""
    return (
        ("ce_specversion", b"1.0"),
        ("ce_id", identity.encode()),
        ("ce_source", f"dragoman/{source}".encode()),
        ("ce_type", f"dragoman.{kind or message}.v{contracts.VERSION}".encode()),
        ("ce_dataschema", contracts.dataschema(message).encode()),
        *((("ce_subject", encoded(subject)[:_LONGEST_SUBJECT]),) if subject else ()),
    )


def trace(came: dict[str, bytes], seed: str) -> Headers:
    """The trace that a message belongs to: its cause's, else one that its content gives."""
    parent = came.get("traceparent", b"")
    if _TRACEPARENT.fullmatch(parent):
        state = came.get("tracestate", b"")[:_LONGEST_STATE]
        return (("traceparent", parent), *((("tracestate", state),) if state else ()))
    digest = sha256(encoded(seed)).hexdigest()
    return (("traceparent", f"00-{digest[:32]}-{digest[32:48]}-01".encode()),)


def first_values(incoming: Incoming) -> dict[str, bytes]:
    """Headers by name, the first of a name."""
    return {name: value or b"" for name, value in reversed(tuple(incoming))}


def encoded(text: str) -> bytes:
    """UTF-8, with halves of surrogate pairs escaped: a header never fails to be written."""
    return text.encode(errors="backslashreplace")


def _time(message: Written, came: dict[str, bytes]) -> Headers:
    if isinstance(message, Record):
        return (("ce_time", message.last_seen.encode()),)
    if isinstance(message, Alert):
        return (("ce_time", message.raised_at.encode()),)
    if isinstance(message, Outcome):
        return _time_of(came)
    return (("ce_time", message.published_at.encode()),)


def _time_of(came: dict[str, bytes]) -> Headers:
    """The time that the cause's producer gave, where it is one."""
    time = came.get("ce_time", b"")
    return (("ce_time", time),) if _TIME.fullmatch(time) else ()
