"""People, and what they do on Discord."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tests.discord_server import command_lines, events, forging, modal_forms, posting
from tests.discord_server import components as parts
from tests.discord_server.bits import CommandKind, InteractionKind, Kind, MessageFlag
from tests.discord_server.command_lines import NotOffered
from tests.discord_server.interaction_payloads import Resolved, interaction
from tests.discord_server.interactions import Interaction, Modal
from tests.discord_server.messages import Message

if TYPE_CHECKING:
    from tests.discord_server.channels import Channel, DirectChannel, Thread
    from tests.discord_server.server import DiscordServer
    from tests.discord_server.world import Attachment, Role, User


class Person:
    """Somebody with an account. In a guild they act as the member they are there."""

    def __init__(self, discord: DiscordServer, user: User) -> None:
        self.discord = discord
        self.user = user

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def name(self) -> str:
        return self.user.name

    @property
    def mention(self) -> str:
        return self.user.mention

    @property
    def direct(self) -> DirectChannel:
        """Where this person and the bot write to each other."""
        return self.discord.direct_channel(self.user)

    # Messages

    async def says(
        self,
        channel: Channel,
        content: str = "",
        *,
        mentions: Sequence[User | Person] = (),
        roles: Sequence[Role] = (),
        everyone: bool = False,
        reply_to: Message | None = None,
        ping: bool = True,
        attachments: Sequence[Attachment] = (),
        embeds: Sequence[dict[str, Any]] = (),
    ) -> Message:
        """Write a message. `mentions` are whom it notifies; a reply notifies its author unless `ping` is false."""
        message = Message(self.discord.new_id(), channel, self.user, self.discord.clock.time(), content)
        message.attachments = [self.discord.host(file, channel) for file in attachments]
        message.embeds = [dict(embed) for embed in embeds]
        message.mentions = [who.user for who in mentions]
        message.mention_roles = list(roles)
        message.mention_everyone = everyone
        if reply_to is not None:
            posting.reply_to(message, reply_to)
            if ping and reply_to.author not in message.mentions:
                message.mentions.append(reply_to.author)
        posting.post(message)
        return message

    async def dm(self, content: str = "", *, attachments: Sequence[Attachment] = ()) -> Message:
        """Write to the bot directly."""
        return await self.says(self.direct, content, attachments=attachments)

    async def edits(self, message: Message, content: str) -> None:
        """Change a message of one's own."""
        message.content, message.edited_at = content, self.discord.clock.time()
        events.message_updated(message)

    async def deletes(self, message: Message) -> None:
        posting.delete(message)

    def thread_on(self, message: Message, name: str) -> Thread:
        """Start a thread on a message."""
        thread = self.discord.open_thread_on(message, name, self.user)
        message.flags |= MessageFlag.HAS_THREAD
        events.message_updated(message)
        return thread

    # Interactions. Each raises NotOffered where Discord's own app would not send it; `forge` sends anything.

    async def slash(self, channel: Channel, line: str, /, **options: Any) -> Interaction:
        """Use a command: `await bob.slash(channel, "library add", file=…)`."""
        command, way, known = command_lines.parted(self.discord, channel, line)
        command_lines.check_offered(self, channel, command)
        resolved = Resolved(channel, self)
        values = command_lines.option_values(known, options, resolved, partial=False)
        data = resolved.into(command_lines.command_data(command, way, values))
        return self._send(channel, InteractionKind.COMMAND, data)

    async def slash_unseen(self, channel: Channel, line: str, /, **options: Any) -> Interaction:
        """Use a command although the app would hide it: for the members whom default permissions keep from it."""
        command, way, known = command_lines.parted(self.discord, channel, line)
        resolved = Resolved(channel, self)
        values = command_lines.option_values(known, options, resolved, partial=True)
        data = resolved.into(command_lines.command_data(command, way, values))
        return self._send(channel, InteractionKind.COMMAND, data)

    async def autocomplete(
        self, channel: Channel, line: str, option: str, typed: str, /, **options: Any
    ) -> list[dict[str, Any]]:
        """The choices shown while an option is typed, each with `name` and `value`."""
        asked = await self.type(channel, line, option, typed, **options)
        return (await asked.answered()).choices or []

    async def type(self, channel: Channel, line: str, option: str, typed: str, /, **options: Any) -> Interaction:
        """Type into an option of a command."""
        command, way, known = command_lines.parted(self.discord, channel, line)
        described = next((one for one in known if one["name"] == option), None)
        if described is None or not described.get("autocomplete"):
            raise NotOffered(f"{option!r} of {line!r} does not autocomplete")
        resolved = Resolved(channel, self)
        values = command_lines.option_values(known, {**options, option: typed}, resolved, partial=True)
        next(value for value in values if value["name"] == option)["focused"] = True
        data = resolved.into(command_lines.command_data(command, way, values))
        return self._send(channel, InteractionKind.AUTOCOMPLETE, data, option_kind=described["type"])

    async def menu(self, target: Message | User | Person, name: str, *, channel: Channel | None = None) -> Interaction:
        """Use a command from the menu of a message or (in `channel`) of a person."""
        on_message = isinstance(target, Message)
        place = target.channel if isinstance(target, Message) else channel
        assert place is not None, "the menu of a person is opened in a channel"
        kind = CommandKind.MESSAGE if on_message else CommandKind.USER
        command = command_lines.find_command(self.discord, place, name, kind)
        command_lines.check_offered(self, place, command)
        resolved = Resolved(place, self)
        key = resolved.message(target) if isinstance(target, Message) else resolved.user(target)
        data = {"id": command["id"], "name": name, "type": int(kind), "target_id": key}
        return self._send(place, InteractionKind.COMMAND, resolved.into(data))

    async def press(self, message: Message, wanted: str | parts.Component) -> Interaction:
        """Press a button, named by its label or how its custom id begins."""
        button = parts.find(message.buttons(), wanted)
        self._check_usable(message, button)
        if "custom_id" not in button:
            raise NotOffered(f"{wanted!r} is a link")
        data = {"component_type": int(Kind.BUTTON), "custom_id": button["custom_id"], "id": button["id"]}
        return self._send(message.channel, InteractionKind.COMPONENT, data, source=message)

    async def choose(self, message: Message, wanted: str | parts.Component, values: Sequence[Any]) -> Interaction:
        """Choose from a menu: texts by value or label, or roles, channels, people."""
        menu = parts.find(message.menus(), wanted)
        self._check_usable(message, menu)
        if not menu["min_values"] <= len(values) <= menu["max_values"]:
            raise NotOffered(f"{len(values)} values do not fit {menu['min_values']} to {menu['max_values']}")
        resolved = Resolved(message.channel, self)
        chosen = modal_forms.chosen(menu, values, resolved)
        data = {"component_type": menu["type"], "custom_id": menu["custom_id"], "id": menu["id"], "values": chosen}
        return self._send(message.channel, InteractionKind.COMPONENT, resolved.into(data), source=message)

    def _check_usable(self, message: Message, component: parts.Component) -> None:
        if message.deleted:
            raise NotOffered("the message is gone")
        if component.get("disabled"):
            raise NotOffered(f"{component.get('label') or component.get('custom_id')!r} is disabled")
        shown_to = message.interaction.person.user if message.interaction is not None else None
        if message.ephemeral and shown_to is not self.user:
            raise NotOffered(f"{self.name} does not see this message")

    async def submit(self, modal: Modal | None, values: dict[str, Any]) -> Interaction:
        """Send a form off; the values are by label or custom id: a text, chosen values, or files."""
        assert modal is not None, "no form was shown"
        shown = modal.interaction
        resolved = Resolved(shown.channel, self)
        data = modal_forms.filled(modal, values, resolved)
        return self._send(shown.channel, InteractionKind.MODAL, resolved.into(data), source=shown.source, parent=shown)

    async def forge(
        self, channel: Channel, kind: InteractionKind, data: dict[str, Any], *, message: Message | None = None
    ) -> Interaction:
        """Send any interaction: any data, from any channel, on any message, as no app of Discord's would."""
        return self._send(channel, kind, data, source=message)

    async def forge_press(
        self, channel: Channel, custom_id: str, *, message: Message | None = None, values: Sequence[Any] | None = None
    ) -> Interaction:
        """Press a button (or, with `values`, choose from a menu) that need not be there.

        The bot is told of a message that has it: of this one, or of one it never sent.
        """
        kind, is_there = forging.forged_component(custom_id, values, message)
        resolved = Resolved(channel, self)
        data: dict[str, Any] = {"component_type": int(kind), "custom_id": custom_id, "id": forging.COMPONENT_ID}
        if values is not None:
            data["values"] = [resolved.anything(value) for value in values]
        added = None if is_there else forging.forged_row(kind, custom_id, data.get("values", []))
        source = message or forging.forged_message(channel)
        return self._send(channel, InteractionKind.COMPONENT, resolved.into(data), source=source, added=added)

    def _send(
        self,
        channel: Channel,
        kind: InteractionKind,
        data: dict[str, Any],
        *,
        source: Message | None = None,
        parent: Interaction | None = None,
        option_kind: int = 0,
        added: parts.Component | None = None,
    ) -> Interaction:
        one = Interaction(self, channel, kind, data)
        one.source, one.parent, one.option_kind = source, parent, option_kind
        payload = interaction(one)
        if added is not None:
            payload["message"]["components"] = [*payload["message"]["components"], added]
        self.discord.gateway.dispatch("INTERACTION_CREATE", payload)
        return one
