"""Channels, threads and direct channels, with the messages in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.discord_server import events
from tests.discord_server.bits import ChannelKind, Permission, permission
from tests.discord_server.world import Overwrite, Role, User

if TYPE_CHECKING:
    from tests.discord_server.guilds import Guild, Member
    from tests.discord_server.messages import Message
    from tests.discord_server.people import Person
    from tests.discord_server.server import DiscordServer


class Channel:
    """A channel of a guild. `typing` is when the bot showed that it types."""

    is_direct = False
    is_thread = False

    def __init__(self, guild: Guild | None, id: int, name: str, kind: int) -> None:  # noqa: A002 - what it is called
        self._guild = guild
        self.id = id
        self.name = name
        self.kind = kind
        self.topic: str | None = None
        self.nsfw = False
        self.overwrites: dict[int, Overwrite] = {}
        self.messages: dict[int, Message] = {}
        self.nonces: dict[str, Message] = {}
        self.typing: list[float] = []
        self.deleted = False

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"

    @property
    def guild(self) -> Guild:
        assert self._guild is not None, "a direct channel has no guild"
        return self._guild

    @property
    def guild_or_none(self) -> Guild | None:
        return self._guild

    @property
    def discord(self) -> DiscordServer:
        return self.guild.discord

    @property
    def mention(self) -> str:
        return f"<#{self.id}>"

    @property
    def permission_source(self) -> Channel:
        """The channel whose overwrites count here."""
        return self

    def admits(self, member: Member) -> bool:
        """Whether this is not a private thread without the member."""
        return True

    def post(self, message: Message) -> None:
        self.messages[message.id] = message

    def by_bot(self) -> list[Message]:
        """The bot's messages here that are still there and that everyone sees, in order."""
        bot = self.discord.bot_user
        return [message for message in self.messages.values() if message.author is bot and not message.ephemeral]

    def thread(self, name: str, by: Person, *, private: bool = False) -> Thread:
        """Let a person start a thread here."""
        kind = ChannelKind.PRIVATE_THREAD if private else ChannelKind.PUBLIC_THREAD
        return open_thread(self, self.discord.new_id(), name, by.user, kind)

    def overwrite(self, whom: Role | User | Person, allow: int = 0, deny: int = 0) -> None:
        kind, key = ("role", whom.id) if isinstance(whom, Role) else ("member", whom.user.id)
        self.overwrites[key] = Overwrite(kind, allow, deny)
        events.channel_updated(self)

    def deny_bot(self, *, view: bool = False, send: bool = False, **named: bool) -> None:
        """Take permissions from the bot here: `channel.deny_bot(send=True)`; nothing named gives all back."""
        deny = permission(**named)
        deny |= Permission.VIEW_CHANNEL if view else 0
        deny |= Permission.SEND_MESSAGES | Permission.SEND_MESSAGES_IN_THREADS if send else 0
        self.overwrite(self.discord.bot_user, deny=deny)

    def delete(self) -> None:
        """Delete the channel with its threads."""
        for thread in list(self.guild.threads.values()):
            if thread.parent is self:
                thread.delete()
        self.deleted = True
        self.guild.channels.pop(self.id)
        self.discord.channels.pop(self.id)
        events.channel_deleted(self)


class Thread(Channel):
    """A thread."""

    is_thread = True

    def __init__(self, parent: Channel, id: int, name: str, owner: User, kind: int) -> None:  # noqa: A002 - as above
        super().__init__(parent.guild, id, name, kind)
        self.parent = parent
        self.owner = owner
        self.members: dict[int, str] = {owner.id: self.discord.clock.stamp()}
        self.archived = False
        self.locked = False
        self.archive_minutes = 1440
        self.changed_at = self.created_at = self.discord.clock.stamp()

    @property
    def permission_source(self) -> Channel:
        return self.parent

    def admits(self, member: Member) -> bool:
        return self.kind != ChannelKind.PRIVATE_THREAD or member.id in self.members

    def add(self, who: User | Person) -> None:
        """Add somebody, the bot perhaps, to the thread."""
        self.members[who.user.id] = self.discord.clock.stamp()
        events.thread_members_changed(self, who.user)

    def change(self, **fields: Any) -> None:
        """Set fields such as `archived` and `locked`."""
        for field, value in fields.items():
            setattr(self, field, value)
        if "archived" in fields:
            self.changed_at = self.discord.clock.stamp()
        events.thread_updated(self)

    def archive(self, *, locked: bool = False) -> None:
        self.change(archived=True, locked=locked)

    def lock(self) -> None:
        self.change(locked=True)

    def delete(self) -> None:
        self.deleted = True
        self.guild.threads.pop(self.id)
        self.discord.channels.pop(self.id)
        events.thread_deleted(self)


class DirectChannel(Channel):
    """Where one person and the bot write to each other."""

    is_direct = True

    def __init__(self, discord: DiscordServer, id: int, recipient: User) -> None:  # noqa: A002 - as above
        super().__init__(None, id, f"with {recipient.name}", ChannelKind.DIRECT)
        self._discord = discord
        self.recipient = recipient

    @property
    def discord(self) -> DiscordServer:
        return self._discord


def open_thread(parent: Channel, id: int, name: str, owner: User, kind: int) -> Thread:  # noqa: A002 - as above
    """Start a thread and tell the clients that see it."""
    thread = Thread(parent, id, name, owner, kind)
    parent.guild.threads[thread.id] = thread
    parent.discord.channels[thread.id] = thread
    events.thread_created(thread)
    return thread
