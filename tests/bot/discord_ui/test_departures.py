"""Servers the bot was removed from: kept for the stated time, then forgotten with all that was theirs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.discord_ui.client import FootnoteClient
from bot.discord_ui.departures import Departures
from index.jobs.job import NewItem
from tests.conftest import AppMaker
from tests.discord_server.loops import in_a_loop
from tests.discord_server.server import DiscordServer
from tests.support.apps import AppWith
from tests.support.reading_room import Room, bot, new_room

WORD = "Quokkaburg"
COUNTING = 0.2
"""Seconds without another server, after which all are there; tests name theirs at once."""


def fill(room: Room, word: str = WORD) -> None:
    """Leave something of every kind in the room's library."""
    app, name = room.app, room.library.name
    app.records.load()
    for text in (f"The mayor of {word} sails at noon.", f"The mayor of {word} sails at nine."):
        room.library.add_bytes(f"{word}.md", f"{word}.md", text.encode())
    app.records.change_server(name, daily_questions=7)
    app.jobs.submit(name, "add", [NewItem("bytes", f"{word}.txt", f"{word} again.".encode())], "kept open")


def later(app: AppWith, client: FootnoteClient, days: float) -> Departures:
    """Return what the bot does about departures once so many days have passed."""
    at = datetime.now(UTC) + timedelta(days=days)
    departures = Departures(client.context, lambda: [guild.id for guild in client.guilds], lambda: at)
    departures._compared = True
    return departures


def bytes_on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


@in_a_loop
async def test_a_server_that_removes_the_bot_is_forgotten_after_the_stated_days_and_no_other(
    make_app: AppMaker, tmp_path: Path
) -> None:
    app = make_app(forget_servers_after_days=30)
    async with DiscordServer() as discord:
        gone, stays = new_room(discord, app, "Gone"), new_room(discord, app, "Stays")
        fill(gone)
        fill(stays, "Numbatville")
        async with bot(app, discord, COUNTING) as client:
            await discord.until(client.is_ready)
            gone.guild.remove_bot()
            await discord.until(app.records.departures)
            assert set(app.records.departures()) == {gone.library.name}

            await later(app, client, 29.9).forget_due()
            assert gone.titles() == [WORD]
            await later(app, client, 30.1).forget_due()
            assert gone.titles() == []
            assert app.records.libraries() == {stays.library.name}
            assert app.records.departures() == {}
            assert app.records.server(gone.library.name).daily_questions == 0
            assert stays.titles() == ["Numbatville"]
            assert [job.library for job in app.jobs.unfinished()] == [stays.library.name]
            assert WORD.encode() not in bytes_on_disk(tmp_path / "data")


@in_a_loop
async def test_a_server_that_invites_the_bot_again_keeps_everything(make_app: AppMaker) -> None:
    app = make_app()
    async with DiscordServer() as discord:
        room = new_room(discord, app, "Reading room")
        fill(room)
        async with bot(app, discord, COUNTING) as client:
            await discord.until(client.is_ready)
            room.guild.remove_bot()
            await discord.until(app.records.departures)
            room.guild.add_bot()
            await discord.until(lambda: not app.records.departures())
            await later(app, client, 999).forget_due()
        assert room.titles() == [WORD]


@pytest.mark.soak
@in_a_loop
async def test_what_happened_while_the_bot_was_away_is_noticed_when_it_is_back(make_app: AppMaker) -> None:
    app = make_app()
    async with DiscordServer() as discord:
        left, back = new_room(discord, app, "Left"), new_room(discord, app, "Back")
        fill(left)
        fill(back)
        app.library("local").add_bytes("mine.txt", "mine.txt", b"My own notes.")
        app.records.note_departure(back.library.name)
        left.guild.remove_bot()
        async with bot(app, discord) as client:
            await discord.until(lambda: set(app.records.departures()) == {left.library.name})
            await later(app, client, 31).forget_due()
        assert (left.titles(), back.titles()) == ([], [WORD])
        assert len(app.library("local").documents()) == 1


@pytest.mark.soak
@in_a_loop
async def test_an_outage_is_no_departure(make_app: AppMaker) -> None:
    app = make_app()
    async with DiscordServer() as discord:
        room = new_room(discord, app, "Reading room")
        fill(room)
        async with bot(app, discord, COUNTING) as client:
            await discord.until(client.is_ready)
            room.guild.outage()
            await discord.until(lambda: client.guilds[0].unavailable)
            await client._departures.compare()
            assert app.records.departures() == {}
            await later(app, client, 999).forget_due()
            room.guild.restore()
        assert room.titles() == [WORD]


@in_a_loop
async def test_nothing_is_forgotten_before_discord_has_said_which_servers_there_are(make_app: AppMaker) -> None:
    app = make_app()
    async with DiscordServer() as discord:
        room = new_room(discord, app, "Reading room")
        fill(room)
        app.records.note_departure(room.library.name)
        client = FootnoteClient(app)
        at = datetime.now(UTC) + timedelta(days=999)
        await Departures(client.context, list, lambda: at).forget_due()
        assert room.titles() == [WORD]
