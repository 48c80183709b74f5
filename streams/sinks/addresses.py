"""Which addresses a webhook may go to: the public ones, unless private ones are allowed.

A name is resolved once, here, and the connection is made to the address that was judged, so that a name
server cannot answer differently the second time.
"""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit

from streams.errors import Misuse, Unavailable


class Refused(Misuse):
    """An address that nothing may be sent to."""


def split(url: str) -> SplitResult:
    """The parts of a webhook's URL.

    Raises:
        Refused: it is no http or https URL, or it holds a name and password.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise Refused(f"{url!r} is no URL") from None
    if parts.scheme not in ("http", "https") or not host:
        raise Refused(f"{url!r} is no http or https URL")
    if parts.username or parts.password:
        raise Refused("a webhook's URL may not hold a name and password; use the signature")
    return parts


def judged(parts: SplitResult, *, allow_private: bool) -> str:
    """The IP address to connect to.

    Raises:
        Refused: the name leads to a private address, and those are not allowed.
        Unavailable: the name leads nowhere just now.
    """
    host = parts.hostname or ""
    try:
        found = socket.getaddrinfo(
            host, parts.port or _PORTS[parts.scheme], type=socket.SOCK_STREAM
        )
    except OSError as why:
        raise Unavailable(f"no address for {host}: {why}") from None
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    for address in addresses:
        if not allow_private and not public(address):
            raise Refused(f"{host} leads to {address}, which is private; --allow-private lets it")
    return addresses[0]


_PORTS = {"http": 80, "https": 443}


def public(address: str) -> bool:
    """Whether an IP address can be reached from anywhere and belongs to nobody in here."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        # an address of the old kind in the clothes of the new
        within = found.ipv4_mapped or found.sixtofour
        if within is not None:
            found = within
    return found.is_global and not found.is_multicast
