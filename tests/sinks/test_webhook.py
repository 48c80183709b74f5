"""Signed webhooks against a server that takes them, fails, hangs and lies; private addresses refused."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from typing import Any

import pytest

from streams.errors import Unavailable
from streams.sinks.addresses import Refused, judged, public, split
from streams.sinks.webhook import Undeliverable, Webhook, cloudevent
from tests.support.receivers import receiver

SECRET = b"a secret that both sides know"


def alert(name: str = "a1", **changes: Any) -> dict[str, Any]:
    return {
        "alert_id": name,
        "rule": "r",
        "severity": "high",
        "raised_at": "2024-07-03T10:00:00+00:00",
        "due": None,
        "digest": None,
        "title": "CONSULT: IRN → QAT",
        "reasons": [{"condition": "types", "text": "it is CONSULT"}],
        "record_id": "r1",
        "evidence": [],
        **changes,
    }


def hook(url: str, seconds: float = 5.0) -> Webhook:
    return Webhook(url=url, secret=SECRET, seconds=seconds, allow_private=True)


def test_what_is_posted_is_a_cloudevent_with_a_signature_that_can_be_checked() -> None:
    with receiver(204) as there:
        hook(there.url).deliver([alert()])
    ((headers, body),) = there.got
    sent = json.loads(body)
    assert sent == {
        "specversion": "1.0",
        "id": "a1",
        "source": "dragoman/alerts",
        "type": "dragoman.alert.v1",
        "time": "2024-07-03T10:00:00+00:00",
        "subject": "r1",
        "datacontenttype": "application/json",
        "dataschema": "urn:dragoman:schema:alert.v1",
        "data": alert(),
    }
    assert headers["Content-Type"].startswith("application/cloudevents+json")
    stamp, given = (part.partition("=")[2] for part in headers["Dragoman-Signature"].split(","))
    own = hmac.new(SECRET, stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    assert given == own
    assert abs(int(stamp) - time.time()) < 60
    assert headers["Dragoman-Delivery"] == "a1"


def test_a_digest_is_one_event_with_all_its_alerts() -> None:
    some = [alert(name, digest="r/1") for name in ("a1", "a2")]
    made = cloudevent(some)
    assert made["type"] == "dragoman.alert.digest.v1"
    assert made["data"] == {"digest": "r/1", "alerts": some}
    assert made["id"] == cloudevent(some)["id"] != cloudevent(some[:1])["id"]


@pytest.mark.parametrize("does", [500, 503, 408, 425, 429, "close", "garbage"])
def test_what_may_pass_is_worth_another_attempt(does: int | str) -> None:
    with receiver(does) as there, pytest.raises(Unavailable):
        hook(there.url).deliver([alert()])


@pytest.mark.parametrize("does", ["hang", "trickle"])
def test_one_that_hangs_or_trickles_is_cut_off(does: str) -> None:
    started = time.monotonic()
    with receiver(does) as there, pytest.raises(Unavailable, match=r"no answer in time|timed out"):
        hook(there.url, seconds=0.5).deliver([alert()])
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("does", [400, 401, 404, 410, "redirect"])
def test_what_will_not_pass_is_told_at_once_and_no_redirect_is_followed(does: int | str) -> None:
    with receiver(does) as there, pytest.raises(Undeliverable):
        hook(there.url).deliver([alert()])
    assert len(there.got) == 1


def test_one_that_promises_more_than_it_sends_has_taken_it() -> None:
    with receiver("short") as there:
        hook(there.url).deliver([alert()])


def test_nobody_there() -> None:
    with receiver(200) as there:
        url = there.url
    with pytest.raises(Unavailable):
        hook(url, seconds=2.0).deliver([alert()])


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.9.9", "169.254.169.254", "0.0.0.0"),
        *("100.64.0.1", "224.0.0.1", "::1", "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1"),
        *("::ffff:127.0.0.1", "2002:7f00:1::1", "::"),
    ],
)
def test_private_addresses(address: str) -> None:
    assert not public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_public_addresses(address: str) -> None:
    assert public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1"])
def test_a_webhook_to_a_private_address_is_refused_however_it_is_written(host: str) -> None:
    parts = split(f"http://{host}:8080/hook")
    with pytest.raises((Refused, Unavailable)) as told:
        judged(parts, allow_private=False)
    if isinstance(told.value, Refused):
        assert "is private" in str(told.value)
    with receiver(200) as there, pytest.raises(Refused):
        Webhook(url=there.url, secret=SECRET).deliver([alert()])
    assert there.got == []


@pytest.mark.parametrize(
    "url", ["ftp://e.example.org", "http://", "nonsense", "http://u:p@e.example.org", "http://[::1"]
)
def test_what_is_no_address_for_a_webhook(url: str) -> None:
    with pytest.raises(Refused):
        split(url)
