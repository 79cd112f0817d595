"""A small real bot that uses what the server offers: discord.py, unmodified."""

from __future__ import annotations

from typing import Any

from tests.discord_server.clients import discord_py as dp

commands = dp.app_commands


class TinyBot(dp.Client):
    """Answers commands, buttons, menus, forms and messages. `seen` lists what reached it."""

    def __init__(self, *, content: bool = False, members: bool = False) -> None:
        intents = dp.Intents.none()
        intents.guilds = intents.guild_messages = intents.dm_messages = True
        intents.message_content, intents.members = content, members
        super().__init__(intents=intents, allowed_mentions=dp.AllowedMentions.none())
        self.tree = dp.app_commands.CommandTree(self)
        self.seen: list[Any] = []

    async def setup_hook(self) -> None:
        add_commands(self)
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify again at once, where discord.py would wait for five seconds."""

    async def on_message(self, message: dp.Message) -> None:
        if message.author.bot:
            return
        self.seen.append(message)
        if message.guild is None or self.user in message.mentions:
            await message.reply(f"You said: {message.content}", mention_author=False)

    async def on_interaction(self, interaction: dp.Interaction) -> None:
        if interaction.type is dp.InteractionType.component:
            self.seen.append(interaction)
            await PRESSES[str(interaction.data["custom_id"])](interaction)

    async def on_resumed(self) -> None:
        self.seen.append("resumed")

    async def on_error(self, event: str, /, *arguments: Any, **named: Any) -> None:
        self.seen.append(f"error in {event}")


def answer_view(text: str) -> dp.ui.LayoutView:
    """A message with a section, a row of buttons and three menus."""
    view = dp.ui.LayoutView(timeout=None)
    section = dp.ui.Section(dp.ui.TextDisplay("A source"), accessory=_button("Show passage", "show"))
    view.add_item(dp.ui.Container(dp.ui.TextDisplay(text), dp.ui.Separator(), section, accent_colour=0x112233))
    view.add_item(dp.ui.ActionRow(_button("Update", "update"), _button("Later", "later"), _button("Form", "form")))
    options = [dp.SelectOption(label="One", value="1", description="first"), dp.SelectOption(label="Two", value="2")]
    view.add_item(dp.ui.ActionRow(dp.ui.Select(custom_id="texts", placeholder="Pick", options=options, max_values=2)))
    view.add_item(dp.ui.ActionRow(dp.ui.ChannelSelect(custom_id="channels", min_values=0, max_values=25)))
    view.add_item(dp.ui.ActionRow(dp.ui.RoleSelect(custom_id="roles", placeholder="A role")))
    return view


def _button(label: str, custom_id: str) -> dp.ui.Button[Any]:
    return dp.ui.Button(label=label, custom_id=custom_id)


class Form(dp.ui.Modal, title="Add a document"):
    """A text and a file."""

    name = dp.ui.Label(text="Title", component=dp.ui.TextInput(max_length=50, required=False))
    upload = dp.ui.Label(text="File", component=dp.ui.FileUpload(max_values=2))

    async def on_submit(self, interaction: dp.Interaction) -> None:
        files = [(file.filename, len(await file.read())) for file in self.upload.component.values]
        await interaction.response.send_message(f"{self.name.component.value}: {files}", ephemeral=True)


async def _show(interaction: dp.Interaction) -> None:
    await interaction.response.send_message("The passage", ephemeral=True)


async def _update(interaction: dp.Interaction) -> None:
    await interaction.response.edit_message(view=answer_view("Updated"))


async def _later(interaction: dp.Interaction) -> None:
    await interaction.response.defer()
    await interaction.followup.send("A follow-up", ephemeral=True)


async def _form(interaction: dp.Interaction) -> None:
    await interaction.response.send_modal(Form())


async def _chosen(interaction: dp.Interaction) -> None:
    resolved = sorted(interaction.data.get("resolved", {}))
    await interaction.response.send_message(f"{interaction.data['values']} {resolved}", ephemeral=True)


PRESSES: dict[str, Any] = {"show": _show, "update": _update, "later": _later, "form": _form}
PRESSES |= dict.fromkeys(("texts", "channels", "roles"), _chosen)


def add_commands(bot: TinyBot) -> None:
    """Give a bot its commands."""

    @commands.command(description="Ask")
    async def ask(interaction: dp.Interaction, question: str, document: str = "", private: bool = False) -> None:
        await interaction.response.defer(ephemeral=private, thinking=True)
        await interaction.edit_original_response(view=answer_view(f"{question} {document}".strip()))

    @ask.autocomplete("document")
    async def titles(interaction: dp.Interaction, typed: str) -> list[Any]:
        known = ["China", "Chile", "Peru"]
        return [commands.Choice(name=name, value=name) for name in known if name.startswith(typed)]

    everything = commands.Group(name="every", description="Every kind of option")

    @everything.command(description="All")
    @commands.guild_only()
    async def kind(
        interaction: dp.Interaction,
        whole: commands.Range[int, 1, 5],
        part: float,
        person: dp.Member,
        role: dp.Role,
        place: dp.TextChannel,
        either: dp.Role | dp.Member,
        file: dp.Attachment,
    ) -> None:
        text = f"{whole} {part} {person} {role} {place} {either} {file.filename}={(await file.read()).decode()}"
        await interaction.response.send_message(text)

    @commands.context_menu(name="Answer this")
    async def about_message(interaction: dp.Interaction, message: dp.Message) -> None:
        await interaction.response.send_message(f"About: {message.content}", ephemeral=True)

    @commands.context_menu(name="Who")
    async def about_person(interaction: dp.Interaction, member: dp.Member) -> None:
        await interaction.response.send_message(f"Who: {member.name}", ephemeral=True)

    @commands.command(description="Manage")
    @commands.default_permissions(manage_guild=True)
    @commands.guild_only()
    async def manage(interaction: dp.Interaction) -> None:
        allowed = interaction.permissions.manage_guild
        await interaction.response.send_message(f"You {'may' if allowed else 'may not'}", ephemeral=True)

    for command in (ask, everything, about_message, about_person, manage):
        bot.tree.add_command(command)
