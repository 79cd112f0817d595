"""REST: messages of a channel."""

from __future__ import annotations

from typing import Any

from tests.discord_server import payloads, posting
from tests.discord_server.bits import REPLIABLE, MessageFlag, Permission
from tests.discord_server.calls import Answer, Call, route
from tests.discord_server.channels import Channel, DirectChannel, Thread
from tests.discord_server.messages import Message
from tests.discord_server.permissions import bot_may, need
from tests.discord_server.refusals import (
    Refusal,
    archived_thread,
    cannot_message_user,
    locked_thread,
    no_guild_in_common,
    refused,
    somebody_elses_message,
    unknown_message,
)
from tests.discord_server.rest_channels import sending

POST_FLAGS = MessageFlag.SUPPRESS_EMBEDS | MessageFlag.SUPPRESS_NOTIFICATIONS | MessageFlag.COMPONENTS_V2
EDIT_FLAGS = MessageFlag.SUPPRESS_EMBEDS | MessageFlag.COMPONENTS_V2


@route("POST", "/channels/{channel_id}/messages")
def create_message(call: Call) -> Answer:
    channel = call.channel()
    _admit(channel, files=bool(call.files))
    nonce = call.form.get("nonce")
    if nonce is not None and call.form.get("enforce_nonce") and str(nonce) in channel.nonces:
        return payloads.message(channel.nonces[str(nonce)])
    target = _target(call, channel)
    message = posting.compose(call, channel, call.form, ephemeral=False, known=POST_FLAGS)
    message.nonce = nonce
    if target is not None:
        posting.reply_to(message, target)
        posting.ping(message, call.form)
    if nonce is not None:
        channel.nonces[str(nonce)] = message
    posting.post(message)
    return payloads.message(message)


def _admit(channel: Channel, *, files: bool) -> None:
    """Refuse where the bot may not write."""
    if isinstance(channel, DirectChannel):
        _admit_direct(channel)
    need(channel, sending(channel) | (Permission.ATTACH_FILES if files else 0))
    if isinstance(channel, Thread):
        manages = bot_may(channel, Permission.MANAGE_THREADS)
        if channel.locked and not manages:
            raise archived_thread() if channel.archived else locked_thread()
        if channel.archived:
            channel.change(archived=False)


def _admit_direct(channel: DirectChannel) -> None:
    guilds = channel.discord.joined_guilds()
    if not any(channel.recipient.id in guild.members for guild in guilds):
        raise no_guild_in_common()
    if not channel.recipient.accepts_messages:
        raise cannot_message_user()


def _target(call: Call, channel: Channel) -> Message | None:
    """The message replied to."""
    reference = call.form.get("message_reference")
    if not reference:
        return None
    if not bot_may(channel, Permission.READ_MESSAGE_HISTORY):
        raise Refusal(400, 160002, "Cannot reply without permission to read message history")
    target = channel.messages.get(int(reference["message_id"]))
    if target is None:
        if reference.get("fail_if_not_exists") is False:
            return None
        raise refused(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
    if target.kind not in REPLIABLE:
        raise refused(
            ("message_reference",), "REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE", "Cannot reply to a system message"
        )
    return target


def _message(call: Call) -> Message:
    channel = call.channel()
    need(channel, 0 if channel.is_direct else Permission.READ_MESSAGE_HISTORY)
    return call.discord.message_by_id(channel, call.number("message_id"))


def _seen(message: Message) -> dict[str, Any]:
    """A message as the bot may read it."""
    return payloads.message(message, blank=message.channel.discord.hides_content(message))


@route("GET", "/channels/{channel_id}/messages/{message_id}")
def get_message(call: Call) -> Answer:
    return _seen(_message(call))


@route("GET", "/channels/{channel_id}/messages")
def list_messages(call: Call) -> Answer:
    channel = call.channel()
    need(channel, Permission.READ_MESSAGE_HISTORY)
    found = [message for message in reversed(channel.messages.values()) if not message.ephemeral]
    if "before" in call.query:
        found = [message for message in found if message.id < int(call.query["before"])]
    if "after" in call.query:
        found = [message for message in found if message.id > int(call.query["after"])][::-1]  # the next ones first
    if "around" in call.query:
        found.sort(key=lambda message: abs(message.id - int(call.query["around"])))
    kept = found[: int(call.query.get("limit", 50))]
    return [_seen(message) for message in sorted(kept, key=lambda message: -message.id)]


@route("PATCH", "/channels/{channel_id}/messages/{message_id}")
def update_message(call: Call) -> Answer:
    channel = call.channel()
    need(channel)
    message = call.discord.message_by_id(channel, call.number("message_id"))
    if message.author is not call.discord.bot_user:
        raise somebody_elses_message()
    if isinstance(channel, Thread) and channel.archived:
        raise archived_thread()
    posting.edit(call, message, call.form, EDIT_FLAGS)
    return payloads.message(message)


@route("DELETE", "/channels/{channel_id}/messages/{message_id}")
def delete_message(call: Call) -> Answer:
    channel = call.channel()
    need(channel)
    message = channel.messages.get(call.number("message_id"))
    if message is None or message.ephemeral:
        raise unknown_message()
    if message.author is not call.discord.bot_user:
        need(channel, Permission.MANAGE_MESSAGES)
    posting.delete(message)
    return None
