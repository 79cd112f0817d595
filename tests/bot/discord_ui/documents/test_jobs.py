from __future__ import annotations

import asyncio
import time
from dataclasses import replace

import pytest

from bot.app import App
from bot.discord_ui.client import FootnoteClient
from bot.discord_ui.documents import jobs
from bot.discord_ui.documents.adding import Adding
from bot.discord_ui.documents.asked import Asked
from bot.discord_ui.documents.jobs import ServerJobs
from index.jobs import catalogue
from index.jobs.job import ItemKind, Job, NewItem
from index.jobs.running import MOST_TRIES
from tests.conftest import AppMaker
from tests.discord_server.loops import in_a_loop
from tests.discord_server.server import DiscordServer
from tests.discord_server.world import Attachment
from tests.support.held_up import HeldUp
from tests.support.reading_room import FERRY, Room, bot, ended, new_room, reading_room

FILES = {f"{number}.txt": f"Text number {number}.".encode() for number in range(5)}


def left(room: Room, name: str, data: bytes | None, kind: ItemKind = "bytes") -> Job:
    """Store a job as the last run would have left it."""
    item = NewItem(kind, name, data)
    asked = Asked(room.channel.id, room.ada.id).as_text()
    job_kind = "reindex" if kind == "reindex" else "add"
    return room.app.jobs.submit(str(room.guild.id), job_kind, [item], asked, told=False)


async def resumed(room: Room, client: FootnoteClient) -> str:
    """Take up what is left, and return what is said of it in the channel."""
    adding = Adding(client.context, ServerJobs(room.app), client.get_partial_messageable)
    await adding.resume()
    message = await room.discord.next_message(room.channel)
    await adding.stop()
    return message.text


@in_a_loop
async def test_jobs_in_flight_at_a_stop_are_finished_after_the_restart(make_app: AppMaker) -> None:
    model = HeldUp()
    app = make_app(model=model)
    async with DiscordServer() as discord:
        room = new_room(discord, app, "Reading room")
        async with bot(app, discord) as client:
            message = await room.bob.says(room.channel, "", attachments=[Attachment(*file) for file in FILES.items()])
            seen = await room.ada.menu(message, "Add to library")
            await discord.until(lambda: len(app.jobs.unfinished()) == len(FILES))
            await asyncio.to_thread(model.began.wait, 5)
            began = time.perf_counter()
            await client.drain(1)
            assert time.perf_counter() - began < 3
            assert "**5 to be done**" in seen.text
            assert "goes on when it is back" in seen.text
        assert len(app.jobs.unfinished()) == len(FILES)
        assert room.titles() == []

        again = make_app()  # as another process would open the store
        async with bot(again, discord):
            await discord.until(room.channel.by_bot)
            assert "**5 added**" in room.channel.by_bot()[0].text
        shelf = again.library(room.library.name)
        texts = {each.source: shelf.live_text(each.id, each.version) for each in shelf.documents()}
        assert texts == {name: data.decode() for name, data in FILES.items()}


@in_a_loop
async def test_what_came_of_jobs_left_is_told_in_one_message_in_their_channel(make_app: AppMaker) -> None:
    async with DiscordServer() as discord:
        room = new_room(discord, make_app(), "Reading room")
        async with bot(room.app, discord) as client:
            left(room, "ferries.md", FERRY)
            left(room, "ferries.md", FERRY.replace(b"noon", b"one o'clock"))
            left(room, "broken.html", b"<html></html>")
            left(room, "c0ffee", None, "reindex")
            text = await resumed(room, client)

            assert text.startswith("Footnote restarted and has gone on")
            assert "**1 added, 1 changed, 2 not done**" in text
            assert "There is no document called “c0ffee” in this library" in text
            document = room.library.find("Ferries")
            assert "one o'clock" in (room.library.live_text(document.id, 2) or "")  # the later one is live
            assert len(room.channel.by_bot()) == 1
        assert room.app.jobs.unfinished() == []


@in_a_loop
async def test_a_job_whose_document_was_committed_before_a_crash_changes_nothing(make_app: AppMaker) -> None:
    async with DiscordServer() as discord:
        room = new_room(discord, make_app(), "Reading room")
        async with bot(room.app, discord) as client:
            room.library.add_bytes("ferries.md", "ferries.md", FERRY)
            left(room, "ferries.md", FERRY)
            assert "**1 unchanged**" in await resumed(room, client)
            assert [version.number for version in room.library.versions(room.library.find("Ferries"))] == [1]
        assert room.app.jobs.unfinished() == []


@in_a_loop
async def test_what_was_done_but_not_told_is_told_after_the_restart_and_only_once(make_app: AppMaker) -> None:
    async with DiscordServer() as discord:
        room = new_room(discord, make_app(), "Reading room")
        async with bot(room.app, discord) as client:
            for name in ("ferries.md", "gone.md"):  # the process was gone between the end and the telling of these
                room.app.jobs.run(left(room, name, FERRY.replace(b"Ferries", name.encode())))
            room.library.remove("gone.md")
            text = await resumed(room, client)
            assert "Added: **ferries.md**" in text
            assert room.app.jobs.untold() == []
            adding = Adding(client.context, ServerJobs(room.app), client.get_partial_messageable)
            await adding.resume()
            await adding.stop()
            assert len(room.channel.by_bot()) == 1


