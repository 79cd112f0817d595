from __future__ import annotations

import socket
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from index.errors import SourceError, SourceMissing, SourceUnsupported
from index.web.fetching import Fetcher
from tests.index.web.conftest import SITE, FetcherMaker
from tests.support.web_server import Cables, Names, WebServer, page, redirect, reply

URL = "http://docs.example/rules"


def test_a_page_comes_back_with_all_that_is_needed_to_read_it_and_to_ask_again(
    fetcher: Fetcher, site: WebServer
) -> None:
    site.says("/rules?v=2", page("<p>No dogs.", ETag='"1"', Last_Modified="Mon, 02 Mar 2026 10:00:00 GMT"))

    file = fetcher.fetch("HTTP://Docs.Example:80/rules?v=2#part")

    assert file is not None
    assert (file.url, file.final_url) == ("http://docs.example/rules?v=2",) * 2
    assert (file.name, file.data) == ("rules.html", b"<p>No dogs.")
    assert (file.etag, file.last_modified) == ('"1"', "Mon, 02 Mar 2026 10:00:00 GMT")


def test_the_request_says_who_asks_and_no_more(fetcher: Fetcher, site: WebServer) -> None:
    site.says("/a", reply(status="302 Found", Location="/rules", Set_Cookie="id=7; Path=/"))
    site.says("/rules", page(Set_Cookie="id=8; Path=/"))

    fetcher.fetch("http://docs.example/a")
    fetcher.fetch(URL)

    assert site.paths == ["/a", "/rules", "/rules"]
    for _, headers in site.requests:
        assert headers.pop("user-agent").startswith("Footnote")
        assert headers.pop("connection", "keep-alive") == "keep-alive"
        assert headers == {"host": "docs.example", "accept": "*/*", "accept-encoding": "identity"}


def test_a_page_that_has_not_changed_is_not_fetched_again(fetcher: Fetcher, site: WebServer) -> None:
    site.says("/rules", reply(status="304 Not Modified"))

    assert fetcher.fetch(URL, etag='W/"1"', last_modified="Mon, 02 Mar 2026 10:00:00 GMT") is None

    _, headers = site.requests[-1]
    assert headers["if-none-match"] == 'W/"1"'
    assert headers["if-modified-since"] == "Mon, 02 Mar 2026 10:00:00 GMT"


def test_no_other_page_is_asked_whether_it_has_changed(fetcher: Fetcher, site: WebServer) -> None:
    site.says("/latest", redirect("/v1"), redirect("/v2"))
    site.says("/v1", reply(status="304 Not Modified"))
    site.says("/v2", page("<p>New.", Last_Modified="Sun, 01 Mar 2026 10:00:00 GMT"))
    asked = {"last_modified": "Mon, 02 Mar 2026 10:00:00 GMT", "final_url": "http://docs.example/v1"}

    assert fetcher.fetch("http://docs.example/latest", **asked) is None
    file = fetcher.fetch("http://docs.example/latest", **asked)

    assert file is not None
    assert (file.url, file.final_url, file.data) == ("http://docs.example/latest", "http://docs.example/v2", b"<p>New.")
    conditional = [path for path, headers in site.requests if "if-modified-since" in headers]
    assert conditional == ["/v1"]
    site.says("/v2", reply(status="304 Not Modified"))
    with pytest.raises(SourceError, match="it answered 304"):
        fetcher.fetch("http://docs.example/latest", **asked)


def test_a_validator_that_fits_no_header_is_left_out(fetcher: Fetcher, site: WebServer) -> None:
    site.says("/rules", page(ETag='"' + "x" * 600 + '"', Last_Modified="gestern fr\xfch"))

    file = fetcher.fetch(URL, etag='"a"\r\nHost: other.example', last_modified="gestern früh")

    assert file is not None
    assert (file.etag, file.last_modified) == (None, None)
    assert not {"if-none-match", "if-modified-since"} & site.requests[-1][1].keys()


