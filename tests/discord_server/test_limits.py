"""Every form that Discord refuses is refused, with its tree of errors, and fails the test that sent it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.discord_server.limits_commands import check_commands
from tests.discord_server.limits_messages import check_message
from tests.discord_server.limits_modals import check_modal
from tests.discord_server.limits_names import check_choices, check_thread_form, units
from tests.discord_server.loops import in_a_loop
from tests.discord_server.raw import sender
from tests.discord_server.refusals import Refusal
from tests.discord_server.scenes import scene
from tests.discord_server.server import DiscordServer

V2 = 1 << 15
EPHEMERAL = 1 << 6


def text(content: str = "a") -> dict[str, Any]:
    return {"type": 10, "content": content}


def button(custom_id: str | None = "a", **fields: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": "A", "custom_id": custom_id} | fields


def row(*inside: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(inside)}


def section(*texts: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"type": 9, "components": list(texts), "accessory": button()} | fields


def container(*inside: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"type": 17, "components": list(inside)} | fields


def select(*labels: str, **fields: Any) -> dict[str, Any]:
    options = [{"label": label, "value": label} for label in labels]
    return {"type": 3, "custom_id": "s", "options": options} | fields


def v2(*components: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"flags": V2, "components": list(components)} | fields


def ids(count: int) -> list[dict[str, Any]]:
    return [button(str(number)) for number in range(count)]


def check(form: dict[str, Any]) -> None:
    check_message(form, form.get("flags", 0), V2, uploads=0)


FITS = [
    {"content": "a" * 2000},
    {"content": "𝄞" * 1000},
    {"embeds": [{"description": "a" * 4096}, {"description": "a" * 1904}]},
    {"components": [row(button())]},
    v2(text("a" * 4000)),
    v2(*[text("a" * 100)] * 40),
    v2(container(section(text(), text(), text()), row(*ids(5)[1:]), {"type": 14}, text(), accent_color=0xFFFFFF)),
    v2(row(select(*map(str, range(25)), max_values=25))),
    v2(row({"type": 8, "custom_id": "c", "min_values": 0, "max_values": 25}), row({"type": 6, "custom_id": "r"})),
    v2(row({"type": 2, "style": 5, "label": "A", "url": "https://example.org/" + "a" * 492})),
    v2(row(button("a" * 100, label="a" * 80))),
]

REFUSED = [
    ({"content": "a" * 2001}, "content", "BASE_TYPE_MAX_LENGTH"),
    ({"content": "𝄞" * 1001}, "content", "BASE_TYPE_MAX_LENGTH"),
    ({"content": "a", "flags": EPHEMERAL}, "flags", "MESSAGE_FLAGS_INVALID"),
    ({"content": "a", "nonce": "a" * 26}, "nonce", "NONCE_TYPE_MAX_LENGTH"),
    ({"embeds": [{"title": "a"}] * 11}, "embeds", "BASE_TYPE_MAX_LENGTH"),
    ({"embeds": [{"title": "a" * 257}]}, "embeds.0.title", "BASE_TYPE_MAX_LENGTH"),
    ({"embeds": [{"description": "a" * 4000}] * 2}, "embeds", "MAX_EMBED_SIZE_EXCEEDED"),
    (v2(text(), content="a"), "content", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"),
    (v2(text(), embeds=[{"title": "a"}]), "embeds", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"),
    ({"components": [text()]}, "components.0.type", "UNION_TYPE_CHOICES"),
    ({"components": [row(button(str(n))) for n in range(6)]}, "components", "BASE_TYPE_BAD_LENGTH"),
    (v2(text("a" * 2001), text("a" * 2000)), "components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"),
    (v2(text("𝄞" * 2001)), "components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"),
    (v2(*[text()] * 41), "components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"),
    (v2(container(*[text()] * 40)), "components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"),
    (v2(text("")), "components.0.content", "BASE_TYPE_BAD_LENGTH"),
    (v2(text(" \n")), "components.0.content", "BASE_TYPE_REQUIRED"),
    (v2(button()), "components.0.type", "UNION_TYPE_CHOICES"),
    (v2(container(container(text()))), "components.0.components.0.type", "UNION_TYPE_CHOICES"),
    (v2(container()), "components.0.components", "BASE_TYPE_REQUIRED"),
    (v2(container(text(), accent_color=1 << 24)), "components.0.accent_color", "NUMBER_TYPE_MAX"),
    (v2(section()), "components.0.components", "BASE_TYPE_BAD_LENGTH"),
    (v2(section(text(), text(), text(), text())), "components.0.components", "BASE_TYPE_BAD_LENGTH"),
    (v2(section(row(button()))), "components.0.components.0.type", "UNION_TYPE_CHOICES"),
    (v2(section(text(), accessory=None)), "components.0.accessory", "BASE_TYPE_REQUIRED"),
    (v2(section(text(), accessory=text())), "components.0.accessory.type", "UNION_TYPE_CHOICES"),
    (v2(row(*ids(6))), "components.0.components", "BASE_TYPE_BAD_LENGTH"),
    (v2(row()), "components.0.components", "BASE_TYPE_BAD_LENGTH"),
    (v2(row(button(), select("a"))), "components.0.components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED"),
    (v2(row(text())), "components.0.components.0.type", "UNION_TYPE_CHOICES"),
    (v2(row(button(None))), "components.0.components.0.custom_id", "BASE_TYPE_REQUIRED"),
    (v2(row(button("a" * 101))), "components.0.components.0.custom_id", "BASE_TYPE_BAD_LENGTH"),
    (v2(row(button("a"), button("a"))), "components", "COMPONENT_CUSTOM_ID_DUPLICATED"),
    (v2(row(button("a")), section(text())), "components", "COMPONENT_CUSTOM_ID_DUPLICATED"),
    (v2(row(button(label="a" * 81))), "components.0.components.0.label", "BASE_TYPE_BAD_LENGTH"),
    (v2(row(button(label=None))), "components.0.components.0", "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED"),
    (v2(row(button(None, style=5))), "components.0.components.0.url", "BASE_TYPE_REQUIRED"),
    (v2(row(button(None, style=5, url="ftp://a"))), "components.0.components.0.url", "URL_TYPE_INVALID_SCHEME"),
    (
        v2(row(button(None, style=5, url="https://" + "a" * 505))),
        "components.0.components.0.url",
        "BASE_TYPE_BAD_LENGTH",
    ),
    (v2(row(select())), "components.0.components.0.options", "BASE_TYPE_BAD_LENGTH"),
    (v2(row(select(*map(str, range(26))))), "components.0.components.0.options", "BASE_TYPE_BAD_LENGTH"),
    (v2(row(select("a" * 101))), "components.0.components.0.options.0.label", "BASE_TYPE_BAD_LENGTH"),
    (v2(row(select("a", "a"))), "components.0.components.0.options", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"),
    (v2(row(select("a", max_values=26))), "components.0.components.0", "SELECT_COMPONENT_INVALID_RANGE"),
    (v2(row(select("a", placeholder="a" * 151))), "components.0.components.0.placeholder", "BASE_TYPE_BAD_LENGTH"),
    (v2({"type": 12, "items": []}), "components.0.items", "BASE_TYPE_BAD_LENGTH"),
    (
        v2({"type": 13, "file": {"url": "attachment://a.txt"}}),
        "components.0.file.url",
        "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
    ),
]


@pytest.mark.parametrize("form", FITS)
def test_what_fits_is_taken(form: dict[str, Any]) -> None:
    check(form)


def codes_at(refusal: Refusal, path: str) -> list[str]:
    """The codes that the tree of errors has at a path."""
    node = refusal.body["errors"]
    for step in path.split("."):
        node = node[step]
    return [error["code"] for error in node["_errors"]]


@pytest.mark.parametrize(("form", "path", "code"), REFUSED)
def test_what_does_not_fit_is_refused_where_it_does_not(form: dict[str, Any], path: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        check(form)

    assert (caught.value.status, caught.value.code) == (400, 50035)
    assert code in codes_at(caught.value, path)


@pytest.mark.parametrize("form", [{}, {"content": ""}, {"content": None, "components": []}, {"flags": V2}])
def test_a_message_of_nothing_is_refused(form: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as caught:
        check(form)

    assert caught.value.code == 50006


def label(inner: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"type": 18, "label": "A", "component": inner} | fields


TEXT_INPUT = {"type": 4, "custom_id": "t", "style": 1}
MODAL = {"title": "A", "custom_id": "m", "components": [label(TEXT_INPUT)]}


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"title": "a" * 46}, "data.title"),
        ({"custom_id": ""}, "data.custom_id"),
        ({"components": []}, "data.components"),
        ({"components": [label(TEXT_INPUT | {"custom_id": str(n)}) for n in range(6)]}, "data.components"),
        ({"components": [label(TEXT_INPUT), label(TEXT_INPUT)]}, "data.components"),
        ({"components": [row(button())]}, "data.components.0.components"),
        ({"components": [label(TEXT_INPUT, label="a" * 46)]}, "data.components.0.label"),
        ({"components": [label(TEXT_INPUT, description="a" * 101)]}, "data.components.0.description"),
        ({"components": [label(TEXT_INPUT | {"label": "a"})]}, "data.components.0.component.label"),
        ({"components": [label(TEXT_INPUT | {"min_length": 9, "max_length": 5})]}, "data.components.0.component"),
        ({"components": [label({"type": 19, "custom_id": "f", "max_values": 11})]}, "data.components.0.component"),
        ({"components": [label(button())]}, "data.components.0.component.type"),
    ],
)
def test_a_modal_is_held_to_its_limits(changed: dict[str, Any], path: str) -> None:
    check_modal(MODAL)
    with pytest.raises(Refusal) as caught:
        check_modal(MODAL | changed)

    assert codes_at(caught.value, path)


@pytest.mark.parametrize(
    ("choices", "path"),
    [
        ([{"name": "a", "value": "a"}] * 26, "data.choices"),
        ([{"name": "", "value": "a"}], "data.choices.0.name"),
        ([{"name": "a" * 101, "value": "a"}], "data.choices.0.name"),
        ([{"name": "a", "value": "a" * 101}], "data.choices.0.value"),
        ([{"name": "a", "value": 5}], "data.choices.0.value"),
    ],
)
def test_choices_are_held_to_their_limits(choices: list[dict[str, Any]], path: str) -> None:
    check_choices({"choices": [{"name": "a" * 100, "value": "𝄞" * 50}] * 25}, kind=3)
    with pytest.raises(Refusal) as caught:
        check_choices({"choices": choices}, kind=3)

    assert codes_at(caught.value, path)


COMMAND = {"name": "ask", "description": "Ask", "options": [{"type": 3, "name": "what", "description": "What"}]}


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"name": "Ask"}, "0.name"),
        ({"name": "a b"}, "0.name"),
        ({"name": "a" * 33}, "0.name"),
        ({"description": ""}, "0.description"),
        ({"description": "a" * 101}, "0.description"),
        ({"options": COMMAND["options"] * 2}, "0.options"),
        ({"options": [*COMMAND["options"], COMMAND["options"][0] | {"name": "b", "required": True}]}, "0.options.1"),
        ({"type": 3}, "0.description"),
    ],
)
def test_commands_are_held_to_their_limits(changed: dict[str, Any], path: str) -> None:
    check_commands([COMMAND])
    with pytest.raises(Refusal) as caught:
        check_commands([COMMAND | changed])

    assert codes_at(caught.value, path)


@pytest.mark.parametrize("form", [{"name": ""}, {"name": "a" * 101}, {"name": "a", "auto_archive_duration": 5}, {}])
def test_a_thread_has_a_name_and_a_duration_discord_knows(form: dict[str, Any]) -> None:
    with pytest.raises(Refusal):
        check_thread_form(form)


def test_lengths_are_counted_in_utf_16_units() -> None:
    assert [units(text) for text in ("a", "é", "𝄞", "👨‍👩‍👧")] == [1, 1, 2, 8]


@in_a_loop
async def test_a_refused_form_reaches_the_bot_and_fails_the_test() -> None:
    async with scene() as here:
        channel = here.bot.get_channel(here.channel.id)
        assert channel is not None
        for wrong in ("a" * 2001, " " * 0):
            with pytest.raises(Exception, match=r"50035|50006"):
                await channel.send(wrong)

        kinds = [(violation.kind, violation.where) for violation in here.discord.take_violations()]
        assert kinds == [("refused", "POST /channels/{channel_id}/messages")] * 2
        here.discord.assert_clean()


@in_a_loop
async def test_a_violation_that_nobody_takes_is_raised_at_the_end() -> None:
    async def refused() -> None:
        async with DiscordServer() as discord, sender(discord) as send:
            channel = discord.guild("Reading room").channel("general")
            assert (await send("POST", f"/channels/{channel.id}/messages", {"content": ""}))[1]["code"] == 50006

    with pytest.raises(AssertionError, match="Cannot send an empty message"):
        await refused()


@in_a_loop
async def test_an_edit_is_held_to_what_the_message_becomes() -> None:
    async with DiscordServer() as discord, sender(discord) as send:
        channel = discord.guild("Reading room").channel("general")
        path = f"/channels/{channel.id}/messages"
        plain = (await send("POST", path, {"content": "a"}))[1]["id"]
        laid_out = (await send("POST", path, v2(text())))[1]["id"]
        body = [{"type": 10, "content": "b"}]

        assert (await send("PATCH", f"{path}/{laid_out}", {"content": "a"}))[0] == 400
        assert (await send("PATCH", f"{path}/{laid_out}", {"components": body}))[0] == 200
        assert (await send("PATCH", f"{path}/{plain}", {"components": body}))[0] == 400
        assert (await send("PATCH", f"{path}/{plain}", {"components": body, "flags": V2}))[0] == 400
        assert (await send("PATCH", f"{path}/{plain}", {"components": body, "flags": V2, "content": None}))[0] == 200
        assert [message.text for message in channel.by_bot()] == ["b", "b"]
        assert len(discord.take_violations()) == 3
