"""A request being answered: what a behaviour does to the connection."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.model_server import payloads
from tests.model_server.asking import Asked
from tests.model_server.protocol import reply_problem

if TYPE_CHECKING:
    from tests.model_server.server import ModelServer


class Call:
    """One request and the way back to who asked. Behaviours use it in the server's own event loop."""

    def __init__(self, server: ModelServer, request: web.Request, asked: Asked) -> None:
        self.server = server
        self.asked = asked
        self.dropped = False
        self._request = request
        self._response: web.StreamResponse | None = None

    @property
    def streamed(self) -> bool:
        """Whether the reply is wanted piece by piece."""
        return bool(self.asked.body.get("stream"))

    @property
    def with_usage(self) -> bool:
        """Whether a streamed reply is to end with what it cost, on a server that can tell."""
        options = self.asked.body.get("stream_options") or {}
        return bool(options.get("include_usage")) and self.server.reports_usage

    async def begin(self, content_type: str = "text/event-stream", status: int = 200) -> None:
        """Send the headers, after which the body comes as it is written."""
        headers = {"Content-Type": f"{content_type}; charset=utf-8", "Cache-Control": "no-cache"}
        self._response = web.StreamResponse(status=status, headers=headers)
        await self._response.prepare(self._request)

    async def write(self, data: bytes) -> None:
        """Send a part of the body."""
        assert self._response is not None, "begin() comes first"
        await self._response.write(data)
        self.asked.sent += len(data)

    async def piece(self, text: str) -> None:
        """Send a part of what the model writes."""
        await self.event(payloads.chunk(self.asked, {"content": text}, with_usage=self.with_usage))

    async def event(self, payload: Mapping[str, Any]) -> None:
        """Send one event of a stream, which has to be a piece of a completion or an error."""
        if "error" not in payload:
            from openai.types.chat import ChatCompletionChunk

            self.server.check_reply(reply_problem(ChatCompletionChunk, payload))
        await self.write(b"data: " + json.dumps(payload).encode() + b"\n\n")

    async def opening(self) -> None:
        """Send the headers and the event that a streamed completion begins with."""
        await self.begin()
        role = {"role": "assistant", "content": "", "refusal": None}
        await self.event(payloads.chunk(self.asked, role, with_usage=self.with_usage))

    async def ending(self, text: str, finish: str) -> None:
        """Send the events that a streamed completion of `text` ends with."""
        await self.event(payloads.chunk(self.asked, finish=finish, with_usage=self.with_usage))
        if self.with_usage:
            spent = payloads.usage(self.asked, text)
            await self.event(payloads.chunk(self.asked, usage=spent, with_usage=True))
        await self.write(b"data: [DONE]\n\n")

    def json(self, payload: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        """Answer with JSON, all at once."""
        self._response = web.json_response(payload, status=status, headers=headers)

    def body(self, data: bytes, content_type: str, status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        """Answer with anything, all at once."""
        self._response = web.Response(body=data, content_type=content_type, status=status, headers=headers)

    def raw(self, data: bytes) -> None:
        """Write to the connection as it is, past all that makes an answer of it."""
        if self._request.transport is not None:
            self._request.transport.write(data)  # type: ignore[attr-defined]

    def drop(self) -> None:
        """Break the connection."""
        self.dropped = True
        if self._request.transport is not None:
            self._request.transport.close()

    async def hang(self) -> None:
        """Wait until the client goes or the server closes."""
        await self.server.closing()

    async def finished(self) -> web.StreamResponse:
        """Return the reply, for aiohttp to end."""
        await asyncio.sleep(0)
        return self._response or web.Response()