def test_redirects_are_followed_to_another_site(fetcher: Fetcher, names: Names, site: WebServer) -> None:
    names.lead("other.example", [SITE])
    site.says("/rules", redirect("//other.example/a", "301 Moved Permanently"))
    site.says("/a", redirect("b", "307 Temporary Redirect"))
    site.says("/b", page())

    file = fetcher.fetch(URL)

    assert file is not None
    assert (file.url, file.final_url) == (URL, "http://other.example/b")
    assert [headers["host"] for path, headers in site.requests if path != "/robots.txt"] == ["docs.example"] + [
        "other.example"
    ] * 2


def test_five_redirects_are_followed_and_no_more(fetcher: Fetcher, site: WebServer) -> None:
    for step in range(9):
        site.says(f"/{step}", redirect(f"/{step + 1}"))
    site.says("/9", page())

    assert fetcher.fetch("http://docs.example/4")
    with pytest.raises(
        SourceError, match=r"^docs\.example: the page redirects more than 5 times; check the address\.$"
    ):
        fetcher.fetch("http://docs.example/3")
    site.says("/loop", redirect("/loop"))
    with pytest.raises(SourceError, match="more than 5 times"):
        fetcher.fetch("http://docs.example/loop")
    assert site.paths.count("/loop") == 6


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("401 Unauthorized", "this page needs a login, which Footnote has not; save the page and add the file."),
        ("403 Forbidden", "the site does not let Footnote see this page; save the page and add the file."),
        ("404 Not Found", "there is no page at this address; check it."),
        ("410 Gone", "the page at this address is gone for good; check it."),
        ("418 I'm a teapot", "the site did not hand out a page (it answered 418); check the address."),
        ("204 No Content", "the site did not hand out a page (it answered 204); check the address."),
        ("206 Partial Content", "the site did not hand out a page (it answered 206); check the address."),
        ("304 Not Modified", "the site did not hand out a page (it answered 304); check the address."),
        ("429 Too Many Requests", "the site was asked too often; try again later."),
        ("500 Oops", "the site has a fault of its own (500); try again later."),
        ("999 Odd", "the site has a fault of its own (999); try again later."),
    ],
)
def test_each_refusal_of_a_site_is_one_plain_sentence(
    status: str, sentence: str, fetcher: Fetcher, site: WebServer
) -> None:
    site.says("/rules?key=secret", reply(status=status))

    with pytest.raises(SourceError) as refused:
        fetcher.fetch(f"{URL}?key=secret")

    assert str(refused.value) == f"docs.example: {sentence}"
    assert isinstance(refused.value, SourceMissing) == (status[:3] in {"404", "410"})


@pytest.mark.parametrize(
    ("retry_after", "advice"),
    [
        ("5", "try again in a minute"),
        ("0", "try again in a minute"),
        ("600", "try again in 10 minutes"),
        pytest.param(
            format_datetime(datetime.now(UTC) + timedelta(days=900), usegmt=True),
            "try again in 10,080 minutes",
            id="in 900 days",  # the date would name the test otherwise in every process that collects it
        ),
        ("999999999", "try again in 10,080 minutes"),
        ("9" * 5000, "try again later"),
        ("-3", "try again later"),
        ("soon", "try again later"),
        ("Mon, 99 Foo 99999 99:99:99 GMT", "try again later"),
        ("Mon, 02 Mar 2020 10:00:00 GMT", "try again in a minute"),
    ],
)
def test_how_long_to_wait_is_passed_on(retry_after: str, advice: str, fetcher: Fetcher, site: WebServer) -> None:
    for status in ("429 Too Many Requests", "503 Service Unavailable"):
        site.says("/rules", reply(status=status, Retry_After=retry_after))
        with pytest.raises(SourceError, match=f"; {advice}\\.$"):
            fetcher.fetch(URL)


def test_a_kind_that_is_not_read_is_refused_by_its_name(fetcher: Fetcher, site: WebServer) -> None:
    site.says("/rules", reply(b"\x89PNG", Content_Type="image/png"))

    with pytest.raises(
        SourceUnsupported, match=r"^docs\.example: this address gives out image/png, which Footnote does"
    ):
        fetcher.fetch(URL)


