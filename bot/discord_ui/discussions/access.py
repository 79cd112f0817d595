"""Who may read a channel's messages: asked of Discord each time, of the channel, the member and the roles anew.

What is remembered of a server may be older than the role that was just taken from somebody. Threads count as the
channel they belong to; a private one is besides for those in it, and for those who may manage threads.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import aiohttp
import discord

from bot.errors import NotAllowed, NotNow

SECONDS_TO_SAY: Final = 10.0
"""How long Discord has to answer; discord.py by itself asks again for half a minute and waits for five."""

NOT_READABLE: Final = "You may not read the messages of that channel, so Footnote does not summarise them for you."
NOT_FOR_FOOTNOTE: Final = (
    "Footnote may not read that channel: give it View Channel and Read Message History there, or add it to the thread."
)
NOT_FOR_ALL: Final = (
    "Not everybody here may read what was written before; ask without private: False, and the summary is shown to you "
    "alone."
)
UNCERTAIN: Final = "Discord did not say whether you may read that channel; try again in a minute."

Place = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread
"""Where people write. A forum has none of its own: its posts are threads."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides about a channel: its server's owner and roles, and what the channel says of roles and members.

    `overwrites` has (allowed, denied) by the id of a role or member. `voice`: who may not connect may do nothing there.
    """

    server: int
    owner: int | None
    roles: Mapping[int, discord.Permissions]
    overwrites: Mapping[int, tuple[discord.Permissions, discord.Permissions]]
    voice: bool = False

    def granted(self, member: int, roles: Sequence[int]) -> discord.Permissions:
        """Return what a member with these roles may do in the channel, as Discord's documentation computes it."""
        everybody = self.roles.get(self.server, discord.Permissions.none())
        held = everybody.value
        for role in roles:
            held |= self.roles[role].value if role in self.roles else 0
        if member == self.owner or discord.Permissions(held).administrator:
            return discord.Permissions.all()
        held = self._overwritten(held, [self.server])
        held = self._overwritten(held, roles)
        return discord.Permissions(self._overwritten(held, [member]))

    @property
    def open_to_all(self) -> bool:
        """Whether whoever sees the channel may read what was written before they came, for all that its roles say."""
        everybody = self._overwritten(self.roles[self.server].value, [self.server]) if self.server in self.roles else 0
        denied = any(denied.read_message_history for _, denied in self.overwrites.values())
        return discord.Permissions(everybody).read_message_history and not denied

    def readable(self, granted: discord.Permissions) -> bool:
        """Tell whether one with these permissions may read what was written here."""
        heard = granted.connect or not self.voice
        return granted.view_channel and granted.read_message_history and heard

    def _overwritten(self, held: int, keys: Sequence[int]) -> int:
        pairs = [self.overwrites[key] for key in keys if key in self.overwrites]
        for _, denied in pairs:
            held &= ~denied.value
        for allowed, _ in pairs:
            held |= allowed.value
        return held


class Access:
    """Asks Discord who may read what."""

    def __init__(self, client: discord.Client) -> None:
        """Ask through `client`."""
        self._client = client

    async def check(self, server: int, channel: int, member: int, *, for_all: bool = False) -> Place:
        """Return the channel or thread of the server as it is now. Raises NotAllowed unless both may read it.

        Both are the member and Footnote, or with `for_all` everybody who sees the channel. Raises NotNow when Discord
        cannot be asked.
        """
        guild = self._client.get_guild(server)
        if guild is None or guild.unavailable:
            raise NotNow(UNCERTAIN)
        try:
            async with asyncio.timeout(SECONDS_TO_SAY):
                place, rules = await self._checked(guild, channel, member)
        except discord.Forbidden:
            raise NotAllowed(NOT_FOR_FOOTNOTE) from None
        except (discord.NotFound, discord.InvalidData):
            raise NotAllowed(NOT_READABLE) from None
        except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError):
            raise NotNow(UNCERTAIN) from None
        if for_all and not rules.open_to_all:
            raise NotAllowed(NOT_FOR_ALL)
        return place

    async def _checked(self, guild: discord.Guild, channel: int, member: int) -> tuple[Place, Rules]:
        place = await guild.fetch_channel(channel)
        above = await guild.fetch_channel(place.parent_id) if isinstance(place, discord.Thread) else place
        if not isinstance(place, Place) or isinstance(above, discord.Thread):
            raise NotAllowed(NOT_READABLE)
        asker, me, now = await asyncio.gather(
            guild.fetch_member(member), guild.fetch_member(self._me), self._client.fetch_guild(guild.id)
        )
        rules = Rules(
            server=guild.id,
            owner=now.owner_id,
            roles={role.id: role.permissions for role in now.roles},
            overwrites={target.id: overwrite.pair() for target, overwrite in above.overwrites.items()},
            voice=isinstance(above, discord.VoiceChannel | discord.StageChannel),
        )
        if not await _reads(rules, place, asker):
            raise NotAllowed(NOT_READABLE)
        if not await _reads(rules, place, me):
            raise NotAllowed(NOT_FOR_FOOTNOTE)
        return place, rules

    @property
    def _me(self) -> int:
        return self._client.user.id if self._client.user else 0


async def _reads(rules: Rules, place: Place, member: discord.Member) -> bool:
    # As Discord just sent them: `roles` would leave out those that are not known of the server yet.
    granted = rules.granted(member.id, list(member._roles))
    if not rules.readable(granted):
        return False
    if place.type is not discord.ChannelType.private_thread or granted.manage_threads:
        return True
    return await _is_in(place, member)


async def _is_in(place: Place, member: discord.Member) -> bool:
    """Tell whether a member is in a thread."""
    if not isinstance(place, discord.Thread):
        return False
    try:
        await place.fetch_member(member.id)
    except discord.NotFound:
        return False
    return True
