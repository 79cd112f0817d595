"""Interactions: what a person did, and everything the bot answered to it."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.discord_server import components as parts
from tests.discord_server import payloads
from tests.discord_server.bits import Callback, InteractionKind, MessageFlag
from tests.discord_server.refusals import expired_token, unknown_interaction, unknown_webhook

if TYPE_CHECKING:
    from tests.discord_server.channels import Channel
    from tests.discord_server.messages import Message
    from tests.discord_server.people import Person

SECONDS_TO_ANSWER = 3.0
SECONDS_TO_GO_ON = 15 * 60.0


@dataclass(eq=False, slots=True)
class Modal:
    """A form the bot showed."""

    custom_id: str
    title: str
    components: list[parts.Component]
    interaction: Interaction = field(repr=False)

    def labels(self) -> list[str]:
        """The labels of its fields."""
        return [part["label"] for part in parts.walk(self.components) if part.get("label")]


class Interaction:
    """One interaction. Everything about it changes as answers arrive.

    `acknowledged_after` is in real seconds from when it was sent, None while it is not; `finished_after` likewise, when
    something last came after the callback. `deferred`: the bot said that it is thinking. `response` is the original
    response where the bot made one, `followups` are what came after it.
    """

    def __init__(self, person: Person, channel: Channel, kind: int, data: dict[str, Any]) -> None:
        self.discord = channel.discord
        self.person = person
        self.channel = channel
        self.kind = kind
        self.data = data
        self.id = self.discord.new_id()
        self.token = secrets.token_urlsafe(48)
        self.source: Message | None = None
        self.parent: Interaction | None = None
        self.option_kind = 0
        self.created_at = self.discord.clock.time()
        self._sent_at = time.perf_counter()
        self.acknowledged_after: float | None = None
        self.finished_after: float | None = None
        self.callback: int | None = None
        self.response: Message | None = None
        self.followups: list[Message] = []
        self.modal: Modal | None = None
        self.choices: list[dict[str, Any]] | None = None
        self.went_on = False
        self.discord.interactions[self.token] = self

    def __repr__(self) -> str:
        return f"<Interaction of {self.person.name}: {self.data.get('name') or self.data.get('custom_id')}>"

    # What a test asks

    @property
    def acknowledged(self) -> bool:
        return self.callback is not None

    @property
    def deferred(self) -> bool:
        return self.callback in {Callback.DEFERRED_MESSAGE, Callback.DEFERRED_UPDATE}

    @property
    def ephemeral(self) -> bool:
        """Whether the response is for the one person alone."""
        return self.response is not None and self.response.ephemeral

    @property
    def messages(self) -> list[Message]:
        """The bot's messages in answer to this, the response first; without those deleted."""
        made = [self.response] if self.response is not None else []
        return [message for message in [*made, *self.followups] if not message.deleted]

    @property
    def message(self) -> Message:
        """The answer: the response, or else the last follow-up, or else the message that was updated."""
        if self.response is not None:
            return self.response
        if self.followups:
            return self.followups[-1]
        assert self.source is not None, f"{self!r} was answered with no message"
        return self.source

    @property
    def text(self) -> str:
        """Everything the answer says, follow-ups included."""
        return "\n".join(message.text for message in self.messages) or self.message.text

    @property
    def final(self) -> bool:
        """Whether the bot has answered, and no "thinking" is left."""
        if self.callback == Callback.DEFERRED_MESSAGE:
            return self.response is not None and not self.response.loading
        return self.callback is not None and (self.callback != Callback.DEFERRED_UPDATE or self.went_on)

    async def acknowledgement(self, timeout: float = 5.0) -> Interaction:  # noqa: ASYNC109 - ours
        """Wait until the bot has sent any callback."""
        await self.discord.until(lambda: self.acknowledged, timeout, f"an acknowledgement of {self!r}")
        return self

    async def answered(self, timeout: float = 5.0) -> Interaction:  # noqa: ASYNC109 - ours
        """Wait until the answer is final."""
        await self.discord.until(lambda: self.final, timeout, f"an answer to {self!r}")
        return self

    async def until(self, told: Callable[[Interaction], object], timeout: float = 5.0) -> Interaction:  # noqa: ASYNC109
        """Wait until something is true of this: `await seen.until(lambda s: "Added" in s.text)`."""
        await self.discord.until(lambda: self.acknowledged and told(self), timeout, f"something of {self!r}")
        return self

    # What the REST side asks

    def open_for_callback(self) -> None:
        """Refuse a callback that comes too late."""
        if self.discord.clock.time() - self.created_at > SECONDS_TO_ANSWER:
            raise unknown_interaction()

    def open_for_more(self) -> None:
        """Refuse what uses the token before the callback, or after it has expired."""
        if self.callback is None:
            raise unknown_webhook()
        if self.discord.clock.time() - self.created_at > SECONDS_TO_GO_ON:
            raise expired_token()

    def acknowledge(self, callback: int) -> None:
        self.callback = callback
        self.acknowledged_after = time.perf_counter() - self._sent_at

    def go_on(self) -> None:
        """Note that something came after the callback."""
        self.went_on = True
        self.finished_after = time.perf_counter() - self._sent_at

    @property
    def original(self) -> Message | None:
        """What `@original` means."""
        if self.callback in {Callback.UPDATE, Callback.DEFERRED_UPDATE}:
            return self.source
        return self.response

    def metadata(self) -> dict[str, Any]:
        """What a message says of the interaction it answers."""
        guild = self.channel.guild_or_none
        payload: dict[str, Any] = {
            "id": str(self.id),
            "type": int(self.kind),
            "user": payloads.user(self.person.user),
            "authorizing_integration_owners": {"0": str(guild.id if guild else 0)},
        }
        # What is forged may lack the message or the interaction it comes from; Discord never does.
        if self.kind == InteractionKind.COMPONENT:
            payload["interacted_message_id"] = str(self.source.id if self.source else 0)
        if self.kind == InteractionKind.MODAL:
            before = self.parent.metadata() if self.parent else payload | {"type": int(InteractionKind.COMMAND)}
            payload["triggering_interaction_metadata"] = before
        return payload

    def result(self) -> dict[str, Any]:
        """The answer to a callback that asked for one."""
        guild = self.channel.guild_or_none
        payload: dict[str, Any] = {"id": str(self.id), "type": int(self.kind), "channel_id": str(self.channel.id)}
        if guild is not None:
            payload["guild_id"] = str(guild.id)
        answer: dict[str, Any] = {"interaction": payload}
        message = self.original
        if message is not None:
            payload["response_message_id"] = str(message.id)
            payload["response_message_loading"] = message.loading
            payload["response_message_ephemeral"] = bool(message.flags & MessageFlag.EPHEMERAL)
        if message is not None and self.callback in {Callback.MESSAGE, Callback.UPDATE}:
            answer["resource"] = {"type": int(self.callback), "message": payloads.message(message)}
        return answer
