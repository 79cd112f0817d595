"""A web on this machine: a server that sends what a test says, and names and addresses that lead to it."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from threading import Thread
from typing import Any

import httpcore

Reply = bytes | Callable[[socket.socket], None]
"""What is sent for a path: bytes, or what a function writes to the connection."""


TLS_HELLO = b"\x16"


def reply(body: bytes = b"", status: str = "200 OK", declared: int | None = None, **headers: str) -> bytes:
    """Return a whole answer; a header's name is given with underscores. `declared` is the length it claims."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if declared is None else declared}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1") + body


def page(text: str = "<title>Rules</title><p>Dogs are welcome.", **headers: str) -> bytes:
    """Return an answer that holds a web page."""
    return reply(text.encode(), **{"Content_Type": "text/html; charset=utf-8"} | headers)


def redirect(location: str, status: str = "302 Found") -> bytes:
    return reply(status=status, Location=location)


class WebServer:
    """Answers each request by its path, 404 by default; a path may have several replies, sent one after another."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.replies: dict[str, list[Reply]] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self._tls = tls
        Thread(target=self._serve, daemon=True).start()

    def says(self, path: str, *replies: Reply) -> None:
        """Answer requests for `path` with these, the last of them again and again."""
        self.replies[path] = list(replies)

    @property
    def paths(self) -> list[str]:
        """The paths asked for, but for robots.txt."""
        return [path for path, _ in self.requests if path != "/robots.txt"]

    def close(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                Thread(target=self._answer, args=(self._listener.accept()[0],), daemon=True).start()

    def _answer(self, plain: socket.socket) -> None:
        with suppress(OSError), plain:
            if self._tls is None and plain.recv(1, socket.MSG_PEEK) == TLS_HELLO:
                plain.sendall(reply(status="400 Bad Request"))
                return
            connection = self._tls.wrap_socket(plain, server_side=True) if self._tls else plain
            with connection:
                path, headers = _request(connection)
                self.requests.append((path, headers))
                replies = self.replies.get(path, [reply(status="404 Not Found")])
                answer = replies.pop(0) if len(replies) > 1 else replies[0]
                if isinstance(answer, bytes):
                    connection.sendall(answer)
                    connection.shutdown(socket.SHUT_WR)
                else:
                    answer(connection)


def _request(connection: socket.socket) -> tuple[str, dict[str, str]]:
    head = b""
    while b"\r\n\r\n" not in head:
        received = connection.recv(65536)
        if not received:
            raise OSError("nothing was asked")
        head += received
    first, *rest = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
    return first.split(" ")[1], {name.lower(): value for name, value in (line.split(": ", 1) for line in rest)}


class Listener:
    """A port of this machine, by both of its addresses, that nobody may connect to."""

    def __init__(self) -> None:
        self._sockets = [socket.create_server(("127.0.0.1", 0))]
        self.port: int = self._sockets[0].getsockname()[1]
        with suppress(OSError):  # a machine without IPv6, or another's port there
            self._sockets.append(socket.create_server(("::1", self.port), family=socket.AF_INET6))
        for each in self._sockets:
            each.setblocking(False)

    @property
    def connected(self) -> bool:
        """Whether anybody has connected; what was begun on this machine shows at once."""
        return any(_has_caller(each) for each in self._sockets)

    def close(self) -> None:
        for each in self._sockets:
            each.close()


def _has_caller(listener: socket.socket) -> bool:
    try:
        listener.accept()[0].close()
    except BlockingIOError:
        return False
    return True


class Names:
    """Answers as `socket.getaddrinfo`; of a name with several answers each look-up takes the next.

    `failure` is what the look-up of any other name ends in.
    """

    def __init__(self) -> None:
        self._answers: dict[str, list[Sequence[str]]] = {}
        self.looked_up: list[str] = []
        self.failure: Exception = socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    def lead(self, name: str, *answers: Sequence[str]) -> None:
        """Let look-ups of `name` give the addresses of these answers, the last of them again and again."""
        self._answers[name] = list(answers)

    def __call__(self, host: str, port: int, **_hints: Any) -> list[tuple[Any, ...]]:
        self.looked_up.append(host)
        answers = self._answers.get(host)
        if answers is None:
            raise self.failure
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        return [_entry(address, port) for address in addresses]


def _entry(address: str, port: int) -> tuple[Any, ...]:
    if ":" not in address:
        return socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)
    address, _, zone = address.partition("%")
    return socket.AF_INET6, socket.SOCK_STREAM, 6, "", (address, port, 0, int(zone or 0))


class Cables(httpcore.NetworkBackend):
    """Leads connections to public addresses to servers on this machine, and remembers what was connected to."""

    def __init__(self) -> None:
        self._ends: dict[str, WebServer] = {}
        self.connected: list[tuple[str, int]] = []

    def lead(self, address: str, server: WebServer) -> None:
        """Let connections to `address`, whatever the port, reach `server`."""
        self._ends[address] = server

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        self.connected.append((host, port))
        server = self._ends.get(host)
        if server is None:
            raise httpcore.ConnectError("nothing there")
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", server.port, timeout)
