from __future__ import annotations

import itertools
from contextlib import suppress

import pytest

from bot.discord_ui.rendering import CLOSEST, NOT_FOUND, SOURCES
from index.errors import SourceUnreadable, StoreError
from tests.conftest import AppMaker
from tests.discord_server.components import texts
from tests.discord_server.loops import in_a_loop
from tests.discord_server.recording import outgoing_messages
from tests.discord_server.server import DiscordServer
from tests.support.apps import AppWith
from tests.support.asking import HARBOUR, accent, asked, discord_with_room, mentioned, pressed, served_room
from tests.support.discord_text import raw_tokens, read
from tests.support.held_up import HeldUp
from tests.support.hostile import HOSTILE
from tests.support.reading_room import new_room
from tests.support.screens import OUR_KINDS, OURS
from tests.support.serving import serving

pytestmark = pytest.mark.usefixtures("no_error_is_logged")

COST = "What does a crossing cost?"
NOWHERE = "Who painted the lighthouse of Vintner Street?"


@in_a_loop
async def test_an_answer_comes_in_one_edit_with_the_question_above_and_its_sources_below(app: AppWith) -> None:
    async with served_room(app) as room:
        seen = await asked(room.bob, room.channel, COST)

        assert seen.deferred
        assert not seen.ephemeral
        assert seen.message.edits == 1
        assert seen.followups == []
        question, claims, heading, source, small = seen.message.texts()
        assert question == f"**{COST}**"
        assert claims == "A crossing costs two crowns. **[1]**"
        assert heading == SOURCES
        assert source.startswith("**[1]** **Ferries**\n-# line 3 · version of <t:")
        assert small == "-# Quoted from the documents"
        assert seen.message.labels() == ["Show passage", "Helpful", "Not helpful", "Continue in a thread"]


@in_a_loop
async def test_a_private_answer_is_for_its_asker_who_may_share_it(app: AppWith) -> None:
    async with served_room(app) as room:
        seen = await asked(room.bob, room.channel, COST, private=True)

        assert seen.ephemeral
        assert "two crowns" in seen.text
        assert seen.message.labels() == ["Show passage", "Helpful", "Not helpful", "Share"]
        assert room.channel.by_bot() == []


@in_a_loop
async def test_where_the_server_wants_private_answers_every_one_is(app: AppWith) -> None:
    async with served_room(app) as room:
        room.app.records.change_server(str(room.guild.id), private=True)
        assert (await asked(room.bob, room.channel, COST)).ephemeral
        assert (await asked(room.bob, room.channel, COST, private=False)).ephemeral
        assert room.channel.by_bot() == []


@in_a_loop
async def test_the_documents_not_saying_looks_different_and_shows_what_comes_closest(app: AppWith) -> None:
    async with served_room(app) as room:
        found, missed = await asked(room.bob, room.channel, COST), await asked(room.bob, room.channel, NOWHERE)

        assert NOT_FOUND in missed.text
        assert "Looked at 1 document, 1 passage." in missed.text
        assert CLOSEST in missed.text
        assert "> The ferry to Harrow Bay sails at noon." in missed.text
        assert SOURCES not in missed.text
        assert "**[1]**" not in missed.text
        assert accent(found.message) != accent(missed.message)
        assert "Show passage" in missed.message.labels()


@in_a_loop
async def test_an_empty_library_says_how_documents_come_in(app: AppWith) -> None:
    async with served_room(app) as room:
        empty = new_room(room.discord, app, "Empty room")
        seen = await asked(empty.bob, empty.channel, COST)
        assert NOT_FOUND in seen.text
        assert "`/library add`" in seen.text
        assert seen.message.buttons() == []


@in_a_loop
async def test_one_document_alone_is_asked_by_the_choice_offered_or_by_its_typed_title(app: AppWith) -> None:
    async with served_room(app) as room:
        room.library.add_bytes("harbour.md", "harbour.md", HARBOUR)
        (choice,) = await room.bob.autocomplete(room.channel, "ask", "document", "harb")
        assert choice["name"] == "Harbour"

        for named in (choice["value"], "Harbour", "harbour", "harbour.md"):
            inside = await asked(room.bob, room.channel, "Who is the harbour master?", document=named)
            assert "Ines Duarte" in inside.text
        outside = await asked(room.bob, room.channel, COST, document="Harbour")
        assert NOT_FOUND in outside.text
        assert "Looked only at “Harbour”, 1 passage." in outside.text
        assert "two crowns" not in outside.text


