from __future__ import annotations

import pytest

from bot.discord_ui.asking import NO_TEXT
from bot.discord_ui.questions.answer_buttons import ALREADY_SHARED, NOT_PRIVATE, NOT_SHOWN
from bot.discord_ui.rendering import NOT_FOUND
from tests.discord_server.loops import in_a_loop
from tests.support.apps import AppWith
from tests.support.asking import asked, everything_sent, pressed, served_room, shared

pytestmark = pytest.mark.usefixtures("no_error_is_logged")

COST = "What does a crossing cost?"
NOWHERE = "Who painted the lighthouse of Vintner Street?"


@in_a_loop
async def test_what_somebody_wrote_is_answered_to_who_picks_the_menu_and_shared_once(app: AppWith) -> None:
    async with served_room(app) as room:
        written = await room.ada.says(room.channel, f"{room.ada.mention} asks:\n {COST}", mentions=[room.ada])
        seen = await (await room.bob.menu(written, "Answer this")).answered()
        assert seen.ephemeral
        assert "**@Ada asks: What does a crossing cost?**" in seen.text
        assert "two crowns" in seen.text
        assert room.channel.by_bot() == []

        share = seen.message.button("Share")["custom_id"]
        public = await shared(room.bob, seen.message)
        assert public.text == seen.message.text
        assert public.labels() == seen.message.labels() == ["Show passage", "Helpful", "Not helpful"]
        assert not public.pings
        assert "two crowns" in (await pressed(room.ada, public, "Show passage")).text

        twice = await room.bob.forge_press(room.channel, share, message=seen.message)
        assert (await twice.until(lambda it: it.followups)).text == ALREADY_SHARED
        assert room.channel.by_bot() == [public]


@in_a_loop
async def test_two_presses_at_once_share_an_answer_once(app: AppWith) -> None:
    async with served_room(app) as room:
        seen = await asked(room.bob, room.channel, COST, private=True)
        share = seen.message.button("Share")["custom_id"]
        both = [await room.bob.forge_press(room.channel, share, message=seen.message) for _ in range(5)]
        for press in both:
            await press.until(lambda it: it.followups)
        assert len(room.channel.by_bot()) == 1


@in_a_loop
async def test_nobody_sees_or_shares_a_private_answer_but_its_asker(app: AppWith) -> None:
    async with served_room(app) as room:
        public = (await asked(room.ada, room.channel, NOWHERE)).message
        seen = await asked(room.bob, room.channel, COST, private=True)
        ids = [button["custom_id"] for button in seen.message.buttons()]
        ids += [each.replace("share", name) for each in ids if "share" in each for name in ("thread", "page")]
        hers = (await asked(room.ada, room.channel, NOWHERE, private=True)).message
        begun = len(room.discord.requests)
        for custom_id in [*ids, f"{ids[-1]}:1", ids[0].replace("passage", "leaf").replace(":-", ":0")]:
            for message in (seen.message, public, hers):
                press = await (await room.ada.forge_press(room.channel, custom_id, message=message)).acknowledgement()
                await press.until(lambda it: it.followups or it.final)
        assert "two crowns" not in everything_sent(room.discord, begun)
        assert room.channel.by_bot() == [public]
        assert app.records.ratings(str(room.guild.id)) == (0, 0)

        forged = await room.bob.forge_press(room.channel, ids[3], message=public)
        assert (await forged.answered()).text == NOT_PRIVATE
        assert NOT_FOUND in public.text
        await shared(room.bob, seen.message)
        assert len(room.channel.by_bot()) == 2


@in_a_loop
async def test_where_discord_does_not_take_the_shared_answer_its_asker_is_told(app: AppWith) -> None:
    async with served_room(app) as room:
        seen = await asked(room.bob, room.channel, COST, private=True)
        room.discord.fail_next("POST", "/webhooks/{webhook_id}/{webhook_token}", 403)
        share = await room.bob.press(seen.message, "Share")
        assert (await share.until(lambda it: it.followups)).text == NOT_SHOWN
        assert room.channel.by_bot() == []


@in_a_loop
async def test_a_message_with_nothing_to_answer_in_it_is_one_sentence(app: AppWith) -> None:
    async with served_room(app) as room:
        for text in ("", " \n"):
            seen = await (await room.bob.menu(await room.ada.says(room.channel, text), "Answer this")).answered()
            assert seen.ephemeral
            assert seen.text == NO_TEXT
        long = await (await room.bob.menu(await room.ada.says(room.channel, "x" * 3000), "Answer this")).answered()
        assert "the limit is 2,000" in long.text
        app.records.change_server(str(room.guild.id), channels=(1,))
        other = await (await room.bob.menu(await room.ada.says(room.channel, COST), "Answer this")).answered()
        assert "other channels" in other.text
