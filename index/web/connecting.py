"""The one way out: connections to addresses that were checked, within the time, for httpx to speak HTTP over.

Whatever httpx makes of a web address, the host it wants to connect to comes here; it is looked up once, and the
connection goes to the very address that was checked. TLS still verifies the host's name.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

import httpcore
import httpx

from index.web.addresses import Address
from index.web.deadline import Deadline

CONNECT_SECONDS = 10.0

AddressesOf = Callable[[str, int, Deadline], list[Address]]
"""Takes a host, a port and the deadline; returns addresses that may be asked (`Lookups.addresses`)."""


class TimedStream(httpcore.NetworkStream):
    """A connection none of whose steps goes past the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        self._stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return self

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def close(self) -> None:
        self._stream.close()

    def break_off(self) -> None:
        """End the connection from another thread, so that who waits for it wakes."""
        connection = self._stream.get_extra_info("socket")
        if connection is not None:
            with suppress(OSError):  # it has ended by itself
                connection.shutdown(socket.SHUT_RDWR)


class CheckedBackend(httpcore.NetworkBackend):
    """Connects to checked addresses alone."""

    def __init__(self, addresses_of: AddressesOf, deadline: Deadline, backend: httpcore.NetworkBackend) -> None:
        self._addresses_of = addresses_of
        self._deadline = deadline
        self._backend = backend
        self._streams: list[TimedStream] = []

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of the host's addresses that answers. Raises SourceError before any connection."""
        failure: Exception = httpcore.ConnectError("no address")
        for address in self._addresses_of(host, port, self._deadline):
            seconds = self._deadline.left(timeout or CONNECT_SECONDS)
            try:
                stream = self._backend.connect_tcp(str(address), port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            self._streams.append(TimedStream(stream, self._deadline))
            return self._streams[-1]
        raise failure

    def break_off(self) -> None:
        """Let nothing more happen, and wake whoever waits for a connection."""
        self._deadline.end()
        for stream in list(self._streams):
            stream.break_off()


class CheckedTransport(httpx.BaseTransport):
    """Takes httpx's requests over such connections, HTTP/1.1 only; for one fetch.

    It is used without httpx's client, which logs whole addresses, keeps cookies and unpacks what comes.
    """

    def __init__(self, backend: CheckedBackend, tls: ssl.SSLContext) -> None:
        self._backend = backend
        self._pool = httpcore.ConnectionPool(ssl_context=tls, http1=True, http2=False, network_backend=backend)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
            )
        )
        return httpx.Response(response.status, headers=response.headers, stream=_Body(response))

    def break_off(self) -> None:
        """End the fetch from another thread."""
        self._backend.break_off()

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()
