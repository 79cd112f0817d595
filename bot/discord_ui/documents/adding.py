"""Work on documents that people ask for: stored as jobs, carried out, and told of from the first moment to the last.

Files are fetched first, each stored as a job of its own as soon as it is there, so that a restart loses none.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, Final

import discord

from bot.discord_ui.context import Context
from bot.discord_ui.documents.adding_rendering import outcome_screen
from bot.discord_ui.documents.asked import Asked
from bot.discord_ui.documents.attachments import Downloads
from bot.discord_ui.documents.batch import ENDED, Batch, Item
from bot.discord_ui.documents.channels import ChannelOf
from bot.discord_ui.documents.files import SentFile, check_file
from bot.discord_ui.documents.jobs import ServerJobs
from bot.discord_ui.documents.reporting import Show, report
from bot.discord_ui.permissions import server_of
from bot.discord_ui.screens.screen import Screen
from bot.errors import NotAllowed, NotNow
from bot.logs import event
from index.documents import Document
from index.errors import DocumentNotFound
from index.jobs.items import shown_title
from index.jobs.job import Job, JobKind, NewItem
from index.names import shown_name
from index.web.urls import normalised_url

MOST_FILES: Final = 10
"""Files in one go; Discord takes no more in a message or a form."""

SECONDS_OF_A_TOKEN: Final = 15 * 60.0
"""How long Discord takes edits of the answer to an interaction."""

SECONDS_TO_STOP: Final = 1.5
SECONDS_TO_SAY_SO: Final = 1.0

RESTARTING: Final = "Footnote is restarting; try again in a minute."
UNDER_WAY: Final = "This is being made anew already."
ALL: Final = "all documents"
GONE: Final = "a document removed since"
NOBODY: Final = Asked(0, 0)

logger = logging.getLogger(__name__)


class Adding:
    """Takes files and pages in and makes documents anew, for whoever was found to be allowed to."""

    def __init__(self, context: Context, jobs: ServerJobs, channel_of: ChannelOf) -> None:
        """Let `jobs` do the work.

        What came of it after a restart is told in the channel `channel_of` returns for its id.
        """
        self._context = context
        self._channel_of = channel_of
        self._downloads = Downloads(context.app.settings.max_file_bytes)
        self._jobs = jobs
        self._running: set[asyncio.Task[None]] = set()

    async def add(self, interaction: discord.Interaction, files: Sequence[SentFile]) -> None:
        """Acknowledge the interaction, take the files into its server's library, and show how that goes.

        Raises NotAllowed and NotNow before anything is taken in.
        """
        if not 0 < len(files) <= MOST_FILES:
            raise NotAllowed(f"Send between one and {MOST_FILES} files at a time.")
        self._check_open()
        if await self._context.sending.acknowledge(interaction, private=True):
            await self._context.read(self._jobs.check_room, server_of(interaction), len(files), 0)
            batch = _batch(interaction, [Item(file.shown) for file in files])
            await self._run(interaction, batch, self._bring(batch, files))

    async def add_page(self, interaction: discord.Interaction, address: str) -> None:
        """Do as `add` with the web page at an address. Raises SourceError for one that cannot be fetched from."""
        self._check_open()
        if await self._context.sending.acknowledge(interaction, private=True):
            url = await self._context.read(normalised_url, address)
            await self._do(interaction, "add", NewItem("url", url), url)

    async def reindex(self, interaction: discord.Interaction, document: Document | None) -> None:
        """Make a document of the server's library anew, or all, for an interaction that was acknowledged."""
        self._check_open()
        name = document.id if document else ""
        if {name, ""} & self._jobs.reindexing(server_of(interaction)):
            raise NotNow(UNDER_WAY)
        await self._do(interaction, "reindex", NewItem("reindex", name), document.title if document else ALL)

    async def refresh(self, interaction: discord.Interaction, document: Document) -> None:
        """Fetch a document again from where it came, for an interaction that was acknowledged."""
        self._check_open()
        await self._do(interaction, "refresh", NewItem("refresh", document.id), document.title)

    async def resume(self) -> None:
        """Take up, in the background, what the last run left, and tell in its channel what came of it."""
        batches: dict[tuple[str, Asked], Batch] = {}
        work: dict[tuple[str, Asked], list[asyncio.Task[None]]] = {}
        for job in await self._context.read(self._jobs.left):  # the oldest first, which is done first
            key = (job.library, Asked.for_job(job) or NOBODY)
            item = Item(await self._context.read(self._name, job), job.kind)
            batches.setdefault(key, Batch(*key)).items.append(item)
            work.setdefault(key, [])
            if job.open:
                self._jobs.hold(job)
                work[key].append(self._start(self._jobs.carry_out(job, item)))
            else:
                item.end(job)
        for key, batch in batches.items():
            event(logger, logging.INFO, "resuming", server=batch.library, jobs=len(batch.items))
            self._start(self._tell_when_done(batch, work[key]))

    async def stop(self) -> None:
        """Begin nothing more and break off what runs; jobs not done stay stored and go on at the next start."""
        await asyncio.gather(self._downloads.close(), self._jobs.stop(SECONDS_TO_STOP))
        if self._running:
            await asyncio.wait(self._running, timeout=SECONDS_TO_SAY_SO)

    def _check_open(self) -> None:
        if self._jobs.stopping:
            raise NotNow(RESTARTING)

    def _name(self, job: Job) -> str:
        """Return what to call a job: the file, the page or the document. Synchronous."""
        if not job.items:  # what is said of a document goes with it
            return GONE
        first = job.items[0]
        if first.kind in {"reindex", "refresh"} and first.name:
            with suppress(DocumentNotFound):
                return shown_name(self._context.app.library(job.library).find(first.name).title)
        return shown_title(first)

    async def _bring(self, batch: Batch, files: Sequence[SentFile]) -> None:
        """Fetch the files one after the other; each is stored as a job, and carried out while the next is fetched."""
        names: set[str] = set()
        async with asyncio.TaskGroup() as work:
            for file, item in zip(files, batch.items, strict=True):
                try:
                    check_file(file, names)
                    job = await self._fetched(batch, file, item)
                except Exception as error:  # noqa: BLE001 - one file that cannot be had does not cost the others
                    item.fail(error)
                else:
                    work.create_task(self._jobs.carry_out(job, item))

    async def _fetched(self, batch: Batch, file: SentFile, item: Item) -> Job:
        self._downloads.check_size(file)
        await self._context.read(self._jobs.check_room, batch.library, 1, file.size)
        item.stage = "fetching"
        data = await self._downloads.fetch(file)
        item.stage = "waiting"
        return await self._jobs.store(batch, "add", NewItem("bytes", file.name, data))

    async def _do(self, interaction: discord.Interaction, kind: JobKind, new: NewItem, name: str) -> None:
        """Store a job, carry it out, and show how that goes."""
        item = Item(shown_name(name), kind)
        batch = _batch(interaction, [item])
        job = await self._jobs.store(batch, kind, new)
        await self._run(interaction, batch, self._jobs.carry_out(job, item))

    async def _run(self, interaction: discord.Interaction, batch: Batch, work: Coroutine[Any, Any, None]) -> None:
        """Do the work and show how far it is, in a task that `stop` waits for."""
        show = partial(self._show, interaction, asyncio.get_running_loop().time())
        await self._start(self._watch(batch, work, show))

    async def _watch(self, batch: Batch, work: Coroutine[Any, Any, None], show: Show) -> None:
        await report(batch, work, show)
        await self._jobs.told(batch)

    async def _tell_when_done(self, batch: Batch, work: Sequence[asyncio.Task[None]]) -> None:
        await asyncio.gather(*work)
        if batch.of_stage(*ENDED):
            channel = self._channel_of(batch.asked.channel)
            await self._context.sending.send(channel, outcome_screen(batch, resumed=True))
            await self._jobs.told(batch)

    async def _show(self, interaction: discord.Interaction, begun: float, screen: Screen, last: bool) -> bool:
        """Show a screen in the place of the one before; the last one in the channel when that cannot be any more."""
        passed = asyncio.get_running_loop().time() - begun
        if passed < SECONDS_OF_A_TOKEN and await self._context.sending.finish(interaction, screen):
            return True
        if last and isinstance(interaction.channel, discord.abc.Messageable):
            return await self._context.sending.send(interaction.channel, screen) is not None
        return False

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task


def _batch(interaction: discord.Interaction, items: list[Item]) -> Batch:
    return Batch(server_of(interaction), Asked(interaction.channel_id or 0, interaction.user.id), items)
