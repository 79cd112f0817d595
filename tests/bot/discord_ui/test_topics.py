"""`/topics`, what is suggested in `/help` and under answers, and the menus that ask it."""

from __future__ import annotations

import pytest

from bot.answering.topics.topic import Overview, Suggestion, Topic
from bot.discord_ui.rendering import EMPTY
from bot.discord_ui.screens.actions import custom_id
from bot.discord_ui.suggested import ANSWERED, ASK_NEXT, question_menu
from bot.discord_ui.topics_rendering import ASK, ON_A_PAGE, TOO_LITTLE, topics_screen
from index.documents import Span
from tests.conftest import AppMaker
from tests.discord_server.interactions import Interaction
from tests.discord_server.loops import in_a_loop
from tests.discord_server.messages import Message
from tests.discord_server.people import Person
from tests.support.apps import AppWith
from tests.support.asking import answer_to, asked, pressed, served_room
from tests.support.club import fill
from tests.support.given_answers import quote
from tests.support.hostile import HOSTILE
from tests.support.reading_room import Room
from tests.support.screens import inert_texts, payload

pytestmark = pytest.mark.usefixtures("no_error_is_logged")

FOUNDED = "Who founded the kite club?"


def ready(room: Room) -> Overview:
    """Fill the library and work out what it is about."""
    fill(room.library)
    return room.app.topics.overview(str(room.guild.id))


async def picked(person: Person, message: Message, menu: str, at: int = 0) -> tuple[str, Interaction]:
    """Pick a question from a menu; return it and what comes of it."""
    (found,) = (each for each in message.menus() if each["placeholder"] == menu)
    question = found["options"][at]["value"]
    return question, await (await person.choose(message, found, [question])).answered()


@in_a_loop
async def test_topics_show_a_quote_to_open_and_a_question_to_ask_to_the_member_alone(app: AppWith) -> None:
    async with served_room(app) as room:
        known = ready(room)
        seen = await (await room.bob.slash(room.channel, "topics")).answered(15)

        assert seen.ephemeral
        for topic in known.topics[:ON_A_PAGE]:
            assert f"**{topic.name}** · " in seen.text
        opened = await pressed(room.bob, seen.message, "Show passage")
        assert opened.ephemeral
        assert known.topics[0].quote.text.split()[0] in opened.text
        question, answer = await picked(room.bob, seen.message, ASK)
        assert answer.ephemeral
        assert f"**{question}**" in answer.text
        assert "Quoted from the documents" in answer.text
        assert room.channel.by_bot() == []


@in_a_loop
async def test_what_to_ask_next_stands_under_an_answer_and_asks_it_where_the_answer_is(app: AppWith) -> None:
    async with served_room(app) as room:
        before = await asked(room.bob, room.channel, FOUNDED)
        assert before.message.menus() == []
        ready(room)
        seen = await asked(room.bob, room.channel, FOUNDED)
        options = [option["value"] for option in seen.message.menus()[0]["options"]]
        assert 1 <= len(options) <= 3
        assert FOUNDED not in options

        question, public = await picked(room.ada, seen.message, ASK_NEXT)
        assert not public.ephemeral
        assert f"**{question}**" in public.text
        private = await asked(room.bob, room.channel, FOUNDED, private=True)
        _, answer = await picked(room.bob, private.message, ASK_NEXT)
        assert answer.ephemeral


@in_a_loop
async def test_where_the_documents_do_not_say_it_is_told_what_they_are_about(app: AppWith) -> None:
    async with served_room(app) as room:
        known = ready(room)
        seen = await asked(room.bob, room.channel, "What is the capital of Peru?")

        assert f"The documents are about: {known.topics[0].name}" in seen.text
        question, answer = await picked(room.bob, seen.message, ANSWERED)
        assert f"**{question}**" in answer.text
        assert "The documents do not say" not in answer.text


@in_a_loop
async def test_help_suggests_three_questions_once_they_are_known(app: AppWith) -> None:
    async with served_room(app) as room:
        assert (await (await room.bob.slash(room.channel, "help")).answered()).message.menus() == []
        ready(room)
        seen = await (await room.bob.slash(room.channel, "help")).answered()

        (menu,) = seen.message.menus()
        assert len(menu["options"]) == 3
        _, answer = await picked(room.bob, seen.message, menu["placeholder"])
        assert answer.ephemeral
        assert "Quoted from the documents" in answer.text


@in_a_loop
async def test_a_menu_asks_through_the_gate_and_of_its_own_server_alone(make_app: AppMaker) -> None:
    async with served_room(make_app(member_questions_per_minute=2)) as room:
        ready(room)
        seen = await asked(room.bob, room.channel, FOUNDED)
        (menu,) = seen.message.menus()
        await picked(room.bob, seen.message, ASK_NEXT)
        _, refused = await picked(room.bob, seen.message, ASK_NEXT)
        assert "You have asked 2 questions in a minute" in refused.text
        assert refused.ephemeral

        assert menu["custom_id"] == custom_id("ask", room.guild.id)
        for forged, values in ((custom_id("ask", 123), [FOUNDED]), (menu["custom_id"], [FOUNDED, FOUNDED])):
            refused = await (await room.ada.forge_press(room.channel, forged, values=values)).answered()
            assert "Ada Lovell" not in refused.text


@in_a_loop
async def test_in_direct_messages_a_menu_asks_the_same_servers_documents(app: AppWith) -> None:
    async with served_room(app) as room:
        room.app.records.change_server(str(room.guild.id), direct_messages=True)
        ready(room)
        menu = await answer_to(await room.bob.dm(FOUNDED))
        chosen = await room.bob.choose(menu, "Choose a server", [str(room.guild.id)])
        await chosen.until(lambda _: "Helpful" in menu.labels())
        question, answer = await picked(room.bob, menu, ASK_NEXT)

        assert f"**{question}**" in answer.text
        assert "From the documents of Reading room" in answer.text


@in_a_loop
async def test_an_empty_library_says_that_it_is_empty(app: AppWith) -> None:
    async with served_room(app) as room:
        room.library.remove("ferries.md")
        seen = await (await room.bob.slash(room.channel, "topics")).answered()
        assert seen.text == EMPTY


def overview(topics: int, text: str = "The ferry sails.") -> Overview:
    def one(number: int) -> Topic:
        said = quote(text, span=Span(number, number + len(text)))
        return Topic(f"{text} {number}"[:200], 3, 2, said, (Suggestion(f"{text[:60]} {number}?", said),))

    return Overview(1, tuple(map(one, range(topics))))


def test_many_topics_go_over_pages_and_whatever_page_is_wanted_there_is_one() -> None:
    known = overview(2 * ON_A_PAGE + 1)
    shown = [str(payload(topics_screen("1", known, page, documents=2))) for page in (0, 2, 99)]

    assert "Next (1/3)" in shown[0]
    assert shown[1] == shown[2]
    assert "The ferry sails. 8" in shown[2]


@pytest.mark.parametrize("text", [*HOSTILE, "x" * 5_000])
def test_nothing_of_a_document_takes_effect_in_a_topic(text: str) -> None:
    screen = topics_screen("1", overview(ON_A_PAGE, text), 0, documents=1)
    payload(screen)
    inert_texts(screen)


def test_too_little_text_is_said_and_a_menu_of_nothing_is_none() -> None:
    assert TOO_LITTLE in str(payload(topics_screen("1", Overview(1, ()), 0, documents=1)))
    assert question_menu("1", []) == ()
    assert question_menu("1", ["q" * 101]) == ()
