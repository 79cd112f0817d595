from __future__ import annotations

import pytest

from bot.records.nouns import ServerSettings
from tests.conftest import AppMaker
from tests.discord_server.bits import ChannelKind
from tests.discord_server.interactions import Interaction
from tests.discord_server.loops import in_a_loop
from tests.discord_server.server import DiscordServer
from tests.support.reading_room import Room, bot, new_room, reading_room


def settings(room: Room) -> ServerSettings:
    return room.app.records.server(str(room.guild.id))


async def panel(room: Room) -> Interaction:
    return await (await room.ada.slash(room.channel, "settings")).answered()


@in_a_loop
async def test_each_change_is_saved_at_once_and_shown_in_the_panel(make_app: AppMaker) -> None:
    async with reading_room(make_app()) as room:
        opened = await panel(room)
        assert opened.ephemeral
        help_desk = room.guild.channel("help-desk")
        librarians = room.guild.role("librarians")

        await (await room.ada.choose(opened.message, "fn:channels", [room.channel, help_desk])).answered()
        assert settings(room).channels == (room.channel.id, help_desk.id)
        await (await room.ada.choose(opened.message, "fn:admin-role", [librarians])).answered()
        assert settings(room).admin_role == librarians.id
        await (await room.ada.choose(opened.message, "fn:report-channel", [help_desk])).answered()
        assert settings(room).report_channel == help_desk.id
        await (await room.ada.press(opened.message, "fn:private")).answered()
        await (await room.ada.press(opened.message, "fn:direct")).answered()
        assert (settings(room).private, settings(room).direct_messages) == (True, True)

        chosen = [default["id"] for menu in opened.message.menus() for default in menu["default_values"]]
        assert chosen == [str(each.id) for each in (room.channel, help_desk, help_desk, librarians)]
        assert opened.message.labels() == ["On", "On", "Change"]
        assert len(room.channel.by_bot()) == 0  # the one message changed in place

        await (await room.ada.press(opened.message, "fn:private")).answered()
        await (await room.ada.choose(opened.message, "fn:channels", [])).answered()
        await (await room.ada.choose(opened.message, "fn:admin-role", [])).answered()
        await (await room.ada.choose(opened.message, "fn:report-channel", [])).answered()
        assert settings(room) == ServerSettings(direct_messages=True)


@in_a_loop
async def test_the_daily_limit_is_a_number_and_anything_else_one_sentence(make_app: AppMaker) -> None:
    async with reading_room(make_app()) as room:
        opened = await panel(room)
        for text in ("-1", "1.5", "ten", "٣", "²", "1e9", "100001", "9" * 12, " ", "0x10"):
            form = await (await room.ada.press(opened.message, "Change")).acknowledgement()
            seen = await (await room.ada.submit(form.modal, {"Questions a member may ask in a day": text})).answered()
            assert "whole number from 0 to 100,000" in seen.text
            assert seen.ephemeral
        assert settings(room).daily_questions == 0

        form = await (await room.ada.press(opened.message, "Change")).acknowledgement()
        await (await room.ada.submit(form.modal, {"Questions a member may ask in a day": " 30 "})).answered()
        assert settings(room).daily_questions == 30
        assert "**Daily limit**: 30 questions" in opened.text


@in_a_loop
async def test_everybodys_role_and_what_is_of_another_server_are_refused(make_app: AppMaker) -> None:
    async with DiscordServer() as discord:
        room, other = new_room(discord, make_app(), "Reading room"), new_room(discord, make_app(), "Other")
        async with bot(room.app, discord):
            opened = await panel(room)
            for wanted, values in (
                ("fn:channels", [other.channel]),
                ("fn:channels", [room.channel, other.channel]),
                ("fn:channels", [room.guild.channel("voice", ChannelKind.VOICE).thread("t", room.bob)]),
                ("fn:report-channel", [other.channel]),
                ("fn:admin-role", [room.guild.everyone]),
                ("fn:admin-role", [other.guild.role("librarians")]),
            ):
                seen = await (await room.ada.choose(opened.message, wanted, values)).answered()
                assert seen.ephemeral
                assert (
                    "not in this server" in seen.text
                    or "everybody's" in seen.text
                    or "no text channel of this server" in seen.text
                )
            for values in (["12345"], ["x"], ["-1"], ["9" * 400], [""]):
                for wanted in ("channels", "admin-role", "report-channel"):
                    action = f"fn:{wanted}:{room.guild.id}"
                    seen = await (
                        await room.ada.forge_press(room.channel, action, message=opened.message, values=values)
                    ).answered()
                    assert "unexpected" not in seen.text
            assert settings(room) == ServerSettings()


