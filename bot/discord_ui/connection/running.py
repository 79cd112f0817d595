"""Logging in and staying connected: what passes is waited out, what does not ends in one sentence."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Final

import discord
import yarl
from discord.asset import Asset
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.discord_ui.connection import error_words as _error_words  # noqa: F401 - the log learns to tell Discord's errors
from bot.discord_ui.connection.backoff import Backoff
from bot.discord_ui.connection.gateway import Gateway
from bot.discord_ui.connection.retrying import Pause
from bot.errors import SettingsError
from bot.logs import event
from bot.settings import Settings
from index.errors import FootnoteError

API_BASE: Final = Route.BASE
GATEWAY_URL: Final = DiscordWebSocket.DEFAULT_GATEWAY
CDN_BASE: Final = Asset.BASE
"""discord.py's own."""

NOT_ACCEPTED: Final = (
    "Discord does not accept DISCORD_TOKEN: copy the token anew from the page Bot of your application in the developer "
    "portal."
)
NO_INTENT: Final = (
    "Discord does not let this bot read every message: switch on Message Content Intent on the page Bot of your "
    "application in the developer portal, or leave MESSAGE_CONTENT_INTENT at false."
)
REFUSALS: Final = {
    4004: NOT_ACCEPTED,
    4010: "Discord refuses the connection as an invalid shard (code 4010): update Footnote.",
    4011: "This bot is in more servers than one connection can serve (code 4011): Discord wants it in several shards.",
    4012: "Discord no longer speaks the version this Footnote speaks (code 4012): update Footnote.",
    4013: "Discord refuses the intents this Footnote asks for (code 4013): update Footnote.",
    4014: NO_INTENT,
}
"""What the gateway's fatal close codes mean for the person who runs the bot."""

logger = logging.getLogger(__name__)


def use_endpoints(settings: Settings) -> None:
    """Lead discord.py to the addresses the settings name, or back to its own."""
    Route.BASE = settings.discord_api_base or API_BASE
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.discord_gateway_url or GATEWAY_URL)
    Asset.BASE = settings.discord_cdn_base or CDN_BASE


async def run_client(
    client: discord.Client, token: str, pause: Pause = asyncio.sleep, ready: Callable[[], object] = lambda: None
) -> None:
    """Log in and stay connected until the client is closed; `ready` is called when it is so for the first time.

    Raises SettingsError where Discord will not have the bot as it is set up.
    """
    await _log_in(client, token, pause)
    waiting = asyncio.create_task(_call_when_ready(client, ready))
    try:
        await Gateway(client, pause).run()
    except discord.ConnectionClosed as error:
        raise SettingsError(REFUSALS[error.code]) from error
    finally:
        waiting.cancel()


async def _call_when_ready(client: discord.Client, ready: Callable[[], object]) -> None:
    await client.wait_until_ready()
    ready()


async def _log_in(client: discord.Client, token: str, pause: Pause) -> None:
    backoff = Backoff()
    while True:
        try:
            await client.login(token)
            return
        except discord.LoginFailure as error:
            raise SettingsError(NOT_ACCEPTED) from error
        except FootnoteError:
            raise  # the store, say: nothing that passes by waiting for Discord
        except Exception as error:  # noqa: BLE001 - an outage has many faces, and it ends
            wait = backoff.next_seconds()
            event(logger, logging.WARNING, "could not log in", seconds=round(wait, 1), error=error)
        await _forget_session(client)
        await pause(wait)


async def _forget_session(client: discord.Client) -> None:
    """Close what the failed login opened: every login opens anew, on the connector of the one before."""
    await client.http.close()
    client.http.connector = discord.utils.MISSING
