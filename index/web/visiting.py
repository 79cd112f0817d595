"""One visit: a request, its redirects, and the answer read within the limits. Each hop is checked anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import httpx

from index.errors import SourceError, SourceTooLarge
from index.web.connecting import CheckedTransport
from index.web.refusals import NETWORK_FAILURES, refusal_of_failure
from index.web.urls import redirected_url, shown_host

MOST_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})

HeadersFor = Callable[[str], Mapping[str, str]]
"""Takes the address of a hop, says what more to send with its request, and raises SourceError to forbid it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back from `url`, after redirects. Of any status but 200 the body is left unread, and empty here."""

    url: str
    status: int
    headers: httpx.Headers
    body: bytes


class Visitor:
    """Asks sites for pages, over one transport and for one fetch."""

    def __init__(self, transport: CheckedTransport, user_agent: str) -> None:
        self._transport = transport
        # Nothing may be packed: a small answer that unpacks to gigabytes would pass the limit.
        self._headers = {"User-Agent": user_agent, "Accept": "*/*", "Accept-Encoding": "identity"}

    def visit(self, url: str, limit: int, headers_for: HeadersFor, *, cut: bool = False) -> Answer:
        """Return the answer to a request for `url`, a normalised address, and at most five redirects.

        A body over `limit` bytes is cut there if `cut`, else refused. Raises SourceError.
        """
        for _ in range(MOST_REDIRECTS + 1):
            answer = self._ask(url, limit, headers_for(url), cut)
            if answer.status not in REDIRECTS:
                return answer
            url = redirected_url(url, answer.headers.get("Location", ""))
        raise SourceError(f"{shown_host(url)}: the page redirects more than {MOST_REDIRECTS} times; check the address.")

    def _ask(self, url: str, limit: int, more: Mapping[str, str], cut: bool) -> Answer:
        try:
            response = self._transport.handle_request(httpx.Request("GET", url, headers={**self._headers, **more}))
            try:
                body = _body(response, shown_host(url), limit, cut) if response.status_code == 200 else b""
            finally:
                response.close()
        except NETWORK_FAILURES as error:
            raise refusal_of_failure(shown_host(url), error) from None
        return Answer(url, response.status_code, response.headers, body)


def _body(response: httpx.Response, host: str, limit: int, cut: bool) -> bytes:
    if response.headers.get("Content-Encoding", "identity").strip().lower() not in {"", "identity"}:
        raise SourceError(
            f"{host}: the site sends the page compressed, though asked not to; save the page and add the file."
        )
    declared = response.headers.get("Content-Length", "0")
    if int(declared) > limit and not cut:
        raise _too_large(host, limit)
    data = bytearray()
    for chunk in response.iter_raw():
        data += chunk
        if len(data) > limit:  # a size that was declared may be a lie
            if not cut:
                raise _too_large(host, limit)
            break
    return bytes(data[:limit])


def _too_large(host: str, limit: int) -> SourceTooLarge:
    return SourceTooLarge(
        f"{host}: the page is over the limit of {limit / 1_000_000:g} MB; split it or raise MAX_FILE_MB."
    )