@in_a_loop
async def test_a_file_that_takes_the_process_down_each_time_is_given_up(make_app: AppMaker) -> None:
    async with DiscordServer() as discord:
        room = new_room(discord, make_app(), "Reading room")
        async with bot(room.app, discord) as client:
            bomb = left(room, "bomb.txt", b"Boom.")
            left(room, "ferries.md", FERRY)
            begun = replace(bomb, state="running", tries=MOST_TRIES)  # each time the process was gone before it ended
            with room.app.store.writing() as connection:
                catalogue.change(connection, begun)
            text = await resumed(room, client)
            assert "bomb.txt: Footnote broke down over this 3 times, and leaves it out now." in text
            assert "Added: **Ferries**" in text
        assert room.app.jobs.unfinished() == []


@in_a_loop
async def test_a_stop_in_good_order_is_no_try(make_app: AppMaker) -> None:
    model = HeldUp()
    app = make_app(model=model)
    async with DiscordServer() as discord:
        room = new_room(discord, app, "Reading room")
        async with bot(app, discord) as client:
            left(room, "ferries.md", FERRY)
            for _ in range(MOST_TRIES + 2):
                adding = Adding(client.context, ServerJobs(room.app), client.get_partial_messageable)
                model.began.clear()
                await adding.resume()
                await asyncio.to_thread(model.began.wait, 5)
                await adding.stop()
            model.go.set()
            assert "**1 added**" in await resumed(room, client)


@in_a_loop
async def test_a_server_that_adds_much_does_not_keep_another_waiting(make_app: AppMaker) -> None:
    model = HeldUp("goggles")
    app = make_app(model=model)
    async with DiscordServer() as discord:
        busy, other = new_room(discord, app, "Busy"), new_room(discord, app, "Other")
        async with bot(app, discord):
            message = await busy.bob.says(busy.channel, "", attachments=[Attachment(*file) for file in FILES.items()])
            seen = await busy.ada.menu(message, "Add to library")
            await asyncio.to_thread(model.began.wait, 5)
            await other.add(Attachment("rules.txt", b"Wear goggles."))
            assert other.titles() == ["rules"]
            assert busy.titles() == []
            model.go.set()
            await ended(seen)
            assert len(busy.titles()) == len(FILES)


@in_a_loop
async def test_a_document_is_made_anew_once_at_a_time(make_app: AppMaker) -> None:
    model = HeldUp()
    model.go.set()
    app = make_app(model=model)
    async with DiscordServer() as discord:
        room = new_room(discord, app, "Reading room")
        async with bot(app, discord):
            room.library.add_bytes("ferries.md", "ferries.md", FERRY)
            model.go.clear()
            model.began.clear()
            _forget_vectors(app)
            first = await room.ada.slash(room.channel, "library reindex")
            await discord.until(app.jobs.unfinished)
            second = await (await room.ada.slash(room.channel, "library reindex", document="Ferries")).answered()
            assert "made anew already" in second.text
            model.go.set()
            await first.until(lambda it: "**1 made anew**" in it.text)


@in_a_loop
async def test_only_so_many_jobs_wait_for_a_server(make_app: AppMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "MOST_JOBS_WAITING", 2)
    model = HeldUp()
    async with reading_room(make_app(model=model)) as room:
        for name in ("a.txt", "b.txt"):
            await room.ada.slash(room.channel, "library add", file=Attachment(name, b"Text."))
        await room.discord.until(lambda: len(room.app.jobs.unfinished()) == 2)
        seen = await (await room.ada.slash(room.channel, "library add", url="http://docs.example/")).answered()
        assert "2 jobs are waiting here" in seen.text
        model.go.set()
        await room.discord.until(lambda: len(room.titles()) == 2)


@in_a_loop
async def test_a_download_in_flight_at_a_stop_is_broken_off_and_said(make_app: AppMaker) -> None:
    app = make_app()
    async with DiscordServer() as discord:
        room = new_room(discord, app, "Reading room")
        async with bot(app, discord) as client:
            slow = Attachment("slow.txt", b"x" * 1_000_000, slow=0.5)
            seen = await room.ada.slash(room.channel, "library add", file=slow)
            await asyncio.sleep(0.2)  # while the file trickles in
            assert slow.fetched
            began = time.perf_counter()
            await client.drain(1)
            assert time.perf_counter() - began < 2
            assert "slow.txt: Footnote is restarting; send this file again in a minute." in seen.text
        assert app.jobs.unfinished() == []


@pytest.mark.parametrize("kind", ["add", "reindex"])
@in_a_loop
async def test_nothing_is_begun_once_footnote_is_stopping(make_app: AppMaker, kind: str) -> None:
    app = make_app()
    async with DiscordServer() as discord:
        room = new_room(discord, app, "Reading room")
        async with bot(app, discord) as client:
            room.library.add_bytes("ferries.md", "ferries.md", FERRY)
            await client.drain(1)
            options = {"file": Attachment("rules.txt", b"Text.")} if kind == "add" else {}
            seen = await (await room.ada.slash(room.channel, f"library {kind}", **options)).answered()
            assert "restarting" in seen.text
        assert app.jobs.unfinished() == []


def _forget_vectors(app: App) -> None:
    from sqlalchemy import text

    with app.store.writing() as connection:
        connection.execute(text("UPDATE passages SET embedding_key = NULL, vector = NULL, sentence_vectors = NULL"))
