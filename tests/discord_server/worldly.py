"""The part of the server that holds the world: accounts, guilds, channels, files, commands, interactions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.discord_server import events, posting
from tests.discord_server.bits import ChannelKind, Intent, MessageKind, Permission
from tests.discord_server.channels import Channel, DirectChannel, Thread, open_thread
from tests.discord_server.guilds import Guild
from tests.discord_server.interactions import Interaction
from tests.discord_server.messages import Message
from tests.discord_server.people import Person
from tests.discord_server.refusals import unknown_channel, unknown_message
from tests.discord_server.world import Attachment, User

if TYPE_CHECKING:
    from tests.discord_server.calls import Request
    from tests.discord_server.clock import Clock, Snowflakes
    from tests.discord_server.gateway import Gateway


class Worldly:
    """What there is, by its id."""

    clock: Clock
    new_id: Snowflakes
    gateway: Gateway
    privileged_intents: int
    requests: list[Request]

    def __init__(self, bot: str) -> None:
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.files: dict[int, Attachment] = {}
        self.interactions: dict[str, Interaction] = {}
        self.command_sets: dict[int | None, list[dict[str, Any]]] = {}
        self.syncs = 0
        self._direct: dict[int, DirectChannel] = {}
        self.bot_user = self._account(bot, bot=True)
        self.application_id = self.bot_user.id
        self.owner = self._account("the bot's owner")

    def _account(self, name: str, *, bot: bool = False) -> User:
        user = User(self.new_id(), name, bot)
        self.users[user.id] = user
        return user

    @property
    def commands(self) -> list[dict[str, Any]]:
        """The commands put for everyone."""
        return self.command_sets.get(None, [])

    def user(self, name: str, *, bot: bool = False) -> Person:
        """Make an account that is in no guild yet."""
        return Person(self, self._account(name, bot=bot))  # type: ignore[arg-type]

    def guild(self, name: str, *, with_bot: bool = True, **bot_permissions: bool) -> Guild:
        """Make a guild, with the bot in it: by default with everyone's permissions, or with those named alone."""
        guild = Guild(self, name)  # type: ignore[arg-type]
        self.guilds[guild.id] = guild
        if with_bot:
            guild.add_bot(**bot_permissions)
        return guild

    def joined_guilds(self) -> list[Guild]:
        """The guilds the bot is in."""
        return [guild for guild in self.guilds.values() if guild.bot is not None]

    def direct_channel(self, user: User) -> DirectChannel:
        """Where a person and the bot write to each other; made when first asked for."""
        if user.id not in self._direct:
            channel = DirectChannel(self, self.new_id(), user)  # type: ignore[arg-type]
            self._direct[user.id] = channel
            self.channels[channel.id] = channel
        return self._direct[user.id]

    def channel_by_id(self, key: int) -> Channel:
        """Raises Refusal where there is none."""
        channel = self.channels.get(key)
        if channel is None:
            raise unknown_channel()
        return channel

    def message_by_id(self, channel: Channel, key: int) -> Message:
        """A message as REST finds it: ephemeral ones it does not. Raises Refusal."""
        message = channel.messages.get(key)
        if message is None or message.ephemeral:
            raise unknown_message()
        return message

    def host(self, file: Attachment, channel: Channel) -> Attachment:
        """Put a file on the CDN."""
        if not file.id:
            file.id, file.channel_id = self.new_id(), channel.id
            self.files[file.id] = file
        return file

    def hides_content(self, message: Message, intended: bool | None = None) -> bool:
        """Whether a message's content is kept from the bot. `intended`: whether the session asked for the intent."""
        allowed = bool(self.privileged_intents & Intent.MESSAGE_CONTENT) if intended is None else intended
        bot = self.bot_user
        return not (allowed or message.channel.is_direct or message.author is bot or bot in message.mentions)

    def open_thread_on(self, message: Message, name: str, by: User) -> Thread:
        """Start a thread on a message, as a person or the bot does."""
        thread = open_thread(message.channel, message.id, name, by, ChannelKind.PUBLIC_THREAD)
        message.thread = thread
        self.post_system(thread, MessageKind.THREAD_STARTER, message.author, replied_to=message)
        return thread

    def post_system(
        self, channel: Channel, kind: MessageKind, author: User, *, content: str = "", replied_to: Message | None = None
    ) -> Message:
        """Post one of Discord's own messages."""
        message = Message(self.new_id(), channel, author, self.clock.time(), content, kind=kind)
        if replied_to is not None:
            posting.reply_to(message, replied_to)
            message.kind = kind
        posting.post(message)
        return message

    def forget(self) -> None:
        """Drop messages, interactions, requests and events so far: for tests of very much, between two rounds."""
        self.interactions.clear()
        self.requests.clear()
        for channel in self.channels.values():
            for memory in (channel.messages, channel.nonces, channel.typing):
                memory.clear()
        for session in self.gateway.sessions.values():
            session.forget()

    def everyone_may(self, guild: Guild, **named: bool) -> None:
        """Change what everyone may do in a guild: `everyone_may(guild, send_messages=False)`."""
        for name, held in named.items():
            bit = Permission[name.upper()]
            guild.everyone.permissions = guild.everyone.permissions & ~bit | bit * held
        events.role_updated(guild, guild.everyone)
