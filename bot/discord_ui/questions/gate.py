"""Whether a question is taken: decided from memory alone, before it is acknowledged."""

from __future__ import annotations

import discord

from bot.discord_ui.context import Context
from bot.discord_ui.questions.limits import Cooldowns, check_day
from bot.discord_ui.rendering import notice
from bot.discord_ui.screens.escaping import safe
from bot.errors import NotAllowed
from bot.records.nouns import ServerSettings
from index.errors import FootnoteError

Place = object
"""A channel or a thread, as discord.py has it."""


class Gate:
    """Lets questions in, or refuses them with one sentence for the person."""

    def __init__(self, context: Context, cooldowns: Cooldowns, notes: Cooldowns) -> None:
        """Refuse what `cooldowns` refuse; `notes` limits how often a person is told so in a direct message."""
        self._context = context
        self._cooldowns = cooldowns
        self._notes = notes

    def admit(self, library: str, member: int, channel: Place | None, text: str) -> ServerSettings:
        """Count the question and return the server's settings. Raises NotAllowed, NotNow and QuestionError.

        `channel` is None for a direct message, to which the server's choice of channels does not apply.
        """
        self._context.app.check_question(text)
        return self.admit_check(library, member, channel)

    def admit_check(self, library: str, member: int, channel: Place | None) -> ServerSettings:
        """Do the same for a text that is to be checked, which counts as a question. Raises NotAllowed and NotNow."""
        app = self._context.app
        settings = app.records.server(library)
        self._context.questions.check()
        if channel is not None:
            check_channel(settings, channel)
        check_day(settings, app.records.questions_today(library, member))
        self._cooldowns.take(library, member)
        app.records.count_question(library, member)
        return settings

    async def tell_privately(self, library: str, user: discord.abc.User, refusal: FootnoteError) -> None:
        """Tell a person who asked in a message why there is no answer, at most once a minute."""
        try:
            self._notes.take(library, user.id)
        except FootnoteError:
            return
        await self._context.sending.tell_privately(user, notice(safe(str(refusal))))


def check_channel(settings: ServerSettings, channel: Place) -> None:
    """Raise NotAllowed where the server has chosen other channels; a thread counts as the channel it belongs to."""
    if not settings.channels:
        return
    here = {getattr(channel, "id", None), getattr(channel, "parent_id", None)}
    if here.isdisjoint(settings.channels):
        guild = getattr(channel, "guild", None)
        chosen = (guild.get_channel(number) for number in settings.channels) if guild else ()
        names = ", ".join(f"#{each.name}" for each in chosen if each)
        raise NotAllowed(f"Questions are answered in other channels of this server{names and ': '}{names}.")
