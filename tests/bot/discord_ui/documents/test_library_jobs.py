"""`/library jobs`: what is being done, and how it is cancelled."""

from __future__ import annotations

import asyncio

from bot.discord_ui.permissions import NOT_ADMIN
from index.jobs.job import NewItem
from tests.conftest import AppMaker
from tests.discord_server.interactions import Interaction
from tests.discord_server.loops import in_a_loop
from tests.discord_server.server import DiscordServer
from tests.discord_server.world import Attachment
from tests.support.held_up import HeldUp
from tests.support.reading_room import FERRY, Room, bot, ended, new_room, reading_room


async def jobs(room: Room) -> Interaction:
    return await (await room.ada.slash(room.channel, "library jobs")).answered()


@in_a_loop
async def test_a_job_that_runs_and_one_that_waits_are_cancelled_and_say_so(make_app: AppMaker) -> None:
    model = HeldUp()
    async with reading_room(make_app(model=model)) as room:
        files = [Attachment(f"{number}.txt", f"Text number {number}.".encode()) for number in range(3)]
        message = await room.bob.says(room.channel, "", attachments=files)
        adding = await room.ada.menu(message, "Add to library")
        await room.discord.until(lambda: len(room.app.jobs.unfinished()) == 3)
        await asyncio.to_thread(model.began.wait, 5)

        listed = await jobs(room)
        assert listed.ephemeral
        assert "**3 jobs to be done**, 0 ended lately" in listed.text
        assert "**Add:** 0.txt\n-# running, asked for" in listed.text
        assert "**Add:** 1.txt\n-# waiting, asked for" in listed.text
        first, second = [button for button in listed.message.buttons() if button["label"] == "Cancel"][1:]
        for button in (first, second):
            pressed = await (
                await room.ada.forge_press(room.channel, button["custom_id"], message=listed.message)
            ).answered()
        assert "cancelled" in pressed.text
        assert pressed.message is listed.message

        await asyncio.sleep(1.2)  # what runs looks every second whether it is still wanted
        model.go.set()
        assert "**1 added, 2 cancelled**" in (await ended(adding)).text
        assert "Cancelled: 1.txt" in adding.text or "Cancelled: 0.txt" in adding.text
        assert len(room.titles()) == 1
        assert room.app.jobs.waiting_bytes(room.library.name) == (0, 0)
        await room.discord.until(lambda: room.app.jobs.untold() == [])


@in_a_loop
async def test_cancelling_works_after_a_restart_and_a_late_press_changes_nothing(make_app: AppMaker) -> None:
    model = HeldUp()
    app = make_app(model=model)
    async with DiscordServer() as discord:
        room = new_room(discord, app, "Reading room")
        async with bot(app, discord):
            await room.ada.slash(room.channel, "library add", file=Attachment("ferries.md", FERRY))
            await discord.until(app.jobs.unfinished)
            listed = await jobs(room)
        model.began.clear()
        async with bot(app, discord):
            await asyncio.to_thread(model.began.wait, 5)
            pressed = await (await room.ada.press(listed.message, "Cancel")).answered()
            assert "**0 jobs to be done**, 1 ended lately" in pressed.text
            late = f"fn:cancel:{room.guild.id}:{app.jobs.listed(room.library.name)[0].id}:0"
            pressed = await (await room.ada.forge_press(room.channel, late, message=listed.message)).answered()
            assert "**0 jobs to be done**, 1 ended lately" in pressed.text
            told = await discord.next_message(room.channel)
            assert "**1 cancelled**" in told.text
        assert room.titles() == []


@in_a_loop
async def test_only_admins_of_the_server_see_and_cancel_its_jobs(make_app: AppMaker) -> None:
    async with DiscordServer() as discord:
        app = make_app()
        room, other = new_room(discord, app, "Reading room"), new_room(discord, app, "Other")
        theirs = app.jobs.submit(str(other.guild.id), "add", [NewItem("bytes", "secret.txt", b"Secret.")], "kept open")
        async with bot(app, discord):
            assert NOT_ADMIN in (await (await room.bob.slash(room.channel, "library jobs")).answered()).text
            listed = await jobs(room)
            assert "nothing has been lately" in listed.text
            for library, sentence in ((other, "another server"), (room, "There is no such job")):
                forged = f"fn:cancel:{library.guild.id}:{theirs.id}:0"
                seen = await (await room.ada.forge_press(room.channel, forged, message=listed.message)).answered()
                assert sentence in seen.text
            mine = app.jobs.submit(str(room.guild.id), "add", [NewItem("bytes", "a.txt", b"Text.")], "kept open")
            forged = f"fn:cancel:{room.guild.id}:{mine.id}:0"
            seen = await (await room.bob.forge_press(room.channel, forged, message=listed.message)).answered()
            assert NOT_ADMIN in seen.text
        assert [job.state for job in app.jobs.unfinished()] == ["waiting", "waiting"]


@in_a_loop
async def test_many_jobs_are_paged_with_the_open_ones_first(make_app: AppMaker) -> None:
    async with reading_room(make_app()) as room:
        name = room.library.name
        items = [NewItem("reindex", ""), NewItem("refresh", "c0ffee")]
        opened = room.app.jobs.submit(name, "reindex", items, "kept open")
        for _ in range(8):
            room.app.jobs.cancel(name, room.app.jobs.submit(name, "add", [NewItem("bytes", "a.txt", b"Text.")]).id)
        listed = await jobs(room)
        assert "**1 job to be done**, 8 ended lately" in listed.text
        assert "**Read anew:** all documents and 1 more" in listed.text
        turned = await (await room.ada.press(listed.message, "Next (1/2)")).answered()
        assert turned.text.count("**Add:** a.txt") == 3
        assert room.app.jobs.find(name, opened.id).open