@in_a_loop
async def test_a_document_that_is_not_there_is_said_to_the_asker_alone(app: AppWith) -> None:
    async with served_room(app) as room:
        for name in ("tides", "../../etc/passwd", "\x00", "@everyone <@1>", "", "x" * 6000, "\ud800"):
            seen = await asked(room.bob, room.channel, COST, document=name)
            assert "There is no document called" in seen.text
            assert "/library list" in seen.text
            assert seen.ephemeral
        assert room.channel.by_bot() == []
        assert app.records.questions_today(str(room.guild.id), room.bob.id) == 0


@in_a_loop
async def test_a_question_that_cannot_be_asked_is_one_sentence_for_the_asker_alone(app: AppWith) -> None:
    async with served_room(app) as room:
        for question in ("", " ", "\n\t \u2003", "x" * 2001, "word " * 1200):
            seen = await asked(room.bob, room.channel, question)
            assert seen.ephemeral
            assert len(seen.message.texts()) == 1
            assert "The question" in seen.text
            assert seen.message.buttons() == []
        assert app.records.questions_today(str(room.guild.id), room.bob.id) == 0


@in_a_loop
async def test_questions_are_answered_in_the_channels_chosen_and_the_threads_of_them(app: AppWith) -> None:
    async with served_room(app) as room:
        other = room.guild.channel("off-topic")
        app.records.change_server(str(room.guild.id), channels=(room.channel.id,))

        assert "two crowns" in (await asked(room.bob, room.channel, COST)).text
        inside = await asked(room.bob, room.channel.thread("boats", room.bob), COST)
        assert "two crowns" in inside.text
        assert not inside.ephemeral
        for place in (other, other.thread("elsewhere", room.bob)):
            refused = await asked(room.bob, place, COST)
            assert refused.ephemeral
            assert refused.text == "Questions are answered in other channels of this server: #general."
            assert place.by_bot() == []


@in_a_loop
async def test_a_member_who_asks_too_often_is_told_alone_when_to_come_back(make_app: AppMaker) -> None:
    async with served_room(make_app(member_questions_per_minute=2, server_questions_per_minute=3)) as room:
        for _ in range(2):
            await asked(room.bob, room.channel, COST)
        mine = await asked(room.bob, room.channel, COST)
        assert mine.ephemeral
        assert "You have asked 2 questions in a minute; ask again in " in mine.text
        assert "seconds" in mine.text

        assert "two crowns" in (await asked(room.ada, room.channel, COST)).text
        ours = await asked(room.ada, room.channel, COST)
        assert ours.ephemeral
        assert "This server has asked 3 questions in a minute; ask again in " in ours.text


@in_a_loop
async def test_the_days_questions_are_counted_over_a_restart(make_app: AppMaker) -> None:
    first = make_app()
    async with discord_with_room(first) as room:
        async with serving(first, room.discord):
            first.records.change_server(str(room.guild.id), daily_questions=2)
            await asked(room.bob, room.channel, COST)
            await mentioned(room.bob, room.channel, COST)
        first.close()
        async with serving(make_app(), room.discord):
            refused = await asked(room.bob, room.channel, COST)
            assert refused.ephemeral
            assert "2 questions this server allows a day; ask again after midnight UTC" in refused.text
            assert "two crowns" in (await asked(room.ada, room.channel, COST)).text


@in_a_loop
async def test_everyone_is_acknowledged_at_once_and_answered_in_order_while_answers_are_held_up(
    make_app: AppMaker, held_up: HeldUp
) -> None:
    async with served_room(make_app(model=held_up, answer_threads=1)) as room:
        held_up.go.clear()
        waiting = [await room.bob.slash(room.channel, "ask", question=COST) for _ in range(12)]
        waiting += [await room.bob.slash(room.channel, "ask", question=COST, private=True)]
        for seen in waiting:
            await seen.acknowledgement(1)
        menu = await room.bob.menu(await room.bob.says(room.channel, COST), "Answer this")
        typed = await room.bob.type(room.channel, "ask", "document", "F")
        assert all(seen.acknowledged_after < 1 for seen in [*waiting, await menu.acknowledgement(1)])
        assert (await typed.answered(1)).choices
        assert not any(seen.final for seen in waiting)

        held_up.go.set()
        for seen in waiting:
            assert "two crowns" in (await seen.answered()).text
            assert seen.message.edits == 1
        edits = room.discord.sent("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original")
        in_order = [seen.token for seen in waiting]
        assert [edit.path.split("/")[3] for edit in edits][: len(in_order)] == in_order


