from __future__ import annotations

import pytest

from tests.conftest import AppMaker
from tests.discord_server.command_lines import NotOffered
from tests.discord_server.loops import in_a_loop
from tests.discord_server.server import DiscordServer
from tests.discord_server.world import Attachment
from tests.support.reading_room import FERRY, Room, bot, new_room, reading_room


def stored(room: Room, *texts: tuple[str, bytes]) -> None:
    for name, text in texts:
        room.library.add_bytes(name, name, text)


@in_a_loop
async def test_members_list_show_and_read_and_only_they_see_it(make_app: AppMaker) -> None:
    async with reading_room(make_app()) as room:
        stored(room, ("ferries.md", FERRY), ("rules.txt", b"Wear goggles."))

        listed = await (await room.bob.slash(room.channel, "library list")).answered()
        assert "**2 documents**, 2 passages" in listed.text
        assert listed.ephemeral

        shown = await (await room.bob.press(listed.message, "Show")).answered()
        assert shown.ephemeral
        assert shown.message is not listed.message
        assert "**Ferries**" in shown.text
        assert "File: ferries.md, Markdown" in shown.text

        read = await (await room.bob.press(shown.message, "Read")).answered()
        assert read.ephemeral
        assert "sails at noon" in read.text

        named = await (await room.bob.slash(room.channel, "library show", document="rules.txt")).answered()
        assert "**rules**" in named.text


@in_a_loop
async def test_the_list_is_paged_in_place(make_app: AppMaker) -> None:
    async with reading_room(make_app()) as room:
        stored(room, *((f"{number:02}.txt", f"Text number {number}.".encode()) for number in range(20)))
        listed = await (await room.bob.slash(room.channel, "library list")).answered()
        turned = await (await room.bob.press(listed.message, "Next (1/3)")).answered()

        assert turned.message is listed.message
        assert "**08**" in turned.text
        assert "**07**" not in turned.text
        back = await (await room.bob.press(listed.message, "Previous")).answered()
        assert "**07**" in back.text


@in_a_loop
async def test_the_history_opens_every_version_and_restoring_one_makes_its_text_live(make_app: AppMaker) -> None:
    async with reading_room(make_app()) as room:
        stored(room, ("ferries.md", FERRY), ("ferries.md", FERRY.replace(b"noon", b"one o'clock")))
        document = room.library.documents()[0]

        history = await (await room.bob.slash(room.channel, "library history", document=document.id)).answered()
        assert history.text.index("Version 2, **live**") < history.text.index("Version 1")
        old = await (await room.bob.press(history.message, f"fn:read:{room.guild.id}:{document.id}:1:")).answered()
        assert "sails at noon" in old.text

        choices = await room.ada.autocomplete(room.channel, "library restore", "version", "1", document=document.id)
        assert choices[-1]["value"] == 1
        assert choices[-1]["name"].startswith("version 1, ")
        restored = await (
            await room.ada.slash(room.channel, "library restore", document=document.id, version=1)
        ).answered()
        assert "Version 3 of **Ferries** is live now, with the text of version 1" in restored.text
        assert "sails at noon" in (room.library.live_text(document.id, 3) or "")

        again = await (
            await room.ada.slash(room.channel, "library restore", document=document.id, version=3)
        ).answered()
        assert "nothing was changed" in again.text
        never = await (
            await room.ada.slash(room.channel, "library restore", document=document.id, version=99)
        ).answered()
        assert "no version 99" in never.text
        assert len(room.library.versions(document)) == 3


@in_a_loop
async def test_removing_asks_first_and_does_it_once(make_app: AppMaker) -> None:
    async with reading_room(make_app()) as room:
        stored(room, ("ferries.md", FERRY), ("rules.txt", b"Wear goggles."))

        kept = await (await room.ada.slash(room.channel, "library remove", document="ferries.md")).answered()
        assert "Remove **Ferries**" in kept.text
        keep = await (await room.ada.press(kept.message, "Keep")).answered()
        assert "Nothing was removed" in keep.text
        assert room.titles() == ["Ferries", "rules"]

        asked = await (await room.ada.slash(room.channel, "library remove", document="ferries.md")).answered()
        assert asked.ephemeral
        first, second = [await room.ada.press(asked.message, "Remove") for _ in range(2)]
        await first.answered()
        await second.answered()
        assert "Removed **Ferries**" in asked.text or "gone already" in asked.text
        assert asked.message.buttons() == []
        assert room.titles() == ["rules"]

        late = await (await room.ada.slash(room.channel, "library remove", document="rules.txt")).answered()
        room.library.remove("rules.txt")
        assert "gone already" in (await (await room.ada.press(late.message, "Remove")).answered()).text


