from __future__ import annotations

from typing import Any

import pytest

from bot.discord_ui.asking import CALLED, PRIVATE_HERE
from bot.discord_ui.questions.answer_buttons import FOLLOW_ON
from bot.discord_ui.rendering import SEARCHING
from index.embedding.minilm import MiniLM
from tests.conftest import ROOT, AppMaker
from tests.discord_server import payloads
from tests.discord_server.channels import Thread
from tests.discord_server.loops import in_a_loop
from tests.discord_server.messages import Message
from tests.discord_server.people import Person
from tests.support.apps import AppWith
from tests.support.asking import answer_to, asked, discord_with_room, mentioned, pressed, served_room, shared
from tests.support.reading_room import Room
from tests.support.serving import serving

pytestmark = pytest.mark.usefixtures("no_error_is_logged")

COST = "What does a crossing cost?"
SAMPLE = ROOT / "docs" / "sample" / "ai-travel-guidance.md"
MEETING = "Who attended the February 17 meeting?"
WHO_ELSE = "Who else was there?"
COMPLETED = f"Searched for: {WHO_ELSE} (after “{MEETING}”"
"""How the small print below a follow-up to the question about the meeting begins."""


# What asks


@in_a_loop
async def test_a_mention_is_answered_by_a_reply_that_first_says_it_is_searching(app: AppWith) -> None:
    async with served_room(app) as room:
        bot = room.discord.bot_user
        said = await room.bob.says(room.channel, f"{bot.mention} {COST}", mentions=[bot])
        answer = await answer_to(said)

        assert "A crossing costs two crowns. **[1]**" in answer.text
        assert answer.replied_to is said
        assert answer.edits == 1
        assert answer.earlier[0].components[0]["components"][0]["content"] == SEARCHING
        assert room.channel.by_bot() == [answer]
        assert COST not in answer.text  # it stands above, in the message replied to


@in_a_loop
async def test_a_reply_to_an_answer_asks_with_the_ping_on_alone(app: AppWith) -> None:
    async with served_room(app) as room:
        first = await mentioned(room.bob, room.channel, COST)
        replied = await room.ada.says(room.channel, "When does the ferry to Harrow Bay sail?", reply_to=first)
        assert "sails at noon" in (await answer_to(replied)).text

        await room.ada.says(room.channel, "Thank you, that helps.", reply_to=first, ping=False)
        await room.ada.says(room.channel, "> two crowns", reply_to=first)
        await only_answered(room, 2)


@in_a_loop
async def test_nobody_is_answered_who_does_not_ask_the_bot_itself(app: AppWith) -> None:
    async with served_room(app) as room:
        bot = room.discord.bot_user
        role = next(role for role in room.guild.roles.values() if role.bot == bot.id)
        other = room.guild.member(room.discord.user("another bot", bot=True))
        to_bot = f"{bot.mention} {COST}"
        remark = await room.bob.says(room.channel, f"@everyone {to_bot}", mentions=[bot], everyone=True)
        await room.bob.says(room.channel, f"@here {to_bot}", mentions=[bot], everyone=True)
        await room.bob.says(room.channel, f"{role.mention} {COST}", roles=[role])
        await room.bob.says(room.channel, f"> {to_bot}\nThat was yesterday.", mentions=[bot])
        await room.bob.says(room.channel, f"`{to_bot}` is how to ask", mentions=[bot])
        await room.bob.says(room.channel, f"> {to_bot}", reply_to=remark, mentions=[bot])
        await other.says(room.channel, to_bot, mentions=[bot])
        await room.bob.says(room.channel, COST)
        tell(room, room.bob, to_bot, webhook_id="77")
        tell(room, room.bob, to_bot, author=payloads.user(bot))
        tell(room, room.bob, to_bot, type=6)
        snapshot = {"message": payloads.message(remark)}
        reference = {"type": 1, "message_id": str(remark.id), "channel_id": str(room.channel.id)}
        tell(room, room.bob, "", message_reference=reference, message_snapshots=[snapshot])
        await only_answered(room, 0)
        assert room.bob.direct.by_bot() == []


