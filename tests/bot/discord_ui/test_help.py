from __future__ import annotations

from bot.discord_ui.help import direct_help_screen, help_screen
from tests.conftest import AppMaker
from tests.discord_server.loops import in_a_loop
from tests.support.reading_room import reading_room
from tests.support.screens import payload


@in_a_loop
async def test_help_shows_each_person_what_they_can_do_where_they_are(make_app: AppMaker) -> None:
    async with reading_room(make_app(forget_servers_after_days=7)) as room:
        member = await (await room.bob.slash(room.channel, "help")).answered()
        admin = await (await room.ada.slash(room.channel, "help")).answered()
        direct = await (await room.ada.slash(room.ada.direct, "help")).answered()

        assert member.ephemeral
        assert admin.ephemeral
        for seen in (member, admin, direct):
            assert "**Try this**" in seen.text
            assert "Show passage" in seen.text
            assert "will not do" in seen.text
        assert "`/ask question:" in member.text
        assert "/library add" in admin.text
        assert "deleted after 7 days" in admin.text
        assert "deleted after" not in member.text
        assert "/library add" not in member.text
        assert "/library" not in direct.text
        assert "/settings" not in direct.text
        assert "/ask" not in direct.text
        room.discord.assert_no_pings()


def test_help_is_short() -> None:
    for screen in (help_screen(admin=True, kept_days=30), help_screen(admin=False, kept_days=30), direct_help_screen()):
        assert len(str(payload(screen))) < 3000


@in_a_loop
async def test_every_command_that_help_names_is_there(make_app: AppMaker) -> None:
    import re

    async with reading_room(make_app()) as room:
        there = set()
        for command in room.discord.commands:
            there.add(command["name"])
            there |= {f"{command['name']} {option['name']}" for option in command.get("options", [])}
        texts = str([help_screen(admin=True, kept_days=30), direct_help_screen()])
        named = re.findall(r"`/([a-z]+(?: [a-z]+)?)", texts)
        assert len(named) > 3
        assert set(named) <= there
        assert "Add to library" in there
        assert "“Add to library”" in texts
        assert "Check against the library" in there
        assert "“Check against the library”" in texts
