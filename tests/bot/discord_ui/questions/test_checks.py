from __future__ import annotations

import asyncio
from threading import Semaphore

import pytest

from bot.answering.answer import Citation
from bot.answering.checking.checked import CheckedClaim, CheckedText, Standing
from bot.discord_ui.checked_answers import as_answer
from bot.discord_ui.questions.checks import NO_CLAIMS, NO_TEXT
from bot.discord_ui.rendering import EMPTY
from bot.errors import NotNow
from index.documents import Span
from tests.conftest import AppMaker
from tests.discord_server.interactions import Interaction
from tests.discord_server.loops import in_a_loop
from tests.discord_server.people import Person
from tests.support.apps import AppWith
from tests.support.asking import discord_with_room, pressed, served_room, shared
from tests.support.given_answers import given, quote
from tests.support.reading_room import FERRY, Room, new_room
from tests.support.screens import inert_texts, pages_of
from tests.support.serving import serving

pytestmark = pytest.mark.usefixtures("no_error_is_logged")

MENU = "Check against the library"
COST = "A crossing costs two crowns."
TEXT = "A crossing costs two crowns. A crossing costs three crowns. The captain is Ines Duarte."


def found(room: Room, claims: int = 1) -> CheckedText:
    """What is found of a text that says one thing of each kind, so many times."""
    at = FERRY.index(COST.encode())
    cited = quote(COST, document=room.library.find("Ferries"), span=Span(at, at + len(COST)), heading="", line=3)
    kinds = (
        CheckedClaim(COST, Standing.SUPPORTED, "The documents say so.", (1,)),
        CheckedClaim("A crossing costs three crowns.", Standing.CONTRADICTED, "They say two, not three.", (1,)),
        CheckedClaim("The captain is Ines Duarte.", Standing.UNSUPPORTED, "The documents do not say this.", ()),
    )
    return CheckedText(kinds * claims, (Citation(1, cited),), None)


async def checked(person: Person, room: Room, text: str = TEXT) -> Interaction:
    return await (await person.menu(await room.bob.says(room.channel, text), MENU)).answered()


@in_a_loop
async def test_each_statement_is_shown_with_its_verdict_to_who_asked_alone(
    app: AppWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with served_room(app) as room:
        asked: list[tuple[object, ...]] = []
        monkeypatch.setattr(app, "check", lambda *known: asked.append(known) or found(room))
        seen = await checked(room.ada, room)

        assert asked == [(str(room.guild.id), TEXT, room.ada.id)]
        assert seen.ephemeral
        assert seen.message.texts()[0] == f"**Checked:** {TEXT}"
        assert seen.message.texts()[1].split("\n") == [
            "✅ Supported: “A crossing costs two crowns.” **[1]**",
            "❌ Contradicted: “A crossing costs three crowns.” They say two, not three. **[1]**",
            "❔ Not in the documents: “The captain is Ines Duarte.”",
        ]
        assert seen.message.texts()[-1] == "-# 3 statements: 1 supported, 1 contradicted, 1 not in the documents."
        assert seen.message.labels() == ["Show passage", "Helpful", "Not helpful", "Share"]
        assert f"**__{COST}__**" in (await pressed(room.ada, seen.message, "Show passage")).text
        assert app.records.questions_today(str(room.guild.id), room.ada.id) == 1
        assert len(room.channel.by_bot()) == 0


@in_a_loop
async def test_what_the_documents_say_and_deny_is_told_apart_for_real(app: AppWith) -> None:
    async with served_room(app) as room:
        seen = await checked(room.ada, room)
        lines = seen.message.texts()[1].split("\n")
        assert [line.partition(":")[0] for line in lines] == [
            "✅ Supported",
            "❌ Contradicted",
            "❔ Not in the documents",
        ]


@in_a_loop
async def test_a_long_check_has_pages_that_turn_after_a_restart_and_can_be_shared(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make_app()
    async with discord_with_room(first) as room:
        async with serving(first, room.discord):
            monkeypatch.setattr(first, "check", lambda *_: found(room, 40))
            seen = (await checked(room.ada, room)).message
        first.close()
        async with serving(make_app(), room.discord):
            await pressed(room.ada, seen, "More ▶")
            assert "Page 2 of" in seen.text
            assert "✅ Supported: " in seen.text
            assert f"**__{COST}__**" in (await pressed(room.ada, seen, "Show passage")).text
            public = await shared(room.ada, seen)
            assert "✅ Supported: " in public.text
            assert f"**__{COST}__**" in (await pressed(room.bob, public, "Show passage")).text


@in_a_loop
async def test_where_there_is_nothing_to_check_it_says_so(app: AppWith, monkeypatch: pytest.MonkeyPatch) -> None:
    async with served_room(app) as room:
        empty = new_room(room.discord, app, "Empty room")
        assert (await checked(empty.bob, empty)).text == EMPTY
        assert (await checked(room.ada, room, " \n ")).text == NO_TEXT
        monkeypatch.setattr(app, "check", lambda *_: CheckedText((), ()))
        assert (await checked(room.ada, room, "Good morning!")).text == NO_CLAIMS
        monkeypatch.setattr(app, "check", lambda *_: CheckedText((), (), "Nothing is claimed <@1>."))
        assert (await checked(room.ada, room, "Hello?")).text == r"Nothing is claimed \<\@1>."


@in_a_loop
async def test_checks_count_and_are_refused_as_questions_are(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(member_questions_per_minute=1)
    async with served_room(app) as room:
        monkeypatch.setattr(app, "check", lambda *_: found(room))
        assert "Supported" in (await checked(room.ada, room, "x " * 1990)).text
        refused = await checked(room.ada, room)
        assert refused.ephemeral
        assert "You have asked 1 question in a minute" in refused.text

        def fail(*_: object) -> None:
            raise NotNow("Not now.")

        monkeypatch.setattr(app, "check", fail)
        assert (await checked(room.bob, room)).text == "Not now."


@in_a_loop
async def test_no_more_texts_are_checked_at_once_than_there_are_threads_for_answers(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(openai_base_url="http://127.0.0.1:9/v1", answer_threads=1)
    monkeypatch.setattr(app.models, "for_question", lambda *_: None)  # which loads what is not needed here
    async with served_room(app) as room:
        rooms = [room, new_room(room.discord, app, "Boat house")]
        rooms[1].library.add_bytes("ferries.md", "ferries.md", FERRY)
        begun, go_on = Semaphore(0), Semaphore(0)

        def check(*_: object) -> CheckedText:
            begun.release()
            go_on.acquire(timeout=5)
            return found(room)

        monkeypatch.setattr(app, "check", check)
        seen = [await each.ada.menu(await each.bob.says(each.channel, TEXT), MENU) for each in rooms]
        for one in seen:
            await one.acknowledgement()
        assert await asyncio.to_thread(begun.acquire, timeout=5)
        assert not await asyncio.to_thread(begun.acquire, timeout=0.1)
        go_on.release(2)
        for one in seen:
            await one.answered()


def test_nothing_in_a_checked_text_takes_effect() -> None:
    text = "@everyone <@1> https://x.example/?q=1 [1] **[1]** `x` ||y|| # z\n> q\n-# small"
    hostile = CheckedText(
        tuple(CheckedClaim(text * 5, standing, text, (1,)) for standing in Standing) * 5,
        (Citation(1, quote(text, heading=text)),),
        text,
    )
    answer = given("a" * 16, answer=as_answer(text, hostile), private=True)
    for page in pages_of(answer):
        assert inert_texts(page)
