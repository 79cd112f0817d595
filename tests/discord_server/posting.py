"""From the form of a message to a message: what posting, editing and answering interactions have in common."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.discord_server import events, payloads
from tests.discord_server.bits import MessageFlag, MessageKind
from tests.discord_server.calls import Call
from tests.discord_server.components import Component, completed
from tests.discord_server.limits_messages import check_message
from tests.discord_server.messages import Earlier, Message, Reply
from tests.discord_server.refusals import too_large
from tests.discord_server.world import Attachment

if TYPE_CHECKING:
    from tests.discord_server.channels import Channel
    from tests.discord_server.server import DiscordServer

KEPT_FLAGS = (
    MessageFlag.SUPPRESS_EMBEDS
    | MessageFlag.EPHEMERAL
    | MessageFlag.SUPPRESS_NOTIFICATIONS
    | MessageFlag.COMPONENTS_V2
    | MessageFlag.VOICE
)


def compose(call: Call, channel: Channel, form: dict[str, Any], *, ephemeral: bool, known: int) -> Message:
    """Make a message of a form, not yet posted. `known` are the flags that may be set. Raises Refusal."""
    flags = form.get("flags") or 0
    check_message(form, flags, known, uploads=len(call.files))
    message = Message(call.discord.new_id(), channel, call.discord.bot_user, call.discord.clock.time())
    message.flags = (flags & KEPT_FLAGS) | (MessageFlag.EPHEMERAL if ephemeral else 0)
    message.attachments = _uploads(call, channel, form, ephemeral=ephemeral)
    _fill(message, form)
    ping(message, form)
    return message


def post(message: Message) -> None:
    """Put a composed message into its channel."""
    message.channel.post(message)
    events.message_created(message)
    message.channel.discord.changed()


def edit(call: Call, message: Message, form: dict[str, Any], known: int) -> None:
    """Change a message by a form. Raises Refusal, and then nothing has changed."""
    flags = (form.get("flags") or 0) | (message.flags & MessageFlag.COMPONENTS_V2)
    filling = message.loading
    merged = {
        "content": message.content,
        "embeds": message.embeds,
        "components": message.components,
        "attachments": [{"id": file.id} for file in message.attachments],
        "flags": flags,
    }
    check_message(merged | form | {"flags": flags}, flags, known, uploads=len(call.files), changed=set(form))
    message.earlier.append(Earlier(message.content, message.components))
    if "attachments" in form or call.files:
        kept = {int(kept["id"]) for kept in form.get("attachments") or []}
        message.attachments = [file for file in message.attachments if file.id in kept]
        message.attachments += _uploads(call, message.channel, form, ephemeral=message.ephemeral)
    _fill(message, form)
    ping(message, form)
    message.flags = message.flags & ~MessageFlag.LOADING | flags & (KEPT_FLAGS & ~MessageFlag.EPHEMERAL)
    message.edited_at = None if filling else call.discord.clock.time()
    events.message_updated(message)
    call.discord.changed()


def delete(message: Message) -> None:
    message.deleted = True
    message.channel.messages.pop(message.id, None)
    events.message_deleted(message)
    message.channel.discord.changed()


def _fill(message: Message, form: dict[str, Any]) -> None:
    if "content" in form:
        message.content = form["content"] or ""
    if "embeds" in form:
        message.embeds = [{"type": "rich"} | embed for embed in form["embeds"] or []]
    if "components" in form:
        message.components = _components(message, form["components"] or [])


def _components(message: Message, sent: list[Component]) -> list[Component]:
    discord = message.channel.discord

    def media(url: str) -> dict[str, Any]:
        name = url.removeprefix("attachment://")
        file = next((file for file in message.attachments if file.filename == name), None)
        if file is None:
            return {"id": str(discord.new_id()), "url": url, "proxy_url": url}
        payload = payloads.attachment(file, discord.cdn_base)
        unfurled = {"id": str(discord.new_id()), "url": payload["url"], "proxy_url": payload["url"]}
        return unfurled | {"attachment_id": str(file.id), "name": file.filename, "size": file.size}

    return completed(sent, media)


def _uploads(call: Call, channel: Channel, form: dict[str, Any], *, ephemeral: bool) -> list[Attachment]:
    described = {str(one["id"]): one.get("description") for one in form.get("attachments") or []}
    files = []
    for index, upload in enumerate(call.files):
        if len(upload.data) > call.discord.upload_limit:
            raise too_large()
        file = Attachment(upload.filename, upload.data, upload.content_type, ephemeral=ephemeral)
        file.description = described.get(str(index))
        files.append(call.discord.host(file, channel))
    return files


def ping(message: Message, form: dict[str, Any]) -> None:
    """Find out whom the message notifies: what its text mentions, as far as the form allows it."""
    text = message.text
    allowed = form.get("allowed_mentions")
    parse = set(allowed.get("parse") or []) if allowed is not None else {"users", "roles", "everyone"}
    listed = {str(key) for name in ("users", "roles") for key in (allowed or {}).get(name) or []}
    discord: DiscordServer = message.channel.discord
    users = [key for key in re.findall(r"<@!?(\d+)>", text) if "users" in parse or key in listed]
    message.mentions = [discord.users[int(key)] for key in dict.fromkeys(users) if int(key) in discord.users]
    guild = message.channel.guild_or_none
    roles = [key for key in re.findall(r"<@&(\d+)>", text) if "roles" in parse or key in listed]
    known = guild.roles if guild else {}
    message.mention_roles = [known[int(key)] for key in dict.fromkeys(roles) if int(key) in known]
    message.mention_everyone = "everyone" in parse and bool(re.search(r"@everyone|@here", text))
    if message.replied_to is not None and (allowed or {}).get("replied_user", allowed is None):
        message.mentions = list(dict.fromkeys([*message.mentions, message.replied_to.author]))


def reply_to(message: Message, target: Message) -> None:
    """Make a message a reply."""
    guild = target.channel.guild_or_none
    message.kind = MessageKind.REPLY
    message.replied_to = target
    message.reply = Reply(target.channel.id, target.id, guild.id if guild else None)
