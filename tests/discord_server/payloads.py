"""The nouns of the server as the JSON that Discord sends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.discord_server import permissions
from tests.discord_server.bits import ChannelKind, MessageKind
from tests.discord_server.clock import written

if TYPE_CHECKING:
    from tests.discord_server.channels import Channel, Thread
    from tests.discord_server.guilds import Guild, Member
    from tests.discord_server.messages import Message
    from tests.discord_server.world import Attachment, Role, User

Json = dict[str, Any]


def user(who: User) -> Json:
    return {
        "id": str(who.id),
        "username": who.name,
        "discriminator": "0000" if who.bot else "0",
        "global_name": None if who.bot else who.name.title(),
        "avatar": None,
        "bot": who.bot,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
    }


def own_user(who: User) -> Json:
    """The bot's own account, as it alone sees it."""
    return user(who) | {"mfa_enabled": True, "locale": "en-US", "email": None, "verified": True}


def role(one: Role) -> Json:
    payload = {
        "id": str(one.id),
        "name": one.name,
        "permissions": str(int(one.permissions)),
        "position": one.position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": one.bot is not None,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }
    return payload | ({"tags": {"bot_id": str(one.bot)}} if one.bot else {})


def member(one: Member, *, with_user: bool = True) -> Json:
    payload = {
        "roles": [str(held.id) for held in one.roles],
        "nick": one.nick,
        "joined_at": one.joined_at,
        "avatar": None,
        "banner": None,
        "premium_since": None,
        "communication_disabled_until": None,
        "pending": False,
        "flags": 0,
        "mute": False,
        "deaf": False,
    }
    return payload | ({"user": user(one.user)} if with_user else {})


def channel(one: Channel) -> Json:
    """A channel of any kind."""
    if one.is_direct:
        return direct_channel(one)
    if one.is_thread:
        return thread(one)
    return {
        "id": str(one.id),
        "type": int(one.kind),
        "flags": 0,
        "guild_id": str(one.guild.id),
        "name": one.name,
        "topic": one.topic,
        "position": list(one.guild.channels).index(one.id) if one.id in one.guild.channels else 0,
        "parent_id": None,
        "nsfw": one.nsfw,
        "rate_limit_per_user": 0,
        "last_message_id": _last_message(one),
        "permission_overwrites": [
            {"id": str(key), "type": int(of.kind == "member"), "allow": str(int(of.allow)), "deny": str(int(of.deny))}
            for key, of in one.overwrites.items()
        ],
    } | ({"bitrate": 64000, "user_limit": 0} if one.kind == ChannelKind.VOICE else {})


def direct_channel(one: Any) -> Json:
    return {
        "id": str(one.id),
        "type": int(ChannelKind.DIRECT),
        "flags": 0,
        "recipients": [user(one.recipient)],
        "last_message_id": _last_message(one),
    }


def thread(one: Any) -> Json:
    return {
        "id": str(one.id),
        "type": int(one.kind),
        "flags": 0,
        "guild_id": str(one.guild.id),
        "parent_id": str(one.parent.id),
        "owner_id": str(one.owner.id),
        "name": one.name,
        "rate_limit_per_user": 0,
        "last_message_id": _last_message(one),
        "message_count": min(len(one.messages), 50),
        "member_count": len(one.members),
        "total_message_sent": len(one.messages),
        "thread_metadata": {
            "archived": one.archived,
            "archive_timestamp": one.changed_at,
            "auto_archive_duration": one.archive_minutes,
            "locked": one.locked,
            "create_timestamp": one.created_at,
        },
    }


def thread_member(one: Thread, user_id: int) -> Json:
    return {"id": str(one.id), "user_id": str(user_id), "join_timestamp": one.members[user_id], "flags": 0}


def thread_for_bot(one: Thread) -> Json:
    """A thread with the bot's own membership, where it is in it."""
    bot = one.discord.bot_user.id
    return thread(one) | ({"member": thread_member(one, bot)} if bot in one.members else {})


def interaction_channel(one: Channel, of: Member | None) -> Json:
    """A channel as it stands in an interaction: with the permissions of the member in it."""
    payload = channel(one)
    if of is not None and not one.is_direct:
        payload["permissions"] = str(int(permissions.in_channel(one, of)))
    return payload


def attachment(one: Attachment, cdn_base: str) -> Json:
    url = f"{cdn_base}/attachments/{one.channel_id}/{one.id}/{one.filename}?ex=6a000000&is=69000000&hm=0f"
    payload: Json = {
        "id": str(one.id),
        "filename": one.filename,
        "size": one.size,
        "url": url,
        "proxy_url": url,
        "content_type": one.content_type,
    }
    if one.description is not None:
        payload["description"] = one.description
    return payload | ({"ephemeral": True} if one.ephemeral else {})


def message(one: Message, *, blank: bool = False, nested: bool = False) -> Json:
    """A message; `blank` without what needs the message content intent, `nested` inside another one."""
    discord = one.channel.discord
    payload: Json = {
        "id": str(one.id),
        "channel_id": str(one.channel.id),
        "type": int(one.kind),
        "author": user(one.author),
        "content": "" if blank else one.content,
        "embeds": [] if blank else one.embeds,
        "attachments": [] if blank else [attachment(file, discord.cdn_base) for file in one.attachments],
        "components": [] if blank else one.components,
        "mentions": [user(who) for who in one.mentions],
        "mention_roles": [str(of.id) for of in one.mention_roles],
        "mention_everyone": one.mention_everyone,
        "timestamp": written(one.created_at),
        "edited_timestamp": None if one.edited_at is None else written(one.edited_at),
        "flags": int(one.flags),
        "pinned": False,
        "tts": False,
    }
    if one.nonce is not None:
        payload["nonce"] = one.nonce
    if one.reply is not None:
        payload["message_reference"] = _reference(one)
    if one.thread is not None:
        payload["thread"] = thread(one.thread)
    if one.kind == MessageKind.REPLY and not nested:
        payload["referenced_message"] = _replied_to(one)
    return payload | _of_interaction(one)


def _replied_to(one: Message) -> Json | None:
    target = one.replied_to
    if target is None or target.deleted:
        return None
    return message(target, blank=one.channel.discord.hides_content(target), nested=True)


def _reference(one: Message) -> Json:
    assert one.reply is not None
    payload: Json = {"type": 0, "channel_id": str(one.reply.channel_id), "message_id": str(one.reply.message_id)}
    return payload | ({"guild_id": str(one.reply.guild_id)} if one.reply.guild_id else {})


def _of_interaction(one: Message) -> Json:
    if one.interaction is None:
        return {}
    application = str(one.channel.discord.application_id)
    payload: Json = {"application_id": application, "webhook_id": application}
    return payload | {"interaction_metadata": one.interaction.metadata()}


def _last_message(one: Channel) -> str | None:
    return str(next(reversed(one.messages))) if one.messages else None


def partial_guild(one: Guild) -> Json:
    """A guild as it stands in an interaction."""
    return {"id": str(one.id), "locale": one.locale, "features": []}
