"""`/summary`: the commands with their options, each with what is read for it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Final

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.answering.summaries.assembling import named_in_words
from bot.answering.summaries.changes.moments import moment, said
from bot.answering.summaries.request import Length, Scope, SummaryRequest
from bot.answering.summaries.summarizing import LONGEST_TOPIC, check
from bot.discord_ui.context import Context
from bot.discord_ui.documents.choices import document_choices
from bot.discord_ui.documents.finding import find_document
from bot.discord_ui.permissions import server_of
from bot.discord_ui.summaries.running import Order, Running, Work
from bot.discord_ui.topics import topic_choices
from bot.errors import SummaryError
from index.documents import Document

LENGTHS: Final = [
    Choice(name="headline: one sentence", value=str(Length.HEADLINE)),
    Choice(name="short: a handful of sentences", value=str(Length.SHORT)),
    Choice(name="full: something of every section", value=str(Length.FULL)),
]
LENGTH: Final = "How long it should be; short where you leave it out."
FOCUS: Final = "What to dwell on, such as: dates only, for a newcomer, safety."
PRIVATE: Final = "Show the summary to me alone."
DOCUMENT: Final = "Its title, file name or id."

EMPTY: Final = "This library is empty. Whoever manages it adds documents with /library add."
SECONDS_TO_LOOK: Final = 0.5
"""For a document by its name, before the command is acknowledged; Discord gives that 3."""

Words = app_commands.Range[str, 1, LONGEST_TOPIC]


class Ordering:
    """From what a person picked to the summary that is made of it."""

    def __init__(self, context: Context, running: Running) -> None:
        """Let `running` make what is ordered."""
        self._context = context
        self._running = running

    async def order(
        self, interaction: discord.Interaction, request: SummaryRequest, document: str | None, *, private: bool
    ) -> None:
        """Have a summary made, of one document where the person named one. Raises FootnoteError."""
        library = server_of(interaction)
        check(request)
        found = await self._found(library, document) if document is not None else None
        asked = replace(request, document=found.id if found else document or "", asker=interaction.user.id)
        named = named_in_words(asked, _title(asked, found))
        await self._running.run(interaction, Order(named, partial(self._begin, library, asked), private))

    async def _found(self, library: str, reference: str) -> Document | None:
        """Return the document, looked for while the person alone can be told; None where looking takes long."""
        try:
            async with asyncio.timeout(SECONDS_TO_LOOK):
                return await self._context.read(find_document, self._context.app.library(library), reference)
        except TimeoutError:
            return None

    async def _begin(self, library: str, request: SummaryRequest) -> Work:
        if not await self._context.read(self._context.app.library(library).documents):
            raise SummaryError(EMPTY)
        return partial(self._context.app.summarize, library, request)


class SummaryGroup(app_commands.Group):
    """The commands, which every member may use."""

    def __init__(self, context: Context, ordering: Ordering) -> None:
        """Let `ordering` have made what a person picks."""
        super().__init__(
            name="summary",
            description="What the documents say, in short; every sentence has its quote.",
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        )
        self._context = context
        self._ordering = ordering

    @app_commands.command(description="What one document says.")
    @app_commands.describe(document=DOCUMENT, length=LENGTH, focus=FOCUS, private=PRIVATE)
    @app_commands.choices(length=LENGTHS)
    async def document(
        self,
        interaction: discord.Interaction,
        document: str,
        length: Choice[str] | None = None,
        focus: Words = "",
        private: bool = False,
    ) -> None:
        async with self._context.told(interaction):
            request = SummaryRequest(Scope.DOCUMENT, picked(length), focus=focus.strip())
            await self._ordering.order(interaction, request, document, private=private)

    @app_commands.command(description="What all documents of this server say.")
    @app_commands.describe(length=LENGTH, focus=FOCUS, private=PRIVATE)
    @app_commands.choices(length=LENGTHS)
    async def library(
        self,
        interaction: discord.Interaction,
        length: Choice[str] | None = None,
        focus: Words = "",
        private: bool = False,
    ) -> None:
        async with self._context.told(interaction):
            request = SummaryRequest(Scope.LIBRARY, picked(length), focus=focus.strip())
            await self._ordering.order(interaction, request, None, private=private)

    @app_commands.command(description="What the documents say about something.")
    @app_commands.describe(topic="What it is about, in a few words.", length=LENGTH, focus=FOCUS, private=PRIVATE)
    @app_commands.choices(length=LENGTHS)
    async def topic(
        self,
        interaction: discord.Interaction,
        topic: Words,
        length: Choice[str] | None = None,
        focus: Words = "",
        private: bool = False,
    ) -> None:
        async with self._context.told(interaction):
            request = SummaryRequest(Scope.TOPIC, picked(length), topic=topic.strip(), focus=focus.strip())
            await self._ordering.order(interaction, request, None, private=private)

    @app_commands.command(description="What is new, gone or altered in the documents.")
    @app_commands.describe(
        since="Since when, such as: 3d, 2 weeks, last Monday, 2026-02-17, 2026-02-17 09:30 (UTC).",
        document="Look only at this document: its title, file name or id.",
        length=LENGTH,
        focus=FOCUS,
        private=PRIVATE,
    )
    @app_commands.choices(length=LENGTHS)
    async def changes(
        self,
        interaction: discord.Interaction,
        since: Words,
        document: str | None = None,
        length: Choice[str] | None = None,
        focus: Words = "",
        private: bool = False,
    ) -> None:
        async with self._context.told(interaction):
            begin = await self._context.read(moment, since, datetime.now(UTC))
            request = SummaryRequest(Scope.CHANGES, picked(length), since=begin, focus=focus.strip())
            await self._ordering.order(interaction, request, document, private=private)

    @document.autocomplete("document")
    @changes.autocomplete("document")
    async def documents(self, interaction: discord.Interaction, typed: str) -> list[Choice[str]]:
        return await document_choices(self._context, interaction, typed)

    @topic.autocomplete("topic")
    async def topics(self, interaction: discord.Interaction, typed: str) -> list[Choice[str]]:
        return await topic_choices(self._context, interaction, typed)


def picked(length: Choice[str] | None) -> Length:
    """Return the length that was picked; short where none was."""
    return Length(length.value) if length else Length.SHORT


def _title(request: SummaryRequest, document: Document | None) -> str:
    """Return what is summarised, as it is called while that is done."""
    name = document.title if document else request.document
    if request.scope is Scope.CHANGES and request.since is not None:
        where = f"in “{name}” " if name else ""
        return f"what changed {where}since {said(request.since)}"
    return request.topic or name or "the whole library"
