"""The buttons and the menu under a summary that answers do not have. Like those of answers they outlive a restart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import discord

from bot.discord_ui.context import Context
from bot.discord_ui.permissions import require_asker, require_sight, server_of
from bot.discord_ui.presses import UNKNOWN, Handle
from bot.discord_ui.questions.answer_buttons import is_private_to, require_whole
from bot.discord_ui.questions.passage_reading import cited_passage
from bot.discord_ui.rendering import Role, notice
from bot.discord_ui.screens.actions import Action
from bot.discord_ui.screens.arguments import arguments, number
from bot.discord_ui.summaries.asking_on import AskingOn
from bot.discord_ui.summaries.exporting import exported
from bot.discord_ui.summaries.keeping import HeldSummaries, summary_in
from bot.discord_ui.summaries.rendering import summary_screen
from bot.errors import NotAllowed
from bot.records.nouns import GivenAnswer

NO_LONGER_KEPT: Final = "This summary is no longer kept; make it again."
NOT_TAKEN: Final = "Discord did not take the file; try again in a minute."
EXPORTED: Final = "The summary as a Markdown file, for you alone:"


class SummaryButtons:
    """What a press of each does."""

    def __init__(self, context: Context, held: HeldSummaries, asking: AskingOn) -> None:
        """Look summaries up among those `held` in memory, and in the records; ask on through `asking`."""
        self._context = context
        self._held = held
        self._asking = asking
        self.handles: Mapping[str, Handle] = {
            "quote": self._show_passage,
            "summary-page": self._turn_page,
            "summary-ask": self._ask,
            "export": self._export,
        }

    async def _show_passage(self, interaction: discord.Interaction, action: Action, values: list[str]) -> None:
        """Show the passage of the source that was picked, to the person who picked alone."""
        if len(values) != 1:
            raise NotAllowed(UNKNOWN)
        if await self._context.sending.acknowledge(interaction, private=True):
            given = await self._kept(interaction, action)
            library = self._context.app.library(given.library)
            screen = await self._context.read(cited_passage, library, given, number(values[0]), None)
            await self._context.sending.finish(interaction, screen)

    async def _turn_page(self, interaction: discord.Interaction, action: Action, _: list[str]) -> None:
        """Show another page: to this person alone, so that nobody turns it away from another."""
        in_place = is_private_to(interaction)
        sending = self._context.sending
        acknowledged = (
            await sending.acknowledge_update(interaction)
            if in_place
            else await sending.acknowledge(interaction, private=True)
        )
        if acknowledged:
            page = number(arguments(action, 2)[1])
            given, held = await self._given(interaction, action)
            # A thread is started under the summary itself, which this person's page of it is not.
            role: Role = "private" if given.private else "thread"
            screen = await self._context.read(summary_screen, given, page, role=role, held=held)
            await sending.finish(interaction, screen)

    async def _export(self, interaction: discord.Interaction, action: Action, _: list[str]) -> None:
        """Hand the summary over as a file, to the person who pressed alone."""
        if await self._context.sending.acknowledge(interaction, private=True):
            given, _held = await self._given(interaction, action)
            name, content = await self._context.read(exported, summary_in(given))
            if not await self._context.sending.finish_with_file(interaction, EXPORTED, name, content):
                await self._context.sending.finish(interaction, notice(NOT_TAKEN, "problem"))

    async def _ask(self, interaction: discord.Interaction, action: Action, _: list[str]) -> None:
        """Open a form for a question about the summary. Nothing can be promised first: a form is the first response."""
        given = await self._kept(interaction, action)
        require_asker(interaction, given)
        await self._asking.open(interaction, given)

    async def _given(self, interaction: discord.Interaction, action: Action) -> tuple[GivenAnswer, bool]:
        """Return the whole summary an id names and whether it is held in memory, if this person may see it.

        Raises NotAllowed.
        """
        library, summary_id = server_of(interaction), action.arguments[0] if action.arguments else ""
        held = self._held.find(library, summary_id)
        if held is None:
            given = await self._kept(interaction, action)
            require_whole(given)
            return given, False
        require_asker(interaction, held.given)
        if held.check is not None:
            await held.check(interaction)
        return held.given, True

    async def _kept(self, interaction: discord.Interaction, action: Action) -> GivenAnswer:
        """Return the stored summary an id names, if this person may see it. Raises NotAllowed."""
        library, summary_id = server_of(interaction), action.arguments[0] if action.arguments else ""
        given = await self._context.read(self._context.app.records.answer, library, summary_id)
        if given is None or given.searched.summary is None:
            raise NotAllowed(NO_LONGER_KEPT)
        require_sight(interaction, given)
        return given
