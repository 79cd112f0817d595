"""A member without access to a channel cannot get its discussion summarised, by any route."""

from __future__ import annotations

import logging
from types import SimpleNamespace
from typing import Any, cast

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_ui.discussions.access import NOT_FOR_ALL, NOT_FOR_FOOTNOTE, NOT_READABLE, UNCERTAIN, Rules
from bot.discord_ui.discussions.command import FOR_YOU_ALONE
from bot.discord_ui.discussions.errand import AGE_RESTRICTED
from bot.discord_ui.permissions import NOT_IN_A_SERVER, NOT_YOURS
from bot.logs import OURS, Lines
from tests.conftest import AppMaker
from tests.discord_server.bits import EVERYTHING, ChannelKind, Permission
from tests.discord_server.channels import Thread
from tests.discord_server.loops import in_a_loop
from tests.discord_server.permissions import in_channel
from tests.discord_server.world import Overwrite, Role, User
from tests.model_server.behaviours import Says
from tests.model_server.server import ModelServer
from tests.support.apps import AppWith
from tests.support.asking import everything_sent, mentioned, pressed
from tests.support.held_up import HeldUp
from tests.support.model_rooms import honest, settings_for
from tests.support.reading_room import Room, new_room
from tests.support.shared_discord import in_a_shared_discord
from tests.support.talking import DECIDED, discussed, forged, hide, talk, talking_room

SECRET = "small hall"
"""Said in every discussion."""
CONNECT = 1 << 20
"""The permission to enter a voice channel."""


def refused(room: Room, text: str, sentence: str) -> None:
    """Hold that a refusal is its sentence, and that nothing of the messages ever left."""
    assert text == sentence
    assert SECRET not in everything_sent(room.discord)


@in_a_shared_discord
async def test_who_does_not_see_a_channel_gets_no_summary_of_it(room: Room) -> None:
    board = room.guild.channel("board")
    hide(board, [room.ada])
    await talk(room, board)

    refused(room, (await discussed(room.bob, room.channel, channel=board)).text, NOT_READABLE)
    assert SECRET in (await discussed(room.ada, room.channel, channel=board)).text


@in_a_shared_discord
async def test_who_may_not_read_a_channels_history_gets_no_summary_of_it(room: Room) -> None:
    hide(room.channel, [room.ada], Permission.READ_MESSAGE_HISTORY)

    refused(room, (await discussed(room.bob, room.channel)).text, NOT_READABLE)


@in_a_loop
async def test_a_claim_to_be_allowed_everything_opens_no_channel_and_none_of_another_server(app: AppWith) -> None:
    async with talking_room(app) as room:
        board = room.guild.channel("board")
        hide(board, [room.ada])
        other = new_room(room.discord, app, "Elsewhere")
        for channel in (board, other.channel):
            await talk(room, channel)

            refused(room, (await forged(room.bob, room.channel, channel)).text, NOT_READABLE)


@in_a_shared_discord
async def test_what_discord_says_in_the_command_itself_is_enough_to_refuse(room: Room) -> None:
    for allowed in (0, Permission.VIEW_CHANNEL, Permission.READ_MESSAGE_HISTORY):
        told = await forged(room.bob, room.channel, room.channel, permissions=allowed)

        refused(room, told.text, NOT_READABLE)


@in_a_loop
async def test_a_role_taken_while_the_summary_is_made_leaves_nothing_to_show(
    make_app: AppMaker, held_up: HeldUp
) -> None:
    app = make_app(model=held_up)
    async with talking_room(app) as room:
        insiders = room.guild.role("insiders")
        eve, board = room.guild.member("eve", insiders), room.guild.channel("board")
        hide(board, [room.ada])
        board.overwrite(insiders, allow=Permission.VIEW_CHANNEL)
        await talk(room, board)
        held_up.go.clear()
        held_up.began.clear()

        asked = await eve.slash(room.channel, "summary discussion", channel=board)
        await room.discord.until(held_up.began.is_set)
        eve.roles.remove(insiders)  # which Discord tells the bot of later, or never
        held_up.go.set()

        refused(room, (await asked.until(lambda it: it.text == NOT_READABLE)).text, NOT_READABLE)


@in_a_shared_discord
async def test_who_owned_the_server_a_moment_ago_owns_it_no_more(room: Room) -> None:
    board = room.guild.channel("board")
    hide(board, [room.ada])
    await talk(room, board)
    room.guild.owner = room.bob
    summary = (await discussed(room.bob, room.channel, channel=board)).message
    assert SECRET in summary.text
    begun = len(room.discord.requests)

    room.guild.owner = room.ada  # and the bot is not told

    assert (await pressed(room.bob, summary, "Export")).text == NOT_READABLE
    assert SECRET not in everything_sent(room.discord, begun)


