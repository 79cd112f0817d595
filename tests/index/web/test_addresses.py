from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

from hypothesis import given
from hypothesis import strategies as st

from index.web.addresses import is_private, is_public, may_be_asked, parsed

NOBODY_S = [
    *("0.0.0.0", "0.1.2.3", "169.254.169.254", "169.254.170.2", "168.63.129.16", "192.0.0.1", "192.0.0.192"),  # noqa: S104
    *("192.0.2.1", "192.88.99.1", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.251"),
    *("239.255.255.250", "240.0.0.1", "255.255.255.255", "100.100.100.200"),
    *("::", "::7f00:1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1"),
    *(
        "64:ff9b::7f00:1",
        "64:ff9b::808:808",
        "64:ff9b:1::1",
        "100::1",
        "100:0:0:1::1",
        "2001::1",
        "2001:0:4136:e378::1",
    ),
    *(
        "2001:2::1",
        "2001:10::1",
        "2001:20::1",
        "2001:1ff::1",
        "fd12::1%1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:808:808::1",
        "3ffe::1",
        "3fff::1",
    ),
    *("5f00::1", "fe80::1", "fe80::1%1", "2606:4700::1%1", "fec0::1", "ff02::1", "ff0e::1", "4000::1"),
    *("fd00:ec2::254", "fd00:ec2::23", "fd20:ce::254", "fd00:c1::a9fe:a9fe"),
]
PRIVATE = [
    *("127.0.0.1", "127.255.255.254", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.1.1"),
    *("100.64.0.1", "100.127.255.255", "::1", "fc00::1", "fd12:3456::1"),
]
PUBLIC = [
    *("1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "93.184.216.34", "100.63.255.255", "100.128.0.0"),
    *("126.255.255.255", "128.0.0.0", "168.63.129.15", "169.253.255.255", "169.255.0.0", "172.15.255.255"),
    *("172.32.0.0", "192.0.1.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255"),
    *("2001:200::1", "2001:4860:4860::8888", "2606:4700:4700::1111", "2a00:1450::1", "2003::1"),
]


def test_what_is_nobody_s_page_is_never_asked() -> None:
    assert [text for text in NOBODY_S if may_be_asked(ip_address(text), allow_private=True)] == []


def test_a_private_address_is_asked_only_where_that_is_switched_on() -> None:
    assert [text for text in PRIVATE if may_be_asked(ip_address(text), allow_private=False)] == []
    assert [text for text in PRIVATE if may_be_asked(ip_address(text), allow_private=True)] == PRIVATE


def test_a_public_address_is_asked() -> None:
    assert [text for text in PUBLIC if may_be_asked(ip_address(text), allow_private=False)] == PUBLIC


# The same rule put another way, from first and last addresses, to check the networks above against.
CLOSED_4 = [
    (0x00000000, 0x00FFFFFF),
    (0x0A000000, 0x0AFFFFFF),
    (0x64400000, 0x647FFFFF),
    (0x7F000000, 0x7FFFFFFF),
    (0xA83F8110, 0xA83F8110),
    (0xA9FE0000, 0xA9FEFFFF),
    (0xAC100000, 0xAC1FFFFF),
    (0xC0000000, 0xC00000FF),
    (0xC0000200, 0xC00002FF),
    (0xC0586300, 0xC05863FF),
    (0xC0A80000, 0xC0A8FFFF),
    (0xC6120000, 0xC613FFFF),
    (0xC6336400, 0xC63364FF),
    (0xCB007100, 0xCB0071FF),
    (0xE0000000, 0xFFFFFFFF),
]
EDGES_4 = [edge for low, high in CLOSED_4 for edge in (low - 1, low, high, high + 1) if 0 <= edge < 1 << 32]


def open_4(number: int) -> bool:
    return not any(low <= number <= high for low, high in CLOSED_4)


def open_6(number: int) -> bool:
    first, second = number >> 112, number >> 96 & 0xFFFF
    if not 0x2000 <= first <= 0x3FFF or first in {0x2002, 0x3FFE}:
        return False
    if first == 0x2001 and (second < 0x200 or second == 0xDB8):
        return False
    return not (first == 0x3FFF and second < 0x1000)


@given(st.one_of(st.integers(0, 2**32 - 1), st.sampled_from(EDGES_4)))
def test_ipv4_is_public_outside_the_closed_ranges(number: int) -> None:
    assert is_public(IPv4Address(number)) == open_4(number)


FIRST_WORDS = st.sampled_from([0, 0x64, 0x100, 0x2000, 0x2001, 0x2002, 0x2606, 0x3FFE, 0x3FFF, 0x5F00, 0xFC00, 0xFE80])
SECOND_WORDS = st.sampled_from([0, 1, 2, 0x10, 0x1FF, 0x200, 0xDB7, 0xDB8, 0xDB9, 0xFFF, 0x1000, 0xFF9B, 0xFFFF])
SIX = st.one_of(
    st.integers(0, 2**128 - 1),
    st.builds(
        lambda first, second, rest: first << 112 | second << 96 | rest,
        *(FIRST_WORDS, SECOND_WORDS, st.integers(0, 2**96 - 1)),
    ),
)


@given(SIX)
def test_ipv6_is_public_in_what_is_handed_out_to_the_public(number: int) -> None:
    address = IPv6Address(number)

    # The standard library may know of more that is not public; it never opens what is closed here.
    assert is_public(address) == (open_6(number) and address.is_global)
    assert not (is_public(address) and is_private(address))


@given(st.integers(0, 2**32 - 1))
def test_an_ipv4_address_within_an_ipv6_one_is_never_asked(number: int) -> None:
    inner = IPv4Address(number)
    six_to_four = IPv6Address(0x2002 << 112 | number << 80)
    forms = (f"::ffff:{inner}", f"::ffff:0:{inner}", f"64:ff9b::{inner}", f"64:ff9b:1::{inner}", str(six_to_four))

    assert not any(may_be_asked(IPv6Address(form), allow_private=True) for form in forms)
    if number > 1:
        assert not may_be_asked(IPv6Address(f"::{inner}"), allow_private=True)


def test_only_the_usual_form_is_taken_for_an_address() -> None:
    assert parsed("127.0.0.1") == IPv4Address("127.0.0.1")
    assert [parsed(text) for text in ("127.1", "0177.0.0.1", "2130706433", "0x7f.0.0.1", "example.org", "")] == [
        None
    ] * 6
