"""Messages, threads, direct channels and permissions over REST."""

from __future__ import annotations

from typing import Any

import pytest

from tests.discord_server.bits import Permission
from tests.discord_server.clients import discord_py
from tests.discord_server.loops import in_a_loop
from tests.discord_server.permissions import in_channel
from tests.discord_server.raw import sender
from tests.discord_server.scenes import scene
from tests.discord_server.server import DiscordServer
from tests.discord_server.world import Attachment


def code(answer: tuple[int, Any]) -> tuple[int, int]:
    return answer[0], answer[1]["code"]


@in_a_loop
async def test_the_bot_sends_only_where_it_may() -> None:
    async with DiscordServer() as discord, sender(discord) as send:
        guild = discord.guild("Reading room")
        channel, gone = guild.channel("general"), guild.channel("gone")
        path, hello = f"/channels/{channel.id}/messages", {"content": "hello"}
        channel.deny_bot(send=True)
        assert code(await send("POST", path, hello)) == (403, 50013)
        assert code(await send("POST", f"/channels/{channel.id}/typing")) == (403, 50013)
        channel.deny_bot(view=True)
        assert code(await send("POST", path, hello)) == (403, 50001)
        assert code(await send("GET", f"/channels/{channel.id}")) == (403, 50001)
        channel.deny_bot()
        assert (await send("POST", path, hello))[0] == 200
        gone.delete()
        assert code(await send("POST", f"/channels/{gone.id}/messages", hello)) == (404, 10003)
        guild.remove_bot()
        assert code(await send("POST", path, hello)) == (403, 50001)
        assert code(await send("GET", f"/guilds/{guild.id}")) == (403, 50001)
        assert [one.code for one in discord.refused()] == [50013, 50013, 50001, 50001, 10003, 50001, 50001]
        assert discord.invalid_requests() == 6


@in_a_loop
async def test_permissions_come_from_roles_and_overwrites() -> None:
    async with DiscordServer() as discord:
        guild = discord.guild("Reading room")
        channel = guild.channel("general")
        librarians = guild.role("librarians", manage_messages=True)
        bob, ada = guild.member("bob", librarians), guild.member("ada", administrator=True)
        assert bob.permissions & Permission.MANAGE_MESSAGES
        assert not bob.permissions & Permission.MANAGE_GUILD
        assert ada.permissions & Permission.MANAGE_GUILD
        channel.overwrite(guild.everyone, deny=Permission.SEND_MESSAGES)
        assert not in_channel(channel, bob) & Permission.SEND_MESSAGES
        channel.overwrite(librarians, allow=Permission.SEND_MESSAGES)
        assert in_channel(channel, bob) & Permission.SEND_MESSAGES
        channel.overwrite(bob, deny=Permission.SEND_MESSAGES)
        assert not in_channel(channel, bob) & Permission.SEND_MESSAGES
        assert in_channel(channel, ada) & Permission.SEND_MESSAGES
        discord.everyone_may(guild, add_reactions=False)
        assert not bob.permissions & Permission.ADD_REACTIONS


@in_a_loop
async def test_membership_is_told_as_it_stands() -> None:
    async with DiscordServer() as discord, sender(discord) as send:
        guild, elsewhere = discord.guild("Reading room"), discord.guild("Elsewhere", with_bot=False)
        bob, zoe = guild.member("bob"), discord.user("zoe")
        path = f"/guilds/{guild.id}/members"
        assert (await send("GET", f"{path}/{bob.id}"))[1]["user"]["username"] == "bob"
        guild.remove_member(bob)
        assert code(await send("GET", f"{path}/{bob.id}")) == (404, 10007)
        assert code(await send("GET", f"{path}/{zoe.id}")) == (404, 10007)
        assert code(await send("GET", f"{path}/1")) == (404, 10013)
        assert code(await send("GET", f"/guilds/{elsewhere.id}/members/{bob.id}")) == (403, 50001)
        assert code(await send("GET", "/guilds/1/members/1")) == (404, 10004)


@in_a_loop
async def test_a_direct_channel_needs_a_guild_in_common_and_a_person_who_takes_messages() -> None:
    async with DiscordServer() as discord, sender(discord) as send:
        guild = discord.guild("Reading room")
        bob, zoe = guild.member("bob"), discord.user("zoe")
        for person, expected in ((bob, 200), (zoe, 403)):
            opened = await send("POST", "/users/@me/channels", {"recipient_id": person.id})
            assert opened[0] == 200
            assert (await send("POST", f"/channels/{opened[1]['id']}/messages", {"content": "hello"}))[0] == expected
        bob.user.accepts_messages = False
        assert code(await send("POST", f"/channels/{bob.direct.id}/messages", {"content": "hello"})) == (403, 50007)
        assert [message.text for message in bob.direct.by_bot()] == ["hello"]


@in_a_loop
async def test_a_reply_needs_its_message() -> None:
    async with scene() as here:
        channel = here.bot.get_channel(here.channel.id)
        assert channel is not None
        asked = await here.bob.says(here.channel, "hello")
        reply = await channel.send("hi", reference=channel.get_partial_message(asked.id))
        assert reply.reference is not None
        assert here.channel.messages[reply.id].replied_to is asked
        assert not here.channel.messages[reply.id].pings

        await here.bob.deletes(asked)
        with pytest.raises(discord_py.HTTPException, match="Unknown message"):
            await channel.send("hi", reference=channel.get_partial_message(asked.id))
        here.discord.take_violations()
        missing = channel.get_partial_message(asked.id).to_reference(fail_if_not_exists=False)
        assert (await channel.send("hi", reference=missing)).reference is None


