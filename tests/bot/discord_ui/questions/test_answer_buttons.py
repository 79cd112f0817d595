from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.answering.answer import Answer, Citation, Claim
from bot.discord_ui.questions.answer_buttons import (
    NO_LONGER_KEPT,
    NO_THREAD,
    REMOVED_SINCE,
    THANKS,
)
from bot.discord_ui.questions.passage_reading import NO_SUCH_SOURCE, NOT_THERE
from bot.records import Records
from bot.records.records import utc_now
from index.documents import Span
from tests.conftest import AppMaker
from tests.discord_server.loops import in_a_loop
from tests.discord_server.messages import Message
from tests.discord_server.people import Person
from tests.support.apps import AppWith
from tests.support.asking import accent, asked, discord_with_room, everything_sent, pressed, served_room, shared
from tests.support.given_answers import answered, quote
from tests.support.reading_room import FERRY, Room
from tests.support.serving import serving

pytestmark = pytest.mark.usefixtures("no_error_is_logged")

COST = "What does a crossing cost?"
NOWHERE = "Who painted the lighthouse of Vintner Street?"
MONTH = timedelta(days=31)
CHAPTERS = 7
BOOK = "\n\n".join(
    f"# Chapter {number}\n\nIn chapter {number} the fog lifts. {'It rains. ' * 60}" for number in range(CHAPTERS)
).encode()


# Reading


@in_a_loop
async def test_a_passage_is_shown_to_who_asks_for_it_with_the_quote_highlighted(app: AppWith) -> None:
    async with served_room(app) as room:
        answer = (await asked(room.bob, room.channel, COST)).message
        shown = await pressed(room.ada, answer, "Show passage")

        assert shown.ephemeral
        assert "**Ferries**" in shown.text
        assert "line 1 · version 1 of <t:" in shown.text
        assert "The ferry to Harrow Bay sails at noon. **__A crossing costs two crowns.__**" in shown.text
        assert answer.edits == 1
        assert room.channel.by_bot() == [answer]


@in_a_loop
async def test_a_document_is_read_from_its_first_passage_to_its_last_and_back(app: AppWith) -> None:
    async with served_room(app) as room:
        room.library.add_bytes("book.md", "book.md", BOOK)
        answer = (await asked(room.bob, room.channel, "What happens in chapter 3?", document="book.md")).message
        reading = await pressed(room.bob, answer, "Show passage")
        here = reading.message
        assert "**__In chapter 3 the fog lifts.__**" in here.text

        to_first = await turned(room.bob, here, "◀ Previous passage")
        to_last = await turned(room.bob, here, "Next passage ▶")
        whole = [to_first[-1], *to_last]
        assert to_first == [*reversed(whole)][-len(to_first) :]
        assert await turned(room.bob, here, "◀ Previous passage") == [*reversed(whole[:-1])]
        assert sum("**__" in page for page in whole) == 1
        for number in range(CHAPTERS):
            assert f"In chapter {number} the fog lifts." in "".join(whole).replace("**__", "").replace("__**", "")
        assert here.ephemeral


async def turned(person: Person, here: Message, button: str) -> list[str]:
    """Press a button until it cannot be pressed, and return what was shown each time."""
    pages = []
    while not here.button(button).get("disabled"):
        assert (await pressed(person, here, button)).message is here
        pages.append(here.text)
        assert len(pages) < 50
    return pages


@in_a_loop
async def test_what_comes_closest_is_shown_in_its_place_too(app: AppWith) -> None:
    async with served_room(app) as room:
        missed = (await asked(room.bob, room.channel, NOWHERE)).message
        shown = await pressed(room.bob, missed, "Show passage")
        assert "**__The ferry to Harrow Bay sails at noon.__** A crossing" in shown.text
        assert (await pressed(room.bob, missed, "Not helpful")).text == THANKS[False]


