"""The door to the web: a web address in, what it gives out as a file, or one plain sentence why not."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from threading import Lock
from urllib.parse import urlsplit

import httpcore
import httpx

from index.errors import SourceError
from index.web.connecting import CheckedBackend, CheckedTransport
from index.web.deadline import Deadline
from index.web.lookups import Lookups, Resolve
from index.web.refusals import refusal_of_robots, refusal_of_status
from index.web.robots import MOST_BYTES, PRODUCT, KnownRobots, Robots
from index.web.served_names import file_name
from index.web.served_text import as_utf8
from index.web.urls import normalised_url, shown_host
from index.web.visiting import Answer, Visitor

FETCH_SECONDS = 30.0
LONGEST_VALIDATOR = 500


@dataclass(frozen=True, slots=True)
class WebFile:
    """What a web address gave out.

    `url` is the address as asked, normalised: the document's identity. `final_url` is where redirects led. `name` is a
    file's name with an extension of the format that the content type says. `etag` and `last_modified` are what the
    server gave to be asked by whether its page has changed; they hold for `final_url`.
    """

    url: str
    final_url: str
    name: str
    data: bytes
    etag: str | None
    last_modified: str | None


class Fetcher:
    """Fetches pages from public addresses; safe to use from several threads, to be closed when done."""

    def __init__(
        self,
        *,
        max_bytes: int,
        seconds: float = FETCH_SECONDS,
        allow_private: bool = False,
        resolve: Resolve | None = None,
        backend: httpcore.NetworkBackend | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Fetch files of at most `max_bytes`, each within `seconds` in all, redirects and robots.txt included.

        `allow_private` also permits addresses of this machine and its private network. `resolve` looks names up
        (default: socket.getaddrinfo), `backend` connects to the addresses that were checked, and `tls` says whom to
        trust (default: the authorities that httpx trusts).
        """
        self._max_bytes = max_bytes
        self._seconds = seconds
        self._lookups = Lookups(allow_private, resolve)
        self._backend = backend or httpcore.SyncBackend()
        self._tls = tls
        self._robots = KnownRobots()
        self._lock = Lock()
        self._running: set[CheckedTransport] = set()
        self._closed = False

    def fetch(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None, final_url: str | None = None
    ) -> WebFile | None:
        """Return what the address gives out, None where that has not changed since `etag` or `last_modified`.

        These are asked by only where `final_url` (by default `url`) is reached, for which they were given: another page
        may answer to the same. Raises SourceError in one sentence that names the host and nothing else of the address.
        """
        url = normalised_url(url)
        given = {"If-None-Match": _validator(etag), "If-Modified-Since": _validator(last_modified)}
        validators = {name: value for name, value in given.items() if value is not None}
        held_by = final_url or url

        def headers_for(hop: str) -> Mapping[str, str]:
            if not self._robots_of(hop, visitor).allow(hop):
                raise SourceError(f"{shown_host(hop)}: the site's robots.txt does not let programs fetch this page.")
            return validators if hop == held_by else {}

        with self._visiting() as visitor:
            answer = visitor.visit(url, self._max_bytes, headers_for)
        if answer.status == 304 and validators and answer.url == held_by:
            return None
        return _file(url, answer)

    def close(self) -> None:
        """Break off what is being fetched, and fetch no more."""
        with self._lock:
            self._closed = True
            running = list(self._running)
        for transport in running:
            transport.break_off()

    @contextmanager
    def _visiting(self) -> Iterator[Visitor]:
        """Return a visitor for one fetch, which `close` can break off."""
        deadline = Deadline(self._seconds)
        with self._lock:
            self._check_open()
            self._tls = self._tls or httpx.create_ssl_context(trust_env=False)
            transport = CheckedTransport(CheckedBackend(self._lookups.addresses, deadline, self._backend), self._tls)
            self._running.add(transport)
        try:
            yield Visitor(transport, _user_agent())
        except SourceError:
            self._check_open()
            raise
        finally:
            with self._lock:
                self._running.discard(transport)
            transport.close()

    def _robots_of(self, url: str, visitor: Visitor) -> Robots:
        """Return the rules of the site of `url`. Raises SourceError where they cannot be had: it may forbid all."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        known = self._robots.of(site)
        if known is not None:
            return known
        answer = visitor.visit(f"{site}/robots.txt", MOST_BYTES, lambda _hop: {}, cut=True)
        if answer.status >= 500:
            raise refusal_of_robots(shown_host(url), answer.status)
        self._robots.keep(site, answer.body)
        return Robots(answer.body)  # where there is none, everything is allowed

    def _check_open(self) -> None:
        if self._closed:
            raise SourceError("Footnote is stopping; add the page again in a minute.")


def _file(url: str, answer: Answer) -> WebFile:
    if answer.status != 200:
        raise refusal_of_status(shown_host(answer.url), answer.status, answer.headers.get("Retry-After", ""))
    content_type = answer.headers.get("Content-Type", "")
    return WebFile(
        url=url,
        final_url=answer.url,
        name=file_name(answer.url, content_type),
        data=as_utf8(answer.body, content_type),
        etag=_validator(answer.headers.get("ETag")),
        last_modified=_validator(answer.headers.get("Last-Modified")),
    )


def _validator(value: str | None) -> str | None:
    """Return an ETag or a date that can be sent back in a header, None for one that cannot."""
    fit = value and len(value) <= LONGEST_VALIDATOR and value.isascii() and value.isprintable()
    return value if fit else None


@cache
def _user_agent() -> str:
    try:
        return f"{PRODUCT}/{version('footnote')} (+documentation bot)"
    except PackageNotFoundError:
        return f"{PRODUCT} (+documentation bot)"
