"""What a member may do in a channel, as Discord's documentation computes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.discord_server.bits import EVERYTHING, Permission
from tests.discord_server.refusals import missing_access, missing_permissions

if TYPE_CHECKING:
    from tests.discord_server.channels import Channel
    from tests.discord_server.guilds import Guild, Member

DIRECT = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.ADD_REACTIONS
)
"""What both sides of a direct channel may do."""


def in_guild(guild: Guild, member: Member) -> int:
    """The permissions of a member without regard to a channel."""
    if guild.owner is not None and member.id == guild.owner.id:
        return EVERYTHING
    held = guild.everyone.permissions
    for role in member.roles:
        held |= role.permissions
    return EVERYTHING if held & Permission.ADMINISTRATOR else held


def in_channel(channel: Channel, member: Member) -> int:
    """The permissions of a member in a channel or thread of their guild."""
    guild = channel.guild
    held = in_guild(guild, member)
    if held == EVERYTHING:
        return held
    overwrites = channel.permission_source.overwrites
    everyone = overwrites.get(guild.id)
    if everyone:
        held = held & ~everyone.deny | everyone.allow
    of_roles = [overwrites[role.id] for role in member.roles if role.id in overwrites]
    for overwrite in of_roles:
        held &= ~overwrite.deny
    for overwrite in of_roles:
        held |= overwrite.allow
    own = overwrites.get(member.id)
    return held & ~own.deny | own.allow if own else held


def bot_may(channel: Channel, wanted: int = 0) -> bool:
    """Whether the bot sees the channel and may do what is wanted there."""
    if channel.is_direct:
        return True
    bot = channel.guild.bot
    if bot is None:
        return False
    held = in_channel(channel, bot)
    needed = Permission.VIEW_CHANNEL | wanted
    return held & needed == needed and channel.admits(bot)


def need(channel: Channel, wanted: int = 0) -> None:
    """Refuse as Discord does where the bot does not see the channel, or sees it and may not do this."""
    if not bot_may(channel):
        raise missing_access()
    if not bot_may(channel, wanted):
        raise missing_permissions()
