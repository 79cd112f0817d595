"""What can be done with a summary: its quotes opened, exported, shared, asked about; after a restart too."""

from __future__ import annotations

import pytest

from bot.answering.answer import Exchange, Question
from bot.discord_ui.permissions import NOT_HERE, NOT_YOURS
from bot.discord_ui.presses import UNKNOWN
from bot.discord_ui.questions.answer_buttons import FOLLOW_ON, REMOVED_SINCE
from bot.discord_ui.questions.passage_reading import NO_SUCH_SOURCE
from bot.discord_ui.summaries.buttons import EXPORTED, NO_LONGER_KEPT, NOT_TAKEN
from bot.discord_ui.summaries.rendering import OPEN_A_QUOTE
from tests.conftest import AppMaker
from tests.discord_server.channels import Channel
from tests.discord_server.interactions import Interaction
from tests.discord_server.loops import in_a_loop
from tests.discord_server.messages import Message
from tests.discord_server.people import Person
from tests.support.apps import AppWith
from tests.support.asking import answer_to, asked, discord_with_room, pressed, served_room, shared
from tests.support.reading_room import Room, new_room
from tests.support.serving import serving
from tests.support.shared_discord import in_a_shared_discord

pytestmark = pytest.mark.usefixtures("no_error_is_logged")

PIERS = "".join(
    f"## Pier {number}\n\nThe boats of pier {number} are painted blue in spring {1900 + number} by Ines Duarte "
    f"and {number} of her friends from the village of Harrow Bay, as the harbour master ordered them to do.\n\n"
    for number in range(1, 21)
)


async def summary_in(room: Room, person: Person, command: str = "library", **options: object) -> Message:
    """Have a summary made and return the message that shows it."""
    return (await (await person.slash(room.channel, f"summary {command}", **options)).answered()).message


def add_piers(room: Room) -> None:
    room.library.add_bytes("piers.md", "piers.md", f"# Piers\n\n{PIERS}".encode())


async def opened(person: Person, message: Message, value: str) -> Interaction:
    return await (await person.choose(message, OPEN_A_QUOTE, [value])).answered()


@in_a_shared_discord
async def test_a_pick_from_the_menu_shows_the_quote_in_its_passage_to_who_picked_it(room: Room) -> None:
    add_piers(room)
    shown = await summary_in(room, room.bob, "document", document="Piers", length="full")
    option = shown.menu()["options"][2]
    assert option["label"] == "3. Pier 3"

    passage = await opened(room.ada, shown, option["value"])
    assert passage.ephemeral
    assert "**__The boats of pier 3 are painted blue" in passage.text


@in_a_loop
async def test_the_quotes_pages_and_export_of_a_summary_outlive_a_restart(make_app: AppMaker) -> None:
    first = make_app()
    async with discord_with_room(first) as room:
        room.library.add_bytes("piers.md", "piers.md", f"# Piers\n\n{PIERS}".encode())
        async with serving(first, room.discord):
            shown = await summary_in(room, room.bob, "document", document="Piers", length="full")
        first.close()
        async with serving(make_app(), room.discord):
            second = await pressed(room.ada, shown, "More ▶")
            assert second.ephemeral
            assert "Page 2 of 2" in second.text
            assert "Page 1 of 2" in shown.text
            assert "Read 20 of 20 sections of version 1." in second.text
            assert "**__The boats of pier 20 are" in (await opened(room.ada, second.message, "20")).text

            file = (await pressed(room.ada, shown, "Export")).message.attachments[0]
            assert file.filename == "piers.md"
            assert file.data.decode().startswith("# Summary of “Piers”\n\nRead 20 of 20 sections of version 1.\n\n")
            assert file.data.count(b"The boats of pier") == 40


@in_a_shared_discord
async def test_an_export_is_a_file_for_who_pressed_alone(room: Room) -> None:
    shown = await summary_in(room, room.bob)
    seen = await pressed(room.ada, shown, "Export")
    assert seen.ephemeral
    assert seen.message.content == EXPORTED
    assert [file.filename for file in seen.message.attachments] == ["the-whole-library.md"]
    assert room.channel.by_bot() == [shown]


