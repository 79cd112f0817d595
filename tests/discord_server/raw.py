"""Requests with no library in between, for what no library would send."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp

from tests.discord_server.server import DiscordServer

Send = Callable[..., Awaitable[tuple[int, Any]]]


@contextlib.asynccontextmanager
async def sender(discord: DiscordServer) -> AsyncIterator[Send]:
    """A function that sends a method, a path and JSON with the bot's token, and returns status and JSON."""
    headers = {"Authorization": f"Bot {discord.token}"}
    async with aiohttp.ClientSession(headers=headers) as session:

        async def send(method: str, path: str, body: Any = None, **options: Any) -> tuple[int, Any]:
            async with session.request(method, discord.api_base + path, json=body, **options) as answer:
                return answer.status, await answer.json() if answer.status != 204 else None

        yield send
