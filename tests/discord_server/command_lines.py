"""From "library add" and values to the data of a command interaction, as Discord's app would send it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.discord_server.bits import CommandKind, Option
from tests.discord_server.interaction_payloads import Resolved, may_use

if TYPE_CHECKING:
    from tests.discord_server.channels import Channel
    from tests.discord_server.people import Person
    from tests.discord_server.server import DiscordServer

Json = dict[str, Any]


class NotOffered(AssertionError):
    """Discord's app would not let the person do this, so no interaction would reach the bot."""


def find_command(discord: DiscordServer, channel: Channel, name: str, kind: int = CommandKind.CHAT) -> Json:
    """The command by its name, of the guild or of everyone's. Raises NotOffered."""
    guild = channel.guild_or_none
    sets = [discord.command_sets.get(guild.id, []) if guild else [], discord.command_sets.get(None, [])]
    commands = [command for commands in sets for command in commands if command["type"] == kind]
    for command in commands:
        if command["name"] == name:
            return command
    raise NotOffered(f"no command {name!r}; there are {[command['name'] for command in commands]}")


def check_offered(person: Person, channel: Channel, command: Json) -> None:
    """Raise NotOffered where the person's app would not show the command in this channel."""
    contexts = command.get("contexts")
    here = 1 if channel.is_direct else 0
    if (contexts is not None and here not in contexts) or (here == 1 and not command.get("dm_permission", False)):
        raise NotOffered(f"{command['name']!r} is not for this kind of channel")
    if not may_use(person, channel, command["default_member_permissions"]):
        raise NotOffered(f"{person.name} lacks the permissions for {command['name']!r}")


def parted(discord: DiscordServer, channel: Channel, line: str) -> tuple[Json, list[Json], list[Json]]:
    """A line such as "library add": the command, the groups and subcommand on the way, the options at its end."""
    name, *rest = line.split()
    command = find_command(discord, channel, name)
    options, way = command.get("options", []), []
    for word in rest:
        step = next((one for one in options if one["name"] == word and one["type"] <= Option.GROUP), None)
        if step is None:
            raise NotOffered(f"no {word!r} in {line!r}; there are {[one['name'] for one in options]}")
        way.append(step)
        options = step.get("options", [])
    if any(one["type"] <= Option.GROUP for one in options):
        raise NotOffered(f"{line!r} needs one of {[one['name'] for one in options]}")
    return command, way, options


def command_data(command: Json, way: list[Json], values: list[Json]) -> Json:
    """The data of a command with its values wrapped in its subcommand and group."""
    inside = values
    for step in reversed(way):
        inside = [{"type": step["type"], "name": step["name"], "options": inside}]
    data = {"id": command["id"], "name": command["name"], "type": command["type"], "options": inside}
    return data | ({"guild_id": command["guild_id"]} if "guild_id" in command else {})


def option_values(options: list[Json], given: dict[str, Any], resolved: Resolved, *, partial: bool) -> list[Json]:
    """The values in the order of the options. Raises NotOffered where the app would not send them."""
    unknown = given.keys() - {option["name"] for option in options}
    if unknown:
        raise NotOffered(f"no option {sorted(unknown)}; there are {[option['name'] for option in options]}")
    values = []
    for option in options:
        if option["name"] in given:
            value = _value(option, given[option["name"]], resolved, partial=partial)
            values.append({"type": option["type"], "name": option["name"], "value": value})
        elif option.get("required") and not partial:
            raise NotOffered(f"the option {option['name']!r} is required")
    return values


def _value(option: Json, value: Any, resolved: Resolved, *, partial: bool) -> Any:
    if option["type"] in {Option.USER, Option.CHANNEL, Option.ROLE, Option.MENTIONABLE, Option.ATTACHMENT}:
        return resolved.anything(value)
    if not partial:
        _check_value(option, value)
    return value


def _check_value(option: Json, value: Any) -> None:
    kinds: dict[int, Any] = {Option.STRING: str, Option.INTEGER: int, Option.BOOLEAN: bool, Option.NUMBER: (int, float)}
    if not isinstance(value, kinds[option["type"]]):
        raise NotOffered(f"{value!r} is no value for {option['name']!r}")
    choices = option.get("choices")
    if choices and value not in [choice["value"] for choice in choices]:
        raise NotOffered(f"{value!r} is none of the choices {[choice['value'] for choice in choices]}")
    size = len(value) if isinstance(value, str) else value
    least = option.get("min_length", option.get("min_value"))
    most = option.get("max_length", option.get("max_value", 6000 if isinstance(value, str) else None))
    if (least is not None and size < least) or (most is not None and size > most):
        raise NotOffered(f"{value!r} is outside the limits of {option['name']!r}")
