"""Headers: CloudEvents 1.0 in Kafka's binary mode, the trace, and what went wrong with a reject.

All are functions of the message and of the headers that came with its cause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from streams import contracts
from streams.errors import Rejected
from streams.messages import Document, Entities, Event, Outcome, Record
from streams.wire.codec import Written, write

Headers = tuple[tuple[str, bytes], ...]
KEPT: Final = "original-"
"""Prefix under which a reject keeps the headers of the original."""

_MOST_KEPT: Final = 32
_LONGEST_NAME: Final = 128
_LONGEST_VALUE: Final = 1024
_LONGEST_TRACE: Final = 8192
_TRACEPARENT: Final = re.compile(
    rb"[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}"
)
_TIME: Final = re.compile(rb"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)")
_SOURCES: Final[dict[type[Written], str]] = {
    Document: "documents",
    Entities: "entities",
    Event: "events",
    Record: "records",
    Outcome: "outcomes",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectNote:
    """What the headers of a reject say; ``headers`` are those of the original."""

    stage: str
    reason: str
    detail: str
    origin: str
    trace: str
    headers: Headers


def headers(message: Written, incoming: Iterable[tuple[str, bytes]]) -> Headers:
    """The headers of a message of ours, made because of one that came with ``incoming``.

    ``ce_id`` is a digest of the content: a redelivery has the same, a changed message another.
    ``ce_time`` is the time of publication; an outcome takes it over from its cause where given.
    """
    came = _first_values(incoming)
    kind = type(message).__name__.lower()
    subject = message.record_id if isinstance(message, Record) else message.article_id
    version = "" if isinstance(message, Record) else message.content_hash or ""
    return (
        *_cloudevent(kind, _SOURCES[type(message)], sha256(write(message)).hexdigest(), subject),
        *_time(message, came),
        ("content-type", b"application/json"),
        *_trace(came, f"{subject}\n{version}"),
    )


def withdrawal_headers(
    topic: str, key: bytes | None, incoming: Iterable[tuple[str, bytes]]
) -> Headers:
    """The headers of a null value that takes back on ``topic`` what ``key`` names."""
    came = _first_values(incoming)
    subject = (key or b"").decode(errors="backslashreplace")
    cause = came.get("ce_id", b"")
    identity = sha256(b"\n".join((topic.encode(), key or b"", cause))).hexdigest()
    message = next((t.message for t in contracts.topics() if t.name == topic), topic)
    return (
        *_cloudevent(message, topic, identity, subject, kind=f"{message}.withdrawn"),
        *_time_of(came),
        *_trace(came, subject),
    )


def reject_headers(
    stage: str,
    reason: str,
    detail: str,
    origin: str,
    trace: str,
    headers: Iterable[tuple[str, bytes]],
) -> Headers:
    """The headers of a reject: what went wrong, and those of the original within bounds.

    At most 32 of the original's headers are kept, each to 1 KiB; ``reject_dropped`` counts those
    that were left out or cut. Of the traceback the last 8 KiB are kept.
    """
    original = tuple(headers)
    kept, dropped = _kept(original)
    said = (
        ("reject_stage", stage.encode()),
        ("reject_reason", reason.encode()),
        ("reject_detail", _encoded(detail)[:_LONGEST_VALUE]),
        ("reject_origin", _encoded(origin)[:_LONGEST_VALUE]),
        *((("reject_trace", _encoded(trace)[-_LONGEST_TRACE:]),) if trace else ()),
        *((("reject_dropped", str(dropped).encode()),) if dropped else ()),
    )
    identity = sha256(repr((said, kept)).encode()).hexdigest()
    return (
        *_cloudevent("reject", stage, identity, origin),
        *_trace(_first_values(original), identity),
        *said,
        *kept,
    )


def read_reject(headers: Iterable[tuple[str, bytes]]) -> RejectNote:
    """What ``reject_headers`` wrote; fields that are not there are empty."""
    found = tuple(headers)
    said = {name: value.decode(errors="replace") for name, value in found}
    return RejectNote(
        stage=said.get("reject_stage", ""),
        reason=said.get("reject_reason", ""),
        detail=said.get("reject_detail", ""),
        origin=said.get("reject_origin", ""),
        trace=said.get("reject_trace", ""),
        headers=tuple((n.removeprefix(KEPT), v) for n, v in found if n.startswith(KEPT)),
    )


def check_version(headers: Iterable[tuple[str, bytes]]) -> None:
    """Refuses a message that names a contract of ours which this build does not know.

    A producer's own contract on an article is no concern of ours and passes.

    Raises:
        Rejected: wrong-version.
    """
    for name, value in headers:
        if name == "ce_dataschema" and value.startswith(contracts.URN.encode()):
            known = {contracts.dataschema(message).encode() for message in contracts.MESSAGES}
            if value not in known:
                raise Rejected("wrong-version", f"{value!r} is not a contract of this build")


def _cloudevent(
    message: str, source: str, identity: str, subject: str, *, kind: str = ""
) -> Headers:
    return (
        ("ce_specversion", b"1.0"),
        ("ce_id", identity.encode()),
        ("ce_source", f"dragoman/{source}".encode()),
        ("ce_type", f"dragoman.{kind or message}.v{contracts.VERSION}".encode()),
        ("ce_dataschema", contracts.dataschema(message).encode()),
        *((("ce_subject", _encoded(subject)[:_LONGEST_VALUE]),) if subject else ()),
    )


def _time(message: Written, came: dict[str, bytes]) -> Headers:
    if isinstance(message, Record):
        return (("ce_time", message.last_seen.encode()),)
    if isinstance(message, Outcome):
        return _time_of(came)
    return (("ce_time", message.published_at.encode()),)


def _time_of(cause: dict[str, bytes]) -> Headers:
    """The time that the cause's producer gave, where it is one."""
    time = cause.get("ce_time", b"")
    return (("ce_time", time),) if _TIME.fullmatch(time) else ()


def _first_values(incoming: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    """Headers by name, the first of a name; Kafka allows a null value, which is taken as empty."""
    return {name: value or b"" for name, value in reversed(tuple(incoming))}


def _trace(came: dict[str, bytes], seed: str) -> Headers:
    """The trace that the message belongs to: its cause's, else one that its content gives."""
    parent = came.get("traceparent", b"")
    if _TRACEPARENT.fullmatch(parent):
        state = came.get("tracestate")
        return (("traceparent", parent), *((("tracestate", state[:512]),) if state else ()))
    digest = sha256(_encoded(seed)).hexdigest()
    return (("traceparent", f"00-{digest[:32]}-{digest[32:48]}-01".encode()),)


def _kept(original: Headers) -> tuple[Headers, int]:
    kept = []
    dropped = max(0, len(original) - _MOST_KEPT)
    for name, value in original[:_MOST_KEPT]:
        short = (KEPT + name[:_LONGEST_NAME], (value or b"")[:_LONGEST_VALUE])
        dropped += len(name) > _LONGEST_NAME or len(value or b"") > _LONGEST_VALUE
        kept.append(short)
    return tuple(kept), dropped


def _encoded(text: str) -> bytes:
    return text.encode(errors="backslashreplace")