@in_a_loop
async def test_a_message_that_is_edited_is_not_answered_again(app: AppWith) -> None:
    async with served_room(app) as room:
        bot = room.discord.bot_user
        said = await room.bob.says(room.channel, f"{bot.mention} {COST}", mentions=[bot])
        await answer_to(said)
        await room.bob.edits(said, f"{bot.mention} Who is the queen?")
        await only_answered(room, 1)


@in_a_loop
async def test_a_call_without_a_question_is_told_how_to_ask_and_counts_for_nothing(app: AppWith) -> None:
    async with served_room(app) as room:
        assert (await mentioned(room.bob, room.channel, "")).text == CALLED
        assert app.records.questions_today(str(room.guild.id), room.bob.id) == 0


@in_a_loop
async def test_where_answers_are_private_a_mention_is_pointed_to_the_command(app: AppWith) -> None:
    async with served_room(app) as room:
        app.records.change_server(str(room.guild.id), private=True, daily_questions=1)
        for _ in range(2):
            assert (await mentioned(room.bob, room.channel, COST)).text == PRIVATE_HERE
        assert "two crowns" in (await asked(room.bob, room.channel, COST)).text


@in_a_loop
async def test_who_mentions_the_bot_in_another_channel_is_told_in_private_once_a_minute(app: AppWith) -> None:
    async with served_room(app) as room:
        other = room.guild.channel("off-topic")
        app.records.change_server(str(room.guild.id), channels=(room.channel.id,))
        bot = room.discord.bot_user
        room.ada.user.accepts_messages = False

        for person in (room.bob, room.bob, room.ada):
            await person.says(other, f"{bot.mention} {COST}", mentions=[bot])
        note = await room.discord.next_message(room.bob.direct, after=next(iter(other.messages.values())))
        assert note.text == r"Questions are answered in other channels of this server: #general."
        await room.discord.until(lambda: room.discord.refused(50007), what="the note that ada takes no messages")
        await only_answered(room, 0)
        assert room.bob.direct.by_bot() == [note]
        assert other.by_bot() == []
        assert other.typing == []


async def only_answered(room: Room, count: int) -> None:
    """Let one more question be answered: the bot has written so many messages before it, and no more."""
    await mentioned(room.ada, room.channel, COST)
    assert len(room.channel.by_bot()) == count + 1


def tell(room: Room, person: Person, content: str, **fields: Any) -> None:
    """Bring the bot a message that mentions it, with whatever fields."""
    bot = room.discord.bot_user
    message = Message(room.discord.new_id(), room.channel, person.user, room.discord.clock.time(), content)
    message.mentions = [bot]
    data = payloads.message(message) | {"guild_id": str(room.guild.id), **fields}
    room.discord.send_raw_event("MESSAGE_CREATE", data)


# What was asked before


@in_a_loop
async def test_a_chain_of_replies_is_a_conversation_after_a_restart_too(make_app: AppMaker, minilm: MiniLM) -> None:
    first = make_app(model=minilm)
    async with discord_with_room(first) as room:
        room.library.add(SAMPLE)
        async with serving(first, room.discord):
            meeting = await mentioned(room.bob, room.channel, MEETING)
            assert "Xi Jinping" in meeting.text
            assert "Searched for" not in meeting.text
            alone = await mentioned(room.bob, room.channel, WHO_ELSE)
            assert "Searched for" not in alone.text
            replied = await answer_to(await room.bob.says(room.channel, WHO_ELSE, reply_to=meeting))
            assert COMPLETED in replied.text
            assert "Wang Xingxing" in replied.text
        first.close()
        second = make_app(model=minilm)
        async with serving(second, room.discord):
            later = await answer_to(await room.ada.says(room.channel, WHO_ELSE, reply_to=meeting))
            assert COMPLETED in later.text
            by_command = await asked(room.bob, room.channel, MEETING)
            answer = by_command.message
            assert COMPLETED in (await answer_to(await room.ada.says(room.channel, WHO_ELSE, reply_to=answer))).text


