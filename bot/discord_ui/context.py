"""What every part of the Discord face works with, and the one place where an error becomes a message."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

import discord

from bot.app import App
from bot.discord_ui.connection.sending import Sending
from bot.discord_ui.lanes import Lanes
from bot.discord_ui.questions.pending import PendingQuestions
from bot.discord_ui.rendering import notice
from bot.discord_ui.screens.escaping import safe
from bot.errors import explain

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Context:
    """Footnote, the way out to Discord, and the threads in which everything synchronous runs.

    `questions` are the lanes answers wait in, `threads` where they are worked out, `pending` those on their way. What a
    button looks up goes through `read` instead, so that it does not wait behind answers.
    """

    app: App
    sending: Sending
    questions: Lanes
    threads: Executor
    pending: PendingQuestions = field(default_factory=PendingQuestions)

    async def read(self, call: Callable[Arguments, Result], *args: Arguments.args, **named: Arguments.kwargs) -> Result:
        """Call something synchronous and short in a thread."""
        return await asyncio.to_thread(call, *args, **named)

    async def work(self, call: Callable[[], Result]) -> Result:
        """Call something synchronous and long in one of the threads answers are worked out in."""
        return await asyncio.get_running_loop().run_in_executor(self.threads, call)

    @asynccontextmanager
    async def told(self, interaction: discord.Interaction) -> AsyncIterator[None]:
        """Tell the person, in one sentence, whatever goes wrong inside; only they see it where that still can be."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - the last place where the person can be told
            await self._tell(interaction, error)

    async def _tell(self, interaction: discord.Interaction, error: Exception) -> None:
        screen = notice(safe(explain(error)), "problem")
        if not interaction.response.is_done():
            await self.sending.respond(interaction, screen, private=True)
        elif interaction.response.type is discord.InteractionResponseType.deferred_channel_message:
            await self.sending.finish(interaction, screen)  # in the place of "thinking"
        else:
            await self.sending.follow_up(interaction, screen, private=True)