def test_a_site_that_is_not_there_is_said_so(make_fetcher: FetcherMaker, names: Names) -> None:
    names.lead("down.example", ["1.1.1.1", "2606:4700::1"])
    names.lead("empty.example", [])
    fetcher = make_fetcher()

    with pytest.raises(SourceError, match=r"^nowhere\.example: there is no site of this name; check the address\.$"):
        fetcher.fetch("http://nowhere.example/?key=secret")
    with pytest.raises(SourceError, match=r"^empty\.example: there is no site of this name"):
        fetcher.fetch("http://empty.example/")
    with pytest.raises(
        SourceError, match=r"^down\.example: the site cannot be reached; check the address, or try again"
    ):
        fetcher.fetch("http://down.example/?key=secret")


def test_the_next_address_of_a_site_is_tried(
    make_fetcher: FetcherMaker, names: Names, cables: Cables, site: WebServer
) -> None:
    names.lead("docs.example", ["1.1.1.1", SITE])
    site.says("/rules", page())

    assert make_fetcher().fetch(URL)
    assert [address for address, _ in cables.connected] == ["1.1.1.1", SITE] * 2


def test_not_every_address_of_a_site_with_thousands_is_tried(fetcher: Fetcher, names: Names, cables: Cables) -> None:
    names.lead("many.example", [f"1.1.{number // 250}.{number % 250}" for number in range(500)])

    with pytest.raises(SourceError, match=r"^many\.example: the site cannot be reached"):
        fetcher.fetch("http://many.example/")

    assert len(cables.connected) == 8


@pytest.mark.parametrize(
    "noise",
    [
        *(b"SSH-2.0-OpenSSH_9\r\n", b"", b"\x00" * 500, b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 abc\r\n\r\n"),
        *(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9e9\r\n\r\n"),
        *(
            b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nA: " + b"a" * 200_000,
        ),
        *(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b"HTTP/1.1 100 Continue\r\n\r\n" * 50),
        *(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", b"HTTP/2.0 200 OK\r\n\r\n"),
        *(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
            b"HTTP/1.1 302 Found\r\nLocation: \x80\xff\r\n\r\n",
        ),
    ],
)
def test_what_is_no_answer_of_a_web_server_is_one_plain_sentence(
    noise: bytes, make_fetcher: FetcherMaker, site: WebServer
) -> None:
    site.says("/rules?key=secret", noise)

    with pytest.raises(SourceError, match=r"^docs\.example: [^\n]*\.$") as refused:
        make_fetcher(seconds=2).fetch(f"{URL}?key=secret")

    assert "secret" not in str(refused.value)


def test_several_threads_fetch_side_by_side(fetcher: Fetcher, site: WebServer) -> None:
    together = threading.Barrier(4)

    def wait_for_the_others(connection: socket.socket) -> None:
        together.wait(5)
        connection.sendall(page())

    site.says("/rules", wait_for_the_others)
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(fetcher.fetch(URL))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)

    assert len([file for file in found if file]) == 4


def test_closing_breaks_off_what_is_being_fetched(make_fetcher: FetcherMaker, site: WebServer) -> None:
    fetcher = make_fetcher(seconds=60)
    asked, told = threading.Event(), threading.Event()

    def hold(connection: socket.socket) -> None:
        asked.set()
        told.wait(30)

    site.says("/rules", hold)
    refused: list[str] = []

    def fetch() -> None:
        with pytest.raises(SourceError) as stopped:
            fetcher.fetch(URL)
        refused.append(str(stopped.value))

    thread = threading.Thread(target=fetch)
    thread.start()
    assert asked.wait(5)
    time.sleep(0.1)  # now it waits for the answer
    fetcher.close()
    thread.join(5)
    stopped_by_closing = not thread.is_alive()
    told.set()

    assert stopped_by_closing
    assert refused == ["Footnote is stopping; add the page again in a minute."]
    with pytest.raises(SourceError, match="Footnote is stopping"):
        fetcher.fetch(URL)
