"""`/help`: how to ask, how to check an answer, and what Footnote will not do, by example."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any, Final

import discord
from discord import app_commands

from bot.discord_ui.context import Context
from bot.discord_ui.permissions import is_admin
from bot.discord_ui.screens.screen import Block, Rule, Screen, Text
from bot.discord_ui.suggested import question_menu
from bot.wording import counted
from index.errors import FootnoteError

SHOWN: Final = 3
SECONDS_TO_LOOK: Final = 0.5
"""For the suggestions, before the command is answered; Discord gives that 3."""
ASK_THESE: Final = "Ask something the documents answer…"
INTRODUCTION: Final = "**Footnote answers from this server's own documents and proves every sentence with a quote.**"
TRY: Final = (
    "**Try this**\n"
    "1. `/ask question: When does the workshop open on Saturdays?`\n"
    "2. Mention me in a channel: `@Footnote who wrote the safety rules?`\n"
    "3. Reply to my answer, with the ping on: `and why?`"
)
CHECK: Final = (
    "**Check it**: every sentence ends in a number such as [1]. Press “Show passage” beside that source to see the "
    "quote where it stands in the document, with what comes before and after."
)
CHECK_OTHERS: Final = (
    "**Check what others say**: a message's menu, Apps, “Check against the library”, holds its statements against the "
    "documents. `/topics` shows what the documents are about; `/usage` what you have used today, and what is left."
)
LIMITS: Final = (
    "**What I will not do**: answer from anything but the documents, or guess. Where they do not say, I say so and "
    "show what comes closest. `/library list` shows what I have read."
)
ADMINS: Final = (
    "**For you as an admin**: `/library add` takes a file, a web address, or several files through a form; a message's "
    "menu, Apps, “Add to library”, takes those it holds. The same file name again becomes a new version, and "
    "`/library restore` brings an older one back. `/settings` has channels, the admin role, limits, private answers "
    "and where it is told what changed."
)
LEAVING: Final = "If this server removes me, all I keep of it is deleted after {days}."
DIRECT_INTRODUCTION: Final = (
    "**Footnote answers from the documents of the servers we share and proves every sentence with a quote.**"
)
DIRECT_TRY: Final = (
    "**Try this**\n"
    "1. Write me: `When does the workshop open on Saturdays?`\n"
    "2. Pick the server whose documents I shall ask; those are offered that allow it.\n"
    "3. Write on: `and on Sundays?`"
)
DIRECT_LIMITS: Final = (
    "**What I will not do**: answer from anything but the documents, or guess. Where they do not say, I say so and "
    "show what comes closest. Documents and settings are looked after in the server, not here."
)


class Help:
    """`/help`, in servers and in direct messages."""

    def __init__(self, context: Context) -> None:
        """Answer through `context`."""
        self._context = context

    def add_to(self, tree: app_commands.CommandTree[Any]) -> None:
        """Add `/help`."""

        @tree.command(name="help", description="How to ask, and how to check an answer.")
        @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
        @app_commands.allowed_installs(guilds=True, users=False)
        async def help_command(interaction: discord.Interaction) -> None:
            async with self._context.told(interaction):
                await self.show(interaction)

    async def show(self, interaction: discord.Interaction) -> None:
        """Show what works where the person is, and for them."""
        screen = self._screen(interaction)
        if interaction.guild_id is not None:
            screen = replace(screen, blocks=(*screen.blocks, *await self._suggested(str(interaction.guild_id))))
        await self._context.sending.respond(interaction, screen, private=True)

    async def _suggested(self, library: str) -> tuple[Block, ...]:
        """Return a menu of questions the documents answer, if some are known already and the store is at hand."""
        try:
            async with asyncio.timeout(SECONDS_TO_LOOK):
                known = await self._context.read(self._context.app.topics.ready, library)
        except (TimeoutError, FootnoteError):
            return ()
        questions = [each.question for each in known.suggestions[:SHOWN]] if known else []
        return question_menu(library, questions, ASK_THESE)

    def _screen(self, interaction: discord.Interaction) -> Screen:
        if interaction.guild_id is None:
            return direct_help_screen()
        app = self._context.app
        admin = is_admin(interaction, app.records.server(str(interaction.guild_id)))
        return help_screen(admin=admin, kept_days=app.settings.forget_servers_after_days)


def help_screen(*, admin: bool, kept_days: int) -> Screen:
    """Return the help for a member of a server, or for an admin, who is told how long a server left is remembered."""
    leaving = LEAVING.format(days=counted(kept_days, "day"))
    more = (Rule(), Text(f"{ADMINS} {leaving}")) if admin else ()
    return Screen((Text(INTRODUCTION), Text(TRY), Text(CHECK), Text(CHECK_OTHERS), Text(LIMITS), *more), "notice")


def direct_help_screen() -> Screen:
    """Return the help for direct messages."""
    return Screen((Text(DIRECT_INTRODUCTION), Text(DIRECT_TRY), Text(CHECK), Text(DIRECT_LIMITS)), "notice")
