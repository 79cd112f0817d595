"""What a site may cost: bytes, seconds, memory; declared or real."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import tracemalloc
from collections.abc import Callable

import pytest

from index.errors import SourceError, SourceTooLarge
from index.web.fetching import Fetcher
from tests.index.web.conftest import FetcherMaker
from tests.support.web_server import Cables, Names, WebServer, page, reply

URL = "http://docs.example/rules?key=secret"
PATH = "/rules?key=secret"
BOMB = gzip.compress(b"\0" * 5_000_000, 1)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
TOO_SLOW = r"^docs\.example: the site took too long to answer; try again later\.$"
TOO_LARGE = r"^docs\.example: the page is over the limit of 0\.1 MB; split it or raise MAX_FILE_MB\.$"


def endless(head: bytes, piece: bytes, sent: list[int] | None = None) -> Callable[[socket.socket], None]:
    """Return a reply that goes on until nobody listens, and counts its bytes."""

    def send(connection: socket.socket) -> None:
        connection.sendall(head)
        try:
            while True:
                connection.sendall(piece)
                if sent is not None:
                    sent[0] += len(piece)
        except OSError:
            return

    return send


def drip(head: bytes, piece: bytes) -> Callable[[socket.socket], None]:
    """Return a reply whose pieces come so that no single wait is long."""

    def send(connection: socket.socket) -> None:
        connection.sendall(head)
        try:
            for _ in range(300):
                connection.sendall(piece)
                time.sleep(0.02)
        except OSError:
            return

    return send


def test_a_page_of_exactly_the_limit_is_taken(fetcher: Fetcher, site: WebServer) -> None:
    site.says(PATH, reply(b"a" * 100_000, Content_Type="text/html"), reply(b"a" * 100_001, Content_Type="text/html"))

    file = fetcher.fetch(URL)

    assert file is not None
    assert len(file.data) == 100_000
    with pytest.raises(SourceTooLarge, match=TOO_LARGE):
        fetcher.fetch(URL)


def test_a_size_declared_over_the_limit_is_refused_before_the_body(fetcher: Fetcher, site: WebServer) -> None:
    sent = [0]
    site.says(
        PATH,
        endless(HEAD + b"Content-Length: 99999999999\r\n\r\n", b"", sent),
    )

    started = time.monotonic()
    with pytest.raises(SourceTooLarge, match=TOO_LARGE):
        fetcher.fetch(URL)

    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (b"Connection: close\r\n\r\n", b"a" * 4096),
        (b"Transfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b"a" * 4096 + b"\r\n"),
        (b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n", b"1000\r\n" + b"a" * 4096 + b"\r\n"),
    ],
    ids=["no size", "chunks", "chunks of a small size"],
)
def test_an_endless_page_stops_at_the_limit(head: bytes, piece: bytes, fetcher: Fetcher, site: WebServer) -> None:
    sent = [0]
    site.says(PATH, endless(HEAD + head, piece, sent))

    tracemalloc.start()
    with pytest.raises(SourceTooLarge, match=TOO_LARGE):
        fetcher.fetch(URL)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 2_000_000
    assert sent[0] < 20_000_000  # what the sockets of this machine hold, and no more


def test_no_more_than_the_declared_size_is_taken(fetcher: Fetcher, site: WebServer) -> None:
    site.says(PATH, reply(b"<p>All.<p>And more", declared=7, Content_Type="text/html"))

    file = fetcher.fetch(URL)

    assert file is not None
    assert file.data == b"<p>All."


def test_a_page_that_breaks_off_is_no_page(fetcher: Fetcher, site: WebServer) -> None:
    site.says(PATH, reply(b"<p>Half", declared=100, Content_Type="text/html"))

    with pytest.raises(SourceError, match=r"^docs\.example: the answer broke off, .*; try again later\.$"):
        fetcher.fetch(URL)


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "zstd", "gzip, identity", "identity, gzip", "x"])
def test_a_packed_page_is_refused_unopened(coding: str, fetcher: Fetcher, site: WebServer) -> None:
    site.says(PATH, reply(BOMB, Content_Type="text/html", Content_Encoding=coding))

    with pytest.raises(SourceError, match=r"^docs\.example: the site sends the page compressed, though asked not to; "):
        fetcher.fetch(URL)


def test_a_page_that_says_it_is_not_packed_is_taken(fetcher: Fetcher, site: WebServer) -> None:
    site.says(PATH, page(Content_Encoding="identity"))

    assert fetcher.fetch(URL)


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (b"", b""),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\n", b"A: b\r\n"),
        (HEAD + b"\r\n", b"a"),
        (HEAD + b"Content-Length: 1000\r\n\r\n", b"a"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
    ],
    ids=["nothing", "not yet", "header by header", "letter by letter", "letters of a size", "chunk by chunk"],
)
def test_a_site_that_drips_is_given_up_when_the_time_is_over(
    head: bytes, piece: bytes, make_fetcher: FetcherMaker, site: WebServer
) -> None:
    site.says(PATH, drip(head, piece))

    started = time.monotonic()
    with pytest.raises(SourceError, match=TOO_SLOW):
        make_fetcher(seconds=0.15).fetch(URL)

    assert time.monotonic() - started < 1


def test_the_time_is_that_of_all_redirects_together(make_fetcher: FetcherMaker, site: WebServer) -> None:
    def slowly(connection: socket.socket) -> None:
        time.sleep(0.08)
        connection.sendall(reply(status="302 Found", Location=PATH))

    site.says(PATH, slowly)

    with pytest.raises(SourceError, match=TOO_SLOW):
        make_fetcher(seconds=0.2).fetch(URL)


def test_a_look_up_that_hangs_is_given_up_and_others_go_on(
    make_fetcher: FetcherMaker, cables: Cables, names: Names, site: WebServer
) -> None:
    held = threading.Event()

    def resolve(host: str, port: int, **hints: int) -> list[tuple[object, ...]]:
        if host == "slow.example":
            held.wait(30)
        return names(host, port, **hints)

    fetcher = make_fetcher(seconds=0.2, resolve=resolve)
    site.says(PATH, page())
    names.lead("slow.example", ["127.0.0.1"])

    with pytest.raises(SourceError, match=r"^slow\.example: the site took too long to answer; try again later\.$"):
        fetcher.fetch("http://slow.example/")
    assert fetcher.fetch(URL)

    held.set()
    assert "127.0.0.1" not in dict(cables.connected)


def test_look_ups_that_hang_do_not_pile_up(make_fetcher: FetcherMaker) -> None:
    held, running = threading.Event(), threading.active_count()

    def resolve(host: str, port: int, **hints: int) -> list[tuple[object, ...]]:
        held.wait(30)
        return []

    fetcher = make_fetcher(seconds=0.01, resolve=resolve)
    for number in range(20):
        with pytest.raises(SourceError, match="took too long"):
            fetcher.fetch(f"http://slow{number}.example/")

    assert threading.active_count() - running <= 16
    held.set()


def test_nothing_of_the_address_but_its_host_reaches_a_log(
    fetcher: Fetcher, site: WebServer, caplog: pytest.LogCaptureFixture
) -> None:
    site.says(PATH, page())

    with caplog.at_level("DEBUG"):
        fetcher.fetch(URL)

    assert "secret" not in caplog.text
