"""An interaction as the gateway brings it to the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.discord_server import payloads, permissions
from tests.discord_server.bits import Permission
from tests.discord_server.interactions import Interaction
from tests.discord_server.world import Attachment, Role

if TYPE_CHECKING:
    from tests.discord_server.channels import Channel
    from tests.discord_server.guilds import Guild, Member
    from tests.discord_server.messages import Message
    from tests.discord_server.people import Person

Json = dict[str, Any]


def interaction(one: Interaction) -> Json:
    """The data of INTERACTION_CREATE."""
    channel, discord = one.channel, one.discord
    guild = channel.guild_or_none
    payload: Json = {
        "id": str(one.id),
        "application_id": str(discord.application_id),
        "type": int(one.kind),
        "data": one.data,
        "token": one.token,
        "version": 1,
        "locale": "en-US",
        "channel_id": str(channel.id),
        "entitlements": [],
        "entitlement_sku_ids": [],
        "authorizing_integration_owners": {"0": str(guild.id if guild else 0)},
        "context": 0 if guild else 1,
        "attachment_size_limit": discord.upload_limit,
    }
    if one.source is not None:
        payload["message"] = _source(one.source)
    if guild is None:
        user = {"user": payloads.user(one.person.user)}
        direct = {"channel": payloads.channel(channel), "app_permissions": str(int(permissions.DIRECT))}
        return payload | user | direct
    return payload | _in_guild(one, guild)


def _source(message: Message) -> Json:
    payload = payloads.message(message)
    # An interaction brings the whole message, whatever intents the bot has.
    if message.channel.guild_or_none is not None:
        payload["channel"] = {"id": str(message.channel.id), "type": int(message.channel.kind)}
    return payload


def _in_guild(one: Interaction, guild: Guild) -> Json:
    member = member_of(one.person, guild)
    app = permissions.in_channel(one.channel, guild.bot) if guild.bot else 0
    return {
        "guild_id": str(guild.id),
        "guild": payloads.partial_guild(guild),
        "guild_locale": guild.locale,
        "channel": payloads.interaction_channel(one.channel, member),
        "member": _member_in(one.channel, member) | {"user": payloads.user(member.user)},
        "app_permissions": str(int(app)),
    }


def member_of(person: Person, guild: Guild) -> Member:
    """The person as a member of a guild; of one they are not in, as somebody with no roles (a forged interaction)."""
    from tests.discord_server.guilds import Member

    return guild.members.get(person.id) or Member(guild, person.user, [])


def _member_in(channel: Channel, member: Member) -> Json:
    held = permissions.in_channel(channel, member)
    return payloads.member(member, with_user=False) | {"permissions": str(int(held))}


class Resolved:
    """The objects behind the ids in an interaction's data."""

    def __init__(self, channel: Channel, person: Person) -> None:
        self._channel = channel
        self._person = person
        self._found: dict[str, Json] = {}

    def _put(self, kind: str, key: int, payload: Json) -> str:
        self._found.setdefault(kind, {})[str(key)] = payload
        return str(key)

    def user(self, who: Any) -> str:
        """A person, with their membership where there is one."""
        guild = self._channel.guild_or_none
        member = guild.members.get(who.user.id) if guild else None
        if member is not None:
            self._put("members", member.id, _member_in(self._channel, member))
        return self._put("users", who.user.id, payloads.user(who.user))

    def role(self, role: Role) -> str:
        return self._put("roles", role.id, payloads.role(role))

    def channel(self, channel: Channel) -> str:
        guild = channel.guild_or_none
        member = member_of(self._person, guild) if guild else None
        return self._put("channels", channel.id, payloads.interaction_channel(channel, member))

    def message(self, message: Message) -> str:
        """A message with everything in it, whatever intents the bot has."""
        return self._put("messages", message.id, payloads.message(message))

    def file(self, file: Attachment) -> str:
        file.ephemeral = True
        discord = self._channel.discord
        return self._put(
            "attachments", discord.host(file, self._channel).id, payloads.attachment(file, discord.cdn_base)
        )

    def anything(self, value: Any) -> str:
        """A person, role, channel, file or message; what is none of them passes as it is."""
        if isinstance(value, Role):
            return self.role(value)
        if isinstance(value, Attachment):
            return self.file(value)
        if hasattr(value, "user"):
            return self.user(value)
        return self.channel(value) if hasattr(value, "overwrites") else str(value)

    def into(self, data: Json) -> Json:
        """The data with the objects, if there are any."""
        return data | ({"resolved": self._found} if self._found else {})


def may_use(person: Person, channel: Channel, needed: str | None) -> bool:
    """Whether Discord's own app would offer a command to a person in a channel."""
    guild = channel.guild_or_none
    if guild is None:
        return True
    held = permissions.in_channel(channel, member_of(person, guild))
    wanted = int(needed or 0) | Permission.VIEW_CHANNEL | Permission.USE_APPLICATION_COMMANDS
    return held & wanted == wanted
