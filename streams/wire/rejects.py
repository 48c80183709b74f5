"""Headers of a reject: what went wrong, and what the original came with, within bounds.

The value of a reject is the original's bytes and its key the original's key, so that it can be sent
again as it was; ``dragoman rejects`` reads it with ``read_reject``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from streams.wire.envelope import Headers, Incoming, cloudevent, encoded, first_values, trace

KEPT: Final = "original-"
"""Prefix under which a reject keeps the headers of the original."""

_MOST_KEPT: Final = 32
_LONGEST_NAME: Final = 128
_LONGEST_VALUE: Final = 1024
_LONGEST_DETAIL: Final = 500
_LONGEST_TRACE: Final = 8192


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectNote:
    """What the headers of a reject say; ``headers`` are those of the original."""

    stage: str
    reason: str
    detail: str
    origin: str
    trace: str
    headers: Headers


def reject_headers(
    stage: str, reason: str, detail: str, origin: str, trace: str, headers: Incoming
) -> Headers:
    """The headers of a reject.

    At most 32 of the original's headers are kept, each to 1 KiB; ``reject_dropped`` counts those
    that were left out or cut. Of the traceback the last 8 KiB are kept.

    Args:
        stage: the stage that could not process the message.
        reason: one of ``errors.REASONS``.
        detail: one line, at most 500 characters.
        origin: physical topic, partition and offset with slashes between, or empty.
        trace: the traceback where the fault is ours, or empty.
        headers: those of the original message.
    """
    original = tuple(headers)
    kept, dropped = _kept(original)
    said = (
        ("reject_stage", stage.encode()),
        ("reject_reason", reason.encode()),
        ("reject_detail", encoded(detail[:_LONGEST_DETAIL])),
        ("reject_origin", encoded(origin)[:_LONGEST_VALUE]),
        *((("reject_trace", encoded(trace)[-_LONGEST_TRACE:]),) if trace else ()),
        *((("reject_dropped", str(dropped).encode()),) if dropped else ()),
    )
    identity = sha256(repr((said, kept)).encode()).hexdigest()
    return (
        *cloudevent("reject", stage, identity, origin),
        *_trace(original, identity),
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


def _trace(original: Incoming, identity: str) -> Headers:
    return trace(first_values(original), identity)


def _kept(original: tuple[tuple[str, bytes | None], ...]) -> tuple[Headers, int]:
    kept = []
    dropped = max(0, len(original) - _MOST_KEPT)
    for name, given in original[:_MOST_KEPT]:
        value = given or b""
        kept.append((KEPT + name[:_LONGEST_NAME], value[:_LONGEST_VALUE]))
        dropped += len(name) > _LONGEST_NAME or len(value) > _LONGEST_VALUE
    return tuple(kept), dropped