@in_a_loop
async def test_where_too_many_wait_the_next_is_told_alone_that_footnote_is_busy(
    make_app: AppMaker, held_up: HeldUp
) -> None:
    async with served_room(make_app(model=held_up, question_queue=2)) as room:
        held_up.go.clear()
        waiting = [await room.bob.slash(room.channel, "ask", question=COST) for _ in range(2)]
        for seen in waiting:
            await seen.acknowledgement()
        busy = await asked(room.ada, room.channel, COST)
        assert busy.ephemeral
        assert busy.text == "Footnote is busy: 2 questions are waiting. Ask again in a minute."
        held_up.go.set()
        for seen in waiting:
            await seen.answered()
        assert "two crowns" in (await asked(room.ada, room.channel, COST)).text


@in_a_loop
async def test_an_answer_that_comes_after_the_interaction_has_expired_is_posted_unless_it_is_private(
    make_app: AppMaker, held_up: HeldUp
) -> None:
    async with served_room(make_app(model=held_up)) as room:
        held_up.go.clear()
        private = await room.bob.slash(room.channel, "ask", question=COST, private=True)
        await private.acknowledgement()
        public = await room.bob.slash(room.channel, "ask", question=COST)
        await public.acknowledgement()
        room.discord.clock.advance(16 * 60)
        held_up.go.set()

        late = await room.discord.next_message(room.channel)
        assert late.texts()[:2] == [f"**{COST}**", "A crossing costs two crowns. **[1]**"]
        assert [message for message in room.channel.by_bot() if not message.loading] == [late]
        assert "two crowns" in (await pressed(room.ada, late, "Show passage")).text


@in_a_loop
async def test_a_failure_while_answering_is_said_with_the_id_that_the_log_has(
    app: AppWith, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("secret")

    async with served_room(app) as room:
        monkeypatch.setattr(app, "ask", fail)
        for message in (
            (await asked(room.bob, room.channel, COST)).message,
            await mentioned(room.bob, room.channel, COST),
        ):
            assert message.text.startswith("Something unexpected went wrong; the log has the details under ")
            assert message.text.split()[-1].rstrip(".") in caplog.text
            assert "secret" not in message.text
        assert room.app.records.answers_in(str(room.guild.id), room.channel.id) == []
    caplog.clear()


@in_a_loop
async def test_a_store_that_cannot_be_written_costs_the_buttons_and_not_the_answer(
    app: AppWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StoreError("The disk is full.")

    async with served_room(app) as room:
        for write in ("keep_answer", "place_answer"):
            monkeypatch.setattr(app.records, write, fail)
        seen = await asked(room.bob, room.channel, COST)
        assert "two crowns" in seen.text
        assert "two crowns" in (await mentioned(room.bob, room.channel, COST)).text
        gone = await pressed(room.bob, seen.message, "Show passage")
        assert gone.ephemeral
        assert gone.text == "This answer is no longer kept; ask the question again."


@in_a_loop
async def test_whatever_is_asked_of_whatever_documents_is_answered_and_takes_no_effect(make_app: AppMaker) -> None:
    async with served_room(make_app(member_questions_per_minute=1000), spec=False) as room:
        for number, text in enumerate(HOSTILE):
            data = f"# {text}\n\nThe keeper of hut {number} sells oil. {text}".encode(errors="replace")
            with suppress(SourceUnreadable):
                room.library.add_bytes(f"hut{number}.md", f"hut{number}.md", data)
        questions = [f"What does the keeper of hut {number} sell? {text}" for number, text in enumerate(HOSTILE)]
        seen = [await room.bob.slash(room.channel, "ask", question=text[:1900]) for text in questions]
        seen += [await room.bob.menu(await room.bob.says(room.channel, text[:1900]), "Answer this") for text in HOSTILE]
        for one in seen:
            await one.answered(20)
        for one in seen[::3]:
            for button in one.message.buttons()[:1]:
                await (await room.bob.press(one.message, button)).answered()
        assert sum("oil" in one.text for one in seen) > len(HOSTILE) * 0.8
        assert_inert(room.discord)


def assert_inert(discord: DiscordServer) -> None:
    """Nothing that was sent takes effect but what is ours."""
    sent = [texts(payload.get("components") or []) for _, payload in outgoing_messages(discord.requests)]
    assert len(sent) > len(HOSTILE)
    for text in itertools.chain(*sent):
        assert raw_tokens(OURS.sub("", text)) == []
        assert read(text).kinds() <= OUR_KINDS
