"""What goes over the wire: requests with no more in them than they need, replies no larger than they may be."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from functools import cache
from typing import Final

import httpx

from index.endpoint.address import Address

CONNECT_SECONDS: Final = 5.0
"""The longest that one attempt to connect may take, so that there is time for another."""

SENT: Final = {"host", "accept", "content-type", "content-length", "transfer-encoding", "connection"}
"""The headers of a request that are let through. What else the client adds describes this machine, or comes from the
environment."""

MOST_EVENT_BYTES: Final = 256_000
"""The most bytes of a stream without an empty line, which ends an event: the client would gather them slowly."""
EVENT_ENDS: Final = (b"\n\n", b"\r\r", b"\r\n\r\n")

DONE: Final = b"[DONE]"
ENDING: Final = "footnote.ending"


class Oversized(httpx.TransportError):
    """The server sends more than it may."""


class Packed(httpx.TransportError):
    """The server compressed its reply although it was asked not to: how large that is shows too late."""


class Ending:
    """The last bytes of a reply, as far as it has been read."""

    def __init__(self) -> None:
        self.last = b""


def is_complete(response: httpx.Response) -> bool:
    """Tell whether a streamed reply has been read up to the mark that ends it."""
    return DONE in response.extensions[ENDING].last


def http_client(address: Address, most_bytes: int) -> httpx.AsyncClient:
    """Return the client requests go through: nothing from the environment, no redirects, the proxy that is set."""
    wire = httpx.AsyncHTTPTransport(
        verify=_tls(),
        proxy=address.proxy,
        trust_env=False,
        limits=httpx.Limits(max_connections=None, max_keepalive_connections=20),
    )
    return httpx.AsyncClient(
        transport=BoundedTransport(wire, address.api_key, most_bytes),
        follow_redirects=False,
        trust_env=False,
    )


class BoundedTransport(httpx.AsyncBaseTransport):
    """Passes requests on with few headers, and replies up to `most_bytes`."""

    def __init__(self, wire: httpx.AsyncBaseTransport, key: str, most_bytes: int) -> None:
        self._wire = wire
        self._own = {"Accept-Encoding": "identity", "User-Agent": "Footnote"}
        if key:
            self._own["Authorization"] = f"Bearer {key}"
        self._most_bytes = most_bytes

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        kept = [(name, value) for name, value in request.headers.items() if name.lower() in SENT]
        request.headers = httpx.Headers([*kept, *self._own.items()])
        reply = await self._wire.handle_async_request(request)
        ending = Ending()
        failure = self._failure(reply.headers)
        if failure:
            await reply.aclose()
            raise failure
        return httpx.Response(
            reply.status_code,
            headers=reply.headers,
            stream=_Bounded(reply, self._most_bytes, ending),
            extensions=reply.extensions | {ENDING: ending},
        )

    async def aclose(self) -> None:
        await self._wire.aclose()

    def _failure(self, headers: httpx.Headers) -> httpx.TransportError | None:
        declared = headers.get("Content-Length", "")
        if declared.isdecimal() and int(declared[:20]) > self._most_bytes:
            return Oversized("")
        if headers.get("Content-Encoding", "identity").lower() != "identity":
            return Packed("")
        return None


class _Bounded(httpx.AsyncByteStream):
    def __init__(self, reply: httpx.Response, most_bytes: int, ending: Ending) -> None:
        self._reply = reply
        self._left = most_bytes
        self._ending = ending
        self._event = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        streams = "event-stream" in self._reply.headers.get("Content-Type", "")
        async for data in self._reply.stream:  # type: ignore[union-attr]  # of an async transport it is async
            self._left -= len(data)
            if self._left < 0 or (streams and self._of_event(data) > MOST_EVENT_BYTES):
                raise Oversized("")
            self._ending.last = (self._ending.last + data)[-64:]
            yield data

    async def aclose(self) -> None:
        await self._reply.aclose()

    def _of_event(self, data: bytes) -> int:
        """Return how many bytes of an event that has not ended there are by now, with the next ones."""
        joined = self._ending.last[-3:] + data
        ended = max(joined.rfind(end) for end in EVENT_ENDS)
        self._event = len(joined) - ended if ended >= 0 else self._event + len(data)
        return self._event


@cache
def _tls() -> ssl.SSLContext:
    # Reading the authorities takes some hundredths of a second, which the second client need not wait for.
    return httpx.create_ssl_context(trust_env=False)
