"""Apps to which docs.example is a site on the public web, which is really a server on this machine."""

from __future__ import annotations

from dataclasses import replace

from index.web.fetching import Fetcher
from tests.support.apps import AppWith
from tests.support.web_server import Cables, Names, WebServer

ADDRESS = "93.184.216.34"


def lead_to(app: AppWith, site: WebServer) -> Fetcher:
    """Have the App fetch docs.example from the server; the fetcher is to be closed."""
    names, cables = Names(), Cables()
    names.lead("docs.example", [ADDRESS])
    cables.lead(ADDRESS, site)
    fetcher = Fetcher(max_bytes=100_000, seconds=5, resolve=names, backend=cables)
    means = app.means
    app.means = lambda: replace(means(), fetcher=lambda: fetcher)  # type: ignore[method-assign]
    return fetcher
