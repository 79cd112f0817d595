"""REST: guilds and who is in them."""

from __future__ import annotations

from tests.discord_server import guild_payloads, payloads
from tests.discord_server.calls import Answer, Call, route
from tests.discord_server.guilds import Guild
from tests.discord_server.refusals import missing_access, unknown, unknown_guild, unknown_member, unknown_user


def _guild(call: Call) -> Guild:
    guild = call.discord.guilds.get(call.number("guild_id"))
    if guild is None:
        raise unknown_guild()
    if guild.bot is None:
        raise missing_access()
    return guild


@route("GET", "/guilds/{guild_id}")
def get_guild(call: Call) -> Answer:
    guild = _guild(call)
    counts = {"approximate_member_count": len(guild.members), "approximate_presence_count": 1}
    return guild_payloads.guild(guild) | (counts if call.flag("with_counts") else {})


@route("GET", "/guilds/{guild_id}/channels")
def list_guild_channels(call: Call) -> Answer:
    return [payloads.channel(channel) for channel in _guild(call).channels.values()]


@route("GET", "/guilds/{guild_id}/roles")
def list_guild_roles(call: Call) -> Answer:
    return [payloads.role(role) for role in _guild(call).roles.values()]


@route("GET", "/guilds/{guild_id}/roles/{role_id}")
def get_guild_role(call: Call) -> Answer:
    role = _guild(call).roles.get(call.number("role_id"))
    if role is None:
        raise unknown("Role", 10011)
    return payloads.role(role)


@route("GET", "/guilds/{guild_id}/members/{user_id}")
def get_guild_member(call: Call) -> Answer:
    guild = _guild(call)
    member = guild.members.get(call.number("user_id"))
    if member is not None:
        return payloads.member(member)
    raise unknown_member() if call.number("user_id") in call.discord.users else unknown_user()


@route("GET", "/guilds/{guild_id}/threads/active")
def get_active_guild_threads(call: Call) -> Answer:
    threads = [thread for thread in _guild(call).threads.values() if not thread.archived]
    bot = call.discord.bot_user.id
    return {
        "threads": [payloads.thread(thread) for thread in threads],
        "members": [payloads.thread_member(thread, bot) for thread in threads if bot in thread.members],
        "has_more": False,
    }
