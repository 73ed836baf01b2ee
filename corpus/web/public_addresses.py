"""Which addresses a fetch may go to: those of the public internet, and none that lead elsewhere in disguise."""

from ipaddress import ip_address, ip_network

CLOSED = tuple(  # besides what Python's own table closes
    ip_network(network)
    for network in (
        "192.0.0.0/24",  # protocol assignments; some are open, none has a website
        "192.88.99.0/24",  # the relays of 6to4
        "::/96",  # IPv4-compatible, and the unspecified address and loopback
        "::ffff:0:0/96",  # IPv4-mapped
        "::ffff:0:0:0/96",  # IPv4-translated
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",  # NAT64, local use
        "2001::/32",  # Teredo
        "2002::/16",  # 6to4
        "fec0::/10",  # site-local of old
        "100::/64",  # discarded
        "3fff::/20",  # documentation, newer than Python 3.11
        "5f00::/16",  # segment routing
    )
)


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet.

    Loopback, private, shared (CGNAT), link-local, multicast, reserved and documentation ranges do not, nor do IPv6
    forms that carry an IPv4 address (NAT64, 6to4, Teredo, mapped), whatever address they carry. What is no address
    is not public.
    """
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if not parsed.is_global or parsed.is_multicast or parsed.is_reserved or "%" in address:
        return False
    return not any(parsed in network for network in CLOSED)
