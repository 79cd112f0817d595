"""Answers that a model writes, shown as they grow: paced, stopped, taken back, and whole at the end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from bot.discord_ui import client as client_module
from bot.discord_ui.lanes import RESTARTING
from bot.discord_ui.permissions import NOT_YOURS
from bot.discord_ui.questions import answers, growing
from bot.discord_ui.questions.growing import SECONDS_BETWEEN_PARTS
from bot.discord_ui.questions.pending import FINISHED, NOT_WHOLE
from bot.discord_ui.rendering import SEARCHING, SOURCES
from bot.discord_ui.writing_rendering import WRITING
from tests.conftest import AppMaker
from tests.discord_server.channels import Channel
from tests.discord_server.components import texts
from tests.discord_server.interactions import Interaction
from tests.discord_server.loops import in_a_loop
from tests.discord_server.messages import Message
from tests.support.asking import pressed, served_room
from tests.support.reading_room import FERRY, Room
from tests.support.slow_writing import MODEL, SlowWriting

pytestmark = pytest.mark.usefixtures("no_error_is_logged")

QUESTION = "What about the ferry?"
NOON, COST = "The ferry to Harrow Bay sails at noon.", "A crossing costs two crowns."
SHOWN_NOON, SHOWN_COST = f"{NOON} So it is. **[1]**", f"{COST} So it is. **[2]**"
EDITS = ("PATCH", "/channels/{channel_id}/messages/{message_id}")
SECONDS_TO_SCREEN = 0.15
SMALL = f"-# Written by {MODEL} and checked: 2 sentences, 2 quoted, 2 in own words"


@pytest.fixture(autouse=True)
def edits_come_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growing, "SECONDS_BETWEEN_PARTS", 0.02)


@dataclass
class Scene:
    room: Room
    writing: SlowWriting

    async def mention(self, channel: Channel | None = None) -> tuple[Message, Message]:
        """Let bob ask by a mention; return the question and the reply that is there at once."""
        bot = self.room.discord.bot_user
        said = await self.room.bob.says(channel or self.room.channel, f"{bot.mention} {QUESTION}", mentions=[bot])
        reply = await self.room.discord.next_message(said.channel, after=said)
        return said, reply

    async def command(self, *, private: bool = False) -> Interaction:
        seen = await self.room.bob.slash(self.room.channel, "ask", question=QUESTION, private=private)
        await seen.acknowledgement()
        return seen

    async def until_asked(self, count: int = 1) -> None:
        await self.room.discord.until(lambda: len(self.writing.asked) >= count, what="the question")

    async def until_ended(self) -> None:
        await self.room.discord.until(lambda: self.writing.ended == len(self.writing.asked), what="the end of the work")


@asynccontextmanager
async def scene(make_app: AppMaker, monkeypatch: pytest.MonkeyPatch, **settings: object) -> AsyncIterator[Scene]:
    app = make_app(openai_base_url="http://127.0.0.1:9/v1", **settings)
    writing = SlowWriting(app, FERRY.decode(), "ferries.md")
    monkeypatch.setattr(app, "ask", writing.ask)
    monkeypatch.setattr(app.models, "for_question", lambda *_: None)  # which loads what is not needed here
    async with served_room(app, spec=False) as room:  # which is compared in the tests of a real model
        yield Scene(room, writing)


@pytest.fixture
def opened(make_app: AppMaker, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Scene]:
    return scene(make_app, monkeypatch)  # type: ignore[return-value]


def parts(message: Message) -> list[list[str]]:
    """What the message showed before, edit by edit."""
    return [texts(before.components) for before in message.earlier]


async def grown(message: Message, sentence: str) -> Message:
    return await message.until(lambda it: sentence in it.text)


@in_a_loop
async def test_verified_sentences_are_shown_as_they_come_and_the_whole_answer_at_the_end(opened: Scene) -> None:
    async with opened as here:
        _, reply = await here.mention()
        await here.until_asked()
        said = time.perf_counter()
        here.writing.say(NOON)
        await grown(reply, SHOWN_NOON)
        assert here.room.discord.sent(*EDITS)[0].ended - said < SECONDS_TO_SCREEN
        assert reply.texts() == [SHOWN_NOON, sources_of(reply), WRITING]
        assert sources_of(reply).startswith(f"{SOURCES}\n**[1]** **Ferries**\n-# line 3 · ")
        assert reply.labels() == ["Stop"]

        here.writing.say(COST)
        await grown(reply, SHOWN_COST)
        assert reply.texts()[0] == f"{SHOWN_NOON} {SHOWN_COST}"
        assert reply.labels() == ["Stop"]
        here.writing.finish()
        await grown(reply, SMALL)
        assert reply.texts()[0] == f"{SHOWN_NOON} {SHOWN_COST}"
        assert reply.labels() == ["Show passage", "Show passage", "Helpful", "Not helpful", "Continue in a thread"]
        assert parts(reply)[0] == [SEARCHING]
        assert here.room.channel.by_bot() == [reply]
        assert "noon.__**" in (await pressed(here.room.ada, reply, "Show passage")).text


def sources_of(message: Message) -> str:
    return message.texts()[1]


@in_a_loop
async def test_the_first_sentence_does_not_wait_for_the_screen_before_it(
    opened: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(growing, "SECONDS_TO_STOP_BUTTON", 0.02)
    monkeypatch.setattr(growing, "SECONDS_BETWEEN_PARTS", 30)
    async with opened as here:
        _, reply = await here.mention()
        await reply.until(lambda it: "Stop" in it.labels())
        said = time.perf_counter()
        here.writing.say(NOON)
        await grown(reply, SHOWN_NOON)
        assert here.room.discord.sent(*EDITS)[-1].ended - said < SECONDS_TO_SCREEN
        here.writing.finish()
        await reply.until(lambda it: "Helpful" in it.labels())


@pytest.mark.parametrize("private", [False, True])
@in_a_loop
async def test_a_command_is_answered_so_too_and_a_private_one_privately(opened: Scene, private: bool) -> None:
    async with opened as here:
        seen = await here.command(private=private)
        here.writing.say(NOON)
        await seen.until(lambda it: SHOWN_NOON in it.text)
        assert seen.message.texts()[0] == f"**{QUESTION}**"
        assert seen.message.labels() == ["Stop"]
        assert seen.ephemeral == private
        here.writing.say(COST)
        here.writing.finish()
        await seen.until(lambda it: SMALL in it.text)
        assert seen.followups == []
        assert (here.room.channel.by_bot() == []) == private
        assert here.writing.asked[0].asker == here.room.bob.id


@in_a_loop
async def test_the_menu_a_thread_and_a_direct_message_show_the_answer_growing_too(opened: Scene) -> None:
    async with opened as here:
        room = here.room
        room.app.records.change_server(str(room.guild.id), direct_messages=True)
        menu = await room.ada.menu(await room.bob.says(room.channel, QUESTION), "Answer this")
        here.writing.say(NOON)
        await menu.until(lambda it: SHOWN_NOON in it.text)
        assert menu.message.labels() == ["Stop"]
        here.writing.finish()
        await menu.until(lambda it: "Share" in it.message.labels())

        _, in_thread = await here.mention(room.channel.thread("boats", room.bob))
        here.writing.say(NOON)
        await grown(in_thread, SHOWN_NOON)
        here.writing.finish()
        await in_thread.until(lambda it: it.labels() == ["Show passage", "Helpful", "Not helpful"])

        offer = await room.discord.next_message(room.bob.direct, after=await room.bob.dm(QUESTION))
        await room.bob.choose(offer, "Choose a server", [str(room.guild.id)])
        here.writing.say(NOON)
        await grown(offer, SHOWN_NOON)
        assert offer.labels() == ["Stop"]
        assert "From the documents of Reading room" in offer.text
        await room.bob.press(offer, "Stop")
        await offer.until(lambda it: "Ask another server" in it.labels())
        assert SHOWN_NOON in offer.text
        assert "-# Stopped." in offer.text.splitlines()


@in_a_loop
async def test_many_sentences_at_once_are_few_edits_and_the_last_edit_is_the_whole(opened: Scene) -> None:
    async with opened as here:
        here.room.discord.slow_down(0.1, *EDITS, times=1)
        begun = time.perf_counter()
        _, reply = await here.mention()
        here.writing.say(*[NOON] * 40)
        await here.until_asked()
        here.writing.finish()
        await reply.until(lambda it: "Page 1 of" in it.text)
        seconds = int((time.perf_counter() - begun) / SECONDS_BETWEEN_PARTS)  # none, but on a machine that is busy
        assert 2 <= reply.edits <= 4 + seconds
        assert len(here.room.discord.sent(*EDITS)) == reply.edits


@pytest.mark.parametrize(
    "failure", ["drop", 429, *(pytest.param(each, marks=pytest.mark.soak) for each in (500, 404, "drop after"))]
)
@in_a_loop
async def test_a_part_that_cannot_be_shown_costs_that_part_alone(
    opened: Scene, failure: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened as here:
        _, reply = await here.mention()
        here.room.discord.fail_next(*EDITS, failure, retry_after=0.1)
        here.writing.say(NOON)
        await here.room.discord.until(lambda: len(here.room.discord.sent(*EDITS)) == 1, what="the first edit")
        here.writing.say(COST)
        here.writing.finish()
        await grown(reply, SMALL)
        assert len(here.room.discord.sent(*EDITS)) <= 4
        assert here.room.discord.invalid_requests() <= 1
    caplog.clear()


@in_a_loop
async def test_whatever_goes_wrong_while_an_answer_grows_the_whole_is_shown(
    opened: Scene, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(answers, "writing_screen", fail)
    async with opened as here:
        seen = await here.command()
        here.writing.say(NOON, COST)
        here.writing.finish()
        await seen.until(lambda it: SMALL in it.text)
        assert "parts of an answer not shown" in caplog.text
    caplog.clear()


@in_a_loop
async def test_edits_leave_room_for_the_last_one_and_never_come_too_often(opened: Scene) -> None:
    async with opened as here:
        here.room.discord.limit(*EDITS, requests=4, seconds=1)
        _, reply = await here.mention()
        for number in range(1, 4):
            here.writing.say(NOON)
            await reply.until(lambda it, number=number: f"**[{number}]**" in it.text)
        here.writing.say(COST)
        await asyncio.sleep(0.1)  # for an edit that should not come
        assert len(here.room.discord.sent(*EDITS)) == 3
        here.writing.finish()
        await reply.until(lambda it: "Written by" in it.text, 0.5)
        assert here.room.discord.invalid_requests() == 0


@pytest.mark.parametrize(
    ("answers", "sentences"), [(6, 5), pytest.param(40, 30, marks=[pytest.mark.soak, pytest.mark.timeout(120)])]
)
@in_a_loop
async def test_many_answers_growing_in_one_channel_never_meet_its_limit(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch, answers: int, sentences: int
) -> None:
    monkeypatch.setattr(client_module, "LONGEST_TURN_WITH_MODEL_SECONDS", 0.01)
    async with scene(make_app, monkeypatch, member_questions_per_minute=1000, model_requests=answers) as here:
        here.room.discord.limit(*EDITS, requests=5, seconds=0.5)
        replies = [(await here.mention())[1] for _ in range(answers)]
        await here.until_asked(answers)
        for _ in range(sentences * answers):
            here.writing.say(NOON)
            await asyncio.sleep(0)
        for _ in replies:
            here.writing.finish()
        for reply in replies:
            await reply.until(lambda it: "Helpful" in it.labels(), 60)
        assert here.room.discord.invalid_requests() == 0
        assert len(here.room.discord.sent(*EDITS)) <= 2 * answers + 5


@in_a_loop
async def test_who_asked_may_stop_and_nobody_else(opened: Scene) -> None:
    async with opened as here:
        _, reply = await here.mention()
        here.writing.say(NOON)
        await grown(reply, SHOWN_NOON)
        refused = await pressed(here.room.ada, reply, "Stop")
        assert refused.ephemeral
        assert refused.text == NOT_YOURS

        button = reply.button("Stop")["custom_id"]
        await here.room.bob.press(reply, "Stop")
        await reply.until(lambda it: "Helpful" in it.labels())
        assert SHOWN_NOON in reply.text
        assert "-# Stopped." in reply.text.splitlines()
        await here.until_ended()

        for person in (here.room.bob, here.room.ada):
            late = await (await person.forge_press(here.room.channel, button, message=reply)).answered()
            assert late.ephemeral
            assert late.text == FINISHED


@in_a_loop
async def test_an_answer_of_which_nothing_is_there_yet_can_be_stopped(
    opened: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(growing, "SECONDS_TO_STOP_BUTTON", 0.02)
    async with opened as here:
        seen = await here.command()
        await seen.until(lambda it: "Stop" in it.message.labels())
        assert SEARCHING in seen.text
        await here.room.bob.press(seen.message, "Stop")
        await seen.until(lambda it: it.message.labels() == [])
        assert seen.text == "Stopped."
        assert here.room.app.records.answers_in(str(here.room.guild.id), here.room.channel.id) == []


@in_a_loop
async def test_a_question_that_is_deleted_takes_its_answer_with_it(opened: Scene) -> None:
    async with opened as here:
        first, growing_reply = await here.mention()
        here.writing.say(NOON)
        await grown(growing_reply, SHOWN_NOON)
        second, waiting_reply = await here.mention()
        await here.room.bob.deletes(second)
        await here.room.discord.until(lambda: waiting_reply.deleted, what="the reply's end")
        await here.room.bob.deletes(first)
        await here.room.discord.until(lambda: growing_reply.deleted, what="the reply's end")
        await here.until_ended()
        assert len(here.writing.asked) == 1
        assert here.room.channel.by_bot() == []
        assert here.room.app.records.answers_in(str(here.room.guild.id), here.room.channel.id) == []


@in_a_loop
async def test_questions_that_are_deleted_many_at_once_are_given_up_as_well(opened: Scene) -> None:
    async with opened as here:
        asked = [await here.mention() for _ in range(3)]
        room = here.room
        ids = [str(question.id) for question, _ in asked]
        known = {"guild_id": str(room.guild.id), "channel_id": str(room.channel.id)}
        room.discord.send_raw_event("MESSAGE_DELETE_BULK", {"ids": ids, **known})
        await room.discord.until(lambda: all(reply.deleted for _, reply in asked), what="the replies' end")
        await here.until_ended()


@in_a_loop
async def test_answers_in_a_channel_that_is_deleted_are_given_up(opened: Scene) -> None:
    async with opened as here:
        await here.mention()
        await here.room.discord.until(lambda: here.writing.asked, what="the writing")
        here.room.channel.delete()
        await here.until_ended()
        assert here.room.app.records.answers_in(str(here.room.guild.id), here.room.channel.id) == []


@in_a_loop
async def test_an_answer_somebody_deletes_while_it_grows_is_given_up(opened: Scene) -> None:
    async with opened as here:
        seen = await here.command()
        here.writing.say(NOON)
        await seen.until(lambda it: SHOWN_NOON in it.text)
        await here.room.ada.deletes(seen.message)
        await here.until_ended()
        assert here.room.channel.by_bot() == []


@in_a_loop
async def test_a_server_that_removes_the_bot_ends_its_answers_and_no_others(opened: Scene) -> None:
    async with opened as here:
        _, reply = await here.mention()
        here.writing.say(NOON)
        await grown(reply, SHOWN_NOON)
        begun = len(here.room.discord.requests)
        here.room.guild.remove_bot()
        await here.until_ended()
        assert here.room.discord.requests[begun:] == []


@in_a_loop
async def test_an_answer_that_is_written_slowly_keeps_the_next_question_waiting_only_so_long(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "LONGEST_TURN_WITH_MODEL_SECONDS", 0.02)
    async with scene(make_app, monkeypatch, answer_threads=1, model_requests=3) as here:
        replies = [(await here.mention())[1] for _ in range(4)]
        await here.until_asked(4)
        for _ in replies:
            here.writing.finish()
        for reply in replies:
            await reply.until(lambda it: SEARCHING not in it.text)


@in_a_loop
async def test_when_footnote_stops_what_there_is_of_an_answer_is_shown_in_time(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "STOPPING_SECONDS", 4.95)  # `serving` drains for five seconds
    async with scene(make_app, monkeypatch, answer_threads=2) as here:
        _, reply = await here.mention()
        here.writing.say(NOON)
        await grown(reply, SHOWN_NOON)
        private = await here.command(private=True)
    assert SHOWN_NOON in reply.text
    assert NOT_WHOLE in reply.text
    assert "Helpful" in reply.labels()
    assert private.text == RESTARTING
