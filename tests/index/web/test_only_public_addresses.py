"""Nothing is sent to an address that may not be asked, however it is spelled, reached or looked up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.errors import SourceError
from index.web.fetching import Fetcher
from tests.index.web.conftest import SITE, FetcherMaker, trusting_nobody
from tests.support.web_server import Cables, Listener, Names, WebServer, page, redirect

NOT_PUBLIC = "this site is not on the public internet"


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


@pytest.fixture
def direct(names: Names) -> Iterator[Fetcher]:
    """A fetcher that connects to where it means to, in truth."""
    fetcher = Fetcher(max_bytes=1000, seconds=2, resolve=names, tls=trusting_nobody())
    yield fetcher
    fetcher.close()


def refuses(fetcher: Fetcher, url: str, why: str = r"\.$") -> None:
    with pytest.raises(SourceError, match=why):
        fetcher.fetch(url)


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "127.0.0.1.", "localhost", "localhost.", "LOCALHOST", "2130706433", "0177.0.0.1", "0x7f.1"),
        *(
            "127.1",
            "0x7f000001",
            "017700000001",
            "①②⑦.0.0.1",
            "127。0。0。1",
            "[::1]",
            "[0:0::1]",
            "[::ffff:127.0.0.1]",
        ),
        *("[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::127.0.0.1]", "[2002:7f00:1::]", "0.0.0.0", "0", "[::]"),  # noqa: S104
        *("127.0.0.%31", "docs.example@127.0.0.1", "[::1%251]", "[fe80::1]"),
    ],
)
def test_no_spelling_of_this_machine_is_connected_to(
    host: str, listener: Listener, direct: Fetcher, names: Names
) -> None:
    names.lead("localhost", ["127.0.0.1", "::1"])

    refuses(direct, f"http://{host}:{listener.port}/")

    assert not listener.connected
    assert names.looked_up in ([], ["localhost"])


def test_the_listener_of_these_tests_sees_who_connects(listener: Listener) -> None:
    for host in ("127.0.0.1", "[::1]"):
        assert not listener.connected
        permitted = Fetcher(max_bytes=1000, seconds=0.05, tls=trusting_nobody(), allow_private=True)
        refuses(permitted, f"http://{host}:{listener.port}/", "took too long")
        assert listener.connected
        permitted.close()


@pytest.mark.parametrize(
    "addresses",
    [
        *(
            ["127.0.0.1"],
            ["::1"],
            ["10.0.0.5"],
            ["169.254.169.254"],
            ["168.63.129.16"],
            ["fd00:ec2::254"],
            ["fe80::1%2"],
            ["2606:4700::1%2"],
        ),
        *(
            ["::ffff:127.0.0.1"],
            ["100.100.100.200"],
            ["0.0.0.0"],  # noqa: S104
            [SITE, "127.0.0.1"],
            ["::1", SITE],
            [SITE, "fe80::1%2"],
        ),
    ],
)
def test_a_name_with_one_such_address_is_not_connected_to(
    addresses: list[str], fetcher: Fetcher, names: Names, cables: Cables
) -> None:
    names.lead("inside.example", addresses)

    refuses(fetcher, "https://inside.example/latest/meta-data", NOT_PUBLIC)

    assert cables.connected == []


def test_each_connection_is_decided_by_one_look_up(
    fetcher: Fetcher, names: Names, cables: Cables, site: WebServer
) -> None:
    names.lead("rebinding.example", [SITE], [SITE], ["127.0.0.1"])
    site.says("/", page())

    assert fetcher.fetch("http://rebinding.example/")

    assert names.looked_up == ["rebinding.example"] * 2  # for robots.txt, and for the page
    assert cables.connected == [(SITE, 80)] * 2
    refuses(fetcher, "http://rebinding.example/", NOT_PUBLIC)
    assert len(names.looked_up) == 3
    assert len(cables.connected) == 2


def test_a_name_that_turns_private_after_its_first_look_up_is_refused(
    fetcher: Fetcher, names: Names, cables: Cables, site: WebServer, listener: Listener
) -> None:
    names.lead("rebinding.example", [SITE], ["127.0.0.1", "::1"])

    refuses(fetcher, f"http://rebinding.example:{listener.port}/", NOT_PUBLIC)

    assert cables.connected == [(SITE, listener.port)]  # the address that was checked, for robots.txt
    assert site.paths == []
    assert not listener.connected


@pytest.mark.parametrize(
    "target",
    [
        *("127.0.0.1", "[::1]", "2130706433", "0177.0.0.1", "0x7f000001", "127.1", "[::ffff:127.0.0.1]", "localhost"),
        *("169.254.169.254", "[fd00:ec2::254]", "168.63.129.16", "10.0.0.1", "inside.example", "[64:ff9b::7f00:1]"),
    ],
)
def test_a_redirect_to_such_an_address_is_not_followed(
    target: str, fetcher: Fetcher, names: Names, cables: Cables, site: WebServer
) -> None:
    names.lead("inside.example", ["192.168.1.1"])
    names.lead("localhost", ["127.0.0.1", "::1"])
    site.says("/there", redirect(f"http://{target}:8080/latest/meta-data/"))
    site.says("/again", redirect("/there"))

    refuses(fetcher, "http://docs.example/again")

    assert {address for address, _ in cables.connected} == {SITE}
    assert site.paths == ["/again", "/there"]


def test_a_redirect_of_robots_txt_to_such_an_address_is_not_followed(
    fetcher: Fetcher, cables: Cables, site: WebServer
) -> None:
    site.says("/robots.txt", redirect("http://127.0.0.1:8080/robots.txt"))

    refuses(fetcher, "http://docs.example/", NOT_PUBLIC)

    assert cables.connected == [(SITE, 80)]


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://docs.example/", "gopher://127.0.0.1:70/", "data:,x", ""]
)
def test_a_redirect_to_anything_but_a_web_page_is_not_followed(
    location: str, fetcher: Fetcher, site: WebServer
) -> None:
    site.says("/there", redirect(location))

    refuses(fetcher, "http://docs.example/there")

    assert len(site.paths) <= 6  # an empty one leads to the page itself


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://docs.example/", "gopher://docs.example/", "rules.html"])
def test_only_http_and_https_are_fetched(
    url: str, fetcher: Fetcher, cables: Cables, make_fetcher: FetcherMaker
) -> None:
    refuses(fetcher, url, "begins with https:// or http://")
    refuses(make_fetcher(allow_private=True), url, "begins with https:// or http://")

    assert cables.connected == []


def test_a_self_hoster_may_permit_private_addresses(names: Names, site: WebServer) -> None:
    names.lead("wiki.example", ["127.0.0.1"])
    site.says("/", page())
    fetcher = Fetcher(max_bytes=1000, seconds=2, resolve=names, tls=trusting_nobody(), allow_private=True)

    for url in (f"http://wiki.example:{site.port}/", f"http://127.0.0.1:{site.port}/"):
        assert fetcher.fetch(url)

    fetcher.close()


def test_names_are_looked_up_by_this_machine_unless_told_otherwise(site: WebServer) -> None:
    site.says("/", page())
    permitted, usual = (Fetcher(max_bytes=1000, seconds=2, allow_private=private) for private in (True, False))

    assert permitted.fetch(f"http://localhost:{site.port}/")
    asked = len(site.requests)
    refuses(usual, f"http://localhost:{site.port}/", NOT_PUBLIC)

    assert len(site.requests) == asked
    permitted.close()
    usual.close()


@pytest.mark.parametrize(
    "host",
    [
        "169.254.169.254",
        "168.63.129.16",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "0.0.0.0",  # noqa: S104 - nothing is bound
        "[::ffff:127.0.0.1]",
        "meta.example",
    ],
)
def test_addresses_with_credentials_of_a_cloud_stay_refused(
    host: str, make_fetcher: FetcherMaker, names: Names, cables: Cables
) -> None:
    names.lead("meta.example", ["169.254.169.254"])

    refuses(make_fetcher(allow_private=True), f"http://{host}/", NOT_PUBLIC)

    assert cables.connected == []


def test_a_refusal_says_what_helps(fetcher: Fetcher, names: Names) -> None:
    names.lead("wiki.example", ["192.168.1.7"])
    names.lead("meta.example", ["169.254.169.254"])

    refuses(
        fetcher,
        "http://wiki.example/?key=secret",
        "^wiki.example: .*; send the file itself, or set ALLOW_PRIVATE_URLS.$",
    )
    refuses(fetcher, "http://meta.example/", "^meta.example: .*; send the file itself.$")


def test_no_proxy_of_the_environment_is_used(
    fetcher: Fetcher, cables: Cables, site: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.says("/", page())

    assert fetcher.fetch("http://docs.example/")
    assert cables.connected == [(SITE, 80)] * 2
