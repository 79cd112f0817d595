"""Telling Discord which commands there are: only when that has changed, and until it has worked."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from typing import Any, Final

from discord import app_commands

from bot.discord_ui.connection.backoff import Backoff
from bot.discord_ui.connection.retrying import Pause
from bot.logs import event
from bot.records import Records
from bot.settings import Settings
from index.errors import FootnoteError

LONGEST_WAIT: Final = 3600.0
"""What Discord refuses now it refuses in a minute, too; it counts such attempts by the day."""

logger = logging.getLogger(__name__)


async def sync_commands(
    tree: app_commands.CommandTree[Any], records: Records, settings: Settings, pause: Pause = asyncio.sleep
) -> bool:
    """Make the commands Discord knows those of `tree`; return whether anything had to be changed.

    A failure is one line in the log, and it is tried again, later each time.
    """
    backoff = Backoff(LONGEST_WAIT)
    key = f"commands of {tree.client.application_id} at {settings.discord_api_base or 'Discord'}"
    current = fingerprint(tree)
    while True:
        try:
            if await asyncio.to_thread(records.stored_value, key) == current and await _all_there(tree):
                return False
            synced = await tree.sync()
            event(logger, logging.INFO, "synced commands", commands=len(synced))
            await asyncio.to_thread(_note, records, key, current)
            return True
        except Exception as error:  # noqa: BLE001 - without the new commands the old ones still work
            wait = backoff.next_seconds()
            event(logger, logging.WARNING, "could not sync commands", seconds=round(wait, 1), error=error)
        await pause(wait)


def _note(records: Records, key: str, current: str) -> None:
    try:
        records.store_value(key, current)
    except FootnoteError as error:  # costs one more sync at the next start
        event(logger, logging.WARNING, "could not note the sync", error=error)


def fingerprint(tree: app_commands.CommandTree[Any]) -> str:
    """Return a checksum of everything Discord is told of the commands, whatever their order."""
    payloads = sorted(json.dumps(command.to_dict(tree), sort_keys=True) for command in tree.get_commands())
    return hashlib.sha256("\n".join(payloads).encode()).hexdigest()


async def _all_there(tree: app_commands.CommandTree[Any]) -> bool:
    """Ask Discord whether it still has the commands: another program with this token may have changed them."""
    there = {(command.type.value, command.name) for command in await tree.fetch_commands()}
    return there == {(command.to_dict(tree)["type"], command.name) for command in tree.get_commands()}
