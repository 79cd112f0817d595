"""What changed in the documents, told on a schedule: once, where admins chose, and only where something did."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

import pytest

from bot.answering.summaries.request import SummaryRequest
from bot.answering.summaries.summary import Summary
from bot.answering.summaries.watching import Watcher
from bot.discord_ui.client import FootnoteClient
from bot.discord_ui.digests import posting
from bot.discord_ui.digests.choosing import NOT_TOLD
from bot.discord_ui.digests.posting import MOST_TRIES, Digests
from bot.discord_ui.digests.schedule import UNTIL_NEXT_TRY, next_due, told_until
from bot.discord_ui.permissions import NOT_ADMIN
from bot.discord_ui.server_settings import NOT_WRITABLE
from bot.errors import Stopped
from bot.records.nouns import Digest
from index.errors import StoreError
from tests.conftest import AppMaker
from tests.discord_server.loops import in_a_loop
from tests.discord_server.server import DiscordServer
from tests.support.apps import AppWith
from tests.support.reading_room import FERRY, Room, bot, new_room

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SOON = timedelta(seconds=2)
"""Long enough for what is made in a test to have been made before."""


@pytest.fixture(autouse=True)
def looks_by_hand(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "by_itself" not in request.node.name:
        monkeypatch.setattr(Digests, "look_now_and_then", _does_nothing)


@asynccontextmanager
async def digesting_room(app: AppWith) -> AsyncIterator[tuple[Room, FootnoteClient]]:
    """Open a server with a document that is new since yesterday, and a digest of that which is due."""
    async with DiscordServer() as discord:
        room = new_room(discord, app, "Reading room")
        room.library.add_bytes("ferries.md", "ferries.md", FERRY)
        choose(room, since=datetime.now(UTC) - DAY)
        async with bot(app, discord) as client:
            await discord.until(lambda: client.get_guild(room.guild.id))
            yield room, client
        discord.assert_no_pings()


def choose(room: Room, *, since: datetime) -> Digest:
    due = datetime.now(UTC) - timedelta(minutes=1)
    digest = Digest(room.channel.id, room.ada.id, 1, since, due)
    room.app.records.load()
    room.app.records.change_server(room.library.name, digest=digest)
    return digest


def chosen(room: Room) -> Digest | None:
    return room.app.records.digests().get(room.library.name)


async def look(client: FootnoteClient, app: AppWith | None = None, later: timedelta = SOON) -> None:
    """Post what is due by then, in the process that has the app."""
    at = datetime.now(UTC) + later
    context = replace(client.context, app=app) if app else client.context
    await Digests(context, client, lambda: at).post_due()


@in_a_loop
async def test_what_changed_is_posted_once_with_a_way_to_each_quote(app: AppWith) -> None:
    async with digesting_room(app) as (room, client):
        before = chosen(room)

        await look(client)
        await look(client)

        (told,) = room.channel.by_bot()
        after = chosen(room)
        assert before
        assert after
        assert after == replace(before, due=before.due + DAY, since=after.since)
        assert after.since > before.since + DAY
        assert "The ferry to Harrow Bay sails at noon." in told.text
        quote = told.menu("Show the passage") if told.menus() else None
        opened = await (
            await (room.bob.choose(told, quote, ["1"]) if quote else room.bob.press(told, "Show passage"))
        ).answered()
        assert opened.ephemeral
        assert "sails at noon" in opened.text


@in_a_loop
async def test_what_is_due_is_posted_by_itself_and_once_however_often_the_bot_starts(
    app: AppWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "SECONDS_BETWEEN_LOOKS", 0.05)
    looks: list[int] = []
    digests = app.records.digests
    monkeypatch.setattr(app.records, "digests", lambda: looks.append(1) or digests())
    async with DiscordServer() as discord:
        room = new_room(discord, app, "Reading room")
        room.library.add_bytes("ferries.md", "ferries.md", FERRY)
        choose(room, since=datetime.now(UTC) - DAY)
        for _ in range(2):
            async with bot(app, discord) as client:
                await discord.until(lambda: client.get_guild(room.guild.id) and room.channel.by_bot())
                looks.clear()
                await discord.until(lambda: len(looks) > 1)

        assert len(room.channel.by_bot()) == 1


@in_a_loop
async def test_of_several_processes_one_alone_posts_it(app: AppWith, make_app: AppMaker) -> None:
    others = [make_app() for _ in range(2)]
    async with digesting_room(app) as (room, client):
        await asyncio.gather(*(look(client, each) for each in (app, *others)))

        assert len(room.channel.by_bot()) == 1


@in_a_loop
async def test_where_nothing_changed_nothing_is_posted_and_it_is_not_looked_at_again(app: AppWith) -> None:
    async with digesting_room(app) as (room, client):
        digest = choose(room, since=datetime.now(UTC) + SOON)

        await look(client, later=2 * SOON)

        assert room.channel.by_bot() == []
        after = chosen(room)
        assert after
        assert after.since > digest.since
        assert after.due == digest.due + DAY


@in_a_loop
async def test_what_was_broken_off_is_in_the_next_one(app: AppWith, monkeypatch: pytest.MonkeyPatch) -> None:
    async with digesting_room(app) as (room, client):
        before = chosen(room)
        with monkeypatch.context() as patch:
            patch.setattr(app, "summarize", _fails)
            await look(client)
        after = chosen(room)
        assert before
        assert after
        assert room.channel.by_bot() == []
        assert after.since == before.since

        await look(client, later=DAY)

        (told,) = room.channel.by_bot()
        assert "sails at noon" in told.text


@in_a_loop
async def test_of_a_document_removed_meanwhile_nothing_is_told_or_kept(
    app: AppWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    summarize = app.summarize

    def removed_meanwhile(*args: Any) -> Summary:
        summary = summarize(*args)
        app.library(args[0]).remove("Ferries")
        return summary

    async with digesting_room(app) as (room, client):
        monkeypatch.setattr(app, "summarize", removed_meanwhile)

        await look(client)

        assert room.channel.by_bot() == []
        assert app.records.answers_in(room.library.name, room.channel.id) == []


@in_a_loop
async def test_work_on_one_ends_when_the_bot_stops(app: AppWith, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, ended = Event(), Event()

    def without_end(_: str, __: SummaryRequest, watcher: Watcher) -> Summary:
        begun.set()
        while not watcher.stopped:
            ended.wait(0.005)
        ended.set()
        raise Stopped("Stopped.")

    async with digesting_room(app) as (room, client):
        monkeypatch.setattr(app, "summarize", without_end)
        looking = asyncio.create_task(look(client))
        await room.discord.until(begun.is_set)
        looking.cancel()

        await room.discord.until(ended.is_set)


@pytest.mark.parametrize("how", ["gone", "forbidden"])
@in_a_loop
async def test_where_the_channel_is_gone_or_closed_who_chose_it_is_told_once_and_it_ends(
    app: AppWith, how: str
) -> None:
    async with digesting_room(app) as (room, client):
        if how == "gone":
            room.channel.delete()
            await room.discord.until(lambda: client.get_guild(room.guild.id).get_channel(room.channel.id) is None)
        else:
            room.channel.deny_bot(send=True)
            await room.discord.until(lambda: not _may_write(client, room))

        await look(client)
        await look(client, later=DAY)

        (told,) = room.ada.direct.by_bot()
        assert f"no longer told in <#{room.channel.id}> of Reading room" in told.text
        assert "`/library digest`" in told.text
        assert chosen(room) is None
        assert not [sent for sent in room.discord.requests if sent.path.endswith(f"{room.channel.id}/messages")]


@in_a_loop
async def test_what_discord_does_not_take_is_tried_a_few_times_then_when_it_is_due_and_told_of_once(
    app: AppWith,
) -> None:
    async with digesting_room(app) as (room, client):
        room.discord.fail_next("POST", f"/channels/{room.channel.id}/messages", 400, times=100)

        for tries in range(1, MOST_TRIES):
            at = tries * UNTIL_NEXT_TRY
            await look(client, later=at)
            after = chosen(room)
            assert after
            assert after.failed == tries
        await look(client, later=MOST_TRIES * UNTIL_NEXT_TRY)
        await look(client, later=(MOST_TRIES + 1) * UNTIL_NEXT_TRY)
        waits = chosen(room)
        assert waits
        assert waits.failed == MOST_TRIES
        await look(client, later=DAY)

        (told,) = room.ada.direct.by_bot()
        assert "Discord did not take it" in told.text
        assert room.channel.by_bot() == []
        room.discord.faults.faults.clear()
        await look(client, later=2 * DAY)
        assert len(room.channel.by_bot()) == 1
        after = chosen(room)
        assert after
        assert after.failed == 0


@in_a_loop
async def test_in_a_server_that_is_away_for_a_while_it_waits(app: AppWith) -> None:
    async with digesting_room(app) as (room, client):
        before = chosen(room)
        room.guild.outage()
        await room.discord.until(lambda: (guild := client.get_guild(room.guild.id)) is None or guild.unavailable)

        await look(client)

        assert chosen(room) == before


@in_a_loop
async def test_admins_choose_how_often_and_where_and_nobody_else_does(app: AppWith) -> None:
    async with digesting_room(app) as (room, _):
        news, closed = room.guild.channel("news"), room.guild.channel("closed")
        closed.deny_bot(send=True)
        old = chosen(room)

        refused = await (await room.bob.slash(news, "library digest", every=1)).answered()
        unwritable = await (await room.ada.slash(news, "library digest", every=1, channel=closed)).answered()
        assert chosen(room) == old
        weekly = await (await room.ada.slash(room.channel, "library digest", every=7, channel=news)).answered()
        digest = chosen(room)
        shown = await (await room.ada.slash(news, "library digest")).answered()
        off = await (await room.ada.slash(news, "library digest", every=0)).answered()

        assert refused.text == NOT_ADMIN
        assert unwritable.text == NOT_WRITABLE
        assert digest
        assert old
        assert (digest.channel, digest.member, digest.days) == (news.id, room.ada.id, 7)
        assert digest.since == old.since  # what was not told yet stays to be told
        assert f"told in <#{news.id}> every week, next on {digest.due:%Y-%m-%d at %H:%M} UTC" in weekly.text
        assert shown.text == weekly.text
        assert off.text == NOT_TOLD
        assert chosen(room) is None


def test_it_is_due_at_the_same_time_of_the_day_however_many_days_were_missed() -> None:
    assert next_due(NOON, 1, NOON) == NOON + DAY
    assert next_due(NOON, 1, NOON + timedelta(hours=3)) == NOON + DAY
    assert next_due(NOON, 7, NOON + timedelta(days=20)) == NOON + timedelta(days=21)
    assert next_due(NOON, 7, NOON - DAY) == NOON


def test_what_is_made_in_the_second_in_which_it_is_told_is_told_next_time() -> None:
    version = NOON.replace(microsecond=0)

    assert told_until(NOON.replace(microsecond=900_000)) < version


async def _does_nothing(_: Digests) -> None:
    """Take the place of what looks by itself."""


def _fails(*_: object) -> None:
    raise StoreError("The disk is full.")


def _may_write(client: FootnoteClient, room: Room) -> bool:
    guild = client.get_guild(room.guild.id)
    channel = guild.get_channel(room.channel.id) if guild else None
    return bool(guild and channel and channel.permissions_for(guild.me).send_messages)
