"""Servers the bot was removed from: noted, and after the stated time all that was theirs is forgotten."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Final

from bot.discord_ui.context import Context
from bot.logs import event
from bot.records.records import utc_now

SECONDS_BETWEEN_LOOKS: Final = 3600.0

logger = logging.getLogger(__name__)


class Departures:
    """Notes where the bot is no longer, and forgets those servers in time."""

    def __init__(
        self, context: Context, present: Callable[[], Collection[int]], now: Callable[[], datetime] = utc_now
    ) -> None:
        """Take `present` for the ids of the servers the bot is in; it is asked again before anything is forgotten."""
        self._context = context
        self._present = present
        self._now = now
        self._compared = False

    async def removed(self, server: int) -> None:
        """Note that the bot was removed from a server."""
        event(logger, logging.INFO, "removed from server", server=server, kept_days=self._days)
        await self._context.read(self._context.app.records.note_departure, str(server))

    async def added(self, server: int) -> None:
        """Note that the bot is in a server, again or for the first time, or that the server is there again."""
        event(logger, logging.INFO, "in server", server=server)
        await self._context.read(self._context.app.records.note_return, str(server))

    async def compare(self) -> None:
        """Note what happened while the bot was away; to be called when Discord has told which servers it is in."""
        await self._context.read(self._compare, {str(server) for server in self._present()})
        self._compared = True

    async def look_now_and_then(self) -> None:
        """Forget what is to be forgotten, until cancelled."""
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
            try:
                await self.forget_due()
            except Exception as error:  # noqa: BLE001 - a task nobody waits for would end in silence; it is tried again
                event(logger, logging.WARNING, "forgetting failed", error=error)

    async def forget_due(self) -> None:
        """Forget the servers the bot was removed from too long ago. Raises StoreError."""
        if not self._compared:
            return  # it is not known yet which servers the bot is in
        departures = await self._context.read(self._context.app.records.departures)
        for library, left_at in departures.items():
            if library in {str(server) for server in self._present()}:
                await self._context.read(self._context.app.records.note_return, library)
            elif self._now() - left_at >= timedelta(days=self._days):
                await self._context.read(self._context.app.forget, library)
                event(logger, logging.INFO, "server forgotten", server=library, left=left_at.date().isoformat())

    @property
    def _days(self) -> int:
        return self._context.app.settings.forget_servers_after_days

    def _compare(self, present: Collection[str]) -> None:
        records = self._context.app.records
        noted = records.departures()
        for library in sorted(filter(_is_server, records.libraries())):
            if library in present and library in noted:
                records.note_return(library)
            elif library not in present and library not in noted:
                event(logger, logging.INFO, "no longer in server", server=library, kept_days=self._days)
                records.note_departure(library)


def _is_server(library: str) -> bool:
    """Tell whether a library is a server's: those of the terminal have names."""
    return library.isascii() and library.isdecimal()
