"""What is followed, looked at again while nobody asks, and what changed told once in the channel admins chose."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.discord_ui.documents import following
from index.following import catalogue, watching
from index.jobs.job import NewItem
from tests.conftest import AppMaker
from tests.discord_server.loops import in_a_loop
from tests.discord_server.server import DiscordServer
from tests.support.apps import AppWith
from tests.support.reading_room import Room, bot, new_room, reading_room
from tests.support.web_server import WebServer, page

URL = "http://docs.example/rules"


@pytest.fixture(autouse=True)
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "SECONDS_BETWEEN_LOOKS", 0.2)
    monkeypatch.setattr(watching, "PAUSE_MS", 100)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "town"
    folder.mkdir()
    for name in ("ferries", "trains"):
        (folder / f"{name}.md").write_text(f"# {name}\n\nThey leave at noon.\n", encoding="utf-8")
    return folder


def tell_in(room: Room, channel: int | None = None) -> None:
    room.app.records.load()
    room.app.records.change_server(room.library.name, report_channel=channel or room.channel.id)


def look_at(room: Room, folder: Path) -> None:
    """Do by hand what the schedule asks for, as the process before did without coming to tell it."""
    app, name = room.app, room.library.name
    app.jobs.run(app.jobs.submit(name, "refresh", [NewItem("folder", str(folder))], told=False))


async def all_told(room: Room) -> None:
    await room.discord.until(lambda: not room.app.jobs.unfinished() and not room.app.jobs.untold())


@in_a_loop
async def test_what_changes_in_a_watched_folder_is_told_with_a_way_to_see_it(make_app: AppMaker, folder: Path) -> None:
    app = make_app()
    async with DiscordServer() as discord:
        room = new_room(discord, app, "Reading room")
        room.library.follow(folder)
        tell_in(room)
        async with bot(app, discord):
            await discord.until(lambda: app.jobs.listed(room.library.name), 10)  # the first look, which finds nothing
            await all_told(room)
            assert room.channel.by_bot() == []

            (folder / "ferries.md").write_text("# ferries\n\nThey leave at nine.\n", encoding="utf-8")
            (folder / "trains.md").unlink()
            (folder / "empty.md").write_text("\n", encoding="utf-8")
            await discord.until(lambda: len(room.channel.by_bot()), 15)
            (told,) = room.channel.by_bot()
            assert "**What changed in the documents**: 1 changed, 1 removed, 1 not done" in told.text
            assert "**ferries** changed, now version 2\n-# 1 passage new, 1 passage gone" in told.text
            assert "**trains** was removed" in told.text
            assert "empty.md" in told.text
            assert str(folder) not in told.text

            seen = await (await room.bob.press(told, "What changed")).answered()
            assert seen.ephemeral
            assert "**New:** They leave at nine." in seen.text
            await all_told(room)
        discord.assert_no_pings()


@in_a_loop
async def test_a_page_whose_time_has_come_is_looked_at_and_told_of(
    online_app: Callable[..., AppWith], site: WebServer
) -> None:
    site.says("/rules", page("<title>Rules</title><p>Dogs are welcome."), page("<title>Rules</title><p>No dogs."))
    app = online_app()
    async with DiscordServer() as discord:
        room = new_room(discord, app, "Reading room")
        room.library.add_url(URL)
        tell_in(room)
        with app.store.writing() as connection:
            (source,) = catalogue.listed(connection, room.library.name)
            catalogue.put(connection, replace(source, checked_at=None))
        async with bot(app, discord):
            message = await discord.next_message(room.channel)
            assert "**Rules** changed, now version 2" in message.text
            await asyncio.sleep(0.5)
            assert site.paths == ["/rules", "/rules"]  # not due again
            assert len(room.channel.by_bot()) == 1


@in_a_loop
async def test_what_was_not_told_is_told_after_a_restart_and_only_once(make_app: AppMaker, folder: Path) -> None:
    app = make_app()
    async with DiscordServer() as discord:
        room, other = new_room(discord, app, "Reading room"), new_room(discord, app, "Other")
        tell_in(room)
        tell_in(other)
        look_at(room, folder)
        for _ in range(2):
            async with bot(app, discord):
                await all_told(room)
                await discord.until(room.channel.by_bot)
        (told,) = room.channel.by_bot()
        assert "2 added" in told.text
        assert told.labels() == ["Read", "Read"]
        assert other.channel.by_bot() == []


@in_a_loop
async def test_a_long_report_is_read_page_by_page_by_who_presses(make_app: AppMaker, folder: Path) -> None:
    for number in range(12):
        (folder / f"{number}.md").write_text(f"# Number {number}\n\nText.\n", encoding="utf-8")
    app = make_app()
    async with DiscordServer() as discord:
        room = new_room(discord, app, "Reading room")
        tell_in(room)
        look_at(room, folder)
        before = await room.bob.says(room.channel, "Any news?")
        async with bot(app, discord):
            told = await discord.next_message(room.channel, after=before, timeout=20)
            seen = await (await room.bob.press(told, "All 14")).answered()
            assert seen.ephemeral
            assert "Next (1/3)" in seen.message.labels()
            turned = await (await room.bob.press(seen.message, "Next (1/3)")).answered()
            assert turned.message is seen.message
            for forged, sentence in (("999", "no longer kept"), ("x", "does nothing any more")):
                pressed = await room.bob.forge_press(room.channel, f"fn:report:{room.guild.id}:{forged}", message=told)
                assert sentence in (await pressed.answered()).text


@pytest.mark.parametrize("channel", [None, 12345])
@in_a_loop
async def test_where_nobody_can_be_told_it_is_noted_and_a_dead_channel_costs_one_line(
    make_app: AppMaker, folder: Path, caplog: pytest.LogCaptureFixture, channel: int | None
) -> None:
    async with reading_room(make_app()) as room:
        if channel:
            tell_in(room, channel)
        look_at(room, folder)
        await all_told(room)
        assert room.channel.by_bot() == []
    lines = [record for record in caplog.records if record.name.startswith("bot.") and record.levelno > logging.INFO]
    assert [record.getMessage().partition(" doing=")[0] for record in lines] == ['"could not send"'] * bool(channel)


@in_a_loop
async def test_a_store_that_cannot_be_written_is_left_alone(
    make_app: AppMaker, folder: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_app().library("1").follow(folder)
    monkeypatch.setattr("os.access", lambda *_: False)
    async with reading_room(make_app(), spec=False):
        await asyncio.sleep(0.5)
    assert "following failed" not in caplog.text
