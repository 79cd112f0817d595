"""REST: the answers to interactions, and what the token is good for after them."""

from __future__ import annotations

from typing import Any

from tests.discord_server import payloads, posting
from tests.discord_server.bits import Callback, CommandKind, InteractionKind, MessageFlag, MessageKind
from tests.discord_server.calls import Answer, Call, route
from tests.discord_server.interactions import Interaction, Modal
from tests.discord_server.limits_modals import check_modal
from tests.discord_server.limits_names import check_choices
from tests.discord_server.messages import Message
from tests.discord_server.refusals import (
    Problems,
    already_acknowledged,
    unknown_interaction,
    unknown_message,
    unknown_webhook,
)
from tests.discord_server.rest_messages import EDIT_FLAGS, POST_FLAGS

WITH_EPHEMERAL = POST_FLAGS | MessageFlag.EPHEMERAL
REPLIES = {Callback.MESSAGE, Callback.DEFERRED_MESSAGE, Callback.MODAL}
UPDATES = {Callback.DEFERRED_UPDATE, Callback.UPDATE}


def _allowed(interaction: Interaction) -> set[Callback]:
    """The kinds of callbacks an interaction may be answered with."""
    if interaction.kind == InteractionKind.AUTOCOMPLETE:
        return {Callback.CHOICES}
    on_message = UPDATES if interaction.source is not None else set()
    if interaction.kind == InteractionKind.MODAL:
        return REPLIES - {Callback.MODAL} | on_message
    return REPLIES | on_message


@route("POST", "/interactions/{interaction_id}/{interaction_token}/callback", open=True)
def create_interaction_response(call: Call) -> Answer:
    interaction = call.discord.interactions.get(call.params["interaction_token"])
    if interaction is None or interaction.id != call.number("interaction_id"):
        raise unknown_interaction()
    if interaction.acknowledged:
        raise already_acknowledged()
    interaction.open_for_callback()
    kind = call.form.get("type")
    allowed = _allowed(interaction)
    if kind not in allowed:
        problems = Problems()
        problems.one_of(("type",), sorted(int(one) for one in allowed))
        problems.refuse()
    _answer(call, interaction, Callback(kind), call.form.get("data") or {})
    call.discord.changed()
    return interaction.result() if call.flag("with_response") else None


def _answer(call: Call, interaction: Interaction, kind: Callback, data: dict[str, Any]) -> None:
    """Carry a callback out; where it is refused, the interaction stays unanswered."""
    if kind == Callback.CHOICES:
        check_choices(data, interaction.option_kind)
        interaction.choices = data["choices"]
    elif kind == Callback.MODAL:
        check_modal(data)
        interaction.modal = Modal(data["custom_id"], data["title"], data["components"], interaction)
    elif kind == Callback.UPDATE:
        assert interaction.source is not None
        if interaction.source.deleted:
            raise unknown_message()
        posting.edit(call, interaction.source, data, WITH_EPHEMERAL)
    elif kind == Callback.MESSAGE:
        message = _compose(call, interaction, data)
        interaction.response = message
    elif kind == Callback.DEFERRED_MESSAGE:
        interaction.response = _thinking(interaction, data.get("flags") or 0)
    interaction.acknowledge(kind)
    if kind in {Callback.MESSAGE, Callback.DEFERRED_MESSAGE}:
        assert interaction.response is not None
        posting.post(interaction.response)


def _compose(call: Call, interaction: Interaction, data: dict[str, Any]) -> Message:
    message = posting.compose(call, interaction.channel, data, ephemeral=False, known=WITH_EPHEMERAL)
    return _belongs(interaction, message)


def _thinking(interaction: Interaction, flags: int) -> Message:
    discord = interaction.discord
    message = Message(discord.new_id(), interaction.channel, discord.bot_user, discord.clock.time())
    message.flags = MessageFlag.LOADING | flags & MessageFlag.EPHEMERAL
    return _belongs(interaction, message)


def _belongs(interaction: Interaction, message: Message) -> Message:
    message.interaction = interaction
    if interaction.kind == InteractionKind.COMMAND:
        is_menu = interaction.data.get("type", 1) != CommandKind.CHAT
        message.kind = MessageKind.MENU_COMMAND if is_menu else MessageKind.COMMAND
    elif interaction.source is not None:
        posting.reply_to(message, interaction.source)
    return message


def _interaction(call: Call) -> Interaction:
    """The interaction whose token is used as a webhook."""
    interaction = call.discord.interactions.get(call.params["webhook_token"])
    if interaction is None or call.number("webhook_id") != call.discord.application_id:
        raise unknown_webhook()
    interaction.open_for_more()
    return interaction


def _message(call: Call, interaction: Interaction) -> Message:
    """The message in the path: the response, or a follow-up of this interaction."""
    if "message_id" not in call.params:
        found = interaction.original
    else:
        known = [interaction.original, *interaction.followups]
        found = next((one for one in known if one is not None and one.id == call.number("message_id")), None)
    if found is None or found.deleted:
        raise unknown_message()
    return found


@route("POST", "/webhooks/{webhook_id}/{webhook_token}", open=True)
def execute_webhook(call: Call) -> Answer:
    interaction = _interaction(call)
    thinking = interaction.response
    if thinking is not None and thinking.loading and not thinking.deleted:
        # What Discord does, and a trap: a private follow-up to a public deferral becomes public.
        what = "this edits the deferred response; edit @original instead"
        call.discord.violation("follow-up to a deferral", "POST /webhooks/…", what)
        posting.edit(call, thinking, call.form, WITH_EPHEMERAL)
        message = thinking
    else:
        message = posting.compose(call, interaction.channel, call.form, ephemeral=False, known=WITH_EPHEMERAL)
        message.interaction = interaction
        first = interaction.original
        if first is not None and not first.deleted:
            posting.reply_to(message, first)
        interaction.followups.append(message)
        posting.post(message)
    interaction.go_on()
    call.discord.changed()
    return payloads.message(message)


@route("GET", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", open=True)
@route("GET", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", open=True)
def get_webhook_message(call: Call) -> Answer:
    return payloads.message(_message(call, _interaction(call)))


@route("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", open=True)
@route("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", open=True)
def update_webhook_message(call: Call) -> Answer:
    interaction = _interaction(call)
    message = _message(call, interaction)
    posting.edit(call, message, call.form, EDIT_FLAGS)
    interaction.go_on()
    call.discord.changed()
    return payloads.message(message)


@route("DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", open=True)
@route("DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", open=True)
def delete_webhook_message(call: Call) -> Answer:
    interaction = _interaction(call)
    posting.delete(_message(call, interaction))
    interaction.go_on()
    return None
