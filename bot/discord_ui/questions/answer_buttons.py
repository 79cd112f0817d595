"""The buttons under an answer. What they need is in their ids and in the answers kept, so they outlive a restart.

Each looks its answer up in the library the press may reach, then checks that this person may see it.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Final

import discord

from bot.discord_ui.context import Context
from bot.discord_ui.permissions import require_asker, require_sight
from bot.discord_ui.presses import Handle
from bot.discord_ui.questions.membership import Membership
from bot.discord_ui.questions.passage_reading import cited_passage, passage_at
from bot.discord_ui.rendering import Role, notice
from bot.discord_ui.screens.actions import Action
from bot.discord_ui.screens.arguments import arguments, number
from bot.discord_ui.screens.escaping import plain
from bot.discord_ui.summaries.rendering import given_screen
from bot.errors import NotAllowed
from bot.logs import event
from bot.records.nouns import GivenAnswer

NO_LONGER_KEPT: Final = "This answer is no longer kept; ask the question again."
ALREADY_SHARED: Final = "This answer was shared already."
NOT_PRIVATE: Final = "Only an answer that you alone see can be shared."
NOT_SHOWN: Final = "Discord did not take the answer, so nobody else sees it; ask the question again to share it."
THANKS: Final = {True: "Thank you; noted as helpful.", False: "Thank you; noted as not helpful."}
FOLLOW_ON: Final = {
    True: "Go on in the thread: what you ask there counts as a follow-up.",
    False: "Go on in the thread: what you ask there, mentioning me, counts as a follow-up.",
}
"""Whether messages in the bot's threads count without a mention."""
REMOVED_SINCE: Final = "A document quoted here was removed from the library; ask again."
NO_THREAD: Final = "A thread cannot be started here; there may be one already, or I lack the permission to start it."
THREAD_NAME_LENGTH: Final = 100
FIRST: Final = "-"
"""Stands in a custom id for where a citation's quote, or a document, begins."""

logger = logging.getLogger(__name__)


