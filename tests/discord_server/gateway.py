"""The gateway: HELLO, IDENTIFY, RESUME, heartbeats, and every way in which it fails on command."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from tests.discord_server import guild_payloads, payloads
from tests.discord_server.bits import KNOWN_INTENTS, PRIVILEGED, Intent
from tests.discord_server.gateway_sessions import Connection, Session
from tests.discord_server.gateway_streams import STREAMS

if TYPE_CHECKING:
    from tests.discord_server.server import DiscordServer

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT, MEMBERS = 0, 1, 2, 3, 4, 6, 7, 8
INVALID_SESSION, HELLO, ACKNOWLEDGED = 9, 10, 11
LONGEST_MESSAGE = 4096
"""Bytes a client may send at once."""


class Refused(Exception):
    """A reason to close the connection with a code."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


class Gateway:
    """Every connection and every session. `identified` and `resumed` count; `heartbeats` too."""

    def __init__(self, discord: DiscordServer) -> None:
        self._discord = discord
        self.sessions: dict[str, Session] = {}
        self.connections: set[Connection] = set()
        self.identified = 0
        self.resumed = 0
        self.heartbeats = 0
        self.refused_connections = 0
        self.compressions: list[str | None] = []
        self.heartbeat_interval = 41.25
        self.acknowledges = True
        self._refuse = 0
        self._next_code: int | None = None

    # What a test may command

    def refuse(self, times: int = 1) -> None:
        """Answer the next attempts to connect with 503."""
        self._refuse = times

    def refuse_identify(self, code: int) -> None:
        """Close the connection of the next IDENTIFY or RESUME with a code, such as 4004 or 4014."""
        self._next_code = code

    def drop(self, *, resumable: bool = True) -> None:
        """Break every connection with no word; without `resumable` the sessions are gone too."""
        if not resumable:
            self.forget_sessions()
        for connection in list(self.connections):
            self._detach(connection)
            connection.drop()

    def forget_sessions(self) -> None:
        for session in self.sessions.values():
            session.connection = None
        self.sessions.clear()

    def close(self, code: int) -> None:
        """Close every connection with a code."""
        for connection in list(self.connections):
            self._detach(connection)
            connection.close(code)

    def reconnect(self) -> None:
        """Ask every client to connect again (op 7)."""
        for connection in self.connections:
            connection.send(RECONNECT)

    def invalidate(self, *, resumable: bool) -> None:
        """Declare every session invalid (op 9)."""
        for connection in self.connections:
            connection.send(INVALID_SESSION, resumable)
        if not resumable:
            self.forget_sessions()

    def send_raw(self, frame: str | bytes) -> None:
        """Send a frame as it is: text is packed as the client asked, bytes are not."""
        for connection in self.connections:
            connection.send_text(frame) if isinstance(frame, str) else connection.send_frame(frame)

    # What the world tells

    def dispatch(self, event: str, data: Any, intent: int = 0) -> None:
        self.dispatch_each(event, lambda _: data, intent)

    def dispatch_each(self, event: str, data: Callable[[Session], Any], intent: int = 0) -> None:
        """Tell the sessions that have the intent; each may be told something else."""
        for session in self.sessions.values():
            if not intent or session.intents & intent:
                session.event(event, data(session))

    @property
    def connected(self) -> bool:
        """Whether a client has identified or resumed and is still there."""
        return any(session.connection is not None for session in self.sessions.values())

    # The connections

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until its end."""
        if self._refuse:
            self._refuse -= 1
            self.refused_connections += 1
            return web.Response(status=503, text="upstream connect error")
        compress = request.query.get("compress")
        socket = web.WebSocketResponse(autoclose=True, max_msg_size=1 << 20)
        await socket.prepare(request)
        connection = Connection(request, socket, STREAMS.get(compress, STREAMS[None])())
        self.connections.add(connection)
        self.compressions.append(compress)
        writer = asyncio.create_task(connection.write())
        try:
            if request.query.get("v") != "10" or request.query.get("encoding") != "json" or compress not in STREAMS:
                raise Refused(4012)
            await self._listen(connection)
        except Refused as refused:
            connection.close(refused.code)
            await writer
        finally:
            self._detach(connection)
            writer.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await writer
            self._discord.changed()
        return socket

    def _detach(self, connection: Connection) -> None:
        self.connections.discard(connection)
        if connection.session is not None and connection.session.connection is connection:
            connection.session.connection = None

    async def _listen(self, connection: Connection) -> None:
        connection.send(HELLO, {"heartbeat_interval": int(self.heartbeat_interval * 1000)})
        while True:
            try:
                async with asyncio.timeout(self.heartbeat_interval * 2 + 5):
                    frame = await connection.socket.receive()
            except TimeoutError:
                raise Refused(4000) from None
            if frame.type != WSMsgType.TEXT:
                self._left(connection, frame.data if frame.type == WSMsgType.CLOSE else None)
                return
            self._hear(connection, frame.data)
            self._discord.changed()

    def _left(self, connection: Connection, code: int | None) -> None:
        """A client that closes with 1000 or 1001 ends its session."""
        if code in {1000, 1001} and connection.session is not None:
            self.sessions.pop(connection.session.id, None)

    def _hear(self, connection: Connection, text: str) -> None:
        if len(text.encode()) > LONGEST_MESSAGE:
            raise Refused(4002)
        try:
            message = json.loads(text)
            op, data = message["op"], message.get("d")
        except (ValueError, TypeError, KeyError):
            raise Refused(4002) from None
        handlers = {HEARTBEAT: self._heartbeat, IDENTIFY: self._identify, RESUME: self._resume, MEMBERS: self._members}
        if op in handlers:
            handlers[op](connection, data)
        elif op not in {PRESENCE, VOICE}:
            raise Refused(4001)
        elif connection.session is None:
            raise Refused(4003)

    def _heartbeat(self, connection: Connection, sequence: int | None) -> None:
        self.heartbeats += 1
        if self.acknowledges:
            connection.send(ACKNOWLEDGED)

    def _admit(self, token: str) -> None:
        if self._next_code is not None:
            code, self._next_code = self._next_code, None
            raise Refused(code)
        if token.removeprefix("Bot ") != self._discord.token:
            raise Refused(4004)

    def _identify(self, connection: Connection, data: dict[str, Any]) -> None:
        if connection.session is not None:
            raise Refused(4005)
        self._admit(data["token"])
        intents = data.get("intents")
        if not isinstance(intents, int) or intents & ~KNOWN_INTENTS:
            raise Refused(4013)
        if intents & PRIVILEGED & ~self._discord.privileged_intents:
            raise Refused(4014)
        shard = data.get("shard", [0, 1])
        if shard[0] >= shard[1]:
            raise Refused(4010)
        self.identified += 1
        session = connection.session = Session(intents, connection)
        self.sessions[session.id] = session
        session.event("READY", self._ready(session, shard))
        for guild in self._discord.joined_guilds():
            if intents & Intent.GUILDS and guild.available:
                all_members = bool(intents & Intent.GUILD_MEMBERS)
                session.event("GUILD_CREATE", guild_payloads.created(guild, all_members=all_members))

    def _ready(self, session: Session, shard: list[int]) -> dict[str, Any]:
        discord = self._discord
        return {
            "v": 10,
            "user": payloads.own_user(discord.bot_user),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in discord.joined_guilds()],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": discord.gateway_url,
            "shard": shard,
            "application": {"id": str(discord.application_id), "flags": discord.application_flags},
            "private_channels": [],
            "relationships": [],
            "presences": [],
            "user_settings": {},
            "guild_join_requests": [],
            "geo_ordered_rtc_regions": [],
            "_trace": [],
        }

    def _resume(self, connection: Connection, data: dict[str, Any]) -> None:
        if connection.session is not None:
            raise Refused(4005)
        self._admit(data["token"])
        session = self.sessions.get(data["session_id"] or "")
        if session is None:
            connection.send(INVALID_SESSION, False)
            return
        if not isinstance(data["seq"], int) or data["seq"] > session.sequence:
            raise Refused(4007)
        if session.connection is not None:
            session.connection.drop()
        connection.session, session.connection = session, connection
        self.resumed += 1
        session.resumes += 1
        session.replay(data["seq"])
        session.event("RESUMED", {"_trace": []})

    def _members(self, connection: Connection, data: dict[str, Any]) -> None:
        """Answer a request for members (op 8)."""
        session = connection.session
        if session is None:
            raise Refused(4003)
        guild = self._discord.guilds[int(data["guild_id"])]
        wanted = [int(key) for key in data.get("user_ids") or guild.members]
        found = [guild.members[key] for key in wanted if key in guild.members]
        chunk: dict[str, Any] = {
            "guild_id": str(guild.id),
            "members": [payloads.member(member) for member in found],
            "not_found": [str(key) for key in wanted if key not in guild.members],
            "chunk_index": 0,
            "chunk_count": 1,
        }
        if data.get("nonce"):
            chunk["nonce"] = data["nonce"]
        session.event("GUILD_MEMBERS_CHUNK", chunk)