@in_a_loop
async def test_a_nonce_that_is_enforced_sends_once() -> None:
    async with scene() as here:
        channel = here.bot.get_channel(here.channel.id)
        assert channel is not None
        first, second = await channel.send("once", nonce="7"), await channel.send("once", nonce="7")

        assert first.id == second.id
        assert len(here.channel.by_bot()) == 1


@in_a_loop
async def test_a_message_is_read_edited_and_deleted_by_its_author() -> None:
    async with scene() as here:
        channel = here.bot.get_channel(here.channel.id)
        assert channel is not None
        theirs = await here.bob.says(here.channel, "secret")
        own = await channel.send("one", file=discord_py.File(__file__, "notes.py", description="Notes"))
        await own.edit(content="two")

        assert (await channel.fetch_message(own.id)).content == "two"
        assert (await channel.fetch_message(theirs.id)).content == ""
        assert here.channel.messages[own.id].attachments[0].description == "Notes"
        assert here.channel.messages[own.id].edits == 1
        with pytest.raises(discord_py.Forbidden, match="50005"):
            await channel.get_partial_message(theirs.id).edit(content="three")
        with pytest.raises(discord_py.Forbidden, match="50013"):
            await channel.get_partial_message(theirs.id).delete()
        await own.delete()
        with pytest.raises(discord_py.NotFound, match="10008"):
            await channel.fetch_message(own.id)
        here.discord.assert_no_pings()


@in_a_loop
async def test_threads_are_started_on_a_message_once_or_without_one() -> None:
    async with scene() as here:
        channel = here.bot.get_channel(here.channel.id)
        assert channel is not None
        asked = channel.get_partial_message((await here.bob.says(here.channel, "hello")).id)
        thread = await asked.create_thread(name="A thread")
        loose = await channel.create_thread(name="Loose", type=discord_py.ChannelType.public_thread)
        await thread.send("in it")

        assert thread.id == asked.id
        assert [message.text for message in here.discord.channels[thread.id].by_bot()] == ["in it"]
        assert here.discord.channels[loose.id].owner is here.discord.bot_user
        with pytest.raises(discord_py.HTTPException, match="160004"):
            await asked.create_thread(name="Again")
        in_thread = await thread.send("more")
        with pytest.raises(discord_py.HTTPException, match="50024"):
            await in_thread.create_thread(name="In a thread")


@in_a_loop
async def test_an_archived_thread_opens_for_a_message_unless_it_is_locked() -> None:
    async with DiscordServer() as discord, sender(discord) as send:
        channel = discord.guild("Reading room").channel("general")
        thread = channel.thread("A thread", by=channel.guild.member("bob"))
        path = f"/channels/{thread.id}/messages"
        sent = await send("POST", path, {"content": "hello"})
        thread.archive()
        assert code(await send("PATCH", f"{path}/{sent[1]['id']}", {"content": "b"})) == (400, 50083)
        assert (await send("POST", path, {"content": "hello"}))[0] == 200
        assert not thread.archived
        thread.archive(locked=True)
        assert code(await send("POST", path, {"content": "hello"})) == (400, 50083)
        thread.change(archived=False)
        assert code(await send("POST", path, {"content": "hello"})) == (403, 160005)
        thread.delete()
        assert code(await send("POST", path, {"content": "hello"})) == (404, 10003)


@in_a_loop
async def test_ephemeral_messages_are_nobody_else_s() -> None:
    async with scene() as here:
        seen = await (await here.bob.slash(here.channel, "ask", question="When?", private=True)).answered()
        channel = here.bot.get_channel(here.channel.id)
        assert channel is not None
        with pytest.raises(discord_py.NotFound, match="10008"):
            await channel.fetch_message(seen.message.id)
        assert here.channel.by_bot() == []


@in_a_loop
async def test_mentions_that_are_allowed_are_found_out() -> None:
    async with DiscordServer() as discord, sender(discord) as send:
        guild = discord.guild("Reading room")
        channel, bob, role = guild.channel("general"), guild.member("bob"), guild.role("librarians")
        content = f"@everyone <@{bob.id}> <@&{role.id}>"
        path = f"/channels/{channel.id}/messages"
        await send("POST", path, {"content": content, "allowed_mentions": {"parse": []}})
        assert discord.assert_no_pings() == 1
        for allowed in ({"parse": ["users"]}, {"parse": [], "roles": [str(role.id)]}, {"parse": ["everyone"]}):
            await send("POST", path, {"content": content, "allowed_mentions": allowed})
        await send("POST", path, {"content": content})

        assert [message.pings for message in channel.by_bot()] == [False, True, True, True, True]
        with pytest.raises(AssertionError, match="allows mentions"):
            discord.assert_no_pings()


@in_a_loop
async def test_what_is_not_there_fails_the_test_and_a_token_is_asked_for() -> None:
    async with DiscordServer() as discord, sender(discord) as send:
        assert (await send("GET", "/nowhere"))[0] == 404
        assert [violation.kind for violation in discord.take_violations()] == ["unknown route"]
        assert code(await send("GET", "/users/@me", headers={"Authorization": "Bot wrong"})) == (401, 0)
        assert discord.invalid_requests() == 1


@in_a_loop
async def test_the_token_is_not_for_the_cdn() -> None:
    async with DiscordServer() as discord, sender(discord) as send:
        channel = discord.guild("Reading room").channel("general")
        file = discord.host(Attachment("a.json", b"{}", content_type="application/json"), channel)
        url = f"/../../cdn/attachments/{channel.id}/{file.id}/a.json"
        assert (await send("GET", url))[0] == 200
        assert [violation.kind for violation in discord.take_violations()] == ["token sent to the CDN"]
