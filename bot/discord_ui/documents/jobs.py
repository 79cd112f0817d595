"""Stored work on documents: one job at a time for each server, in threads of its own so that answers do not wait.

A job is stored before it begins. What a stop or a crash leaves is done at the next start; done twice, it changes
nothing.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock
from typing import Final

from bot.app import App
from bot.discord_ui.documents.asked import Asked
from bot.discord_ui.documents.batch import Batch, Item
from bot.discord_ui.lanes import Lanes
from bot.errors import NotNow
from bot.logs import event
from index.errors import StoreError
from index.jobs.job import Job, JobKind, NewItem

THREADS: Final = 2
MOST_FILES_WAITING: Final = 50
MOST_JOBS_WAITING: Final = 60
FILES_OF_FULL_SIZE_WAITING: Final = 4
"""The bytes that may wait for a server, in files as large as they may be."""

logger = logging.getLogger(__name__)


class ServerJobs:
    """Carries out jobs; to be used from one event loop, but for what is said to be synchronous."""

    def __init__(self, app: App) -> None:
        """Work on the libraries of `app`."""
        self._app = app
        self._most_bytes = FILES_OF_FULL_SIZE_WAITING * app.settings.max_file_bytes
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="adding")
        self._following = ThreadPoolExecutor(1, thread_name_prefix="following")  # nobody's file waits for a slow site
        self._lanes = Lanes(sys.maxsize)
        self._held: dict[int, Job] = {}
        self._storing = Lock()
        self._stopping = Event()

    @property
    def stopping(self) -> bool:
        """Whether no more work is begun."""
        return self._stopping.is_set()

    def check_room(self, library: str, files: int, size: int) -> None:
        """Raise NotNow unless so many more files, of so many bytes together, may wait for this server. Synchronous."""
        waiting, kept = self._app.jobs.waiting_bytes(library)
        if waiting + files > MOST_FILES_WAITING or kept + size > self._most_bytes:
            raise NotNow(f"{waiting:,} files are waiting to be added here; send more when these are done.")

    def reindexing(self, library: str) -> set[str]:
        """Return the ids of the documents that wait to be made anew already; an empty one stands for all of them."""
        held = (job for job in self._held.values() if job.library == library and job.kind == "reindex")
        return {item.name for job in held for item in job.items}

    async def store(self, batch: Batch, kind: JobKind, item: NewItem) -> Job:
        """Store a job of a batch, so that it is done whatever happens. Raises NotNow and StoreError."""
        waiting = sum(job.library == batch.library for job in self._held.values())
        if waiting >= MOST_JOBS_WAITING:
            raise NotNow(f"{waiting:,} jobs are waiting here; ask again when these are done, or see `/library jobs`.")
        job = await asyncio.to_thread(self._store, batch.library, kind, item, batch.asked.as_text())
        self.hold(job)
        return job

    def hold(self, job: Job) -> None:
        """Count a job among those that wait."""
        self._held[job.id] = job

    def holds(self, job: Job) -> bool:
        """Tell whether a job is among those that wait."""
        return job.id in self._held

    def left(self) -> list[Job]:
        """Return the jobs asked for in Discord that are not done, or that nobody has been told of. Synchronous.

        The oldest comes first.
        """
        stored = (*self._app.jobs.unfinished(), *self._app.jobs.untold())
        asked = sorted((job for job in stored if Asked.for_job(job)), key=lambda job: job.id)
        return [self._app.jobs.find(job.library, job.id) for job in asked]

    async def carry_out(self, job: Job, item: Item) -> None:
        """Do a job when those that came before it for its server are done; note in `item` what came of it."""

        async def turn() -> None:
            if self.stopping:
                item.stage = "paused"
            else:
                threads = self._threads if Asked.for_job(job) else self._following
                await asyncio.get_running_loop().run_in_executor(threads, self._do, job, item)

        try:
            await self._lanes.run(job.library, turn)
        except NotNow:  # its turn comes no more
            item.stage = "paused"
        finally:
            del self._held[job.id]

    async def told(self, batch: Batch) -> None:
        """Note that what came of a batch has been told."""
        ended = [item.job for item in batch.items if item.job]
        await asyncio.to_thread(self._mark_told, ended)

    async def stop(self, seconds: float) -> None:
        """Ask what runs to stop, and wait for that so long."""
        self._stopping.set()
        if not await self._lanes.drain(seconds):
            await asyncio.to_thread(self._excuse, list(self._held.values()))
        for threads in (self._threads, self._following):
            threads.shutdown(wait=False)

    def _store(self, library: str, kind: JobKind, item: NewItem, asked: str) -> Job:
        with self._storing:  # or two at a time would each find room for one
            if item.data is not None:
                self.check_room(library, 1, len(item.data))
            return self._app.jobs.submit(library, kind, [item], asked, told=False)

    def _do(self, job: Job, item: Item) -> None:
        """Do a job, in a thread."""
        try:
            ended = self._app.jobs.run(job, progress=item.advance, stopping=self._stopping.is_set)
        except Exception as error:  # noqa: BLE001 - of the store: the job is done again at the next start
            item.fail(error)
            event(logger, logging.WARNING, "job kept", server=job.library, job=job.id, error=error)
        else:
            item.end(ended)
            _log(ended, item)

    def _excuse(self, jobs: list[Job]) -> None:
        """Note of jobs that end with the process that it was not they who ended it."""
        try:
            for job in jobs:
                self._app.jobs.excuse(job)
        except StoreError as error:  # they have one try less
            event(logger, logging.WARNING, "jobs not excused", reason=str(error))

    def _mark_told(self, jobs: list[Job]) -> None:
        try:
            for job in jobs:
                self._app.jobs.mark_told(job)
        except StoreError as error:  # they are told again after the next start
            event(logger, logging.WARNING, "telling not noted", reason=str(error))


def _log(job: Job, item: Item) -> None:
    changes = item.outcome.changes
    event(
        logger,
        logging.INFO,
        "job ended" if item.job else "job broken off",
        server=job.library,
        job=job.id,
        doing=job.kind,
        outcome=item.stage,
        passages=sum(change.passages for change in changes) if changes else None,
        seconds=round(sum(change.seconds for change in changes), 2) if changes else None,
    )
