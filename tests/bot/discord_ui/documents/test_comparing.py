"""`/library compare`, and the buttons that lead to it."""

from __future__ import annotations

from tests.conftest import AppMaker
from tests.discord_server.loops import in_a_loop
from tests.support.reading_room import Room, reading_room

TEXTS = (
    b"# Ferries\n\nThe ferry sails at noon. A crossing costs two crowns.",
    b"# Ferries\n\nThe ferry sails at nine. A crossing costs two crowns.",
    b"# Ferries\n\nThe ferry sails at nine. A crossing costs three crowns. Dogs are welcome.",
)


def stored(room: Room) -> None:
    for text in TEXTS:
        room.library.add_bytes("ferries.md", "ferries.md", text)
    room.library.add_bytes("rules.txt", "rules.txt", b"Wear goggles.")


@in_a_loop
async def test_members_see_what_came_and_went_and_open_each_sentence_in_its_version(make_app: AppMaker) -> None:
    async with reading_room(make_app()) as room:
        stored(room)
        seen = await (await room.bob.slash(room.channel, "library compare", document="Ferries")).answered()
        assert seen.ephemeral
        assert "from version 2 to version 3\n2 sentences new, 1 gone" in seen.text
        assert "**New:** Dogs are welcome." in seen.text
        assert "**Gone:** A crossing costs two crowns." in seen.text

        gone = seen.message.buttons()[-1]
        passage = await (await room.bob.forge_press(room.channel, gone["custom_id"], message=seen.message)).answered()
        assert "two crowns" in passage.text
        assert "version 2 of" in passage.text

        named = {"document": "Ferries", "from": 1, "to": 2}
        seen = await (await room.bob.slash(room.channel, "library compare", **named)).answered()
        assert "from version 1 to version 2\n1 sentence new, 1 gone" in seen.text
        offered = await room.bob.autocomplete(room.channel, "library compare", "from", "", document="ferries.md")
        assert [choice["value"] for choice in offered] == [3, 2, 1]


@in_a_loop
async def test_what_cannot_be_compared_is_said_in_one_sentence(make_app: AppMaker) -> None:
    async with reading_room(make_app()) as room:
        stored(room)
        for options, sentence in (
            ({"document": "rules"}, "no version before 1"),
            ({"document": "Ferries", "from": 9}, "has no version 9"),
            ({"document": "nothing"}, "There is no document called"),
        ):
            seen = await (await room.bob.slash(room.channel, "library compare", **options)).answered()
            assert sentence in seen.text
            assert seen.ephemeral
        document = room.library.find("Ferries").id
        for arguments in ("x:-", "-", "1:2:3:4", f"{'9' * 30}:1", "-:0"):
            forged = f"fn:compare:{room.guild.id}:{document}:{arguments}"
            seen = await (await room.bob.forge_press(room.channel, forged, message=seen.message)).answered()
            assert "unexpected" not in seen.text


@in_a_loop
async def test_a_document_with_several_versions_leads_to_what_changed(make_app: AppMaker) -> None:
    async with reading_room(make_app()) as room:
        stored(room)
        shown = await (await room.bob.slash(room.channel, "library show", document="rules")).answered()
        assert shown.message.labels() == ["Read", "Versions"]
        shown = await (await room.bob.slash(room.channel, "library show", document="Ferries")).answered()
        seen = await (await room.bob.press(shown.message, "What changed")).answered()
        assert "from version 2 to version 3" in seen.text
        assert seen.message is not shown.message
