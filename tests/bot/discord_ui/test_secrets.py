"""What the log never holds, however much goes wrong and however much is logged: tokens, questions, texts, names."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from bot.records.tables import answers
from tests.conftest import AppMaker
from tests.discord_server.loops import in_a_loop
from tests.discord_server.server import DiscordServer
from tests.discord_server.world import Attachment
from tests.model_server.failures import BrokenJson, ErrorInStream, Fails
from tests.model_server.server import ModelServer
from tests.support.apps import AppWith
from tests.support.bot_process import bot_process
from tests.support.model_rooms import KEY, settings_for
from tests.support.reading_room import Room, ended, new_room

ASKED = "quokka"
WRITTEN = "pangolin"
NAMED = "axolotl"
FILED = "narwhal"
"""Words of questions, of documents, of documents' names, and of what else people send; none is in the bot's own."""

DOCUMENT = (
    f"# Of a {WRITTEN}\n\nThe {WRITTEN} of Harrow Bay eats at noon. Its keeper is Ines {WRITTEN.title()}.".encode()
)
QUESTION = f"When does the {WRITTEN}, not the {ASKED}, of Harrow Bay eat?"
WAYS = [("POST", "/interactions/*"), ("PATCH", "/webhooks/*"), ("POST", "/channels/*"), ("PATCH", "/channels/*")]


async def use_it(room: Room) -> None:
    """Ask, add, look and remove, as people do."""
    channel, ada, bob, bot = room.channel, room.ada, room.bob, room.discord.bot_user
    await ended(await ada.slash(channel, "library add", file=Attachment(f"{NAMED}.md", DOCUMENT)))
    seen = await (await bob.slash(channel, "ask", question=QUESTION)).answered()
    assert WRITTEN in seen.text
    for label in ("Show passage", "Helpful", "Continue in a thread"):
        await (await bob.press(seen.message, label)).answered()
    said = await bob.says(channel, f"{bot.mention} {QUESTION}", mentions=[bot])
    await (await room.discord.next_message(channel, after=said)).until(lambda message: WRITTEN in message.text)
    await (await bob.menu(said, "Answer this")).answered()
    await room.discord.next_message(bob.direct, after=await bob.dm(QUESTION))
    for line in ("show", "history", "remove"):
        await (await ada.slash(channel, f"library {line}", document=f"{NAMED}.md")).answered()
        await (await ada.slash(channel, f"library {line}", document=f"{NAMED} {FILED}")).answered()
    assert await ada.autocomplete(channel, "ask", "document", NAMED, question=QUESTION)


async def let_the_model_fail(server: ModelServer, room: Room) -> None:
    """Ask, check and look at what was used, with a model whose server says what it was told in its errors."""
    document = Attachment(f"{NAMED}.md", DOCUMENT)
    await ended(await room.ada.slash(room.channel, "library add", file=document))
    told = f"{KEY} may not ask: {QUESTION}"
    for failure in (Fails(401, message=told), ErrorInStream(WRITTEN, message=told), BrokenJson(f"{KEY} {WRITTEN}")):
        server.script(failure)
        said = await room.bob.says(
            room.channel, f"{room.discord.bot_user.mention} {QUESTION}", mentions=[room.discord.bot_user]
        )
        answer = await room.discord.next_message(room.channel, after=said)
        await answer.until(lambda message: "Quoted from the documents" in message.text)
    await (await room.bob.menu(said, "Check against the library")).answered()
    await (await room.ada.slash(room.channel, "usage")).answered()
    assert server.chats


async def send_bad_files(room: Room) -> None:
    """Add what cannot be read, fetched or kept."""
    files = [
        Attachment(f"{NAMED}.exe", DOCUMENT),
        Attachment(f"{NAMED}-1.md", b"\xff\xfe" + DOCUMENT),
        Attachment(f"{NAMED}-2.md", b"\x00" + DOCUMENT),
        Attachment(f"{NAMED}-3.md", b""),
        Attachment(f"{NAMED}-4.md", DOCUMENT, status=404),
        Attachment(f"{NAMED}-5.md", DOCUMENT, status=500),
        Attachment(f"{NAMED}-6.md", DOCUMENT, truncated=10),
        Attachment(f"{NAMED}-7.md", DOCUMENT, size=10**9),
        Attachment(f"{NAMED}-8.html", b"<a " * 100 + DOCUMENT),
    ]
    form = await (await room.ada.slash(room.channel, "library add")).acknowledgement()
    taken = await ended(await room.ada.submit(form.modal, {"Files": files}))
    assert "not done" in taken.text


async def break_requests(room: Room) -> None:
    """Let requests of every kind fail in every way, each in a channel of its own: one that refused is left alone."""
    discord, bot = room.discord, room.discord.bot_user
    for way in WAYS:
        faults = [discord.fail_next(*way, failure) for failure in (429, "drop", "drop after", 400, 403, 404)]
        for _ in faults:
            channel = room.guild.channel("broken")
            await room.bob.slash(channel, "ask", question=QUESTION)
            await room.bob.says(channel, f"{bot.mention} {QUESTION}", mentions=[bot])
        await discord.until(lambda faults=faults: all(fault.met for fault in faults), 10, "the faults")


async def break_gateway(room: Room) -> None:
    """Send what cannot be read, and drop the connection."""
    discord = room.discord
    for name in ("MESSAGE_CREATE", "INTERACTION_CREATE", "GUILD_CREATE", "CHANNEL_UPDATE"):
        discord.send_raw_event(name, {"content": FILED, "id": FILED, "token": discord.token, "data": {"name": FILED}})
    discord.send_raw_frame(f'{{"op": 0, "t": "{FILED}", "d": "{FILED}"')
    discord.send_raw_frame(f'["{FILED}"]')
    discord.send_raw_frame(f"{FILED}\x00\x00\xff\xff".encode("latin-1"))
    await discord.resumed()


async def forge(room: Room) -> None:
    """Press what is not there."""
    for custom_id in (
        f"fn:passage:{room.guild.id}:{FILED}:1:-",
        f"fn:{FILED}:{room.guild.id}",
        FILED,
        f"fn:share:{FILED}",
    ):
        await (await room.bob.forge_press(room.channel, custom_id)).answered()


def break_store(path: Path) -> None:
    """Take away what answers are kept in, so that something nobody foresaw goes wrong."""
    with closing(sqlite3.connect(path)) as store, store:
        store.execute(f"ALTER TABLE {answers.name} RENAME TO lost")


async def ask_of_broken_store(room: Room) -> None:
    broken = await (await room.bob.slash(room.channel, "ask", question=QUESTION)).answered()
    assert "Something unexpected went wrong" in broken.text


@in_a_loop
async def test_no_line_of_the_log_holds_a_token_a_question_a_text_or_a_name(make_app: AppMaker, tmp_path: Path) -> None:
    folder = tmp_path / "served"
    app = make_app(folder)
    walks: list[Callable[[Room], Awaitable[None]]] = [use_it, send_bad_files, break_requests, break_gateway, forge]
    with ModelServer(key=KEY) as server:
        walks.insert(1, partial(let_the_model_fail, server))
        server.script(Fails(500, message=f"{KEY}: {QUESTION}"))
        lines, secrets = await walked(app, folder, walks, settings_for(server))
    assert len([line for line in lines if re.search(" (WARNING|ERROR) ", line)]) > 20
    text = "\n".join(lines)
    assert "unexpected error" in text
    for secret in (KEY, *secrets, ASKED, WRITTEN, NAMED, FILED):
        assert secret not in text
        assert secret.lower() not in text.lower()


async def walked(
    app: AppWith, folder: Path, walks: list[Callable[[Room], Awaitable[None]]], settings: dict[str, Any]
) -> tuple[list[str], list[str]]:
    """Let a bot be used in all these ways; return the lines of its log and the tokens there were."""
    async with DiscordServer() as discord:
        room = new_room(discord, app, "Reading room")
        app.records.load()
        app.records.change_server(room.library.name, direct_messages=True)
        limits = {"server_questions_per_minute": 1000, "log_level": "DEBUG"}
        async with bot_process(discord, folder, **settings | limits) as bot:
            for walk in walks:
                await walk(room)
            break_store(app.settings.store_path)
            await ask_of_broken_store(room)
            assert await bot.stopped() == 0
        discord.take_violations()
        return bot.lines, [discord.token, *(one.token for one in discord.interactions.values())]
