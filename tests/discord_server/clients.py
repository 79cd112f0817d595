"""Pointing an unmodified discord.py at the server, in this process."""

from __future__ import annotations

import asyncio
import contextlib
import warnings
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING

import yarl

with warnings.catch_warnings():
    # discord.py imports audioop, which Python 3.11 and 3.12 say will go.
    warnings.filterwarnings("ignore", "'audioop' is deprecated", DeprecationWarning)
    import discord as discord_py
    from discord.gateway import DiscordWebSocket
    from discord.http import Route

if TYPE_CHECKING:
    from tests.discord_server.server import DiscordServer


@contextlib.contextmanager
def directed_to(server: DiscordServer) -> Iterator[None]:
    """Let discord.py in this process speak to the server; put its addresses back afterwards."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, discord_py.Asset.BASE
    Route.BASE = server.api_base
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(server.gateway_url)
    discord_py.Asset.BASE = server.cdn_base
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, discord_py.Asset.BASE = before


@contextlib.asynccontextmanager
async def running(client: discord_py.Client, server: DiscordServer) -> AsyncIterator[asyncio.Task[None]]:
    """Run a client against the server until the block ends. What ends the client early is raised."""
    with directed_to(server):
        task = asyncio.create_task(client.start(server.token))
        ready = asyncio.create_task(server.ready())
        try:
            await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                await task
            await ready
            yield task
        finally:
            ready.cancel()
            await client.close()
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.gather(ready, return_exceptions=True)
                await task
