from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import discord
import pytest

from bot.discord_ui.permissions import (
    is_admin,
    manages_server,
    require_admin,
    require_asker,
    require_manager,
    require_sight,
    server_of,
)
from bot.errors import NotAllowed
from bot.records.nouns import ServerSettings
from tests.discord_server.bits import InteractionKind
from tests.discord_server.channels import Channel
from tests.discord_server.loops import in_a_loop
from tests.discord_server.people import Person
from tests.discord_server.world import Role
from tests.support.apps import AppWith
from tests.support.asking import discord_with_room
from tests.support.given_answers import given
from tests.support.reading_room import Room, new_room
from tests.support.serving import serving

NOTHING_CHOSEN = ServerSettings()


class Interactions:
    """Interactions as the bot has them."""

    def __init__(self, room: Room, client: discord.Client) -> None:
        self.room = room
        self._client = client

    async def of(self, person: Person, channel: Channel | None = None) -> discord.Interaction:
        """Let a person do something, and return what the bot was told of it."""
        told = asyncio.create_task(self._client.wait_for("interaction", timeout=5))
        await asyncio.sleep(0)
        data = {"component_type": 2, "custom_id": "nothing", "id": 1}
        message = await person.says(channel or self.room.channel, "anything")
        seen = await person.forge(channel or self.room.channel, InteractionKind.COMPONENT, data, message=message)
        await seen.answered()
        return await told


@asynccontextmanager
async def interactions(app: AppWith) -> AsyncIterator[Interactions]:
    async with discord_with_room(app) as room, serving(app, room.discord) as client:
        yield Interactions(room, client)


@in_a_loop
async def test_who_manages_the_server_or_has_the_role_chosen_may_change_its_library(app: AppWith) -> None:
    async with interactions(app) as seen:
        guild = seen.room.guild
        librarians = guild.role("librarians")
        eve, owner = guild.member("eve", librarians), guild.member("root", administrator=True)
        chosen = ServerSettings(admin_role=librarians.id)

        for person in (seen.room.ada, owner):
            assert manages_server(await seen.of(person))
            assert require_admin(await seen.of(person), NOTHING_CHOSEN) == str(guild.id)
            require_manager(await seen.of(person))
        hers = await seen.of(eve)
        assert is_admin(hers, chosen)
        assert not is_admin(hers, NOTHING_CHOSEN)
        with pytest.raises(NotAllowed, match="choose the admin role"):
            require_manager(hers)
        his = await seen.of(seen.room.bob)
        assert not is_admin(his, chosen)
        with pytest.raises(NotAllowed, match="may manage this server"):
            require_admin(his, chosen)


@in_a_loop
async def test_a_role_of_another_server_grants_nothing_here(app: AppWith) -> None:
    async with interactions(app) as seen:
        bob, guild = seen.room.bob, seen.room.guild
        other = new_room(seen.room.discord, app, "Other room", [seen.room.bob, seen.room.ada])
        theirs = other.guild.role("librarians", manage_guild=True)
        bob_there = other.guild.member(bob, theirs)
        guild.role("librarians")
        assert manages_server(await seen.of(bob_there, other.channel))

        here = await seen.of(bob)
        for role in (theirs.id, guild.id, other.guild.id, None, 0):
            assert not is_admin(here, ServerSettings(admin_role=role))
        same_id = guild.roles[theirs.id] = Role(theirs.id, "librarians", 0)
        assert not is_admin(await seen.of(bob), ServerSettings(admin_role=same_id.id))


@in_a_loop
async def test_in_direct_messages_nobody_is_an_admin_of_anything(app: AppWith) -> None:
    async with interactions(app) as seen:
        direct = await seen.of(seen.room.ada, seen.room.ada.direct)
        assert not is_admin(direct, NOTHING_CHOSEN)
        assert not manages_server(direct)
        for refused in (lambda: server_of(direct), lambda: require_admin(direct, NOTHING_CHOSEN)):
            with pytest.raises(NotAllowed, match="not in direct messages"):
                refused()
        with pytest.raises(NotAllowed):
            require_manager(direct)


@in_a_loop
async def test_a_private_answer_is_its_askers_until_it_is_shared_and_a_direct_one_for_good(app: AppWith) -> None:
    async with interactions(app) as seen:
        his, hers = await seen.of(seen.room.bob), await seen.of(seen.room.ada)
        public = given("a" * 16, asker=seen.room.bob.id)
        private, direct = replace(public, private=True), replace(public, direct=True)

        for answer in (public, private, direct, replace(private, shared=True)):
            require_sight(his, answer)
            require_asker(his, answer)
        for answer in (public, replace(private, shared=True)):
            require_sight(hers, answer)
        for answer in (private, direct, replace(direct, shared=True)):
            with pytest.raises(NotAllowed, match="Only the person who asked"):
                require_sight(hers, answer)
        with pytest.raises(NotAllowed, match="Only the person who asked"):
            require_asker(hers, public)
