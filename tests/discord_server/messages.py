"""Messages as they stand on the server, and how a test reads them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.discord_server import components as parts
from tests.discord_server.bits import SELECTS, Kind, MessageFlag, MessageKind

if TYPE_CHECKING:
    from tests.discord_server.channels import Channel, Thread
    from tests.discord_server.interactions import Interaction
    from tests.discord_server.world import Attachment, Role, User


@dataclass(slots=True)
class Reply:
    """What a message replies to."""

    channel_id: int
    message_id: int
    guild_id: int | None


@dataclass(slots=True)
class Earlier:
    """What a message showed before an edit."""

    content: str
    components: list[parts.Component]


@dataclass(eq=False, slots=True)
class Message:
    """A message. It changes in place when it is edited; `earlier` keeps what it showed before.

    `mentions`, `mention_roles` and `mention_everyone` are those that took effect: who was pinged.
    """

    id: int
    channel: Channel
    author: User
    created_at: float
    content: str = ""
    embeds: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    components: list[parts.Component] = field(default_factory=list)
    flags: int = 0
    kind: int = MessageKind.DEFAULT
    mentions: list[User] = field(default_factory=list)
    mention_roles: list[Role] = field(default_factory=list)
    mention_everyone: bool = False
    reply: Reply | None = None
    replied_to: Message | None = None
    nonce: str | int | None = None
    interaction: Interaction | None = None
    thread: Thread | None = None
    edited_at: float | None = None
    deleted: bool = False
    earlier: list[Earlier] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"<Message {self.id} of {self.author.name}: {self.text[:60]!r}>"

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return bool(self.flags & MessageFlag.EPHEMERAL)

    @property
    def loading(self) -> bool:
        """Whether it still says that the bot is thinking."""
        return bool(self.flags & MessageFlag.LOADING)

    @property
    def edits(self) -> int:
        """How often it was edited; filling in a deferred response counts."""
        return len(self.earlier)

    @property
    def pings(self) -> bool:
        """Whether anybody was notified by a mention in it."""
        return bool(self.mentions or self.mention_roles or self.mention_everyone)

    @property
    def text(self) -> str:
        """Everything it says in words: content and text displays, a line each."""
        return "\n".join([self.content] * bool(self.content) + self.texts())

    def texts(self) -> list[str]:
        """The contents of its text displays."""
        return parts.texts(self.components)

    def buttons(self) -> list[parts.Component]:
        return parts.of_kinds(self.components, {Kind.BUTTON})

    def labels(self) -> list[str]:
        """The labels of its buttons."""
        return [button.get("label", "") for button in self.buttons()]

    def menus(self) -> list[parts.Component]:
        return parts.of_kinds(self.components, {*SELECTS})

    def button(self, wanted: str) -> parts.Component:
        """A button by its label or how its custom id begins. Raises LookupError."""
        return parts.find(self.buttons(), wanted)

    def menu(self, wanted: str = "") -> parts.Component:
        """A menu by its placeholder or how its custom id begins; the first one by default. Raises LookupError."""
        return parts.find(self.menus(), wanted)

    async def until(self, told: Callable[[Message], object], timeout: float = 5.0) -> Message:  # noqa: ASYNC109 - ours
        """Wait until something is true of the message: `await message.until(lambda m: "Added" in m.text)`."""
        await self.channel.discord.until(lambda: told(self), timeout, f"something of {self!r}")
        return self
