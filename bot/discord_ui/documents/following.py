"""What is followed, looked at again in the background, and what changed told in the channel each server's admins chose.

What is due is stored as a job, so that it does not get lost; what nobody was told of is told after a restart.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Collection, Coroutine
from pathlib import Path
from typing import Any, Final

from bot.discord_ui.context import Context
from bot.discord_ui.documents.asked import Asked
from bot.discord_ui.documents.batch import Item
from bot.discord_ui.documents.channels import ChannelOf
from bot.discord_ui.documents.followed_folders import FollowedFolders
from bot.discord_ui.documents.jobs import ServerJobs
from bot.discord_ui.documents.report_rendering import news, report_screen
from bot.logs import event
from index.following.watching import changed_folders
from index.jobs.job import Job

SECONDS_BETWEEN_LOOKS: Final = 30.0
MOST_TRIES: Final = 3
"""How often it is tried to tell something: Discord may be out of reach for a while, a channel may be gone for good."""

logger = logging.getLogger(__name__)


class Following:
    """Looks at what is followed, and tells what changed."""

    def __init__(self, context: Context, jobs: ServerJobs, channel_of: ChannelOf) -> None:
        """Let `jobs` do the work, and tell in the channel `channel_of` returns for its id."""
        self._context = context
        self._jobs = jobs
        self._channel_of = channel_of
        self._folders = FollowedFolders(context.app)
        self._telling = asyncio.Lock()
        self._settled: set[int] = set()
        self._failed: Counter[int] = Counter()
        self._running: set[asyncio.Task[None]] = set()

    async def look_now_and_then(self) -> None:
        """Carry out what is due, and tell what was not told, until cancelled."""
        while True:
            await self._go_on_failing(self.look())
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)

    async def watch(self) -> None:
        """Look at folders in which something changes as soon as it does, until cancelled."""
        if self._context.app.store.read_only:
            return
        over = asyncio.Event()
        try:
            async for folders in changed_folders(self._folders.paths, over):
                await self._go_on_failing(self._look_at(folders))
        finally:
            over.set()

    async def look(self) -> None:
        """Store a job for what is due, carry out what waits, and tell what was not told."""
        if self._context.app.store.read_only:
            return
        await self._context.read(self._context.app.follow_due)
        await self._carry_out_all()
        await self.tell()

    async def tell(self) -> None:
        """Tell the end of each job nobody was told of, once; where there is nothing to tell, or nobody, it is noted."""
        async with self._telling:
            for job in await self._context.read(self._untold):
                if self._jobs.stopping:
                    return
                if job.id in self._settled or await self._post(job):
                    self._settled.add(job.id)  # lest it be told again where noting it fails
                    await self._context.read(self._context.app.jobs.mark_told, job)
                    self._settled.discard(job.id)

    async def _look_at(self, folders: Collection[Path]) -> None:
        await self._context.read(self._folders.submit_changed, folders)
        await self._carry_out_all()

    async def _carry_out_all(self) -> None:
        for job in await self._context.read(self._waiting):
            if not self._jobs.stopping and not self._jobs.holds(job):
                self._jobs.hold(job)
                self._start(self._carry_out(job))

    async def _carry_out(self, job: Job) -> None:
        await self._jobs.carry_out(job, Item(f"job {job.id}", job.kind))
        await self._go_on_failing(self.tell())

    async def _post(self, job: Job) -> bool:
        """Tell the end of a job; return whether that is settled: told, nothing to tell, or tried often enough."""
        channel = self._context.app.records.server(job.library).report_channel
        if channel is None or not news(job):
            return True
        facts: dict[str, Any] = {"server": job.library, "job": job.id, "channel": channel}
        if await self._context.sending.send(self._channel_of(channel), report_screen(job)):
            event(logger, logging.INFO, "changes told", **facts)
            return True
        self._failed[job.id] += 1  # why is in the log already
        if self._failed[job.id] < MOST_TRIES:
            return False
        event(logger, logging.INFO, "changes not told", **facts)
        del self._failed[job.id]
        return True

    def _waiting(self) -> list[Job]:
        """Return the open jobs that nobody asked for and whose end is to be told. Synchronous."""
        return [job for job in self._context.app.jobs.unfinished() if not job.told and Asked.for_job(job) is None]

    def _untold(self) -> list[Job]:
        """Return the ended ones of these, with their items. Synchronous."""
        jobs = self._context.app.jobs
        return [jobs.find(job.library, job.id) for job in jobs.untold() if Asked.for_job(job) is None]

    async def _go_on_failing(self, work: Coroutine[Any, Any, None]) -> None:
        """Do the work; what goes wrong is one line in the log, for the next look may go well."""
        try:
            await work
        except Exception as error:  # noqa: BLE001 - a task nobody waits for would end in silence
            event(logger, logging.WARNING, "following failed", error=error)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
