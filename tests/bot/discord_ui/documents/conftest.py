"""Bots that fetch from one site on the public web, docs.example, which is really a server on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import Any

import pytest

from tests.conftest import AppMaker
from tests.support.apps import AppWith
from tests.support.web_server import WebServer
from tests.support.websites import lead_to


@pytest.fixture
def site() -> Iterator[WebServer]:
    server = WebServer()
    yield server
    server.close()


@pytest.fixture
def online_app(make_app: AppMaker, site: WebServer) -> Iterator[Callable[..., AppWith]]:
    """Return a function that opens an App as `make_app` does, to which docs.example is there."""
    with ExitStack() as opened:

        def open_one(**settings: Any) -> AppWith:
            app = make_app(**settings)
            opened.enter_context(closing(lead_to(app, site)))
            return app

        yield open_one
