"""docs/discord.md names every command, option, menu and button there is in Discord, and no other command."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.discord_ui.client import FootnoteClient, intents
from tests.support.apps import AppWith

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "discord.md").read_text(encoding="utf-8")
SOURCES = sorted((ROOT / "bot" / "discord_ui").rglob("*.py"))
LABELLED = {"Button": 0, "Link": 0, "ChannelMenu": 1, "RoleMenu": 1}
"""What is shown with a word to press, and which argument that is."""

NAMES = {"View Channels": "view_channel"}
"""Permissions that Discord's developers name otherwise than its app does."""


@pytest.fixture
def commands(app: AppWith) -> list[Any]:
    """Every command people can use, without the groups they are in."""
    tree = FootnoteClient(app).tree
    kinds = discord.AppCommandType
    menus = [*tree.get_commands(type=kinds.message), *tree.get_commands(type=kinds.user)]
    return [*(each for each in tree.walk_commands() if not isinstance(each, app_commands.Group)), *menus]


def section(name: str) -> str:
    found = re.search(rf"^### {re.escape(name)}\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def name_of(command: Any) -> str:
    slash = isinstance(command, app_commands.Command)
    return f"/{command.qualified_name}" if slash else str(command.name)


def usage(command: Any) -> str:
    names = [(option.display_name, option.required) for option in command.parameters]
    options = [name if required else f"[{name}]" for name, required in names]
    return " ".join([name_of(command), *options])


def labels() -> Iterator[str]:
    """The words on buttons and in empty menus, as they stand in the code; of one that is put together, its beginning.

    Raises AssertionError where a word is neither, so that none goes unchecked.
    """
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in LABELLED:
                yield from words(node.args[LABELLED[node.func.id]], path)


def words(node: ast.expr, path: Path) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(word)):
            yield word
        case ast.IfExp(body=body, orelse=orelse):
            yield from words(body, path)
            yield from words(orelse, path)
        case ast.JoinedStr(values=[ast.Constant(value=str(beginning)), *_]):
            yield beginning.strip(" (")
        case _:
            pytest.fail(f"{path.name}:{node.lineno}: what this button says cannot be looked up in the docs")


def test_every_command_and_menu_has_its_section_and_no_other_has(commands: list[Any]) -> None:
    titled = set(re.findall(r"^### (/.*|Answer .*|Add .*|Check .*)$", PAGE, re.MULTILINE))
    assert titled == {name_of(command) for command in commands}


def test_every_command_is_shown_with_its_options_and_each_is_explained(commands: list[Any]) -> None:
    slash = [command for command in commands if isinstance(command, app_commands.Command)]
    assert slash
    for command in slash:
        text = section(name_of(command))
        assert text.strip().startswith(f"`{usage(command)}`\n")
        assert re.findall(r"^- `(\w+)`: ", text, re.MULTILINE) == [option.display_name for option in command.parameters]


def test_every_command_only_admins_may_use_says_so(commands: list[Any]) -> None:
    marked = [each for each in commands if getattr(each, "description", "").startswith("Admins: ")]
    assert marked
    assert all("For admins." in section(name_of(command)) for command in marked)


def test_every_command_has_a_picture(commands: list[Any]) -> None:
    assert [name_of(command) for command in commands if "](pictures/" not in section(name_of(command))] == []


def test_the_word_on_every_button_is_on_the_page() -> None:
    found = set(labels())
    assert {"Show passage", "On", "Off", "Remove"} <= found
    assert {label for label in found if f"**{label}**" not in PAGE} == set()


def test_the_number_of_the_permissions_is_that_of_the_permissions_listed() -> None:
    table = PAGE.partition("| Permission | Why |")[2].partition("\n\n")[0]
    listed = re.findall(r"^\| ([A-Z][\w ]+) \|", table, re.MULTILINE)
    flags = {NAMES.get(name, name.lower().replace(" ", "_")): True for name in listed}
    number = discord.Permissions(**flags).value

    assert len(flags) == 5
    assert set(re.findall(r"\d{9,}", PAGE)) == {str(number)}
    assert f"&permissions={number}\n" in PAGE


def test_the_intents_named_are_those_asked_for_and_none_is_privileged() -> None:
    asked = {name for name, on in intents(message_content=False) if on}
    named = PAGE.partition("### Intents")[2].partition("###")[0]

    assert asked.isdisjoint({"message_content", "members", "presences"})
    assert all(f"`{name}`" in named for name in asked)
