"""REST: channels, typing, and threads."""

from __future__ import annotations

from tests.discord_server import events, payloads
from tests.discord_server.bits import ChannelKind, MessageFlag, MessageKind, Permission
from tests.discord_server.calls import Answer, Call, route
from tests.discord_server.channels import Channel, Thread, open_thread
from tests.discord_server.limits_names import check_thread_form
from tests.discord_server.permissions import need
from tests.discord_server.refusals import archived_thread, thread_exists, unknown_member, wrong_channel_kind


@route("GET", "/channels/{channel_id}")
def get_channel(call: Call) -> Answer:
    channel = call.channel()
    need(channel)
    return payloads.thread_for_bot(channel) if isinstance(channel, Thread) else payloads.channel(channel)


@route("POST", "/channels/{channel_id}/typing")
def trigger_typing_indicator(call: Call) -> Answer:
    channel = call.channel()
    need(channel, sending(channel))
    channel.typing.append(call.discord.clock.time())
    return None


@route("DELETE", "/channels/{channel_id}")
def delete_channel(call: Call) -> Answer:
    channel = call.channel()
    need(channel, Permission.MANAGE_THREADS if channel.is_thread else Permission.MANAGE_CHANNELS)
    payload = payloads.channel(channel)
    channel.delete()
    return payload


@route("PATCH", "/channels/{channel_id}")
def update_channel(call: Call) -> Answer:
    """Change a thread; a bot like this one changes no other channel."""
    thread = _thread(call)
    owns = thread.owner is call.discord.bot_user
    need(thread, 0 if owns and not {"locked"} & call.form.keys() else Permission.MANAGE_THREADS)
    check_thread_form(call.form, named=False)
    renamed = {"auto_archive_duration": "archive_minutes"}
    known = {"name", "archived", "locked", "auto_archive_duration"} & call.form.keys()
    thread.change(**{renamed.get(name, name): call.form[name] for name in known})
    return payloads.thread_for_bot(thread)


def sending(channel: Channel) -> int:
    """The permission to write in a channel."""
    return Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES


@route("POST", "/channels/{channel_id}/messages/{message_id}/threads")
def create_thread_from_message(call: Call) -> Answer:
    channel = call.channel()
    if channel.is_direct or channel.is_thread:
        raise wrong_channel_kind()
    need(channel, Permission.CREATE_PUBLIC_THREADS | Permission.READ_MESSAGE_HISTORY)
    message = call.discord.message_by_id(channel, call.number("message_id"))
    check_thread_form(call.form)
    if message.id in call.discord.channels:
        raise thread_exists()
    thread = _open(call, channel, message.id, ChannelKind.PUBLIC_THREAD)
    message.thread = thread
    message.flags |= MessageFlag.HAS_THREAD
    events.message_updated(message)
    call.discord.post_system(thread, MessageKind.THREAD_STARTER, message.author, replied_to=message)
    return 201, payloads.thread_for_bot(thread)


@route("POST", "/channels/{channel_id}/threads")
def create_thread(call: Call) -> Answer:
    channel = call.channel()
    if channel.is_direct or channel.is_thread:
        raise wrong_channel_kind()
    private = call.form.get("type", ChannelKind.PRIVATE_THREAD) == ChannelKind.PRIVATE_THREAD
    need(channel, Permission.CREATE_PRIVATE_THREADS if private else Permission.CREATE_PUBLIC_THREADS)
    check_thread_form(call.form)
    kind = ChannelKind.PRIVATE_THREAD if private else ChannelKind.PUBLIC_THREAD
    thread = _open(call, channel, call.discord.new_id(), kind)
    if not private:
        call.discord.post_system(channel, MessageKind.THREAD_CREATED, thread.owner, content=thread.name)
    return 201, payloads.thread_for_bot(thread)


def _open(call: Call, channel: Channel, id: int, kind: int) -> Thread:  # noqa: A002 - what it is called
    thread = open_thread(channel, id, call.form["name"], call.discord.bot_user, kind)
    thread.archive_minutes = call.form.get("auto_archive_duration") or 1440
    return thread


def _thread(call: Call) -> Thread:
    channel = call.channel()
    if not isinstance(channel, Thread):
        raise wrong_channel_kind()
    need(channel)
    return channel


@route("PUT", "/channels/{channel_id}/thread-members/@me")
def join_thread(call: Call) -> Answer:
    return _add(_thread(call), call.discord.bot_user.id)


@route("PUT", "/channels/{channel_id}/thread-members/{user_id}")
def add_thread_member(call: Call) -> Answer:
    thread = _thread(call)
    need(thread, Permission.SEND_MESSAGES_IN_THREADS)
    return _add(thread, call.number("user_id"))


def _add(thread: Thread, user_id: int) -> None:
    if thread.archived:
        raise archived_thread()
    if user_id not in thread.guild.members:
        raise unknown_member()
    thread.add(thread.guild.members[user_id])


@route("DELETE", "/channels/{channel_id}/thread-members/@me")
def leave_thread(call: Call) -> Answer:
    _thread(call).members.pop(call.discord.bot_user.id, None)
    return None


@route("GET", "/channels/{channel_id}/thread-members/{user_id}")
def get_thread_member(call: Call) -> Answer:
    thread, user_id = _thread(call), call.number("user_id")
    if user_id not in thread.members:
        raise unknown_member()
    return payloads.thread_member(thread, user_id)


@route("GET", "/channels/{channel_id}/thread-members")
def list_thread_members(call: Call) -> Answer:
    thread = _thread(call)
    return [payloads.thread_member(thread, user_id) for user_id in thread.members]