class AnswerButtons:
    """What a press of each button under an answer does."""

    def __init__(self, context: Context, membership: Membership) -> None:
        """Verify presses in direct messages through `membership`."""
        self._context = context
        self._membership = membership
        self.handles: Mapping[str, Handle] = {
            "passage": self._show_passage,
            "leaf": self._turn_leaf,
            "read": self._read,
            "page": self._turn_page,
            "rate": self._rate,
            "share": self._share,
            "thread": self._start_thread,
            "stop": self._stop,
        }

    async def _show_passage(self, interaction: discord.Interaction, action: Action, _values: list[str]) -> None:
        """Show the passage a citation quotes, to the person who pressed alone."""
        if await self._context.sending.acknowledge(interaction, private=interaction.guild_id is not None):
            await self._finish_with_passage(interaction, action)

    async def _turn_leaf(self, interaction: discord.Interaction, action: Action, _values: list[str]) -> None:
        """Show the passage before or after in the place of the one that is shown."""
        if await self._acknowledge(interaction, in_place=is_private_to(interaction)):
            await self._finish_with_passage(interaction, action)

    async def _finish_with_passage(self, interaction: discord.Interaction, action: Action) -> None:
        _, cited, start = arguments(action, 3)
        given = await self._given(interaction, action)
        library = self._context.app.library(given.library)
        screen = await self._context.read(cited_passage, library, given, number(cited), _offset(start))
        await self._context.sending.finish(interaction, screen)

    async def _read(self, interaction: discord.Interaction, action: Action, _values: list[str]) -> None:
        """Show a passage of a document that was picked from the library's list."""
        document, version, start = arguments(action, 3)
        in_place = start != FIRST and is_private_to(interaction)
        if not await self._acknowledge(interaction, in_place=in_place):
            return
        library = self._context.app.library(await self._library(interaction, action))
        screen = await self._context.read(passage_at, library, document, number(version), _offset(start))
        await self._context.sending.finish(interaction, screen)

    async def _turn_page(self, interaction: discord.Interaction, action: Action, _values: list[str]) -> None:
        """Show another page: to this person alone, so that nobody turns it away from another."""
        if not await self._acknowledge(interaction, in_place=is_private_to(interaction)):
            return
        _, page = arguments(action, 2)
        given = await self._given(interaction, action)
        require_whole(given)
        # A thread is started under the answer itself, which this person's page of it is not.
        role: Role | None = None if given.private or given.direct else "thread"
        screen = await self._context.read(given_screen, given, number(page), role=role)
        await self._context.sending.finish(interaction, screen)

    async def _rate(self, interaction: discord.Interaction, action: Action, _values: list[str]) -> None:
        """Note whether the answer helped; a member's later press replaces the earlier one."""
        if not await self._context.sending.acknowledge(interaction, private=True):
            return
        _, helped = arguments(action, 2)
        given = await self._given(interaction, action)
        helpful = helped == "1"
        records = self._context.app.records
        await self._context.read(records.rate, given.library, given.id, interaction.user.id, helpful)
        await self._context.sending.finish(interaction, notice(THANKS[helpful]))

    async def _share(self, interaction: discord.Interaction, action: Action, _values: list[str]) -> None:
        """Show a private answer to the channel, once, when its asker wants that."""
        sending, records = self._context.sending, self._context.app.records
        if interaction.guild_id is None or not is_private_to(interaction):
            raise NotAllowed(NOT_PRIVATE)
        if not await sending.acknowledge_update(interaction):
            return
        given = await self._given(interaction, action)
        require_asker(interaction, given)
        if not given.private:
            raise NotAllowed(NOT_PRIVATE)
        require_whole(given)
        if not await self._context.read(records.claim_share, given.library, given.id):
            raise NotAllowed(ALREADY_SHARED)
        given = await self._given(interaction, action)
        screen = await self._context.read(given_screen, given)
        shown = await sending.follow_up(interaction, screen, private=False)
        if shown is not None:
            await self._context.read(records.place_answer, given.library, given.id, shown.id)
        else:
            await sending.follow_up(interaction, notice(NOT_SHOWN, "problem"), private=True)
        await sending.finish(interaction, screen)  # without the button
        event(logger, logging.INFO, "shared", server=given.library, answer=given.id)

    async def _start_thread(self, interaction: discord.Interaction, action: Action, _values: list[str]) -> None:
        """Start a thread under the answer for what is asked next."""
        if not await self._context.sending.acknowledge(interaction, private=True):
            return
        given = await self._given(interaction, action)
        started = interaction.message and await self._context.sending.start_thread(
            interaction.message, plain(given.answer.question, THREAD_NAME_LENGTH)
        )
        follow_on = FOLLOW_ON[self._context.app.settings.message_content_intent]
        await self._context.sending.finish(interaction, notice(follow_on) if started else notice(NO_THREAD, "problem"))

    async def _stop(self, interaction: discord.Interaction, action: Action, _values: list[str]) -> None:
        """End an answer that is being written, when its asker wants that; the last edit shows what there is of it."""
        (pending_id,) = arguments(action, 1)
        self._context.pending.stop(action.library, pending_id, interaction.user.id)
        await self._context.sending.acknowledge_update(interaction)

    async def _given(self, interaction: discord.Interaction, action: Action) -> GivenAnswer:
        """Return the answer an id names, if it is kept and this person may see it. Raises NotAllowed."""
        library = await self._library(interaction, action)
        answer_id = action.arguments[0] if action.arguments else ""
        given = await self._context.read(self._context.app.records.answer, library, answer_id)
        if given is None:
            raise NotAllowed(NO_LONGER_KEPT)
        require_sight(interaction, given)
        return given

    async def _acknowledge(self, interaction: discord.Interaction, *, in_place: bool) -> bool:
        """Promise a change of the message that was pressed, or a message for this person alone."""
        if in_place:
            return await self._context.sending.acknowledge_update(interaction)
        return await self._context.sending.acknowledge(interaction, private=True)

    async def _library(self, interaction: discord.Interaction, action: Action) -> str:
        """Return the library the press may reach: its server's; in direct messages, one of a server it belongs to."""
        if interaction.guild_id is None:
            await self._membership.check(action.library, interaction.user.id)
        return action.library


def is_private_to(interaction: discord.Interaction) -> bool:
    """Tell whether the message with the button is seen by the person who pressed alone, so that it may be changed."""
    shown = interaction.message
    return shown is not None and (interaction.guild_id is None or shown.flags.ephemeral)


def require_whole(given: GivenAnswer) -> None:
    """Raise NotAllowed where text was taken out of the answer because its document was removed (records/forgetting)."""
    answer = given.answer
    if not all([*(claim.text for claim in answer.claims), *(each.quote.text for each in answer.closest)]):
        raise NotAllowed(REMOVED_SINCE)


def _offset(start: str) -> int | None:
    return None if start == FIRST else number(start)
