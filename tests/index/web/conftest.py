"""One site on the public web, docs.example, that is really a server on this machine."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from index.web.fetching import Fetcher
from tests.support.web_server import Cables, Names, WebServer

SITE = "93.184.216.34"
FetcherMaker = Callable[..., Fetcher]


def trusting_nobody() -> ssl.SSLContext:
    """Return TLS as it is, but for the authorities it trusts, which take long to load."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@pytest.fixture
def site() -> Iterator[WebServer]:
    server = WebServer()
    yield server
    server.close()


@pytest.fixture
def names() -> Names:
    names = Names()
    names.lead("docs.example", [SITE])
    return names


@pytest.fixture
def cables(site: WebServer) -> Cables:
    cables = Cables()
    cables.lead(SITE, site)
    return cables


@pytest.fixture
def make_fetcher(names: Names, cables: Cables) -> Iterator[FetcherMaker]:
    """Return a function that makes a fetcher on this web; all are closed."""
    made: list[Fetcher] = []

    def make(**options: Any) -> Fetcher:
        usual = {"max_bytes": 100_000, "seconds": 5, "resolve": names, "backend": cables, "tls": trusting_nobody()}
        made.append(Fetcher(**usual | options))
        return made[-1]

    yield make
    for fetcher in made:
        fetcher.close()


@pytest.fixture
def fetcher(make_fetcher: FetcherMaker) -> Fetcher:
    return make_fetcher()
