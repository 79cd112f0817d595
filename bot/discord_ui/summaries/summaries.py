"""`/summary` put together: its commands, what makes the summaries, and their buttons."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.discord_ui.context import Context
from bot.discord_ui.questions.gate import Gate
from bot.discord_ui.summaries.asking_on import AskingOn
from bot.discord_ui.summaries.buttons import SummaryButtons
from bot.discord_ui.summaries.command import Ordering, SummaryGroup
from bot.discord_ui.summaries.running import Running


class Summaries:
    """Everything of summaries. `group` may be given more commands, which `running` runs, before it is added."""

    def __init__(self, context: Context, gate: Gate) -> None:
        """Let summaries in through `gate`, as questions are."""
        self.running = Running(context, gate)
        self.group = SummaryGroup(context, Ordering(context, self.running))
        self.handles = SummaryButtons(context, self.running.held, AskingOn(context, gate)).handles

    def add_to(self, tree: app_commands.CommandTree[Any]) -> None:
        """Add the commands."""
        tree.add_command(self.group)

    def close(self) -> None:
        """Begin no more summaries."""
        self.running.close()
