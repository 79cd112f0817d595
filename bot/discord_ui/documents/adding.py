"""Files in: fetched, stored as jobs, carried out, and told of from the first moment to what came of them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import Any, Final

import discord

from bot.discord_ui.context import Context
from bot.discord_ui.documents.adding_rendering import outcome_screen
from bot.discord_ui.documents.attachments import Downloads
from bot.discord_ui.documents.batch import Batch, Item
from bot.discord_ui.documents.files import SentFile, check_file
from bot.discord_ui.documents.jobs import Jobs
from bot.discord_ui.documents.reporting import report
from bot.discord_ui.permissions import server_of
from bot.discord_ui.screens.screen import Screen
from bot.errors import NotAllowed, NotNow
from bot.logs import event
from bot.records.nouns import Job
from index.documents import Document
from index.names import shown_name

MOST_FILES: Final = 10
"""Files in one go; Discord takes no more in a message or a form."""

SECONDS_OF_A_TOKEN: Final = 15 * 60.0
"""How long Discord takes edits of the answer to an interaction."""

SECONDS_TO_STOP: Final = 1.5
SECONDS_TO_SAY_SO: Final = 1.0

RESTARTING: Final = "Footnote is restarting; try again in a minute."
UNDER_WAY: Final = "This is being made anew already."

ChannelOf = Callable[[int], discord.abc.Messageable]
"""Returns the channel with an id, whatever is known of it."""

logger = logging.getLogger(__name__)


class Adding:
    """Takes files in and makes documents anew, for whoever was found to be allowed to."""

    def __init__(self, context: Context, channel_of: ChannelOf) -> None:
        """Tell what came of jobs from before a restart in the channel `channel_of` returns for its id."""
        self._context = context
        self._channel_of = channel_of
        self._downloads = Downloads(context.app.settings.max_file_bytes)
        self._jobs = Jobs(context.app)
        self._running: set[asyncio.Task[None]] = set()

    async def add(self, interaction: discord.Interaction, files: Sequence[SentFile]) -> None:
        """Acknowledge the interaction, take the files into its server's library, and show how that goes.

        Raises NotAllowed and NotNow before anything is taken in.
        """
        if not 0 < len(files) <= MOST_FILES:
            raise NotAllowed(f"Send between one and {MOST_FILES} files at a time.")
        self._check_open()
        self._jobs.check_room(server_of(interaction), len(files), 0)
        if await self._context.sending.acknowledge(interaction, private=True):
            batch = _batch(interaction, [Item(file.shown) for file in files])
            await self._run(interaction, batch, self._bring(batch, files))

    async def reindex(self, interaction: discord.Interaction, documents: Sequence[Document]) -> None:
        """Make documents of the server's library anew, for an interaction that was acknowledged, and show how."""
        self._check_open()
        under_way = self._jobs.reindexing(server_of(interaction))
        chosen = [document for document in documents if document.id not in under_way]
        if documents and not chosen:
            raise NotNow(UNDER_WAY)
        batch = _batch(interaction, [Item(shown_name(document.title)) for document in chosen])
        await self._run(interaction, batch, self._make_anew(batch, chosen))

    async def resume(self) -> None:
        """Take up, in the background, what the last run left, and tell in its channel what came of it."""
        batches: dict[tuple[str, int, int], Batch] = {}
        work: dict[tuple[str, int, int], list[asyncio.Task[None]]] = {}
        for job in await self._context.read(self._context.app.records.jobs):  # the oldest first, which is done first
            key = (job.library, job.channel, job.member)
            item = Item(shown_name(job.name))
            batches.setdefault(key, Batch(*key)).items.append(item)
            self._jobs.hold(job)
            work.setdefault(key, []).append(self._start(self._jobs.carry_out(job, item)))
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
        self._jobs.check_room(batch.library, 1, file.size)
        item.stage = "fetching"
        data = await self._downloads.fetch(file)
        item.stage = "waiting"
        return await self._jobs.store(batch, "add", file.name, data)

    async def _make_anew(self, batch: Batch, documents: Sequence[Document]) -> None:
        async with asyncio.TaskGroup() as work:
            for document, item in zip(documents, batch.items, strict=True):
                try:
                    job = await self._jobs.store(batch, "reindex", document.id)
                except Exception as error:  # noqa: BLE001 - as for files
                    item.fail(error)
                else:
                    work.create_task(self._jobs.carry_out(job, item))

    async def _run(self, interaction: discord.Interaction, batch: Batch, work: Coroutine[Any, Any, None]) -> None:
        """Do the work and show how far it is, in a task that `stop` waits for."""
        await self._start(report(batch, work, partial(self._show, interaction, asyncio.get_running_loop().time())))

    async def _tell_when_done(self, batch: Batch, work: Sequence[asyncio.Task[None]]) -> None:
        await asyncio.gather(*work)
        if batch.of_stage("done", "failed"):
            await self._context.sending.send(self._channel_of(batch.channel), outcome_screen(batch, resumed=True))

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
    return Batch(server_of(interaction), interaction.channel_id or 0, interaction.user.id, items)
