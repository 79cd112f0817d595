"""Whether a person belongs to a server, for direct messages, where nothing else says so.

Asked of Discord each time: what is remembered of a member is as old as when it was learnt.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import aiohttp
import discord

from bot.errors import NotAllowed, NotNow
from bot.records.records import Records

AT_ONCE = 5
"""Servers asked about side by side."""

SECONDS_TO_SAY = 10.0
"""How long Discord has to answer; discord.py by itself asks again for half a minute and waits for five."""

NOT_OPEN = "That server takes no questions in direct messages; its admins can allow them in /settings."
NOT_A_MEMBER = "Discord says that you are not a member of that server."
UNCERTAIN = "Discord did not say whether you are a member of that server; try again in a minute."


class Membership:
    """Asks Discord who is a member of what."""

    def __init__(self, client: discord.Client, records: Records) -> None:
        """Ask through `client`."""
        self._client = client
        self._records = records

    async def check(self, library: str, user: int) -> discord.Guild:
        """Return the server, or raise NotAllowed unless it takes direct messages from its members and `user` is one.

        Raises NotNow when Discord cannot be asked.
        """
        guild = self._client.get_guild(int(library)) if library.isascii() and library.isdigit() else None
        if guild is None or not self._records.server(library).direct_messages:
            raise NotAllowed(NOT_OPEN)
        try:
            async with asyncio.timeout(SECONDS_TO_SAY):
                await guild.fetch_member(user)
        except discord.NotFound:
            raise NotAllowed(NOT_A_MEMBER) from None
        except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError):
            raise NotNow(UNCERTAIN) from None
        return guild

    def name_of(self, library: str) -> str:
        """Return the name of a server that was checked."""
        guild = self._client.get_guild(int(library))
        return guild.name if guild else library

    async def servers_of(self, user: int, first: Iterable[str], limit: int) -> list[discord.Guild]:
        """Return up to `limit` servers the person may ask in direct messages, those named in `first` before others.

        No more servers are asked about than twice that many: every one is a request. Raises NotNow when none is found
        and Discord did not answer for some.
        """
        open_ones = [guild for guild in self._client.guilds if self._records.server(str(guild.id)).direct_messages]
        rank = {library: place for place, library in enumerate(first)}
        open_ones.sort(key=lambda guild: rank.get(str(guild.id), len(rank)))
        turns = asyncio.Semaphore(AT_ONCE)

        async def member_of(guild: discord.Guild) -> bool | NotNow:
            async with turns:
                try:
                    await self.check(str(guild.id), user)
                except NotAllowed:
                    return False
                except NotNow as uncertain:
                    return uncertain
                return True

        candidates = open_ones[: 2 * limit]
        answers = await asyncio.gather(*map(member_of, candidates))
        found = [guild for guild, answer in zip(candidates, answers, strict=True) if answer is True]
        uncertain = [answer for answer in answers if isinstance(answer, NotNow)]
        if uncertain and not found:
            raise uncertain[0]
        return found[:limit]
