"""Guilds and their members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.discord_server import events, permissions
from tests.discord_server.bits import EVERYONE, ChannelKind, permission
from tests.discord_server.channels import Channel, Thread
from tests.discord_server.people import Person
from tests.discord_server.world import Role, User

if TYPE_CHECKING:
    from tests.discord_server.server import DiscordServer


class Member(Person):
    """A person in a guild."""

    def __init__(self, guild: Guild, user: User, roles: list[Role], nick: str | None = None) -> None:
        super().__init__(guild.discord, user)
        self.guild = guild
        self.roles = roles
        self.nick = nick
        self.joined_at = guild.discord.clock.stamp()

    def __repr__(self) -> str:
        return f"<Member {self.user.name} of {self.guild.name}>"

    @property
    def permissions(self) -> int:
        return permissions.in_guild(self.guild, self)

    def give(self, role: Role) -> None:
        self.roles.append(role)
        events.member_updated(self)

    def take(self, role: Role) -> None:
        self.roles.remove(role)
        events.member_updated(self)


class Guild:
    """A guild the bot has been invited to, unless `remove_bot` was called."""

    def __init__(self, discord: DiscordServer, name: str) -> None:
        self.discord = discord
        self.id = discord.new_id()
        self.name = name
        self.locale = "en-US"
        self.everyone = Role(self.id, "@everyone", EVERYONE, 0)
        self.roles: dict[int, Role] = {self.id: self.everyone}
        self.members: dict[int, Member] = {}
        self.channels: dict[int, Channel] = {}
        self.threads: dict[int, Thread] = {}
        self.bot: Member | None = None
        self.owner: Member | None = None
        self.available = True
        self.owner = self.member(f"{name}'s owner")

    def __repr__(self) -> str:
        return f"<Guild {self.name}>"

    def add_bot(self, **named: bool) -> Member:
        """Invite the bot with these permissions; by default what everyone has."""
        user = self.discord.bot_user
        role = Role(self.discord.new_id(), user.name, permission(**named) if named else int(EVERYONE), bot=user.id)
        self.roles[role.id] = role
        self.bot = self.members[user.id] = Member(self, user, [role])
        events.guild_created(self)
        return self.bot

    def remove_bot(self) -> None:
        """Kick the bot."""
        if self.bot is not None:
            events.guild_deleted(self)
            self.members.pop(self.bot.id)
            self.bot = None

    def outage(self) -> None:
        """Make the guild unavailable, as in an outage; `restore` ends it."""
        self.available = False
        events.guild_deleted(self, unavailable=True)

    def restore(self) -> None:
        self.available = True
        events.guild_created(self)

    def role(self, name: str, **named: bool) -> Role:
        """Make a role: `guild.role("librarians", manage_guild=True)`."""
        role = Role(self.discord.new_id(), name, permission(**named), len(self.roles))
        self.roles[role.id] = role
        events.role_created(self, role)
        return role

    def delete_role(self, role: Role) -> None:
        del self.roles[role.id]
        for member in self.members.values():
            if role in member.roles:
                member.roles.remove(role)
        events.role_deleted(self, role)

    def member(self, who: str | User | Person, *roles: Role, nick: str | None = None, **named: bool) -> Member:
        """Let somebody join: a new account by this name, or one there is; with permissions in a role of their own."""
        user = self.discord.user(who).user if isinstance(who, str) else who.user
        own = [self.role(f"{user.name}'s", **named)] if named else []
        member = self.members[user.id] = Member(self, user, [*roles, *own], nick)
        events.member_joined(member)
        return member

    def remove_member(self, who: User | Person) -> None:
        events.member_left(self.members.pop(who.user.id))

    def channel(self, name: str, kind: int = ChannelKind.TEXT, **fields: Any) -> Channel:
        """Make a channel; `fields` are its attributes, such as `nsfw=True` or `topic="…"`."""
        channel = Channel(self, self.discord.new_id(), name, kind)
        for field, value in fields.items():
            setattr(channel, field, value)
        self.channels[channel.id] = channel
        self.discord.channels[channel.id] = channel
        events.channel_created(channel)
        return channel