@in_a_loop
async def test_a_quote_is_shown_in_the_version_it_was_taken_from_marked_as_old(app: AppWith) -> None:
    async with served_room(app) as room:
        old = (await asked(room.bob, room.channel, COST)).message
        live = await pressed(room.bob, old, "Show passage")
        room.library.add_bytes("ferries.md", "ferries.md", FERRY.replace(b"two crowns", b"three crowns"))

        shown = await pressed(room.bob, old, "Show passage")
        assert "**__A crossing costs two crowns.__**" in shown.text
        assert "⚠️ **An older version:**" in shown.text
        assert "version 1 of" in shown.text
        assert accent(shown.message) != accent(live.message)
        new = (await asked(room.bob, room.channel, COST)).message
        assert "older version" not in (await pressed(room.bob, new, "Show passage")).text
        assert "three crowns" in new.text

        room.library.restore(room.library.find("Ferries"), 1)
        for answer, cost in ((old, "two"), (new, "three")):
            shown = await pressed(room.bob, answer, "Show passage")
            assert f"**__A crossing costs {cost} crowns.__**" in shown.text
            assert ("⚠️ **An older version:**" in shown.text) == (answer is new)  # the old text is live again


@in_a_loop
async def test_of_a_document_that_was_removed_nothing_is_shown_but_that(app: AppWith) -> None:
    async with served_room(app) as room:
        room.library.add_bytes("book.md", "book.md", BOOK)
        answer = (await asked(room.bob, room.channel, "What happens in chapter 3?", document="book.md")).message
        reading = (await pressed(room.bob, answer, "Show passage")).message
        private = (await asked(room.bob, room.channel, "What happens in chapter 3?", private=True)).message
        asking = await room.ada.slash(room.channel, "library remove", document="book.md")
        await pressed(room.ada, (await asking.answered()).message, "Remove")
        begun = len(room.discord.requests)

        assert (await pressed(room.bob, answer, "Show passage")).text == GONE
        assert (await pressed(room.bob, reading, "Next passage ▶")).text == GONE
        assert (await pressed(room.bob, answer, "Helpful")).text == THANKS[True]
        share = await room.bob.press(private, "Share")
        assert (await share.until(lambda it: it.followups)).text == REMOVED_SINCE
        assert len(room.channel.by_bot()) == 1
        assert "fog" not in everything_sent(room.discord, begun)

        room.library.add_bytes("book.md", "book.md", BOOK)
        assert (await pressed(room.bob, answer, "Show passage")).text == GONE


GONE = "“Chapter 0” was removed from the library, so its passages can no longer be shown."


@in_a_loop
async def test_a_long_answer_is_paged_for_each_reader_alone(app: AppWith, monkeypatch: pytest.MonkeyPatch) -> None:
    async with served_room(app) as room:
        monkeypatch.setattr(app, "ask", lambda *_: long_answer(room))
        answer = (await asked(room.bob, room.channel, COST)).message
        first = answer.text
        page = await pressed(room.ada, answer, "More ▶")
        here = page.message

        assert page.ephemeral
        assert "Page 2 of" in page.text
        assert not {"Continue in a thread", "Share"} & {*here.labels()}
        texts = [first, here.text, *await turned(room.ada, here, "More ▶")]
        for number in range(1, CLAIMS + 1):
            (of_it,) = (text for text in texts if f"Claim {number} " in text)
            assert of_it.count(f"**[{number}]**") == 2  # at the claim and among the sources
        assert "two crowns.__**" in (await pressed(room.ada, here, "Show passage")).text
        await pressed(room.ada, here, "◀ Back")
        assert here.text == texts[-2]
        assert answer.text == first


