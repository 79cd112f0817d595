"""`/summary`: what people ask for and get, who may, and how it counts."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.discord_ui.client import UNUSABLE
from bot.discord_ui.rendering import NOT_FOUND
from bot.discord_ui.summaries.command import EMPTY
from tests.conftest import AppMaker
from tests.discord_server.interactions import Interaction
from tests.discord_server.loops import in_a_loop
from tests.discord_server.people import NotOffered, Person
from tests.support.asking import HARBOUR, asked, served_room
from tests.support.reading_room import Room, new_room
from tests.support.shared_discord import in_a_shared_discord

pytestmark = pytest.mark.usefixtures("no_error_is_logged")

FERRIES = "**Summary of “Ferries”**"


async def summed_up(person: Person, room: Room, command: str, **options: Any) -> Interaction:
    """Have a summary made and wait for it."""
    return await (await person.slash(room.channel, f"summary {command}", **options)).answered()


def add_harbour(room: Room) -> None:
    room.library.add_bytes("harbour.md", "harbour.md", HARBOUR)


@in_a_shared_discord
async def test_a_document_is_summarised_for_everyone_to_see(room: Room) -> None:
    add_harbour(room)
    (title,) = [
        choice["value"] for choice in await room.bob.autocomplete(room.channel, "summary document", "document", "fer")
    ]
    seen = await summed_up(room.bob, room, "document", document=title)

    assert not seen.ephemeral
    assert seen.message.texts()[0] == f"{FERRIES}\n-# Read 1 of 1 section of version 1."
    assert seen.message.texts()[1].split("\n") == [
        "- The ferry to Harrow Bay sails at noon. **[1]**",
        "- A crossing costs two crowns. **[2]**",
    ]
    assert seen.message.labels() == ["Show passage"] * 2 + ["Ask about this", "Export", "Helpful", "Not helpful"]
    assert room.app.records.questions_today(str(room.guild.id), room.bob.id) == 1


@in_a_shared_discord
async def test_the_whole_library_is_summarised_to_whoever_wants_it_alone(room: Room) -> None:
    add_harbour(room)
    seen = await summed_up(room.bob, room, "library", length="full", private=True)

    assert seen.ephemeral
    assert seen.message.texts()[0] == "**Summary of the whole library**\n-# Read 2 of 2 sections of 2 documents."
    assert "**Ferries**\nThe ferry to Harrow Bay sails at noon. **[1]**" in seen.text
    assert "**Harbour**\n" in seen.text
    assert room.channel.by_bot() == []
    room.app.records.change_server(str(room.guild.id), private=True)
    assert (await summed_up(room.ada, room, "library")).ephemeral


@in_a_shared_discord
async def test_a_topic_is_summarised_across_documents_or_said_to_be_in_none(room: Room) -> None:
    add_harbour(room)
    found = await summed_up(room.bob, room, "topic", topic="harbour master", length="headline")
    assert found.message.texts()[0].startswith("**Summary on “harbour master”**")
    assert "The harbour master is Ines Duarte. **[1]**" in found.text

    nothing = await summed_up(room.bob, room, "topic", topic="quantum chromodynamics")
    assert nothing.message.texts()[1] == NOT_FOUND
    assert nothing.message.labels() == []


@in_a_shared_discord
async def test_topics_of_this_server_s_library_are_offered_while_one_is_typed(room: Room) -> None:
    add_harbour(room)
    known = await asyncio.to_thread(room.app.topics.overview, str(room.guild.id))
    assert known.topics
    name = known.topics[0].name
    offered = await room.bob.autocomplete(room.channel, "summary topic", "topic", name[:4])
    assert name in [choice["value"] for choice in offered]
    found = await summed_up(room.bob, room, "topic", topic=name)
    assert "**[1]**" in found.text


@in_a_shared_discord
async def test_what_changed_is_told_since_a_day_in_all_documents_or_in_one(room: Room) -> None:
    add_harbour(room)
    everything = await summed_up(room.bob, room, "changes", since="2020-01-01")
    assert everything.message.texts()[0].startswith("**Summary of what changed since 2020-01-01")
    assert "The ferry to Harrow Bay sails at noon." in everything.text
    assert "Ines Duarte" in everything.text

    one = await summed_up(room.bob, room, "changes", since="2020-01-01", document="Ferries")
    assert "Ines Duarte" not in one.text
    assert "The ferry to Harrow Bay sails at noon." in one.text


@in_a_shared_discord
async def test_a_summary_dwells_on_what_it_should(room: Room) -> None:
    add_harbour(room)
    seen = await summed_up(room.bob, room, "library", focus=" numbers only ")
    assert seen.message.texts()[0].startswith("**Summary of the whole library, numbers only**")
    assert "Ines Duarte" not in seen.text
    assert "nine crowns a night" in seen.text


@in_a_shared_discord
async def test_what_cannot_be_summarised_is_told_to_the_person_alone_and_does_not_count(room: Room) -> None:
    for command, options, told in (
        ("document", {"document": "Tides"}, "There is no document called “Tides” here; /library list shows those"),
        ("changes", {"since": "one fine day"}, "Say since when"),
        ("changes", {"since": "2126-01-01"}, "is yet to come"),
        ("topic", {"topic": "  "}, "Say which topic to summarise."),
    ):
        seen = await summed_up(room.bob, room, command, **options)
        assert seen.ephemeral
        assert told in seen.text
    assert room.app.records.questions_today(str(room.guild.id), room.bob.id) == 0


@in_a_shared_discord
async def test_an_empty_library_says_so(room: Room) -> None:
    empty = new_room(room.discord, room.app, "Empty room")
    assert (await summed_up(empty.bob, empty, "library")).text == EMPTY


@in_a_shared_discord
async def test_another_server_s_document_cannot_be_summarised(room: Room) -> None:
    other = new_room(room.discord, room.app, "Boat house")
    (theirs,) = room.library.documents()
    other.library.add_bytes("harbour.md", "harbour.md", HARBOUR)
    for reference in (theirs.id, "Ferries"):
        seen = await summed_up(other.bob, other, "document", document=reference)
        assert "There is no document called" in seen.text
    assert "ferry" not in (await summed_up(other.bob, other, "library")).text
    assert await other.bob.autocomplete(other.channel, "summary document", "document", "fer") == []


@in_a_loop
async def test_summaries_count_and_are_refused_as_questions_are(make_app: AppMaker) -> None:
    app = make_app(member_questions_per_minute=2)
    async with served_room(app) as room:
        await asked(room.ada, room.channel, "When does the ferry sail?")
        await summed_up(room.ada, room, "library")
        refused = await summed_up(room.ada, room, "library")
        assert refused.ephemeral
        assert "You have asked 2 questions in a minute" in refused.text

        app.records.change_server(str(room.guild.id), channels=(room.guild.channel("questions").id,))
        assert "Questions are answered in other channels" in (await summed_up(room.bob, room, "library")).text
        app.records.change_server(str(room.guild.id), channels=(), daily_questions=1)
        await summed_up(room.bob, room, "library")
        assert "after midnight UTC" in (await summed_up(room.bob, room, "library")).text


@in_a_shared_discord
async def test_there_are_no_summaries_in_direct_messages(room: Room) -> None:
    with pytest.raises(NotOffered):
        await room.bob.slash(room.bob.direct, "summary library")


@in_a_shared_discord
async def test_what_no_app_of_discord_sends_is_refused_in_one_sentence(room: Room) -> None:
    command = next(each for each in room.discord.commands if each["name"] == "summary")
    for name, option, value, told in (
        ("library", "length", "endless", UNUSABLE),
        ("document", "document", "", "There is no document called “” here"),
        ("library", "focus", "x" * 5000, "A topic and a focus have at most"),
    ):
        options = [{"name": name, "type": 1, "options": [{"name": option, "type": 3, "value": value}]}]
        data = {"id": command["id"], "name": "summary", "type": 1, "options": options}
        seen = await (await room.bob.forge(room.channel, 2, data)).answered()
        assert seen.ephemeral
        assert told in seen.text
