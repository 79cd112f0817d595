"""The bot in this process, connected to a loopback Discord, on a library with something in it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.app import App
from bot.discord_ui.client import FootnoteClient
from bot.discord_ui.connection.running import run_client
from tests.discord_server.clients import directed_to
from tests.discord_server.server import DiscordServer


@asynccontextmanager
async def serving(app: App, discord: DiscordServer) -> AsyncIterator[FootnoteClient]:
    """Serve `app` until the block ends; answers in flight are finished then."""
    with directed_to(discord):
        client = FootnoteClient(app)
        running = asyncio.create_task(run_client(client, discord.token))
        ready = asyncio.create_task(_ready(discord))
        try:
            await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                await running
            await ready
            yield client
        finally:
            ready.cancel()
            await client.drain(5)
            running.cancel()
            await client.close()
            with suppress(asyncio.CancelledError):
                await running


async def _ready(discord: DiscordServer) -> None:
    await discord.ready()
    await discord.commands_synced()