@in_a_loop
async def test_who_has_the_admin_role_changes_everything_but_the_admin_role(make_app: AppMaker) -> None:
    async with reading_room(make_app()) as room:
        role = room.guild.role("librarians")
        await (await room.ada.choose((await panel(room)).message, "fn:admin-role", [role])).answered()
        room.bob.give(role)

        opened = await (await room.bob.slash_unseen(room.channel, "settings")).answered()
        await (await room.bob.press(opened.message, "fn:private")).answered()
        assert settings(room).private
        for values in ([room.guild.role("friends of bob")], []):
            refused = await (await room.bob.choose(opened.message, "fn:admin-role", values)).answered()
            assert "Only members who may manage this server can choose the admin role." in refused.text
        assert settings(room).admin_role == role.id

        room.bob.take(role)
        refused = await (await room.bob.press(opened.message, "fn:direct")).answered()
        assert "can do this" in refused.text
        assert not settings(room).direct_messages


@in_a_loop
async def test_channels_and_roles_that_were_deleted_are_not_shown_but_said(make_app: AppMaker) -> None:
    async with reading_room(make_app()) as room:
        gone, role = room.guild.channel("gone"), room.guild.role("gone")
        opened = await panel(room)
        await (await room.ada.choose(opened.message, "fn:channels", [gone, room.channel])).answered()
        await (await room.ada.choose(opened.message, "fn:admin-role", [role])).answered()
        await (await room.ada.choose(opened.message, "fn:report-channel", [gone])).answered()
        gone.delete()
        room.guild.delete_role(role)

        again = await panel(room)
        assert [menu.get("default_values", []) for menu in again.message.menus()] == [
            [{"id": str(room.channel.id), "type": "channel"}],
            [],
            [],
        ]
        assert "The channel chosen before is no longer here." in again.text
        assert "No longer here: 1 channel chosen before." in again.text


@in_a_loop
async def test_the_panel_shows_what_members_thought_of_answers(make_app: AppMaker) -> None:
    async with reading_room(make_app(min_confidence=0)) as room:
        room.library.add_bytes("ferries.md", "ferries.md", b"The ferry sails at noon.")
        answered = await (await room.bob.slash(room.channel, "ask", question="When does the ferry sail?")).answered()
        for person, label in ((room.bob, "Not helpful"), (room.ada, "Helpful")):
            await (await person.press(answered.message, label)).answered()
        assert "1 helpful, 1 not" in (await panel(room)).text


@in_a_loop
async def test_the_panel_works_after_a_restart_and_a_form_from_before_says_that_it_is_closed(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.discord_ui.client.FORM_GRACE_SECONDS", 0.2)
    app = make_app()
    async with DiscordServer() as discord:
        room = new_room(discord, app, "Reading room")
        async with bot(app, discord):
            opened = await panel(room)
            form = await (await room.ada.press(opened.message, "Change")).acknowledgement()
        async with bot(app, discord):
            await (await room.ada.press(opened.message, "fn:private")).answered()
            assert settings(room).private
            seen = await (await room.ada.submit(form.modal, {"Questions a member may ask in a day": "5"})).answered()
            assert "no longer open" in seen.text
            assert settings(room).daily_questions == 0


@in_a_loop
async def test_a_press_names_what_it_wants_so_that_twice_is_once(make_app: AppMaker) -> None:
    async with reading_room(make_app()) as room:
        opened = await panel(room)
        twice = [await room.ada.press(opened.message, "fn:private") for _ in range(2)]
        for seen in twice:
            await seen.answered()
        assert settings(room).private


@in_a_loop
async def test_changes_are_told_only_where_the_bot_may_write(make_app: AppMaker) -> None:
    async with reading_room(make_app()) as room:
        opened = await panel(room)
        closed = room.guild.channel("closed")
        closed.deny_bot(send=True)
        voice = room.guild.channel("voice", ChannelKind.VOICE)
        for channel, sentence in ((closed, "may not write there"), (voice, "no text channel")):
            forged = f"fn:report-channel:{room.guild.id}"
            seen = await room.ada.forge_press(room.channel, forged, message=opened.message, values=[str(channel.id)])
            assert sentence in (await seen.answered()).text
        assert settings(room).report_channel is None
