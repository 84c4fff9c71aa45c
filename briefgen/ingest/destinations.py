"""
Tell addresses on the public internet from those inside a network.

A page may send whoever fetches it on to a router, to a database on the same machine,
or to what a cloud tells its machines in confidence.  None of that is an article, so
only public addresses are asked, whatever the name was that led to them.
"""

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address
MayReach = Callable[[Address], bool]
"""Says of an address whether it may be asked."""

Destination = tuple[socket.AddressFamily, tuple[str, int] | tuple[str, int, int, int]]
"""An address as a socket connects to it."""

_PROTOCOLS = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"))
"""Set aside for protocols; older Pythons take parts of them for public."""

_UNICAST = IPv6Network("2000::/3")
_TRANSLATED = IPv6Network("64:ff9b::/96")
"""Where networks without IPv4 reach IPv4 (NAT64, RFC 6052)."""

_TUNNELS = (IPv6Network("2002::/16"), IPv6Network("2001::/32"))
"""6to4 and Teredo: another address is hidden in them, and nobody serves pages there."""


class NotPublicError(Exception):
    """A host is, or may be, inside a network."""


def is_public(address: Address) -> bool:
    """
    Whether *address* is one of the public internet; what is not known to be is not.

    >>> is_public(ip_address("93.184.215.14")), is_public(ip_address("169.254.169.254"))
    (True, False)
    >>> is_public(ip_address("64:ff9b::7f00:1")), is_public(ip_address("::ffff:8.8.8.8"))
    (False, False)
    """
    if isinstance(address, IPv4Address):
        is_special = address.is_multicast or address.is_reserved
        return (
            address.is_global and not is_special and not any(address in one for one in _PROTOCOLS)
        )
    if address in _TRANSLATED:
        return is_public(IPv4Address(int(address) & 0xFFFF_FFFF))
    is_tunnel = any(address in one for one in _TUNNELS)
    return address.is_global and address in _UNICAST and not is_tunnel


def destinations(host: str, port: int, may_reach: MayReach) -> tuple[Destination, ...]:
    """
    Return all addresses of *host*; whoever connects takes one of these, and asks for no others.

    Between two questions for a name its owner may change the answer, so there is only one.

    Raises:
        NotPublicError: one of them may not be reached.
        OSError: there is no such host.

    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    known: dict[Destination, None] = {}
    for family, _, _, _, place in found:
        address = ip_address(str(place[0]).partition("%")[0])
        if not may_reach(address):
            raise NotPublicError(host)
        known[family, place] = None  # type: ignore[index]  # without bytes: these are no raw sockets
    return tuple(known)
