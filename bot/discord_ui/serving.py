"""`footnote serve` below the command line: from the start of the client to an end that nothing can hold up.

A signal lets answers in flight finish and then ends the process, by force where a thread or a connection hangs. That
loses nothing: what the store has acknowledged is on the disk, and what it has not is as it was before.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, Final

import discord

from bot.app import App
from bot.discord_ui.client import FootnoteClient
from bot.discord_ui.connection.running import run_client, use_endpoints
from bot.discord_ui.connection.stopping import Stopping
from bot.discord_ui.warming import settle
from bot.embedder import Notify
from bot.logs import event, log_loop_errors

ANSWERING_SECONDS: Final = 10.0
"""How long answers in flight have from the signal on."""

DRAINING_SECONDS: Final = 11.0
CLOSING_SECONDS: Final = 1.5
CANCELLING_SECONDS: Final = 0.5

logger = logging.getLogger(__name__)


def serve(app: App, token: str, notify: Notify, stopping: Stopping) -> None:
    """Serve Discord until `stopping` is asked for. Raises SettingsError where Discord will not have the bot.

    `notify` is told when the bot is connected and when it has stopped.
    """
    use_endpoints(app.settings)
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # nobody talks here
    # Not asyncio.run, which waits for threads however long they take, and a document being embedded is one.
    loop = asyncio.new_event_loop()
    log_loop_errors(loop)
    try:
        with stopping.listening(loop):
            loop.run_until_complete(_serve(app, token, notify, stopping))
    finally:
        loop.run_until_complete(_cancel_the_rest())
        loop.close()
    notify("Stopped.")


async def _serve(app: App, token: str, notify: Notify, stopping: Stopping) -> None:
    client = FootnoteClient(app)

    def connected() -> None:
        settle()
        notify(f"Connected as {client.user} to {_counted(len(client.guilds))}.")

    running = asyncio.create_task(run_client(client, token, ready=connected))
    asked = asyncio.create_task(stopping.asked())
    await asyncio.wait({running, asked}, return_when=asyncio.FIRST_COMPLETED)
    asked.cancel()
    event(logger, logging.INFO, "stopping")
    # Where Discord will not have the bot, no answer would arrive.
    await _at_most(DRAINING_SECONDS, client.drain(0 if running.done() else ANSWERING_SECONDS))
    running.cancel()
    await _at_most(CLOSING_SECONDS, client.close())
    with suppress(asyncio.CancelledError):
        await running


async def _at_most(seconds: float, act: Coroutine[Any, Any, None]) -> None:
    """Do it, but go on when it takes longer or fails: what comes after has to come."""
    try:
        async with asyncio.timeout(seconds):
            await act
    except Exception as error:  # noqa: BLE001 - the process is ending, whatever this was
        event(logger, logging.WARNING, "could not stop in order", error=error)


async def _cancel_the_rest() -> None:
    rest = asyncio.all_tasks() - {asyncio.current_task()}
    for task in rest:
        task.cancel()
    if rest:
        await asyncio.wait(rest, timeout=CANCELLING_SECONDS)


def _counted(servers: int) -> str:
    return f"{servers} server{'' if servers == 1 else 's'}"
