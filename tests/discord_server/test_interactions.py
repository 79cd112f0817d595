"""Commands, buttons, menus, forms: sent as Discord's app sends them, answered by a real discord.py."""

from __future__ import annotations

import io

import pytest

from tests.discord_server.bits import InteractionKind
from tests.discord_server.clients import discord_py
from tests.discord_server.command_lines import NotOffered
from tests.discord_server.loops import in_a_loop
from tests.discord_server.raw import sender
from tests.discord_server.scenes import scene
from tests.discord_server.server import DiscordServer
from tests.discord_server.tiny_bot import PRESSES
from tests.discord_server.world import Attachment


@in_a_loop
async def test_a_command_is_deferred_and_then_answered_for_everyone_or_for_one() -> None:
    async with scene() as here:
        public = await here.bob.slash(here.channel, "ask", question="When?")
        await public.answered()
        private = await (await here.bob.slash(here.channel, "ask", question="When?", private=True)).answered()

        assert public.deferred
        assert public.acknowledged_after is not None
        assert 0 < public.acknowledged_after < 3
        assert (public.ephemeral, private.ephemeral) == (False, True)
        assert public.message.texts() == ["When?", "A source"]
        assert public.message.labels() == ["Show passage", "Update", "Later", "Form"]
        assert here.channel.by_bot() == [public.message]
        assert here.discord.assert_no_pings() == 2


@in_a_loop
async def test_options_autocomplete() -> None:
    async with scene() as here:
        choices = await here.bob.autocomplete(here.channel, "ask", "document", "Chi", question="Where?")

        assert [choice["name"] for choice in choices] == ["China", "Chile"]


@in_a_loop
async def test_every_kind_of_option_reaches_a_subcommand() -> None:
    async with scene() as here:
        role = here.guild.role("librarians")
        file = Attachment("notes.txt", b"nine o'clock")
        given = {"person": here.ada, "role": role, "place": here.channel, "either": role, "file": file}
        seen = await here.bob.slash(here.channel, "every kind", whole=3, part=1.5, **given)
        await seen.answered()

        assert seen.text == "3 1.5 ada librarians general librarians notes.txt=nine o'clock"


@in_a_loop
async def test_a_message_menu_brings_the_message_although_the_bot_may_not_read_it() -> None:
    async with scene() as here:
        message = await here.ada.says(here.channel, "When does it open?")
        about = await (await here.bob.menu(message, "Answer this")).answered()
        who = await (await here.bob.menu(here.ada, "Who", channel=here.channel)).answered()

        assert about.text == "About: When does it open?"
        assert who.text == "Who: ada"
        assert [seen.content for seen in here.bot.seen] == [""]


@in_a_loop
async def test_a_button_is_answered_privately_updates_its_message_or_is_followed_up() -> None:
    async with scene() as here:
        seen = await (await here.bob.slash(here.channel, "ask", question="When?")).answered()
        shown = await (await here.ada.press(seen.message, "Show passage")).answered()
        later = await (await here.ada.press(seen.message, "later")).answered()
        updated = await (await here.ada.press(seen.message, "Update")).answered()

        assert shown.ephemeral
        assert shown.message.replied_to is seen.message
        assert later.message.text == "A follow-up"
        assert later.message.ephemeral
        assert updated.message is seen.message
        assert seen.message.texts()[0] == "Updated"
        assert seen.message.earlier[-1].components != seen.message.components


@in_a_loop
async def test_menus_of_texts_channels_and_roles_bring_what_was_chosen() -> None:
    async with scene() as here:
        role = here.guild.role("librarians")
        seen = await (await here.bob.slash(here.channel, "ask", question="When?")).answered()
        texts = await (await here.bob.choose(seen.message, "Pick", ["One", "2"])).answered()
        channels = await (await here.bob.choose(seen.message, "channels", [here.channel])).answered()
        roles = await (await here.bob.choose(seen.message, "A role", [role])).answered()

        assert texts.text == "['1', '2'] []"
        assert channels.text == f"['{here.channel.id}'] ['channels']"
        assert roles.text == f"['{role.id}'] ['roles']"


