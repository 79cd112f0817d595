from __future__ import annotations

import socket
import struct
import unicodedata
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.errors import SourceError
from index.names import UNSEEN
from index.web.addresses import is_public, parsed
from index.web.urls import is_url, normalised_url, redirected_url, shown_host


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("HTTPS://Docs.Example", "https://docs.example/"),
        ("\n  https://docs.example:443/a \t", "https://docs.example/a"),
        ("http://docs.example:80", "http://docs.example/"),
        ("http://docs.example:8080/a", "http://docs.example:8080/a"),
        ("https://docs.example./a#part", "https://docs.example/a"),
        ("https://docs.example?q=1#part", "https://docs.example/?q=1"),
        ("https://docs.example/a b/ü?q=é&r=a+b", "https://docs.example/a%20b/%C3%BC?q=%C3%A9&r=a+b"),
        ("https://docs.example/a%20b%2Fc", "https://docs.example/a%20b%2Fc"),
        ("https://docs.example/a/../b/./c", "https://docs.example/b/c"),
        ("https://MÜNCHEN.example/", "https://xn--mnchen-3ya.example/"),
        ("https://例え。example/", "https://xn--r8jz45g.example/"),
        ("http://[2606:4700:0:0::1111]:8080/", "http://[2606:4700::1111]:8080/"),
        ("http://1.1.1.1", "http://1.1.1.1/"),
        ("http://１.１.１.１/", "http://1.1.1.1/"),
        ("http://my_docs.example/", "http://my_docs.example/"),
    ],
)
def test_an_address_has_one_form(text: str, url: str) -> None:
    assert is_url(text)
    assert normalised_url(text) == url
    assert normalised_url(url) == url


@pytest.mark.parametrize(
    "text",
    [
        *(
            "rules.html",
            "/etc/passwd",
            "C:\\rules.txt",
            "httpx://docs.example",
            "https:/docs.example",
            "https:docs.example",
        ),
        *(
            "ftp://docs.example/a",
            "file:///etc/passwd",
            "gopher://docs.example",
            "data:text/html,x",
            "javascript:0",
            "",
        ),
    ],
)
def test_another_text_is_no_web_address(text: str) -> None:
    assert not is_url(text)
    with pytest.raises(SourceError, match=r"not a web address Footnote can open; give one that begins with https://"):
        normalised_url(text)


ODD = [
    *("http://2130706433/", "http://0177.0.0.1/", "http://0x7f.1/", "http://127.1/", "http://0x7f000001/", "http://0/"),
    *("http://127.0.0.1.1/", "http://127.0.0.01/", "http://256.1.1.1/", "http://1.1.1.1.0x/", "http://017700000001"),
    *(
        "http://127。1/",
        "http://①②⑦.1/",
        "http://127.0.0.%31/",
        "http://%6c%6f%63alhost/",
        "http://loc\u00adalhost\\@x/",
    ),
    *("http:///docs.example", "http://:80/", "http://.example/", "http://docs..example/", "http://docs example/"),
    *("http://docs.example\\@127.0.0.1/", "http://docs.example/a\\b", "http://[::1/", "http://::1/", "http://[::1]x/"),
    *("http://[fe80::1%25eth0]/", "http://[fe80::1%eth0]/", "http://[127.0.0.1]/", "http://[v1.x]/", "http://[]/"),
    *("http://docs.example:99999/", "http://docs.example:1:2/", "http://docs.example:８０/", "http://docs.example:-1/"),
    *("http://-docs.example/", "http://docs!.example/", f"http://{'a' * 64}.example/", f"http://{'a.' * 200}example/"),
    *("http://doc\ts.example/", "http://docs.example/a\nb", "http://docs.example/\0", "http://docs.example/\ud800"),
    *(
        "http://docs.example:0/",
        "http://docs.example:25/",
        "http://docs.example:6379/",
        "http://ex\u200bample.com\u202e/",
    ),
    *("http://xn--\uff0f.example/", "http://a\u2100b.example/", "http://docs.example\u3000/"),
]


@pytest.mark.parametrize("text", ODD)
def test_what_programs_would_read_differently_is_refused(text: str) -> None:
    with pytest.raises(SourceError) as refused:
        normalised_url(text)

    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert not any(unicodedata.category(character) in UNSEEN for character in sentence)
    assert len(sentence) < 250


