"""What `/summary discussion` reads, what it leaves out, and how it says both."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from threading import Event

import pytest

from bot.answering.summaries.discussions.discussion import Discussion
from bot.answering.summaries.request import SummaryRequest
from bot.answering.summaries.summary import Summary
from bot.answering.summaries.watching import Watcher
from bot.discord_ui.discussions import command, reading
from bot.discord_ui.discussions.errand import OUT_OF_DATE
from bot.discord_ui.discussions.reading import WITHHELD
from bot.discord_ui.questions import growing
from bot.discord_ui.summaries import watching
from tests.conftest import AppMaker
from tests.discord_server import command_lines
from tests.discord_server.bits import InteractionKind, MessageKind
from tests.discord_server.loops import in_a_loop
from tests.discord_server.messages import Message
from tests.discord_server.world import Attachment
from tests.support.apps import AppWith
from tests.support.asking import everything_sent
from tests.support.held_up import HeldUp
from tests.support.reading_room import Room
from tests.support.shared_discord import in_a_shared_discord
from tests.support.talking import ASKED, DECIDED, PRICE, discussed, talk, talking_room

LINK = re.compile(r"https://discord\.com/channels/(\d+)/(\d+)/(\d+)")


def span(first: Message, last: Message) -> str:
    """From when to when, in words."""
    begun, ended = minute(first), minute(last)
    if begun == ended:
        return f"at {begun}"
    return f"from {begun} to {ended if begun.split()[0] != ended.split()[0] else ended.split()[1]}"


def minute(message: Message) -> str:
    return f"{datetime.fromtimestamp(message.created_at, UTC):%Y-%m-%d %H:%M}"


@in_a_shared_discord
async def test_it_says_who_said_what_with_a_link_to_each_message_that_was_read(room: Room) -> None:
    first, *_, last = room.channel.messages.values()

    shown = (await discussed(room.bob, room.channel)).message

    assert shown.ephemeral
    assert f"Ada: “{DECIDED}”" in shown.text
    assert f"Ada: “{ASKED}”" in shown.text
    assert f"Bob: “{PRICE}”" in shown.text
    assert f"Read 3 of 3 messages of #general {span(first, last)} UTC." in shown.text
    links = LINK.findall(shown.text)
    read = {(str(room.guild.id), str(room.channel.id), str(message)) for message in room.channel.messages}
    assert links
    assert set(links) <= read


@in_a_shared_discord
async def test_bots_commands_announcements_and_messages_without_text_are_left_out_and_counted(room: Room) -> None:
    robot = room.discord.user("robot")
    robot.user.bot = True
    await robot.says(room.channel, "The reading is moved to the moon on March 13.")
    await room.bob.says(room.channel, "", attachments=[Attachment("poster.png", b"x", "image/png")])
    room.discord.post_system(room.channel, MessageKind.THREAD_CREATED, room.ada.user, content="minutes")
    gone = await room.ada.says(room.channel, "We decided to cancel the reading on March 12.")
    await room.ada.deletes(gone)

    text = (await discussed(room.bob, room.channel)).text

    assert "moon" not in text
    assert "cancel" not in text
    assert "Read 3 of 3 messages" in text
    assert "Left out: 1 message of bots, 1 announcement of Discord, 1 message without text." in text


@in_a_loop
async def test_what_is_deleted_or_edited_while_the_summary_is_made_is_not_in_it(
    make_app: AppMaker, held_up: HeldUp
) -> None:
    app = make_app(model=held_up)
    async with talking_room(app) as room:
        decided, _, price = room.channel.messages.values()
        held_up.go.clear()
        held_up.began.clear()

        asked = await room.bob.slash(room.channel, "summary discussion")
        await room.discord.until(held_up.began.is_set)
        await room.ada.deletes(decided)
        await room.bob.edits(price, "200 euros for the evening")
        held_up.go.set()
        text = (await asked.until(lambda it: "Read 3" in it.text)).text

        assert DECIDED not in text
        assert PRICE not in text
        assert "Not in this summary: 2 messages changed or deleted meanwhile." in text


@in_a_shared_discord
async def test_a_summary_is_not_exported_once_a_message_it_quotes_is_gone(room: Room) -> None:
    decided = next(iter(room.channel.messages.values()))
    shown = (await discussed(room.bob, room.channel)).message

    before = await (await room.bob.press(shown, "Export")).answered()
    await room.ada.deletes(decided)
    after = await (await room.bob.press(shown, "Export")).answered()

    (file,) = before.messages[-1].attachments
    assert DECIDED in file.data.decode()
    assert after.text == OUT_OF_DATE


@in_a_loop
async def test_so_many_messages_or_hours_are_read_as_were_asked_for(app: AppWith) -> None:
    async with talking_room(app) as room:
        room.discord.clock.advance(5 * 3600)
        await room.ada.says(room.channel, "The printer needs the posters by Friday at noon.")

        last_two = (await discussed(room.bob, room.channel, messages=2)).text
        last_hour = (await discussed(room.bob, room.channel, hours=1)).text
        whole_day = (await discussed(room.bob, room.channel, hours=24)).text

        assert "Read 2 of 2 messages" in last_two
        assert DECIDED not in last_two
        assert "Read 1 of 1 message " in last_hour
        assert "Read 4 of 4 messages" in whole_day


@in_a_shared_discord
async def test_no_more_is_read_than_may_be_asked_for_whatever_a_command_claims(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "MOST_MESSAGES", 2)
    for option, number, told in (
        ("messages", -5, "Read 1 of 1 message "),
        ("messages", 10**15, "Read 2 of 2 messages "),
        ("hours", 10**12, "Read 2 of 2 messages "),
    ):
        options = [{"type": 4, "name": option, "value": number}]
        known, way, _ = command_lines.parted(room.discord, room.channel, "summary discussion")
        data = command_lines.command_data(known, way, options)
        seen = await (await room.bob.forge(room.channel, InteractionKind.COMMAND, data)).answered()
        assert told in seen.text


@in_a_loop
async def test_while_it_is_made_it_says_how_far_it_is_and_nothing_of_what_people_wrote(
    app: AppWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(growing, "SECONDS_TO_STOP_BUTTON", 0.02)
    monkeypatch.setattr(growing, "SECONDS_BETWEEN_PARTS", 0.02)
    monkeypatch.setattr(watching, "SECONDS_BETWEEN_STEPS", 0.0)
    go, summarize = Event(), app.summarize_discussion

    def slowly(library: str, discussion: Discussion, request: SummaryRequest, watcher: Watcher) -> Summary:
        whole = summarize(library, discussion, request)
        watcher.show(whole)
        watcher.progress(1, 3)
        go.wait(10)
        return whole

    monkeypatch.setattr(app, "summarize_discussion", slowly)
    async with talking_room(app) as room:
        begun = len(room.discord.requests)
        asked = await room.bob.slash(room.channel, "summary discussion")
        await asked.until(lambda it: "1 of 3 conversations" in it.text)
        before = everything_sent(room.discord, begun)
        go.set()
        await asked.until(lambda it: DECIDED in it.text)

        assert "small hall" not in before


@in_a_shared_discord
async def test_in_a_long_channel_every_message_quoted_is_found_again_before_it_is_shown(room: Room) -> None:
    for number in range(110):
        await room.ada.says(room.channel, f"We agreed that boat {number} sails on March {1 + number % 28}.")

    text = (await discussed(room.bob, room.channel, messages=113)).text

    assert "[[5]]" in text
    assert "Read 113 of 113 messages" in text
    assert "Not in this summary" not in text


@in_a_loop
async def test_of_more_messages_than_are_read_at_most_the_rest_is_said_to_be_unread(
    app: AppWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_MESSAGES", 2)
    async with talking_room(app) as room:
        _, asked, _ = room.channel.messages.values()

        text = (await discussed(room.bob, room.channel, hours=24)).text

        assert DECIDED not in text
        assert f"Not in this summary: messages before {minute(asked)} UTC, for 2 are the most that are read." in text


@in_a_shared_discord
async def test_a_channel_in_which_nobody_wrote_says_so(room: Room) -> None:
    quiet = room.guild.channel("quiet")

    text = (await discussed(room.bob, quiet)).text
    await room.bob.says(quiet, "", attachments=[Attachment("poster.png", b"x", "image/png")])
    without_text = (await discussed(room.bob, quiet)).text

    assert text == "There is nothing to summarise: nobody wrote anything in #quiet in that time."
    found = "There is nothing to summarise in #quiet; all that was found there: 1 message without text."
    assert without_text == found


@in_a_loop
async def test_where_discord_keeps_the_words_from_footnote_it_says_what_to_switch_on(app: AppWith) -> None:
    async with talking_room(app, message_content=False) as room:
        assert (await discussed(room.bob, room.channel)).text == WITHHELD.replace("_", r"\_")


@in_a_shared_discord
async def test_mentions_are_names_and_nothing_in_a_message_takes_effect(room: Room) -> None:
    role = room.guild.role("helpers")
    whom = f"{room.bob.mention} and {role.mention}"
    line = f"{whom} must carry **the chairs** of <#{room.channel.id}> on March 12 @everyone"
    await room.ada.says(room.channel, line, mentions=[room.bob], roles=[role])

    shown = (await discussed(room.ada, room.channel)).message

    assert "@Bob and @helpers must carry" in shown.text
    assert "of #a channel on March 12" in shown.text
    assert not shown.pings


@in_a_shared_discord
async def test_a_thread_is_read_by_itself_and_a_full_summary_names_its_conversations(room: Room) -> None:
    thread = room.channel.thread("minutes", room.ada)
    await talk(room, thread)
    await room.ada.says(room.channel, "The cellar floods in November of every year.")

    text = (await discussed(room.bob, thread, length="full")).text

    assert "#minutes" in text
    assert "cellar" not in text
    assert "UTC**" in text
