"""A request to the REST side, and the table of who answers which."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.discord_server.channels import Channel
    from tests.discord_server.server import DiscordServer


@dataclass(slots=True)
class Upload:
    """A file that came with a request."""

    filename: str
    data: bytes = field(repr=False)
    content_type: str


@dataclass(eq=False, slots=True)
class Request:
    """A request as it is remembered. `status` 0: the connection was broken instead of an answer.

    `at` is the server's clock; `started` and `ended` are of `time.perf_counter`. `handled`: whether it had its effect.
    """

    method: str
    route: str
    path: str
    query: dict[str, str]
    at: float
    started: float
    ended: float = 0.0
    body: Any = None
    files: list[Upload] = field(default_factory=list)
    status: int = 0
    answer: Any = None
    handled: bool = False
    scope: str = ""

    @property
    def code(self) -> int:
        """Discord's number for what was refused, or 0."""
        return self.answer.get("code", 0) if self.status >= 400 and isinstance(self.answer, dict) else 0


@dataclass(slots=True)
class Call:
    """A request on its way to the one who answers it."""

    discord: DiscordServer
    params: dict[str, str]
    query: dict[str, str]
    body: Any
    files: list[Upload]

    def number(self, name: str) -> int:
        value = self.params[name]
        return int(value) if value.isdigit() else 0

    def flag(self, name: str) -> bool:
        return self.query.get(name, "").lower() in {"1", "true"}

    @property
    def form(self) -> dict[str, Any]:
        return self.body if isinstance(self.body, dict) else {}

    def channel(self) -> Channel:
        """The channel in the path; refuses where there is none."""
        return self.discord.channel_by_id(self.number("channel_id"))


Answer = tuple[int, Any] | dict[str, Any] | list[Any] | None
"""JSON with 200, a status with JSON, or None: 204."""
Handler = Callable[[Call], Answer]


@dataclass(frozen=True, slots=True)
class Route:
    """Who answers a method on a path. `open`: without the bot's token."""

    method: str
    template: str
    handler: Handler
    open: bool


ROUTES: list[Route] = []


def route(method: str, template: str, *, open: bool = False) -> Callable[[Handler], Handler]:  # noqa: A002 - a flag
    """Put a function into the table."""

    def add(handler: Handler) -> Handler:
        ROUTES.append(Route(method, template, handler, open))
        return handler

    return add
