from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from bot.discord_ui.permissions import NOT_ADMIN
from index.following.catalogue import default_minutes
from index.jobs.job import NewItem
from tests.conftest import AppMaker
from tests.discord_server.bits import CommandKind, InteractionKind
from tests.discord_server.channels import Channel
from tests.discord_server.components import find
from tests.discord_server.interaction_payloads import Resolved
from tests.discord_server.interactions import Interaction
from tests.discord_server.loops import in_a_loop
from tests.discord_server.messages import Message
from tests.discord_server.people import Person
from tests.discord_server.server import DiscordServer
from tests.discord_server.world import Attachment
from tests.support.apps import AppWith
from tests.support.reading_room import FERRY, Room, bot, new_room

Try = Callable[[Person, Channel], Awaitable[Interaction]]


def state(*rooms: Room) -> list[Any]:
    """Return all that an admin could change."""
    app = rooms[0].app
    shelves = [(room.library, app.records.server(str(room.guild.id))) for room in rooms]
    return [
        [
            settings,
            [(document, shelf.versions(document), shelf.passages(document)) for document in shelf.documents()],
            default_schedule(app, shelf.name),
        ]
        for shelf, settings in shelves
    ] + [app.jobs.unfinished()]


def default_schedule(app: AppWith, library: str) -> int | None:
    """Return how often the library has what it follows looked at."""
    with app.store.reading() as connection:
        return default_minutes(connection, library)


async def administration(room: Room) -> dict[str, Try]:
    """Return every way to change something of a server, by name: commands, the menu, presses on what an admin sees."""
    document = room.library.find("ferries.md").id
    file = Attachment("new.txt", b"New text.")
    asked = await (await room.ada.slash(room.channel, "library remove", document=document)).answered()
    panel = await (await room.ada.slash(room.channel, "settings")).answered()
    jobs = await (await room.ada.slash(room.channel, "library jobs")).answered()

    def command(line: str, **options: Any) -> Try:
        return lambda who, channel: who.slash_unseen(channel, line, **options)

    def press(message: Message, action: str, values: list[Any] | None = None) -> Try:
        whole = find([*message.buttons(), *message.menus()], f"fn:{action}")["custom_id"]
        return lambda who, channel: who.forge_press(channel, whole, message=message, values=values)

    async def menu(who: Person, channel: Channel) -> Interaction:
        resolved = Resolved(channel, who)
        key = resolved.message(await who.says(channel, "here", attachments=[file]))
        number = next(one["id"] for one in room.discord.commands if one["name"] == "Add to library")
        data = {"id": number, "name": "Add to library", "type": int(CommandKind.MESSAGE), "target_id": key}
        return await who.forge(channel, InteractionKind.COMMAND, resolved.into(data))

    return {
        "add": command("library add", file=file),
        "add a page": command("library add", url="http://127.0.0.1/rules"),
        "add by form": command("library add"),
        "refresh": command("library refresh", document=document),
        "schedule": command("library schedule", every=60, document=document),
        "schedule all": command("library schedule", every=60),
        "digest": command("library digest", every=1),
        "see digest": command("library digest"),
        "jobs": command("library jobs"),
        "remove": command("library remove", document=document),
        "reindex": command("library reindex", document=document),
        "reindex all": command("library reindex"),
        "restore": command("library restore", document=document, version=1),
        "settings": command("settings"),
        "menu": menu,
        "pick channels": press(panel.message, "channels", [room.channel]),
        "pick report channel": press(panel.message, "report-channel", [room.channel]),
        "press cancel": press(jobs.message, "cancel"),
        "press next jobs": press(jobs.message, "jobs"),
        "pick role": press(panel.message, "admin-role", []),
        "press private": press(panel.message, "private"),
        "press direct": press(panel.message, "direct"),
        "press limit": press(panel.message, "daily"),
        "press keep": press(asked.message, "keep"),
        "press remove": press(asked.message, "remove"),
    }


@asynccontextmanager
async def two_rooms(make_app: AppMaker, *, spec: bool = False) -> AsyncIterator[tuple[Room, Room]]:
    """Open two servers with the same people, each with a document of two versions: ada manages one, bob the other."""
    async with DiscordServer(spec=spec) as discord:
        app = make_app()
        room = new_room(discord, app, "Reading room")
        other = new_room(discord, app, "Other room", (room.bob, room.ada))
        for each in (room, other):
            for text in (FERRY, FERRY.replace(b"noon", b"one")):
                each.library.add_bytes("ferries.md", "ferries.md", text)
            for number in range(9):  # which nobody carries out: the terminal asked for them
                app.jobs.submit(each.library.name, "add", [NewItem("bytes", f"{number}.txt", b"Text.")])
        async with bot(app, discord):
            yield room, other


@in_a_loop
async def test_a_member_without_the_right_is_refused_everywhere_and_nothing_changes(make_app: AppMaker) -> None:
    async with two_rooms(make_app, spec=True) as (room, other):
        before = state(room, other)
        for name, attempt in (await administration(room)).items():
            seen = await (await attempt(room.bob, room.channel)).answered()
            assert NOT_ADMIN in seen.text, name
            assert seen.ephemeral, name
            assert seen.modal is None, name
        assert state(room, other) == before


@in_a_loop
async def test_whoever_manages_the_server_is_refused_nowhere_so_that_the_checks_above_mean_something(
    make_app: AppMaker,
) -> None:
    async with two_rooms(make_app) as (room, _):
        for name, attempt in (await administration(room)).items():
            if name == "press keep":
                continue  # it takes the button away that is pressed next
            seen = await (await attempt(room.ada, room.channel)).acknowledgement()
            await room.discord.until(lambda seen=seen: seen.modal or seen.final)
            assert seen.modal or NOT_ADMIN not in seen.text, name


@in_a_loop
async def test_in_direct_messages_nothing_is_administered_whatever_is_sent(make_app: AppMaker) -> None:
    async with two_rooms(make_app) as (room, other):
        before = state(room, other)
        for name, attempt in (await administration(room)).items():
            seen = await (await attempt(room.ada, room.ada.direct)).answered()
            assert "This works in a server" in seen.text, name
        assert state(room, other) == before


@in_a_loop
async def test_a_right_in_one_server_is_none_in_another(make_app: AppMaker) -> None:
    async with two_rooms(make_app) as (room, other):
        before = state(room, other)
        for name, attempt in (await administration(room)).items():
            # Bob manages the other server, and sends from there what is about this one; and ada the other way round.
            seen = await (await attempt(room.ada, other.channel)).answered()
            assert NOT_ADMIN in seen.text or "another server" in seen.text, name
        for name, attempt in (await administration(room)).items():
            if name.startswith(("press", "pick")):
                seen = await (await attempt(room.bob, other.channel)).answered()
                assert "another server" in seen.text, name
        assert state(room, other) == before


@in_a_loop
async def test_a_role_of_the_same_name_or_id_in_another_server_grants_nothing(make_app: AppMaker) -> None:
    async with two_rooms(make_app) as (room, other):
        role = room.guild.role("librarians")
        opened = await (await room.ada.slash(room.channel, "settings")).answered()
        await (await room.ada.choose(opened.message, "fn:admin-role", [role])).answered()
        same_name = other.guild.role("librarians")
        other.guild.roles[role.id] = same_id = type(role)(role.id, "librarians", 0)
        for granted in (same_name, same_id):
            other.guild.members[room.ada.id].give(granted)  # in the other server, which ada does not manage
        eve_there = other.guild.member("eve", same_name, same_id)
        eve = room.guild.member(eve_there)
        before = state(room, other)

        for name, attempt in (await administration(room)).items():
            seen = await (await attempt(eve, room.channel)).answered()
            assert NOT_ADMIN in seen.text, name  # has the role elsewhere alone
            seen = await (await attempt(eve, other.channel)).answered()
            assert NOT_ADMIN in seen.text or "another server" in seen.text, name  # there it is not the admin role
        assert state(room, other) == before

        eve.give(role)
        seen = await (await eve.slash(room.channel, "library remove", document="ferries.md")).answered()
        assert "Remove **Ferries**" in seen.text


@in_a_loop
async def test_the_role_everybody_has_makes_nobody_an_admin(make_app: AppMaker) -> None:
    async with two_rooms(make_app) as (room, _):
        room.app.records.change_server(str(room.guild.id), admin_role=room.guild.id)  # which the panel would refuse
        for name, attempt in (await administration(room)).items():
            seen = await (await attempt(room.bob, room.channel)).answered()
            assert NOT_ADMIN in seen.text, name


@in_a_loop
async def test_a_form_is_for_who_opened_it_where_they_opened_it_while_they_may(make_app: AppMaker) -> None:
    async with two_rooms(make_app) as (room, other):
        opened = await (await room.ada.slash(room.channel, "settings")).answered()
        for way, fields, data in (
            (lambda: room.ada.slash(room.channel, "library add"), "Files", [Attachment("new.txt", b"New text.")]),
            (lambda: room.ada.press(opened.message, "Change"), "Questions a member may ask in a day", "7"),
        ):
            before = state(room, other)
            form = await (await way()).acknowledgement()
            for who, channel, sentence in (
                (room.bob, room.channel, "Only the person who asked"),
                (room.ada, other.channel, "another server"),
                (room.ada, room.ada.direct, "another server"),
            ):
                form.modal.interaction.channel = channel
                seen = await (await who.submit(form.modal, {fields: data})).answered()
                assert sentence in seen.text
                # What is left open is submitted once: discord.py forgets a form then.
                form = await (await way()).acknowledgement()
            role, room.ada.roles[:] = list(room.ada.roles), []
            seen = await (await room.ada.submit(form.modal, {fields: data})).answered()
            assert NOT_ADMIN in seen.text
            room.ada.roles[:] = role
            assert state(room, other) == before
