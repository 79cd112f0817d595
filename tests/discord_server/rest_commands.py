"""REST: the application's commands, global and of a guild."""

from __future__ import annotations

from typing import Any

from tests.discord_server.bits import CommandKind
from tests.discord_server.calls import Answer, Call, route
from tests.discord_server.limits_commands import check_commands
from tests.discord_server.refusals import missing_access, unknown

Command = dict[str, Any]

FOR_APPLICATION = "/applications/{application_id}/commands"
FOR_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"


def _place(call: Call) -> int | None:
    """Whose commands: a guild's, or None for everyone's."""
    if call.number("application_id") != call.discord.application_id:
        raise unknown("Application", 10002)
    if "guild_id" not in call.params:
        return None
    guild = call.discord.guilds.get(call.number("guild_id"))
    if guild is None or guild.bot is None:
        raise missing_access()
    return guild.id


@route("GET", FOR_APPLICATION)
@route("GET", FOR_GUILD)
def list_commands(call: Call) -> Answer:
    return call.discord.command_sets.get(_place(call), [])


@route("PUT", FOR_APPLICATION)
@route("PUT", FOR_GUILD)
def set_commands(call: Call) -> Answer:
    place = _place(call)
    check_commands(call.body)
    known = {(one["type"], one["name"]): one["id"] for one in call.discord.command_sets.get(place, [])}
    commands = [_stored(call, place, sent, known) for sent in call.body]
    call.discord.command_sets[place] = commands
    call.discord.syncs += 1
    return commands


@route("POST", FOR_APPLICATION)
@route("POST", FOR_GUILD)
def create_command(call: Call) -> Answer:
    place = _place(call)
    check_commands([call.form])
    before = call.discord.command_sets.get(place, [])
    known = {(one["type"], one["name"]): one["id"] for one in before}
    command = _stored(call, place, call.form, known)
    kept = [one for one in before if one["id"] != command["id"]]
    call.discord.command_sets[place] = [*kept, command]
    call.discord.syncs += 1
    return (200 if len(kept) < len(before) else 201), command


@route("DELETE", FOR_APPLICATION + "/{command_id}")
@route("DELETE", FOR_GUILD + "/{command_id}")
def delete_command(call: Call) -> Answer:
    place = _place(call)
    before = call.discord.command_sets.get(place, [])
    kept = [one for one in before if one["id"] != call.params["command_id"]]
    if len(kept) == len(before):
        raise unknown("application command", 10063)
    call.discord.command_sets[place] = kept
    return None


def _stored(call: Call, place: int | None, sent: Command, known: dict[tuple[int, str], str]) -> Command:
    kind = sent.get("type") or CommandKind.CHAT
    needed = sent.get("default_member_permissions")
    command: Command = {
        "id": known.get((kind, sent["name"]), str(call.discord.new_id())),
        "application_id": str(call.discord.application_id),
        "version": str(call.discord.new_id()),
        "type": int(kind),
        "name": sent["name"],
        "name_localizations": sent.get("name_localizations"),
        "description": sent.get("description") or "",
        "description_localizations": sent.get("description_localizations"),
        "default_member_permissions": None if needed is None else str(needed),
        "nsfw": bool(sent.get("nsfw")),
        "integration_types": sent.get("integration_types") or [0],
        "options": [_tidy(option) for option in sent.get("options") or []],
    }
    if place is not None:
        return command | {"guild_id": str(place)}
    everywhere = sent.get("contexts")
    in_direct = sent.get("dm_permission", True) if everywhere is None else 1 in everywhere
    return command | {"contexts": everywhere, "dm_permission": bool(in_direct)}


def _tidy(option: dict[str, Any]) -> dict[str, Any]:
    """An option without what was sent as null."""
    kept = {name: value for name, value in option.items() if value is not None}
    if "options" in kept:
        kept["options"] = [_tidy(one) for one in kept["options"]]
    return kept
