"""Bytes to messages and back, checked at the edge; used by ``pipeline`` and by nothing below it.

``read_article`` takes what producers send, in our shape or, by a ``Mapping``, in theirs; ``read``
and ``write`` carry our own messages; ``envelope`` makes the headers. No clock and no random number:
the same message has the same bytes and the same headers wherever it is made.
"""

from streams.wire.article import read_article
from streams.wire.codec import read, write
from streams.wire.envelope import check_version, headers, place, placed, withdrawal_headers
from streams.wire.mapping import Mapping
from streams.wire.rejects import RejectNote, read_reject, reject_headers

__all__ = [
    "Mapping",
    "RejectNote",
    "check_version",
    "headers",
    "place",
    "placed",
    "read",
    "read_article",
    "read_reject",
    "reject_headers",
    "withdrawal_headers",
    "write",
]