@in_a_loop
async def test_a_thread_the_bot_started_is_one_conversation_of_all_in_it(make_app: AppMaker, minilm: MiniLM) -> None:
    first = make_app(model=minilm)
    async with discord_with_room(first) as room:
        room.library.add(SAMPLE)
        async with serving(first, room.discord):
            meeting = (await asked(room.bob, room.channel, MEETING)).message
            thread = await continued(room.ada, meeting)
            assert thread.name == MEETING
            assert thread.owner is room.discord.bot_user
            follow_up = await mentioned(room.ada, thread, WHO_ELSE)
            assert COMPLETED in follow_up.text
            assert "Continue in a thread" not in follow_up.labels()
            again = await pressed(room.bob, meeting, "Continue in a thread")
            assert again.text == FOLLOW_ON[False]
        first.close()
        async with serving(make_app(model=minilm), room.discord):
            assert "Searched for: And Liang Wenfeng?" in (await mentioned(room.bob, thread, "And Liang Wenfeng?")).text
            assert f"Searched for: {WHO_ELSE}" in (await asked(room.bob, thread, WHO_ELSE)).text
            assert "Searched for" not in (await mentioned(room.bob, room.channel, WHO_ELSE)).text


@in_a_loop
async def test_in_its_threads_the_bot_needs_no_mention_where_it_may_read_messages(make_app: AppMaker) -> None:
    app = make_app(message_content_intent=True)
    async with served_room(app, message_content=True) as room:
        thread = await continued(room.bob, (await asked(room.bob, room.channel, COST)).message)
        assert "two crowns" in (await answer_to(await room.bob.says(thread, COST))).text

        await room.bob.says(room.channel, COST)
        own = room.channel.thread("a thread of theirs", room.bob)
        await room.bob.says(own, COST)
        await room.bob.says(thread, f"{room.ada.mention} {COST}", mentions=[room.ada])
        await answer_to(await room.bob.says(thread, COST))
        assert len(answers(thread)) == 2
        assert own.by_bot() == []
        assert len(room.channel.by_bot()) == 1


@in_a_loop
async def test_in_its_threads_the_bot_leaves_alone_what_it_may_not_read(app: AppWith) -> None:
    async with served_room(app) as room:
        thread = await continued(room.bob, (await asked(room.bob, room.channel, COST)).message)
        await room.bob.says(thread, COST)
        await mentioned(room.bob, thread, COST)
        assert len(answers(thread)) == 1


@in_a_loop
async def test_a_private_exchange_is_nobodys_history(make_app: AppMaker, minilm: MiniLM) -> None:
    app = make_app(model=minilm)
    async with served_room(app) as room:
        room.library.add(SAMPLE)
        thread = await continued(room.ada, (await asked(room.ada, room.channel, COST)).message)
        await asked(room.bob, thread, MEETING, private=True)

        for person in (room.bob, room.ada):
            assert "February" not in (await mentioned(person, thread, WHO_ELSE)).text.partition("Searched for")[2]
        for person in (room.ada, room.bob):
            assert "Searched for" not in (await mentioned(person, room.channel, WHO_ELSE)).text


@in_a_loop
async def test_an_answer_that_was_shared_is_everybodys_history(make_app: AppMaker, minilm: MiniLM) -> None:
    app = make_app(model=minilm)
    async with served_room(app) as room:
        room.library.add(SAMPLE)
        private = await asked(room.bob, room.channel, MEETING, private=True)
        public = await shared(room.bob, private.message)
        assert COMPLETED in (await answer_to(await room.ada.says(room.channel, WHO_ELSE, reply_to=public))).text


async def continued(person: Person, answer: Message) -> Thread:
    """Press the button that starts a thread, and return it."""
    told = await pressed(person, answer, "Continue in a thread")
    assert told.ephemeral
    assert told.text in FOLLOW_ON.values()
    assert answer.thread is not None
    return answer.thread


def answers(thread: Thread) -> list[Message]:
    """Return what the bot has written in a thread, but for what Discord shows at its top."""
    return [message for message in thread.by_bot() if message.components]
