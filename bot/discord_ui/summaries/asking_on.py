"""“Ask about this” under a summary one person sees: a form for the question, whose answer they alone see too.

Where everyone sees the summary, a thread is started under it instead (questions/answer_buttons.py).
"""

from __future__ import annotations

from typing import Final

import discord
from discord import ui

from bot.discord_ui.context import Context
from bot.discord_ui.forms import SECONDS_OPEN, require_opener
from bot.discord_ui.questions.answers import answer
from bot.discord_ui.questions.gate import Gate
from bot.discord_ui.questions.requests import Request
from bot.discord_ui.questions.surfaces import response_surface
from bot.discord_ui.screens.escaping import plain
from bot.records.nouns import GivenAnswer

LONGEST_FIELD: Final = 4_000
"""Characters Discord takes in a field."""
LONGEST_NAME: Final = 100


class AskingOn:
    """Answers questions that follow a private summary."""

    def __init__(self, context: Context, gate: Gate) -> None:
        """Let questions in through `gate`."""
        self._context = context
        self._gate = gate

    async def open(self, interaction: discord.Interaction, given: GivenAnswer) -> None:
        """Open the form. The summary is the person's own."""
        await self._context.sending.show_modal(interaction, QuestionForm(self, interaction, given, self._longest()))

    async def from_form(
        self, opened: discord.Interaction, submitted: discord.Interaction, given: GivenAnswer, text: str
    ) -> None:
        """Answer the question of a form, with the summary before it in mind."""
        async with self._context.told(submitted):
            require_opener(opened, submitted)
            member = submitted.user.id
            self._gate.admit(given.library, member, submitted.channel or submitted, text)
            request = Request(
                library=given.library,
                text=text,
                asker=member,
                channel=submitted.channel_id or 0,
                private=True,
                follows=given.id,
            )
            with self._context.pending.taken(self._context.questions, request) as pending:
                if await self._context.sending.acknowledge(submitted, private=True):
                    surface = response_surface(self._context.sending, submitted)
                    await answer(self._context, pending, surface, show_question=True)

    def _longest(self) -> int:
        return min(self._context.app.settings.max_question_chars, LONGEST_FIELD)


class QuestionForm(ui.Modal, title="Ask about this"):
    """Takes one question."""

    def __init__(self, asking: AskingOn, opened: discord.Interaction, given: GivenAnswer, longest: int) -> None:
        """Hand what is submitted to `asking`, with the summary it is about."""
        super().__init__(timeout=SECONDS_OPEN)
        self._asking = asking
        self._opened = opened
        self._given = given
        style = discord.TextStyle.paragraph
        self._question: ui.TextInput[QuestionForm] = ui.TextInput(style=style, max_length=longest)
        about = plain(given.answer.question, LONGEST_NAME)
        self.add_item(ui.Label(text="Question", description=about, component=self._question))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Pass the question on."""
        await self._asking.from_form(self._opened, interaction, self._given, self._question.value)
