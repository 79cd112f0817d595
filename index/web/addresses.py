"""Which addresses of the Internet Protocol a page may be fetched from.

For IPv6 only what is handed out to the public (2000::/3) counts, less what in it stands for something else. That leaves
out every form that carries an IPv4 address within it (::/96, ::ffff:0:0/96, 64:ff9b::/96, 2002::/16, Teredo) whatever
the inner one is, since a translator on the way may turn it into an address of the private network.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address

# `is_global` of the standard library is asked as well, but does not suffice: it has taken multicast, 192.88.99.0/24,
# translated addresses and the addresses on which clouds hand out credentials for public ones, release by release.
_NOT_PUBLIC_4 = tuple(
    IPv4Network(net)
    for net in (
        "0.0.0.0/8",  # this host
        "10.0.0.0/8",
        "100.64.0.0/10",  # between a provider and its customers
        "127.0.0.0/8",
        "168.63.129.16/32",  # what Azure's machines ask about themselves
        "169.254.0.0/16",  # link-local, with the metadata of most clouds
        "172.16.0.0/12",
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)
_PUBLIC_6 = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(
    IPv6Network(net)
    for net in (
        "2001::/23",  # protocol assignments, with Teredo (2001::/32) and benchmarks
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4
        "3ffe::/16",  # an experiment long over
        "3fff::/20",  # documentation
    )
)

_PRIVATE_4 = tuple(
    IPv4Network(net) for net in ("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
)
_PRIVATE_6 = (IPv6Network("::1/128"), IPv6Network("fc00::/7"))
# In private ranges, yet never a page: where clouds hand out credentials (Alibaba; Amazon, Oracle, Google).
_METADATA_4 = (IPv4Network("100.100.100.200/32"),)
_METADATA_6 = (IPv6Network("fd00:ec2::/32"), IPv6Network("fd00:c1::/32"), IPv6Network("fd20:ce::/32"))


def is_public(address: Address) -> bool:
    """Whether the address belongs to a machine on the public internet, reached as itself."""
    if isinstance(address, IPv4Address):
        return address.is_global and not any(address in net for net in _NOT_PUBLIC_4)
    if address.scope_id is not None or address not in _PUBLIC_6:
        return False
    return address.is_global and not any(address in net for net in _NOT_PUBLIC_6)


def is_private(address: Address) -> bool:
    """Whether the address belongs to this machine or its private network; where clouds keep credentials does not."""
    if isinstance(address, IPv4Address):
        inside, metadata = any(address in net for net in _PRIVATE_4), any(address in net for net in _METADATA_4)
    else:
        inside, metadata = any(address in net for net in _PRIVATE_6), any(address in net for net in _METADATA_6)
        inside = inside and address.scope_id is None
    return inside and not metadata


def may_be_asked(address: Address, allow_private: bool) -> bool:
    """Whether a page may be fetched from the address."""
    return is_public(address) or (allow_private and is_private(address))


def parsed(text: str) -> Address | None:
    """Return the address that `text` spells in its usual form, None where it spells none."""
    try:
        return ip_address(text)
    except ValueError:
        return None
