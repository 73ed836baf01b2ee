import pytest

from corpus.web.connecting import is_public

PUBLIC = ["8.8.8.8", "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "2a00:1450:4001:82a::200e"]
NOT_PUBLIC = [
    "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1",
    "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1", "100::1",
    "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::808:808",
    "64:ff9b:1::1", "2002:7f00:1::1", "2002:808:808::1", "2001:0:1::1", "2001:10::1",
    "", "localhost", "8.8.8", "0x7f000001", "2130706433", "127.1",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_no_address_that_leads_elsewhere_is_public_whatever_its_disguise(address: str) -> None:
    assert not is_public(address)


def test_no_address_is_public_that_another_guard_refuses() -> None:
    """At both edges of every range of the registries, as another package has transcribed them."""
    ssrfguard = pytest.importorskip("ssrfguard", reason="left out: compares with the package ssrfguard, not installed")
    policy = ssrfguard.Policy()
    for block in ssrfguard.DEFAULT_DENIED.blocks:
        first, last = int(block.network[0]), int(block.network[-1])
        for number in (first - 1, first, (first + last) // 2, last, last + 1):
            if 0 <= number < 2**block.network.max_prefixlen:
                address = type(block.network[0])(number)
                assert policy.permits_address(address) or not is_public(str(address)), address
