"""REST: accounts, the application, and the way to the gateway."""

from __future__ import annotations

from tests.discord_server import payloads
from tests.discord_server.calls import Answer, Call, route
from tests.discord_server.payloads import Json
from tests.discord_server.refusals import unknown_user


@route("GET", "/users/@me")
def get_my_user(call: Call) -> Answer:
    return payloads.own_user(call.discord.bot_user)


@route("GET", "/users/{user_id}")
def get_user(call: Call) -> Answer:
    user = call.discord.users.get(call.number("user_id"))
    if user is None:
        raise unknown_user()
    return payloads.user(user)


@route("GET", "/users/@me/guilds")
def list_my_guilds(call: Call) -> Answer:
    bot = call.discord.bot_user
    return [
        {
            "id": str(guild.id),
            "name": guild.name,
            "icon": None,
            "banner": None,
            "owner": False,
            "permissions": str(guild.members[bot.id].permissions),
            "features": [],
        }
        for guild in call.discord.joined_guilds()
    ]


@route("POST", "/users/@me/channels")
def create_dm(call: Call) -> Answer:
    user = call.discord.users.get(int(call.form.get("recipient_id") or 0))
    if user is None or user.bot:
        raise unknown_user()
    return payloads.channel(call.discord.direct_channel(user))


@route("GET", "/oauth2/applications/@me")
def get_my_oauth2_application(call: Call) -> Answer:
    return _application(call)


@route("GET", "/applications/@me")
def get_my_application(call: Call) -> Answer:
    return _application(call)


def _application(call: Call) -> Json:
    discord = call.discord
    return {
        "id": str(discord.application_id),
        "name": discord.bot_user.name,
        "icon": None,
        "description": "",
        "type": None,
        "bot": payloads.user(discord.bot_user),
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": discord.application_flags,
        "flags_new": str(discord.application_flags),
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": payloads.user(discord.owner),
        "approximate_guild_count": len(discord.joined_guilds()),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
        "integration_types_config": {"0": {}},
    }


@route("GET", "/gateway", open=True)
def get_gateway(call: Call) -> Answer:
    return {"url": call.discord.gateway_url}


@route("GET", "/gateway/bot")
def get_bot_gateway(call: Call) -> Answer:
    limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
    return {"url": call.discord.gateway_url, "shards": 1, "session_start_limit": limit}
