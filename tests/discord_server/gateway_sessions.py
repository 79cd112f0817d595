"""What outlives a connection to the gateway: a session with what it was sent, for a client that resumes."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections import deque
from typing import Any

from aiohttp import web

from tests.discord_server.gateway_streams import Stream

REMEMBERED_EVENTS = 5_000
"""As many as a client can have missed and still resume."""


class Connection:
    """One WebSocket. What is sent is queued, so that the world may change without waiting for it."""

    def __init__(self, request: web.Request, socket: web.WebSocketResponse, stream: Stream) -> None:
        self._request = request
        self.socket = socket
        self._stream = stream
        self._outgoing: asyncio.Queue[str | bytes | int] = asyncio.Queue()
        self.session: Session | None = None

    def send(self, op: int, data: Any = None) -> None:
        self.send_text(json.dumps({"op": op, "d": data, "s": None, "t": None}))

    def send_text(self, text: str) -> None:
        """Queue a message; it is packed when it is sent."""
        self._outgoing.put_nowait(text)

    def send_frame(self, frame: bytes) -> None:
        """Queue bytes that are sent as they are."""
        self._outgoing.put_nowait(frame)

    def close(self, code: int) -> None:
        """Close after what is queued."""
        self._outgoing.put_nowait(code)

    def drop(self) -> None:
        """Break the connection with no word."""
        if self._request.transport is not None:
            self._request.transport.abort()

    async def write(self) -> None:
        """Send what is queued until the connection ends."""
        try:
            while True:
                item = await self._outgoing.get()
                if isinstance(item, int):
                    await self.socket.close(code=item)
                    return
                packed = self._stream.pack(item) if isinstance(item, str) else item
                await (self.socket.send_str(packed) if isinstance(packed, str) else self.socket.send_bytes(packed))
        except ConnectionError:
            return


class Session:
    """What began with an IDENTIFY."""

    def __init__(self, intents: int, connection: Connection) -> None:
        self.id = secrets.token_hex(16)
        self.intents = intents
        self.sequence = 0
        self.connection: Connection | None = connection
        self.resumes = 0
        self._sent: deque[tuple[int, str]] = deque(maxlen=REMEMBERED_EVENTS)

    def event(self, name: str, data: Any) -> None:
        """Send an event, or keep it for when the client resumes."""
        self.sequence += 1
        text = json.dumps({"op": 0, "d": data, "s": self.sequence, "t": name})
        self._sent.append((self.sequence, text))
        if self.connection is not None:
            self.connection.send_text(text)

    def forget(self) -> None:
        """Drop what was sent; a client that has missed some of it cannot have it again."""
        self._sent.clear()

    def replay(self, after: int) -> None:
        """Send again what the client has not seen."""
        assert self.connection is not None
        for sequence, text in self._sent:
            if sequence > after:
                self.connection.send_text(text)
