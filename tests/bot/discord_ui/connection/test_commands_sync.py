"""Telling Discord the commands: when they have changed, and until it worked."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.discord_ui.connection.backoff import GROWTH
from bot.discord_ui.connection.commands_sync import sync_commands
from bot.settings import Settings
from index.errors import StoreReadOnly
from tests.support.scripted_discord import ScriptedDiscord, drop, scripted_discord, status

PATH = "/applications/4300/commands"
PUT, GET = f"PUT {PATH}", f"GET {PATH}"


class Facts:
    """The part of the records that is used."""

    def __init__(self, *, read_only: bool = False) -> None:
        self.values: dict[str, str] = {}
        self.read_only = read_only

    def stored_value(self, key: str) -> str | None:
        return self.values.get(key)

    def store_value(self, key: str, value: str) -> None:
        if self.read_only:
            raise StoreReadOnly
        self.values[key] = value


def commands_of(client: discord.Client, *names: str, description: str = "Ask.") -> app_commands.CommandTree[Any]:
    async def act(interaction: discord.Interaction, question: str) -> None:
        """Do nothing."""

    tree = app_commands.CommandTree(client)
    for name in names:
        tree.add_command(app_commands.Command(name=name, description=description, callback=act))
    return tree


def stored(*names: str) -> list[dict[str, Any]]:
    """Return commands as Discord lists them."""
    return [
        {"id": "1", "application_id": "4300", "type": 1, "name": name, "description": "Ask.", "version": "1"}
        for name in names
    ]


def logged_in(test: Callable[[ScriptedDiscord, discord.Client], Awaitable[None]]) -> None:
    async def run() -> None:
        async with (
            asyncio.timeout(20),
            scripted_discord() as server,
            discord.Client(intents=discord.Intents(guilds=True)) as client,
        ):
            server.script(PUT, status(200, stored("ask", "help")))
            server.script(GET, status(200, stored("ask", "help")))
            await client.login("token")
            await test(server, client)

    asyncio.run(run())


async def sync(
    tree: app_commands.CommandTree[Any], facts: Facts, waits: list[float] | None = None, **settings: Any
) -> bool:
    async def pause(seconds: float) -> None:
        assert waits is not None, "nothing should have failed"
        waits.append(seconds)

    return await sync_commands(tree, facts, Settings(**settings), pause)  # type: ignore[arg-type]


def test_commands_are_synced_once_whatever_their_order() -> None:
    async def test(server: ScriptedDiscord, client: discord.Client) -> None:
        facts = Facts()

        assert await sync(commands_of(client, "ask", "help"), facts)
        client._connection._command_tree = None
        assert not await sync(commands_of(client, "help", "ask"), facts)

        assert server.requests.count(PUT) == 1

    logged_in(test)


def test_a_changed_command_is_synced() -> None:
    async def test(server: ScriptedDiscord, client: discord.Client) -> None:
        facts = Facts()
        await sync(commands_of(client, "ask", "help"), facts)
        client._connection._command_tree = None

        assert await sync(commands_of(client, "ask", "help", description="Ask the documents."), facts)

        assert server.requests.count(PUT) == 2

    logged_in(test)


def test_another_bot_and_another_discord_have_syncs_of_their_own() -> None:
    async def test(server: ScriptedDiscord, client: discord.Client) -> None:
        facts = Facts()
        tree = commands_of(client, "ask", "help")
        await sync(tree, facts)

        assert await sync(tree, facts, discord_api_base="http://127.0.0.1:9/api/v10")
        client._connection.application_id = 4301
        server.script("PUT /applications/4301/commands", status(200, stored("ask", "help")))
        assert await sync(tree, facts)

    logged_in(test)


@pytest.mark.parametrize("there", [[], ["ask"], ["ask", "help", "old"]])
def test_commands_somebody_else_changed_are_put_right(there: list[str]) -> None:
    async def test(server: ScriptedDiscord, client: discord.Client) -> None:
        facts = Facts()
        tree = commands_of(client, "ask", "help")
        await sync(tree, facts)
        server.script(GET, status(200, stored(*there)))

        assert await sync(tree, facts)

    logged_in(test)


def test_a_failed_sync_is_tried_again_less_and_less_often(caplog: pytest.LogCaptureFixture) -> None:
    waits: list[float] = []

    async def test(server: ScriptedDiscord, client: discord.Client) -> None:
        facts = Facts()
        server.script(PUT, drop, drop, drop, status(503), status(400), status(200, ["odd"]), *server.rest[PUT])

        assert await sync(commands_of(client, "ask", "help"), facts, waits)
        assert len(facts.values) == 1

    logged_in(test)

    assert 4 <= len(waits) <= 6
    assert all(GROWTH**n / 2 <= seconds <= GROWTH**n for n, seconds in enumerate(waits))
    assert sum("could not sync commands" in record.getMessage() for record in caplog.records) == len(waits)


def test_a_store_that_cannot_be_written_costs_no_second_sync_now() -> None:
    async def test(server: ScriptedDiscord, client: discord.Client) -> None:
        assert await sync(commands_of(client, "ask", "help"), Facts(read_only=True))
        assert server.requests.count(PUT) == 1

    logged_in(test)
