"""A Discord that does what a test tells it to, down to frames no Discord would send.

For whole conversations there is tests/discord_server/; this is for what goes wrong below them.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import WSMsgType, web

from bot.discord_ui.connection.running import use_endpoints
from bot.settings import Settings

USER = {"id": "4200", "username": "Footnote", "discriminator": "4242", "avatar": None, "global_name": None, "bot": True}
APPLICATION = {
    "id": "4300",
    "name": "Footnote",
    "icon": None,
    "description": "",
    "bot_public": True,
    "bot_require_code_grant": False,
    "verify_key": "0" * 64,
    "flags": 0,
    "summary": "",
    "team": None,
    "owner": USER,
}

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
Act = Callable[["Peer"], Awaitable[None]]


def status(number: int, body: Any = None, **headers: str) -> Answer:
    """Answer with a status and a JSON body."""

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(
            status=number,
            body=json.dumps(body if body is not None else {"code": 0, "message": "no"}),
            headers={"Content-Type": "application/json", **headers},
        )

    return answer


async def drop(request: web.Request) -> web.StreamResponse:
    """Answer nothing and drop the connection."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


class Peer:
    """One gateway connection, seen from Discord's side."""

    def __init__(self, ws: web.WebSocketResponse, url: str) -> None:
        self.ws = ws
        self.url = url
        self.first: dict[str, Any] = {}

    async def send(self, op: int, data: Any = None, name: str | None = None, number: int | None = None) -> None:
        await self.ws.send_json({"op": op, "d": data, "t": name, "s": number})

    async def greet(self) -> None:
        """Say hello and wait for IDENTIFY or RESUME."""
        await self.send(10, {"heartbeat_interval": 40_000})
        async for message in self.ws:
            if message.type is WSMsgType.TEXT and message.json()["op"] in (2, 6):
                self.first = message.json()
                return

    async def ready(self, session: str = "s1", number: int = 1) -> None:
        await self.greet()
        data = {
            "v": 10,
            "user": USER,
            "guilds": [],
            "session_id": session,
            "resume_gateway_url": self.url,
            "application": {"id": "4300", "flags": 0},
        }
        await self.send(0, data, "READY", number)

    async def until_closed(self) -> None:
        async for _ in self.ws:
            pass


class ScriptedDiscord:
    """`rest` holds what to answer to each path, in turn, the last one for ever; `gateway` likewise for connections."""

    def __init__(self) -> None:
        self.rest: dict[str, list[Answer]] = {
            "GET /users/@me": [status(200, USER)],
            "GET /oauth2/applications/@me": [status(200, APPLICATION)],
        }
        self.gateway: list[Act] = []
        self.requests: list[str] = []
        self.bodies: list[Any] = []
        self.peers: list[Peer] = []
        self.url = ""

    @property
    def openings(self) -> list[int]:
        """The op code each connection began with: 2 for IDENTIFY, 6 for RESUME, 0 for neither."""
        return [peer.first.get("op", 0) for peer in self.peers]

    def script(self, path: str, *answers: Answer) -> None:
        self.rest[path] = list(answers)

    def connections(self, *acts: Act) -> None:
        self.gateway = list(acts)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        if request.path == "/gateway":
            return await self._connect(request)
        path = f"{request.method} {request.path.removeprefix('/api/v10')}"
        self.requests.append(path)
        text = await request.text()
        self.bodies.append(json.loads(text) if text else None)
        return await _next(self.rest.get(path, [status(404)]))(request)

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        ws = web.WebSocketResponse()
        await ws.prepare(request)
        peer = Peer(ws, f"ws{self.url[4:]}/gateway")
        self.peers.append(peer)
        await _next(self.gateway)(peer)
        return ws


def _next(scripted: list[Any]) -> Any:
    return scripted.pop(0) if len(scripted) > 1 else scripted[0]


@asynccontextmanager
async def scripted_discord() -> AsyncIterator[ScriptedDiscord]:
    """Run one, with discord.py led to it."""
    discord = ScriptedDiscord()
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", discord._answer)
    runner = web.AppRunner(application, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    discord.url = f"http://127.0.0.1:{port}"
    use_endpoints(
        Settings(
            discord_api_base=f"{discord.url}/api/v10",
            discord_gateway_url=f"ws://127.0.0.1:{port}/gateway",
            discord_cdn_base=discord.url,
        )
    )
    try:
        yield discord
    finally:
        use_endpoints(Settings())
        await runner.cleanup()