@in_a_loop
async def test_what_is_removed_is_gone_from_answers_given_before_too(make_app: AppMaker) -> None:
    async with reading_room(make_app(min_confidence=0)) as room:
        stored(room, ("ferries.md", FERRY))
        asked = await (await room.bob.slash(room.channel, "ask", question="When does the ferry sail?")).answered()
        assert "noon" in asked.text
        question = await (await room.ada.slash(room.channel, "library remove", document="Ferries")).answered()
        await (await room.ada.press(question.message, "Remove")).answered()

        kept = room.app.records.answers_in(str(room.guild.id), room.channel.id)
        assert [citation.quote.document.title for answer in kept for citation in answer.answer.citations] == ["Ferries"]
        assert "noon" not in str(kept)


@in_a_loop
async def test_only_who_asked_to_remove_a_document_confirms_it(make_app: AppMaker) -> None:
    app = make_app()
    async with reading_room(app) as room:
        stored(room, ("ferries.md", FERRY))
        asked = await (await room.ada.slash(room.channel, "library remove", document="ferries.md")).answered()
        button = asked.message.button("Remove")["custom_id"]
        eve = room.guild.member("eve", manage_guild=True)

        for other in (eve, room.bob):
            refused = await (await other.forge_press(room.channel, button, message=asked.message)).answered()
            assert refused.ephemeral
            assert "Only" in refused.text
            assert "Remove **Ferries**" in asked.text
        assert room.titles() == ["Ferries"]


@in_a_loop
async def test_the_buttons_work_after_a_restart(make_app: AppMaker) -> None:
    async with DiscordServer() as discord:
        room = new_room(discord, make_app(), "Reading room")
        async with bot(room.app, discord):
            stored(room, *((f"{number:02}.txt", f"Text number {number}.".encode()) for number in range(9)))
            listed = await (await room.bob.slash(room.channel, "library list")).answered()
            asked = await (await room.ada.slash(room.channel, "library remove", document="00.txt")).answered()
        async with bot(room.app, discord):
            turned = await (await room.bob.press(listed.message, "Next (1/2)")).answered()
            assert "**08**" in turned.text
            await (await room.ada.press(asked.message, "Remove")).answered()
            assert len(room.titles()) == 8


@in_a_loop
async def test_one_document_or_all_are_made_anew(make_app: AppMaker) -> None:
    async with reading_room(make_app()) as room:
        stored(room, ("ferries.md", FERRY), ("rules.txt", b"Wear goggles."))
        one = await room.ada.slash(room.channel, "library reindex", document="Ferries")
        await one.until(lambda it: "made anew" in it.text, 10)
        assert "**1 made anew**; 1 passage" in one.text
        every = await room.ada.slash(room.channel, "library reindex")
        await every.until(lambda it: "made anew" in it.text, 10)
        assert "**2 made anew**; 2 passages" in every.text
        assert one.ephemeral
        assert every.ephemeral
        assert room.app.jobs.unfinished() == []


@in_a_loop
async def test_titles_complete_in_every_command_that_takes_a_document(make_app: AppMaker) -> None:
    async with reading_room(make_app()) as room:
        stored(room, ("ferries.md", FERRY), ("rules.txt", b"Wear goggles."))
        wanted = room.library.find("Ferries").id
        for command in ("show", "history", "remove", "reindex", "restore"):
            choices = await room.bob.autocomplete(room.channel, f"library {command}", "document", "FERR")
            assert choices == [{"name": "Ferries", "value": wanted}]
        assert await room.bob.autocomplete(room.channel, "library restore", "version", "1", document="nothing") == []


@in_a_loop
async def test_a_document_that_is_not_there_is_one_sentence(make_app: AppMaker) -> None:
    async with reading_room(make_app(), spec=False) as room:
        for reference in ("nothing", "../../etc/passwd", "/", "\x00", "@everyone <@1>", "x" * 6000, "%"):
            for command in ("show", "history", "remove", "reindex"):
                seen = await (await room.ada.slash(room.channel, f"library {command}", document=reference)).answered()
                assert "There is no document called" in seen.text
                assert "/library list" in seen.text
                assert seen.ephemeral
        room.discord.assert_no_pings()


@in_a_loop
async def test_nothing_of_the_library_is_offered_in_direct_messages(make_app: AppMaker) -> None:
    async with reading_room(make_app()) as room:
        for command in ("list", "add", "reindex"):
            with pytest.raises(NotOffered):
                await room.ada.slash(room.ada.direct, f"library {command}")
        with pytest.raises(NotOffered):
            await room.ada.slash(room.ada.direct, "settings")
        message = await room.ada.dm("here", attachments=[Attachment("a.txt", b"Text.")])
        with pytest.raises(NotOffered):
            await room.ada.menu(message, "Add to library")
