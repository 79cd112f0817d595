"""A Discord with the bot in it that the tests of a module share: each has a server of its own there.

Opening them takes several times as long as most of these tests. What one of them sends is checked at its own end.
"""

from __future__ import annotations

import asyncio
import functools
import inspect
import shutil
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from bot.app import App
from bot.discord_ui.client import FootnoteClient
from tests.discord_server.server import DiscordServer
from tests.support.apps import open_app
from tests.support.reading_room import Room, new_room
from tests.support.serving import serving

AsyncTest = Callable[..., Awaitable[None]]


class SharedDiscord:
    """Runs tests, one after the other, in one event loop."""

    def __init__(self, app: App, runner: asyncio.Runner, furnish: Callable[[Room], Awaitable[object]]) -> None:
        """Let `furnish` do what there is in each server before its test."""
        self._app = app
        self._runner = runner
        self._furnish = furnish

    @contextmanager
    def opened(self) -> Iterator[SharedDiscord]:
        """Open the Discord and run the bot until the block ends."""
        opening = self._opened()
        self._discord, self._client = self._runner.run(anext(opening))
        try:
            yield self
        finally:
            self._runner.run(opening.aclose())

    def run(self, test: AsyncTest, **named: Any) -> None:
        """Run a test in a new server."""
        self._runner.run(self._run(test, named))

    async def _opened(self) -> AsyncGenerator[tuple[DiscordServer, FootnoteClient], None]:
        async with DiscordServer(message_content=True) as discord, serving(self._app, discord) as client:
            yield discord, client

    async def _run(self, test: AsyncTest, named: dict[str, Any]) -> None:
        discord = self._discord
        discord.forget()
        discord.heal()
        discord.take_violations()  # of a test that failed
        room = new_room(discord, self._app, "Reading room")
        await self._furnish(room)
        await discord.until(lambda: self._client.get_guild(room.guild.id))
        await test(room=room, **named)
        discord.assert_no_pings()
        assert discord.take_violations() == []


def in_a_shared_discord(test: AsyncTest) -> Callable[..., None]:
    """Let a test be async: its `room` is a new server of the Discord that is the fixture `shared_discord`."""

    @functools.wraps(test)
    def run(shared_discord: SharedDiscord, **named: Any) -> None:
        shared_discord.run(test, **named)

    known = inspect.signature(test)
    wanted = inspect.Parameter("shared_discord", inspect.Parameter.KEYWORD_ONLY)
    others = [each for name, each in known.parameters.items() if name != "room"]
    run.__signature__ = known.replace(parameters=[*others, wanted])  # type: ignore[attr-defined]
    return run


@contextmanager
def shared_discord_in(
    folder: Path, empty_store: Path, furnish: Callable[[Room], Awaitable[object]]
) -> Iterator[SharedDiscord]:
    """Open one, whose bot has a copy of the store in the folder."""
    shutil.copyfile(empty_store, folder / empty_store.name)
    with (
        closing(open_app(folder, member_questions_per_minute=1000)) as app,
        asyncio.Runner() as runner,
        SharedDiscord(app, runner, furnish).opened() as discord,
    ):
        yield discord
