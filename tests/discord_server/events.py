"""What the clients are told: each event with the intent it needs, and only of what the bot sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.discord_server import guild_payloads, payloads
from tests.discord_server.bits import Intent
from tests.discord_server.permissions import bot_may

if TYPE_CHECKING:
    from tests.discord_server.channels import Channel, Thread
    from tests.discord_server.gateway_sessions import Session
    from tests.discord_server.guilds import Guild, Member
    from tests.discord_server.messages import Message
    from tests.discord_server.world import Role, User


def _tell_guild(guild: Guild, event: str, data: dict[str, Any], intent: int = Intent.GUILDS) -> None:
    if guild.bot is not None and guild.available:
        guild.discord.gateway.dispatch(event, data, intent)


def guild_created(guild: Guild) -> None:
    guild.discord.gateway.dispatch_each(
        "GUILD_CREATE",
        lambda session: guild_payloads.created(guild, all_members=bool(session.intents & Intent.GUILD_MEMBERS)),
        Intent.GUILDS,
    )


def guild_deleted(guild: Guild, *, unavailable: bool = False) -> None:
    data = {"id": str(guild.id)} | ({"unavailable": True} if unavailable else {})
    guild.discord.gateway.dispatch("GUILD_DELETE", data, Intent.GUILDS)


def role_created(guild: Guild, role: Role) -> None:
    _tell_guild(guild, "GUILD_ROLE_CREATE", {"guild_id": str(guild.id), "role": payloads.role(role)})


def role_updated(guild: Guild, role: Role) -> None:
    _tell_guild(guild, "GUILD_ROLE_UPDATE", {"guild_id": str(guild.id), "role": payloads.role(role)})


def role_deleted(guild: Guild, role: Role) -> None:
    _tell_guild(guild, "GUILD_ROLE_DELETE", {"guild_id": str(guild.id), "role_id": str(role.id)})


def member_joined(member: Member) -> None:
    data = payloads.member(member) | {"guild_id": str(member.guild.id)}
    _tell_guild(member.guild, "GUILD_MEMBER_ADD", data, Intent.GUILD_MEMBERS)


def member_updated(member: Member) -> None:
    """Of itself the bot is told without the members intent."""
    data = payloads.member(member) | {"guild_id": str(member.guild.id)}
    intent = 0 if member is member.guild.bot else Intent.GUILD_MEMBERS
    _tell_guild(member.guild, "GUILD_MEMBER_UPDATE", data, intent)


def member_left(member: Member) -> None:
    data = {"guild_id": str(member.guild.id), "user": payloads.user(member.user)}
    _tell_guild(member.guild, "GUILD_MEMBER_REMOVE", data, Intent.GUILD_MEMBERS)


def channel_created(channel: Channel) -> None:
    _tell_guild(channel.guild, "CHANNEL_CREATE", payloads.channel(channel))


def channel_updated(channel: Channel) -> None:
    _tell_guild(channel.guild, "CHANNEL_UPDATE", payloads.channel(channel))


def channel_deleted(channel: Channel) -> None:
    _tell_guild(channel.guild, "CHANNEL_DELETE", payloads.channel(channel))


def thread_created(thread: Thread) -> None:
    if bot_may(thread):
        _tell_guild(thread.guild, "THREAD_CREATE", payloads.thread_for_bot(thread) | {"newly_created": True})


def thread_updated(thread: Thread) -> None:
    if bot_may(thread):
        _tell_guild(thread.guild, "THREAD_UPDATE", payloads.thread(thread))


def thread_deleted(thread: Thread) -> None:
    data = {
        "id": str(thread.id),
        "guild_id": str(thread.guild.id),
        "parent_id": str(thread.parent.id),
        "type": int(thread.kind),
    }
    _tell_guild(thread.guild, "THREAD_DELETE", data)


def thread_members_changed(thread: Thread, added: User) -> None:
    """Of others joining the bot is told only with the members intent; being added, it is told of the thread."""
    if added is not thread.discord.bot_user:
        return
    _tell_guild(thread.guild, "THREAD_CREATE", payloads.thread_for_bot(thread))


def _message_intent(channel: Channel) -> int:
    return Intent.DIRECT_MESSAGES if channel.is_direct else Intent.GUILD_MESSAGES


def message_created(message: Message) -> None:
    _tell_message("MESSAGE_CREATE", message)


def message_updated(message: Message) -> None:
    _tell_message("MESSAGE_UPDATE", message)


def _tell_message(event: str, message: Message) -> None:
    """Nobody but the one person is told of an ephemeral message, not even the bot that sent it."""
    channel = message.channel
    if message.ephemeral or not bot_may(channel):
        return
    channel.discord.gateway.dispatch_each(
        event, lambda session: message_for(message, session), _message_intent(channel)
    )


def message_for(message: Message, session: Session) -> dict[str, Any]:
    """A message as one session is told of it."""
    hidden = message.channel.discord.hides_content(message, bool(session.intents & Intent.MESSAGE_CONTENT))
    data = payloads.message(message, blank=hidden) | {"channel_type": int(message.channel.kind)}
    guild = message.channel.guild_or_none
    if guild is None:
        return data
    data["guild_id"] = str(guild.id)
    author = guild.members.get(message.author.id)
    if author is not None:
        data["member"] = payloads.member(author, with_user=False)
    for mentioned in data["mentions"]:
        member = guild.members.get(int(mentioned["id"]))
        if member is not None:
            mentioned["member"] = payloads.member(member, with_user=False)
    return data


def message_deleted(message: Message) -> None:
    channel = message.channel
    if message.ephemeral or not bot_may(channel):
        return
    data = {"id": str(message.id), "channel_id": str(channel.id)}
    if channel.guild_or_none is not None:
        data["guild_id"] = str(channel.guild.id)
    channel.discord.gateway.dispatch("MESSAGE_DELETE", data, _message_intent(channel))
