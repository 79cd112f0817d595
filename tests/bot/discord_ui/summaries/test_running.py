"""The way of a summary: shown as it is made, stopped, taken back, whole at the end, and in nobody's way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import pytest

from bot.answering.summaries.summary import Coverage, Summary
from bot.discord_ui import client as client_module
from bot.discord_ui.lanes import RESTARTING
from bot.discord_ui.permissions import NOT_YOURS
from bot.discord_ui.questions import growing
from bot.discord_ui.questions.pending import FINISHED, NOT_WHOLE
from bot.discord_ui.summaries import running, watching
from bot.discord_ui.summaries.buttons import NO_LONGER_KEPT
from bot.discord_ui.summaries.command import Ordering
from bot.discord_ui.summaries.keeping import REMOVED_MEANWHILE
from bot.discord_ui.summaries.progress_rendering import READING, SO_FAR
from bot.discord_ui.summaries.running import TOO_LATE, Order, Work
from bot.errors import NotAllowed
from tests.conftest import AppMaker
from tests.discord_server.interactions import Interaction
from tests.discord_server.loops import in_a_loop
from tests.support.apps import AppWith
from tests.support.asking import asked, discord_with_room, everything_sent, pressed, served_room
from tests.support.given_summaries import full_summary
from tests.support.reading_room import FERRY, Room, new_room
from tests.support.serving import serving
from tests.support.shared_discord import in_a_shared_discord
from tests.support.slow_summing import SECTIONS, SlowSumming

pytestmark = pytest.mark.usefixtures("no_error_is_logged")

WHOLE = f"-# Read {SECTIONS} of {SECTIONS} sections of version 2."
PARTLY = f"⚠️ Read 12 of {SECTIONS} sections of version 2. This summary is not whole."
FIRST = "- The boats of pier 1 are painted in spring. **[1]**"


@pytest.fixture(autouse=True)
def edits_come_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growing, "SECONDS_BETWEEN_PARTS", 0.02)
    monkeypatch.setattr(growing, "SECONDS_TO_STOP_BUTTON", 0.05)
    monkeypatch.setattr(watching, "SECONDS_BETWEEN_STEPS", 0.0)


@dataclass
class Scene:
    room: Room
    slow: SlowSumming

    async def ordered(self, room: Room | None = None, *, private: bool = False) -> Interaction:
        """Let bob order a summary, which is at its beginning."""
        room = room or self.room
        return await (await room.bob.slash(room.channel, "summary library", private=private)).acknowledgement()

    async def until(self, asked: int = 0, ended: int = 0) -> None:
        await self.room.discord.until(lambda: len(self.slow.asked) >= asked and self.slow.ended >= ended)


async def finished(seen: Interaction) -> Interaction:
    """Wait until a summary is no longer being made."""
    return await seen.until(lambda it: it.final and "Stop" not in it.message.labels())


def scene_in(room: Room, monkeypatch: pytest.MonkeyPatch) -> Scene:
    slow = SlowSumming()
    monkeypatch.setattr(room.app, "summarize", slow.summarize)
    (slow.document,) = room.library.documents()
    return Scene(room, slow)


@asynccontextmanager
async def scene(app: AppWith, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Scene]:
    async with served_room(app, spec=False) as room:  # which is compared in the tests of the commands
        yield scene_in(room, monkeypatch)


@in_a_shared_discord
async def test_it_says_how_far_it_is_and_shows_what_is_verified_until_it_is_whole(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = scene_in(room, monkeypatch)
    seen = await here.ordered()
    await seen.until(lambda it: "Stop" in it.message.labels())
    assert seen.message.texts() == ["**Summary of the whole library**", READING]
    here.slow.read(12)
    await seen.until(lambda it: FIRST in it.text)
    assert seen.message.texts()[1] == f"{READING} 12 of {SECTIONS} sections"
    assert seen.message.texts()[-1] == SO_FAR
    assert seen.message.labels() == ["Stop"]
    here.slow.read(SECTIONS)
    await seen.until(lambda it: WHOLE in it.text)
    assert "Stop" not in seen.message.labels()
    assert seen.followups == []
    assert here.slow.asked[0].asker == here.room.bob.id


@in_a_loop
async def test_one_that_is_made_at_once_is_shown_in_one_edit(app: AppWith, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growing, "SECONDS_TO_STOP_BUTTON", 5.0)
    monkeypatch.setattr(watching, "SECONDS_BETWEEN_STEPS", 5.0)
    async with served_room(app) as room:
        seen = await finished(await room.bob.slash(room.channel, "summary library"))
        assert "sails at noon" in seen.text
        assert seen.message.edits == 1


@in_a_shared_discord
async def test_who_asked_may_stop_it_and_gets_what_was_read_said_to_be_no_more(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = scene_in(room, monkeypatch)
    seen = await here.ordered()
    here.slow.read(12)
    await seen.until(lambda it: FIRST in it.text)
    assert (await pressed(here.room.ada, seen.message, "Stop")).text == NOT_YOURS

    button = seen.message.button("Stop")["custom_id"]
    await here.room.bob.press(seen.message, "Stop")
    await seen.until(lambda it: PARTLY in it.text)
    assert "-# Stopped." in seen.text.splitlines()
    assert "Export" in seen.message.labels()
    late = await (await here.room.bob.forge_press(here.room.channel, button, message=seen.message)).answered()
    assert late.text == FINISHED


@in_a_shared_discord
async def test_one_of_which_nothing_is_there_yet_can_be_stopped(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    here = scene_in(room, monkeypatch)
    seen = await here.ordered()
    await seen.until(lambda it: "Stop" in it.message.labels())
    await here.room.bob.press(seen.message, "Stop")
    await seen.until(lambda it: it.message.labels() == [])
    assert seen.text == "Stopped."
    assert here.room.app.records.answers_in(str(here.room.guild.id), here.room.channel.id) == []


@in_a_loop
async def test_one_that_waits_for_a_thread_can_be_stopped_and_never_begins(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with scene(make_app(answer_threads=1), monkeypatch) as here:
        other = new_room(here.room.discord, here.room.app, "Boat house")
        other.library.add_bytes("ferries.md", "ferries.md", FERRY)
        await here.ordered()
        await here.until(asked=1)
        waiting = await here.ordered(other)
        await waiting.until(lambda it: "Stop" in it.message.labels())
        await other.bob.press(waiting.message, "Stop")
        await waiting.until(lambda it: it.text == "Stopped.")
        here.slow.read(SECTIONS)
        await here.until(ended=1)
        assert len(here.slow.asked) == 1


@in_a_loop
async def test_questions_do_not_wait_for_a_summary(make_app: AppMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    async with scene(make_app(answer_threads=1), monkeypatch) as here:
        seen = await here.ordered()
        await here.until(asked=1)
        answer = await asked(here.room.ada, here.room.channel, "When does the ferry to Harrow Bay sail?")
        assert "sails at noon" in answer.text
        here.slow.read(SECTIONS)
        await seen.until(lambda it: WHOLE in it.text)


@in_a_shared_discord
async def test_a_message_that_is_deleted_ends_its_summary_and_nothing_is_kept(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = scene_in(room, monkeypatch)
    seen = await here.ordered()
    here.slow.read(12)
    await seen.until(lambda it: FIRST in it.text)
    await here.room.ada.deletes(seen.message)
    await here.until(ended=1)
    assert here.room.channel.by_bot() == []
    assert room.app.records.answers_in(str(here.room.guild.id), here.room.channel.id) == []


@in_a_shared_discord
async def test_nothing_is_kept_or_shown_of_a_document_that_was_removed_meanwhile(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = scene_in(room, monkeypatch)
    seen = await here.ordered()
    await here.until(asked=1)
    here.room.library.remove("Ferries")
    here.slow.read(SECTIONS)
    assert (await finished(seen)).text == REMOVED_MEANWHILE
    assert room.app.records.answers_in(str(here.room.guild.id), here.room.channel.id) == []


@in_a_loop
async def test_when_footnote_stops_what_was_read_is_shown_with_the_reason(
    app: AppWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "STOPPING_SECONDS", 10.0)
    slow = SlowSumming()
    monkeypatch.setattr(app, "summarize", slow.summarize)
    async with discord_with_room(app, spec=False) as room:
        (slow.document,) = room.library.documents()
        async with serving(app, room.discord):
            begun = Scene(room, slow)
            seen = await begun.ordered()
            slow.read(12)
            await seen.until(lambda it: FIRST in it.text)
            empty = await (await room.ada.slash(room.channel, "summary library")).acknowledgement()
        await seen.until(lambda it: PARTLY in it.text)
        assert f"-# {NOT_WHOLE}" in seen.text.splitlines()
        assert empty.text == RESTARTING


@in_a_shared_discord
async def test_what_goes_wrong_is_one_sentence(
    room: Room, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    here = scene_in(room, monkeypatch)
    seen = await here.ordered()
    here.slow.fail(NotAllowed("Not `here` @everyone."))
    assert (await finished(seen)).text == "Not \\`here\\` @\N{ZERO WIDTH SPACE}everyone."
    seen = await here.ordered()
    here.slow.fail(ZeroDivisionError("secret"))
    assert "Something unexpected went wrong" in (await finished(seen)).text
    caplog.clear()


@in_a_shared_discord
async def test_a_private_one_ends_before_discord_takes_no_more_changes(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "SECONDS_TO_CHANGE", 0.3)
    here = scene_in(room, monkeypatch)
    seen = await here.ordered(private=True)
    here.slow.read(12)
    await seen.until(lambda it: PARTLY in it.text)
    assert f"-# {TOO_LATE}" in seen.text.splitlines()
    assert seen.ephemeral


@in_a_loop
async def test_a_public_one_that_takes_longer_than_the_response_lives_is_posted_in_the_channel(
    app: AppWith, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with scene(app, monkeypatch) as here:
        await here.ordered()
        await here.until(asked=1)
        here.room.discord.clock.advance(16 * 60)
        here.slow.read(SECTIONS)
        posted = await here.room.discord.next_message(here.room.channel)
        await posted.until(lambda it: WHOLE in it.text)
    caplog.clear()


# What others have made here


def ordering(monkeypatch: pytest.MonkeyPatch, order: Order) -> None:
    """Let `/summary library` have `order` made."""

    async def ordered(self: Ordering, interaction: object, *_: object, **__: object) -> None:
        await self._running.run(interaction, order)  # type: ignore[arg-type]

    monkeypatch.setattr(Ordering, "order", ordered)


def working(made: Summary) -> Work:
    return lambda _: made


@in_a_loop
async def test_what_is_not_to_be_kept_is_in_no_record_and_is_its_asker_s_alone_until_a_restart(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = True

    async def check(_: object) -> None:
        if not allowed:
            raise NotAllowed("You may not read there any more.")

    async def begin() -> Work:
        return working(full_summary(60, "Quillfeather says that pier {} is closed."))

    ordering(monkeypatch, Order("Summary of #general", begin, private=True, kept=False, check=check))
    first = make_app()
    async with discord_with_room(first) as room:
        async with serving(first, room.discord):
            seen = await finished(await room.bob.slash(room.channel, "summary library"))
            assert seen.message.labels() == ["Export", "◀ Back", "More ▶"]
            await pressed(room.bob, seen.message, "More ▶")
            assert "Page 2 of" in seen.message.text
            exported = await pressed(room.bob, seen.message, "Export")
            assert b"Quillfeather says that pier 60 is closed" in exported.message.attachments[0].data

            export = seen.message.button("Export")["custom_id"]
            other = await (await room.ada.forge_press(room.channel, export, message=seen.message)).answered()
            assert other.text == NOT_YOURS
            allowed = False
            assert (await pressed(room.bob, seen.message, "Export")).text == "You may not read there any more."
            assert "any more" in (await pressed(room.bob, seen.message, "◀ Back")).text
            assert first.records.answers_in(str(room.guild.id), room.channel.id) == []
        first.close()
        store = make_app().settings.store_path
        assert b"Quillfeather" not in b"".join(path.read_bytes() for path in store.parent.glob(f"{store.name}*"))
        async with serving(make_app(), room.discord):
            gone = await pressed(room.bob, seen.message, "Export")
            assert gone.text == NO_LONGER_KEPT


@in_a_loop
async def test_the_last_word_on_a_summary_may_change_it_or_refuse_it(
    app: AppWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = full_summary(3)

    async def begin() -> Work:
        await asyncio.sleep(0)
        return working(made)

    async def lessened(summary: Summary) -> Summary:
        return replace(summary, coverage=Coverage(2, 3, "section"))

    async def refused(_: Summary) -> Summary:
        raise NotAllowed("You may not read there any more.")

    async with served_room(app) as room:
        ordering(monkeypatch, Order("Summary of #general", begin, kept=False, ended=lessened))
        seen = await finished(await room.bob.slash(room.channel, "summary library"))
        assert "⚠️ Read 2 of 3 sections. This summary is not whole." in seen.text
        ordering(monkeypatch, Order("Summary of #general", begin, kept=False, ended=refused))
        begun = len(room.discord.requests)
        seen = await finished(await room.bob.slash(room.channel, "summary library"))
        assert seen.text == "You may not read there any more."
        assert "pier 1" not in everything_sent(room.discord, begun)
