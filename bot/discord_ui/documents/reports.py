"""The buttons under a report of what changed, which every member may press. What they show is seen by them alone."""

from __future__ import annotations

from collections.abc import Mapping

import discord

from bot.discord_ui.context import Context
from bot.discord_ui.documents.report_rendering import page_screen
from bot.discord_ui.permissions import server_of
from bot.discord_ui.presses import Handle
from bot.discord_ui.rendering import notice
from bot.discord_ui.screens.actions import Action
from bot.discord_ui.screens.arguments import arguments, number
from bot.discord_ui.screens.screen import Screen
from index.errors import JobNotFound
from index.jobs.jobs import Jobs

GONE = "This report is no longer kept; `/library list` shows the documents there are."


class Reports:
    """Shows all of a report, page by page."""

    def __init__(self, context: Context) -> None:
        """Look through `context`."""
        self._context = context
        self.handles: Mapping[str, Handle] = {"report": self._open, "report-page": self._turn}

    async def _open(self, interaction: discord.Interaction, action: Action, _: list[str]) -> None:
        (job,) = map(number, arguments(action, 1))
        library = server_of(interaction)
        if await self._context.sending.acknowledge(interaction, private=True):
            await self._finish(interaction, library, job, 0)

    async def _turn(self, interaction: discord.Interaction, action: Action, _: list[str]) -> None:
        job, page = map(number, arguments(action, 2))
        library = server_of(interaction)
        if await self._context.sending.acknowledge_update(interaction):
            await self._finish(interaction, library, job, page)

    async def _finish(self, interaction: discord.Interaction, library: str, job: int, page: int) -> None:
        screen = await self._context.read(_page, self._context.app.jobs, library, job, page)
        await self._context.sending.finish(interaction, screen)


def _page(jobs: Jobs, library: str, number: int, page: int) -> Screen:
    """Return a page of a report: of a job that nobody asked for, which its end was told of to everyone."""
    try:
        job = jobs.find(library, number)
    except JobNotFound:
        return notice(GONE)
    return notice(GONE) if job.open or job.kind != "refresh" or job.asked else page_screen(job, page)
