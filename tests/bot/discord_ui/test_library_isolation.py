from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

from bot.discord_ui.screens.actions import custom_id
from tests.conftest import AppMaker
from tests.discord_server.interactions import Interaction
from tests.discord_server.loops import in_a_loop
from tests.discord_server.server import DiscordServer
from tests.discord_server.world import Attachment
from tests.support.reading_room import FERRY, Room, bot, ended, new_room

CANARY = "okapi"
"""In the title, the file name and the text of a document of the one server, and nowhere else."""


@asynccontextmanager
async def neighbours(make_app: AppMaker) -> AsyncIterator[tuple[Room, Room]]:
    """Open a server with a canary in its library, and one whose admin, eve, knows all there is to know about that."""
    async with DiscordServer(spec=False) as discord:
        app = make_app()
        room, other = new_room(discord, app, "Reading room"), new_room(discord, app, "Other room", ("eve", "mallory"))
        for text in (b"# The okapi\n\nAn okapi sleeps five minutes.", b"# The okapi\n\nAn okapi sleeps ten minutes."):
            room.library.add_bytes("okapi.md", "okapi.md", text)
        other.library.add_bytes("ferries.md", "ferries.md", FERRY)
        async with bot(app, discord):
            yield room, other


def said(room: Room) -> str:
    """Return everything the bot has sent to Discord, ids of commands and people apart."""
    return " ".join(str(request.body) for request in room.discord.requests).lower()


async def pressed(room: Room, opened: Interaction, action: str) -> Interaction:
    """Press a button whose id was changed to this one, as no app of Discord's could."""
    button = opened.message.buttons()[0]
    button["custom_id"] = action
    return await (await room.ada.press(opened.message, button)).answered()


def ids(document: str, library: str, member: int) -> Iterator[str]:
    """Yield every id of the library's buttons, for a document and a library."""
    yield custom_id("list", library, 0)
    yield custom_id("document", library, document)
    yield custom_id("versions", library, document)
    yield custom_id("history", library, document, 0)
    yield custom_id("read", library, document, 1, "-")
    yield custom_id("remove", library, document, member)
    yield custom_id("keep", library, document, member)
    for name in ("channels", "admin-role", "daily"):
        yield custom_id(name, library)
    yield custom_id("private", library, 1)
    yield custom_id("direct", library, 1)


@in_a_loop
async def test_no_command_reaches_another_servers_document_by_whatever_name(make_app: AppMaker) -> None:
    async with neighbours(make_app) as (room, other):
        document = room.library.find("okapi.md")
        names = (document.id, document.title, "okapi.md", f"{room.guild.id}/okapi.md", f"{room.guild.id}:{document.id}")
        for name in names:
            for command in ("show", "history", "remove", "reindex", "restore"):
                options: dict[str, Any] = {"document": name} | ({"version": 1} if command == "restore" else {})
                seen = await (await other.ada.slash(other.channel, f"library {command}", **options)).answered()
                assert "There is no document called" in seen.text
        asked = [request for request in room.discord.requests if "there is no document" in str(request.body).lower()]
        assert len(asked) == len(names) * 5
        await ended(await other.ada.slash(other.channel, "library reindex"))
        await (await other.ada.slash(other.channel, "library list")).answered()
        room.discord.requests = [request for request in room.discord.requests if request not in asked]
        assert CANARY not in said(room)
        assert [version.live for version in room.library.versions(document)] == [True, False]


@in_a_loop
async def test_no_autocomplete_offers_another_servers_documents_or_versions(make_app: AppMaker) -> None:
    async with neighbours(make_app) as (room, other):
        document = room.library.find("okapi.md")
        for typed in ("", "o", "okapi", document.id, "okapi.md", "%", "_", "' OR 1=1 --"):
            for command in ("library show", "library remove", "library restore", "ask"):
                offered = await other.ada.autocomplete(other.channel, command, "document", typed)
                assert document.id not in [choice["value"] for choice in offered]
                assert await other.ada.autocomplete(other.ada.direct, "ask", "document", typed) == []
        for reference in (document.id, "okapi.md"):
            assert (
                await other.ada.autocomplete(other.channel, "library restore", "version", "", document=reference) == []
            )
        assert CANARY not in said(room)


@in_a_loop
async def test_no_button_reaches_another_servers_library_whatever_its_id_says(make_app: AppMaker) -> None:
    async with neighbours(make_app) as (room, other):
        document = room.library.find("okapi.md")
        settings = room.app.records.server(str(room.guild.id))
        for library in (str(room.guild.id), str(other.guild.id)):
            for action in ids(document.id, library, other.ada.id):
                opened = await (await other.ada.slash(other.channel, "library list")).answered()
                seen = await pressed(other, opened, action)
                assert "unexpected" not in seen.text, action
                if library == str(room.guild.id):
                    assert "another server" in seen.text, action
        assert CANARY not in said(room)
        assert room.library.find("okapi.md") == document
        assert room.app.records.server(str(room.guild.id)) == settings


@in_a_loop
async def test_in_direct_messages_no_button_of_the_library_does_anything(make_app: AppMaker) -> None:
    async with neighbours(make_app) as (room, _):
        document = room.library.find("okapi.md")
        for action in ids(document.id, str(room.guild.id), room.ada.id):
            if action.startswith("fn:read:"):
                continue  # which answers in direct messages have too, for members
            seen = await (await room.ada.forge_press(room.ada.direct, action)).answered()
            assert "This works in a server" in seen.text, action
        assert CANARY not in said(room)
        assert room.library.find("okapi.md") == document


@in_a_loop
async def test_ids_that_make_no_sense_are_answered_politely(make_app: AppMaker) -> None:
    async with neighbours(make_app) as (_, other):
        library = str(other.guild.id)
        document = other.library.documents()[0].id
        for action in (
            custom_id("list", library),
            custom_id("list", library, -1),
            custom_id("list", library, "9" * 60),
            custom_id("list", library, "²"),
            custom_id("list", library, 1, 2, 3),
            custom_id("document", library, "*"),
            custom_id("document", library, ""),
            custom_id("versions", library, "../.."),
            custom_id("history", library, document, "x"),
            custom_id("history", library, document, 10**9),
            custom_id("remove", library, document),
            custom_id("remove", library, document, "me"),
            custom_id("private", library, 2),
            custom_id("private", library),
        ):
            opened = await (await other.ada.slash(other.channel, "library list")).answered()
            seen = await pressed(other, opened, action)
            assert seen.acknowledged_after is not None
            assert seen.acknowledged_after < 3
            assert "unexpected" not in seen.text, action
        assert other.titles() == ["Ferries"]


@in_a_loop
async def test_the_same_file_in_two_servers_is_two_documents(make_app: AppMaker) -> None:
    async with neighbours(make_app) as (room, other):
        for each in (room, other):
            await each.add(Attachment("rules.txt", b"Wear goggles."))
        asked = await (await other.ada.slash(other.channel, "library remove", document="rules.txt")).answered()
        await (await other.ada.press(asked.message, "Remove")).answered()

        assert other.titles() == ["Ferries"]
        kept = room.library.find("rules.txt")
        assert room.library.live_text(kept.id, 1) == "Wear goggles."
        assert room.library.search("Wear what?", 3, only=[kept.id]).hits