@pytest.mark.parametrize(
    "text", ["http://ana:hunter2@docs.example/", "http://ana@docs.example/", "http://@docs.example/"]
)
def test_a_name_or_password_in_an_address_is_refused_without_showing_it(text: str) -> None:
    with pytest.raises(SourceError, match="Leave the user name and the password out") as refused:
        normalised_url(text)

    assert "ana" not in str(refused.value)
    assert "hunter2" not in str(refused.value)


def test_an_address_of_any_length_is_judged_at_once() -> None:
    for text in ("http://docs.example/" + "a" * 3000, "http://" + "ü." * 500_000, "http://x/" + "%" * 500_000):
        with pytest.raises(SourceError):
            normalised_url(text)


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/b?c#d", "https://docs.example/b?c"),
        ("b", "https://docs.example/a/b"),
        ("//Other.example", "https://other.example/"),
        ("https://other.example:8443/ü", "https://other.example:8443/%C3%BC"),
    ],
)
def test_a_redirect_is_followed_from_where_it_was_given(location: str, url: str) -> None:
    assert redirected_url("https://docs.example/a/x", location) == url


@pytest.mark.parametrize(
    "location",
    [
        "",
        "http://docs.example/",
        "ftp://docs.example/",
        "file:///etc/passwd",
        "https://[::1",
        "//ana@docs.example",
        "\\\\x\\y",
    ],
)
def test_a_redirect_to_no_page_or_to_less_safety_is_not_followed(location: str) -> None:
    if location:
        with pytest.raises(SourceError):
            redirected_url("https://docs.example/a", location)


def test_only_the_host_of_an_address_is_shown() -> None:
    assert shown_host("https://docs.example:8443/a?key=secret") == "docs.example"


def spellings(number: int) -> list[str]:
    """Return the ways in which programs write an IPv4 address."""
    first, second, third, fourth = struct.pack("!I", number)
    rest = number & 0xFFFFFF
    return [
        f"{IPv4Address(number)}",
        f"{IPv4Address(number)}.",
        *(f"{number}", f"{number:#x}", f"0{number:o}"),
        *(f"{first}.{rest}", f"{first:#x}.{rest:#x}", f"0{first:o}.{rest}", f"{first}.{second}.{number & 0xFFFF}"),
        f"{first:#x}.{second:#x}.{third:#x}.{fourth:#x}",
        f"0{first:o}.0{second:o}.0{third:o}.0{fourth:o}",
        f"{first}。{second}．{third}｡{fourth}",
        "".join(chr(ord("０") + int(digit)) if digit.isdigit() else digit for digit in str(IPv4Address(number))),
        f"[::ffff:{IPv4Address(number)}]",
        f"[{IPv6Address(0xFFFF << 32 | number).exploded}]",
        f"[64:ff9b::{IPv4Address(number)}]",
    ]


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1))
@example(0x7F000001)
@example(0xA9FEA9FE)
@example(0x0A000001)
@example(0)
def test_no_spelling_of_an_address_gets_by_as_another_one(number: int) -> None:
    for spelling in spellings(number):
        try:
            host = urlsplit(normalised_url(f"http://{spelling}/")).hostname or ""
        except SourceError:
            continue
        address = parsed(host)
        assert address is not None, f"{spelling} would be looked up as a name"
        within = address.ipv4_mapped if isinstance(address, IPv6Address) else address
        assert within in {IPv4Address(number), None}
        if isinstance(address, IPv6Address):
            assert not is_public(address)


@given(st.text(st.sampled_from("0123456789abcdefx.:[]%-_①。٣"), max_size=12))
def test_what_a_look_up_would_take_for_a_number_is_refused_or_an_address(host: str) -> None:
    try:
        name = urlsplit(normalised_url(f"http://{host}/")).hostname or ""
    except SourceError:
        return

    assert normalised_url(f"http://[{name}]/" if ":" in name else f"http://{name}/")
    if parsed(name) is None:
        with pytest.raises(OSError, match="illegal"):
            socket.inet_aton(name)


@given(st.text(max_size=60))
def test_any_text_becomes_a_stable_address_or_one_sentence(text: str) -> None:
    url = sentence = ""
    try:
        url = normalised_url(f"https://docs.example/{text}")
    except SourceError as refused:
        sentence = str(refused)

    if url:
        assert url.isascii()
        assert urlsplit(url).hostname == "docs.example"
        assert normalised_url(url) == url
    else:
        assert sentence.endswith(".")
        assert not any(unicodedata.category(character) in UNSEEN for character in sentence)
