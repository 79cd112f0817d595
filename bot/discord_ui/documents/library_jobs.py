"""`/library jobs`: what is being done to the library, which its admins may see and cancel."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

import discord

from bot.app import App
from bot.discord_ui.authority import admins_library
from bot.discord_ui.context import Context
from bot.discord_ui.documents.job_rendering import ON_A_PAGE, jobs_screen
from bot.discord_ui.documents.turning import nearest_page, on_page
from bot.discord_ui.presses import Handle
from bot.discord_ui.screens.actions import Action
from bot.discord_ui.screens.arguments import arguments, number
from bot.discord_ui.screens.screen import Screen
from bot.logs import event
from index.jobs.job import Item, Job

OF_DOCUMENTS: Final = frozenset({"reindex", "refresh"})
"""Items whose names are ids of documents."""

logger = logging.getLogger(__name__)


class LibraryJobs:
    """The list of jobs, and the buttons that turn its pages and cancel one."""

    def __init__(self, context: Context) -> None:
        """Look through `context`."""
        self._context = context
        self.handles: Mapping[str, Handle] = {"jobs": self._turn, "cancel": self._cancel}

    async def show(self, interaction: discord.Interaction) -> None:
        """Show the first page to the admin who asked."""
        name = admins_library(self._context, interaction)
        if await self._context.sending.acknowledge(interaction, private=True):
            await self._finish(interaction, lambda: _jobs(self._context.app, name, 0))

    async def _turn(self, interaction: discord.Interaction, action: Action, _: list[str]) -> None:
        name = admins_library(self._context, interaction)
        (page,) = map(number, arguments(action, 1))
        if await self._context.sending.acknowledge_update(interaction):
            await self._finish(interaction, lambda: _jobs(self._context.app, name, page))

    async def _cancel(self, interaction: discord.Interaction, action: Action, _: list[str]) -> None:
        """Cancel a job, and show the page again; one that is over by now stays as it is."""
        name = admins_library(self._context, interaction)
        job, page = map(number, arguments(action, 2))
        if await self._context.sending.acknowledge_update(interaction):
            cancelled = await self._context.read(self._context.app.jobs.cancel, name, job)
            event(
                logger,
                logging.INFO,
                "cancel pressed",
                server=name,
                member=interaction.user.id,
                job=job,
                state=cancelled.state,
            )
            await self._finish(interaction, lambda: _jobs(self._context.app, name, page))

    async def _finish(self, interaction: discord.Interaction, look: Callable[[], Screen]) -> None:
        await self._context.sending.finish(interaction, await self._context.read(look))


def _jobs(app: App, name: str, page: int) -> Screen:
    """Return a page of jobs; only those on it are read whole."""
    jobs = sorted(app.jobs.listed(name), key=_turn)
    page, _ = nearest_page(page, len(jobs), ON_A_PAGE)
    shown = {job.id for job in on_page(jobs, page, ON_A_PAGE)}
    titles = {document.id: document.title for document in app.library(name).documents()}
    whole = [_named(app.jobs.find(name, job.id), titles) if job.id in shown else job for job in jobs]
    return jobs_screen(name, whole, page)


def _turn(job: Job) -> tuple[bool, bool, int]:
    """Sort what is under way before what waits, in order of its turn, and that before what has ended, newest first."""
    return not job.open, job.state != "running", job.id if job.open else -job.id


def _named(job: Job, titles: Mapping[str, str]) -> Job:
    """Return the job with the titles of its documents in the place of their ids."""

    def name(item: Item) -> Item:
        return replace(item, name=titles.get(item.name, item.name)) if item.kind in OF_DOCUMENTS else item

    return replace(job, items=[*map(name, job.items)])