@in_a_loop
async def test_a_file_that_discord_does_not_take_is_told(app: AppWith, caplog: pytest.LogCaptureFixture) -> None:
    async with served_room(app, upload_limit=100) as room:
        seen = await pressed(room.ada, await summary_in(room, room.bob), "Export")
        await seen.until(lambda it: it.text == NOT_TAKEN)
        assert "could not send" in caplog.text


@in_a_shared_discord
async def test_a_private_summary_is_its_asker_s_until_it_is_shared(room: Room) -> None:
    add_piers(room)
    private = await summary_in(room, room.bob, private=True, length="full")
    for button in ("Export", "Ask about this", "More ▶"):
        forged = private.button(button)["custom_id"]
        seen = await (await room.ada.forge_press(room.channel, forged, message=private)).answered()
        assert seen.text == NOT_YOURS
    forged = private.menu()["custom_id"]
    seen = await (await room.ada.forge_press(room.channel, forged, message=private, values=["1"])).answered()
    assert seen.text == NOT_YOURS

    public = await shared(room.bob, private)
    assert "Summary of the whole library" in public.text
    assert "Export" in public.labels()
    assert (await pressed(room.ada, public, "More ▶")).ephemeral
    assert len((await pressed(room.ada, public, "Export")).message.attachments) == 1


@in_a_shared_discord
async def test_a_page_of_a_private_summary_takes_the_place_of_the_one_before(room: Room) -> None:
    add_piers(room)
    private = await summary_in(room, room.bob, private=True, length="full")
    await pressed(room.bob, private, "More ▶")
    assert "Page 2 of" in private.text
    assert "Ask about this" in private.labels()


@in_a_shared_discord
async def test_another_server_and_made_up_ids_reach_no_summary(room: Room) -> None:
    add_piers(room)
    shown = await summary_in(room, room.bob, length="full")
    other = new_room(room.discord, room.app, "Boat house")
    export, menu = shown.button("Export")["custom_id"], shown.menu()["custom_id"]
    tried = [
        (other.channel, export, None, NOT_HERE),
        (other.channel, export.replace(str(room.guild.id), str(other.guild.id)), None, NO_LONGER_KEPT),
        (other.channel, menu, ["1"], NOT_HERE),
        (room.channel, menu, ["1:2"], UNKNOWN),
        (room.channel, menu, ["99"], NO_SUCH_SOURCE),
        (room.channel, f"fn:summary-page:{room.guild.id}:{shown.id}:1", None, NO_LONGER_KEPT),
        (room.channel, f"fn:summary-page:{room.guild.id}", None, UNKNOWN),
        (room.channel, f"fn:export:{room.guild.id}", None, NO_LONGER_KEPT),
    ]
    for channel, forged, values, told in tried:
        person = other.bob if channel is other.channel else room.ada
        seen = await (await person.forge_press(channel, forged, message=None, values=values)).answered()
        assert (seen.text, seen.ephemeral) == (told, True)


@in_a_shared_discord
async def test_an_answer_is_no_summary(room: Room) -> None:
    answer = (await asked(room.bob, room.channel, "When does the ferry to Harrow Bay sail?")).message
    rate = answer.button("Helpful")["custom_id"].split(":")
    for name in ("export", "summary-ask"):
        forged = f"fn:{name}:{rate[2]}:{rate[3]}"
        seen = await (await room.bob.forge_press(room.channel, forged, message=answer)).answered()
        assert seen.text == NO_LONGER_KEPT


@in_a_shared_discord
async def test_nothing_of_a_removed_document_is_handed_over(room: Room) -> None:
    add_piers(room)
    shown = await summary_in(room, room.bob, length="full")
    room.library.remove("Ferries")
    for button in ("Export", "More ▶"):
        assert (await pressed(room.ada, shown, button)).text == REMOVED_SINCE
    assert "was removed" in (await opened(room.ada, shown, "1")).text
    assert "**__The boats of pier 1 are" in (await opened(room.ada, shown, "2")).text


# Asked about


