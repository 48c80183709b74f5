"""Signed webhooks: CloudEvents in JSON, one POST an alert or digest.

The signature is HMAC-SHA256 over ``<timestamp>.<body>`` with the shared secret, hexadecimal, in the header
``Dragoman-Signature: t=<unix seconds>,v1=<hex>``; a receiver recomputes it and refuses old timestamps.
``Dragoman-Delivery`` holds the CloudEvent's id, the same however often it is sent, so that a receiver
knows what it has had before.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import SplitResult

import orjson

from streams.errors import Unavailable
from streams.sinks.addresses import judged, split

_SPEC: Final = "1.0"


class Undeliverable(Exception):
    """The receiver will not take this, however often it is sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """Where to post and with which secret; ``seconds`` bounds one whole attempt."""

    url: str
    secret: bytes
    seconds: float = 10.0
    allow_private: bool = False

    def check(self) -> None:
        """Refuses a URL that nothing may be sent to.

        Raises:
            Refused: as ``addresses``.
            Unavailable: the name leads nowhere just now.
        """
        judged(split(self.url), allow_private=self.allow_private)

    def deliver(self, alerts: Sequence[dict[str, Any]]) -> None:
        """Posts alerts, once.

        Raises:
            Refused: the address has become private.
            Undeliverable: the receiver refuses for good (a 4xx other than 408, 425, 429; a redirect).
            Unavailable: it failed, hung or answered nonsense: worth another attempt.
        """
        parts = split(self.url)
        address = judged(parts, allow_private=self.allow_private)
        event = cloudevent(alerts)
        body = orjson.dumps(event)
        stamp = int(time.time())
        headers = {
            "Host": parts.netloc,
            "Content-Type": "application/cloudevents+json; charset=utf-8",
            "Content-Length": str(len(body)),
            "User-Agent": "dragoman",
            "Connection": "close",
            "Dragoman-Delivery": event["id"],
            "Dragoman-Signature": f"t={stamp},v1={signature(self.secret, stamp, body)}",
        }
        status = _post(parts, address, body, headers, self.seconds)
        if 200 <= status < 300:
            return
        if status in (408, 425, 429) or status >= 500:
            raise Unavailable(f"{parts.hostname} answered {status}")
        raise Undeliverable(f"{parts.hostname} answered {status}")


def signature(secret: bytes, stamp: int, body: bytes) -> str:
    """The signature of a body sent at that second, hexadecimal."""
    return hmac.new(secret, f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()


def cloudevent(alerts: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One CloudEvent: of an alert, or of a digest with its alerts as data."""
    first = alerts[0]
    alone = len(alerts) == 1 and first["digest"] is None
    identity = first["alert_id"] if alone else _digest_id(alerts)
    return {
        "specversion": _SPEC,
        "id": identity,
        "source": "dragoman/alerts",
        "type": f"dragoman.alert{'' if alone else '.digest'}.v1",
        "time": max(each["raised_at"] for each in alerts),
        "subject": first["record_id"] if alone else first["digest"],
        "datacontenttype": "application/json",
        "dataschema": "urn:dragoman:schema:alert.v1",
        "data": first if alone else {"digest": first["digest"], "alerts": list(alerts)},
    }


def _digest_id(alerts: Sequence[dict[str, Any]]) -> str:
    ids = "\n".join(each["alert_id"] for each in alerts)
    return hashlib.sha256(ids.encode()).hexdigest()[:32]


def _post(
    parts: SplitResult, address: str, body: bytes, headers: dict[str, str], seconds: float
) -> int:
    """The status of the answer; connects to ``address``, whatever the name leads to by now."""
    target = parts.path or "/"
    if parts.query:
        target += f"?{parts.query}"
    connection = _Connection(parts, address, seconds)
    # a receiver that trickles never lets a single wait run out: cut it off from outside
    timer = threading.Timer(seconds, connection.cut)
    timer.start()
    try:
        connection.connect()
        connection.putrequest("POST", target, skip_host=True, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        return connection.getresponse().status  # which has said all that matters
    except (OSError, http.client.HTTPException) as why:
        late = "no answer in time" if connection.was_cut else f"{type(why).__name__} {why}"
        raise Unavailable(f"{parts.hostname}: {late}".strip()) from None
    finally:
        timer.cancel()
        connection.close()


class _Connection(http.client.HTTPConnection):
    """HTTP or HTTPS to one address, its certificate checked for the name."""

    def __init__(self, parts: SplitResult, address: str, seconds: float) -> None:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        super().__init__(parts.hostname or "", port, timeout=seconds)
        self._address = address
        self._secure = parts.scheme == "https"
        self.was_cut = False

    def connect(self) -> None:
        """Opens the connection."""
        sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._secure:
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=self.host)
        self.sock = sock

    def cut(self) -> None:
        """Ends the conversation, from another thread."""
        self.was_cut = True
        if self.sock is not None:
            with contextlib.suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)