@in_a_loop
async def test_a_private_long_answer_is_paged_and_shared_from_any_page(
    app: AppWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with served_room(app) as room:
        monkeypatch.setattr(app, "ask", lambda *_: long_answer(room))
        answer = (await asked(room.bob, room.channel, COST, private=True)).message
        await pressed(room.bob, answer, "More ▶")
        assert "Page 2 of" in answer.text
        assert "Page 1 of" in (await shared(room.bob, answer)).text


CLAIMS = 40


def long_answer(room: Room) -> Answer:
    document = room.library.find("Ferries")
    at = FERRY.index(b"A crossing")
    cited = quote("A crossing costs two crowns.")
    cited = replace(cited, document=document, span=Span(at, at + len(cited.text)))
    numbers = range(1, CLAIMS + 1)
    return answered(
        claims=tuple(Claim(f"Claim {number} stands. {'More of it. ' * 20}", (number,)) for number in numbers),
        citations=tuple(Citation(number, cited) for number in numbers),
    )


# Rating


@in_a_loop
async def test_each_member_says_once_whether_an_answer_helped_and_may_think_again(app: AppWith) -> None:
    async with served_room(app) as room:
        library = str(room.guild.id)
        answer = (await asked(room.bob, room.channel, COST)).message
        thanks = await pressed(room.bob, answer, "Helpful")
        assert thanks.ephemeral
        assert thanks.text == THANKS[True]
        await pressed(room.bob, answer, "Helpful")
        await pressed(room.ada, answer, "Helpful")
        assert app.records.ratings(library) == (2, 0)
        assert (await pressed(room.bob, answer, "Not helpful")).text == THANKS[False]
        assert app.records.ratings(library) == (1, 1)
        assert answer.edits == 1


# Later


@in_a_loop
async def test_every_button_works_a_month_later_after_a_restart(make_app: AppMaker) -> None:
    first = make_app()
    async with discord_with_room(first) as room:
        first.library(str(room.guild.id)).add_bytes("book.md", "book.md", BOOK)
        async with serving(first, room.discord):
            found = (await asked(room.bob, room.channel, "What happens in chapter 3?", document="book.md")).message
            missed = (await asked(room.bob, room.channel, NOWHERE)).message
            private = (await asked(room.bob, room.channel, COST, private=True)).message
            reading = (await pressed(room.bob, found, "Show passage")).message
            await pressed(room.bob, found, "Helpful")
        first.close()
        room.discord.clock.advance(MONTH.total_seconds())
        second = make_app()
        second.records = Records(second.store, lambda: utc_now() + MONTH)
        async with serving(second, room.discord):
            assert "fog lifts.__**" in (await pressed(room.bob, found, "Show passage")).text
            assert "__**" in (await pressed(room.bob, missed, "Show passage")).text
            assert "In chapter 4" in (await pressed(room.bob, reading, "Next passage ▶")).text
            assert (await pressed(room.bob, found, "Not helpful")).text == THANKS[False]
            assert second.records.ratings(str(room.guild.id)) == (0, 1)
            assert "two crowns" in (await shared(room.bob, private)).text
            await pressed(room.bob, found, "Continue in a thread")
            assert found.thread is not None


@in_a_loop
async def test_a_thread_that_cannot_be_started_is_said(app: AppWith) -> None:
    async with served_room(app) as room:
        answer = (await asked(room.bob, room.channel, COST)).message
        room.channel.deny_bot(create_public_threads=True)
        told = await pressed(room.bob, answer, "Continue in a thread")
        assert told.ephemeral
        assert told.text == NO_THREAD


@in_a_loop
async def test_an_answer_that_is_not_kept_or_has_no_such_part_is_one_sentence(app: AppWith) -> None:
    async with served_room(app) as room:
        answer = (await asked(room.bob, room.channel, COST)).message
        prefix = f"fn:{{}}:{room.guild.id}"
        kept = answer.button("Helpful")["custom_id"].split(":")[3]
        document = room.library.find("Ferries").id
        for name, arguments, sentence in (
            ("passage", "0123456789abcdef:1:-", NO_LONGER_KEPT),
            ("rate", "nothing:1", NO_LONGER_KEPT),
            ("passage", f"{kept}:2:-", NO_SUCH_SOURCE),
            ("leaf", f"{kept}:99999999999999999999:0", NO_SUCH_SOURCE),
            ("leaf", f"{kept}:1:99999999999999999999", None),
            ("read", f"{document}:1:99999999999999999999", NOT_THERE),
            ("read", f"{document}:99999999999999999999:0", NOT_THERE),
            ("read", "0123456789ab:1:0", NOT_THERE),
            ("page", f"{kept}:99999999999999999999", None),
        ):
            press = f"{prefix.format(name)}:{arguments}"
            seen = await (await room.bob.forge_press(room.channel, press, message=answer)).answered()
            assert seen.ephemeral
            assert sentence is None or seen.text == sentence
        assert answer.edits == 1
