"""A Discord on this machine: gateway, REST and CDN at 127.0.0.1, and the people on it.

    async with DiscordServer() as discord:
        guild = discord.guild("Reading room")
        channel = guild.channel("general")
        bob = guild.member("bob")
        ...start a bot with discord.token against discord.api_base and discord.gateway_url...
        await discord.ready()
        seen = await bob.slash(channel, "ask", question="…")
        assert "…" in (await seen.answered()).message.text

At its end it raises what the bot sent that Discord would have refused. README.md describes the whole.
"""

from __future__ import annotations

import asyncio
import base64
import secrets
from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar

from aiohttp import web

from tests.discord_server import rest, rest_accounts, rest_commands, rest_guilds, rest_interactions
from tests.discord_server.bits import Intent
from tests.discord_server.calls import Request
from tests.discord_server.cdn import PREFIX as CDN_PREFIX
from tests.discord_server.cdn import Cdn
from tests.discord_server.channels import Channel, DirectChannel
from tests.discord_server.checking import Checking
from tests.discord_server.clock import Clock, Snowflakes
from tests.discord_server.commanding import Commanding
from tests.discord_server.gateway import Gateway
from tests.discord_server.guilds import Guild
from tests.discord_server.interactions import Interaction
from tests.discord_server.messages import Message
from tests.discord_server.people import Person
from tests.discord_server.rest import Rest
from tests.discord_server.spec import load_spec
from tests.discord_server.waiting import Changes
from tests.discord_server.world import Attachment, User
from tests.discord_server.worldly import Worldly

Found = TypeVar("Found")

ROUTE_MODULES = (rest_accounts, rest_commands, rest_guilds, rest_interactions)
"""Importing them filled the table of routes."""

MESSAGE_CONTENT_LIMITED = 1 << 19


class DiscordServer(Worldly, Commanding, Checking):
    """The server. Everything about it may be changed while a bot is connected.

    `message_content`: whether the bot's owner has switched that intent on; `members` likewise. Without, a client that
    asks for it is turned away with 4014.
    """

    def __init__(
        self,
        bot: str = "Footnote",
        *,
        message_content: bool = False,
        members: bool = False,
        upload_limit: int = 10 * 1024 * 1024,
        spec: bool = True,
    ) -> None:
        self.clock = Clock()
        self.new_id = Snowflakes(self.clock)
        self.changes = Changes()
        self.upload_limit = upload_limit
        self.privileged_intents = Intent.MESSAGE_CONTENT * message_content | Intent.GUILD_MEMBERS * members
        self.application_flags = MESSAGE_CONTENT_LIMITED * message_content
        Checking.__init__(self, load_spec() if spec else None)
        Commanding.__init__(self)
        Worldly.__init__(self, bot)
        self.token = _token(self.bot_user.id)
        self.gateway = Gateway(self)
        self._runner: web.AppRunner | None = None
        self._port = 0

    # Its addresses

    @property
    def api_base(self) -> str:
        """For `discord.http.Route.BASE`."""
        return f"http://127.0.0.1:{self._port}{rest.PREFIX}"

    @property
    def gateway_url(self) -> str:
        """For `discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY`."""
        return f"ws://127.0.0.1:{self._port}/gateway/"

    @property
    def cdn_base(self) -> str:
        """For `discord.asset.Asset.BASE`."""
        return f"http://127.0.0.1:{self._port}{CDN_PREFIX}"

    # Its life

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=1 << 30)
        app.router.add_get("/gateway/", self.gateway.serve)
        app.router.add_get("/gateway", self.gateway.serve)
        Cdn(self).add_routes(app.router)
        Rest(self).add_routes(app.router)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.gateway.drop(resumable=False)
        await asyncio.sleep(0)
        assert self._runner is not None
        await self._runner.cleanup()
        if error is None:
            self.assert_clean()
        elif self.violations:
            error.add_note("The bot also sent what Discord refuses:\n" + self.describe_violations())

    # Waiting

    def changed(self) -> None:
        """Let whoever waits look again."""
        self.changes.happened()

    async def until(
        self,
        found: Callable[[], Found],
        timeout: float = 5.0,  # noqa: ASYNC109 - ours
        what: str = "what was waited for",
    ) -> Found:
        """Return what `found` returns as soon as it is truthy. Raises AssertionError, with what the bot did last."""
        try:
            return await self.changes.until(found, timeout)
        except TimeoutError:
            raise AssertionError(f"{what} did not come within {timeout} s.\n{self.describe_recent()}") from None

    async def ready(self, timeout: float = 10.0) -> None:  # noqa: ASYNC109 - ours
        """Wait until a client has identified and was told of its guilds."""
        await self.until(lambda: self.gateway.connected, timeout, "a client that identifies")

    async def commands_synced(self, timeout: float = 10.0, *, times: int = 1) -> None:  # noqa: ASYNC109 - ours
        """Wait until commands have been put, so many times."""
        await self.until(lambda: self.syncs >= times, timeout, "the commands")

    async def next_message(
        self,
        channel: Channel,
        after: Message | None = None,
        timeout: float = 5.0,  # noqa: ASYNC109 - ours
    ) -> Message:
        """Wait for the bot's first message in a channel after another one, or after now."""
        last = after.id if after is not None else self.new_id()

        def found() -> Message | None:
            return next((message for message in channel.by_bot() if message.id > last and not message.loading), None)

        message = await self.until(found, timeout, f"a message of the bot's in {channel!r}")
        assert message is not None
        return message


def _token(user_id: int) -> str:
    """A token of the right shape."""
    parts = [base64.urlsafe_b64encode(str(user_id).encode()).decode().rstrip("=")]
    return ".".join([*parts, secrets.token_urlsafe(4)[:6], secrets.token_urlsafe(28)[:38]])


__all__ = [
    "Attachment",
    "Channel",
    "DirectChannel",
    "DiscordServer",
    "Guild",
    "Interaction",
    "Message",
    "Person",
    "Request",
    "User",
]