@in_a_loop
async def test_a_form_is_filled_in_with_a_text_and_files() -> None:
    async with scene() as here:
        seen = await (await here.bob.slash(here.channel, "ask", question="When?")).answered()
        form = await (await here.bob.press(seen.message, "Form")).answered()
        assert form.modal is not None
        assert form.modal.labels() == ["Title", "File"]
        files = [Attachment("a.txt", b"one"), Attachment("b.txt", b"three")]
        sent = await (await here.bob.submit(form.modal, {"Title": "Hours", "File": files})).answered()

        assert sent.text == "Hours: [('a.txt', 3), ('b.txt', 5)]"
        with pytest.raises(NotOffered, match="do not fit the field 'File'"):
            await here.bob.submit(form.modal, {"Title": "Hours"})


@in_a_loop
async def test_discord_s_app_does_not_send_what_it_would_not_offer() -> None:
    async with scene() as here:
        seen = await (await here.bob.slash(here.channel, "ask", question="When?", private=True)).answered()
        impossible = (
            (here.bob.slash(here.channel, "ask"), "required"),
            (here.bob.slash(here.channel, "ask", question="?", colour="red"), "no option"),
            (here.bob.slash(here.channel, "every"), "needs one of"),
            (here.bob.slash(here.channel, "manage"), "lacks the permissions"),
            (here.ada.slash(here.ada.direct, "manage"), "not for this kind of channel"),
            (here.ada.press(seen.message, "Show passage"), "does not see"),
            (here.bob.choose(seen.message, "Pick", ["Three"]), "is none of"),
        )
        for attempt, why in impossible:
            with pytest.raises(NotOffered, match=why):
                await attempt


@in_a_loop
async def test_a_forger_sends_anything_from_anywhere() -> None:
    async with scene() as here:
        other = here.discord.guild("Elsewhere")
        hall = other.channel("hall")
        seen = await (await here.bob.slash(here.channel, "ask", question="When?", private=True)).answered()
        hidden = await (await here.bob.slash_unseen(here.channel, "manage")).answered()
        pressed = await (await here.ada.forge_press(hall, "show", message=seen.message)).answered()
        direct = await (await here.ada.forge_press(here.ada.direct, "texts", values=["x" * 150])).answered()

        assert hidden.text == "You may not"
        assert pressed.channel is hall
        assert here.bot.seen[0].guild.id == other.id
        assert "x" * 150 in direct.text
        await here.ada.forge(hall, InteractionKind.COMMAND, {"id": "1", "name": "gone", "type": 1})


@in_a_loop
async def test_an_interaction_says_what_the_member_may_do_in_the_channel() -> None:
    async with scene() as here:
        assert (await (await here.ada.slash(here.channel, "manage")).answered()).text == "You may"

        here.channel.overwrite(here.ada, deny=1 << 5)
        assert (await (await here.ada.slash_unseen(here.channel, "manage")).answered()).text == "You may not"


@in_a_loop
async def test_a_command_works_in_a_direct_message() -> None:
    async with scene() as here:
        seen = await (await here.bob.slash(here.bob.direct, "ask", question="When?")).answered()

        assert seen.channel.is_direct
        assert here.bob.direct.by_bot() == [seen.message]


@in_a_loop
async def test_a_callback_is_answered_with_json_only_where_that_was_asked_for() -> None:
    async with DiscordServer() as discord, sender(discord) as send:
        channel = discord.guild("Reading room").channel("general")
        bob = channel.guild.member("bob")
        for query, status in (("", 204), ("?with_response=1", 200), ("?with_response=true", 200)):
            pressed = await bob.forge_press(channel, "a")
            answer = {"type": 4, "data": {"content": "hello", "flags": 64}}
            path = f"/interactions/{pressed.id}/{pressed.token}/callback{query}"
            got = await send("POST", path, answer)
            assert got[0] == status
            assert got[1] is None or got[1]["resource"]["message"]["id"] == str(pressed.message.id)


