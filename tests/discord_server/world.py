"""The small nouns of the world on the server: users, roles, overwrites, files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(eq=False, slots=True)
class User:
    """An account. `accepts_messages`: whether a bot may write to them directly."""

    id: int
    name: str
    bot: bool = False
    accepts_messages: bool = True

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"

    @property
    def user(self) -> User:
        """Itself: so that wherever a person is asked for, an account will do."""
        return self


@dataclass(eq=False, slots=True)
class Role:
    """A role of a guild; the one with the guild's id is everyone's. `bot`: the bot whose own role it is."""

    id: int
    name: str
    permissions: int
    position: int = 1
    bot: int | None = None

    @property
    def mention(self) -> str:
        return f"<@&{self.id}>"


@dataclass(slots=True)
class Overwrite:
    """What a channel allows or denies to a role or a member."""

    kind: Literal["role", "member"]
    allow: int = 0
    deny: int = 0


@dataclass(eq=False, slots=True)
class Attachment:
    """A file on the CDN, and how the CDN misbehaves when it is fetched.

    `size` is the size declared with the message. `slow` is seconds between pieces of 16 KiB. `truncated` is after how
    many bytes the connection breaks, `status` another status than 200. `length` is the Content-Length sent: the true
    one by default, none with 0.
    """

    filename: str
    data: bytes = field(repr=False)
    content_type: str = "text/plain; charset=utf-8"
    size: int = -1
    slow: float = 0.0
    truncated: int | None = None
    status: int = 200
    length: int | None = None
    ephemeral: bool = False
    id: int = 0
    channel_id: int = 0
    description: str | None = None
    fetched: int = 0

    def __post_init__(self) -> None:
        if self.size < 0:
            self.size = len(self.data)
