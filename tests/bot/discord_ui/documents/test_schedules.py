"""Web pages: added, looked at again, and how often."""

from __future__ import annotations

from collections.abc import Callable

from tests.discord_server.interactions import Interaction
from tests.discord_server.loops import in_a_loop
from tests.discord_server.world import Attachment
from tests.support.apps import AppWith
from tests.support.reading_room import FERRY, Room, ended, reading_room
from tests.support.web_server import WebServer, page

URL = "http://docs.example/rules"
OnlineApp = Callable[..., AppWith]


def rules(text: str) -> bytes:
    return page(f"<title>Rules of the pool</title><p>{text}</p>")


async def command(room: Room, line: str, **options: object) -> Interaction:
    return await ended(await room.ada.slash(room.channel, f"library {line}", **options))


@in_a_loop
async def test_a_page_is_added_looked_at_again_and_shown_with_where_it_is_from(
    online_app: OnlineApp, site: WebServer
) -> None:
    site.says("/rules", rules("Dogs are welcome on Mondays."), rules("Dogs are welcome on Fridays."))
    async with reading_room(online_app()) as room:
        seen = await command(room, "add", url=" HTTP://Docs.Example:80/rules#top ")
        assert "Added: **Rules of the pool**" in seen.text
        assert [document.source for document in room.library.documents()] == [URL]

        shown = await (await room.bob.slash(room.channel, "library show", document="Rules of the pool")).answered()
        assert "Web page: http:\\/\\/docs.example/rules" in shown.text
        assert "Looked at again: as the library; last <t:" in shown.text

        seen = await command(room, "refresh", document="Rules of the pool")
        assert "Changed: **Rules of the pool**, version 2" in seen.text
        seen = await command(room, "refresh", document="Rules of the pool")
        assert "**1 unchanged**" in seen.text
        await room.discord.until(lambda: room.app.jobs.untold() == [])


REFUSED = {
    "ftp://docs.example/rules": "begins with https:\\/\\/ or http:\\/\\/",
    "file:///etc/passwd": "begins with https:\\/\\/ or http:\\/\\/",
    "docs.example": "begins with https:\\/\\/ or http:\\/\\/",
    "http://me:secret@docs.example/": "user name and the password",
    "http://127.0.0.1/rules": "127.0.0.1",
    "http://docs.example/gone": "docs.example",
}


@in_a_loop
async def test_an_address_that_cannot_be_fetched_from_is_refused_in_one_sentence(
    online_app: OnlineApp, site: WebServer
) -> None:
    async with reading_room(online_app(), spec=False) as room:
        for address, sentence in REFUSED.items():
            seen = await command(room, "add", url=address)
            assert sentence in seen.text
            assert "secret" not in seen.text
            assert seen.ephemeral
        assert room.titles() == []
        assert set(site.paths) == {"/gone"}


@in_a_loop
async def test_how_often_is_chosen_for_a_page_and_for_all(online_app: OnlineApp, site: WebServer) -> None:
    site.says("/rules", rules("Dogs are welcome on Mondays."))
    async with reading_room(online_app()) as room:
        await command(room, "add", url=URL)
        room.library.add_bytes("ferries.md", "ferries.md", FERRY)

        seen = await command(room, "schedule", every=60, document="Rules of the pool")
        assert "**Rules of the pool** is looked at again: hourly." in seen.text
        assert [source.every_minutes for source in room.library.sources()] == [60]
        seen = await command(room, "schedule", every=-1, document="Rules of the pool")
        assert "is looked at again: as the library." in seen.text
        assert [source.every_minutes for source in room.library.sources()] == [None]
        assert "looked at again: never." in (await command(room, "schedule", every=0)).text
        assert "looked at again: daily." in (await command(room, "schedule", every=-1)).text

        for line, options in (("schedule", {"every": 60}), ("refresh", {})):
            seen = await command(room, line, document="Ferries", **options)
            assert "not followed" in seen.text or "nothing to look at again" in seen.text


@in_a_loop
async def test_a_file_and_a_web_address_at_once_are_refused(online_app: OnlineApp) -> None:
    async with reading_room(online_app()) as room:
        seen = await command(room, "add", url=URL, file=Attachment("ferries.md", FERRY))
        assert "Give a file or a web address, not both." in seen.text
        assert room.titles() == []