@in_a_loop
async def test_an_interaction_takes_only_the_callbacks_of_its_kind_and_only_with_its_token() -> None:
    async with DiscordServer() as discord, sender(discord) as send:
        channel = discord.guild("Reading room").channel("general")
        bob = channel.guild.member("bob")
        for kind, wrong in (
            (InteractionKind.COMMAND, 7),
            (InteractionKind.AUTOCOMPLETE, 4),
            (InteractionKind.MODAL, 9),
        ):
            sent = await bob.forge(channel, kind, {"id": "1", "name": "a", "custom_id": "a", "components": []})
            path = f"/interactions/{sent.id}/{sent.token}"
            assert (await send("POST", f"{path}/callback", {"type": wrong}))[1]["code"] == 50035
            assert (await send("POST", f"{path}x/callback", {"type": wrong}))[1]["code"] == 10062
            assert not sent.acknowledged
        assert {violation.kind for violation in discord.take_violations()} >= {"refused"}


@in_a_loop
async def test_the_token_edits_reads_and_deletes_what_belongs_to_the_interaction() -> None:
    async with DiscordServer() as discord, sender(discord) as send:
        channel = discord.guild("Reading room").channel("general")
        pressed = await channel.guild.member("bob").forge_press(channel, "a")
        hook = f"/webhooks/{discord.application_id}/{pressed.token}"
        assert (await send("POST", hook, {"content": "too early"}))[1]["code"] == 10015
        await send("POST", f"/interactions/{pressed.id}/{pressed.token}/callback", {"type": 5, "data": {"flags": 64}})
        assert (await send("GET", f"{hook}/messages/@original"))[1]["flags"] == 64 | 128
        await send("PATCH", f"{hook}/messages/@original", {"content": "found"})
        more = (await send("POST", hook, {"content": "more"}))[1]
        assert more["flags"] == 0
        assert (await send("PATCH", f"{hook}/messages/{more['id']}", {"content": "most"}))[1]["content"] == "most"
        assert [message.text for message in pressed.messages] == ["found", "most"]
        assert (await send("DELETE", f"{hook}/messages/{more['id']}"))[0] == 204
        assert (await send("DELETE", f"{hook}/messages/@original"))[0] == 204
        assert (await send("GET", f"{hook}/messages/@original"))[1]["code"] == 10008
        assert (await send("GET", f"{hook}x/messages/@original"))[1]["code"] == 10015
        assert pressed.messages == []


@in_a_loop
async def test_a_file_comes_with_an_answer_and_a_large_one_is_refused() -> None:
    async with scene(upload_limit=100) as here:
        await (await here.bob.slash(here.channel, "ask", question="When?", private=True)).answered()
        channel = here.bot.get_channel(here.channel.id)
        with pytest.raises(discord_py.HTTPException, match="40005"):
            await channel.send(file=discord_py.File(io.BytesIO(b"x" * 101), "large.txt"))
        sent = await channel.send(file=discord_py.File(io.BytesIO(b"x" * 100), "small.txt"))

        assert await sent.attachments[0].read() == b"x" * 100


@in_a_loop
async def test_many_commands_at_once_are_answered() -> None:
    async with scene() as here:
        asked = [await here.bob.slash(here.channel, "ask", question=str(number)) for number in range(60)]
        for seen in asked:
            await seen.answered(timeout=30)

        assert [seen.message.texts()[0] for seen in asked] == [str(number) for number in range(60)]
        assert max(seen.acknowledged_after or 9 for seen in asked) < 3
        here.discord.forget()
        assert (here.channel.by_bot(), here.discord.requests) == ([], [])
        assert (await (await here.bob.slash(here.channel, "ask", question="Again?")).answered()).text


@in_a_loop
async def test_a_forged_press_comes_with_a_message_that_has_the_button(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PRESSES, "forged", PRESSES["show"])
    async with scene() as here:
        seen = await (await here.bob.slash(here.channel, "ask", question="When?")).answered()
        before = [*seen.message.components]
        role = here.guild.role("librarians")
        for values in (None, ["a"], [role], [here.channel]):
            for message in (None, seen.message):
                pressed = await here.ada.forge_press(here.channel, "forged", message=message, values=values)
                await pressed.answered()
                told = here.bot.seen[-1]
                view = discord_py.ui.LayoutView.from_message(told.message)
                found = [item for item in view.walk_children() if getattr(item, "custom_id", "") == "forged"]
                assert [item.type.value for item in found] == [told.data["component_type"]]

        assert seen.message.components == before
