"""The limits of commands."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import Any

from tests.discord_server.bits import CommandKind, Option
from tests.discord_server.limits_names import bounded, check_value
from tests.discord_server.refusals import Path, Problems

LONGEST_NAME = 32
MOST_OF_A_KIND = {CommandKind.CHAT: 100, CommandKind.USER: 15, CommandKind.MESSAGE: 15}
MOST_OPTIONS = 25
LONGEST_ALTOGETHER = 8000

Json = dict[str, Any]


def check_commands(commands: list[Json]) -> None:
    """Refuse a set of commands that Discord would refuse."""
    problems = Problems()
    for kind, most in MOST_OF_A_KIND.items():
        if sum(_kind(command) == kind for command in commands) > most:
            problems.add((), "APPLICATION_COMMAND_TOO_MANY", f"More than {most} commands of kind {int(kind)}")
    twice = [key for key, count in Counter((_kind(one), one.get("name")) for one in commands).items() if count > 1]
    for index, command in enumerate(commands):
        if (_kind(command), command.get("name")) in twice:
            message = "Application command names must be unique"
            problems.add((index, "name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", message)
        _command(problems, (index,), command)
    problems.refuse()


def _kind(command: Json) -> int:
    return command.get("type") or CommandKind.CHAT


def _command(problems: Problems, path: Path, command: Json) -> None:
    if _kind(command) == CommandKind.CHAT:
        _named(problems, path, command)
        _options(problems, (*path, "options"), command.get("options") or [])
        if _length(command) > LONGEST_ALTOGETHER:
            message = f"Command exceeds maximum size ({LONGEST_ALTOGETHER})"
            problems.add(path, "APPLICATION_COMMAND_TOO_LARGE", message)
        return
    bounded(problems, (*path, "name"), command.get("name"), 1, 32)
    if command.get("description"):
        message = "Context menu commands cannot have description"
        problems.add((*path, "description"), "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID", message)
    if command.get("options"):
        message = "Context menu commands cannot have options"
        problems.add((*path, "options"), "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_INVALID", message)


def _named(problems: Problems, path: Path, one: Json) -> None:
    name = one.get("name") or ""
    if not 1 <= len(name) <= LONGEST_NAME or name != name.lower() or not all(map(_may_name, name)):
        message = "Command name is invalid"
        problems.add((*path, "name"), "APPLICATION_COMMAND_INVALID_NAME", message)
    bounded(problems, (*path, "description"), one.get("description"), 1, 100)


def _may_name(character: str) -> bool:
    return character in "-_'" or unicodedata.category(character)[0] in "LNM"


def _options(problems: Problems, path: Path, options: list[Json]) -> None:
    if len(options) > MOST_OPTIONS:
        problems.length(path, 0, MOST_OPTIONS)
    for name, count in Counter(option.get("name") for option in options).items():
        if count > 1:
            message = f"Option names must be unique: {name}"
            problems.add(path, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", message)
    was_optional = False
    for index, option in enumerate(options):
        if option.get("type") not in {Option.SUBCOMMAND, Option.GROUP}:
            if option.get("required") and was_optional:
                message = "Required options must be placed before non-required options"
                problems.add((*path, index), "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)
            was_optional = was_optional or not option.get("required")
        _option(problems, (*path, index), option)


def _option(problems: Problems, path: Path, option: Json) -> None:
    _named(problems, path, option)
    choices = option.get("choices") or []
    if len(choices) > 25:
        problems.length((*path, "choices"), 0, 25)
    if choices and option.get("autocomplete"):
        message = "Options with choices cannot autocomplete"
        problems.add((*path, "autocomplete"), "APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES", message)
    for index, choice in enumerate(choices):
        bounded(problems, (*path, "choices", index, "name"), choice.get("name"), 1, 100)
        check_value(problems, (*path, "choices", index, "value"), choice.get("value"), option["type"])
    _options(problems, (*path, "options"), option.get("options") or [])


def _length(one: Json) -> int:
    """The characters of names, descriptions and choices altogether."""
    own = len(one.get("name") or "") + len(one.get("description") or "")
    choices = sum(len(choice["name"]) + len(str(choice["value"])) for choice in one.get("choices") or [])
    return own + choices + sum(_length(option) for option in one.get("options") or [])