@in_a_shared_discord
async def test_ask_about_this_starts_a_thread_that_keeps_the_summary_in_mind(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_piers(room)
    shown = await summary_in(room, room.bob, "document", document="Ferries")
    told = await pressed(room.ada, shown, "Ask about this")
    assert told.text == FOLLOW_ON[False]
    assert shown.thread
    assert shown.thread.name == "Summary of “Ferries”"

    answer = await asked_in(room.ada, shown.thread, "And what does it cost?")
    assert "A crossing costs two crowns." in answer.text
    put = questions_put(room.app, monkeypatch)
    await asked_in(room.ada, shown.thread, "And what does a boat cost?")
    assert [exchange.question for exchange in put[0].history] == ["Summary of “Ferries”", "And what does it cost?"]


def questions_put(app: AppWith, monkeypatch: pytest.MonkeyPatch) -> list[Question]:
    """Return a list of the questions put to the app from now on."""
    put: list[Question] = []
    ask = app.ask
    monkeypatch.setattr(
        app, "ask", lambda library, question, *rest: put.append(question) or ask(library, question, *rest)
    )
    return put


async def asked_in(person: Person, channel: Channel, text: str) -> Message:
    """Mention the bot somewhere and wait for its answer."""
    bot = channel.discord.bot_user
    return await answer_to(await person.says(channel, f"{bot.mention} {text}", mentions=[bot]))


@in_a_shared_discord
async def test_of_a_private_summary_one_asks_in_a_form_and_is_answered_alone(room: Room) -> None:
    private = await summary_in(room, room.bob, "document", document="Ferries", private=True)
    form = await (await room.bob.press(private, "Ask about this")).acknowledgement()
    assert form.modal
    assert form.modal.labels() == ["Question"]

    answer = await (await room.bob.submit(form.modal, {"Question": "And what does it cost?"})).answered()
    assert answer.ephemeral
    assert "A crossing costs two crowns." in answer.text
    assert room.channel.by_bot() == []
    assert room.app.records.questions_today(str(room.guild.id), room.bob.id) == 2


@in_a_loop
async def test_a_question_in_the_form_is_refused_as_any_question_is(make_app: AppMaker) -> None:
    app = make_app(member_questions_per_minute=1)
    async with served_room(app) as room:
        private = await summary_in(room, room.bob, private=True)
        form = await (await room.bob.press(private, "Ask about this")).acknowledgement()
        refused = await (await room.bob.submit(form.modal, {"Question": "And what does it cost?"})).answered()
        assert refused.ephemeral
        assert "You have asked 1 question in a minute" in refused.text


@in_a_shared_discord
async def test_the_document_of_a_summary_is_asked_first_and_the_others_then(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_piers(room)
    (ferries,) = (document.id for document in room.library.documents() if document.title == "Ferries")
    shown = await summary_in(room, room.bob, "document", document=ferries)
    put = questions_put(room.app, monkeypatch)
    await answer_to(await room.ada.says(room.channel, "What does a crossing cost?", reply_to=shown))
    other = await answer_to(await room.ada.says(room.channel, "What is painted on pier 7?", reply_to=shown))
    assert "pier 7" in other.text
    assert [question.only for question in put] == [(ferries,), (ferries,), ()]
    assert {question.history for question in put} == {()}


@in_a_shared_discord
async def test_what_follows_a_summary_on_a_topic_is_asked_about_that(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_piers(room)
    thread = room.channel.thread("boats", room.bob)
    seen = await (await room.bob.slash(thread, "summary topic", topic="pier 7")).answered()
    assert "Ask about this" not in seen.message.labels()
    put = questions_put(room.app, monkeypatch)
    await asked_in(room.ada, thread, "When was it painted?")
    assert put[0].history == (Exchange("pier 7", ""),)


@in_a_loop
async def test_a_model_is_given_the_summary_to_read(make_app: AppMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    app = make_app(openai_base_url="http://127.0.0.1:9/v1")
    monkeypatch.setattr(app.models, "for_question", lambda *_: None)  # which loads what is not needed here
    async with served_room(app) as room:
        shown = await summary_in(room, room.bob, "document", document="Ferries")
        put = questions_put(app, monkeypatch)
        await answer_to(await room.ada.says(room.channel, "And what does it cost?", reply_to=shown))
        private = await summary_in(room, room.bob, "document", document="Ferries", private=True)
        form = await (await room.bob.press(private, "Ask about this")).acknowledgement()
        await (await room.bob.submit(form.modal, {"Question": "And what does it cost?"})).answered()
        for question in (put[0], put[-1]):
            (exchange,) = question.history
            assert exchange.question == "Summary of “Ferries”"
            assert "The ferry to Harrow Bay sails at noon. [1]" in exchange.answer