@in_a_shared_discord
async def test_a_summary_is_exported_to_nobody_but_its_asker_and_only_while_they_may_read(room: Room) -> None:
    summary = (await discussed(room.bob, room.channel, private=False)).message
    begun = len(room.discord.requests)

    by_another = await pressed(room.ada, summary, "Export")
    hide(room.channel, [room.ada])
    too_late = await pressed(room.bob, summary, "Export")

    assert by_another.text == NOT_YOURS
    assert too_late.text == NOT_READABLE
    assert SECRET not in everything_sent(room.discord, begun)


@in_a_shared_discord
async def test_no_other_button_of_summaries_or_answers_leads_to_it(room: Room) -> None:
    summary = (await discussed(room.bob, room.channel)).message
    assert summary.labels() == ["Export"]
    of = summary.button("Export")["custom_id"].removeprefix("fn:export:")
    begun = len(room.discord.requests)
    ids = [f"fn:{name}:{of}" for name in ("thread", "share", "summary-ask", "export")]
    ids += [f"fn:{name}:{of}:1" for name in ("passage", "page", "summary-page")]

    for custom_id in ids:
        await (await room.ada.forge_press(room.channel, custom_id)).answered()

    assert SECRET not in everything_sent(room.discord, begun)


@in_a_shared_discord
async def test_a_private_thread_is_for_those_in_it_and_for_those_who_manage_threads(room: Room) -> None:
    keeper = room.guild.member("keeper", manage_threads=True)
    thread = room.channel.thread("the jury", room.ada, private=True)
    thread.add(room.discord.bot_user)
    await talk(room, thread)

    for told in (
        await discussed(room.bob, room.channel, channel=thread),
        await forged(room.bob, room.channel, thread),
    ):
        refused(room, told.text, NOT_READABLE)
    assert SECRET in (await discussed(keeper, room.channel, channel=thread)).text
    thread.add(room.bob)
    assert SECRET in (await discussed(room.bob, room.channel, channel=thread)).text


@in_a_shared_discord
async def test_a_thread_counts_as_its_channel_and_the_chat_of_a_voice_channel_is_for_those_who_may_enter(
    room: Room,
) -> None:
    board = room.guild.channel("board")
    hide(board, [room.ada])
    thread: Thread = board.thread("minutes", room.ada)
    lounge = room.guild.channel("lounge", ChannelKind.VOICE)
    hide(lounge, [room.ada], CONNECT)
    for channel in (thread, lounge):
        await talk(room, channel)

        refused(room, (await discussed(room.bob, room.channel, channel=channel)).text, NOT_READABLE)
        refused(room, (await forged(room.bob, room.channel, channel)).text, NOT_READABLE)
    assert SECRET in (await discussed(room.ada, room.channel, channel=thread)).text
    assert SECRET in (await discussed(room.ada, room.channel, channel=lounge)).text


@pytest.mark.parametrize("taken", [Permission.VIEW_CHANNEL, Permission.READ_MESSAGE_HISTORY])
@in_a_shared_discord
async def test_what_footnote_itself_may_not_read_it_says_so_of(room: Room, taken: Permission) -> None:
    board = room.guild.channel("board")
    await talk(room, board)
    board.overwrite(room.discord.bot_user, deny=taken)

    refused(room, (await discussed(room.bob, room.channel, channel=board)).text, NOT_FOR_FOOTNOTE)


@in_a_shared_discord
async def test_a_channel_whose_history_is_closed_to_footnote_is_not_taken_for_an_empty_one(room: Room) -> None:
    board = room.guild.channel("board")
    await talk(room, board)
    board.overwrite(room.discord.bot_user, deny=Permission.READ_MESSAGE_HISTORY)
    begun = len(room.discord.requests)

    await discussed(room.bob, room.channel, channel=board)

    assert not [sent for sent in room.discord.requests[begun:] if sent.path.endswith("/messages")]


rights = st.integers(0, (1 << 40) - 1)
of_somebody = st.dictionaries(st.integers(1, 6), st.tuples(rights, rights), max_size=6)


