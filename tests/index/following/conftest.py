"""Libraries that fetch from one site on the public web, docs.example, which is really a server on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.following.source import Source
from index.jobs.jobs import Jobs
from index.library import Library
from index.web.fetching import Fetcher
from tests.support.apps import AppWith
from tests.support.web_server import Cables, Names, WebServer

ADDRESS = "93.184.216.34"
OpenLibrary = Callable[[str], Library]


@pytest.fixture
def site() -> Iterator[WebServer]:
    server = WebServer()
    yield server
    server.close()


@pytest.fixture
def open_library(app: AppWith, site: WebServer) -> Iterator[OpenLibrary]:
    names, cables = Names(), Cables()
    names.lead("docs.example", [ADDRESS])
    cables.lead(ADDRESS, site)
    fetcher = Fetcher(max_bytes=100_000, seconds=5, resolve=names, backend=cables)
    means = replace(app.means(), fetcher=lambda: fetcher)
    yield lambda name: Library(name, app.store, app._engine, means)
    fetcher.close()


@pytest.fixture
def library(open_library: OpenLibrary) -> Library:
    return open_library("local")


@pytest.fixture
def jobs(app: AppWith, open_library: OpenLibrary) -> Jobs:
    return Jobs(app.store, open_library, str)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of three texts, one of them in a folder of its own."""
    folder = tmp_path / "town"
    (folder / "harbour").mkdir(parents=True)
    write(folder / "ferries.md", "# Ferries\n\nThe ferry sails at noon.\n")
    write(folder / "trains.md", "# Trains\n\nThe train leaves at nine.\n")
    write(folder / "harbour" / "tides.txt", "The tide turns at four.\n")
    return folder


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def source_of(library: Library) -> Source:
    """Return the one source of a library."""
    (source,) = library.sources()
    return source
