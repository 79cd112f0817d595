"""Requests and answers are compared with Discord's own description, where it is there."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from tests.discord_server import payloads
from tests.discord_server.loops import in_a_loop
from tests.discord_server.raw import sender
from tests.discord_server.server import DiscordServer
from tests.discord_server.spec import MISSING, Spec, load_spec

MESSAGES = "/channels/{channel_id}/messages"


@pytest.fixture(scope="module")
def spec() -> Spec:
    found = load_spec()
    if found is None:
        pytest.skip(MISSING)
    return found


@in_a_loop
async def test_a_request_against_the_description_fails_the_test(spec: Spec) -> None:
    async with DiscordServer() as discord, sender(discord) as send:
        channel = discord.guild("Reading room").channel("general")
        path = f"/channels/{channel.id}/messages"
        await send("POST", path, {"content": "a", "tts": "yes"})
        await send("GET", "/users/@me/guilds?limit=some")
        found = [str(violation) for violation in discord.take_violations()]

        assert len(found) == 2
        assert "$.tts: 'yes' is not of type 'boolean', 'null'" in found[0]
        assert "parameter limit" in found[1]


@in_a_loop
async def test_an_answer_against_the_description_fails_the_test(spec: Spec, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(payloads, "own_user", lambda who: payloads.user(who) | {"mfa_enabled": "maybe"})
    async with DiscordServer() as discord, sender(discord) as send:
        await send("GET", "/users/@me")

        kinds = [violation.kind for violation in discord.take_violations()]
        assert kinds == ["our answer against the description"]


@pytest.mark.parametrize(
    "body",
    [
        {"content": "a", "message_reference": {"message_id": 5, "channel_id": 6}},
        {"content": "a", "attachments": [{"id": 0, "filename": "a.txt"}]},
    ],
)
def test_integers_for_ids_are_taken_as_discord_takes_them(spec: Spec, body: dict[str, Any]) -> None:
    assert spec.request_problem("POST", MESSAGES, body) is None


@pytest.mark.parametrize(
    ("components", "problem"),
    [
        ([{"type": 17, "components": [{"type": 17, "components": []}]}], "type 17 is none of"),
        ([{"type": 9, "components": []}], "required"),
        ([{"type": 10, "content": 5}], "not of type 'string'"),
        ([{"type": 99}], "type 99 is none of"),
        (["text"], "not an object"),
    ],
)
def test_the_shortcut_through_components_misses_nothing(spec: Spec, components: list[Any], problem: str) -> None:
    found = spec.request_problem("POST", MESSAGES, {"components": components})

    assert found is not None
    assert problem in found


def test_a_large_message_is_compared_within_milliseconds(spec: Spec) -> None:
    text = {"type": 10, "content": "a"}
    section = {"type": 9, "components": [text], "accessory": {"type": 2, "style": 1, "label": "A", "custom_id": "a"}}
    body = {"flags": 1 << 15, "components": [{"type": 17, "components": [section] * 12}]}
    assert spec.request_problem("POST", MESSAGES, body) is None
    best = min(_seconds(spec, body) for _ in range(5))

    assert best < 0.05


def _seconds(spec: Spec, body: dict[str, Any]) -> float:
    started = time.perf_counter()
    spec.request_problem("POST", MESSAGES, body)
    return time.perf_counter() - started


@in_a_loop
async def test_without_the_description_everything_else_works() -> None:
    async with DiscordServer(spec=False) as discord, sender(discord) as send:
        channel = discord.guild("Reading room").channel("general")
        await send("POST", f"/channels/{channel.id}/messages", {"content": "a", "tts": "yes"})

        assert discord.unchecked == MISSING
        assert channel.by_bot()[0].text == "a"


def test_without_its_file_there_is_no_description(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tests.discord_server.spec.SPEC_FILE", tmp_path / "openapi.json")

    assert load_spec.__wrapped__() is None