@given(st.dictionaries(st.integers(1, 4), rights, min_size=1), st.sets(st.integers(2, 4)), of_somebody, st.booleans())
def test_what_is_granted_is_what_discords_documentation_computes(
    roles: dict[int, int], held: set[int], overwrites: dict[int, tuple[int, int]], owns: bool
) -> None:
    server, member = 1, 6
    roles = {number: roles.get(number, 0) for number in range(1, 5)}
    rules = Rules(
        server=server,
        owner=member if owns else None,
        roles={number: discord.Permissions(allowed) for number, allowed in roles.items()},
        overwrites={of: (discord.Permissions(yes), discord.Permissions(no)) for of, (yes, no) in overwrites.items()},
    )
    known = {number: Role(number, str(number), allowed) for number, allowed in roles.items()}
    guild = SimpleNamespace(id=server, owner=User(member, "") if owns else None, everyone=known[server])
    written = {of: Overwrite("role", yes, no) for of, (yes, no) in overwrites.items()}
    channel = SimpleNamespace(guild=guild, permission_source=SimpleNamespace(overwrites=written))
    somebody = SimpleNamespace(id=member, roles=[known[number] for number in sorted(held)])

    granted = rules.granted(member, sorted(held))

    documented = in_channel(cast(Any, channel), cast(Any, somebody))
    assert granted.value == (granted.all().value if documented == EVERYTHING else documented)


@in_a_shared_discord
async def test_a_summary_of_another_channel_is_for_the_asker_alone(room: Room) -> None:
    board = room.guild.channel("board")
    await talk(room, board)

    refused(room, (await discussed(room.bob, room.channel, channel=board, private=False)).text, FOR_YOU_ALONE)
    assert (await discussed(room.bob, room.channel, channel=board)).message.ephemeral
    assert not (await discussed(room.bob, board, private=False)).message.ephemeral


@in_a_shared_discord
async def test_where_not_everybody_may_read_what_was_written_before_a_summary_is_for_the_asker_alone(
    room: Room,
) -> None:
    newcomers = room.guild.role("newcomers")
    room.channel.overwrite(newcomers, deny=Permission.READ_MESSAGE_HISTORY)
    refused(room, (await discussed(room.bob, room.channel, private=False)).text, NOT_FOR_ALL)
    assert SECRET in (await discussed(room.bob, room.channel)).text

    closed = room.guild.channel("closed")
    hide(closed, [room.ada], Permission.READ_MESSAGE_HISTORY)
    begun = len(room.discord.requests)
    await talk(room, closed)
    told = await discussed(room.ada, closed, private=False)
    assert told.text == NOT_FOR_ALL
    assert SECRET not in everything_sent(room.discord, begun)


@in_a_shared_discord
async def test_an_age_restricted_channel_is_summarised_where_it_is_alone(room: Room) -> None:
    cellar = room.guild.channel("cellar", nsfw=True)
    await talk(room, cellar)

    refused(room, (await discussed(room.bob, room.channel, channel=cellar)).text, AGE_RESTRICTED)
    assert SECRET in (await discussed(room.bob, cellar)).text


@in_a_shared_discord
async def test_in_direct_messages_nothing_is_summarised(room: Room) -> None:
    told = await (await room.bob.slash_unseen(room.bob.direct, "summary discussion")).answered()

    refused(room, told.text, NOT_IN_A_SERVER)


@in_a_shared_discord
async def test_where_discord_does_not_say_who_may_read_nothing_is_read(room: Room) -> None:
    room.discord.fail_next("GET", "/guilds/{guild_id}/members/{user_id}", 400)

    refused(room, (await discussed(room.bob, room.channel)).text, UNCERTAIN)


@in_a_loop
async def test_nothing_of_the_messages_is_stored_anywhere(app: AppWith) -> None:
    async with talking_room(app) as room:
        shown = (await discussed(room.bob, room.channel, private=False)).message
        answer = await mentioned(room.bob, room.channel, "And how much is the small one?", reply_to=shown)

        assert DECIDED in shown.text
        assert app.records.answer_at(str(room.guild.id), shown.id) is None
        assert "120 euros" not in answer.text
        stored = b"".join(path.read_bytes() for path in app.store.path.parent.rglob("*") if path.is_file())
        assert SECRET.encode() not in stored
        assert b"Tuesday" not in stored


@in_a_loop
async def test_nor_is_it_stored_or_logged_where_a_model_writes(
    make_app: AppMaker, model_server: ModelServer, caplog: pytest.LogCaptureFixture
) -> None:
    for name in OURS:
        caplog.set_level(logging.DEBUG, name)
    app = make_app(**settings_for(model_server))
    async with talking_room(app) as room:
        for writing in (honest(DECIDED), Says("On Tuesday in the small hall, and no JSON")):
            model_server.script(writing)
            shown = await room.bob.slash(room.channel, "summary discussion", private=False)
            await shown.until(lambda it: DECIDED in it.text)

        stored = b"".join(path.read_bytes() for path in app.store.path.parent.rglob("*") if path.is_file())
        logged = "\n".join(map(Lines().format, caplog.records))
        assert "summarised" in logged
        for word in (SECRET, "Tuesday"):
            assert word.encode() not in stored
            assert word not in logged
