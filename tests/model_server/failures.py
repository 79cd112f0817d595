"""What a scripted model does with a request: the ways of one that does not work."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.model_server import payloads
from tests.model_server.calls import Call

KINDS = {401: "invalid_request_error", 429: "rate_limit_error"}
CODES = {401: "invalid_api_key", 429: "rate_limit_exceeded"}
MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Fails:
    """Answers with an error. `retry_after` is sent as the header of that name, in seconds or as a date.

    `body` is sent in place of an error as the API describes it, as some servers do.
    """

    status: int
    retry_after: float | str | None = None
    message: str = "Something is wrong here."
    code: str | None = None
    param: str | None = None
    body: Mapping[str, Any] | None = None

    async def answer(self, call: Call) -> None:
        kind = KINDS.get(self.status, "server_error" if self.status >= 500 else "invalid_request_error")
        payload = payloads.error(self.message, kind, self.code or CODES.get(self.status), self.param)
        headers = None if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        call.json(self.body or payload, self.status, headers)


@dataclass(frozen=True, slots=True)
class HangsBeforeHeaders:
    """Takes the request and never says anything."""

    async def answer(self, call: Call) -> None:
        await call.hang()


@dataclass(frozen=True, slots=True)
class HangsAfter:
    """Writes a text, in a stream that then neither goes on nor ends."""

    text: str = ""

    async def answer(self, call: Call) -> None:
        await call.opening()
        if self.text:
            await call.piece(self.text)
        await call.hang()


@dataclass(frozen=True, slots=True)
class CutsOff:
    """Writes a text, then the connection breaks."""

    text: str = ""

    async def answer(self, call: Call) -> None:
        await call.opening()
        if self.text:
            await call.piece(self.text)
        call.drop()


@dataclass(frozen=True, slots=True)
class Drops:
    """Breaks the connection before anything was said."""

    async def answer(self, call: Call) -> None:
        call.drop()


@dataclass(frozen=True, slots=True)
class EmptyStream:
    """Ends a stream, properly, in which nothing was written; `bare`: in which there was not one event either."""

    bare: bool = False

    async def answer(self, call: Call) -> None:
        if self.bare:
            await call.begin()
        else:
            await call.opening()
            await call.ending("", "stop")


@dataclass(frozen=True, slots=True)
class BrokenJson:
    """Writes a text, then an event that is no JSON, then goes on."""

    text: str = ""

    async def answer(self, call: Call) -> None:
        if not call.streamed:
            call.body(b'{"id": "chatcmpl-1", "choices": [{"mess', "application/json")
            return
        await call.opening()
        if self.text:
            await call.piece(self.text)
        await call.write(b'data: {"id": "chatcmpl-1", "choices": [{"del\n\n')
        await call.ending(self.text, "stop")


@dataclass(frozen=True, slots=True)
class Endless:
    """Writes a text again and again and never ends."""

    text: str = "And so on. "
    pause: float = 0.001

    async def answer(self, call: Call) -> None:
        await call.opening()
        while not call.server.is_closing:
            await call.piece(self.text)
            await asyncio.sleep(self.pause)


@dataclass(frozen=True, slots=True)
class Huge:
    """Answers with one event, or one JSON text, of so many megabytes. `Asked.sent` tells how many were taken."""

    megabytes: int

    async def answer(self, call: Call) -> None:
        kind = "text/event-stream" if call.streamed else "application/json"
        await call.begin(kind)
        await call.write(b'data: {"x": "' if call.streamed else b'{"x": "')
        for _ in range(self.megabytes):
            await call.write(b"x" * MEGABYTE)
        await call.write(b'"}\n\n')


@dataclass(frozen=True, slots=True)
class Redirects:
    """Sends the client somewhere else."""

    to: str
    status: int = 307

    async def answer(self, call: Call) -> None:
        call.body(b"", "text/plain", self.status, {"Location": self.to})


@dataclass(frozen=True, slots=True)
class DripsKeepAlives:
    """Says again and again that it is still there, and nothing else."""

    pause: float = 0.02

    async def answer(self, call: Call) -> None:
        await call.begin()
        while not call.server.is_closing:
            await call.write(b": keep-alive\n\n")
            await asyncio.sleep(self.pause)


@dataclass(frozen=True, slots=True)
class DripsHeaders:
    """Sends one header after another and never comes to the body."""

    pause: float = 0.02

    async def answer(self, call: Call) -> None:
        call.raw(b"HTTP/1.1 200 OK\r\n")
        while not call.server.is_closing:
            call.raw(b"X-Patience: please\r\n")
            await asyncio.sleep(self.pause)
        call.drop()


@dataclass(frozen=True, slots=True)
class NotAModel:
    """Answers as the web page does that is at a wrong address."""

    async def answer(self, call: Call) -> None:
        call.body(b"<!doctype html><title>Welcome</title><p>It works!", "text/html")


@dataclass(frozen=True, slots=True)
class ErrorInStream:
    """Writes a text, then an error in the stream, as servers do that fail half-way."""

    text: str = ""
    message: str = "The model ran out of memory."

    async def answer(self, call: Call) -> None:
        await call.opening()
        if self.text:
            await call.piece(self.text)
        await call.event(payloads.error(self.message, "server_error"))
