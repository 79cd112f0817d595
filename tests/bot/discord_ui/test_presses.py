from __future__ import annotations

import pytest

from bot.discord_ui import client as client_module
from bot.discord_ui.permissions import NOT_HERE, NOT_IN_A_SERVER
from bot.discord_ui.presses import CLOSED, UNKNOWN
from bot.discord_ui.questions.answer_buttons import NO_LONGER_KEPT
from tests.discord_server.bits import InteractionKind, Kind
from tests.discord_server.loops import in_a_loop
from tests.discord_server.messages import Message
from tests.support.apps import AppWith
from tests.support.asking import answer_to, asked, pressed, served_room
from tests.support.hostile import HOSTILE
from tests.support.reading_room import Room

pytestmark = pytest.mark.usefixtures("no_error_is_logged")

COST = "What does a crossing cost?"
WITHIN = 1.0
"""Seconds; Discord gives an answer three."""


async def said_to(room: Room, custom_id: str, message: Message) -> str:
    """Press something that need not be there, and return what the person who did is told, alone and in time."""
    seen = await (await room.bob.forge_press(room.channel, custom_id, message=message)).answered()
    assert seen.ephemeral
    assert seen.acknowledged_after < WITHIN
    return seen.text


@in_a_loop
async def test_ids_that_are_not_ours_get_one_sentence(app: AppWith) -> None:
    async with served_room(app, spec=False) as room:
        answer = (await asked(room.bob, room.channel, COST)).message
        before, here = answer.text, room.guild.id
        hostile = [text[:100] for text in HOSTILE[:20] if text]
        for custom_id in (
            "confirm",
            "fn",
            "fn:",
            "other:rate:1",
            "a" * 100,
            *hostile,
            f"fn:sing:{here}",
            f"fn::{here}",
        ):
            assert await said_to(room, custom_id, answer) == UNKNOWN
        for arguments in ("", ":1:2:3", ":nothing:1"):
            assert await said_to(room, f"fn:rate:{here}{arguments}", answer) in {UNKNOWN, NO_LONGER_KEPT}
        for custom_id in (
            "fn:end:-:before",
            "fn:rate:1:2:1",
            "fn:rate:",
            "fn:server:-:1",
            "fn:rate:\ud800:1",
            "fn:a:b\nc",
        ):
            assert await said_to(room, custom_id, answer) == NOT_HERE
        assert answer.text == before


@in_a_loop
async def test_ids_with_anything_in_their_arguments_get_one_sentence(app: AppWith) -> None:
    async with served_room(app, spec=False) as room:
        answer = (await asked(room.bob, room.channel, COST)).message
        kept = answer.button("Helpful")["custom_id"].split(":")[3]
        document = room.library.find("Ferries").id
        odd = ["", "x", "-1", "٣", "9" * 19, "\x00", "\ud800", "' OR 1=1 --"]
        for name in ("passage", "leaf", "read", "page", "rate", "share", "thread"):
            for first in (kept, document):
                for each in odd:
                    sentence = await said_to(room, f"fn:{name}:{room.guild.id}:{first}:{each}:{each}"[:100], answer)
                    assert sentence
        assert answer.edits == 1
        assert room.channel.by_bot() == [answer]


@in_a_loop
async def test_a_press_is_carried_out_though_its_message_lacks_what_was_pressed(app: AppWith) -> None:
    async with served_room(app, spec=False) as room:
        answer = (await asked(room.bob, room.channel, COST)).message
        data = {"component_type": Kind.BUTTON, "custom_id": answer.button("Show passage")["custom_id"], "id": 1}
        for message in (await room.ada.says(room.channel, "no components"), None):
            seen = await (
                await room.bob.forge(room.channel, InteractionKind.COMPONENT, data, message=message)
            ).answered()
            assert "two crowns" in seen.text
            assert seen.ephemeral
            assert seen.acknowledged_after < WITHIN


@in_a_loop
async def test_a_press_that_is_acknowledged_late_is_carried_out_once(
    app: AppWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "GRACE_SECONDS", 0.02)
    async with served_room(app, spec=False) as room:
        answer = (await asked(room.bob, room.channel, COST)).message
        begun = len(room.discord.requests)
        room.discord.slow_down(0.15, "POST", "/interactions/{interaction_id}/{interaction_token}/callback", times=1)
        assert "two crowns" in (await pressed(room.bob, answer, "Show passage")).text
        assert [request.method for request in room.discord.requests[begun:]] == ["POST", "PATCH"]


@in_a_loop
async def test_a_form_from_before_a_restart_is_said_to_be_closed(app: AppWith, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "FORM_GRACE_SECONDS", 0.02)
    async with served_room(app, spec=False) as room:
        seen = await room.bob.forge(room.channel, InteractionKind.MODAL, {"custom_id": "a" * 32, "components": []})
        assert (await seen.answered()).text == CLOSED
        assert seen.ephemeral


@in_a_loop
async def test_nothing_administrative_is_done_from_direct_messages(app: AppWith) -> None:
    async with served_room(app, spec=False) as room:
        library = str(room.guild.id)
        app.records.change_server(library, direct_messages=True)
        document = room.library.find("Ferries").id
        menu = await answer_to(await room.ada.dm(COST))
        before = app.records.server(library)
        for name, arguments in (
            ("remove", f":{document}:{room.ada.id}"),
            ("keep", f":{document}:{room.ada.id}"),
            ("private", ":1"),
            ("direct", ":0"),
            ("daily", ""),
            ("channels", ""),
            ("admin-role", ""),
        ):
            press = f"fn:{name}:{library}{arguments}"
            seen = await room.ada.forge_press(room.ada.direct, press, message=menu, values=["1"])
            assert (await seen.answered()).text == NOT_IN_A_SERVER
        assert app.records.server(library) == before
        assert len(room.titles()) == 1
