"""The way of a question in Discord: admit, acknowledge, wait in line, answer, show, remember where.

`Asking` has the ways a question comes in; what becomes of it is in questions/answers.py, direct messages are in
questions/direct.py.
"""

from __future__ import annotations

import asyncio
from typing import Any, Final

import discord
from discord import app_commands

from bot.discord_ui.context import Context
from bot.discord_ui.documents.choices import document_choices
from bot.discord_ui.documents.finding import find_document
from bot.discord_ui.permissions import server_of
from bot.discord_ui.questions.addressing import question_in
from bot.discord_ui.questions.answers import answer, answer_message
from bot.discord_ui.questions.direct import DirectMessages
from bot.discord_ui.questions.gate import Gate
from bot.discord_ui.questions.requests import Request
from bot.discord_ui.questions.surfaces import response_surface
from bot.discord_ui.rendering import notice
from bot.errors import NotAllowed
from index.errors import FootnoteError

CALLED: Final = "Ask me something: mention me with your question, or use `/ask`. `/help` shows how."
PRIVATE_HERE: Final = "Answers are private in this server: use `/ask`, and only you see the answer."
NO_TEXT: Final = "There is no text in this message to answer."

SECONDS_TO_LOOK: Final = 0.5
"""For a document by its name, before the question is acknowledged; Discord gives that 3."""


class Asking:
    """Every way to ask in Discord."""

    def __init__(self, context: Context, gate: Gate, direct: DirectMessages, *, reads_threads: bool) -> None:
        """Ask through `context`; `reads_threads`: messages in the bot's own threads count without a mention."""
        self._context = context
        self._gate = gate
        self._direct = direct
        self._reads_threads = reads_threads

    def add_to(self, tree: app_commands.CommandTree[Any]) -> None:
        """Add `/ask` and the message menu "Answer this"."""

        @tree.command(name="ask", description="Ask the documents of this server; the answer proves every sentence.")
        @app_commands.describe(
            question="What do you want to know?",
            document="Look only in this document.",
            private="Show the answer to me alone.",
        )
        @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
        @app_commands.allowed_installs(guilds=True, users=False)
        async def ask(
            interaction: discord.Interaction, question: str, document: str | None = None, private: bool = False
        ) -> None:
            await self.by_command(interaction, question, document, private=private)

        @ask.autocomplete("document")
        async def documents(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
            return await document_choices(self._context, interaction, typed)

        @tree.context_menu(name="Answer this")
        @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
        @app_commands.allowed_installs(guilds=True, users=False)
        async def answer_this(interaction: discord.Interaction, message: discord.Message) -> None:
            await self.by_menu(interaction, message)

    async def by_command(
        self, interaction: discord.Interaction, text: str, document: str | None, *, private: bool
    ) -> None:
        """Answer `/ask`: to everyone in the channel, or to the asker alone where they or the server want that."""
        async with self._context.told(interaction):
            if interaction.guild_id is None:
                await self._direct.by_command(interaction, text, document)
                return
            library = server_of(interaction)
            settings = self._gate.admit(library, interaction.user.id, _place(interaction), text)
            request = Request(
                library=library,
                text=text,
                asker=interaction.user.id,
                channel=interaction.channel_id or 0,
                document=document,
                private=private or settings.private,
                in_thread=isinstance(interaction.channel, discord.Thread),
            )
            await self._answer_interaction(interaction, request)

    async def by_menu_of_questions(
        self, interaction: discord.Interaction, library: str, text: str, *, private: bool
    ) -> None:
        """Answer a question that was picked from a menu: of the server's library, or of one of the person's servers."""
        if interaction.guild_id is None:
            await self._direct.by_menu_of_questions(interaction, library, text)
        else:
            await self.by_command(interaction, text, None, private=private)

    async def by_menu(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Answer what somebody wrote, to the person who picked the menu alone."""
        async with self._context.told(interaction):
            library = server_of(interaction)
            text = " ".join(message.clean_content.split())
            if not text:
                raise NotAllowed(NO_TEXT)
            self._gate.admit(library, interaction.user.id, _place(interaction), text)
            request = Request(
                library=library,
                text=text,
                asker=interaction.user.id,
                channel=interaction.channel_id or 0,
                private=True,
            )
            await self._answer_interaction(interaction, request)

    async def by_message(self, message: discord.Message, me: int) -> None:
        """Answer a message that asks the bot with the id `me` something; leave every other alone."""
        text = question_in(message, me, reads_threads=self._reads_threads)
        if text is None:
            return
        if message.guild is None:
            await self._direct.by_message(message, text)
            return
        library = str(message.guild.id)
        try:
            settings = self._gate.admit(library, message.author.id, message.channel, text or CALLED)
        except FootnoteError as refusal:
            await self._gate.tell_privately(library, message.author, refusal)
            return
        if not text or settings.private:
            self._context.app.records.uncount_question(library, message.author.id)
            await self._context.sending.reply(message, notice(PRIVATE_HERE if text else CALLED))
            return
        request = Request(
            library=library,
            text=text,
            asker=message.author.id,
            channel=message.channel.id,
            replies_to=message.reference.message_id if message.reference else None,
            in_thread=isinstance(message.channel, discord.Thread),
        )
        await answer_message(self._context, message, request)

    async def _check_document(self, request: Request) -> None:
        """Raise DocumentNotFound or DocumentAmbiguous while the asker alone can be told, unless looking takes long."""
        if request.document is None:
            return
        library = self._context.app.library(request.library)
        try:
            async with asyncio.timeout(SECONDS_TO_LOOK):
                await self._context.read(find_document, library, request.document)
        except TimeoutError:
            return
        except FootnoteError:
            self._context.app.records.uncount_question(request.library, request.asker)
            raise

    async def _answer_interaction(self, interaction: discord.Interaction, request: Request) -> None:
        with self._context.pending.taken(self._context.questions, request) as pending:
            await self._check_document(request)
            if await self._context.sending.acknowledge(interaction, private=request.private):
                surface = response_surface(self._context.sending, interaction, private=request.private)
                await answer(self._context, pending, surface, show_question=True)


def _place(interaction: discord.Interaction) -> object:
    """Return the channel of a command; where Discord did not say it, something that is no channel anybody chose."""
    return interaction.channel or interaction
