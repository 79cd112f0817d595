"""A guild as JSON: over REST, and with everything in it over the gateway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.discord_server import payloads
from tests.discord_server.bits import ChannelKind
from tests.discord_server.payloads import Json

if TYPE_CHECKING:
    from tests.discord_server.guilds import Guild

EMPTY = {
    "icon": None,
    "description": None,
    "home_header": None,
    "splash": None,
    "discovery_splash": None,
    "features": [],
    "banner": None,
    "application_id": None,
    "region": "deprecated",
    "afk_channel_id": None,
    "afk_timeout": 300,
    "system_channel_id": None,
    "system_channel_flags": 0,
    "widget_enabled": False,
    "widget_channel_id": None,
    "verification_level": 0,
    "default_message_notifications": 1,
    "mfa_level": 0,
    "explicit_content_filter": 0,
    "max_presences": None,
    "max_members": 500000,
    "max_stage_video_channel_users": 50,
    "max_video_channel_users": 25,
    "vanity_url_code": None,
    "premium_tier": 0,
    "premium_subscription_count": 0,
    "rules_channel_id": None,
    "safety_alerts_channel_id": None,
    "public_updates_channel_id": None,
    "premium_progress_bar_enabled": False,
    "nsfw": False,
    "nsfw_level": 0,
    "emojis": [],
    "stickers": [],
    "incidents_data": None,
}


def guild(one: Guild) -> Json:
    return {
        "id": str(one.id),
        "name": one.name,
        "owner_id": str(one.owner.id if one.owner else 0),
        "preferred_locale": one.locale,
        "roles": [payloads.role(role) for role in one.roles.values()],
        **EMPTY,
    }


def created(one: Guild, *, all_members: bool) -> Json:
    """A guild as GUILD_CREATE brings it; without the members intent, of the members only the bot."""
    members = [member for member in one.members.values() if all_members or member is one.bot]
    threads = [
        thread
        for thread in one.threads.values()
        if not thread.archived and (thread.kind == ChannelKind.PUBLIC_THREAD or (one.bot and thread.admits(one.bot)))
    ]
    return guild(one) | {
        "joined_at": one.bot.joined_at if one.bot else None,
        "large": False,
        "unavailable": False,
        "member_count": len(one.members),
        "members": [payloads.member(member) for member in members],
        "channels": [payloads.channel(channel) for channel in one.channels.values()],
        "threads": [payloads.thread_for_bot(thread) for thread in threads],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }
